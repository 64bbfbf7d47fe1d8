//! Findings that somebody decided to live with: which rule, where, and why.
//!
//! Errors cannot be put aside: nothing is generated from a document that has them.

use glob::Pattern;

use super::{Code, Diagnostic, Diagnostics, Origin, Severity, Suppressed};

/// Findings of one rule to put aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    code: Code,
    place: Pattern,
    reason: String,
    origin: Origin,
}

impl Suppression {
    /// Puts the findings of a rule aside whose JSON pointer a pattern matches. In it `*` stands for any text, also with
    /// slashes, and `?` for one character.
    ///
    /// # Errors
    ///
    /// Where `place` is no pattern: what is wrong with it.
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

    /// The entry puts nothing aside.
    fn unused(&self, message: &str) -> Diagnostic {
        let message = format!("`{}` at `{}`: {message}", self.code, self.place);
        Diagnostic::warning(Code::UnusedSuppression, self.origin, message)
    }
}

impl Diagnostics {
    /// Puts warnings aside that an entry of a list matches, and tells the entries that put nothing aside.
    ///
    /// `pointer` gives the JSON pointer of a place, and `is_looked_for` says whether the run would have found what
    /// breaks a rule.
    pub fn suppress(
        &mut self,
        list: &[Suppression],
        pointer: &dyn Fn(Origin) -> Option<String>,
        is_looked_for: impl Fn(Code) -> bool,
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
                        .help("mend the document, by an overlay where it is not yours"),
                );
            } else if !used && is_whole && is_looked_for(entry.code) {
                let help =
                    "remove the entry, or correct its place: it is compared with the `pointer` of a finding";
                self.push(entry.unused("no such finding is there").help(help));
            }
        }
    }
}
