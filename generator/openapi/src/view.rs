//! Views of everything that is no schema, as `openapiv3` holds it.
//!
//! A view is shallow: it holds what the node says itself. Children are read through their own nodes.

use openapiv3::{Info, MediaType, Operation, Parameter, RequestBody, Response, SecurityScheme, Server, Tag};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::{Document, NodeId};

impl Document {
    /// Some keys of a node, those among them whose values are of the type that they must have.
    fn keys(&self, id: NodeId, texts: &[&str], flags: &[&str], any: &[&str]) -> Map<String, Value> {
        let mut kept = Map::new();
        for (key, child) in self.entries(id) {
            let wants_text = texts.contains(&key);
            let wants_flag = flags.contains(&key);
            if !wants_text && !wants_flag && !any.contains(&key) {
                continue;
            }
            let value = match self.to_value(child) {
                // A version or a name without quotes is read as a number.
                Value::Number(number) if wants_text => Value::String(number.to_string()),
                other => other,
            };
            if (wants_text && !value.is_string()) || (wants_flag && !value.is_boolean()) {
                continue;
            }
            kept.insert(key.to_owned(), value);
        }
        kept
    }

    /// The version that the document says it is written in, such as `3.1.0`.
    #[must_use]
    pub fn version(&self) -> Option<String> {
        let root = self.root();
        let version = self.get(root, "openapi").or_else(|| self.get(root, "swagger"))?;
        Some(self.text_of(version))
    }

    /// What the document says about itself (OpenAPI 3.1, "Info Object").
    #[must_use]
    pub fn info(&self) -> Info {
        let info = self.get(self.root(), "info");
        let mut kept = info
            .map(|id| self.keys(id, &["title", "version", "description"], &[], &[]))
            .unwrap_or_default();
        for required in ["title", "version"] {
            kept.entry(required).or_insert_with(|| json!(""));
        }
        read(kept)
    }

    /// The one-line summary of the document (OpenAPI 3.1, "Info Object"), which `openapiv3` does not hold.
    #[must_use]
    pub fn summary(&self) -> Option<&str> {
        self.get(self.root(), "info")
            .and_then(|id| self.get(id, "summary"))
            .and_then(|id| self.str(id))
    }

    /// The servers of the document, a path item or an operation (OpenAPI 3.1, "Server Object").
    #[must_use]
    pub fn servers_of(&self, id: NodeId) -> Vec<Server> {
        let list = self.get(id, "servers");
        list.into_iter()
            .flat_map(|list| self.items(list))
            .filter_map(|server| self.server(server))
            .collect()
    }

    /// A server (OpenAPI 3.1, "Server Object"). `None` where it has no URL.
    #[must_use]
    pub fn server(&self, id: NodeId) -> Option<Server> {
        let mut kept = self.keys(id, &["url", "description"], &[], &[]);
        kept.get("url")?;
        if let Some(variables) = self.get(id, "variables") {
            let variables: Map<String, Value> = self
                .entries(variables)
                .map(|(name, variable)| {
                    let mut kept = self.keys(variable, &["default", "description"], &[], &[]);
                    kept.entry("default").or_insert_with(|| json!(""));
                    (name.to_owned(), Value::Object(kept))
                })
                .collect();
            kept.insert("variables".to_owned(), Value::Object(variables));
        }
        serde_json::from_value(Value::Object(kept)).ok()
    }

    /// The tags of the document (OpenAPI 3.1, "Tag Object").
    #[must_use]
    pub fn tags(&self) -> Vec<Tag> {
        let list = self.get(self.root(), "tags");
        list.into_iter()
            .flat_map(|list| self.items(list))
            .map(|tag| self.keys(tag, &["name", "description"], &[], &[]))
            .filter(|kept| kept.contains_key("name"))
            .map(read)
            .collect()
    }

    /// An operation without its parameters, body, responses and callbacks (OpenAPI 3.1, "Operation
    /// Object").
    #[must_use]
    pub fn operation(&self, id: NodeId) -> Operation {
        let mut kept = self.keys(
            id,
            &["operationId", "summary", "description"],
            &["deprecated"],
            &[],
        );
        let tags = self.get(id, "tags").into_iter().flat_map(|list| self.items(list));
        let tags: Vec<Value> = tags
            .filter_map(|tag| self.str(tag))
            .map(|tag| json!(tag))
            .collect();
        kept.insert("tags".to_owned(), Value::Array(tags));
        kept.insert("responses".to_owned(), json!({}));
        read(kept)
    }

    /// A parameter without its schema or content (OpenAPI 3.1, "Parameter Object"). `None` where it has no
    /// name, or a location that no client can fill.
    #[must_use]
    pub fn parameter(&self, id: NodeId) -> Option<Parameter> {
        let mut kept = self.keys(
            id,
            &["name", "in", "description"],
            &["required", "deprecated"],
            &["example"],
        );
        kept.insert("schema".to_owned(), json!({}));
        serde_json::from_value(Value::Object(kept)).ok()
    }

    /// A request body without its content (OpenAPI 3.1, "Request Body Object").
    #[must_use]
    pub fn request_body(&self, id: NodeId) -> RequestBody {
        read(self.keys(id, &["description"], &["required"], &[]))
    }

    /// A response without its headers and content (OpenAPI 3.1, "Response Object").
    #[must_use]
    pub fn response(&self, id: NodeId) -> Response {
        let mut kept = self.keys(id, &["description"], &[], &[]);
        kept.entry("description").or_insert_with(|| json!(""));
        read(kept)
    }

    /// A media type without its schema and encoding (OpenAPI 3.1, "Media Type Object").
    #[must_use]
    pub fn media_type(&self, id: NodeId) -> MediaType {
        read(self.keys(id, &[], &[], &["example"]))
    }

    /// A security scheme (OpenAPI 3.1, "Security Scheme Object"). `None` where it is of a type that
    /// `openapiv3` does not hold.
    #[must_use]
    pub fn security_scheme(&self, id: NodeId) -> Option<SecurityScheme> {
        let mut kept = self.keys(
            id,
            &[
                "type",
                "description",
                "name",
                "in",
                "scheme",
                "bearerFormat",
                "openIdConnectUrl",
            ],
            &[],
            &[],
        );
        if kept.get("type").is_some_and(|typ| typ == "oauth2") {
            // A client is given a token: how it came does not matter.
            kept.insert("flows".to_owned(), json!({}));
        }
        if kept.get("type").is_some_and(|typ| typ == "openIdConnect") {
            kept.entry("openIdConnectUrl").or_insert_with(|| json!(""));
        }
        serde_json::from_value(Value::Object(kept)).ok()
    }
}

/// Reads kept keys. They are of the right types, so reading can only fail by a bug of ours; an empty
/// value then says nothing wrong.
fn read<T: DeserializeOwned + Default>(kept: Map<String, Value>) -> T {
    serde_json::from_value(Value::Object(kept)).unwrap_or_default()
}
