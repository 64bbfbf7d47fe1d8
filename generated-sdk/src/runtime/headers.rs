//! The headers of a request or an answer.
//!
//! Names compare without regard to case. `Debug` hides the values of headers that carry secrets.

use std::fmt;

/// Headers that carry secrets in nearly every API.
const SECRET_NAMES: &[&str] = &[
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
    "x-api-key",
    "api-key",
    "apikey",
    "x-auth-token",
    "x-access-token",
    "www-authenticate",
    // A redirect may repeat a credential of the query.
    "location",
];

/// A list of headers, in the order in which they were set.
#[derive(Clone, Default)]
pub struct Headers {
    entries: Vec<Entry>,
}

#[derive(Clone)]
struct Entry {
    name: String,
    value: String,
    sensitive: bool,
}

impl Headers {
    /// No headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The first value of a header.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.entries
            .iter()
            .find(|entry| entry.name.eq_ignore_ascii_case(name))
            .map(|entry| entry.value.as_str())
    }

    /// Every value of a header.
    pub fn get_all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.entries
            .iter()
            .filter(move |entry| entry.name.eq_ignore_ascii_case(name))
            .map(|entry| entry.value.as_str())
    }

    /// All names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .iter()
            .map(|entry| (entry.name.as_str(), entry.value.as_str()))
    }

    /// Whether the value of a header is hidden from `Debug`, and should be from any log.
    #[must_use]
    pub fn is_sensitive(&self, name: &str) -> bool {
        is_secret_name(name)
            || self
                .entries
                .iter()
                .any(|entry| entry.sensitive && entry.name.eq_ignore_ascii_case(name))
    }

    /// Hides every value that holds one of these texts, and takes away every name that does.
    pub(super) fn hide(&mut self, texts: &[String]) {
        self.entries
            .retain(|entry| !texts.iter().any(|text| entry.name.contains(text.as_str())));
        for entry in &mut self.entries {
            entry.sensitive |= texts.iter().any(|text| entry.value.contains(text.as_str()));
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds a header, beside others of the same name.
    pub fn append(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.entries.push(Entry {
            name: name.into(),
            value: value.into(),
            sensitive: false,
        });
    }

    /// Sets a header, in place of others of the same name.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into();
        self.remove(&name);
        self.append(name, value);
    }

    /// [`Self::set`] for a value that must not be shown.
    pub fn set_sensitive(&mut self, name: impl Into<String>, value: impl Into<String>) {
        let name = name.into();
        self.remove(&name);
        self.entries.push(Entry {
            name,
            value: value.into(),
            sensitive: true,
        });
    }

    /// Sets all of the others, in place of those of the same name.
    pub(super) fn merge(&mut self, others: Self) {
        for entry in others.entries {
            self.remove(&entry.name);
            self.entries.push(entry);
        }
    }

    /// Takes a header away.
    pub fn remove(&mut self, name: &str) {
        self.entries
            .retain(|entry| !entry.name.eq_ignore_ascii_case(name));
    }
}

fn is_secret_name(name: &str) -> bool {
    SECRET_NAMES
        .iter()
        .any(|secret| secret.eq_ignore_ascii_case(name))
}

/// Why a header cannot be sent, as the end of a sentence. The value is not repeated.
pub(super) fn refuse_header(name: &str, value: &str) -> Option<&'static str> {
    if name.is_empty() || !name.bytes().all(is_token_byte) {
        return Some("is not a header name");
    }
    if value
        .bytes()
        .any(|byte| byte == 127 || (byte < 32 && byte != b'\t'))
    {
        return Some("has a control character in its value");
    }
    // Who reads a header takes white space around its value away.
    if value.trim_matches([' ', '\t']) != value {
        return Some("begins or ends with white space");
    }
    None
}

/// Whether a byte may be in a header name or a product name (RFC 9110, `tchar`).
pub(super) fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hidden = |entry: &Entry| entry.sensitive || is_secret_name(&entry.name);
        f.debug_map()
            .entries(self.entries.iter().map(|entry| {
                (
                    entry.name.as_str(),
                    if hidden(entry) {
                        "[redacted]"
                    } else {
                        entry.value.as_str()
                    },
                )
            }))
            .finish()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut headers = Self::new();
        for (name, value) in pairs {
            headers.append(name, value);
        }
        headers
    }
}
