//! From the model to the Rust to be written: every choice about Rust is made here.
//!
//! Names, types, boxes, modules, docs. Knows nothing of YAML, of `$ref`s, of tokens.

mod client;
mod constraints;
mod example;
mod examples;
mod features;
mod former;
mod headers;
mod items;
mod keywords;
mod naming;
mod operations;
mod pagination;
mod parameters;
mod prose;
mod recursion;
mod responses;
mod schema_types;
mod servers;
mod streams;
mod traces;
mod type_modules;
mod type_names;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use sdk_config::{Config, DateTime, Spanned};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, nearest, suggestion};
use sdk_model::usage;
use sdk_model::{Api, ContentFormat, Name, SchemaId, SchemaKind, Usage};
use sdk_rust::{Crate, Docs, Ident, IncomingRequest, Manifest, SchemaName};

use recursion::Cycles;
use type_names::TypeNames;

pub use schema_types::schema_types;
pub use traces::traces;

/// Decides what the crate for an API looks like.
#[must_use]
pub fn lower(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Crate {
    report_unused_renames(api, config, diagnostics);
    servers::report_relative(api, config, diagnostics);
    let mut names = TypeNames::settle(api, config, diagnostics);
    let lowering = Lowering::new(api, config, &names);
    report_long_tuples(api, diagnostics);
    let mut types = items::type_modules(&lowering);
    former::add_types(&lowering, &mut types, diagnostics);
    let client = client::client(&lowering);
    let (mut groups, mut renames) = operations::groups(&lowering, &types, diagnostics);
    features::assign(config, &mut groups, &mut types);
    let incoming = incoming(&lowering);
    let manifest = manifest(&lowering, &client.ident);
    let docs = crate_docs(api);
    let examples = examples::examples(&groups);
    renames.extend(names.take_renames());
    renames.sort();
    Crate {
        manifest,
        root: root(config),
        docs,
        client,
        groups,
        types,
        incoming,
        examples,
        renames,
        schemas: schema_names(api, &names),
    }
}

/// What the document calls each type.
fn schema_names(api: &Api, names: &TypeNames) -> BTreeMap<Ident, SchemaName> {
    let named = names.iter().map(|(id, ident)| {
        let name = match &api.schemas.get(id).name {
            Name::Declared(name) => SchemaName::Declared(name.clone()),
            Name::Suggested(words) => SchemaName::Inline(words.clone()),
        };
        (ident.clone(), name)
    });
    named.collect()
}

/// Names by names of the document.
type Renames = BTreeMap<String, Spanned<String>>;

/// Tells entries of `[rename]` and `[former]` that name nothing of the document.
fn report_unused_renames(api: &Api, config: &Config, diagnostics: &mut Diagnostics) {
    let schemas = api.schemas.iter().filter_map(|(_, schema)| match &schema.name {
        Name::Declared(name) => Some(name.as_str()),
        Name::Suggested(_) => None,
    });
    let former = &config.aliases;
    let known: [(&str, [&Renames; 2], BTreeSet<&str>); 3] = [
        (
            "schemas",
            [&config.rename_schemas, &former.schemas],
            schemas.collect(),
        ),
        (
            "operations",
            [&config.rename_operations, &former.operations],
            api.operations
                .iter()
                .map(|operation| operation.name.as_str())
                .collect(),
        ),
        (
            "groups",
            [&config.rename_groups, &former.groups],
            api.groups.iter().map(|group| group.name.as_str()).collect(),
        ),
    ];
    for (table, tables, names) in known {
        for (section, entries) in ["rename", "former"].into_iter().zip(tables) {
            for (name, entry) in entries.iter().filter(|(name, _)| !names.contains(name.as_str())) {
                diagnostics.push(
                    Diagnostic::warning(
                        Code::UnusedConfiguration,
                        entry.origin,
                        format!("`[{section}.{table}]` names `{name}`, which is not in the document"),
                    )
                    .help(suggestion(
                        nearest(name, names.iter().copied()),
                        "correct or remove the entry",
                    )),
                );
            }
        }
    }
}

/// Tells lists of so many elements of their own types that no tuple holds them.
fn report_long_tuples(api: &Api, diagnostics: &mut Diagnostics) {
    for (_, schema) in api.schemas.iter() {
        if let SchemaKind::Tuple(tuple) = &schema.kind
            && tuple.elements.len() > types::LONGEST_TUPLE
        {
            let count = tuple.elements.len();
            diagnostics.push(
                Diagnostic::warning(
                    Code::UnsupportedSchema,
                    schema.origin,
                    format!("the list has {count} elements, each with a type of its own"),
                )
                .effect("its elements are free-form JSON")
                .help(format!(
                    "a tuple has {} elements at the most",
                    types::LONGEST_TUPLE
                )),
            );
        }
    }
}

/// What every part of the lowering looks up.
struct Lowering<'a> {
    api: &'a Api,
    config: &'a Config,
    usage: Usage,
    by_value: Cycles,
    /// The schemas that are not sent as they are received.
    reaching_read_only: BTreeSet<SchemaId>,
    names: &'a TypeNames,
}

impl<'a> Lowering<'a> {
    fn new(api: &'a Api, config: &'a Config, names: &'a TypeNames) -> Self {
        Self {
            api,
            config,
            usage: usage(api),
            by_value: recursion::by_value(&api.schemas),
            reaching_read_only: items::reaching_read_only(&api.schemas),
            names,
        }
    }
}

fn root(config: &Config) -> Vec<Ident> {
    let mut root = vec![naming::crate_root()];
    root.extend(config.root_module.iter().map(|name| naming::ident(name)));
    root
}

fn manifest(lowering: &Lowering<'_>, client: &Ident) -> Manifest {
    let settings = &lowering.config.package;
    let title = prose::line(&lowering.api.title);
    Manifest {
        name: settings.name.clone(),
        version: settings.version.clone(),
        description: settings.description.clone().unwrap_or_else(|| {
            if title.is_empty() {
                format!("A client with `{client}` at its door.")
            } else {
                format!("Client for the {title}.")
            }
        }),
        license: settings.license.clone(),
        repository: settings.repository.clone(),
        keywords: settings.keywords.clone(),
        dates: match lowering.config.date_time {
            DateTime::Library(library) => Some(library),
            DateTime::Timestamp | DateTime::Text => None,
        },
    }
}

/// The requests that the API sends with JSON.
fn incoming(lowering: &Lowering<'_>) -> Vec<IncomingRequest> {
    let requests = lowering.api.incoming.iter();
    requests
        .filter_map(|request| {
            let mut contents = request.body.iter().flat_map(|body| &body.content);
            let json = contents.find(|content| content.format == ContentFormat::Json)?;
            let told = request.summary.as_deref().or(request.description.as_deref());
            Some(IncomingRequest {
                name: request.name.clone(),
                docs: told.map(|text| Docs::line(prose::line(text))).unwrap_or_default(),
                ty: lowering.type_of(json.schema?),
            })
        })
        .collect()
}

fn crate_docs(api: &Api) -> Docs {
    let title = prose::line(&api.title);
    let mut docs = Docs::line(if title.is_empty() {
        "A client.".to_owned()
    } else {
        format!("Client for the {title}.")
    });
    if let Some(summary) = &api.summary {
        docs.paragraph(prose::lines(summary));
    }
    if let Some(description) = &api.description {
        docs.paragraph(prose::lines(description));
    }
    docs
}
