//! From the document to the model: resolves references, merges `allOf`, lifts inline schemas.
//!
//! Knows OpenAPI, and nothing of Rust. Every pass takes what it needs, reports what it finds, and goes
//! on: one run tells all findings of a document.

mod aliases;
mod array;
mod builder;
mod content;
mod deduplication;
mod discriminator;
mod enumeration;
mod evidence;
mod example;
mod incoming;
mod near_duplicates;
mod object;
mod operation;
mod pagination;
mod parameter;
mod presence;
mod response;
mod schema;
mod security;
mod shape;
mod simplify;
mod style;
mod union;
mod unsupported;

use std::collections::BTreeMap;

use indexmap::IndexMap;

use sdk_config::{self as config, Selection, Spanned};
use sdk_diagnostic::{Diagnostics, Origin};
use sdk_model::{Api, Group, Property, SchemaId, SchemaKind, Schemas, Server, ServerChoice};
use sdk_openapi::{Document, NodeId};

use builder::SchemaBuilder;
use deduplication::Equality;

/// Reads the model of an API out of its document: of the selected operations, or of all where none is
/// selected. How operations are paged is told by the document, or in its place by `pagination`.
///
/// The document's `$ref`s are resolved and its tree is normalised. Findings go into `diagnostics`; the
/// model is usable only where they hold no error.
#[must_use]
pub fn analyze(
    document: &Document,
    operations: &[Spanned<Selection>],
    pagination: &BTreeMap<String, Spanned<config::Pagination>>,
    diagnostics: &mut Diagnostics,
) -> Api {
    read(document, operations, pagination, Equality::Type, diagnostics)
}

/// Reads the model as [`analyze`] does, and keeps inline copies apart that differ in anything: what has one type
/// in the SDK may be bounded or described in several ways.
#[must_use]
pub fn analyze_exactly(
    document: &Document,
    operations: &[Spanned<Selection>],
    pagination: &BTreeMap<String, Spanned<config::Pagination>>,
    diagnostics: &mut Diagnostics,
) -> Api {
    read(document, operations, pagination, Equality::Exact, diagnostics)
}

fn read(
    document: &Document,
    operations: &[Spanned<Selection>],
    pagination: &BTreeMap<String, Spanned<config::Pagination>>,
    equality: Equality,
    diagnostics: &mut Diagnostics,
) -> Api {
    let mut builder = SchemaBuilder::new(document, diagnostics);
    // A part of the operations comes with the schemas that it reaches and no others.
    if operations.is_empty() {
        builder.declare_components();
    }
    let mut groups = Groups::new(document);
    // So it does without webhooks, which belong to no operation.
    let mut incoming = if operations.is_empty() {
        incoming::webhooks(&mut builder)
    } else {
        Vec::new()
    };
    let (operations, callbacks) = operation::operations(&mut builder, &mut groups, operations);
    incoming.extend(callbacks);
    let security_schemes = security::schemes(document, builder.diagnostics());
    let mut schemas = schema::build_all(builder);
    simplify::simplify(&mut schemas);
    discriminator::infer(&mut schemas);
    deduplication::share(&mut schemas, equality);

    let info = document.info();
    let mut api = Api {
        title: info.title,
        version: info.version,
        summary: document.summary().map(str::to_owned),
        description: info.description,
        servers: servers(document),
        groups: groups.into_groups(),
        operations,
        incoming,
        schemas,
        security_schemes,
    };
    if equality == Equality::Type {
        near_duplicates::merge(&mut api);
    }
    presence::settle(&mut api.schemas);
    // What an answer promises is what its schema says; that examples say otherwise is a matter of types.
    if equality == Equality::Type {
        evidence::follow(&mut api, diagnostics);
    }
    pagination::settle(&mut api, pagination, diagnostics);
    security::check_requirements(&mut api, diagnostics);
    order(&mut api.schemas);
    api
}

/// Puts properties in an order of their own: those that are always there first, then by name.
fn order(schemas: &mut Schemas) {
    let ids: Vec<SchemaId> = schemas.iter().map(|(id, _)| id).collect();
    for id in ids {
        if let Some(SchemaKind::Object(object)) = schemas.get_mut(id).map(|schema| &mut schema.kind) {
            let key = |property: &Property| (property.presence.is_optional(), property.name.clone());
            object.properties.sort_by_cached_key(key);
        }
    }
}

fn servers(document: &Document) -> Vec<Server> {
    let list = document.get(document.root(), "servers").into_iter();
    let all = list.flat_map(|list| document.items(list));
    all.filter_map(|node| {
        let choices = choices(document, node);
        Some(Server {
            choices,
            origin: document.origin(node),
            ..server(document.server(node)?)
        })
    })
    .collect()
}

/// The variables of a server that take one of some values.
fn choices(document: &Document, server: NodeId) -> Vec<ServerChoice> {
    let variables = document.get(server, "variables").into_iter();
    let all = variables.flat_map(|variables| document.sorted_entries(variables));
    all.filter_map(|(name, variable)| {
        let values = document.items(document.get(variable, "enum")?);
        Some(ServerChoice {
            variable: name.to_owned(),
            values: values
                .filter_map(|value| document.str(value))
                .map(str::to_owned)
                .collect(),
        })
    })
    .collect()
}

/// A server with the defaults of its variables filled in (OpenAPI 3.1, "Server Variable Object").
fn server(server: openapiv3::Server) -> Server {
    let mut url = server.url;
    for (name, variable) in server.variables.unwrap_or_default() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    Server {
        url,
        description: server.description,
        choices: Vec::new(),
        origin: Origin::DOCUMENT,
    }
}

/// The groups that operations fall into, in the order in which operations first name them.
struct Groups {
    described: IndexMap<String, Option<String>>,
    used: IndexMap<String, Group>,
}

impl Groups {
    fn new(document: &Document) -> Self {
        let described = document
            .tags()
            .into_iter()
            .map(|tag| (tag.name, tag.description))
            .collect();
        Self {
            described,
            used: IndexMap::new(),
        }
    }

    /// The index of the group of a name.
    fn index(&mut self, name: &str) -> usize {
        let entry = self.used.entry(name.to_owned());
        let index = entry.index();
        entry.or_insert_with(|| Group {
            name: name.to_owned(),
            description: self.described.get(name).cloned().flatten(),
        });
        index
    }

    fn into_groups(self) -> Vec<Group> {
        self.used.into_values().collect()
    }
}
