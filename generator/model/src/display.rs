//! The model as readable text, as `cargo xtask model` prints it and snapshots contain it.

use sdk_wire::{CursorSource, PageCursor, PaginationStyle};
use std::fmt::{self, Write as _};

use sdk_wire::Format;

use super::{
    Additional, Api, Content, IncomingKind, IncomingRequest, Name, Operation, Pagination, Parameter,
    ParameterEncoding, Presence, RequestBody, Schema, SchemaId, SchemaKind, SecurityRequirement,
};

impl fmt::Display for Api {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "api {:?} version {:?}", self.title, self.version)?;
        for server in &self.servers {
            writeln!(formatter, "server {}", server.url)?;
            for choice in &server.choices {
                writeln!(formatter, "  {}: {}", choice.variable, choice.values.join(" | "))?;
            }
        }
        for scheme in &self.security_schemes {
            match &scheme.kind {
                Some(kind) => writeln!(formatter, "security {}: {kind:?}", scheme.name)?,
                None => writeln!(formatter, "security {}: by the transport", scheme.name)?,
            }
        }
        for operation in &self.operations {
            write!(formatter, "\n{}", self.operation_text(operation))?;
        }
        for request in &self.incoming {
            write!(formatter, "\n{}", self.incoming_text(request))?;
        }
        for (id, schema) in self.schemas.iter() {
            if is_shown(schema) {
                write!(formatter, "\n{}", self.schema_text(id))?;
            }
        }
        Ok(())
    }
}

/// Returns `true` if a schema is shown separately. Other schemas are shown inline where they are referenced.
fn is_shown(schema: &Schema) -> bool {
    match &schema.name {
        Name::Declared(_) => true,
        Name::Suggested(_) => matches!(
            schema.kind,
            SchemaKind::Object(_) | SchemaKind::Union(_) | SchemaKind::Enum(_)
        ),
    }
}

impl Api {
    /// Returns the text of the schemas and operations with this name, or `None` if there are none.
    #[must_use]
    pub fn describe(&self, name: &str) -> Option<String> {
        let mut found = String::new();
        for operation in &self.operations {
            if operation.name.as_str() == name {
                found.push_str(&self.operation_text(operation));
            }
        }
        for (id, schema) in self.schemas.iter() {
            if label(schema) == name && is_shown(schema) {
                found.push_str(&self.schema_text(id));
            }
        }
        (!found.is_empty()).then_some(found)
    }

    fn incoming_text(&self, request: &IncomingRequest) -> String {
        let kind = match request.kind {
            IncomingKind::Webhook => "webhook",
            IncomingKind::Callback => "callback",
        };
        let mut text = format!("{kind} {}\n  {}\n", request.name, request.method);
        if let Some(body) = &request.body {
            let _ = writeln!(text, "{}", self.body_text(body));
        }
        text
    }

    fn body_text(&self, body: &RequestBody) -> String {
        let required = if body.required { "" } else { "?" };
        format!("  body{required} {}", self.content_text(&body.content))
    }

    fn operation_text(&self, operation: &Operation) -> String {
        let mut text = String::new();
        let group = self
            .groups
            .get(operation.group)
            .map_or("", |group| group.name.as_str());
        let _ = writeln!(text, "operation {} in {group}", operation.name.as_str());
        let _ = writeln!(text, "  {} {}", operation.method, operation.path);
        if operation.deprecated {
            text.push_str("  deprecated\n");
        }
        let annotations = [("sunset", &operation.sunset), ("stability", &operation.stability)];
        for (word, value) in annotations {
            if let Some(value) = value {
                let _ = writeln!(text, "  {word} {value}");
            }
        }
        if let Some(server) = &operation.server {
            let _ = writeln!(text, "  server {server}");
        }
        for parameter in &operation.parameters {
            let _ = writeln!(text, "  {}", self.parameter_text(parameter));
        }
        if let Some(body) = &operation.body {
            let _ = writeln!(text, "{}", self.body_text(body));
        }
        for response in &operation.responses {
            let _ = writeln!(
                text,
                "  {} {}",
                response.status,
                self.content_text(&response.content)
            );
            for header in &response.headers {
                let encoding = if header.is_json { " [json]" } else { "" };
                let schema = self.reference(header.schema);
                let _ = writeln!(text, "    header {}: {schema}{encoding}", header.name);
            }
        }
        if let Some(pagination) = &operation.pagination {
            let _ = writeln!(text, "  {}", self.pagination_text(pagination));
        }
        if !operation.security.is_empty() {
            let alternatives: Vec<String> = operation
                .security
                .iter()
                .map(|needed| format!("({})", needs(needed)))
                .collect();
            let _ = writeln!(text, "  needs {}", alternatives.join(" or "));
        }
        text
    }

    fn pagination_text(&self, pagination: &Pagination) -> String {
        let cursor = |source: CursorSource, cursor: &PageCursor| {
            let of = if source == CursorSource::Item {
                " of an item"
            } else {
                ""
            };
            format!("{} takes {}{of}", cursor.parameter, cursor.pointer)
        };
        let style = match &pagination.style {
            PaginationStyle::Cursor {
                source,
                forward,
                backward,
            } => {
                let back = backward
                    .iter()
                    .map(|back| format!(", back {}", cursor(*source, back)));
                format!("{}{}", cursor(*source, forward), back.collect::<String>())
            }
            PaginationStyle::Single => "one page".to_owned(),
            PaginationStyle::Page { parameter, first } => format!("{parameter} counts pages from {first}"),
            PaginationStyle::Offset { parameter } => format!("{parameter} counts items"),
            PaginationStyle::LinkHeader => "the Link header has the next".to_owned(),
            PaginationStyle::LinkAt(pointer) => format!("{pointer} is a link to the next"),
        };
        let items = if pagination.items.is_empty() {
            "the answer"
        } else {
            &pagination.items
        };
        let more = pagination.has_more.as_ref();
        let more = more.map(|pointer| format!(", {pointer} says whether there is more"));
        format!(
            "paged: {items} has {}, {style}{}",
            self.reference(pagination.item),
            more.unwrap_or_default()
        )
    }

    fn parameter_text(&self, parameter: &Parameter) -> String {
        let location = format!("{:?}", parameter.location).to_lowercase();
        let required = if parameter.required { "" } else { "?" };
        let encoding = match parameter.encoding {
            ParameterEncoding::Json => "json".to_owned(),
            ParameterEncoding::Style {
                style,
                explode,
                allow_reserved,
            } => {
                let explode = if explode { ", exploded" } else { "" };
                let reserved = if allow_reserved { ", reserved kept" } else { "" };
                format!("{style:?}{explode}{reserved}")
            }
        };
        format!(
            "{location} {}{required}: {} [{encoding}]",
            parameter.name,
            self.reference(parameter.schema)
        )
    }

    fn content_text(&self, content: &[Content]) -> String {
        if content.is_empty() {
            return "nothing".to_owned();
        }
        let forms: Vec<String> = content
            .iter()
            .map(|content| {
                let schema = content
                    .schema
                    .map_or_else(|| "any".to_owned(), |id| self.reference(id));
                let item = content
                    .item_schema
                    .map_or_else(String::new, |id| format!(" of {}", self.reference(id)));
                format!("{}: {schema}{item}", content.media_type)
            })
            .collect();
        forms.join(" | ")
    }

    fn schema_text(&self, id: SchemaId) -> String {
        let schema = self.schemas.get(id);
        let mut text = format!("schema {}{}", label(schema), modifiers(schema));
        match &schema.kind {
            SchemaKind::Object(object) => {
                text.push_str(": object\n");
                for property in &object.properties {
                    let presence = match property.presence {
                        Presence::Required => "",
                        Presence::Optional => "?",
                        Presence::Nullable => " or null",
                        Presence::OptionalNullable => "? or null",
                    };
                    let own = modifiers_without_null(self.schemas.get(property.schema));
                    let _ = writeln!(
                        text,
                        "  {}: {}{presence}{own}",
                        property.name,
                        self.without_null(property.schema)
                    );
                }
                match object.additional {
                    Additional::Unspecified => {}
                    Additional::Forbidden => text.push_str("  and nothing else\n"),
                    Additional::Schema(values) => {
                        let _ = writeln!(text, "  and any other: {}", self.reference(values));
                    }
                }
            }
            SchemaKind::Union(union) => {
                let tag = union
                    .discriminator
                    .as_ref()
                    .map(|tag| format!(" by {}", tag.property));
                let _ = writeln!(text, ": one of{}", tag.unwrap_or_default());
                for (index, variant) in union.variants.iter().enumerate() {
                    let mapping = union.discriminator.iter().flat_map(|tag| &tag.mapping);
                    let mut values: Vec<&str> = mapping
                        .filter(|&(_, &known)| known == index)
                        .map(|(value, _)| value.as_str())
                        .collect();
                    if union.discriminator.as_ref().and_then(|tag| tag.default) == Some(index) {
                        values.push("any other");
                    }
                    let tags = if values.is_empty() {
                        String::new()
                    } else {
                        format!(" for {}", values.join(", "))
                    };
                    let _ = writeln!(text, "  {}{tags}", self.reference(variant.schema));
                }
            }
            _ => {
                let _ = writeln!(text, ": {}", self.kind_text(id));
            }
        }
        text
    }

    /// Returns the text of a reference to a schema: its name, or the schema itself if it is shown inline.
    fn reference(&self, id: SchemaId) -> String {
        let null = if self.schemas.is_nullable(id) {
            " or null"
        } else {
            ""
        };
        format!("{}{null}", self.without_null(id))
    }

    fn without_null(&self, id: SchemaId) -> String {
        let schema = self.schemas.get(id);
        match (&schema.name, &schema.kind) {
            (Name::Suggested(_), SchemaKind::Alias(target)) => self.without_null(*target),
            _ if is_shown(schema) => label(schema),
            _ => self.kind_text(id),
        }
    }

    fn kind_text(&self, id: SchemaId) -> String {
        match &self.schemas.get(id).kind {
            SchemaKind::Any => "any".to_owned(),
            SchemaKind::Null => "null".to_owned(),
            SchemaKind::Boolean => "boolean".to_owned(),
            SchemaKind::Integer(schema) => formatted("integer", schema.format.as_ref()),
            SchemaKind::Number(schema) => formatted("number", schema.format.as_ref()),
            SchemaKind::String(schema) => formatted("string", schema.format.as_ref()),
            SchemaKind::Enum(schema) => {
                let values: Vec<String> = schema
                    .values
                    .iter()
                    .map(|value| value.value.to_string())
                    .collect();
                format!(
                    "{} {}",
                    if schema.is_const { "constant" } else { "enum" },
                    values.join(" | ")
                )
            }
            SchemaKind::Array(schema) => format!("[{}]", self.reference(schema.items)),
            SchemaKind::Tuple(schema) => {
                let elements: Vec<String> = schema.elements.iter().map(|&id| self.reference(id)).collect();
                format!("({})", elements.join(", "))
            }
            SchemaKind::Map(schema) => format!("map of {}", self.reference(schema.values)),
            SchemaKind::Object(_) => "object".to_owned(),
            SchemaKind::Union(_) => "one of several".to_owned(),
            SchemaKind::Alias(target) => self.reference(*target),
        }
    }
}

/// Returns the security schemes of an alternative and their scopes.
fn needs(alternative: &[SecurityRequirement]) -> String {
    let each = alternative.iter().map(|requirement| {
        let scopes = requirement.scopes.iter().map(|scope| format!(" {scope}"));
        format!("{}{}", requirement.scheme, scopes.collect::<String>())
    });
    each.collect::<Vec<_>>().join(" and ")
}

fn formatted(typ: &str, format: Option<&Format>) -> String {
    format.map_or_else(|| typ.to_owned(), |format| format!("{typ}({format})"))
}

/// Returns the name of a schema. The label of an inline schema is its path, such as `ListPets.Response.Item`.
fn label(schema: &Schema) -> String {
    match &schema.name {
        Name::Declared(name) => name.clone(),
        Name::Suggested(words) => words.join("."),
    }
}

fn modifiers(schema: &Schema) -> String {
    let null = if schema.nullable { " or null" } else { "" };
    format!("{null}{}", modifiers_without_null(schema))
}

fn modifiers_without_null(schema: &Schema) -> String {
    let mut text = String::new();
    for (is_set, word) in [
        (schema.read_only, " read-only"),
        (schema.write_only, " write-only"),
        (schema.deprecated, " deprecated"),
    ] {
        if is_set {
            text.push_str(word);
        }
    }
    text
}
