//! What differs between two unions: their alternatives, and how these are told apart.

use super::schema::{family, kind_name};
use super::walk::Reach;
use super::{Comparison, Pair};
use crate::change::Rule;
use crate::model::{Api, Name, Schema, SchemaId, SchemaKind, UnionSchema};

impl Comparison<'_> {
    pub(super) fn unions(&mut self, was: &UnionSchema, is: &UnionSchema, reach: &Reach) {
        let matched = self.match_variants(was, is);
        let name_of = |schema: &Schema| match &schema.name {
            Name::Declared(name) => name.clone(),
            Name::Suggested(_) => kind_name(&schema.kind).to_owned(),
        };
        for id in matched.removed {
            let was = Some(name_of(self.old.schemas.get(id)));
            let family = family!(ParameterVariantRemoved RequestVariantRemoved ResponseVariantRemoved);
            self.tell(reach, family, was, None);
        }
        for id in matched.added {
            let is = Some(name_of(self.new.schemas.get(id)));
            let family = family!(ParameterVariantAdded RequestVariantAdded ResponseVariantAdded);
            self.tell(reach, family, None, is);
        }
        self.discriminators(was, is, &matched.pairs, reach);
    }

    fn discriminators(&mut self, was: &UnionSchema, is: &UnionSchema, pairs: &[Pair], reach: &Reach) {
        let property = |union: &UnionSchema| union.discriminator.as_ref().map(|tag| tag.property.clone());
        let (old, new) = (property(was), property(is));
        if old != new {
            self.push(Self::found(reach, Rule::DiscriminatorChanged, old, new));
            return;
        }
        let values = |union: &UnionSchema, id: SchemaId| -> Vec<String> {
            let mapping = union.discriminator.iter().flat_map(|tag| &tag.mapping);
            let own = mapping.filter(|(_, at)| {
                let variant = union.variants.get(**at);
                variant.is_some_and(|variant| variant.schema == id)
            });
            let mut values: Vec<String> = own.map(|(value, _)| value.clone()).collect();
            values.sort_unstable();
            values
        };
        for &(old, new) in pairs {
            let (old, new) = (values(was, old), values(is, new));
            if old != new {
                let (was, is) = (Some(old.join(", ")), Some(new.join(", ")));
                self.push(Self::found(reach, Rule::DiscriminatorChanged, was, is));
            }
        }
    }
}

/// Whether one of the alternatives is of a kind.
pub(super) fn holds_kind(api: &Api, union: &UnionSchema, kind: &SchemaKind) -> bool {
    union.variants.iter().any(|variant| {
        let own = &api.schemas.get(api.schemas.resolve(variant.schema)).kind;
        std::mem::discriminant(own) == std::mem::discriminant(kind)
    })
}
