//! From the document to the model: resolves references, merges `allOf`, lifts inline schemas.
//!
//! Knows OpenAPI, and nothing of Rust. Every pass takes what it needs, reports what it finds, and goes
//! on: one run tells all findings of a document.

mod content;
mod enumeration;
mod examples;
mod left_out;
mod operation;
mod parameter;
mod presence;
mod resemblance;
mod schema;
mod security;
mod shape;
mod sharing;
mod union;
mod usage;

use indexmap::IndexMap;

use crate::config::Selection;
use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::model::{Api, Group, Server};

use schema::SchemaBuilder;

pub use usage::usage;

/// Reads the model of an API out of its document: of the selected operations, or of all where none is
/// selected.
///
/// The document's `$ref`s are resolved and its tree is normalised. Findings go into `diagnostics`; the
/// model is usable only where they hold no error.
#[must_use]
pub fn analyze(document: &Document, operations: &[Selection], diagnostics: &mut Diagnostics) -> Api {
    let mut builder = SchemaBuilder::new(document, diagnostics);
    // A part of the operations comes with the schemas that it reaches and no others.
    if operations.is_empty() {
        builder.declare_components();
    }
    left_out::tell(document, builder.diagnostics());
    let mut groups = Groups::new(document);
    let operations = operation::operations(&mut builder, &mut groups, operations);
    let security_schemes = security::schemes(document, builder.diagnostics());
    let mut schemas = builder.finish();
    union::simplify(&mut schemas);
    sharing::share(&mut schemas);

    let info = document.info();
    let mut api = Api {
        title: info.title,
        version: info.version,
        summary: document.summary().map(str::to_owned),
        description: info.description,
        servers: servers(document),
        groups: groups.into_groups(),
        operations,
        schemas,
        security_schemes,
    };
    resemblance::merge(&mut api);
    presence::settle(&mut api.schemas);
    examples::follow(&mut api, diagnostics);
    security::check_requirements(&mut api, diagnostics);
    api
}

fn servers(document: &Document) -> Vec<Server> {
    document
        .servers_of(document.root())
        .into_iter()
        .map(server)
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
