//! What a change means to whoever relied on what was before. Knows no rule and no document.

/// What a change means to whoever relied on what was before, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// What worked stops working.
    Breaking,
    /// What worked goes on, and does something else, or may.
    Behaviour,
    /// What worked goes on as it was.
    Compatible,
    /// Only words changed.
    Docs,
}
