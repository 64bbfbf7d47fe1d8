//! A report: changes with their places looked up, and what is to be printed of them.

mod github;
mod json;
mod markdown;
mod text;

use super::{Change, IgnoreList, Ignored, Place, Verdict};
use crate::diagnostic::{LineIndex, Locate, Origin};
use crate::document::Document;

/// What changed between two documents.
#[derive(Debug)]
pub struct Report {
    /// The changes that nobody ignores, worst first.
    pub entries: Vec<Entry>,
    /// Those that the ignore list names, with its reason.
    pub ignored: Vec<(Entry, String)>,
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
    pub fn new(changes: Vec<Change>, old: &Document, new: &Document) -> Self {
        let places = |side: fn(&Change) -> Option<&Place>, document| {
            let places: Vec<Option<&Place>> = changes.iter().map(side).collect();
            spots(&places, document)
        };
        let old = places(|change| change.old.as_ref(), old);
        let new = places(|change| change.new.as_ref(), new);
        let spots = old.into_iter().zip(new);
        let entries = changes.into_iter().zip(spots);
        Self {
            entries: entries
                .map(|(change, (old, new))| Entry { change, old, new })
                .collect(),
            ignored: Vec::new(),
        }
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
        ignored
    }

    /// The worst verdict of all changes that nobody ignores.
    #[must_use]
    pub fn worst(&self) -> Option<Verdict> {
        self.entries.iter().map(|entry| entry.change.worst()).min()
    }

    /// For each verdict, worst first, the changes of which it is the worse one.
    fn groups(&self) -> impl Iterator<Item = (Verdict, Vec<&Entry>)> {
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
                .filter(|entry| entry.change.worst() == verdict)
                .collect();
            (!own.is_empty()).then_some((verdict, own))
        })
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
fn origin(place: &Place, document: &Document) -> Origin {
    let own = place.property.as_deref().and_then(|name| {
        place.origins.iter().find_map(|&origin| {
            let properties = document.get(document.node_at(origin), "properties")?;
            document.get(properties, name)
        })
    });
    match own {
        Some(node) => document.origin(node),
        None => place.origins.first().copied().unwrap_or(Origin::DOCUMENT),
    }
}
