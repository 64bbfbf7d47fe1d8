//! The list of changes that somebody decided to live with: which, where, why, and until when.
//!
//! Dates are given, never asked for.

use std::fmt;

use glob::Pattern;
use serde::Deserialize;

use super::{Entry, Rule, SdkChange, SdkRule};

/// Changes to put aside.
#[derive(Debug, Default)]
pub struct IgnoreList {
    entries: Vec<Known>,
}

#[derive(Debug)]
struct Known {
    rule: KnownRule,
    place: Pattern,
    reason: String,
    expires: String,
}

/// A rule about documents, or about the SDK.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KnownRule {
    Document(Rule),
    Sdk(SdkRule),
}

impl KnownRule {
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
    ignore: Vec<Written>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rule: String,
    place: String,
    reason: String,
    expires: String,
}

/// Why an ignore file cannot be used: every mistake in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IgnoreError(Vec<String>);

impl fmt::Display for IgnoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for IgnoreError {}

/// What came of a list.
#[derive(Debug)]
pub struct Ignored {
    used: Vec<bool>,
    expired: Vec<bool>,
}

impl IgnoreList {
    /// Reads a list.
    ///
    /// # Errors
    ///
    /// Where it is not TOML of the right form, names a rule that does not exist, or lacks a reason.
    pub fn parse(text: &str) -> Result<Self, IgnoreError> {
        let file: File = toml::from_str(text).map_err(|error| IgnoreError(vec![error.to_string()]))?;
        let mut mistakes = Vec::new();
        let mut entries = Vec::new();
        for (index, written) in file.ignore.into_iter().enumerate() {
            let number = index + 1;
            let rule = KnownRule::from_id(&written.rule);
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
                    "entry {number}: `{}` is no date such as 2030-12-31",
                    written.expires
                ));
            }
            if let (Some(rule), Ok(place)) = (rule, place) {
                entries.push(Known {
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

    /// What is wrong with entries: those that match nothing as warnings, those that are out of date as errors.
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
    /// The reason to put a change of the document aside.
    pub(super) fn reason(&mut self, list: &IgnoreList, entry: &Entry) -> Option<String> {
        self.find(list, |known| {
            known.rule == KnownRule::Document(entry.change.rule) && known.is_at(entry)
        })
    }

    /// The reason to put a change of the SDK alone aside.
    pub(super) fn sdk_reason(&mut self, list: &IgnoreList, change: &SdkChange) -> Option<String> {
        self.find(list, |known| {
            known.rule == KnownRule::Sdk(change.rule) && known.place.matches(&change.path)
        })
    }

    fn find(&mut self, list: &IgnoreList, is_meant: impl Fn(&Known) -> bool) -> Option<String> {
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

impl Known {
    /// Whether the place is a pointer of the change, or every operation that it touches.
    fn is_at(&self, entry: &Entry) -> bool {
        let spots = [&entry.old, &entry.new].into_iter().flatten();
        let uses = &entry.change.uses;
        spots.into_iter().any(|spot| self.place.matches(&spot.pointer))
            || (!uses.is_empty() && uses.iter().all(|operation| self.place.matches(operation)))
    }
}

/// Whether a text is a date of the form `2030-12-31`, which sorts as dates do.
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
