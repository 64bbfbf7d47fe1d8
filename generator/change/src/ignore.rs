//! The list of accepted changes, each with a reason and an expiry date. Knows no clock: the caller passes the date.

use std::fmt;

use glob::Pattern;
use serde::Deserialize;

use super::entry::Entry;
use super::rule::Rule;
use super::sdk::{SdkChange, SdkRule};

/// A list of changes to ignore.
#[derive(Debug, Default)]
pub struct IgnoreList {
    entries: Vec<IgnoreEntry>,
}

#[derive(Debug)]
struct IgnoreEntry {
    rule: AnyRule,
    place: Pattern,
    reason: String,
    expires: String,
}

/// A rule about documents, or about the SDK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum AnyRule {
    Document(Rule),
    Sdk(SdkRule),
}

impl AnyRule {
    fn from_id(id: &str) -> Option<Self> {
        let sdk = || SdkRule::from_id(id).map(Self::Sdk);
        Rule::from_id(id).map(Self::Document).or_else(sdk)
    }

    fn id(self) -> &'static str {
        match self {
            Self::Document(rule) => rule.id(),
            Self::Sdk(rule) => rule.id(),
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    ignore: Vec<RawEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    rule: String,
    place: String,
    reason: String,
    expires: String,
}

/// The mistakes in an ignore file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoreError(Vec<String>);

impl fmt::Display for IgnoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for IgnoreError {}

/// The entries of a list that were used, and those that expired.
#[derive(Debug)]
pub struct Ignored {
    used: Vec<bool>,
    expired: Vec<bool>,
}

impl IgnoreList {
    /// Parses an ignore file.
    ///
    /// # Errors
    ///
    /// Returns every mistake: invalid TOML, unknown keys and rules, invalid patterns and dates, empty reasons.
    pub fn parse(text: &str) -> Result<Self, IgnoreError> {
        let file: File = toml::from_str(text).map_err(|error| IgnoreError(vec![error.to_string()]))?;
        let mut mistakes = Vec::new();
        let mut entries = Vec::new();
        for (index, written) in file.ignore.into_iter().enumerate() {
            let number = index + 1;
            let rule = AnyRule::from_id(&written.rule);
            let place = Pattern::new(&written.place);
            if rule.is_none() {
                mistakes.push(format!("entry {number}: there is no rule `{}`", written.rule));
            }
            if let Err(error) = &place {
                mistakes.push(format!("entry {number}: `{}`: {error}", written.place));
            }
            if written.reason.trim().is_empty() {
                mistakes.push(format!("entry {number}: the reason is empty"));
            }
            if !is_date(&written.expires) {
                mistakes.push(format!(
                    "entry {number}: `{}` is not a date such as 2030-12-31",
                    written.expires
                ));
            }
            if let (Some(rule), Ok(place)) = (rule, place) {
                entries.push(IgnoreEntry {
                    rule,
                    place,
                    reason: written.reason,
                    expires: written.expires,
                });
            }
        }
        if mistakes.is_empty() {
            Ok(Self { entries })
        } else {
            Err(IgnoreError(mistakes))
        }
    }

    pub(super) fn start(&self, today: &str) -> Ignored {
        Ignored {
            used: vec![false; self.entries.len()],
            expired: self
                .entries
                .iter()
                .map(|known| known.expires.as_str() < today)
                .collect(),
        }
    }

    /// Returns warnings about entries that match nothing, and errors about entries that expired.
    #[must_use]
    pub fn findings(&self, ignored: &Ignored) -> (Vec<String>, Vec<String>) {
        let (mut warnings, mut errors) = (Vec::new(), Vec::new());
        for ((known, used), expired) in self.entries.iter().zip(&ignored.used).zip(&ignored.expired) {
            let what = format!("`{}` at `{}`", known.rule.id(), known.place);
            if *expired {
                errors.push(format!("the entry {what} expired on {}", known.expires));
            } else if !used {
                warnings.push(format!("the entry {what} matches nothing"));
            }
        }
        (warnings, errors)
    }
}

impl Ignored {
    /// Returns the reason to ignore an edit.
    pub(super) fn reason(&mut self, list: &IgnoreList, entry: &Entry) -> Option<String> {
        self.find(list, |known| {
            known.rule == AnyRule::Document(entry.change.rule) && known.is_at(entry)
        })
    }

    /// Returns the reason to ignore a change of the SDK that no edit causes.
    pub(super) fn sdk_reason(&mut self, list: &IgnoreList, change: &SdkChange) -> Option<String> {
        self.find(list, |known| {
            known.rule == AnyRule::Sdk(change.rule) && known.place.matches(&change.path)
        })
    }

    fn find(&mut self, list: &IgnoreList, is_meant: impl Fn(&IgnoreEntry) -> bool) -> Option<String> {
        let mut found = None;
        let states = self.used.iter_mut().zip(&self.expired);
        for (known, (used, expired)) in list.entries.iter().zip(states) {
            if is_meant(known) {
                *used = true;
                if !expired {
                    found = found.or_else(|| Some(known.reason.clone()));
                }
            }
        }
        found
    }
}

impl IgnoreEntry {
    /// Returns whether the pattern matches a pointer of the edit, or all operations that it affects.
    fn is_at(&self, entry: &Entry) -> bool {
        let locations = [&entry.old, &entry.new].into_iter().flatten();
        let uses = &entry.change.uses;
        locations
            .into_iter()
            .any(|location| self.place.matches(&location.pointer))
            || (!uses.is_empty() && uses.iter().all(|operation| self.place.matches(operation)))
    }
}

/// Returns whether a text is a date such as `2030-12-31`. Such texts sort by date, so no date library is needed.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
        && ("01"..="12").contains(&text.get(5..7).unwrap_or_default())
        && ("01"..="31").contains(&text.get(8..).unwrap_or_default())
}
