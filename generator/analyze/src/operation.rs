//! Operations: each method of each path.

use sdk_wire::{ParameterLocation, ParameterStyle};
use std::collections::HashMap;

use super::builder::SchemaBuilder;
use super::content::request_body;
use super::parameter::parameters;
use super::response::responses;
use super::{Groups, incoming, security, server, unsupported};
use sdk_config::{Selection, Spanned};
use sdk_diagnostic::{Code, Diagnostic, Origin, nearest, suggestion};
use sdk_model::{IncomingRequest, Name, Operation, OperationName, Parameter, ParameterEncoding};
use sdk_openapi::template::variables;
use sdk_openapi::{Document, NodeId, OperationPlace};

/// Returns the selected operations, sorted by path and method, and their callbacks. An empty selection selects all.
pub(super) fn operations(
    builder: &mut SchemaBuilder<'_>,
    groups: &mut Groups,
    selections: &[Spanned<Selection>],
) -> (Vec<Operation>, Vec<IncomingRequest>) {
    let found = builder.document().operations();
    report_unmatched(builder, selections, &found);
    let mut all = Vec::new();
    let mut callbacks = Vec::new();
    for place in found {
        let is_selected = |selection: &Spanned<Selection>| builder.document().selects(selection, &place);
        if selections.is_empty() || selections.iter().any(is_selected) {
            let operation = operation(builder, groups, &place);
            callbacks.extend(incoming::callbacks(builder, place.node, operation.name.as_str()));
            all.push(operation);
        }
    }
    rename_duplicate_ids(builder, &mut all);
    (all, callbacks)
}

fn report_unmatched(
    builder: &mut SchemaBuilder<'_>,
    selections: &[Spanned<Selection>],
    found: &[OperationPlace],
) {
    for selection in selections {
        if found
            .iter()
            .any(|place| builder.document().selects(selection, place))
        {
            continue;
        }
        let text = match &selection.value {
            Selection::Tag(tag) => format!("no operation has the tag `{tag}`"),
            Selection::Route { method, path } => format!("there is no operation `{method} {path}`"),
            Selection::OperationId(id) => format!("no operation has the `operationId` `{id}`"),
        };
        let near = nearest_entry(builder, selection, found);
        let help = suggestion(near.as_deref(), "change or remove the entry");
        builder
            .diagnostics()
            .push(Diagnostic::error(Code::UnknownSelection, selection.origin, text).help(help));
    }
}

/// Returns the existing entry that is most similar to one that selects nothing.
fn nearest_entry(
    builder: &SchemaBuilder<'_>,
    selection: &Selection,
    found: &[OperationPlace],
) -> Option<String> {
    let views = found.iter().map(|place| builder.document().operation(place.node));
    match selection {
        Selection::Tag(tag) => {
            let tags: Vec<String> = views.flat_map(|view| view.tags).collect();
            nearest(tag, tags.iter().map(String::as_str)).map(|near| format!("tag:{near}"))
        }
        Selection::Route { method, path } => {
            let routes: Vec<String> = found
                .iter()
                .map(|place| format!("{} {}", place.method, place.path))
                .collect();
            nearest(&format!("{method} {path}"), routes.iter().map(String::as_str)).map(str::to_owned)
        }
        Selection::OperationId(id) => {
            let ids: Vec<String> = views.filter_map(|view| view.operation_id).collect();
            nearest(id, ids.iter().map(String::as_str)).map(str::to_owned)
        }
    }
}

fn operation(builder: &mut SchemaBuilder<'_>, groups: &mut Groups, place: &OperationPlace) -> Operation {
    let document = builder.document();
    let OperationPlace {
        path,
        item,
        method,
        node,
    } = place;
    let (item, node) = (*item, *node);
    let view = document.operation(node);
    let origin = document.origin(node);
    let name = match view.operation_id.filter(|id| !id.trim().is_empty()) {
        Some(id) => OperationName::Declared(id),
        None => derived_name(builder, method, path, origin),
    };
    let group = groups.index(
        view.tags
            .first()
            .map_or_else(|| group_of_path(path), String::as_str),
    );
    let mut parameters = parameters(builder, item, node, name.as_str());
    check_path(builder, path, origin, name.as_str(), &mut parameters);
    let body = request_body(builder, node, name.as_str());
    let responses = responses(builder, node, name.as_str());
    unsupported::report_links(document, node, builder.diagnostics());
    let security = security::requirements(document, node)
        .or_else(|| security::requirements(document, document.root()))
        .unwrap_or_default();
    let own_server = [node, item]
        .into_iter()
        .find_map(|id| document.servers_of(id).into_iter().next());
    Operation {
        name,
        method: method.clone(),
        path: path.clone(),
        group,
        summary: view.summary,
        description: view.description,
        deprecated: view.deprecated,
        sunset: extension(document, node, &SUNSET),
        stability: extension(document, node, &STABILITY),
        parameters,
        body,
        responses,
        // Determined once every schema is final.
        pagination: None,
        security,
        server: own_server.map(|own| server(own).url),
        origin,
    }
}

/// The extension for the date on which an operation is removed.
const SUNSET: [&str; 1] = ["x-sunset"];

/// The extensions for the stability level of an operation.
const STABILITY: [&str; 2] = ["x-stability-level", "x-stability"];

/// Returns the value of the first of these extensions that is present and a string.
fn extension(document: &Document, node: NodeId, names: &[&str]) -> Option<String> {
    let text = names
        .iter()
        .find_map(|name| document.str(document.get(node, name)?));
    text.map(str::to_owned)
}

/// Returns the group of an operation without a tag: the first segment of its path that is not a variable, a version
/// or `api`.
fn group_of_path(path: &str) -> &str {
    let is_noun = |word: &&str| {
        let is_version = word
            .strip_prefix('v')
            .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
        !word.is_empty() && !word.contains(['{', '}']) && !is_version && *word != "api"
    };
    path.split('/').find(is_noun).unwrap_or("api")
}

/// Returns a name for an operation without `operationId`. It changes only with the method or path.
fn derived_name(builder: &mut SchemaBuilder<'_>, method: &str, path: &str, origin: Origin) -> OperationName {
    let words: Vec<&str> = path
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let name = format!("{} {}", method.to_ascii_lowercase(), words.join(" "));
    builder.diagnostics().push(
        Diagnostic::warning(
            Code::MissingOperationId,
            origin,
            format!("`{} {path}` has no `operationId`", method.to_ascii_uppercase()),
        )
        .effect("it is named after its method and path")
        .help("give it an `operationId`, so that its name outlives a change of its path"),
    );
    OperationName::Derived(name)
}

/// Matches the variables of a path with its path parameters: adds the missing ones, and drops the unused ones
/// (OpenAPI 3.1, "Path Templating").
fn check_path(
    builder: &mut SchemaBuilder<'_>,
    path: &str,
    origin: Origin,
    operation_name: &str,
    parameters: &mut Vec<Parameter>,
) {
    let variables = variables(path);
    for &variable in &variables {
        let is_declared = |parameter: &Parameter| {
            parameter.location == ParameterLocation::Path && parameter.name == variable
        };
        if parameters.iter().any(is_declared) {
            continue;
        }
        builder.diagnostics().push(
            Diagnostic::warning(
                Code::UndeclaredPathVariable,
                origin,
                format!("no parameter declares `{{{variable}}}` of `{path}`"),
            )
            .effect(format!("`{variable}` is a required text"))
            .help(format!("declare a parameter named `{variable}` with `in: path`")),
        );
        parameters.push(undeclared(builder, variable, operation_name, origin));
    }
    parameters.retain(|parameter| {
        let is_used =
            parameter.location != ParameterLocation::Path || variables.contains(&parameter.name.as_str());
        if !is_used {
            builder.diagnostics().push(
                Diagnostic::warning(
                    Code::UnusedPathParameter,
                    parameter.origin,
                    format!("`{path}` has no variable `{{{}}}`", parameter.name),
                )
                .effect("the parameter is left out"),
            );
        }
        is_used
    });
}

fn undeclared(
    builder: &mut SchemaBuilder<'_>,
    name: &str,
    operation_name: &str,
    origin: Origin,
) -> Parameter {
    let words = vec![operation_name.to_owned(), name.to_owned()];
    Parameter {
        name: name.to_owned(),
        location: ParameterLocation::Path,
        required: true,
        encoding: ParameterEncoding::Style {
            style: ParameterStyle::Simple,
            explode: false,
            allow_reserved: false,
        },
        schema: builder.reserve_text(Name::Suggested(words), origin),
        description: None,
        deprecated: false,
        example: None,
        origin,
    }
}

/// Renames operations whose `operationId` is already taken by an earlier one, after their method and path.
fn rename_duplicate_ids(builder: &mut SchemaBuilder<'_>, operations: &mut [Operation]) {
    let mut first: HashMap<String, Origin> = HashMap::new();
    for operation in operations {
        let OperationName::Declared(id) = &operation.name else {
            continue;
        };
        let Some(&known) = first.get(id) else {
            first.insert(id.clone(), operation.origin);
            continue;
        };
        builder.diagnostics().push(
            Diagnostic::warning(
                Code::DuplicateOperationId,
                operation.origin,
                format!("`{id}` is the `operationId` of two operations"),
            )
            .label(known, "first used here")
            .effect("this operation is named after its method and path")
            .help("give each operation an `operationId` of its own"),
        );
        operation.name = OperationName::Derived(format!("{} {}", operation.method, operation.path));
    }
}
