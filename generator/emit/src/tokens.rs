//! The small parts that every file is made of: names, docs, literals, blank lines.

use std::borrow::Cow;

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{Attribute, Expr};

use super::tree;
use sdk_rust::{self as rust, Docs};

/// Stands for a blank line until the text is printed: no doc comment holds it, since [`docs`] drops
/// control characters.
pub(super) const BLANK: u8 = 1;

/// Stands for the end of a line of docs until the text is printed: no line holds it, as it holds no
/// [`BLANK`]. Docs are long, and many attributes of one line each take longer to print than one of many.
pub(super) const BREAK: u8 = 2;

/// An identifier. A [`rust::Ident`] is known to be valid Rust.
pub(super) fn ident(name: &rust::Ident) -> proc_macro2::Ident {
    name.into()
}

/// The first of a name, the name with `_`, the name with `__`, … that is not taken.
pub(super) fn free_name(wanted: &str, taken: &[&rust::Ident]) -> proc_macro2::Ident {
    let mut name = wanted.to_owned();
    while taken.iter().any(|other| other.plain() == name) {
        name.push('_');
    }
    proc_macro2::Ident::new(&name, Span::call_site())
}

/// Docs as an attribute. Every public item has docs, so there is a line to fall back on.
pub(super) fn docs(docs: &Docs, otherwise: impl FnOnce() -> String) -> Option<Attribute> {
    if says_nothing(docs) {
        doc_lines([otherwise()])
    } else {
        doc_lines(&docs.lines)
    }
}

/// The lines of docs, or the one line to fall back on.
pub(super) fn lines(docs: &Docs, otherwise: impl Into<String>) -> Vec<String> {
    if says_nothing(docs) {
        vec![otherwise.into()]
    } else {
        docs.lines.clone()
    }
}

fn says_nothing(docs: &Docs) -> bool {
    docs.lines.iter().all(|line| line.trim().is_empty())
}

/// Lines as one doc attribute, which holds [`BREAK`] where a line ends.
pub(super) fn doc_lines<L: AsRef<str>>(lines: impl IntoIterator<Item = L>) -> Option<Attribute> {
    doc_text(lines).map(|text| tree::doc(&text))
}

/// The text of a doc attribute, with [`BREAK`] where a line ends. None where there are no lines.
fn doc_text<L: AsRef<str>>(lines: impl IntoIterator<Item = L>) -> Option<String> {
    let mut text: Option<String> = None;
    for part in lines {
        for line in part.as_ref().split('\n').map(clean) {
            let text = match &mut text {
                Some(text) => {
                    text.push(char::from(BREAK));
                    text
                }
                None => text.insert(String::new()),
            };
            if !line.is_empty() {
                text.push(' ');
                text.push_str(&line);
            }
        }
    }
    text
}

/// A text as a raw literal: a long text is read and printed faster where nothing in it is escaped.
pub(super) fn raw(text: &str) -> Literal {
    let hashes = text.split('"').skip(1);
    let hashes = hashes.map(|after| after.len() - after.trim_start_matches('#').len() + 1);
    let fence = "#".repeat(hashes.max().unwrap_or_default());
    let literal = format!("r{fence}\"{text}\"{fence}").parse();
    literal.unwrap_or_else(|_| Literal::string(text))
}

/// A line without the characters that end a comment early or show a reader other text than there is.
pub(super) fn clean(line: &str) -> Cow<'_, str> {
    // Nearly every line is plain, which is seen at a glance.
    if line.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(line.trim_end());
    }
    let is_hostile = |letter: char| {
        (letter.is_control() && letter != '\t')
            || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    Cow::Owned(line.replace(is_hostile, "").trim_end().to_owned())
}

/// Items or methods with a blank line between each two.
pub(super) fn spaced(items: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let mut tokens = TokenStream::new();
    for item in items.into_iter().filter(|item| !item.is_empty()) {
        if !tokens.is_empty() {
            tree::blank().to_tokens(&mut tokens);
        }
        tokens.extend(item);
    }
    tokens
}

/// The attribute of a name that another one replaces.
pub(super) fn renamed(current: &str) -> TokenStream {
    let note = format!("renamed to `{current}`");
    quote!(#[deprecated(note = #note)])
}

/// An integer as people write it: `9_007_199_254_740_991`.
pub(super) fn integer(value: impl Into<i128>) -> Expr {
    let value = value.into();
    signed(value < 0, &grouped(&value.unsigned_abs().to_string()))
}

/// An integer with its type, where it is not an `i32`, which is what the compiler takes it for.
pub(super) fn typed_integer(value: i64) -> Expr {
    let mut digits = grouped(&value.unsigned_abs().to_string());
    if i32::try_from(value).is_err() {
        digits.push_str("_i64");
    }
    signed(value < 0, &digits)
}

/// The attribute that compiles what follows with any of some features; none where there is none.
pub(super) fn with_features<'a>(features: impl IntoIterator<Item = &'a String>) -> TokenStream {
    let features: Vec<&String> = features.into_iter().collect();
    match features.as_slice() {
        [] => TokenStream::new(),
        [only] => quote!(#[cfg(feature = #only)]),
        several => quote!(#[cfg(any(#(feature = #several),*))]),
    }
}

/// A length or a count.
pub(super) fn unsigned(value: u64) -> Expr {
    signed(false, &grouped(&value.to_string()))
}

/// A floating-point number as people write it.
pub(super) fn float(value: f64) -> Expr {
    if !value.is_finite() {
        // JSON has no such number, so none gets here.
        return tree::path(tree::our_path(&["f64", "NAN"]));
    }
    let text = format!("{:?}", value.abs());
    let text = match text.split_once('.') {
        Some((whole, fraction)) if !fraction.contains('e') => {
            format!("{}.{}", grouped(whole), grouped_from_left(fraction))
        }
        _ => text,
    };
    signed(value < 0.0, &text)
}

/// A number. A minus is no part of a literal.
fn signed(is_negative: bool, digits: &str) -> Expr {
    // Digits always are a literal.
    let literal = digits.parse().unwrap_or_else(|_| Literal::string(digits));
    let number = tree::number(literal);
    if is_negative {
        tree::negative(number)
    } else {
        number
    }
}

fn grouped(digits: &str) -> String {
    if digits.len() <= 5 {
        return digits.to_owned();
    }
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

fn grouped_from_left(digits: &str) -> String {
    if digits.len() <= 5 {
        return digits.to_owned();
    }
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index.is_multiple_of(3) {
            text.push('_');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;

    use super::{float, integer, typed_integer};

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let printed = |number: syn::Expr| number.to_token_stream().to_string();
        assert_eq!(printed(integer(10_000_i64)), "10000");
        assert_eq!(printed(integer(i64::MIN)), "- 9_223_372_036_854_775_808");
        assert_eq!(printed(typed_integer(5_000_000_000)), "5_000_000_000_i64");
        assert_eq!(printed(typed_integer(-5)), "- 5");
        assert_eq!(printed(float(0.1)), "0.1");
        assert_eq!(printed(float(-1_234_567.125)), "- 1_234_567.125");
        assert_eq!(printed(float(1e300)), "1e300");
    }
}
