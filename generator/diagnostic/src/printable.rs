//! Texts of a document where people read them: a terminal, a log.
//!
//! What a terminal would obey, and what shows other text than there is, becomes a sign that something was there.

/// Whether a letter is no letter: a control, a line break that is none in ASCII, or a mark that turns the direction of
/// what follows.
fn is_obeyed(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

/// A text without what a terminal would obey. Line breaks count as such.
#[must_use]
pub fn printable(text: &str) -> String {
    text.replace(is_obeyed, "\u{fffd}")
}
