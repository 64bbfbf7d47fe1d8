//! From the model to the Rust to be written: every choice about Rust is made here.
//!
//! Names, types, boxes, modules, docs. Knows nothing of YAML, of `$ref`s, of tokens.

mod client;
mod constraints;
mod example;
mod items;
mod keywords;
mod naming;
mod operations;
mod parameters;
mod prose;
mod recursion;
mod responses;
mod type_names;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use crate::analyze::usage;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Origin};
use crate::model::{Api, Name, SchemaId, Usage};
use crate::rust::{Crate, Docs, Ident, Manifest};

use recursion::Cycles;
use type_names::TypeNames;

/// Decides what the crate for an API looks like.
#[must_use]
pub fn lower(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Crate {
    report_unused_renames(api, config, diagnostics);
    let mut names = TypeNames::settle(api, config, diagnostics);
    let lowering = Lowering {
        api,
        config,
        usage: usage(api),
        by_value: recursion::by_value(&api.schemas),
        by_alias: recursion::by_alias(&api.schemas),
        reaching_read_only: items::reaching_read_only(&api.schemas),
        names: &names,
    };
    report_recursive_aliases(&lowering, diagnostics);
    let types = items::type_modules(&lowering);
    let client = client::client(&lowering);
    let (groups, mut renames) = operations::groups(&lowering, &types, diagnostics);
    let manifest = manifest(&lowering, &client.ident);
    let docs = crate_docs(api);
    let tour = example::tour(&groups);
    renames.extend(names.take_renames());
    renames.sort();
    Crate {
        manifest,
        root: root(config),
        docs,
        client,
        groups,
        types,
        tour,
        renames,
    }
}

/// Tells entries of `[rename]` that name nothing of the document.
fn report_unused_renames(api: &Api, config: &Config, diagnostics: &mut Diagnostics) {
    let schemas = api.schemas.iter().filter_map(|(_, schema)| match &schema.name {
        Name::Declared(name) => Some(name.as_str()),
        Name::Suggested(_) => None,
    });
    let known: [(&str, &BTreeMap<String, String>, BTreeSet<&str>); 3] = [
        ("schemas", &config.rename_schemas, schemas.collect()),
        (
            "operations",
            &config.rename_operations,
            api.operations
                .iter()
                .map(|operation| operation.name.as_str())
                .collect(),
        ),
        (
            "groups",
            &config.rename_groups,
            api.groups.iter().map(|group| group.name.as_str()).collect(),
        ),
    ];
    for (table, renames, names) in known {
        for name in renames.keys().filter(|name| !names.contains(name.as_str())) {
            diagnostics.push(
                Diagnostic::warning(
                    Code::UnusedConfiguration,
                    Origin::DOCUMENT,
                    format!("`[rename.{table}]` names `{name}`, which is not in the document"),
                )
                .help("correct or remove the entry"),
            );
        }
    }
}

/// Tells lists and maps that hold themselves: a name for a type cannot stand for itself.
fn report_recursive_aliases(lowering: &Lowering<'_>, diagnostics: &mut Diagnostics) {
    for (id, schema) in lowering.api.schemas.iter() {
        let is_alias = !type_names::is_defined(&schema.kind) && matches!(schema.name, Name::Declared(_));
        if is_alias && lowering.by_alias.joins(id, id) {
            diagnostics.push(
                Diagnostic::warning(
                    Code::UnsupportedSchema,
                    schema.origin,
                    "the schema holds itself, and no object or union lies in between",
                )
                .at_key()
                .effect("its elements are free-form JSON")
                .help("let an object hold the list or map"),
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
    by_alias: Cycles,
    /// The schemas that are not sent as they are received.
    reaching_read_only: BTreeSet<SchemaId>,
    names: &'a TypeNames,
}

fn root(config: &Config) -> Vec<Ident> {
    let mut root = vec![Ident::new("crate")];
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
    }
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
