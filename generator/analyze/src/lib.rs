//! Builds the model from the document: resolves references, merges `allOf`, names inline schemas.
//!
//! This crate depends on OpenAPI and not on Rust. Every pass reports what it finds and continues, so that one run
//! reports all findings of a document.

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

/// Builds the model of an API from its document.
///
/// If `operations` is empty, all operations are included, or else only the selected ones. Pagination is detected from
/// the document; an entry of `pagination` overrides it.
///
/// The document must be normalised, with its `$ref`s resolved. Findings are added to `diagnostics`. The model is
/// usable only if they contain no error.
#[must_use]
pub fn analyze(
    document: &Document,
    operations: &[Spanned<Selection>],
    pagination: &BTreeMap<String, Spanned<config::Pagination>>,
    diagnostics: &mut Diagnostics,
) -> Api {
    read(document, operations, pagination, Equality::Type, diagnostics)
}

/// Builds the model as [`analyze`] does, but follows the schemas exactly: deduplicates inline schemas only if they are
/// also documented and bounded in the same way, and neither merges near-duplicates nor relaxes types by examples.
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
    // If operations are selected, only the schemas that they reference are built.
    if operations.is_empty() {
        builder.declare_components();
    }
    let mut groups = Groups::new(document);
    // Webhooks are left out as well, since they don't belong to an operation.
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
    // The exact model follows the schemas alone. Examples only relax the types of the SDK.
    if equality == Equality::Type {
        evidence::follow(&mut api, diagnostics);
    }
    pagination::settle(&mut api, pagination, diagnostics);
    security::check_requirements(&mut api, diagnostics);
    order(&mut api.schemas);
    api
}

/// Sorts properties: required ones first, then by name.
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

/// Returns the variables of a server that have an `enum`.
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

/// Converts a server, and replaces its variables with their defaults (OpenAPI 3.1, "Server Variable Object").
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

/// The groups of operations, in the order in which operations first use them.
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

    /// Returns the index of a group, which is added if necessary.
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
