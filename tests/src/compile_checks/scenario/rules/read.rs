//! Reads the rules of an operation from the document. Unsupported features are errors.

use sdk_generator::diagnostic::Origin;
use sdk_generator::document::{Document, NodeId, OperationPlace};
use serde_json::{Value, json};

use super::{Body, Operation, Parameter};

pub(super) fn operation(document: &Document, place: &OperationPlace) -> Result<Operation, String> {
    let mut parameters: Vec<Parameter> = Vec::new();
    for owner in [place.node, place.item] {
        for node in document
            .get(owner, "parameters")
            .into_iter()
            .flat_map(|list| document.items(list))
        {
            let parameter = parameter(document, document.resolve(node))?;
            let is_there =
                |other: &Parameter| other.name == parameter.name && other.location == parameter.location;
            if !parameters.iter().any(is_there) {
                parameters.push(parameter);
            }
        }
    }
    let body = document
        .get(place.node, "requestBody")
        .map(|id| document.resolve(id));
    let responses = document.get(place.node, "responses");
    let responses = responses.into_iter().flat_map(|id| document.entries(id));
    let answers: Result<_, String> = responses
        .map(|(status, node)| Ok((status.to_owned(), json_schema(document, document.resolve(node))?)))
        .collect();
    Ok(Operation {
        method: place.method.clone(),
        path: place.path.clone(),
        parameters,
        body: body.map(|node| self::body(document, node)).transpose()?,
        answers: answers?,
        security: security(document, place.node)?,
    })
}

fn text(document: &Document, node: NodeId, key: &str) -> String {
    let value = document.get(node, key).and_then(|id| document.str(id));
    value.unwrap_or_default().to_owned()
}

fn parameter(document: &Document, node: NodeId) -> Result<Parameter, String> {
    let (name, location) = (text(document, node, "name"), text(document, node, "in"));
    let style = text(document, node, "style");
    let usual = match location.as_str() {
        "query" => "form",
        "path" | "header" => "simple",
        _ => return Err(format!("`{name}` travels as a {location}, which nothing reads")),
    };
    if !style.is_empty() && style != usual {
        return Err(format!("`{name}` has the style {style}, which nothing reads"));
    }
    let schema = document.get(node, "schema");
    let schema = schema.ok_or_else(|| format!("`{name}` has no schema"))?;
    Ok(Parameter {
        is_required: document.flag(node, "required") == Some(true),
        schema: document.origin(document.resolve(schema)),
        is_exploded: document.flag(node, "explode").unwrap_or(usual == "form"),
        name,
        location,
    })
}

fn body(document: &Document, node: NodeId) -> Result<Body, String> {
    let schema = json_schema(document, node)?.ok_or("a body without a schema is not judged")?;
    let properties = document.get(document.node_at(schema), "properties");
    let properties = properties.into_iter().flat_map(|id| document.entries(id));
    Ok(Body {
        schema,
        is_required: document.flag(node, "required") == Some(true),
        read_only: properties
            .filter(|(_, node)| document.flag(document.resolve(*node), "readOnly") == Some(true))
            .map(|(name, _)| name.to_owned())
            .collect(),
    })
}

/// Returns the schema of a body or a response, or `None` if there is no content.
fn json_schema(document: &Document, node: NodeId) -> Result<Option<Origin>, String> {
    let Some(content) = document.get(node, "content") else {
        return Ok(None);
    };
    let Some(json) = document.get(content, "application/json") else {
        return Err("content that is no JSON is not judged".to_owned());
    };
    let schema = document.get(json, "schema");
    Ok(schema.map(|schema| document.origin(document.resolve(schema))))
}

/// Returns the security requirements, one of which has to be met. Requirements that combine several schemes
/// are not supported.
fn security(document: &Document, node: NodeId) -> Result<Vec<Value>, String> {
    let alternatives = document
        .get(node, "security")
        .or_else(|| document.get(document.root(), "security"));
    let mut schemes = Vec::new();
    for alternative in alternatives.into_iter().flat_map(|id| document.items(id)) {
        let names: Vec<&str> = document.entries(alternative).map(|(name, _)| name).collect();
        let [name] = names.as_slice() else {
            return Err("the ways to authenticate are not judged".to_owned());
        };
        let scheme = document
            .components("securitySchemes")
            .and_then(|all| document.get(all, name));
        let scheme = scheme.map(|id| document.to_value(document.resolve(id)));
        let scheme = scheme.ok_or_else(|| format!("there is no scheme `{name}`"))?;
        let is_known = match scheme.get("type").and_then(Value::as_str) {
            Some("apiKey") => scheme.get("in") == Some(&json!("header")),
            Some("http") => scheme.get("scheme") == Some(&json!("bearer")),
            _ => false,
        };
        if !is_known {
            return Err(format!("the scheme `{name}` is not judged"));
        }
        schemes.push(scheme);
    }
    Ok(schemes)
}
