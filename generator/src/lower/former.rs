//! Names that were replaced and go on working, with a warning of the compiler: those of the last release, where the
//! configuration says so, and those that it names.

use std::collections::BTreeMap;

use super::Lowering;
use super::naming::Scope;
use crate::model::Name;
use crate::rust::{Alias, Docs, FormerGroup, Ident, Item, ItemPath, Type, TypeModule};

impl Lowering<'_> {
    /// The names that something had before, of which none is the one that it has: what the lock holds of it, and what
    /// the configuration names.
    pub(super) fn former_names(
        &self,
        (given, aliases): (&str, &str),
        thing: &str,
        configured: &BTreeMap<String, String>,
        current: &Ident,
    ) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        if self.config.release.deprecated_aliases {
            let names = &self.config.names;
            let held = [given, aliases].map(|kind| names.all("", kind, thing));
            found.extend(held.into_iter().flatten().cloned());
        }
        found.extend(configured.get(thing).cloned());
        found.sort();
        found.dedup();
        found.retain(|name| name != current.plain());
        found
    }

    /// Adds an alias for each name that a type had before, beside the type.
    pub(super) fn add_former_types(&self, modules: &mut [TypeModule]) {
        let current: Vec<&str> = self.names.iter().map(|(_, ident)| ident.plain()).collect();
        let mut names = Scope::with_reserved(&current);
        for (id, ident) in self.names.iter() {
            let Name::Declared(schema) = &self.api.schemas.get(id).name else {
                continue;
            };
            let kinds = ("schema", "former schema");
            let former = self.former_names(kinds, schema, &self.config.former.schemas, ident);
            for name in former {
                let Some(alias) = names.hold(Some(&name)) else {
                    continue;
                };
                let module = modules
                    .iter_mut()
                    .find(|module| module.items.iter().any(|item| item.ident() == ident));
                if let Some(module) = module {
                    module.items.push(Item::Alias(Alias {
                        ident: alias,
                        docs: renamed_docs(ident),
                        ty: Type::Item(ItemPath { ident: ident.clone() }),
                        former_of: Some(schema.clone()),
                    }));
                }
            }
        }
    }

    /// The names that a group had before.
    pub(super) fn former_group(
        &self,
        tag: &str,
        current: (&Ident, &Ident),
        modules: &mut Scope,
        handles: &mut Scope,
    ) -> Option<FormerGroup> {
        let configured = &self.config.former.groups;
        let module = self.former_names(("group", "former group"), tag, configured, current.0);
        let module = modules.hold(module.first().map(String::as_str))?;
        let handle = self.former_names(("handle", "former handle"), tag, &BTreeMap::new(), current.1);
        let ident = handle
            .first()
            .and_then(|name| handles.hold(Some(name)))
            .filter(|ident| ident != current.1);
        Some(FormerGroup { module, ident })
    }
}

/// What is said of a name that is replaced.
fn renamed_docs(current: &Ident) -> Docs {
    Docs::line(format!("The former name of [`{}`].", current.plain()))
}
