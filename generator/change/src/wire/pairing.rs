//! Which alternative of one union is which of another.

use std::collections::{BTreeSet, HashMap};

use super::{Comparison, Pair};
use sdk_model::{Api, Name, SchemaId, SchemaKind, UnionSchema};

/// The alternatives of two unions.
pub(super) struct Matched {
    pub(super) pairs: Vec<Pair>,
    pub(super) removed: Vec<SchemaId>,
    pub(super) added: Vec<SchemaId>,
}

impl Comparison<'_> {
    /// By name, then by the values that tell them apart, then by what they are, then by kind and order.
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
        matched.take(|old, new| fingerprint(self.old, old) == fingerprint(self.new, new));
        matched.take(|old, new| self.alike(old, new));
        // What is left of each side is one alternative, with other properties.
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

    /// Whether two alternatives are one with an edit: objects that have half of their properties in common,
    /// or inline values of one kind.
    fn alike(&self, old: SchemaId, new: SchemaId) -> bool {
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
                std::mem::discriminant(old) == std::mem::discriminant(new)
                    && matches!(was.name, Name::Suggested(_))
                    && matches!(is.name, Name::Suggested(_))
            }
        }
    }
}

/// The property that tells the alternatives of a union apart.
pub(super) fn tag(union: &UnionSchema) -> Option<&str> {
    union.discriminator.as_ref().map(|tag| tag.property.as_str())
}

/// The values of that property that choose each alternative.
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

/// What a schema is, one level deep.
fn fingerprint(api: &Api, id: SchemaId) -> String {
    let schema = api.schemas.get(api.schemas.resolve(id));
    let inner = match &schema.kind {
        SchemaKind::Object(object) => {
            let mut names: Vec<&str> = object
                .properties
                .iter()
                .map(|property| property.name.as_str())
                .collect();
            names.sort_unstable();
            let tags = object.properties.iter().filter_map(|property| {
                match &api.schemas.get(api.schemas.resolve(property.schema)).kind {
                    SchemaKind::Enum(tag) => match tag.values.as_slice() {
                        [only] => Some(format!("{}={}", property.name, only.value)),
                        _ => None,
                    },
                    _ => None,
                }
            });
            let mut tags: Vec<String> = tags.collect();
            tags.sort_unstable();
            format!("{names:?}{tags:?}")
        }
        SchemaKind::Array(array) => fingerprint_of_items(api, array.items),
        SchemaKind::Map(map) => fingerprint_of_items(api, map.values),
        SchemaKind::Enum(list) => {
            let mut values: Vec<String> = list.values.iter().map(|value| value.value.to_string()).collect();
            values.sort_unstable();
            values.join(",")
        }
        _ => String::new(),
    };
    format!("{}{inner}", super::schema::kind_name(&schema.kind))
}

fn fingerprint_of_items(api: &Api, id: SchemaId) -> String {
    let schema = api.schemas.get(api.schemas.resolve(id));
    format!(" of {}", super::schema::kind_name(&schema.kind))
}
