//! The places of a document that can be edited, as JSON pointers.

use serde_json::Value;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The places of a document, by kind of edit.
#[derive(Debug, Default)]
pub(super) struct Sites {
    /// The pointer of `paths`, for additions to the document.
    pub(super) paths: Vec<String>,
    pub(super) operations: Vec<String>,
    /// Inline parameters of operations, outside the path, whose schema has one type.
    pub(super) parameters: Vec<String>,
    /// Schemas with properties.
    pub(super) objects: Vec<String>,
    pub(super) properties: Vec<String>,
    /// Optional properties.
    pub(super) optional: Vec<String>,
    /// Properties whose schema has one type, which is not an object or an array.
    pub(super) scalars: Vec<String>,
    /// Enums with at least two strings.
    pub(super) enums: Vec<String>,
}

/// Returns the places of a document. Referenced values are listed at their definition only.
pub(super) fn sites(document: &Value) -> Sites {
    let mut sites = Sites {
        paths: vec!["/paths".to_owned()],
        ..Sites::default()
    };
    for (name, schema) in entries(document.pointer("/components/schemas")) {
        sites.schema(schema, &format!("/components/schemas/{}", escaped(name)));
    }
    for (path, item) in entries(document.get("paths")) {
        for (method, operation) in entries(Some(item)) {
            if METHODS.contains(&method.as_str()) {
                sites.operation(operation, &format!("/paths/{}/{method}", escaped(path)));
            }
        }
    }
    sites
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

fn items(value: Option<&Value>) -> impl Iterator<Item = (usize, &Value)> {
    value.and_then(Value::as_array).into_iter().flatten().enumerate()
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Returns the type of a scalar schema.
fn scalar(schema: &Value) -> Option<&str> {
    let typ = schema.get("type")?.as_str()?;
    let is_plain = schema.get("enum").is_none() && schema.get("const").is_none();
    (is_plain && matches!(typ, "string" | "integer" | "number" | "boolean")).then_some(typ)
}

impl Sites {
    fn operation(&mut self, operation: &Value, place: &str) {
        self.operations.push(place.to_owned());
        for (index, parameter) in items(operation.get("parameters")) {
            let is_in_path = parameter.get("in").and_then(Value::as_str) == Some("path");
            let is_scalar = parameter
                .get("schema")
                .is_some_and(|schema| scalar(schema).is_some());
            if is_scalar && !is_in_path {
                self.parameters.push(format!("{place}/parameters/{index}"));
            }
        }
        self.content(operation.get("requestBody"), &format!("{place}/requestBody"));
        for (status, response) in entries(operation.get("responses")) {
            self.content(Some(response), &format!("{place}/responses/{status}"));
        }
    }

    fn content(&mut self, owner: Option<&Value>, place: &str) {
        let content = owner.and_then(|owner| owner.get("content"));
        for (media_type, content) in entries(content) {
            // For other media types, the schema is restricted by the media type.
            if let Some(schema) = content.get("schema").filter(|_| media_type == "application/json") {
                self.schema(schema, &format!("{place}/content/{}/schema", escaped(media_type)));
            }
        }
    }

    fn schema(&mut self, schema: &Value, place: &str) {
        let texts = |value: &Value| {
            value
                .as_array()
                .is_some_and(|all| all.len() > 1 && all.iter().all(Value::is_string))
        };
        if schema.get("enum").is_some_and(texts) {
            self.enums.push(place.to_owned());
        }
        let required: Vec<&str> = items(schema.get("required"))
            .filter_map(|(_, name)| name.as_str())
            .collect();
        let mut has_properties = false;
        for (name, property) in entries(schema.get("properties")) {
            has_properties = true;
            let place = format!("{place}/properties/{}", escaped(name));
            if scalar(property).is_some() {
                self.scalars.push(place.clone());
            }
            if !required.contains(&name.as_str()) {
                self.optional.push(place.clone());
            }
            self.schema(property, &place);
            self.properties.push(place);
        }
        if has_properties {
            self.objects.push(place.to_owned());
        }
        for key in ["items", "additionalProperties"] {
            if let Some(inner) = schema.get(key) {
                self.schema(inner, &format!("{place}/{key}"));
            }
        }
        for key in ["allOf", "oneOf", "anyOf", "prefixItems"] {
            for (index, inner) in items(schema.get(key)) {
                self.schema(inner, &format!("{place}/{key}/{index}"));
            }
        }
    }
}
