//! What differs between the properties of two objects: which there are, which must be there, and what else may be.

use super::schema::worst;
use super::walk::{Reach, property_place};
use super::{Comparison, Pair};
use crate::{Change, Rule};
use sdk_model::{Additional, Api, Property, SchemaKind};

pub(super) type Fields<'a> = (&'a [Property], Additional);

/// What properties may be that an object does not name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extras {
    /// There are none.
    Closed,
    /// Anything.
    Any,
    /// Of one type.
    Typed,
}

impl Extras {
    pub(super) fn of(api: &Api, additional: Additional) -> Self {
        match additional {
            Additional::Forbidden => Self::Closed,
            Additional::Unspecified => Self::Any,
            Additional::Schema(id) => match api.schemas.get(api.schemas.resolve(id)).kind {
                SchemaKind::Any => Self::Any,
                _ => Self::Typed,
            },
        }
    }
}

/// The properties of what is an object on the wire.
pub(super) fn fields(kind: &SchemaKind) -> Option<Fields<'_>> {
    match kind {
        SchemaKind::Object(object) => Some((&object.properties, object.additional)),
        SchemaKind::Map(map) => Some((&[], Additional::Schema(map.values))),
        _ => None,
    }
}

impl Comparison<'_> {
    pub(super) fn fields(&mut self, pair: Pair, old: Fields<'_>, new: Fields<'_>, reach: &Reach) {
        for was in old.0 {
            match new.0.iter().find(|is| is.name == was.name) {
                Some(is) => self.presence(pair, was, is, reach),
                None => self.property_removed(pair, was, reach),
            }
        }
        for is in new.0 {
            if old.0.iter().all(|was| was.name != is.name) {
                self.property_added(pair, is, reach);
            }
        }
        self.extras((old.1, new.1), reach);
    }

    /// What properties may be that an object does not name.
    fn extras(&mut self, (was, is): (Additional, Additional), reach: &Reach) {
        use Extras::{Any, Closed, Typed};
        let (was, is) = (Extras::of(self.old, was), Extras::of(self.new, is));
        let (sent, received) = match (was, is) {
            (Closed, Any | Typed) => (Rule::RequestExtrasOpened, Rule::ResponseExtrasOpened),
            (Any | Typed, Closed) => (Rule::RequestExtrasClosed, Rule::ResponseExtrasClosed),
            (Any, Typed) => (Rule::RequestExtrasTyped, Rule::ResponseExtrasTyped),
            (Typed, Any) => (Rule::RequestExtrasUntyped, Rule::ResponseExtrasUntyped),
            (Any, Any) | (Typed, Typed) | (Closed, Closed) => return,
        };
        self.tell(reach, (sent, sent, received), None, None);
    }

    /// A change of one property: its place is the property's.
    fn property(&mut self, pair: Pair, name: &str, reach: &Reach, sent: Rule, received: Rule) {
        let Some(rule) = worst(reach, (sent, sent, received)) else {
            return;
        };
        self.push(Change {
            subject: format!("{}.{name}", reach.label),
            old: Some(property_place(self.old, pair.0, Some(name))),
            new: Some(property_place(self.new, pair.1, Some(name))),
            ..Self::found(reach, rule, None, None)
        });
    }

    fn presence(&mut self, pair: Pair, was: &Property, is: &Property, reach: &Reach) {
        let (sent, received) = match (was.presence.is_optional(), is.presence.is_optional()) {
            (true, false) => (
                Rule::RequestPropertyBecameRequired,
                Rule::ResponsePropertyBecameRequired,
            ),
            (false, true) => (
                Rule::RequestPropertyBecameOptional,
                Rule::ResponsePropertyBecameOptional,
            ),
            _ => return,
        };
        self.property(pair, &was.name, reach, sent, received);
    }

    fn property_removed(&mut self, pair: Pair, was: &Property, reach: &Reach) {
        let received = if was.presence.is_optional() {
            Rule::OptionalResponsePropertyRemoved
        } else {
            Rule::RequiredResponsePropertyRemoved
        };
        self.property(pair, &was.name, reach, Rule::RequestPropertyRemoved, received);
    }

    fn property_added(&mut self, pair: Pair, is: &Property, reach: &Reach) {
        let (sent, received) = if is.presence.is_optional() {
            (
                Rule::OptionalRequestPropertyAdded,
                Rule::OptionalResponsePropertyAdded,
            )
        } else {
            (
                Rule::RequiredRequestPropertyAdded,
                Rule::RequiredResponsePropertyAdded,
            )
        };
        self.property(pair, &is.name, reach, sent, received);
    }
}
