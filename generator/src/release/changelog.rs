//! The changelog of the crate ("Keep a Changelog"): an entry for each version, of which one block is written from
//! what changes, and all else by people.

use sdk_change::{SdkChange, SdkRule, Verdict};

/// How a changelog begins.
pub const HEAD: &str = "# Changelog\n\nWhat changes for programs that use this crate. \
                        In 0.x, a second number that grows breaks; later, a first one.\n";

/// Where the block begins that is written from what changes.
const BEGIN: &str = "<!-- changes: written by `cargo xtask changelog` -->";

/// Where it ends.
const END: &str = "<!-- end of changes -->";

/// The entry of a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The version.
    pub version: &'a str,
    /// The day of its release, such as `2030-12-31`; none before.
    pub date: Option<&'a str>,
    /// What changes since the version before; none where there was none.
    pub changes: Option<&'a [SdkChange]>,
}

/// The parts of an entry, in their order.
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

    /// The block that is written.
    fn block(&self) -> String {
        let mut text = format!("{BEGIN}\n");
        match self.changes {
            None => text.push_str("\n### Added\n\n- The first release.\n"),
            Some([]) => text.push_str("\n### Fixed\n\n- What is inside; no public item changes.\n"),
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

/// Words that begin with a capital letter.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// A changelog with the entry of a version: in place of the one that it has, or before all others. What people wrote
/// stays.
#[must_use]
pub fn with_entry(text: &str, entry: &Entry<'_>) -> String {
    let text = if text.trim().is_empty() { HEAD } else { text };
    let lines: Vec<&str> = text.lines().collect();
    let is_entry = |line: &str| line.starts_with("## ");
    let own = lines.iter().position(|line| is_of(line, entry.version));
    let Some(start) = own else {
        let next = lines
            .iter()
            .position(|line| is_entry(line) && !line.eq_ignore_ascii_case("## Unreleased"));
        let next = next.unwrap_or(lines.len());
        let (before, after) = lines.split_at(next);
        let before = before.join("\n");
        let mut text = format!(
            "{}\n\n{}\n\n{}",
            before.trim_end(),
            entry.heading(),
            entry.block()
        );
        if !after.is_empty() {
            text.push_str(&format!("\n{}\n", after.join("\n")));
        }
        return text;
    };
    let (before, rest) = lines.split_at(start);
    let end = rest.iter().skip(1).position(|line| is_entry(line));
    let (own, after) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
    let heading = match entry.date {
        Some(_) => entry.heading(),
        // A day that was written once stays.
        None => own
            .first()
            .map_or_else(|| entry.heading(), |line| (*line).to_owned()),
    };
    let words = own.get(1..).unwrap_or_default();
    let begin = words.iter().position(|line| *line == BEGIN);
    let end = words.iter().position(|line| *line == END);
    let (above, below) = match (begin, end) {
        (Some(begin), Some(end)) if begin < end => (words.get(..begin), words.get(end + 1..)),
        _ => (Some(words), None),
    };
    let above = above.unwrap_or_default().join("\n");
    let below = below.unwrap_or_default().join("\n");
    let mut parts = vec![before.join("\n"), heading];
    parts.extend([above, entry.block(), below, after.join("\n")]);
    let parts: Vec<&str> = parts
        .iter()
        .map(|part| part.trim_matches('\n'))
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("\n\n") + "\n"
}

/// Whether a changelog has an entry of a version.
#[must_use]
pub fn has_entry(text: &str, version: &str) -> bool {
    text.lines().any(|line| is_of(line, version))
}

/// Whether a line is the heading of a version, with a day or without, in brackets or not.
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
    fn an_entry_is_written_once_and_what_people_wrote_stays() {
        let changes = [
            change(SdkRule::FieldTypeChanged, "`A::b` changes from `i64` to `f64`"),
            change(SdkRule::FieldRemoved, "`A::c` goes"),
            change(SdkRule::FieldAdded, "`A::d: i64` comes"),
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
    fn an_entry_that_people_began_gets_its_block() {
        let text = "# Changelog\n\n## Unreleased\n\n- Soon.\n\n## [0.2.0] - 2030-02-01\n\nWords.\n\n## 0.1.0\n\nFirst.\n";
        let entry = Entry {
            version: "0.2.0",
            date: None,
            changes: Some(&[]),
        };
        let text = with_entry(text, &entry);
        let expected = format!(
            "# Changelog\n\n## Unreleased\n\n- Soon.\n\n## [0.2.0] - 2030-02-01\n\nWords.\n\n{BEGIN}\n\n### Fixed\n\n- What is inside; no public item changes.\n\n{END}\n\n## 0.1.0\n\nFirst.\n"
        );
        assert_eq!(text, expected);
    }
}
