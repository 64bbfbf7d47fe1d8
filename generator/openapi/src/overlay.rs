//! Overlays: files that change a document before anything else looks at it.
//!
//! Follows the Overlay Specification 1.1. Where 1.0 knows less (`copy`, updates of values without children), an
//! overlay of 1.0 is held to that. An action that cannot be applied is told where the overlay says it, and
//! the next one follows.

mod canvas;
mod read;

use serde_json_path::JsonPath;

use super::draft::{Draft, Incompatible, Step};
use super::{Document, NodeId};
use canvas::{Canvas, Kind};
use read::Reader;
use sdk_diagnostic::{Code, Diagnostic, Origin};

/// What can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    V1_0,
    V1_1,
}

/// Applies the actions of an overlay to a draft. Places are those of `document`, which the overlay is a
/// part of: `root` is its first node.
pub(super) fn apply(
    document: &Document,
    root: NodeId,
    extended: &str,
    draft: &mut Draft,
    found: &mut Vec<Diagnostic>,
) {
    let version = match version(document, root) {
        Ok(version) => version,
        Err(diagnostic) => return found.push(*diagnostic),
    };
    let mut reader = Reader {
        document,
        version,
        found,
    };
    reader.head(root, extended);
    let actions = reader.actions(root);
    let mut canvas = Canvas::new(draft);
    for action in actions {
        if let Err(diagnostic) = action.apply(version, &mut canvas, found) {
            found.push(*diagnostic);
        }
    }
}

fn origin(id: NodeId) -> Origin {
    Origin(id.0)
}

/// Something in an overlay is not as the specification says.
fn invalid(place: NodeId, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::InvalidOverlay, origin(place), message)
}

/// The version of an overlay, which also says that the file is one.
fn version(document: &Document, root: NodeId) -> Result<Version, Box<Diagnostic>> {
    let Some(version) = document.get(root, "overlay") else {
        let diagnostic = invalid(root, "this is no overlay: it has no `overlay`");
        return Err(Box::new(diagnostic.help("begin it with `overlay: 1.1.0`")));
    };
    let text = document.text_of(version);
    // The third number says nothing about what a file can hold.
    let mut numbers = text.splitn(3, '.');
    match (numbers.next(), numbers.next()) {
        (Some("1"), Some("0")) => Ok(Version::V1_0),
        (Some("1"), Some("1")) => Ok(Version::V1_1),
        _ => {
            let message = format!("Overlay {text} is not read");
            let diagnostic = Diagnostic::error(Code::UnsupportedVersion, origin(version), message);
            Err(Box::new(
                diagnostic.help("write the overlay in version 1.0 or 1.1"),
            ))
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

impl Action {
    fn apply(
        self,
        version: Version,
        canvas: &mut Canvas<'_>,
        found: &mut Vec<Diagnostic>,
    ) -> Result<(), Box<Diagnostic>> {
        let targets: Vec<Vec<Step>> = canvas.select(&self.target).into_iter().collect();
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
            Change::Remove => return remove(self.place, canvas, &targets),
            Change::Update(value) => value,
            Change::Copy(source, place) => copied(canvas, &source, place)?,
        };
        check_kinds(self.place, version, canvas, &targets)?;
        if !canvas.has_room(&targets, &value) {
            let message = "the action makes the document larger or deeper than any may be";
            let diagnostic = Diagnostic::error(Code::LimitExceeded, origin(self.place), message);
            return Err(Box::new(diagnostic));
        }
        for steps in targets {
            let reached = canvas.at(&steps).map(|node| node.source);
            canvas
                .update(&steps, value.clone())
                .map_err(|fault| Box::new(incompatible(&fault, reached)))?;
        }
        Ok(())
    }
}

fn remove(place: NodeId, canvas: &mut Canvas<'_>, targets: &[Vec<Step>]) -> Result<(), Box<Diagnostic>> {
    if targets.iter().any(Vec::is_empty) {
        let message = "the document as a whole cannot be removed";
        return Err(Box::new(invalid(place, message)));
    }
    // From the last one, so that no index moves before it is used.
    for steps in targets.iter().rev() {
        canvas.remove(steps);
    }
    Ok(())
}

fn copied(canvas: &mut Canvas<'_>, source: &JsonPath, place: NodeId) -> Result<Draft, Box<Diagnostic>> {
    let sources: Vec<Vec<Step>> = canvas.select(source).into_iter().collect();
    let only = match sources.as_slice() {
        [only] => canvas.at(only).cloned(),
        _ => None,
    };
    only.ok_or_else(|| {
        let message = format!("`copy` must select one value, and selects {}", sources.len());
        Box::new(invalid(place, message))
    })
}

/// The targets of an update are all objects, all lists or all without children (Overlay 1.1, "Action
/// Object"); in 1.0 they have children.
fn check_kinds(
    place: NodeId,
    version: Version,
    canvas: &mut Canvas<'_>,
    targets: &[Vec<Step>],
) -> Result<(), Box<Diagnostic>> {
    let mut kinds: Vec<Kind> = targets.iter().filter_map(|steps| canvas.kind(steps)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let refused = |message: String| {
        Box::new(Diagnostic::error(
            Code::IncompatibleUpdate,
            origin(place),
            message,
        ))
    };
    if version == Version::V1_0 && kinds.contains(&Kind::Primitive) {
        let message = "an overlay of version 1.0 can update objects and lists alone";
        let help = "select the object around the value, or begin the file with `overlay: 1.1.0`";
        return Err(Box::new(refused(message.to_owned()).help(help)));
    }
    if version == Version::V1_1 && kinds.len() > 1 {
        let kinds: Vec<&str> = kinds.into_iter().map(Kind::plural).collect();
        let message = format!("the target selects {} together", kinds.join(" and "));
        let help = "make an action for each kind of value";
        return Err(Box::new(refused(message).help(help)));
    }
    Ok(())
}

fn incompatible(fault: &Incompatible, reached: Option<NodeId>) -> Diagnostic {
    let message = "the value is of another kind than what it is put into";
    let mut diagnostic = Diagnostic::error(Code::IncompatibleUpdate, origin(fault.0), message);
    if let Some(reached) = reached {
        diagnostic = diagnostic.label(origin(reached), "the target, or what lies in it");
    }
    let help = "an object goes into an object, a list into a list, any value at the end of a list";
    diagnostic.help(help)
}

#[cfg(test)]
mod tests;
