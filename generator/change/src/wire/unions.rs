//! What differs between two unions: their alternatives, and how these are told apart.

use std::collections::BTreeSet;

use super::pairing::{tag, tags};
use super::schema::{family, kind_name};
use super::walk::Reach;
use super::{Comparison, Pair};
use crate::Rule;
use sdk_model::{Api, Name, Schema, SchemaKind, UnionSchema};

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
        let (old, new) = (tag(was), tag(is));
        if old != new {
            let (old, new) = (old.map(str::to_owned), new.map(str::to_owned));
            self.push(Self::found(reach, Rule::DiscriminatorChanged, old, new));
            return;
        }
        let (old_tags, new_tags) = (tags(was), tags(is));
        let joined = |values: Option<&BTreeSet<&str>>| {
            let values = values.into_iter().flatten().copied();
            values.collect::<Vec<_>>().join(", ")
        };
        for (old, new) in pairs {
            let (old, new) = (old_tags.get(old), new_tags.get(new));
            if old != new {
                let (was, is) = (Some(joined(old)), Some(joined(new)));
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
