//! What an operation takes: arguments, setters, and their rows in the runtime's table.

mod wire;

use std::collections::BTreeMap;

use super::naming::{self, Casing, Scope};
use super::{Lowering, constraints, items, prose, streams};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::{
    self, Content, ContentFormat, ObjectSchema, ParameterEncoding, Presence, Property, SchemaId, SchemaKind,
    is_moment,
};
use crate::rust::{
    Accept, Argument, BodyFormat, BodyRow, Constraints, Docs, Ident, ParameterLocation, ParameterRow,
    ParameterStyle, Setter, Target, Type,
};
use wire::{body_format, location, part, sent_media_type, suffix};

/// Methods that every request builder has.
pub(super) const RESERVED: [&str; 18] = [
    "send",
    "send_blocking",
    "send_streaming",
    "send_streaming_blocking",
    "with_response",
    "with_response_blocking",
    "timeout",
    "max_retries",
    "header",
    "query_pair",
    "body_field",
    "idempotency_key",
    "into_future",
    "new",
    "clone",
    "items",
    "pages",
    "call",
];

/// The most arguments a method takes. An operation that requires more takes its body as one struct.
const MAX_ARGUMENTS: usize = 6;

/// What the names of a release know the media type of a body by.
const CONTENT_TYPE: &str = "content type";

/// What an operation takes.
pub(super) struct Inputs {
    /// The required values.
    pub(super) arguments: Vec<Argument>,
    /// The optional values.
    pub(super) setters: Vec<Setter>,
    /// The table's parameters.
    pub(super) rows: Vec<ParameterRow>,
    /// The table's bodies.
    pub(super) bodies: Vec<BodyRow>,
}

struct Builder<'a> {
    lowering: &'a Lowering<'a>,
    names: Scope,
    /// The names that values had when the operation was released.
    held: BTreeMap<(&'static str, String), Ident>,
    inputs: Inputs,
}

/// Lowers the parameters and the body of an operation.
pub(super) fn inputs(
    lowering: &Lowering<'_>,
    operation: &model::Operation,
    diagnostics: &mut Diagnostics,
) -> Inputs {
    let mut builder = Builder {
        lowering,
        names: Scope::with_reserved(&RESERVED),
        held: BTreeMap::new(),
        inputs: Inputs {
            arguments: Vec::new(),
            setters: Vec::new(),
            rows: Vec::new(),
            bodies: Vec::new(),
        },
    };
    builder.hold(operation);
    for parameter in &operation.parameters {
        builder.parameter(parameter);
    }
    if let Some(body) = &operation.body {
        builder.body(operation, body, diagnostics);
    }
    builder.inputs
}

impl Builder<'_> {
    /// Takes the names that values had when the operation was released.
    fn hold(&mut self, operation: &model::Operation) {
        let schemas = &self.lowering.api.schemas;
        let names = &self.lowering.config.names;
        let id = operation.name.as_str();
        let parameters = operation.parameters.iter().map(|parameter| {
            let kind = kind_word(location(parameter.location));
            (kind, parameter.name.clone())
        });
        let mut wanted: Vec<(&'static str, String)> = parameters.collect();
        for (index, content) in operation.body.iter().flat_map(|body| &body.content).enumerate() {
            wanted.push(("body", index.to_string()));
            let target = content.schema.map(|id| &schemas.get(schemas.resolve(id)).kind);
            if let Some(SchemaKind::Object(object)) = target {
                for property in &object.properties {
                    wanted.push(("property", property.name.clone()));
                    wanted.push(("null", property.name.clone()));
                }
            }
        }
        wanted.push(("body", CONTENT_TYPE.to_owned()));
        for (kind, name) in wanted {
            if let Some(ident) = self.names.hold(names.get(id, kind, &name)) {
                self.held.insert((kind, name), ident);
            }
        }
    }

    fn parameter(&mut self, parameter: &model::Parameter) {
        let location = location(parameter.location);
        let key = (kind_word(location), parameter.name.as_str());
        let ident = self.name(key, &parameter.name, &["", suffix(location)]);
        let ty = self
            .lowering
            .with_elements(self.lowering.bare_type(parameter.schema));
        let accept = self.lowering.accept(&ty);
        let docs = items::value_docs(
            self.lowering,
            parameter.schema,
            parameter.description.as_deref(),
            || format!("The parameter `{}`.", items::code(&parameter.name)),
        );
        let target = match location {
            ParameterLocation::Path => Target::Path(parameter.name.clone()),
            ParameterLocation::Header => Target::Header(parameter.name.clone()),
            ParameterLocation::Cookie => Target::Cookie(parameter.name.clone()),
            ParameterLocation::Query | ParameterLocation::Field => Target::Query(parameter.name.clone()),
        };
        self.inputs.rows.push(self.row(parameter, location));
        if parameter.required {
            self.inputs.arguments.push(Argument {
                ident,
                docs,
                ty,
                accept,
                target,
            });
        } else {
            self.inputs.setters.push(Setter {
                ident,
                docs: self.with_default(docs, parameter.schema),
                deprecated: parameter.deprecated,
                ty: Some(ty),
                accept,
                target,
            });
        }
    }

    fn row(&self, parameter: &model::Parameter, location: ParameterLocation) -> ParameterRow {
        let defaults = match location {
            ParameterLocation::Query | ParameterLocation::Cookie => ParameterStyle::Form,
            _ => ParameterStyle::Simple,
        };
        let (style, explode, allow_reserved, content_json) = match parameter.encoding {
            ParameterEncoding::Json => (None, None, false, true),
            ParameterEncoding::Style {
                style,
                explode,
                allow_reserved,
            } => {
                let style = wire::style(style);
                let default_explode = style == ParameterStyle::Form;
                (
                    (style != defaults).then_some(style),
                    (explode != default_explode).then_some(explode),
                    allow_reserved,
                    false,
                )
            }
        };
        ParameterRow {
            name: parameter.name.clone(),
            location,
            style,
            explode,
            allow_reserved,
            content_json,
            required: parameter.required,
            constraints: constraints::constraints(&self.lowering.api.schemas, parameter.schema),
        }
    }

    /// The name that a value had before, or a free one: plain, or with one of some suffixes.
    fn name(&mut self, (kind, thing): (&'static str, &str), wire_name: &str, suffixes: &[&str]) -> Ident {
        if let Some(held) = self.held.get(&(kind, thing.to_owned())) {
            return held.clone();
        }
        let plain = naming::identifier(wire_name, Casing::Snake);
        let candidates: Vec<String> = suffixes
            .iter()
            .map(|suffix| {
                if suffix.is_empty() {
                    plain.clone()
                } else {
                    format!("{plain}_{suffix}")
                }
            })
            .collect();
        self.names.claim(&format!("parameter `{wire_name}`"), &candidates)
    }

    fn with_default(&self, mut docs: Docs, id: SchemaId) -> Docs {
        let schemas = &self.lowering.api.schemas;
        let own = schemas.get(id).default.as_ref();
        let default = own.or(schemas.get(schemas.resolve(id)).default.as_ref());
        if let Some(default) = default.filter(|default| !default.is_null() && !default.is_object()) {
            let text = items::code(&default.to_string());
            if text.len() <= 60 && !is_moment(default) {
                docs.paragraph([format!("The server takes `{text}` where it is not set.")]);
            }
        }
        docs
    }

    fn body(
        &mut self,
        operation: &model::Operation,
        body: &model::RequestBody,
        diagnostics: &mut Diagnostics,
    ) {
        for content in &body.content {
            self.inputs.bodies.push(BodyRow {
                media_type: sent_media_type(&content.media_type),
                format: body_format(content.format),
                parts: content.parts.iter().map(part).collect(),
            });
        }
        // JSON is what the builder speaks, wherever the document lists it.
        let preferred = body
            .content
            .iter()
            .position(|content| content.format == ContentFormat::Json)
            .unwrap_or(0);
        self.inputs.bodies.swap(0, preferred);
        let mut order: Vec<usize> = (0..body.content.len()).collect();
        order.swap(0, preferred);
        let contents = order.iter().filter_map(|&position| body.content.get(position));
        for (index, content) in contents.enumerate() {
            if streams::is_sequential(content.format) {
                report_stream(operation, content, diagnostics);
            }
            let is_only = body.content.len() == 1;
            if index == 0 && self.flatten(body, content) {
                continue;
            }
            self.whole_body(body, content, index, is_only);
        }
    }

    /// Takes a JSON object apart into arguments and setters. Says whether it did.
    fn flatten(&mut self, body: &model::RequestBody, content: &Content) -> bool {
        let schemas = &self.lowering.api.schemas;
        let is_multipart = content.format == ContentFormat::Multipart;
        let has_fields = is_multipart || content.format == ContentFormat::Json;
        let Some(id) = content.schema.filter(|_| has_fields) else {
            return false;
        };
        let target = schemas.resolve(id);
        let SchemaKind::Object(object) = &schemas.get(target).kind else {
            return false;
        };
        let is_constant = |property: &Property| items::constant(schemas, property).is_some();
        // A body that may be left out asks for nothing: what it requires is checked where it is sent.
        let is_asked_for = |property: &&Property| body.required && !property.presence.is_optional();
        let required = self.fields(object).filter(is_asked_for).count();
        let has_choice = body.content.len() > 1 && required > 0;
        if schemas.is_nullable(id)
            || object.properties.is_empty()
            || object.properties.iter().any(is_constant)
            // A struct could not hold files, so the parts of a form are always taken apart.
            || (self.inputs.arguments.len() + required > MAX_ARGUMENTS && !is_multipart)
            || has_choice
        {
            return false;
        }
        let properties: Vec<Property> = self.fields(object).cloned().collect();
        for property in &properties {
            let (ty, target) = self.field_type(property, is_multipart);
            self.field(property, ty, target, body.required);
        }
        if !is_multipart {
            self.body_setter(id, body, 0);
        }
        true
    }

    /// The properties that a caller sets.
    fn fields<'b>(&'b self, object: &'b ObjectSchema) -> impl Iterator<Item = &'b Property> {
        let schemas = &self.lowering.api.schemas;
        object
            .properties
            .iter()
            .filter(|property| !items::access(schemas, property.schema).0)
    }

    /// The type of a field, and where it goes: binary parts of a form are files.
    fn field_type(&self, property: &Property, is_multipart: bool) -> (Type, Target) {
        let lowering = self.lowering;
        let name = property.name.clone();
        if is_multipart && lowering.is_binary(property.schema) {
            return (Type::File, Target::File(name));
        }
        match &lowering
            .api
            .schemas
            .get(lowering.api.schemas.resolve(property.schema))
            .kind
        {
            SchemaKind::Array(list) if is_multipart && lowering.is_binary(list.items) => {
                (Type::Vec(Box::new(Type::File)), Target::Files(name))
            }
            _ => (
                lowering.with_elements(lowering.bare_type(property.schema)),
                Target::Field(name),
            ),
        }
    }

    fn field(&mut self, property: &Property, bare: Type, target: Target, is_asked_for: bool) {
        let lowering = self.lowering;
        let ident = self.name(("property", &property.name), &property.name, &["", "field"]);
        let docs = items::value_docs(lowering, property.schema, None, || {
            format!("The field `{}`.", items::code(&property.name))
        });
        let constraints: Constraints = constraints::constraints(&lowering.api.schemas, property.schema);
        self.inputs.rows.push(ParameterRow {
            name: property.name.clone(),
            location: ParameterLocation::Field,
            style: None,
            explode: None,
            allow_reserved: false,
            content_json: false,
            required: !property.presence.is_optional(),
            constraints,
        });
        let deprecated = lowering.api.schemas.get(property.schema).deprecated;
        match property.presence {
            Presence::Required | Presence::Nullable if is_asked_for => {
                let ty = if property.presence == Presence::Nullable {
                    Type::Option(Box::new(bare))
                } else {
                    bare
                };
                self.inputs.arguments.push(Argument {
                    ident,
                    docs,
                    accept: lowering.accept(&ty),
                    ty,
                    target,
                });
            }
            presence => {
                let is_nullable = matches!(presence, Presence::Nullable | Presence::OptionalNullable);
                let clear = is_nullable.then(|| {
                    let name = format!("clear {}", property.name);
                    self.name(("null", &property.name), &name, &["", "field"])
                });
                self.inputs.setters.push(Setter {
                    ident,
                    docs: self.with_default(docs, property.schema),
                    deprecated,
                    accept: lowering.accept(&bare),
                    ty: Some(bare),
                    target: target.clone(),
                });
                if let Some(ident) = clear {
                    self.inputs.setters.push(Setter {
                        ident,
                        docs: Docs::line(format!(
                            "Sets `{}` to null, which is not the same as leaving it out.",
                            items::code(&property.name)
                        )),
                        deprecated,
                        ty: None,
                        accept: Accept::Exact,
                        target,
                    });
                }
            }
        }
    }

    /// The setter that takes the body as one struct.
    fn body_setter(&mut self, id: SchemaId, body: &model::RequestBody, index: usize) {
        let ty = self.lowering.bare_type(id);
        let ident = self.name(("body", &index.to_string()), "body", &["", "struct"]);
        let mut docs = Docs::line("The whole body at once. Fields that are set one by one go over its own.");
        if let Some(description) = &body.description {
            docs.paragraph(prose::lines(description));
        }
        self.inputs.setters.push(Setter {
            ident,
            docs,
            deprecated: false,
            accept: Accept::Exact,
            ty: Some(ty),
            target: Target::Body(index, BodyFormat::Json),
        });
    }

    fn whole_body(&mut self, body: &model::RequestBody, content: &Content, index: usize, is_only: bool) {
        let format = body_format(content.format);
        let ty = match (format, content.schema) {
            (BodyFormat::Text, _) => Type::String,
            (BodyFormat::Bytes, _) => Type::Bytes,
            (_, Some(id)) => self.lowering.with_elements(self.lowering.type_of(id)),
            (_, None) => Type::Value,
        };
        let word = match format {
            BodyFormat::Json => "json",
            BodyFormat::Form => "form",
            BodyFormat::Multipart => "multipart",
            BodyFormat::Text => "text",
            BodyFormat::Bytes => "bytes",
        };
        let wanted = if index == 0 {
            "body".to_owned()
        } else {
            format!("{word} body")
        };
        let ident = self.name(("body", &index.to_string()), &wanted, &["", "content"]);
        let mut docs = prose::docs(body.description.as_deref(), || "The body.".to_owned());
        docs.paragraph([format!("It travels as `{}`.", items::code(&content.media_type))]);
        let target = Target::Body(index, format);
        let accept = match &ty {
            Type::Bytes => Accept::Into,
            other => self.lowering.accept(other),
        };
        if body.required && is_only {
            self.inputs.arguments.push(Argument {
                ident,
                docs,
                ty,
                accept,
                target,
            });
        } else {
            self.inputs.setters.push(Setter {
                ident,
                docs,
                deprecated: false,
                ty: Some(ty),
                accept,
                target,
            });
        }
        if content.media_type.contains('*') && matches!(format, BodyFormat::Text | BodyFormat::Bytes) {
            self.content_type(content);
        }
    }

    /// The setter that says what a body is of which the document says no more than a range.
    fn content_type(&mut self, content: &Content) {
        let ident = self.name(("body", CONTENT_TYPE), CONTENT_TYPE, &["", "of body"]);
        let mut docs = Docs::line(format!(
            "The media type of the body, one of `{}`.",
            items::code(&content.media_type)
        ));
        docs.paragraph([format!(
            "The body travels as `{}` where it is not set.",
            sent_media_type(&content.media_type)
        )]);
        self.inputs.setters.push(Setter {
            ident,
            docs,
            deprecated: false,
            ty: Some(Type::String),
            accept: Accept::Into,
            target: Target::ContentType,
        });
    }
}

/// The word that the names of a release know a parameter's place by.
fn kind_word(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
        ParameterLocation::Field => "property",
    }
}

fn report_stream(operation: &model::Operation, content: &Content, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::warning(
            Code::UnsupportedBody,
            operation.origin,
            format!(
                "the body of `{}` is a stream of `{}`",
                operation.name.as_str(),
                content.media_type
            ),
        )
        .effect("it is sent as text that the caller has put together")
        .help("write each value with `serde_json::to_string`, and join them as the media type says"),
    );
}
