//! The table that tells the runtime of an operation.

use syn::{Expr, ItemStatic};

use super::tokens::{float, integer, unsigned};
use super::tree;
use sdk_rust::{
    BodyFormat, BodyRow, Bound, Constraints, OperationTable, ParameterLocation, ParameterRow, ParameterStyle,
    PartRow,
};

/// `static OPERATION`.
pub(super) fn item(table: &OperationTable) -> ItemStatic {
    let OperationTable {
        id,
        http_method,
        path,
        parameters,
        bodies,
        body_required,
        accept,
        security,
        server,
    } = table;
    let texts = |texts: &Vec<String>| slice(texts.iter().map(|text| tree::text(text)));
    let fields = [
        ("id", tree::text(id)),
        ("method", tree::text(http_method)),
        ("path", tree::text(path)),
        ("parameters", slice(parameters.iter().map(parameter))),
        ("bodies", slice(bodies.iter().map(body))),
        ("body_required", tree::boolean(*body_required)),
        ("accept", tree::text(accept)),
        ("security", slice(security.iter().map(texts))),
        ("server", optional_text(server.as_deref())),
    ];
    let of = || tree::our_path(&["runtime", "Operation"]);
    let fields = fields.into_iter().map(|(name, value)| (tree::ident(name), value));
    let value = tree::record_of(of(), fields);
    tree::static_item(tree::ident("OPERATION"), tree::type_of(of()), value)
}

/// `Some("text")` or `None`.
pub(super) fn optional_text(text: Option<&str>) -> Expr {
    text.map_or_else(
        || tree::name("None"),
        |text| tree::call(tree::our_path(&["Some"]), [tree::text(text)]),
    )
}

/// `&[items, …]`.
fn slice(items: impl IntoIterator<Item = Expr>) -> Expr {
    tree::reference(tree::array(items))
}

/// `row.method(arguments)`.
fn with(row: Expr, method: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    tree::method(row, tree::ident(method), arguments)
}

/// `runtime::Kind::constructor("text")`.
fn made_of(kind: &str, constructor: &str, text: &str) -> Expr {
    tree::call(
        tree::our_path(&["runtime", kind, constructor]),
        [tree::text(text)],
    )
}

fn parameter(row: &ParameterRow) -> Expr {
    let constructor = match row.location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
        ParameterLocation::Field => "field",
    };
    let mut chain = made_of("Parameter", constructor, &row.name);
    if let Some(style) = row.style {
        chain = with(chain, "style", [self::style(style)]);
    }
    if let Some(explode) = row.explode {
        chain = with(chain, "explode", [tree::boolean(explode)]);
    }
    if row.allow_reserved {
        chain = with(chain, "allow_reserved", []);
    }
    if row.content_json {
        chain = with(chain, "content_json", []);
    }
    if row.required && row.location != ParameterLocation::Path {
        chain = with(chain, "required", []);
    }
    constrained(chain, &row.constraints)
}

fn style(style: ParameterStyle) -> Expr {
    let name = match style {
        ParameterStyle::Simple => "Simple",
        ParameterStyle::Label => "Label",
        ParameterStyle::Matrix => "Matrix",
        ParameterStyle::Form => "Form",
        ParameterStyle::SpaceDelimited => "SpaceDelimited",
        ParameterStyle::PipeDelimited => "PipeDelimited",
        ParameterStyle::DeepObject => "DeepObject",
    };
    tree::path(tree::our_path(&["runtime", "Style", name]))
}

fn constrained(mut chain: Expr, constraints: &Constraints) -> Expr {
    let bounds = [
        ("minimum", constraints.minimum),
        ("maximum", constraints.maximum),
        ("exclusive_minimum", constraints.exclusive_minimum),
        ("exclusive_maximum", constraints.exclusive_maximum),
        ("multiple_of", constraints.multiple_of),
    ];
    let counts = [
        ("min_length", constraints.min_length),
        ("max_length", constraints.max_length),
        ("min_items", constraints.min_items),
        ("max_items", constraints.max_items),
    ];
    for (name, bound) in bounds {
        if let Some(bound) = bound {
            chain = with(chain, name, [self::bound(bound)]);
        }
    }
    for (name, count) in counts {
        if let Some(count) = count {
            chain = with(chain, name, [unsigned(count)]);
        }
    }
    chain
}

fn bound(bound: Bound) -> Expr {
    let (kind, value) = match bound {
        Bound::Integer(value) => ("Integer", integer(value)),
        Bound::Float(value) => ("Float", float(value)),
    };
    tree::call(tree::our_path(&["runtime", "Bound", kind]), [value])
}

fn body(row: &BodyRow) -> Expr {
    let constructor = match row.format {
        BodyFormat::Json => "json",
        BodyFormat::Form => "form",
        BodyFormat::Multipart => "multipart",
        BodyFormat::Text => "text",
        BodyFormat::Bytes => "bytes",
    };
    let body = made_of("Body", constructor, &row.media_type);
    let is_form = matches!(row.format, BodyFormat::Form | BodyFormat::Multipart);
    if !is_form || row.parts.is_empty() {
        return body;
    }
    with(body, "parts", [slice(row.parts.iter().map(part))])
}

fn part(row: &PartRow) -> Expr {
    let mut chain = made_of("Part", "new", &row.name);
    if let Some(content_type) = &row.content_type {
        chain = with(chain, "content_type", [tree::text(content_type)]);
    }
    if let Some(style) = row.style {
        chain = with(chain, "style", [self::style(style)]);
    }
    if let Some(explode) = row.explode {
        chain = with(chain, "explode", [tree::boolean(explode)]);
    }
    chain
}
