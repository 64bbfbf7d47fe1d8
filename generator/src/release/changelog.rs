//! The changelog of the crate ("Keep a Changelog"). One block of each entry is generated; people write the rest.

use sdk_change::{SdkChange, SdkRule, Verdict};

/// The start of a changelog.
pub const HEAD: &str = "# Changelog\n\nChanges for programs that use this crate. \
                        Before 1.0, breaking changes increment the second number of the version; afterwards, the first.\n";

/// The start of the generated block.
const BEGIN: &str = "<!-- changes: written by `cargo xtask changelog` -->";

/// The end of the generated block.
const END: &str = "<!-- end of changes -->";

/// The entry of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The version.
    pub version: &'a str,
    /// The date of its release, such as `2030-12-31`; `None` if it is not released yet.
    pub date: Option<&'a str>,
    /// The changes since the previous version; `None` if there was none.
    pub changes: Option<&'a [SdkChange]>,
}

/// The sections of an entry, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Breaking,
    Added,
    Changed,
    Deprecated,
    Removed,
}

const PARTS: [(Part, &str); 5] = [
    (Part::Breaking, "Breaking"),
    (Part::Added, "Added"),
    (Part::Changed, "Changed"),
    (Part::Deprecated, "Deprecated"),
    (Part::Removed, "Removed"),
];

impl Entry<'_> {
    fn heading(&self) -> String {
        match self.date {
            Some(date) => format!("## {} - {date}", self.version),
            None => format!("## {}", self.version),
        }
    }

    /// Returns the generated block.
    fn block(&self) -> String {
        let mut text = format!("{BEGIN}\n");
        match self.changes {
            None => text.push_str("\n### Added\n\n- The first release.\n"),
            Some([]) => text.push_str("\n### Fixed\n\n- Internal changes only; no public item changes.\n"),
            Some(changes) => {
                for (part, title) in PARTS {
                    let own: Vec<&SdkChange> = changes
                        .iter()
                        .filter(|change| self::part(change) == part)
                        .collect();
                    if own.is_empty() {
                        continue;
                    }
                    text.push_str(&format!("\n### {title}\n\n"));
                    for change in own {
                        text.push_str(&format!("- {}.\n", sentence(&change.words)));
                    }
                }
            }
        }
        text.push_str(&format!("\n{END}\n"));
        text
    }
}

fn part(change: &SdkChange) -> Part {
    match change.rule {
        SdkRule::ItemRemoved | SdkRule::FieldRemoved | SdkRule::VariantRemoved | SdkRule::MethodRemoved => {
            Part::Removed
        }
        SdkRule::ItemAdded
        | SdkRule::FieldAdded
        | SdkRule::VariantAdded
        | SdkRule::MethodAdded
        | SdkRule::TraitGained => Part::Added,
        SdkRule::Deprecated | SdkRule::RenamedWithAlias => Part::Deprecated,
        rule if rule.verdict() == Verdict::Breaking => Part::Breaking,
        _ => Part::Changed,
    }
}

/// Returns a text with an upper-case first letter.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Adds the entry of a version to a changelog, or updates the generated block of the entry that it has. Keeps all other
/// text.
#[must_use]
pub fn with_entry(text: &str, entry: &Entry<'_>) -> String {
    let text = if text.trim().is_empty() { HEAD } else { text };
    let lines: Vec<&str> = text.lines().collect();
    let parts = match lines.iter().position(|line| is_of(line, entry.version)) {
        Some(start) => updated(&lines, start, entry),
        None => inserted(&lines, entry),
    };
    let parts: Vec<&str> = parts
        .iter()
        .map(|part| part.trim_matches('\n'))
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n\n") + "\n"
}

fn is_entry(line: &str) -> bool {
    line.starts_with("## ")
}

/// Inserts an entry before all others, but after unreleased changes.
fn inserted(lines: &[&str], entry: &Entry<'_>) -> Vec<String> {
    let mut entries = lines.iter();
    let next = entries.position(|line| is_entry(line) && !line.eq_ignore_ascii_case("## Unreleased"));
    let (before, after) = lines.split_at(next.unwrap_or(lines.len()));
    vec![
        before.join("\n"),
        entry.heading(),
        entry.block(),
        after.join("\n"),
    ]
}

/// Updates the entry that starts at a line.
fn updated(lines: &[&str], start: usize, entry: &Entry<'_>) -> Vec<String> {
    let (before, rest) = lines.split_at(start);
    let end = rest.iter().skip(1).position(|line| is_entry(line));
    let (own, after) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
    let heading = match (entry.date, own.first()) {
        // Without a new date, the heading keeps its date.
        (None, Some(heading)) => (*heading).to_owned(),
        _ => entry.heading(),
    };
    let body = own.get(1..).unwrap_or_default();
    let begin = body.iter().position(|line| *line == BEGIN);
    let end = body.iter().position(|line| *line == END);
    let (above, below) = match (begin, end) {
        (Some(begin), Some(end)) if begin < end => (body.get(..begin), body.get(end + 1..)),
        _ => (Some(body), None),
    };
    vec![
        before.join("\n"),
        heading,
        above.unwrap_or_default().join("\n"),
        entry.block(),
        below.unwrap_or_default().join("\n"),
        after.join("\n"),
    ]
}

/// Returns whether a changelog has an entry for a version.
#[must_use]
pub fn has_entry(text: &str, version: &str) -> bool {
    text.lines().any(|line| is_of(line, version))
}

/// Returns whether a line is the heading of a version, with or without date and brackets.
fn is_of(line: &str, version: &str) -> bool {
    let name = line
        .strip_prefix("## ")
        .and_then(|rest| rest.split_whitespace().next());
    name.is_some_and(|name| name.trim_matches(['[', ']']) == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(rule: SdkRule, words: &str) -> SdkChange {
        SdkChange {
            rule,
            path: String::new(),
            words: words.to_owned(),
            old: None,
            new: None,
        }
    }

    #[test]
    fn updates_an_entry_and_keeps_other_text() {
        let changes = [
            change(SdkRule::FieldTypeChanged, "`A::b` changes from `i64` to `f64`"),
            change(SdkRule::FieldRemoved, "`A::c` is removed"),
            change(SdkRule::FieldAdded, "`A::d: i64` is added"),
        ];
        let first = Entry {
            version: "0.1.0",
            date: Some("2030-01-01"),
            changes: None,
        };
        let second = Entry {
            version: "0.2.0",
            date: Some("2030-02-01"),
            changes: Some(&changes),
        };
        let text = with_entry("", &first);
        let text = with_entry(&text, &second);
        assert_eq!(with_entry(&text, &second), text);
        let words = text.replace(
            "## 0.2.0 - 2030-02-01\n",
            "## 0.2.0 - 2030-02-01\n\nMore than ever.\n",
        );
        let again = with_entry(&words, &Entry { date: None, ..second });
        assert_eq!(again, words);
        let less = Entry {
            changes: Some(&changes[..1]),
            ..second
        };
        let less = with_entry(&words, &less);
        assert!(
            less.contains("More than ever.") && !less.contains("### Removed"),
            "{less}"
        );
        assert!(
            less.contains("## 0.1.0 - 2030-01-01") && less.contains("The first release."),
            "{less}"
        );
        parts_are_in_order(&text);
    }

    fn parts_are_in_order(text: &str) {
        let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
        assert_eq!(
            headings,
            [
                "# Changelog",
                "## 0.2.0 - 2030-02-01",
                "### Breaking",
                "### Added",
                "### Removed",
                "## 0.1.0 - 2030-01-01",
                "### Added",
            ]
        );
    }

    #[test]
    fn adds_the_block_to_an_entry_without_one() {
        let text = "# Changelog\n\n## Unreleased\n\n- Soon.\n\n## [0.2.0] - 2030-02-01\n\nWords.\n\n## 0.1.0\n\nFirst.\n";
        let entry = Entry {
            version: "0.2.0",
            date: None,
            changes: Some(&[]),
        };
        let text = with_entry(text, &entry);
        let expected = format!(
            "# Changelog\n\n## Unreleased\n\n- Soon.\n\n## [0.2.0] - 2030-02-01\n\nWords.\n\n{BEGIN}\n\n### Fixed\n\n- Internal changes only; no public item changes.\n\n{END}\n\n## 0.1.0\n\nFirst.\n"
        );
        assert_eq!(text, expected);
    }
}
