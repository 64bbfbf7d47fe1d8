//! What an operation takes: arguments, setters, and their rows in the runtime's table.

mod body;
mod wire;

use sdk_wire::{ParameterLocation, ParameterStyle};
use std::collections::BTreeMap;

use super::naming::{self, Casing, Scope};
use super::{Lowering, constraints, items};
use sdk_config::NameKind;
use sdk_diagnostic::Diagnostics;
use sdk_model::{self as model, ParameterEncoding, SchemaId, SchemaKind, is_timestamp};
use sdk_rust::{Argument, BodyRow, Docs, Ident, ParameterRow, Setter, Target, request_methods};
use wire::suffix;

/// What a request has besides the methods of the runtime's macros: its constructor, its field, and what its traits
/// would be called by.
const OWN: [&str; 4] = ["call", "clone", "into_future", "new"];

/// The names that no input of an operation has: setters are methods beside those of the runtime's macros.
fn reserved() -> Vec<&'static str> {
    request_methods().map(|method| method.name).chain(OWN).collect()
}

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
    held: BTreeMap<(NameKind, String), Ident>,
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
        names: Scope::with_reserved(&reserved()),
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
            let kind = name_kind(parameter.location);
            (kind, parameter.name.clone())
        });
        let mut wanted: Vec<(NameKind, String)> = parameters.collect();
        for (index, content) in operation.body.iter().flat_map(|body| &body.content).enumerate() {
            wanted.push((NameKind::Body, index.to_string()));
            let target = content.schema.map(|id| &schemas.get(schemas.resolve(id)).kind);
            if let Some(SchemaKind::Object(object)) = target {
                for property in &object.properties {
                    wanted.push((NameKind::Property, property.name.clone()));
                    wanted.push((NameKind::Null, property.name.clone()));
                }
            }
        }
        wanted.push((NameKind::Body, CONTENT_TYPE.to_owned()));
        for (kind, name) in wanted {
            if let Some(ident) = self.names.hold(names.get(id, kind, &name)) {
                self.held.insert((kind, name), ident);
            }
        }
    }

    fn parameter(&mut self, parameter: &model::Parameter) {
        let location = parameter.location;
        let key = (name_kind(location), parameter.name.as_str());
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
        let docs = if parameter.required {
            docs
        } else {
            self.with_default(docs, parameter.schema)
        };
        let value = Argument {
            ident,
            docs,
            ty,
            accept,
            target,
        };
        self.take(value, parameter.required, parameter.deprecated);
    }

    /// Takes a value: as an argument where it is asked for, and by a setter where it is not.
    fn take(&mut self, value: Argument, is_asked_for: bool, deprecated: bool) {
        if is_asked_for {
            self.inputs.arguments.push(value);
            return;
        }
        self.inputs.setters.push(Setter {
            ident: value.ident,
            docs: value.docs,
            deprecated,
            ty: Some(value.ty),
            accept: value.accept,
            target: value.target,
        });
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
    fn name(&mut self, (kind, thing): (NameKind, &str), wire_name: &str, suffixes: &[&str]) -> Ident {
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
            if text.len() <= 60 && !is_timestamp(default) {
                docs.paragraph([format!("The server takes `{text}` where it is not set.")]);
            }
        }
        docs
    }
}

/// The word that the names of a release know a parameter's place by.
fn name_kind(location: ParameterLocation) -> NameKind {
    match location {
        ParameterLocation::Path => NameKind::Path,
        ParameterLocation::Query => NameKind::Query,
        ParameterLocation::Header => NameKind::Header,
        ParameterLocation::Cookie => NameKind::Cookie,
        ParameterLocation::Field => NameKind::Property,
    }
}
