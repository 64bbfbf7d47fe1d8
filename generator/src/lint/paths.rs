//! Path templates that a server cannot tell apart, or that hold what no path does (OpenAPI 3.1, "Paths Object").

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::template::unnamed;
use crate::document::{Document, METHODS, NodeId};

pub(super) fn check(document: &Document, diagnostics: &mut Diagnostics) {
    let paths: Vec<(&str, NodeId)> = document
        .get(document.root(), "paths")
        .into_iter()
        .flat_map(|id| document.entries(id))
        .filter(|(path, _)| path.starts_with('/'))
        .collect();
    let mut shapes: HashMap<String, (&str, NodeId)> = HashMap::new();
    for &(path, id) in &paths {
        query(document, path, id, diagnostics);
        let shape = unnamed(path);
        let Some(&(first, first_id)) = shapes.get(&shape) else {
            shapes.insert(shape, (path, id));
            continue;
        };
        diagnostics.push(
            Diagnostic::warning(
                Code::IdenticalPaths,
                document.origin(id),
                format!("`{path}` and `{first}` are one path with other names of variables"),
            )
            .at_key()
            .label(document.origin(first_id), "the first of them")
            .effect("each operation is generated; which one answers is for the server to decide")
            .help("join the two, with one name for each variable"),
        );
    }
    ambiguous(document, &paths, diagnostics);
}

fn query(document: &Document, path: &str, id: NodeId, diagnostics: &mut Diagnostics) {
    let Some(sign) = path.chars().find(|letter| matches!(letter, '?' | '#')) else {
        return;
    };
    diagnostics.push(
        Diagnostic::warning(
            Code::QueryInPath,
            document.origin(id),
            format!("the path `{path}` holds `{sign}`"),
        )
        .at_key()
        .effect("the character is encoded, so that it stays part of the path")
        .help("end the path before it, and declare what follows as parameters"),
    );
}

/// The segments of a path template, its text, and its path item.
type Template<'a> = (Vec<&'a str>, &'a str, NodeId);

/// Tells pairs of one method where each is more concrete than the other somewhere: `/{a}/x` and `/y/{b}`.
fn ambiguous(document: &Document, paths: &[(&str, NodeId)], diagnostics: &mut Diagnostics) {
    let mut by_length: HashMap<usize, Vec<Template<'_>>> = HashMap::new();
    for &(path, id) in paths.iter().filter(|(path, _)| path.contains('{')) {
        let segments: Vec<&str> = path.split('/').collect();
        let others = by_length.entry(segments.len()).or_default();
        let other = others.iter().find(|(other, _, other_id)| {
            is_ambiguous(&segments, other) && shares_method(document, id, *other_id)
        });
        if let Some((_, other, other_id)) = other {
            diagnostics.push(
                Diagnostic::warning(
                    Code::AmbiguousPaths,
                    document.origin(id),
                    format!("`{path}` and `{other}` can stand for one path"),
                )
                .at_key()
                .label(document.origin(*other_id), "the other one")
                .effect("a request of one operation may reach the other")
                .help("change one of the templates"),
            );
        }
        others.push((segments, path, id));
    }
}

fn is_ambiguous(left: &[&str], right: &[&str]) -> bool {
    let is_variable = |segment: &str| {
        segment.starts_with('{') && segment.find('}').is_some_and(|at| at + 1 == segment.len())
    };
    let mut more_concrete = [false, false];
    for (left, right) in left.iter().zip(right) {
        match (is_variable(left), is_variable(right)) {
            (false, false) if left != right => return false,
            (false, true) if !left.contains('{') => more_concrete[0] = true,
            (true, false) if !right.contains('{') => more_concrete[1] = true,
            (false, true) | (true, false) => return false,
            _ => {}
        }
    }
    more_concrete == [true, true]
}

fn shares_method(document: &Document, left: NodeId, right: NodeId) -> bool {
    let has = |id: NodeId, method: &str| document.get(document.resolve(id), method).is_some();
    METHODS
        .iter()
        .any(|method| has(left, method) && has(right, method))
}

/// Tells an operation that describes answers, and none of success.
pub(super) fn success(document: &Document, id: NodeId, diagnostics: &mut Diagnostics) {
    let Some(responses) = document.get(id, "responses") else {
        return;
    };
    let statuses = document.entries(responses).map(|(status, _)| status);
    let statuses: Vec<&str> = statuses.filter(|status| !status.starts_with("x-")).collect();
    let is_success =
        |status: &&str| status.starts_with(['1', '2', '3']) || status.eq_ignore_ascii_case("default");
    if statuses.is_empty() || statuses.iter().any(is_success) {
        return;
    }
    diagnostics.push(
        Diagnostic::warning(
            Code::MissingSuccess,
            document.origin(responses),
            format!(
                "the operation answers with {}, and never with success",
                statuses.join(", ")
            ),
        )
        .at_key()
        .effect("the method returns nothing where the server says that all went well")
        .help("describe the answer of success, as in `\"200\": {description: …}`"),
    );
}
