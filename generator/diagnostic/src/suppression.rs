//! Suppression of findings by rule and JSON pointer, with a reason.
//!
//! Errors cannot be suppressed: nothing is generated from a document with errors.

use glob::Pattern;

use super::{Code, Diagnostic, Diagnostics, Origin, Severity, Suppressed};

/// An entry of `suppress`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    code: Code,
    place: Pattern,
    reason: String,
    origin: Origin,
}

impl Suppression {
    /// Suppresses the findings of a rule whose JSON pointer matches a pattern. `*` matches any text, including slashes,
    /// and `?` matches one character.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the pattern.
    pub fn new(code: Code, place: &str, reason: String, origin: Origin) -> Result<Self, String> {
        let place = Pattern::new(place).map_err(|error| error.msg.to_owned())?;
        Ok(Self {
            code,
            place,
            reason,
            origin,
        })
    }

    fn matches(&self, found: &Diagnostic, pointer: &dyn Fn(Origin) -> Option<String>) -> bool {
        self.code == found.code && pointer(found.origin).is_some_and(|place| self.place.matches(&place))
    }

    /// Reports an entry without effect.
    fn unused(&self, message: &str) -> Diagnostic {
        let message = format!("`{}` at `{}`: {message}", self.code, self.place);
        Diagnostic::warning(Code::UnusedSuppression, self.origin, message)
    }
}

impl Diagnostics {
    /// Suppresses the warnings that match an entry, and reports the entries without effect.
    ///
    /// `pointer` returns the JSON pointer of a node. `is_checked` returns whether the run checks a rule.
    pub fn suppress(
        &mut self,
        list: &[Suppression],
        pointer: &dyn Fn(Origin) -> Option<String>,
        is_checked: impl Fn(Code) -> bool,
    ) {
        if list.is_empty() {
            return;
        }
        let is_whole = !self.has_errors();
        let mut used = vec![false; list.len()];
        let mut kept = Vec::new();
        let mut refused: Vec<Option<Origin>> = vec![None; list.len()];
        for diagnostic in std::mem::take(&mut self.found) {
            let mut reason = None;
            let entries = list.iter().zip(used.iter_mut().zip(&mut refused));
            for (entry, (used, refused)) in entries {
                if !entry.matches(&diagnostic, pointer) {
                    continue;
                }
                if diagnostic.severity == Severity::Error {
                    refused.get_or_insert(diagnostic.origin);
                } else {
                    *used = true;
                    reason.get_or_insert_with(|| entry.reason.clone());
                }
            }
            match reason {
                Some(reason) => self.suppressed.push(Suppressed { diagnostic, reason }),
                None => kept.push(diagnostic),
            }
        }
        self.found = kept;
        for (entry, (used, refused)) in list.iter().zip(used.into_iter().zip(refused)) {
            if let Some(error) = refused {
                self.push(
                    entry
                        .unused("an error cannot be suppressed")
                        .label(error, "the error")
                        .help("fix the document, or use an overlay if you cannot edit it"),
                );
            } else if !used && is_whole && is_checked(entry.code) {
                let help =
                    "remove the entry, or correct its place: it is compared with the `pointer` of a finding";
                self.push(entry.unused("no finding matches").help(help));
            }
        }
    }
}
