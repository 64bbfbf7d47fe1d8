//! Puts what changed in the Rust of the SDK beside the edit of the document that brought it about.
//! Knows how to match them, and nothing of how either was found.

use super::{Change, SdkVerdict, Verdict};

/// What changed about one item of the SDK.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkChange {
    /// Its path in users' words, such as `Identity::metrics`.
    pub item: String,
    /// JSON pointer of what the item stands for, in the new document, or in the old one where it is gone.
    pub pointer: Option<String>,
    /// What was.
    pub was: Option<String>,
    /// What is.
    pub is: Option<String>,
    /// What it means for a program that uses the SDK.
    pub verdict: Verdict,
    /// Why, in a sentence.
    pub why: String,
    /// The rule that knows it.
    pub rule: &'static str,
}

/// Gives each change the SDK's changes at its place, worst first, and gives back those that belong to none.
/// A pointer of the SDK's matches an equal one, or else the nearest one above it.
pub fn join(changes: &mut [(Change, Vec<String>)], sdk: Vec<SdkChange>) -> Vec<SdkChange> {
    let mut left = Vec::new();
    for found in sdk {
        let nearest = changes
            .iter_mut()
            .filter_map(|(change, pointers)| {
                let own = found.pointer.as_deref()?;
                let matched = pointers.iter().filter(|pointer| lies_in(own, pointer));
                let length = matched.map(String::len).max()?;
                Some((length, change))
            })
            .max_by_key(|(length, _)| *length);
        match nearest {
            Some((_, change)) => add(change, &found),
            None => left.push(found),
        }
    }
    left
}

/// Whether a pointer is another one, or leads below it.
fn lies_in(pointer: &str, above: &str) -> bool {
    pointer
        .strip_prefix(above)
        .is_some_and(|rest| !above.is_empty() && (rest.is_empty() || rest.starts_with('/')))
}

fn add(change: &mut Change, found: &SdkChange) {
    let words = found.words();
    match &mut change.sdk {
        Some(sdk) => {
            sdk.verdict = sdk.verdict.min(found.verdict);
            sdk.words = format!("{}; {words}", sdk.words);
        }
        None => {
            change.sdk = Some(SdkVerdict {
                verdict: found.verdict,
                words,
            });
        }
    }
}

impl SdkChange {
    /// The change as a sentence without its full stop.
    #[must_use]
    pub fn words(&self) -> String {
        let item = &self.item;
        match (&self.was, &self.is) {
            (Some(was), Some(is)) => format!("`{item}` changes from `{was}` to `{is}`"),
            (Some(_), None) => format!("`{item}` goes"),
            (None, Some(is)) => format!("`{item}` comes, as `{is}`"),
            (None, None) => format!("`{item}`: {}", self.why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::lies_in;

    #[test]
    fn a_pointer_lies_in_itself_and_in_what_is_above_it() {
        assert!(lies_in("/a/b", "/a/b"));
        assert!(lies_in("/a/b/c", "/a/b"));
        assert!(!lies_in("/a/bc", "/a/b"));
        assert!(!lies_in("/a", "/a/b"));
        assert!(!lies_in("/a", ""));
    }
}
