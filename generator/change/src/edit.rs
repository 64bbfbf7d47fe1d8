//! An edit of a document.

use super::node_ref::NodeRef;
use super::rule::Rule;
use super::verdict::Verdict;

/// One edit of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule that detects it.
    pub rule: Rule,
    /// What was edited, in the document's words, such as `Identity.metrics`.
    pub subject: String,
    /// The node in the old document, or the one that lacks something in the new document.
    pub old: Option<NodeRef>,
    /// The node in the new document.
    pub new: Option<NodeRef>,
    /// The old value.
    pub was: Option<String>,
    /// The new value.
    pub is: Option<String>,
    /// The operations that it affects, in the document's order.
    pub uses: Vec<String>,
}

impl Change {
    /// Returns the verdict for clients that speak HTTP.
    #[must_use]
    pub fn api_verdict(&self) -> Verdict {
        self.rule.api()
    }

    /// Returns the verdict for programs that use the SDK, judged from the document alone.
    #[must_use]
    pub fn sdk_verdict(&self) -> Verdict {
        self.rule.sdk()
    }

    /// Returns the worse of the two verdicts.
    #[must_use]
    pub fn worst(&self) -> Verdict {
        self.api_verdict().min(self.sdk_verdict())
    }

    /// Adds operations that it affects.
    pub(super) fn add_uses(&mut self, operations: Vec<String>) {
        for operation in operations {
            if !self.uses.contains(&operation) {
                self.uses.push(operation);
            }
        }
    }

    /// Returns the old and the new value as a report shows them. `None` if the rule has no values.
    pub(super) fn values(&self) -> Option<String> {
        match (&self.was, &self.is) {
            (Some(was), Some(is)) if was == is => Some(format!("still {was}")),
            (Some(was), Some(is)) => Some(format!("{was} -> {is}")),
            (Some(was), None) => Some(format!("was {was}")),
            (None, Some(is)) => Some(format!("now {is}")),
            (None, None) => None,
        }
    }
}
