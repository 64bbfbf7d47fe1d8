//! Names that were replaced and go on working, with a warning of the compiler: those of the last release, where the
//! configuration says so, and those that it names.
//!
//! What is replaced takes no name away from what has one.

use std::collections::BTreeMap;

use super::Lowering;
use super::naming::{self, Scope};
use sdk_config::Setting;
use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_model::Name;
use sdk_rust::{Alias, Docs, FormerGroup, Group, Ident, Item, ItemPath, Operation, Type, TypeModule};

/// A kind of thing that can have former names.
struct Kind<'a> {
    /// What the lock calls the name that it has, and those that it had before.
    held: [&'static str; 2],
    /// The table of the configuration.
    table: &'static str,
    /// What the table says.
    configured: &'a BTreeMap<String, Setting<String>>,
}

impl Kind<'_> {
    /// The names that a thing had before and that are free. A configured one that is not is told.
    fn names(
        &self,
        lowering: &Lowering<'_>,
        (thing, current): (&str, &Ident),
        scope: &mut Scope,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Ident> {
        let configured = self.configured.get(thing);
        let mut names = lowering.released_names(self.held, thing);
        names.extend(configured.map(|setting| setting.value.clone()));
        names.sort();
        names.dedup();
        let former = names.iter().filter_map(|name| {
            let former = (name != current.plain()).then(|| scope.hold(Some(name)));
            let entry = configured.filter(|setting| setting.value == *name);
            if let (None, Some(entry)) = (former.as_ref().and_then(Option::as_ref), entry) {
                diagnostics.push(self.taken(thing, entry));
            }
            former.flatten()
        });
        former.collect()
    }

    fn taken(&self, thing: &str, entry: &Setting<String>) -> Diagnostic {
        let (table, name) = (self.table, &entry.value);
        Diagnostic::warning(
            Code::UnusedConfiguration,
            entry.origin,
            format!("`[former.{table}]` says that `{thing}` was called `{name}`, which is a name in use"),
        )
        .effect("the former name is not kept")
        .help("correct or remove the entry")
    }
}

impl Lowering<'_> {
    /// The names that the last release gave to a thing, where they are to go on working.
    fn released_names(&self, kinds: [&str; 2], thing: &str) -> Vec<String> {
        if !self.config.release.deprecated_aliases {
            return Vec::new();
        }
        let names = kinds.map(|kind| self.config.names.all("", kind, thing));
        names.into_iter().flatten().cloned().collect()
    }
}

/// Adds an alias for each name that a type had before, beside the type.
pub(super) fn add_types(lowering: &Lowering<'_>, modules: &mut [TypeModule], diagnostics: &mut Diagnostics) {
    let current: Vec<&str> = lowering.names.iter().map(|(_, ident)| ident.plain()).collect();
    let mut scope = Scope::of_types(&current);
    let kind = Kind {
        held: ["schema", "former schema"],
        table: "schemas",
        configured: &lowering.config.former.schemas,
    };
    let homes: BTreeMap<Ident, usize> = modules
        .iter()
        .enumerate()
        .flat_map(|(index, module)| module.items.iter().map(move |item| (item.ident().clone(), index)))
        .collect();
    for (id, ident) in lowering.names.iter() {
        let Name::Declared(schema) = &lowering.api.schemas.get(id).name else {
            continue;
        };
        let home = homes.get(ident).and_then(|&index| modules.get_mut(index));
        let Some(module) = home else {
            continue;
        };
        for alias in kind.names(lowering, (schema, ident), &mut scope, diagnostics) {
            module.items.push(Item::Alias(Alias {
                ident: alias,
                docs: Docs::line(format!("The former name of [`{}`].", ident.plain())),
                ty: Type::Item(ItemPath { ident: ident.clone() }),
                former_of: Some(schema.clone()),
            }));
        }
    }
}

/// Gives groups the names that they had before: of the module and of the type.
pub(super) fn add_groups(
    lowering: &Lowering<'_>,
    groups: &mut [Group],
    modules: &mut Scope,
    diagnostics: &mut Diagnostics,
) {
    let kind = Kind {
        held: ["group", "former group"],
        table: "groups",
        configured: &lowering.config.former.groups,
    };
    for group in groups {
        let names = kind.names(lowering, (&group.tag, &group.module), modules, diagnostics);
        let configured = kind.configured.get(&group.tag);
        let mut idents = lowering.released_names(["handle", "former handle"], &group.tag);
        idents.extend(configured.map(|setting| naming::type_name(&setting.value)));
        idents.sort();
        idents.dedup();
        idents.retain(|ident| ident != group.ident.plain());
        let idents: Vec<Ident> = idents.iter().map(|ident| naming::ident(ident)).collect();
        let former = names.into_iter().map(|module| FormerGroup {
            module,
            idents: idents.clone(),
        });
        group.former = former.collect();
    }
}

/// Gives the operations of a group the methods that they were before.
pub(super) fn add_methods(
    lowering: &Lowering<'_>,
    operations: &mut [Operation],
    methods: &mut Scope,
    diagnostics: &mut Diagnostics,
) {
    let kind = Kind {
        held: ["method", "former method"],
        table: "operations",
        configured: &lowering.config.former.operations,
    };
    for operation in operations {
        let thing = (operation.table.id.as_str(), &operation.method);
        operation.former = kind.names(lowering, thing, methods, diagnostics);
    }
}
