//! The names of types: settled once, for all schemas that become one.

use std::collections::{BTreeMap, BTreeSet};

use super::naming::{self, Casing, Scope};
use super::{recursion, type_modules};
use sdk_config::Config;
use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_model::{Api, EnumSchema, IncomingRequest, Name, Operation, Property, SchemaId, SchemaKind, Schemas};
use sdk_rust::{Ident, Rename};

/// Which schemas become types of their own, what these are called, and in which module they lie.
#[derive(Debug, Clone, Default)]
pub(super) struct TypeNames {
    names: BTreeMap<SchemaId, Ident>,
    schemas: BTreeMap<Ident, SchemaId>,
    modules: Vec<(Ident, Vec<SchemaId>)>,
    wrappers: BTreeSet<SchemaId>,
    /// What the types were called when they were released.
    released: BTreeMap<SchemaId, String>,
    renames: Vec<Rename>,
}

impl TypeNames {
    /// Names every type. What was released keeps its name. Then declared names come first and exact ones before
    /// all; names made up for inline schemas yield.
    pub(super) fn settle(api: &Api, config: &Config, diagnostics: &mut Diagnostics) -> Self {
        let schemas = &api.schemas;
        let mut types = Self {
            wrappers: recursion::wrappers(schemas),
            ..Self::default()
        };
        let mut scope = Scope::default();
        let (declared, inline) = named_schemas(api, &types.wrappers);
        types.released = released(api, config, &declared, &inline);
        for (&id, name) in &types.released {
            // What is renamed gives its name up.
            let is_renamed = config.rename_schemas.contains_key(declared_name(schemas, id));
            if !is_renamed && let Some(ident) = scope.hold(Some(name)) {
                types.names.insert(id, ident);
            }
        }
        let declared: Vec<SchemaId> = declared
            .into_iter()
            .filter(|id| !types.names.contains_key(id))
            .collect();
        let inline: Vec<SchemaId> = inline
            .into_iter()
            .filter(|id| !types.names.contains_key(id))
            .collect();
        let wanted = |id: SchemaId| {
            let name = declared_name(schemas, id);
            config
                .rename_schemas
                .get(name)
                .map_or_else(|| naming::type_name(name), |rename| rename.value.clone())
        };
        let (exact, other): (Vec<_>, Vec<_>) = declared
            .into_iter()
            .map(|id| (id, wanted(id)))
            .partition(|(id, wanted)| wanted == declared_name(schemas, *id));
        for (id, wanted) in exact.into_iter().chain(other) {
            if !scope.is_free(&wanted) {
                report_collision(api, id, &wanted, diagnostics);
            }
            let ident = scope.claim_or(wanted, || {
                let name = declared_name(schemas, id);
                (
                    format!("schema `{name}`"),
                    vec![naming::spelled(name, Casing::Camel)],
                )
            });
            types.names.insert(id, ident);
        }
        for id in inline {
            let Name::Suggested(words) = &schemas.get(id).name else {
                continue;
            };
            let ident = scope.claim_or(naming::type_name(&words.join(" ")), || {
                (format!("inline schema `{}`", words.join(".")), Vec::new())
            });
            types.names.insert(id, ident);
        }
        types.schemas = types
            .names
            .iter()
            .map(|(&id, ident)| (ident.clone(), id))
            .collect();
        types.renames = scope.into_renames();
        types.modules = type_modules::settle(api, &types.names);
        types
    }

    /// Every schema that is a type of its own, with its name.
    pub(super) fn iter(&self) -> impl Iterator<Item = (SchemaId, &Ident)> {
        self.names.iter().map(|(&id, ident)| (id, ident))
    }

    /// The name of a schema that is a type of its own.
    pub(super) fn get(&self, id: SchemaId) -> Option<&Ident> {
        self.names.get(&id)
    }

    /// What a type was called when it was released: its members were named under that name.
    pub(super) fn released(&self, id: SchemaId) -> Option<&str> {
        self.released.get(&id).map(String::as_str)
    }

    /// The schema that a type name stands for.
    pub(super) fn schema(&self, ident: &Ident) -> Option<SchemaId> {
        self.schemas.get(ident).copied()
    }

    /// The modules by name, with the schemas that each defines.
    pub(super) fn modules(&self) -> &[(Ident, Vec<SchemaId>)] {
        &self.modules
    }

    /// Whether a schema is a type around a list, map or tuple that holds itself.
    pub(super) fn is_wrapper(&self, id: SchemaId) -> bool {
        self.wrappers.contains(&id)
    }

    /// The renames, once.
    pub(super) fn take_renames(&mut self) -> Vec<Rename> {
        std::mem::take(&mut self.renames)
    }
}

/// What the types of an API were called when they were released. An inline schema has copies, and is known by the
/// words of any of them.
fn released(
    api: &Api,
    config: &Config,
    declared: &[SchemaId],
    inline: &[SchemaId],
) -> BTreeMap<SchemaId, String> {
    let mut released = BTreeMap::new();
    if config.names.is_empty() {
        return released;
    }
    for &id in declared {
        let name = config.names.get("", "schema", declared_name(&api.schemas, id));
        released.extend(name.map(|name| (id, name.to_owned())));
    }
    let inline: BTreeSet<SchemaId> = inline.iter().copied().collect();
    let mut taken = BTreeSet::new();
    for (id, schema) in api.schemas.iter() {
        let target = api.schemas.resolve(id);
        let Name::Suggested(words) = &schema.name else {
            continue;
        };
        if !inline.contains(&target) || released.contains_key(&target) {
            continue;
        }
        // Those of one way were numbered in their order.
        let mut names: Vec<&String> = config.names.all("", "inline", &words.join(" ")).iter().collect();
        names.sort_by_key(|name| (name.len(), *name));
        let free = names.into_iter().find(|name| taken.insert((*name).clone()));
        let free = free.cloned();
        released.extend(free.map(|name| (target, name)));
    }
    released
}

fn declared_name(schemas: &Schemas, id: SchemaId) -> &str {
    match &schemas.get(id).name {
        Name::Declared(name) => name,
        Name::Suggested(_) => "",
    }
}

fn report_collision(api: &Api, id: SchemaId, wanted: &str, diagnostics: &mut Diagnostics) {
    let name = declared_name(&api.schemas, id);
    diagnostics.push(
        Diagnostic::warning(
            Code::NameCollision,
            api.schemas.get(id).origin,
            format!("the schema `{name}` would be the Rust type `{wanted}`, and so would another one"),
        )
        .at_key()
        .effect("the schema whose name is spelled like the type keeps it; this one gets another name")
        .help(format!(
            "give it a name under `[rename.schemas]`: `\"{name}\" = \"…\"`"
        )),
    );
}

/// The schemas that become types of their own: declared ones, and inline ones that are met where no
/// other type will do.
fn named_schemas(api: &Api, wrappers: &BTreeSet<SchemaId>) -> (Vec<SchemaId>, Vec<SchemaId>) {
    let schemas = &api.schemas;
    let mut declared = Vec::new();
    let mut queue: Vec<SchemaId> = Vec::new();
    for (id, schema) in schemas.iter() {
        if matches!(schema.name, Name::Declared(_)) {
            declared.push(id);
            queue.push(id);
        }
    }
    queue.extend(api.operations.iter().flat_map(Operation::schemas));
    queue.extend(api.incoming.iter().flat_map(IncomingRequest::schemas));
    let mut seen = vec![false; schemas.len()];
    let mut inline = Vec::new();
    while let Some(id) = queue.pop() {
        match seen.get_mut(id.index()) {
            Some(mark) if !*mark => *mark = true,
            _ => continue,
        }
        let schema = schemas.get(id);
        let is_type = is_defined(&schema.kind) || wrappers.contains(&id);
        if matches!(schema.name, Name::Suggested(_)) && is_type {
            inline.push(id);
        }
        queue.extend(held(schemas, &schema.kind));
    }
    inline.sort_unstable();
    (declared, inline)
}

/// Whether a schema is defined as a struct or an enum; others are names for something else.
pub(super) fn is_defined(kind: &SchemaKind) -> bool {
    match kind {
        SchemaKind::Object(_) | SchemaKind::Union(_) => true,
        SchemaKind::Enum(schema) => is_enum_type(schema),
        _ => false,
    }
}

/// Whether an enum becomes a Rust enum: all of its values are texts, or all are integers.
pub(super) fn is_enum_type(schema: &EnumSchema) -> bool {
    schema.values.iter().all(|value| value.value.is_string())
        || schema.values.iter().all(|value| value.value.is_i64())
}

/// The schemas whose types a type names: fields of one value are written without a type.
fn held(schemas: &Schemas, kind: &SchemaKind) -> Vec<SchemaId> {
    let SchemaKind::Object(object) = kind else {
        return kind.children();
    };
    let is_field = |property: &&Property| super::items::constant(schemas, property).is_none();
    let fields = object
        .properties
        .iter()
        .filter(is_field)
        .map(|property| property.schema);
    fields.chain(object.additional.schema()).collect()
}
