//! Names: words of the document become identifiers, unique within their scope.
//!
//! Only this module makes an [`Ident`]. Casing belongs to `heck`, so a change of its version is a change
//! of every SDK's names.

mod scope;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use deunicode::deunicode_with_tofu;
use heck::{ToSnakeCase, ToUpperCamelCase};

use super::keywords::{is_keyword, is_never_raw, is_prelude};
use sdk_rust::Ident;

pub(super) use scope::Scope;

/// The longest identifier. Longer ones keep their start and get a digest of the whole.
const MAX_LENGTH: usize = 80;

/// The longest name of a file, without its ending: with it, and with any folder, it can be packed and copied everywhere.
const MAX_FILE_LENGTH: usize = 64 - ".rs".len();

/// How an identifier is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Casing {
    /// `IdentityMetrics`: types and variants.
    Camel,
    /// `identity_metrics`: fields, methods, modules.
    Snake,
}

/// Makes a text an identifier of a casing. It may still clash with another one.
///
/// Signs and symbols separate words; where nothing but symbols is left, they are spelled.
pub(super) fn identifier(text: &str, casing: Casing) -> String {
    let plain = cased(&ascii(text), casing);
    if plain.is_empty() {
        spelled(text, casing)
    } else {
        legal(&plain, casing)
    }
}

/// Like [`identifier`], with every symbol spelled out: for names that symbols alone tell apart.
pub(super) fn spelled(text: &str, casing: Casing) -> String {
    let mut words = String::new();
    for letter in ascii(text).chars() {
        match symbol(letter) {
            Some(name) => {
                words.push(' ');
                words.push_str(name);
                words.push(' ');
            }
            None => words.push(letter),
        }
    }
    let plain = cased(&words, casing);
    if plain.is_empty() {
        return legal(&cased("empty", casing), casing);
    }
    legal(&plain, casing)
}

fn cased(text: &str, casing: Casing) -> String {
    match casing {
        Casing::Camel => text.to_upper_camel_case(),
        Casing::Snake => text.to_snake_case(),
    }
}

/// The text in ASCII. What has no counterpart is spelled by its code point, so that nothing is lost.
fn ascii(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let mut plain = String::new();
    for letter in text.chars() {
        if letter.is_ascii() {
            plain.push(letter);
            continue;
        }
        let known = deunicode_with_tofu(letter.encode_utf8(&mut [0; 4]), "")
            .trim()
            .to_owned();
        if known.chars().any(char::is_alphanumeric) {
            plain.push_str(&known);
        } else if letter.is_alphanumeric() {
            let _ = write!(plain, " u{:x} ", u32::from(letter));
        } else {
            plain.push(' ');
        }
    }
    plain
}

/// Makes a cased word legal: no digit first, not too long.
fn legal(word: &str, casing: Casing) -> String {
    let mut word: String = word
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
        .collect();
    if word.starts_with(|first: char| first.is_ascii_digit()) {
        word = match casing {
            Casing::Camel => format!("N{word}"),
            Casing::Snake => format!("n{word}"),
        };
    }
    cut(word, MAX_LENGTH, casing)
}

/// Cuts a word of ASCII that is longer than it may be.
fn cut(mut word: String, longest: usize, casing: Casing) -> String {
    if word.len() <= longest {
        return word;
    }
    let digest = fnv(&word);
    word.truncate(longest.saturating_sub(9));
    let trimmed = word.trim_end_matches('_');
    match casing {
        Casing::Camel => format!("{trimmed}{digest:08X}"),
        Casing::Snake => format!("{trimmed}_{digest:08x}"),
    }
}

/// FNV-1a, folded to 32 bits: a digest that is the same on every machine and in every release.
fn fnv(text: &str) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in text.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash
}

fn symbol(letter: char) -> Option<&'static str> {
    Some(match letter {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '=' => "equals",
        '<' => "less than",
        '>' => "greater than",
        '!' => "not",
        '?' => "question",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '%' => "percent",
        '$' => "dollar",
        '#' => "hash",
        '@' => "at",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '_' => "underscore",
        ' ' => "space",
        '(' => "open",
        ')' => "close",
        '[' => "open bracket",
        ']' => "close bracket",
        '{' => "open brace",
        '}' => "close brace",
        '\'' => "quote",
        '"' => "double quote",
        '`' => "backtick",
        _ => return None,
    })
}

/// The name of a type: it steps aside for names of the prelude.
pub(super) fn type_name(text: &str) -> String {
    let name = identifier(text, Casing::Camel);
    if is_prelude(&name) {
        format!("{name}Model")
    } else {
        name
    }
}

/// The first segment of the path to any item of the crate.
#[expect(clippy::disallowed_methods, reason = "identifiers are made here alone")]
pub(super) fn crate_root() -> Ident {
    Ident::new("crate")
}

/// An identifier as it is written: keywords become raw, what cannot be raw gets an underscore.
#[expect(clippy::disallowed_methods, reason = "identifiers are made here alone")]
pub(super) fn ident(name: &str) -> Ident {
    if is_never_raw(name) {
        Ident::new(format!("{name}_"))
    } else if is_keyword(name) {
        Ident::new(format!("r#{name}"))
    } else {
        Ident::new(name)
    }
}

/// Names for siblings: one strategy for all of them, so that adding one never renames another unless
/// the two clash.
pub(super) fn siblings(texts: &[String], casing: Casing, reserved: &[&str]) -> Vec<Ident> {
    let strategies: [fn(&str, Casing) -> String; 2] = [signed, spelled];
    for strategy in strategies {
        let names: Vec<String> = texts.iter().map(|text| strategy(text, casing)).collect();
        let mut seen: BTreeSet<String> = reserved.iter().map(|name| (*name).to_owned()).collect();
        if names.iter().all(|name| seen.insert(name.clone())) {
            return names.iter().map(|name| ident(name)).collect();
        }
    }
    let mut scope = CaseSensitive::new(reserved);
    texts
        .iter()
        .map(|text| ident(&scope.claim(&signed(text, casing), &spelled(text, casing))))
        .collect()
}

/// Names for siblings of which some have been given theirs: the others take what is left.
pub(super) fn siblings_beside(
    texts: &[String],
    held: &[Option<String>],
    casing: Casing,
    reserved: &[&str],
) -> Vec<Ident> {
    let mut seen: BTreeSet<&str> = reserved.iter().copied().collect();
    let held: Vec<Option<&str>> = held
        .iter()
        .map(|name| name.as_deref().filter(|name| seen.insert(name)))
        .collect();
    let others: Vec<String> = texts
        .iter()
        .zip(&held)
        .filter(|(_, name)| name.is_none())
        .map(|(text, _)| text.clone())
        .collect();
    let taken: Vec<&str> = seen.into_iter().collect();
    let mut others = siblings(&others, casing, &taken).into_iter();
    held.iter()
        .filter_map(|name| name.map(ident).or_else(|| others.next()))
        .collect()
}

/// A sign before a digit or a word is part of the meaning: `-created_at`, `+1`.
fn signed(text: &str, casing: Casing) -> String {
    let sign = match text.chars().next() {
        Some('-') if text.len() > 1 => "minus ",
        Some('+') if text.len() > 1 => "plus ",
        _ => "",
    };
    identifier(&format!("{sign}{text}"), casing)
}

/// A namespace of variants, where case tells names apart.
struct CaseSensitive {
    taken: BTreeSet<String>,
}

impl CaseSensitive {
    fn new(reserved: &[&str]) -> Self {
        Self {
            taken: reserved.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    fn claim(&mut self, wanted: &str, fallback: &str) -> String {
        let numbered = (2_u32..).map(|number| format!("{wanted}{number}"));
        let mut candidates = [wanted.to_owned(), fallback.to_owned()]
            .into_iter()
            .chain(numbered);
        let name = candidates
            .find(|name| !self.taken.contains(name))
            .unwrap_or_default();
        self.taken.insert(name.clone());
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_not_called_as_devices_are() {
        for device in ["con", "prn", "aux", "nul", "com1", "COM9", "lpt0"] {
            let mut scope = Scope::of_files(&["mod"]);
            let got = scope.claim("module", &[device.to_owned(), device.to_owned()]);
            assert_eq!(got.plain(), format!("{device}2"));
        }
        assert!(Scope::of_files(&[]).is_free("console"));
    }

    #[test]
    fn files_have_short_names_that_stay_apart() {
        let mut scope = Scope::of_files(&[]);
        let mut claim = |name: &str| {
            let others = || ("module".to_owned(), vec![format!("{name}_api")]);
            let got = scope.claim_or(name.to_owned(), others);
            assert!(got.plain().len() <= MAX_FILE_LENGTH, "{got}");
            got.plain().to_owned()
        };
        let just = "a".repeat(MAX_FILE_LENGTH);
        let long = "a".repeat(MAX_LENGTH);
        let longer = format!("{long}b");
        let names = [&just, &just, &just, &long, &long, &long, &longer].map(|name| claim(name));
        assert_eq!(
            names.iter().collect::<BTreeSet<_>>().len(),
            names.len(),
            "{names:?}"
        );
        assert_eq!(names.first(), Some(&just));
    }

    fn names(texts: &[&str]) -> Vec<String> {
        let texts: Vec<String> = texts.iter().map(|&text| text.to_owned()).collect();
        siblings(&texts, Casing::Camel, &["Unknown"])
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn signs_tell_values_apart() {
        assert_eq!(names(&["+1", "-1"]), ["Plus1", "Minus1"]);
        assert_eq!(
            names(&["created_at", "-created_at"]),
            ["CreatedAt", "MinusCreatedAt"]
        );
    }

    #[test]
    fn symbols_are_spelled_where_they_alone_differ() {
        assert_eq!(names(&["*", "<="]), ["Star", "LessThanEquals"]);
        assert_eq!(names(&["a.b", "a-b"]), ["ADotB", "AMinusB"]);
        assert_eq!(names(&["", " "]), ["Empty", "Space"]);
    }

    #[test]
    fn case_alone_still_gives_two_names() {
        assert_eq!(names(&["asc", "ASC"]), ["Asc", "Asc2"]);
    }

    #[test]
    fn a_value_named_like_the_catch_all_yields() {
        assert_eq!(names(&["unknown", "known"]), ["Unknown2", "Known"]);
    }

    #[test]
    fn keywords_and_digits_and_unicode_are_legal() {
        assert_eq!(ident("type").as_str(), "r#type");
        assert_eq!(ident("self").as_str(), "self_");
        assert_eq!(identifier("2fa", Casing::Snake), "n2fa");
        assert_eq!(identifier("größe", Casing::Snake), "grosse");
        assert_eq!(identifier("$ref", Casing::Snake), "ref");
        assert_eq!(identifier("$", Casing::Snake), "dollar");
        assert_eq!(type_name("result"), "ResultModel");
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let long = "word ".repeat(80);
        let one = identifier(&format!("{long} one"), Casing::Snake);
        let two = identifier(&format!("{long} two"), Casing::Snake);
        assert!(one.len() <= MAX_LENGTH && two.len() <= MAX_LENGTH);
        assert_ne!(one, two);
    }

    #[test]
    fn a_scope_gives_each_name_once() {
        let mut scope = Scope::with_reserved(&["new"]);
        assert_eq!(scope.claim("field", &["id".to_owned()]).as_str(), "id");
        assert_eq!(
            scope
                .claim("field", &["id".to_owned(), "underscore_id".to_owned()])
                .as_str(),
            "underscore_id"
        );
        assert_eq!(scope.claim("field", &["ID".to_owned()]).as_str(), "ID2");
        assert_eq!(scope.claim("field", &["new".to_owned()]).as_str(), "new2");
        assert_eq!(scope.into_renames().len(), 3);
    }
}
