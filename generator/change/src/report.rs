//! The report of all changes between two versions.

mod copies;
mod github;
mod json;
mod markdown;
mod text;

use super::attribution::{Side, attribute};
use super::edit::Change;
use super::entry::{Entry, Location};
use super::ignore::{IgnoreList, Ignored};
use super::node_ref::NodeRef;
use super::sdk::{SdkChange, compare_surfaces};
use super::verdict::Verdict;
use copies::EditedCopy;
use sdk_diagnostic::{LineIndex, Locate, Origin};
use sdk_openapi::Document;

/// The changes between two documents.
#[derive(Debug)]
pub struct Report {
    /// The edits that are not ignored, worst first.
    pub entries: Vec<Entry>,
    /// The changes of the SDK that no edit causes and that are not ignored, worst first.
    pub unexplained: Vec<SdkChange>,
    /// The ignored edits, each with the reason from the ignore list.
    pub ignored: Vec<(Entry, String)>,
    /// The ignored changes of the SDK, each with the reason from the ignore list.
    pub ignored_unexplained: Vec<(SdkChange, String)>,
}

impl Report {
    /// Creates a report of edits, and looks up their locations in the documents.
    #[must_use]
    pub fn new(mut changes: Vec<Change>, old: &Document, new: &Document) -> Self {
        let copies = copies::merge(&mut changes, old, new);
        Self::located(changes, &copies, old, new)
    }

    /// Creates a report of edits and of the changes of the SDK that they cause.
    #[must_use]
    pub fn with_sdk(mut changes: Vec<Change>, old: Side<'_>, new: Side<'_>) -> Self {
        let copies = copies::merge(&mut changes, old.document, new.document);
        let found = compare_surfaces(old.surface, new.surface);
        let causes = attribute(&changes, &found, old, new);
        let mut report = Self::located(changes, &copies, old.document, new.document);
        for entry in &mut report.entries {
            entry.effects = Some(Vec::new());
        }
        for (change, edits) in found.into_iter().zip(causes) {
            if edits.is_empty() {
                report.unexplained.push(change);
                continue;
            }
            for index in edits {
                let entry = report.entries.get_mut(index);
                if let Some(effects) = entry.and_then(|entry| entry.effects.as_mut()) {
                    effects.push(change.clone());
                }
            }
        }
        report
            .entries
            .sort_by_key(|entry| (entry.worst(), entry.change.api_verdict()));
        report
    }

    fn located(changes: Vec<Change>, copies: &[EditedCopy], old: &Document, new: &Document) -> Self {
        let side = |of: fn(&Change) -> Option<&NodeRef>, document| {
            let nodes: Vec<Option<&NodeRef>> = changes.iter().map(of).collect();
            locations(&nodes, document)
        };
        let locations = side(|change| change.old.as_ref(), old)
            .into_iter()
            .zip(side(|change| change.new.as_ref(), new));
        let mut entries: Vec<Entry> = changes
            .into_iter()
            .zip(locations)
            .map(|(change, (old, new))| Entry {
                change,
                old,
                new,
                copies: Vec::new(),
                effects: None,
            })
            .collect();
        for (index, location) in copies::locations(copies, old, new) {
            if let Some(entry) = entries.get_mut(index) {
                entry.copies.push(location);
            }
        }
        Self {
            entries,
            unexplained: Vec::new(),
            ignored: Vec::new(),
            ignored_unexplained: Vec::new(),
        }
    }

    /// Moves the changes that the list contains to the ignored ones. `today` is a date such as `2030-12-31`.
    pub fn ignore(&mut self, list: &IgnoreList, today: &str) -> Ignored {
        let mut ignored = list.start(today);
        for entry in std::mem::take(&mut self.entries) {
            match ignored.reason(list, &entry) {
                Some(reason) => self.ignored.push((entry, reason)),
                None => self.entries.push(entry),
            }
        }
        for change in std::mem::take(&mut self.unexplained) {
            match ignored.sdk_reason(list, &change) {
                Some(reason) => self.ignored_unexplained.push((change, reason)),
                None => self.unexplained.push(change),
            }
        }
        ignored
    }

    /// Returns whether there are no changes, apart from ignored ones.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.unexplained.is_empty()
    }

    /// Returns the worst verdict of all changes that are not ignored.
    #[must_use]
    pub fn worst(&self) -> Option<Verdict> {
        self.worst_of(Entry::worst)
    }

    /// Returns the worst verdict for programs that use the SDK.
    #[must_use]
    pub fn sdk_verdict(&self) -> Option<Verdict> {
        self.worst_of(Entry::sdk_verdict)
    }

    fn worst_of(&self, verdict: fn(&Entry) -> Verdict) -> Option<Verdict> {
        let unexplained = self.unexplained.iter().map(SdkChange::verdict);
        self.entries.iter().map(verdict).chain(unexplained).min()
    }

    /// Returns the changes by their worse verdict, worst first.
    fn groups(&self) -> impl Iterator<Item = (Verdict, Vec<&Entry>, Vec<&SdkChange>)> {
        Verdict::ALL.into_iter().filter_map(|verdict| {
            let entries = self.entries.iter();
            let entries: Vec<&Entry> = entries.filter(|entry| entry.worst() == verdict).collect();
            let changes = self.unexplained.iter();
            let changes: Vec<&SdkChange> = changes.filter(|change| change.verdict() == verdict).collect();
            let is_empty = entries.is_empty() && changes.is_empty();
            (!is_empty).then_some((verdict, entries, changes))
        })
    }
}

/// Looks up the locations of nodes, in their order.
fn locations(nodes: &[Option<&NodeRef>], document: &Document) -> Vec<Option<Location>> {
    let origins = nodes
        .iter()
        .map(|node| node.map_or(Origin::DOCUMENT, |node| node.node(document)));
    let located = document.locate(&origins.collect::<Vec<_>>());
    let mut lines = LineIndex::default();
    let locations = nodes.iter().zip(located).map(|(node, location)| {
        let location = location.filter(|_| node.is_some())?;
        let start = location.key.as_ref().unwrap_or(&location.value).start;
        Some(Location {
            line: lines.position(&location, start).0,
            file: location.file.to_owned(),
            pointer: location.pointer,
        })
    });
    locations.collect()
}
