//! Text from documents in terminals and logs.
//!
//! Control characters, which a terminal interprets, and characters that reorder text are replaced by U+FFFD.

/// Returns whether a character is a control character, a Unicode line break, or a mark that changes the direction of
/// the text after it.
fn is_unsafe(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// Replaces unsafe characters, including line breaks.
#[must_use]
pub fn printable(text: &str) -> String {
    text.replace(is_unsafe, "\u{fffd}")
}
