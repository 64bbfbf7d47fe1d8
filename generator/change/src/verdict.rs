//! The consequence of a change for those who relied on the old version. Knows no rule and no document.

/// The consequence of a change for those who relied on the old version, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Something that worked stops working.
    Breaking,
    /// Everything keeps working, but may behave differently.
    Behaviour,
    /// Everything keeps working as before.
    Compatible,
    /// Only documentation changed.
    Docs,
}

impl Verdict {
    /// Every verdict, worst first.
    pub const ALL: [Self; 4] = [Self::Breaking, Self::Behaviour, Self::Compatible, Self::Docs];

    /// Returns the verdict in one word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Behaviour => "behaviour",
            Self::Compatible => "compatible",
            Self::Docs => "docs",
        }
    }
}
