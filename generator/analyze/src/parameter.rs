//! Parameters: locations and serialization.

use super::builder::SchemaBuilder;
use super::example::first_example;
use super::style::style_named;
use sdk_diagnostic::{Code, Diagnostic, Origin};
use sdk_model::{Name, Parameter, ParameterEncoding};
use sdk_openapi::NodeId;
use sdk_wire::{ParameterLocation, ParameterStyle};

/// Returns the parameters of an operation, those of its path item first. A parameter of the operation overrides one of
/// the path item with the same name and location (OpenAPI 3.1, "Operation Object").
pub(super) fn parameters(
    builder: &mut SchemaBuilder<'_>,
    path_item: NodeId,
    operation: NodeId,
    operation_name: &str,
) -> Vec<Parameter> {
    let mut all: Vec<Parameter> = Vec::new();
    let mut own_from = 0;
    for (is_own, owner) in [(false, path_item), (true, operation)] {
        if is_own {
            own_from = all.len();
        }
        for node in nodes(builder, owner) {
            let Some(parameter) = parameter(builder, node, operation_name) else {
                continue;
            };
            let same = all
                .iter_mut()
                .enumerate()
                .find(|(_, other)| other.name == parameter.name && other.location == parameter.location);
            match same {
                Some((index, known)) if index >= own_from => report_duplicate(builder, known, &parameter),
                Some((_, known)) => *known = parameter,
                None => all.push(parameter),
            }
        }
    }
    all
}

fn nodes(builder: &SchemaBuilder<'_>, owner: NodeId) -> Vec<NodeId> {
    let document = builder.document();
    document
        .get(owner, "parameters")
        .into_iter()
        .flat_map(|list| document.items(list))
        .map(|node| document.resolve(node))
        .collect()
}

fn report_duplicate(builder: &mut SchemaBuilder<'_>, first: &Parameter, second: &Parameter) {
    let (name, origin, first) = (second.name.clone(), second.origin, first.origin);
    builder.diagnostics().push(
        Diagnostic::warning(
            Code::DuplicateParameter,
            origin,
            format!("the parameter `{name}` is declared twice for one location"),
        )
        .label(first, "first declared here")
        .effect("the first one counts")
        .help("keep one of the two, or give the other another name"),
    );
}

fn parameter(builder: &mut SchemaBuilder<'_>, node: NodeId, operation_name: &str) -> Option<Parameter> {
    let document = builder.document();
    let origin = document.origin(node);
    let view = document.parameter(node)?;
    let data = view.clone().parameter_data();
    let location = match &view {
        openapiv3::Parameter::Path { .. } => ParameterLocation::Path,
        openapiv3::Parameter::Query { .. } => ParameterLocation::Query,
        openapiv3::Parameter::Header { .. } => ParameterLocation::Header,
        openapiv3::Parameter::Cookie { .. } => ParameterLocation::Cookie,
    };
    if location == ParameterLocation::Header && is_ignored_header(&data.name) {
        report_ignored_header(builder, origin, &data.name);
        return None;
    }
    let words = [operation_name.to_owned(), data.name.clone()];
    let (encoding, schema_node) = match document.get(node, "content") {
        Some(content) => {
            let media_type = document
                .sorted_entries(content)
                .into_iter()
                .next()
                .map(|(_, node)| node);
            let schema = media_type.and_then(|node| document.get(document.resolve(node), "schema"));
            (ParameterEncoding::Json, schema)
        }
        None => (style(builder, node, location), document.get(node, "schema")),
    };
    let schema = match schema_node {
        Some(schema) => builder.schema(schema, &words),
        None => builder.reserve_any(Name::Suggested(words.to_vec()), origin),
    };
    Some(Parameter {
        required: data.required || location == ParameterLocation::Path,
        description: data.description,
        deprecated: data.deprecated.unwrap_or_default(),
        example: data.example.or_else(|| first_example(builder, node)),
        name: data.name,
        location,
        encoding,
        schema,
        origin,
    })
}

/// Returns `true` if a header cannot be a parameter because other parts of the document describe it (OpenAPI 3.1,
/// "Parameter Object", `name`).
fn is_ignored_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"]
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
}

fn report_ignored_header(builder: &mut SchemaBuilder<'_>, origin: Origin, name: &str) {
    builder.diagnostics().push(
        Diagnostic::warning(
            Code::IgnoredParameter,
            origin,
            format!("the header parameter `{name}` has no effect"),
        )
        .effect("the client sets this header itself, by the content and security of the operation")
        .help("take the parameter out"),
    );
}

/// Returns the style of a parameter, by default that of its location (OpenAPI 3.1, "Style Values").
fn style(builder: &mut SchemaBuilder<'_>, node: NodeId, location: ParameterLocation) -> ParameterEncoding {
    let document = builder.document();
    let default = match location {
        ParameterLocation::Path | ParameterLocation::Header => ParameterStyle::Simple,
        ParameterLocation::Query | ParameterLocation::Cookie | ParameterLocation::Field => {
            ParameterStyle::Form
        }
    };
    let named = document.get(node, "style").and_then(|id| document.str(id));
    let style = match named {
        None => default,
        Some(name) => style_named(name, location).unwrap_or_else(|| {
            builder.diagnostics().push(
                Diagnostic::warning(
                    Code::UnsupportedParameter,
                    document.origin(node),
                    format!("the style `{name}` is not defined for a parameter of this location"),
                )
                .effect("the default style of the location is used"),
            );
            default
        }),
    };
    ParameterEncoding::Style {
        style,
        explode: document
            .flag(node, "explode")
            .unwrap_or(style == ParameterStyle::Form),
        allow_reserved: document.flag(node, "allowReserved").unwrap_or_default(),
    }
}
