//! From bytes to the lines and columns that people and editors count.

use std::collections::BTreeMap;

use super::Location;

/// How many bytes lie between two places whose character is known. A document may be one line, and have a finding in
/// each of its values: no column is counted from the line's start.
const BLOCK: usize = 4096;

/// The lines of one text, found once for all places in it.
#[derive(Debug)]
struct Lines<'a> {
    text: &'a str,
    /// The byte at which each line begins.
    starts: Vec<usize>,
    /// How many characters begin before each block.
    characters: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds the lines of a text.
    fn of(text: &'a str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let blocks = text.as_bytes().chunks(BLOCK);
        let counts = blocks.scan(0, |count, block| {
            *count += beginning(block);
            Some(*count)
        });
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
            characters: std::iter::once(0).chain(counts).collect(),
        }
    }

    /// How many characters begin before a byte.
    fn characters_before(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        let rest = self.text.as_bytes().get(block * BLOCK..byte).unwrap_or_default();
        self.characters.get(block).copied().unwrap_or_default() + beginning(rest)
    }

    /// The line and the column of a byte, both from one. A column is a character, as editors count; a byte within a
    /// character is that character.
    fn position(&self, byte: usize) -> (usize, usize) {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        let before = self.characters_before(byte) - self.characters_before(start);
        (line, before + 1)
    }
}

/// How many characters begin in bytes of UTF-8.
fn beginning(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// The lines of every file that places lie in.
#[derive(Debug, Default)]
pub struct LineIndex<'a> {
    files: BTreeMap<&'a str, Lines<'a>>,
}

impl<'a> LineIndex<'a> {
    /// The line and the column of a byte of the file of a place, both from one.
    pub fn position(&mut self, place: &Location<'a>, byte: usize) -> (usize, usize) {
        let lines = self.files.entry(place.file);
        lines.or_insert_with(|| Lines::of(place.text)).position(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        let lines = Lines::of("a\r\n\té漢x");
        assert_eq!(lines.position(0), (1, 1));
        assert_eq!(lines.position(3), (2, 1));
        assert_eq!(lines.position(4), (2, 2));
        assert_eq!(lines.position(6), (2, 3));
        assert_eq!(lines.position(7), (2, 3));
        assert_eq!(lines.position(9), (2, 4));
        assert_eq!(lines.position(99), (2, 5));
    }

    #[test]
    fn columns_of_long_lines_are_characters_as_well() {
        let text = format!("a\n{}", "é漢x".repeat(5_000));
        let lines = Lines::of(&text);
        #[expect(clippy::string_slice, reason = "the text of the test is known")]
        for (column, (byte, _)) in text[2..].char_indices().enumerate() {
            assert_eq!(lines.position(byte + 2), (2, column + 1));
        }
        assert_eq!(lines.position(text.len()), (2, 15_001));
    }
}
