//! Which edit of the document brings about which change of the SDK.
//!
//! Both have places in the document: an edit is told where it is, and what an item of the crate comes from is known
//! from the lowering. An edit explains a change where it is at the place that the change is about, below it, or
//! above it where an edit there takes along what is below.

mod fitting;

use std::collections::BTreeMap;

use super::report::origin;
use super::{Anchor, Change, Place, Rule, SdkChange, SdkRule, Verdict};
use fitting::fitting;
use sdk_diagnostic::Origin;
use sdk_openapi::Document;
use sdk_rust::surface::{ItemKind, OperationTrace, Source, SourceKind, Surface, Traces};

/// One of two versions, with the crate that is made of it.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The document.
    pub document: &'a Document,
    /// The public items of the crate.
    pub surface: &'a Surface,
    /// Where they come from.
    pub traces: &'a Traces,
}

/// For each change of the SDK, the edits that explain it: their positions in the list.
pub(super) fn explain(
    edits: &[Change],
    changes: &[SdkChange],
    old: Side<'_>,
    new: Side<'_>,
) -> Vec<Vec<usize>> {
    let before = Places::new(edits, old, |edit| edit.old.as_ref());
    let after = Places::new(edits, new, |edit| edit.new.as_ref());
    let explained = changes.iter().map(|change| {
        let sides = [(&before, &change.old), (&after, &change.new)];
        let levels = sides.map(|(places, anchor)| {
            let anchor = anchor.as_ref();
            anchor.map(|anchor| places.levels(anchor)).unwrap_or_default()
        });
        let depth = levels.iter().map(Vec::len).max().unwrap_or_default();
        let mut by_level = (0..depth).map(|level| {
            let mut found = Vec::new();
            for ((places, _), levels) in sides.iter().zip(&levels) {
                let spots = levels.get(level).into_iter().flatten();
                found.extend(spots.filter_map(|spot| places.edits_at(spot)));
            }
            // What is at the very place explains better than what is below or above.
            let best = found.iter().map(|(nearness, _)| *nearness).max();
            let nearest = found.into_iter().filter(|(nearness, _)| Some(*nearness) == best);
            fitting(change, edits, nearest.flat_map(|(_, edits)| edits).collect())
        });
        by_level.find(|edits| !edits.is_empty()).unwrap_or_default()
    });
    let mut explained: Vec<Vec<usize>> = explained.collect();
    explain_companions(changes, &mut explained);
    explained
}

/// A type that comes or goes with what names it is explained by what explains that.
fn explain_companions(changes: &[SdkChange], explained: &mut [Vec<usize>]) {
    let side = |change: &'_ SdkChange, is_new: bool| -> Option<Anchor> {
        if is_new {
            change.new.clone()
        } else {
            change.old.clone()
        }
    };
    for (rule, is_new) in [(SdkRule::ItemAdded, true), (SdkRule::ItemRemoved, false)] {
        let mut by_type: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, change) in changes.iter().enumerate() {
            let named = side(change, is_new).map(|anchor| anchor.types);
            for name in named.into_iter().flatten() {
                by_type.entry(name).or_default().push(index);
            }
        }
        // What names a type may be explained by what names it in turn.
        let mut is_settled = false;
        while !is_settled {
            is_settled = true;
            for (index, change) in changes.iter().enumerate() {
                let name = change.path.rsplit("::").next().unwrap_or_default();
                if change.rule != rule || explained.get(index).is_none_or(|edits| !edits.is_empty()) {
                    continue;
                }
                let naming = by_type.get(name).into_iter().flatten();
                let mut found =
                    naming.filter_map(|&other| explained.get(other).filter(|edits| !edits.is_empty()));
                if let Some(edits) = found.next().cloned()
                    && let Some(slot) = explained.get_mut(index)
                {
                    *slot = edits;
                    is_settled = false;
                }
            }
        }
    }
}

/// How near an edit is to the place of a change, farthest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Above,
    Below,
    Same,
}

/// A place of the document where something comes from.
#[derive(Debug)]
struct Spot {
    pointer: String,
    /// Whether edits below explain a change as well.
    with_parts: bool,
}

/// The edits of one version by their places.
struct Places<'a> {
    edits: &'a [Change],
    side: Side<'a>,
    at: BTreeMap<String, Vec<usize>>,
}

impl<'a> Places<'a> {
    fn new(edits: &'a [Change], side: Side<'a>, place: impl Fn(&Change) -> Option<&Place>) -> Self {
        let mut at: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, edit) in edits.iter().enumerate() {
            if let Some(place) = place(edit).filter(|_| edit.rule.sdk() != Verdict::Docs) {
                let pointer = pointer(side.document, origin(place, side.document));
                at.entry(pointer).or_default().push(index);
            }
        }
        Self { edits, side, at }
    }

    /// The edits that explain what comes from a place.
    fn edits_at(&self, spot: &Spot) -> Option<(Nearness, Vec<usize>)> {
        if let Some(edits) = self.at.get(&spot.pointer) {
            return Some((Nearness::Same, edits.clone()));
        }
        let inside = format!("{}/", spot.pointer);
        let below = self
            .at
            .range(inside.clone()..)
            .take_while(|(pointer, _)| pointer.starts_with(&inside));
        let below: Vec<usize> = below.flat_map(|(_, edits)| edits.iter().copied()).collect();
        if spot.with_parts && !below.is_empty() {
            return Some((Nearness::Below, below));
        }
        let mut around = spot.pointer.as_str();
        while let Some((outer, _)) = around.rsplit_once('/') {
            around = outer;
            let edits = self.at.get(around).into_iter().flatten().copied();
            let edits: Vec<usize> = edits.filter(|&index| self.takes_along(index)).collect();
            if !edits.is_empty() {
                return Some((Nearness::Above, edits));
            }
        }
        None
    }

    /// Whether an edit concerns all that is below its place.
    fn takes_along(&self, index: usize) -> bool {
        let rule = self.edits.get(index).map(|edit| edit.rule);
        rule.is_some_and(|rule| {
            let comes_or_goes = rule.id().ends_with("-added") || rule.id().ends_with("-removed");
            rule.sdk() == Verdict::Breaking || comes_or_goes
        })
    }

    /// The places that a change is about, the most exact ones first.
    fn levels(&self, anchor: &Anchor) -> Vec<Vec<Spot>> {
        let exact = anchor.parts.iter().flat_map(|part| self.part(anchor, part));
        let mut levels = vec![exact.collect(), self.whole(anchor)];
        // What a whole item names comes from elsewhere.
        let types = anchor.member.iter().flat_map(|_| &anchor.types);
        let named = types.filter_map(|name| self.side.traces.types.get(name));
        levels.push(named.flatten().map(|&origin| self.spot(origin, false)).collect());
        levels
    }

    /// Where the item comes from.
    fn whole(&self, anchor: &Anchor) -> Vec<Spot> {
        let is_member = anchor.member.is_some();
        match anchor.source.kind {
            SourceKind::Schema | SourceKind::Inline => {
                let origins = self.type_origins(anchor).iter();
                origins
                    .map(|&origin| self.spot(origin, !is_member || anchor.parts.is_empty()))
                    .collect()
            }
            SourceKind::Operation if is_member && anchor.parts.is_empty() => {
                self.responses(&anchor.source.name, is_success)
            }
            SourceKind::Operation => self.operation(&anchor.source.name),
            SourceKind::Answers | SourceKind::Errors | SourceKind::Headers => {
                let mut spots = self.responses(
                    &anchor.source.name,
                    match anchor.source.kind {
                        SourceKind::Answers => is_success,
                        SourceKind::Errors => is_failure,
                        _ => |_| true,
                    },
                );
                if !is_member {
                    spots.extend(self.operation(&anchor.source.name));
                }
                spots
            }
            SourceKind::Group if !is_member => self.group(&anchor.source),
            _ => Vec::new(),
        }
    }

    /// Where a part of the item comes from.
    fn part(&self, anchor: &Anchor, part: &Source) -> Vec<Spot> {
        let of_group = anchor
            .parts
            .iter()
            .find(|part| part.kind == SourceKind::Operation);
        let operation = match anchor.source.kind {
            SourceKind::Group => of_group.map(|part| part.name.as_str()),
            _ => Some(anchor.source.name.as_str()),
        };
        let trace = operation.and_then(|id| self.side.traces.operations.get(id));
        let is_type = matches!(anchor.source.kind, SourceKind::Schema | SourceKind::Inline);
        match (part.kind, trace) {
            (SourceKind::Property | SourceKind::Null, _) if is_type => {
                self.property(self.type_origins(anchor), &part.name)
            }
            (SourceKind::Property | SourceKind::Null, Some(trace)) => {
                let mut spots = self.property(&trace.body, &part.name);
                // Null is set by a setter of its own, whatever it is a parameter of.
                spots.extend(parameters(trace, &part.name).map(|origin| self.spot(origin, true)));
                spots
            }
            (SourceKind::Body, Some(trace)) => {
                let body = trace.body.iter().map(|&origin| self.spot(origin, false));
                body.chain([self.spot(trace.origin, false)]).collect()
            }
            (SourceKind::Status, Some(trace)) => {
                let response = trace.responses.get(part).copied();
                response
                    .map(|origin| self.spot(origin, true))
                    .into_iter()
                    .collect()
            }
            (SourceKind::Header, Some(_)) if anchor.source.kind == SourceKind::Headers => {
                self.responses(&anchor.source.name, |_| true)
            }
            (SourceKind::Operation, _) if anchor.parts.len() == 1 => self.operation(&part.name),
            (SourceKind::Group, _) => self.group(part),
            (SourceKind::Security | SourceKind::Provider, _) => self.scheme(&part.name),
            (_, Some(trace)) => {
                let parameter = trace.parameters.get(part).copied();
                parameter
                    .map(|origin| self.spot(origin, true))
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn spot(&self, origin: Origin, with_parts: bool) -> Spot {
        Spot {
            pointer: pointer(self.side.document, origin),
            with_parts,
        }
    }

    fn type_origins(&self, anchor: &Anchor) -> &[Origin] {
        let name = anchor.item.rsplit("::").next().unwrap_or_default();
        self.side
            .traces
            .types
            .get(name)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    fn property(&self, origins: &[Origin], name: &str) -> Vec<Spot> {
        let spots = origins.iter().map(|&own| {
            let place = Place {
                property: Some(name.to_owned()),
                ..Place::at(own)
            };
            self.spot(origin(&place, self.side.document), true)
        });
        spots
            .filter(|spot| spot.pointer.contains("/properties/"))
            .collect()
    }

    fn operation(&self, id: &str) -> Vec<Spot> {
        let trace = self.side.traces.operations.get(id);
        trace
            .map(|trace| self.spot(trace.origin, false))
            .into_iter()
            .collect()
    }

    /// The answers of an operation with the statuses that are wanted.
    fn responses(&self, id: &str, is_wanted: fn(&str) -> bool) -> Vec<Spot> {
        let trace = self.side.traces.operations.get(id);
        let responses = trace.into_iter().flat_map(|trace| &trace.responses);
        responses
            .filter(|(status, _)| is_wanted(&status.name))
            .map(|(_, &origin)| self.spot(origin, true))
            .collect()
    }

    /// A group is there for its operations.
    fn group(&self, group: &Source) -> Vec<Spot> {
        let items = self.side.surface.items.iter();
        let handles = items.filter(|item| item.kind == ItemKind::Struct && item.source == *group);
        handles
            .flat_map(|handle| &handle.members)
            .flat_map(|method| self.operation(&method.source.name))
            .collect()
    }

    fn scheme(&self, name: &str) -> Vec<Spot> {
        let subject = format!("security scheme {name}");
        let rules = [
            Rule::SecuritySchemeAdded,
            Rule::SecuritySchemeRemoved,
            Rule::SecuritySchemeChanged,
        ];
        let spots = self.at.iter().filter(|(_, edits)| {
            edits
                .iter()
                .filter_map(|&index| self.edits.get(index))
                .any(|edit| rules.contains(&edit.rule) && edit.subject == subject)
        });
        spots
            .map(|(pointer, _)| Spot {
                pointer: pointer.clone(),
                with_parts: false,
            })
            .collect()
    }
}

/// Whether a status stands for successes. What stands for all that is not named may.
fn is_success(status: &str) -> bool {
    status.starts_with('2') || status == "default"
}

/// Whether a status stands for failures.
fn is_failure(status: &str) -> bool {
    !status.starts_with('2')
}

/// The parameters of a name, wherever they travel.
fn parameters<'a>(trace: &'a OperationTrace, name: &'a str) -> impl Iterator<Item = Origin> + 'a {
    let parameters = trace.parameters.iter();
    parameters
        .filter(move |(source, _)| source.name == name)
        .map(|(_, &origin)| origin)
}

fn pointer(document: &Document, origin: Origin) -> String {
    document.pointer(document.node_at(origin))
}
