//! Fields of structs: their names, their types, what is said of them.

use std::collections::BTreeMap;

use super::code;
use crate::naming::{self, Casing, Scope};
use crate::{Lowering, constraints, prose};
use sdk_config::HeldNames;
use sdk_model::{Presence as ModelPresence, Property, SchemaId, Schemas};
use sdk_rust::{Docs, Field, Ident, Presence};

/// Names of associated functions that a field's setter must not take.
const RESERVED_SETTERS: [&str; 5] = ["new", "write", "clone", "default", "from_json"];

/// Names of fields and of their setters: two namespaces, filled side by side.
///
/// What was released keeps its names: they are taken before all others.
pub(super) struct FieldNames {
    fields: Scope,
    setters: Scope,
    held_setters: BTreeMap<String, Ident>,
    held_clears: BTreeMap<String, Ident>,
}

impl FieldNames {
    pub(super) fn new() -> Self {
        Self {
            fields: Scope::default(),
            setters: Scope::with_reserved(&RESERVED_SETTERS),
            held_setters: BTreeMap::new(),
            held_clears: BTreeMap::new(),
        }
    }

    /// Takes the setters that properties had when the type was released, under the name that it had then.
    pub(super) fn hold_setters(&mut self, names: &HeldNames, released: &str, properties: &[&Property]) {
        for property in properties {
            let name = property.name.as_str();
            let setter = self.setters.hold(names.get(released, "property", name));
            self.held_setters
                .extend(setter.map(|ident| (name.to_owned(), ident)));
            let clear = self.setters.hold(names.get(released, "null", name));
            self.held_clears
                .extend(clear.map(|ident| (name.to_owned(), ident)));
        }
    }

    /// A name for each property; those that are spelled as they are named come first.
    pub(super) fn settle(
        &mut self,
        properties: &[&Property],
        owner: &Ident,
        held: impl Fn(&str) -> Option<String>,
    ) -> Vec<Ident> {
        let wanted: Vec<String> = properties
            .iter()
            .map(|property| naming::identifier(&property.name, Casing::Snake))
            .collect();
        let mut names: Vec<Option<Ident>> = properties
            .iter()
            .map(|property| self.fields.hold(held(&property.name).as_deref()))
            .collect();
        for exact in [true, false] {
            for ((slot, property), wanted) in names.iter_mut().zip(properties).zip(&wanted) {
                if slot.is_none() && (*wanted == property.name) == exact {
                    *slot = Some(self.name(property, wanted, owner));
                }
            }
        }
        names.into_iter().flatten().collect()
    }

    fn name(&mut self, property: &Property, wanted: &str, owner: &Ident) -> Ident {
        self.fields.claim_or(wanted.to_owned(), || {
            let what = format!("property `{}` of `{owner}`", property.name);
            (what, vec![naming::spelled(&property.name, Casing::Snake)])
        })
    }

    fn setter(&mut self, field: &Ident, property: &str) -> Ident {
        if let Some(held) = self.held_setters.get(property) {
            return held.clone();
        }
        let plain = field.plain();
        let others = || ("setter".to_owned(), vec![format!("with_{plain}")]);
        self.setters.claim_or(plain.to_owned(), others)
    }

    fn clear(&mut self, field: &Ident, property: &str) -> Ident {
        if let Some(held) = self.held_clears.get(property) {
            return held.clone();
        }
        let plain = field.plain();
        let others = || ("setter".to_owned(), vec![format!("set_{plain}_to_null")]);
        self.setters.claim_or(format!("clear_{plain}"), others)
    }

    pub(super) fn extra(&mut self) -> Ident {
        let candidates = ["extra", "extra_fields", "additional_properties"].map(str::to_owned);
        self.fields.claim("additional fields", &candidates)
    }
}

pub(super) fn field(
    lowering: &Lowering<'_>,
    owner: SchemaId,
    property: &Property,
    ident: Ident,
    names: &mut FieldNames,
) -> Field {
    let schemas = &lowering.api.schemas;
    let schema = schemas.get(property.schema);
    let is_sent = lowering.usage.is_sent(owner);
    let is_received = lowering.usage.is_received(owner);
    let (read_only, write_only) = access(schemas, property.schema);
    let one_way = (read_only && is_sent) || (write_only && is_received);
    let presence = match property.presence {
        ModelPresence::Required if one_way => Presence::Optional,
        ModelPresence::Nullable if one_way => Presence::OptionalNullable,
        ModelPresence::Required => Presence::Required,
        ModelPresence::Optional => Presence::Optional,
        ModelPresence::Nullable => Presence::Nullable,
        ModelPresence::OptionalNullable if is_sent => Presence::Patch,
        ModelPresence::OptionalNullable => Presence::OptionalNullable,
    };
    let ty = lowering.with_elements(lowering.held_bare_type(owner, property.schema));
    let clear = (presence == Presence::Patch).then(|| names.clear(&ident, &property.name));
    Field {
        setter: names.setter(&ident, &property.name),
        clear,
        wire_name: property.name.clone(),
        docs: field_docs(lowering, property, &ident),
        deprecated: schema.deprecated,
        accept: lowering.accept(&ty),
        ty,
        presence,
        read_only,
        ident,
    }
}

/// Whether only the server sets a value, and whether the server never shows it.
pub(crate) fn access(schemas: &Schemas, id: SchemaId) -> (bool, bool) {
    let own = schemas.get(id);
    let target = schemas.get(schemas.resolve(id));
    (
        own.read_only || target.read_only,
        own.write_only || target.write_only,
    )
}

/// What a field means, what is checked of it, and its name in JSON where that is another one.
fn field_docs(lowering: &Lowering<'_>, property: &Property, ident: &Ident) -> Docs {
    let mut docs = value_docs(lowering, property.schema, None, || {
        format!("`{}`.", code(&property.name))
    });
    if ident.plain() != property.name {
        docs.paragraph([format!("Wire name: `{}`.", code(&property.name))]);
    }
    docs
}

/// What a value means, what is checked of it, and what holds where it is left out.
pub(crate) fn value_docs(
    lowering: &Lowering<'_>,
    id: SchemaId,
    description: Option<&str>,
    otherwise: impl FnOnce() -> String,
) -> Docs {
    let schemas = &lowering.api.schemas;
    let schema = schemas.get(id);
    let target = schemas.get(schemas.resolve(id));
    let description = description
        .or(schema.description.as_deref())
        .or(target.description.as_deref());
    let mut docs = prose::docs(description, otherwise);
    if let Some(sentence) = constraints::sentence(&constraints::constraints(schemas, id)) {
        let is_said = docs
            .lines
            .join(" ")
            .to_lowercase()
            .contains(&sentence.to_lowercase());
        if !is_said {
            docs.paragraph([sentence]);
        }
    }
    docs
}
