//! Texts that break things, and how often properties are tried with them.

use proptest::prelude::*;
use proptest::test_runner::Config;

/// Pieces that mean something to somebody on the way.
const PIECES: [&str; 44] = [
    ".",
    "..",
    "/",
    "\\",
    "//",
    "%",
    "%2e",
    "%2F",
    "%00",
    "%22",
    "%0d",
    "?",
    "#",
    "&",
    "=",
    "+",
    " ",
    "  ",
    "\t",
    ";",
    ",",
    "|",
    ":",
    "@",
    "\r\n",
    "\n",
    "\r",
    "\0",
    "\u{7f}",
    "\u{85}",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "<>",
    "//evil.example",
    "https://evil.example/",
    "\u{e9}",
    "\u{65e5}\u{672c}",
    "\u{1f639}",
    "\u{202e}",
    "one",
];

/// A text that somebody hostile, or just unlucky, puts into a field.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(String::new()),
        2 => "[a-z]{1,8}",
        2 => any::<String>(),
        5 => prop::collection::vec(prop::sample::select(&PIECES[..]), 1..4).prop_map(|pieces| pieces.concat()),
    ]
}

/// The words of one call.
pub(crate) fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(word(), 1..12)
}

/// Words of which all are one piece, or nothing: chance would seldom make a value that is a piece and no more.
pub(crate) fn plain_words() -> impl Iterator<Item = Vec<String>> {
    PIECES.into_iter().chain([""]).map(|piece| vec![piece.to_owned()])
}

/// How often a property is tried: so often, unless the variable `PROPTEST_CASES` says otherwise. What fails is
/// not written to a file: it becomes a test of its own.
pub(crate) fn cases(cases: u32) -> Config {
    let default = Config::default();
    let is_set = std::env::var_os("PROPTEST_CASES").is_some();
    Config {
        cases: if is_set { default.cases } else { cases },
        failure_persistence: None,
        ..default
    }
}
