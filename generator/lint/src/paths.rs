//! Path templates that a server cannot tell apart, or that hold what no path does (OpenAPI 3.1, "Paths Object").

use std::collections::HashMap;

use super::ambiguous_paths;
use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_openapi::template::unnamed;
use sdk_openapi::{Document, NodeId};

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
                format!("`{path}` and `{first}` are the same path with other variable names"),
            )
            .at_key()
            .label(document.origin(first_id), "the first of them")
            .effect("each operation is generated; the server decides which one responds")
            .help("join the two, with one name for each variable"),
        );
    }
    ambiguous_paths::check(document, &paths, diagnostics);
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
                "the operation has responses {}, but none for success",
                statuses.join(", ")
            ),
        )
        .at_key()
        .effect("the method returns nothing if the request succeeds")
        .help("describe the response for success, as in `\"200\": {description: …}`"),
    );
}
