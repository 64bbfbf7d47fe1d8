//! Keys and scalars with special syntax, and their values.

/// Keys as written, and as parsed.
pub(super) const KEYS: [(&str, &str); 20] = [
    ("a", "a"),
    ("b", "b"),
    ("c c", "c c"),
    ("$ref", "$ref"),
    ("x-y", "x-y"),
    ("-a", "-a"),
    ("200", "200"),
    ("'200'", "200"),
    ("1.0", "1.0"),
    ("012", "012"),
    ("0x1F", "0x1F"),
    ("~", "~"),
    ("null", "null"),
    ("True", "True"),
    ("漢", "漢"),
    ("'/a/{b}~'", "/a/{b}~"),
    ("'it''s: '", "it's: "),
    ("\"é\\n\\u20ac\"", "é\n€"),
    ("\"# no\"", "# no"),
    ("\"<<\"", "<<"),
];

/// Plain scalars, and their JSON values.
pub(super) const PLAIN: [(&str, &str); 28] = [
    ("word", "\"word\""),
    ("a - b", "\"a - b\""),
    ("a:b", "\"a:b\""),
    ("a#b", "\"a#b\""),
    ("-x", "\"-x\""),
    ("https://e.com/a?b=c#d", "\"https://e.com/a?b=c#d\""),
    ("é漢😀", "\"é漢😀\""),
    ("1", "1"),
    ("-1", "-1"),
    ("+7", "7"),
    ("18446744073709551616", "18446744073709551616.0"),
    ("1.5", "1.5"),
    (".5", "0.5"),
    ("1e3", "1000.0"),
    ("0x1F", "31"),
    ("0o17", "15"),
    ("012", "\"012\""),
    ("0b1", "\"0b1\""),
    ("1.0.0", "\"1.0.0\""),
    ("2020-01-01", "\"2020-01-01\""),
    ("null", "null"),
    ("~", "null"),
    ("true", "true"),
    ("False", "false"),
    ("yes", "\"yes\""),
    (".inf", "\"inf\""),
    ("1e999", "\"1e999\""),
    ("nUll", "\"nUll\""),
];

/// Words that may start a line in a scalar.
pub(super) const WORDS: [&str; 6] = ["one", "two", "é漢", "a:b", "x#y", "-z"];

/// Strings that need quotes or escapes.
pub(super) const STRINGS: [&str; 30] = [
    "",
    " ",
    "a",
    "a: b",
    "# x",
    "- y",
    "key: |",
    "{",
    "]",
    "é漢😀",
    " lead",
    "trail ",
    "a\nb",
    "\tt",
    "...",
    "---",
    "null",
    "012",
    "it's",
    "say \"x\"",
    "back\\slash",
    "\u{7}",
    "a\u{a0}b",
    "\u{2028}",
    "%",
    "&a",
    "*a",
    "!t",
    "\r\n",
    "\0",
];

/// Strings for literal and folded scalars.
pub(super) const LITERALS: [&str; 14] = [
    "a\n",
    "a",
    "a\n\n",
    "one two three\n",
    "one two",
    "  lead\nb\n",
    "# no comment\nkey: value\n- item\n",
    "é漢😀\n\nb\n",
    "\n\na\n",
    "a\n  b\n c\n",
    "\ttab\n",
    "{\n[\n'",
    "--- a\n...\n",
    "a: *b\n\n\n",
];

/// Returns whether a string can be written as a folded scalar by breaking its lines at spaces.
pub(super) fn can_fold(value: &str) -> bool {
    let content = value.trim_end_matches('\n');
    !content.contains(['\n', '\t']) && !content.starts_with(' ') && !content.contains("  ")
}

pub(super) fn value(json: &str) -> serde_json::Value {
    serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// Writes a string in double quotes, with as few escapes as possible or with as many.
pub(super) fn double_quoted(value: &str, is_escaped: bool) -> String {
    let mut text = String::from('"');
    for letter in value.chars() {
        match (letter, u32::from(letter)) {
            (_, code) if is_escaped && code > 0xffff => text.push_str(&format!("\\U{code:08X}")),
            (_, code) if is_escaped && code > 0xff => text.push_str(&format!("\\u{code:04x}")),
            (_, code) if is_escaped => text.push_str(&format!("\\x{code:02x}")),
            ('"' | '\\', _) => text.extend(['\\', letter]),
            ('\n', _) => text.push_str("\\n"),
            ('\r', _) => text.push_str("\\r"),
            ('\0', _) => text.push_str("\\0"),
            ('\u{7}', _) => text.push_str("\\a"),
            _ => text.push(letter),
        }
    }
    text.push('"');
    text
}
