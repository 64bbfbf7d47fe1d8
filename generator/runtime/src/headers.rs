//! The headers of a request or a response.
//!
//! Names are case-insensitive. `Debug` hides the values of headers that contain secrets.

use std::fmt;

/// Headers that contain secrets in nearly every API.
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
    /// Names and values, one after the other: a list takes two allocations, however long it is. What is removed stays
    /// until the list ends.
    text: String,
    entries: Vec<Entry>,
}

/// Where a name and its value stand in the text.
#[derive(Clone, Copy)]
struct Entry {
    start: usize,
    name_end: usize,
    end: usize,
    sensitive: bool,
}

impl Headers {
    /// Creates an empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the first value of a header.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(present, _)| present.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Returns all values of a header.
    pub fn get_all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.iter()
            .filter(move |(present, _)| present.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Returns all names and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .iter()
            .map(|entry| (entry.name(&self.text), entry.value(&self.text)))
    }

    /// Returns all names and values, and whether the value is hidden.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(super) fn iter_hidden(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        self.entries.iter().map(|entry| {
            let name = entry.name(&self.text);
            let is_hidden = entry.sensitive || is_secret_name(name);
            (name, entry.value(&self.text), is_hidden)
        })
    }

    /// Creates an empty list with capacity.
    pub(super) fn with_capacity(count: usize, bytes: usize) -> Self {
        Self {
            text: String::with_capacity(bytes),
            entries: Vec::with_capacity(count),
        }
    }

    /// Returns whether `Debug` hides the value of a header. Logs should hide it too.
    #[must_use]
    pub fn is_sensitive(&self, name: &str) -> bool {
        is_secret_name(name)
            || self
                .entries
                .iter()
                .any(|entry| entry.sensitive && entry.name(&self.text).eq_ignore_ascii_case(name))
    }

    /// Hides every value that contains one of these texts, and removes every name that does.
    pub(super) fn hide(&mut self, texts: &[String]) {
        let all = self.text.as_str();
        if !texts.iter().any(|text| all.contains(text.as_str())) {
            return;
        }
        let holds = |part: &str| texts.iter().any(|text| part.contains(text.as_str()));
        self.entries.retain(|entry| !holds(entry.name(all)));
        for entry in &mut self.entries {
            entry.sensitive |= holds(entry.value(all));
        }
    }

    /// Returns the number of headers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether the list is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds a header, beside others of the same name.
    pub fn append(&mut self, name: impl AsRef<str>, value: impl AsRef<str>) {
        self.push(name.as_ref(), value.as_ref(), false);
    }

    /// Sets a header, in place of others of the same name.
    pub fn set(&mut self, name: impl AsRef<str>, value: impl AsRef<str>) {
        self.remove(name.as_ref());
        self.push(name.as_ref(), value.as_ref(), false);
    }

    /// [`Self::set`] for a value that must not be shown.
    pub fn set_sensitive(&mut self, name: impl AsRef<str>, value: impl AsRef<str>) {
        self.remove(name.as_ref());
        self.push(name.as_ref(), value.as_ref(), true);
    }

    /// Sets all of the others, in place of those of the same name.
    pub(super) fn merge(&mut self, others: &Self) {
        for entry in &others.entries {
            let name = entry.name(&others.text);
            self.remove(name);
            self.push(name, entry.value(&others.text), entry.sensitive);
        }
    }

    /// Returns the position after the headers so far.
    pub(super) fn mark(&self) -> Mark {
        Mark(self.text.len())
    }

    /// Returns the value of the first header of this name that was added after a mark.
    pub(super) fn get_after(&self, mark: Mark, name: &str) -> Option<&str> {
        let mut entries = self.entries.iter().filter(|entry| entry.start >= mark.0);
        entries
            .find(|entry| entry.name(&self.text).eq_ignore_ascii_case(name))
            .map(|entry| entry.value(&self.text))
    }

    /// [`Self::set_sensitive`] at a mark: before all headers that were added after it.
    pub(super) fn insert_sensitive(&mut self, mark: Mark, name: &str, value: &str) {
        self.remove(name);
        let is_after = |entry: &Entry| entry.start >= mark.0;
        let index = self.entries.iter().position(is_after);
        self.push(name, value, true);
        if let Some(index) = index
            && let Some(moved) = self.entries.get_mut(index..)
        {
            moved.rotate_right(1);
        }
    }

    /// Sets all of the others at a mark: they replace headers before it, and are replaced by headers after it.
    pub(super) fn merge_at(&mut self, mark: Mark, others: &Self) {
        // Each is inserted before those that are there already.
        for entry in others.entries.iter().rev() {
            let name = entry.name(&others.text);
            if self.get_after(mark, name).is_none() {
                self.insert_sensitive(mark, name, entry.value(&others.text));
            }
        }
    }

    /// Removes a header.
    pub fn remove(&mut self, name: &str) {
        let text = self.text.as_str();
        self.entries
            .retain(|entry| !entry.name(text).eq_ignore_ascii_case(name));
    }

    fn push(&mut self, name: &str, value: &str, sensitive: bool) {
        let start = self.text.len();
        self.text.push_str(name);
        let name_end = self.text.len();
        self.text.push_str(value);
        self.entries.push(Entry {
            start,
            name_end,
            end: self.text.len(),
            sensitive,
        });
    }
}

/// A position between headers, which stays where it is while headers are added.
#[derive(Clone, Copy)]
pub(super) struct Mark(usize);

impl Entry {
    fn name(self, text: &str) -> &str {
        text.get(self.start..self.name_end).unwrap_or_default()
    }

    fn value(self, text: &str) -> &str {
        text.get(self.name_end..self.end).unwrap_or_default()
    }
}

pub(super) fn is_secret_name(name: &str) -> bool {
    SECRET_NAMES
        .iter()
        .any(|secret| secret.eq_ignore_ascii_case(name))
}

/// Returns why a header cannot be sent, as the end of a sentence. The value is not repeated.
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
    // Recipients strip white space around a value.
    if value.trim_matches([' ', '\t']) != value {
        return Some("begins or ends with white space");
    }
    None
}

/// Returns whether a byte is allowed in a header name or a product name (RFC 9110, `tchar`).
pub(super) fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |entry: &Entry| {
            let name = entry.name(&self.text);
            let hidden = entry.sensitive || is_secret_name(name);
            let value = if hidden {
                "[redacted]"
            } else {
                entry.value(&self.text)
            };
            (name, value)
        };
        f.debug_map().entries(self.entries.iter().map(shown)).finish()
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut headers = Self::new();
        for (name, value) in pairs {
            headers.append(name, value);
        }
        headers
    }
}
