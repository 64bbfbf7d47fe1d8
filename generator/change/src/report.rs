//! A report: changes with their places looked up, and what is to be printed of them.

mod copies;
mod github;
mod json;
mod markdown;
mod text;

use copies::EditedCopy;

use super::join::{Side, explain};
use super::{Change, IgnoreList, Ignored, Place, SdkChange, Verdict, compare_surfaces};
use sdk_diagnostic::{LineIndex, Locate, Origin};
use sdk_openapi::Document;

/// How many changes of the SDK, and how many copies, are shown with an edit, where people read.
const SHOWN: usize = 8;

/// What changed between two documents.
#[derive(Debug)]
pub struct Report {
    /// The changes that nobody ignores, worst first.
    pub entries: Vec<Entry>,
    /// The changes of the SDK that no edit of the document explains, and nobody ignores, worst first.
    pub unexplained: Vec<SdkChange>,
    /// Those that the ignore list names, with its reason.
    pub ignored: Vec<(Entry, String)>,
    /// Those of the SDK alone that it names, with its reason.
    pub ignored_unexplained: Vec<(SdkChange, String)>,
}

/// A change with its places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The change.
    pub change: Change,
    /// Where it is in the old document.
    pub old: Option<Spot>,
    /// Where it is in the new document.
    pub new: Option<Spot>,
    /// Where else it was made: in copies of what is at the places above.
    pub copies: Vec<Spot>,
    /// What it brings about in the SDK; not known where the crates were not compared.
    pub effects: Option<Vec<SdkChange>>,
}

/// A place that a person can go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The file, as the user named it.
    pub file: String,
    /// The JSON pointer.
    pub pointer: String,
    /// The line, from 1.
    pub line: usize,
}

impl Report {
    /// Looks the places of changes up in the documents that they are of.
    #[must_use]
    pub fn new(mut changes: Vec<Change>, old: &Document, new: &Document) -> Self {
        let copies = copies::settle(&mut changes, old, new);
        Self::located(changes, &copies, old, new)
    }

    fn located(changes: Vec<Change>, copies: &[EditedCopy], old: &Document, new: &Document) -> Self {
        let places = |side: fn(&Change) -> Option<&Place>, document| {
            let places: Vec<Option<&Place>> = changes.iter().map(side).collect();
            spots(&places, document)
        };
        let spots = places(|change| change.old.as_ref(), old)
            .into_iter()
            .zip(places(|change| change.new.as_ref(), new));
        let mut entries: Vec<Entry> = changes
            .into_iter()
            .zip(spots)
            .map(|(change, (old, new))| Entry {
                change,
                old,
                new,
                copies: Vec::new(),
                effects: None,
            })
            .collect();
        for (index, spot) in copies::spots(copies, old, new) {
            if let Some(entry) = entries.get_mut(index) {
                entry.copies.push(spot);
            }
        }
        Self {
            entries,
            unexplained: Vec::new(),
            ignored: Vec::new(),
            ignored_unexplained: Vec::new(),
        }
    }

    /// The changes of two documents, with what they bring about in the SDK.
    #[must_use]
    pub fn with_sdk(mut changes: Vec<Change>, old: Side<'_>, new: Side<'_>) -> Self {
        let copies = copies::settle(&mut changes, old.document, new.document);
        let found = compare_surfaces(old.surface, new.surface);
        let explained = explain(&changes, &found, old, new);
        let mut report = Self::located(changes, &copies, old.document, new.document);
        for entry in &mut report.entries {
            entry.effects = Some(Vec::new());
        }
        for (change, edits) in found.into_iter().zip(explained) {
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

    /// Puts aside what the list names. `today` is a date such as `2030-12-31`.
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

    /// Whether there is nothing to tell that nobody ignores.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.unexplained.is_empty()
    }

    /// The worst verdict of all changes that nobody ignores.
    #[must_use]
    pub fn worst(&self) -> Option<Verdict> {
        let entries = self.entries.iter().map(Entry::worst);
        entries
            .chain(self.unexplained.iter().map(SdkChange::verdict))
            .min()
    }

    /// The worst verdict for programs that use the SDK.
    #[must_use]
    pub fn sdk_verdict(&self) -> Option<Verdict> {
        let entries = self.entries.iter().map(Entry::sdk_verdict);
        entries
            .chain(self.unexplained.iter().map(SdkChange::verdict))
            .min()
    }

    /// For each verdict, worst first, the changes of which it is the worse one.
    fn groups(&self) -> impl Iterator<Item = (Verdict, Vec<&Entry>, Vec<&SdkChange>)> {
        let all = [
            Verdict::Breaking,
            Verdict::Behaviour,
            Verdict::Compatible,
            Verdict::Docs,
        ];
        all.into_iter().filter_map(|verdict| {
            let own: Vec<&Entry> = self
                .entries
                .iter()
                .filter(|entry| entry.worst() == verdict)
                .collect();
            let others = self.unexplained.iter();
            let others: Vec<&SdkChange> = others.filter(|change| change.verdict() == verdict).collect();
            let is_empty = own.is_empty() && others.is_empty();
            (!is_empty).then_some((verdict, own, others))
        })
    }
}

impl Entry {
    /// What it means for a program that uses the SDK: what it brings about in the SDK says so. Where it brings about
    /// nothing there, the program compiles, and the rule says what else it may see.
    #[must_use]
    pub fn sdk_verdict(&self) -> Verdict {
        let by_rule = self.change.sdk_verdict();
        let Some(effects) = &self.effects else {
            return by_rule;
        };
        let compiling = match (by_rule, self.change.api_verdict()) {
            (Verdict::Breaking, Verdict::Compatible | Verdict::Docs) => Verdict::Compatible,
            (Verdict::Breaking, _) => Verdict::Behaviour,
            (verdict, _) => verdict,
        };
        effects
            .iter()
            .map(SdkChange::verdict)
            .chain([compiling])
            .min()
            .unwrap_or(compiling)
    }

    /// The worse of the two verdicts.
    #[must_use]
    pub fn worst(&self) -> Verdict {
        self.change.api_verdict().min(self.sdk_verdict())
    }

    /// The places of copies, as far as people read them, and how many more there are.
    fn shown_copies(&self) -> (&[Spot], usize) {
        let (shown, more) = self.copies.split_at(self.copies.len().min(SHOWN));
        (shown, more.len())
    }

    /// What it brings about in the SDK, as far as people read it, and how much more there is.
    fn shown_effects(&self) -> (&[SdkChange], usize) {
        let effects = self.effects.as_deref().unwrap_or_default();
        let (shown, more) = effects.split_at(effects.len().min(SHOWN));
        (shown, more.len())
    }
}

impl Verdict {
    /// The verdict in one word.
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

impl Change {
    /// What was and what is, where there is anything to say.
    fn values(&self) -> Option<String> {
        match (&self.was, &self.is) {
            (Some(was), Some(is)) if was == is => Some(format!("still {was}")),
            (Some(was), Some(is)) => Some(format!("{was} -> {is}")),
            (Some(was), None) => Some(format!("was {was}")),
            (None, Some(is)) => Some(format!("now {is}")),
            (None, None) => None,
        }
    }
}

/// The spots of places, in their order.
fn spots(places: &[Option<&Place>], document: &Document) -> Vec<Option<Spot>> {
    let origins: Vec<Origin> = places
        .iter()
        .map(|place| place.map_or(Origin::DOCUMENT, |place| origin(place, document)))
        .collect();
    let mut lines = LineIndex::default();
    let located = document.locate(&origins);
    let mut found = Vec::new();
    for (place, location) in places.iter().zip(located) {
        let spot = location.filter(|_| place.is_some()).map(|location| {
            let start = location.key.as_ref().unwrap_or(&location.value).start;
            Spot {
                line: lines.position(&location, start).0,
                file: location.file.to_owned(),
                pointer: location.pointer,
            }
        });
        found.push(spot);
    }
    found
}

/// The node of a place: the property's, or for want of it the schema's.
pub(super) fn origin(place: &Place, document: &Document) -> Origin {
    match property(place, document) {
        Some(origin) => origin,
        None => place.origins.first().copied().unwrap_or(Origin::DOCUMENT),
    }
}

/// The node of a place's property, where it has one.
fn property(place: &Place, document: &Document) -> Option<Origin> {
    let name = place.property.as_deref()?;
    place.origins.iter().find_map(|&origin| {
        let properties = document.get(document.node_at(origin), "properties")?;
        Some(document.origin(document.get(properties, name)?))
    })
}
