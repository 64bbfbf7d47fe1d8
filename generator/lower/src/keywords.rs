//! Words that a name cannot be, or should not be.

/// Keywords of edition 2024, strict and reserved, sorted. As names they are written raw.
const KEYWORDS: [&str; 47] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while",
];

/// Keywords that cannot be written raw.
const NEVER_RAW: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// Types, traits and variants that generated code names without a path, sorted.
const PRELUDE: [&str; 33] = [
    "AsMut",
    "AsRef",
    "BTreeMap",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "TryFrom",
    "Vec",
];

/// Whether a word is a keyword that can be written raw.
pub(super) fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// Whether a word cannot be an identifier in any way.
pub(super) fn is_never_raw(word: &str) -> bool {
    NEVER_RAW.contains(&word)
}

/// The names that [`is_prelude`] knows.
pub(super) fn prelude() -> impl Iterator<Item = &'static str> {
    PRELUDE.into_iter()
}

/// Whether a type of this name would hide one that generated code relies on.
pub(super) fn is_prelude(word: &str) -> bool {
    PRELUDE.binary_search(&word).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_searched_are_sorted() {
        assert!(KEYWORDS.is_sorted());
        assert!(PRELUDE.is_sorted());
    }
}
