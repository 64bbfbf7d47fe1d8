//! The body of an operation: its fields as arguments and setters, or the whole of it as one value.

use super::wire::{body_format, part, sent_media_type};
use super::{Builder, CONTENT_TYPE, MAX_ARGUMENTS};
use crate::{constraints, items, prose, streams};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_model::{
    self as model, Content, ContentFormat, ObjectSchema, Presence, Property, SchemaId, SchemaKind,
};
use sdk_rust::{
    Accept, Argument, BodyFormat, BodyRow, Constraints, Docs, ParameterLocation, ParameterRow, Setter,
    Target, Type,
};
use sdk_wire::media_type;

impl Builder<'_> {
    /// Takes a body apart, or takes it as a whole in each of its forms.
    pub(super) fn body(
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
        let value = Argument {
            ident,
            docs,
            ty,
            accept,
            target,
        };
        self.take(value, body.required && is_only, false);
        if media_type::is_range(&content.media_type) && matches!(format, BodyFormat::Text | BodyFormat::Bytes)
        {
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
