//! Overlays: files that change a document before anything else looks at it.
//!
//! Follows the Overlay Specification 1.1, which 1.0 says the same as in fewer words. An action that cannot be
//! applied is told where the overlay says it, and the next one follows.

use serde_json_path::{JsonPath, PathElement};

use super::draft::{Draft, Incompatible, Step};
use super::{Document, NodeId};
use crate::diagnostic::{Code, Diagnostic, Origin};

/// The most nodes that a document may have after an action, and how deep it may be nested: an action can copy
/// what others have copied.
const MAX_NODES: usize = 8_000_000;
const MAX_DEPTH: usize = 256;

/// What can be read.
const VERSIONS: [&str; 2] = ["1.0", "1.1"];

/// Applies the actions of an overlay to a draft. Places are those of `document`, which the overlay is a
/// part of: `root` is its first node.
pub(super) fn apply(
    document: &Document,
    root: NodeId,
    extended: &str,
    draft: &mut Draft,
    found: &mut Vec<Diagnostic>,
) {
    if !check_head(document, root, extended, found) {
        return;
    }
    let Some(actions) = document.get(root, "actions") else {
        let message = "the overlay has no `actions`";
        found.push(Diagnostic::error(Code::InvalidOverlay, origin(root), message));
        return;
    };
    if document.items(actions).next().is_none() {
        let message = "`actions` must be a list with at least one action";
        found.push(Diagnostic::error(Code::InvalidOverlay, origin(actions), message).at_key());
    }
    for action in document.items(actions) {
        if let Err(diagnostic) =
            Action::read(document, action, found).and_then(|action| action.apply(draft, found))
        {
            found.push(*diagnostic);
        }
    }
}

fn origin(id: NodeId) -> Origin {
    Origin(id.0)
}

/// Whether the file is an overlay that can be read (Overlay 1.1, "Overlay Object").
fn check_head(document: &Document, root: NodeId, extended: &str, found: &mut Vec<Diagnostic>) -> bool {
    let Some(version) = document.get(root, "overlay") else {
        let message = "this is no overlay: it has no `overlay`";
        let help = "begin it with `overlay: 1.1.0`";
        found.push(Diagnostic::error(Code::InvalidOverlay, origin(root), message).help(help));
        return false;
    };
    let text = document.text_of(version);
    let is_read = VERSIONS
        .iter()
        .any(|known| text == *known || text.starts_with(&format!("{known}.")));
    if !is_read {
        let message = format!("Overlay {text} is not read");
        let help = "write the overlay in version 1.0 or 1.1";
        found.push(Diagnostic::error(Code::UnsupportedVersion, origin(version), message).help(help));
        return false;
    }
    tell_unknown(document, root, &["overlay", "info", "extends", "actions"], found);
    let extends = document.get(root, "extends");
    if let Some((id, text)) = extends.and_then(|id| Some((id, document.str(id)?))) {
        let name = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        if name(text) != name(extended) {
            let message = format!("the overlay is made for `{text}`, and applied to `{extended}`");
            found.push(Diagnostic::warning(Code::InvalidOverlay, origin(id), message));
        }
    }
    true
}

fn tell_unknown(document: &Document, id: NodeId, known: &[&str], found: &mut Vec<Diagnostic>) {
    for (key, value) in document.entries(id) {
        if !known.contains(&key) && !key.starts_with("x-") {
            let message = format!("an overlay has no `{key}` here");
            let mut diagnostic = Diagnostic::warning(Code::UnknownField, origin(value), message).at_key();
            if let Some(like) = known.iter().find(|known| strsim::jaro_winkler(known, key) > 0.8) {
                diagnostic = diagnostic.help(format!("did you mean `{like}`?"));
            }
            found.push(diagnostic.effect("it is ignored"));
        }
    }
}

/// One change (Overlay 1.1, "Action Object").
struct Action {
    target: JsonPath,
    /// Where the target is said.
    place: NodeId,
    change: Change,
}

enum Change {
    Remove,
    Update(Draft),
    Copy(JsonPath, NodeId),
}

type Refused = Box<Diagnostic>;

impl Action {
    fn read(document: &Document, action: NodeId, found: &mut Vec<Diagnostic>) -> Result<Self, Refused> {
        tell_unknown(
            document,
            action,
            &["target", "description", "update", "remove", "copy"],
            found,
        );
        let Some(place) = document.get(action, "target") else {
            let message = "the action has no `target`";
            return Err(Box::new(Diagnostic::error(
                Code::InvalidOverlay,
                origin(action),
                message,
            )));
        };
        let target = path(document, place)?;
        let update = document.get(action, "update");
        let copy = document.get(action, "copy");
        let change = match (document.flag(action, "remove"), update, copy) {
            (Some(true), _, _) => Change::Remove,
            (_, Some(update), None) => Change::Update(Draft::of(&document.tree, update)),
            (_, None, Some(copy)) => Change::Copy(path(document, copy)?, copy),
            (_, Some(_), Some(copy)) => {
                let message = "the action has both `update` and `copy`";
                let diagnostic = Diagnostic::error(Code::InvalidOverlay, origin(copy), message).at_key();
                return Err(Box::new(diagnostic.help("make two actions of it")));
            }
            (_, None, None) => {
                let message = "the action changes nothing: it has neither `update`, `remove` nor `copy`";
                return Err(Box::new(Diagnostic::error(
                    Code::InvalidOverlay,
                    origin(action),
                    message,
                )));
            }
        };
        Ok(Self {
            target,
            place,
            change,
        })
    }

    fn apply(self, draft: &mut Draft, found: &mut Vec<Diagnostic>) -> Result<(), Refused> {
        let value = draft.to_value();
        let mut targets = steps(&self.target, &value);
        if targets.is_empty() {
            let message = "the target matches nothing";
            let diagnostic = Diagnostic::warning(Code::UnmatchedTarget, origin(self.place), message);
            found.push(
                diagnostic
                    .effect("the action changes nothing")
                    .help("correct the path, or remove the action"),
            );
            return Ok(());
        }
        let value = match self.change {
            Change::Remove => {
                // From the last one, so that no index moves before it is used.
                targets.sort();
                for steps in targets.iter().rev() {
                    if steps.is_empty() {
                        let message = "the document as a whole cannot be removed";
                        return Err(Box::new(Diagnostic::error(
                            Code::InvalidOverlay,
                            origin(self.place),
                            message,
                        )));
                    }
                    draft.remove(steps);
                }
                return Ok(());
            }
            Change::Update(value) => value,
            Change::Copy(source, place) => match steps(&source, &value).as_slice() {
                [only] => draft
                    .at(only)
                    .cloned()
                    .ok_or_else(|| Box::new(one_source(place, 0)))?,
                several => return Err(Box::new(one_source(place, several.len()))),
            },
        };
        check_limits(self.place, draft, &value, targets.len())?;
        for steps in targets {
            let Some(node) = draft.at(&steps) else { continue };
            let reached = node.source;
            if let Err(Incompatible(source)) = node.update(value.clone()) {
                let message = "the value is of another kind than what it is put into";
                let diagnostic = Diagnostic::error(Code::IncompatibleUpdate, origin(source), message);
                return Err(Box::new(
                    diagnostic
                        .label(origin(reached), "the target, or what lies in it")
                        .help("an object goes into an object, a list into a list, any value at the end of a list"),
                ));
            }
        }
        Ok(())
    }
}

/// Refuses what would make a document of a size that no file may have.
fn check_limits(place: NodeId, draft: &Draft, value: &Draft, times: usize) -> Result<(), Refused> {
    let ((nodes, depth), (more, deeper)) = (draft.size(), value.size());
    if nodes.saturating_add(more.saturating_mul(times)) > MAX_NODES || depth + deeper > MAX_DEPTH {
        let message = "the action makes the document larger or deeper than any may be";
        return Err(Box::new(Diagnostic::error(
            Code::LimitExceeded,
            origin(place),
            message,
        )));
    }
    Ok(())
}

/// A JSONPath (RFC 9535).
fn path(document: &Document, id: NodeId) -> Result<JsonPath, Refused> {
    let refused = |message: String| {
        let diagnostic = Diagnostic::error(Code::InvalidOverlay, origin(id), message);
        Box::new(diagnostic.help("write it as RFC 9535 has it: `$.paths['/things'].get`"))
    };
    let text = document
        .str(id)
        .ok_or_else(|| refused("a JSONPath is a text".to_owned()))?;
    JsonPath::parse(text).map_err(|error| refused(format!("`{text}` is no JSONPath: {error}")))
}

/// The places that a path selects, each once.
fn steps(path: &JsonPath, value: &serde_json::Value) -> Vec<Vec<Step>> {
    let located = path.query_located(value);
    let mut found: Vec<Vec<Step>> = Vec::new();
    for location in located.locations() {
        let steps = location.iter().map(|element| match element {
            PathElement::Name(name) => Step::Key((*name).to_owned()),
            PathElement::Index(index) => Step::Index(*index),
        });
        found.push(steps.collect());
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|steps| seen.insert(steps.clone()));
    found
}

fn one_source(place: NodeId, count: usize) -> Diagnostic {
    let message = format!("`copy` must select one value, and selects {count}");
    Diagnostic::error(Code::InvalidOverlay, origin(place), message)
}
