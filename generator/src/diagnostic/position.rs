//! From bytes to the lines and columns that people and editors count.

/// The line and the column of a byte, both from one. A column is a character, as editors count; a byte within a
/// character is that character.
#[must_use]
pub fn position(text: &str, byte: usize) -> (usize, usize) {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let before = text.get(..byte).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        let text = "a\r\n\té漢x";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, 3), (2, 1));
        assert_eq!(position(text, 4), (2, 2));
        assert_eq!(position(text, 6), (2, 3));
        assert_eq!(position(text, 7), (2, 3));
        assert_eq!(position(text, 9), (2, 4));
        assert_eq!(position(text, 99), (2, 5));
    }
}
