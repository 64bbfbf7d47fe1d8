//! Hostile strings, and the number of cases for each property.

use proptest::prelude::*;
use proptest::test_runner::Config;

/// Strings with a special meaning somewhere between client and server.
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

/// Generates a string that an attacker, or an unlucky user, puts into a field.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(String::new()),
        2 => "[a-z]{1,8}",
        2 => any::<String>(),
        5 => prop::collection::vec(prop::sample::select(&PIECES[..]), 1..4).prop_map(|pieces| pieces.concat()),
    ]
}

/// Generates the words of one call.
pub(crate) fn words() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(word(), 1..12)
}

/// Returns words that all consist of one piece, or are empty: random words are rarely a single piece.
pub(crate) fn plain_words() -> impl Iterator<Item = Vec<String>> {
    PIECES.into_iter().chain([""]).map(|piece| vec![piece.to_owned()])
}

/// Returns a configuration with this number of cases, unless the variable `PROPTEST_CASES` is set. Failures
/// are not written to a file: they become tests of their own.
pub(crate) fn cases(cases: u32) -> Config {
    let default = Config::default();
    let is_set = std::env::var_os("PROPTEST_CASES").is_some();
    Config {
        cases: if is_set { default.cases } else { cases },
        failure_persistence: None,
        ..default
    }
}
