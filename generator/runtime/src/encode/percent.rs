//! Percent-encoding. A space is `%20`, never `+`.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// All characters except the unreserved ones of RFC 3986.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// The reserved characters stay as well, but for those that end a value in a query: `#[]&=+`.
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// Encodes all but `A-Z a-z 0-9 - . _ ~`.
pub(in super::super) fn percent_encode(text: &str) -> String {
    percent_encoded(text).collect()
}

/// [`percent_encode`] piece by piece, for a text that is there.
pub(super) fn percent_encoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, UNRESERVED)
}

/// Encodes all but the unreserved and the reserved characters that cannot end a value in a query.
pub(in super::super) fn percent_encode_reserved(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).collect()
}

/// Characters that are escaped in the literal text of a path template. Existing escapes are kept.
const NOT_IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'^')
    .add(b'|')
    .add(b'\\');

/// Encodes what the literal text of a path cannot hold.
pub(super) fn encode_literal(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, NOT_IN_PATH)
}
