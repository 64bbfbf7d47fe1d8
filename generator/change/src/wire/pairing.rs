//! Pairing of the variants of two unions.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::mem::{Discriminant, discriminant};

use serde_json::Value;

use super::kind::{is_same_kind, kind_of};
use super::{Comparison, Pair};
use sdk_model::{Api, Name, SchemaId, SchemaKind, UnionSchema};

/// The variants of two unions, paired.
pub(super) struct Matched {
    pub(super) pairs: Vec<Pair>,
    pub(super) removed: Vec<SchemaId>,
    pub(super) added: Vec<SchemaId>,
}

impl Comparison<'_> {
    /// Pairs variants by name, then by discriminator values, then by structure, then by kind and order.
    pub(super) fn match_variants(&self, was: &UnionSchema, is: &UnionSchema) -> Matched {
        let mut matched = Matched {
            pairs: Vec::new(),
            removed: was.variants.iter().map(|variant| variant.schema).collect(),
            added: is.variants.iter().map(|variant| variant.schema).collect(),
        };
        matched.take(|old, new| {
            let (old, new) = (&self.old.schemas.get(old).name, &self.new.schemas.get(new).name);
            matches!((old, new), (Name::Declared(old), Name::Declared(new)) if old == new)
        });
        if tag(was) == tag(is) {
            let (old_tags, new_tags) = (tags(was), tags(is));
            matched.take(|old, new| match (old_tags.get(&old), new_tags.get(&new)) {
                (Some(old), Some(new)) => !old.is_disjoint(new),
                _ => false,
            });
        }
        matched.take(|old, new| Fingerprint::new(self.old, old) == Fingerprint::new(self.new, new));
        matched.take(|old, new| self.is_similar(old, new));
        // If one variant remains on each side, its properties changed.
        if let ([old], [new]) = (matched.removed.as_slice(), matched.added.as_slice())
            && self.are_inline_objects(*old, *new)
        {
            matched.take(|_, _| true);
        }
        matched
    }

    fn are_inline_objects(&self, old: SchemaId, new: SchemaId) -> bool {
        let is_inline_object = |api: &Api, id| {
            let schema = api.schemas.get(api.schemas.resolve(id));
            matches!(schema.kind, SchemaKind::Object(_)) && matches!(schema.name, Name::Suggested(_))
        };
        is_inline_object(self.old, old) && is_inline_object(self.new, new)
    }

    /// Returns whether two variants are versions of one variant: objects that have half of their properties in common,
    /// or inline values of the same kind.
    fn is_similar(&self, old: SchemaId, new: SchemaId) -> bool {
        let (old, new) = (self.old.schemas.resolve(old), self.new.schemas.resolve(new));
        let (was, is) = (self.old.schemas.get(old), self.new.schemas.get(new));
        match (&was.kind, &is.kind) {
            (SchemaKind::Object(was), SchemaKind::Object(is)) => {
                let shared = was.properties.iter().filter(|property| {
                    let mut others = is.properties.iter();
                    others.any(|other| other.name == property.name)
                });
                2 * shared.count() >= was.properties.len().max(is.properties.len())
            }
            (old, new) => {
                is_same_kind(old, new)
                    && matches!(was.name, Name::Suggested(_))
                    && matches!(is.name, Name::Suggested(_))
            }
        }
    }
}

/// Returns the discriminator property of a union.
pub(super) fn tag(union: &UnionSchema) -> Option<&str> {
    union.discriminator.as_ref().map(|tag| tag.property.as_str())
}

/// Returns the discriminator values of each variant.
pub(super) fn tags(union: &UnionSchema) -> HashMap<SchemaId, BTreeSet<&str>> {
    let mut tags: HashMap<SchemaId, BTreeSet<&str>> = HashMap::new();
    for (value, &index) in union.discriminator.iter().flat_map(|tag| &tag.mapping) {
        if let Some(variant) = union.variants.get(index) {
            tags.entry(variant.schema).or_default().insert(value);
        }
    }
    tags
}

impl Matched {
    fn take(&mut self, same: impl Fn(SchemaId, SchemaId) -> bool) {
        let Self {
            pairs,
            removed,
            added,
        } = self;
        removed.retain(|&old| {
            let Some(at) = added.iter().position(|&new| same(old, new)) else {
                return true;
            };
            pairs.push((old, added.remove(at)));
            false
        });
    }
}

/// The structure of a schema, one level deep.
#[derive(PartialEq)]
struct Fingerprint<'a> {
    kind: Discriminant<SchemaKind>,
    /// The properties of an object by name, each with its value if only one is allowed.
    properties: BTreeMap<&'a str, Option<&'a Value>>,
    /// The kind of the items of an array, or of the values of a map.
    items: Option<Discriminant<SchemaKind>>,
    /// The values of an enum, as JSON.
    values: BTreeSet<String>,
}

impl<'a> Fingerprint<'a> {
    fn new(api: &'a Api, id: SchemaId) -> Self {
        let kind = kind_of(api, id);
        let items = match kind {
            SchemaKind::Array(array) => Some(array.items),
            SchemaKind::Map(map) => Some(map.values),
            _ => None,
        };
        let mut fingerprint = Self {
            kind: discriminant(kind),
            properties: BTreeMap::new(),
            items: items.map(|items| discriminant(kind_of(api, items))),
            values: BTreeSet::new(),
        };
        match kind {
            SchemaKind::Object(object) => {
                let properties = object.properties.iter();
                fingerprint.properties = properties
                    .map(|property| (property.name.as_str(), only_value(api, property.schema)))
                    .collect();
            }
            SchemaKind::Enum(list) => {
                let values = list.values.iter();
                fingerprint.values = values.map(|value| value.value.to_string()).collect();
            }
            _ => {}
        }
        fingerprint
    }
}

/// Returns the value of an enum that has only one.
fn only_value(api: &Api, id: SchemaId) -> Option<&Value> {
    match kind_of(api, id) {
        SchemaKind::Enum(list) => match list.values.as_slice() {
            [only] => Some(&only.value),
            _ => None,
        },
        _ => None,
    }
}
