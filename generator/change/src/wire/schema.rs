//! Comparison of the two schemas of a pair, without their children.

use super::family::family;
use super::kind::{all_of_kind, has_variant_of_kind, is_same_kind, kind_name};
use super::properties::fields;
use super::reach::{Reach, is_alias};
use super::scalar::{self, Direction};
use super::{Comparison, Pair};
use crate::rule::Rule;
use sdk_model::{Name, Schema, SchemaId, SchemaKind, Schemas};

impl Comparison<'_> {
    pub(super) fn schemas(&mut self) {
        let pairs = std::mem::take(&mut self.pairs);
        for (&pair, reach) in &pairs.found {
            self.compare_pair(pair, reach);
        }
        self.pairs = pairs;
    }

    fn compare_pair(&mut self, pair: Pair, reach: &Reach) {
        let (was, is) = (self.old.schemas.get(pair.0), self.new.schemas.get(pair.1));
        self.null(pair, reach);
        if self.is_half_alias(pair) {
            let (was, is) = (
                self.old.schemas.annotated(pair.0),
                self.new.schemas.annotated(pair.1),
            );
            return self.annotations(&was, &is, reach);
        }
        if !reach.compared_above {
            self.annotations(was, is, reach);
        }
        if is_alias(was) {
            return;
        }
        self.names(was, is, reach);
        self.recursion(pair, reach);
        self.kinds(pair, reach);
    }

    fn null(&mut self, pair: Pair, reach: &Reach) {
        let schemas = (&self.old.schemas, &self.new.schemas);
        let is_nullable = |(old, new): Pair| (schemas.0.is_nullable(old), schemas.1.is_nullable(new));
        let (was, is) = is_nullable(pair);
        let below = |schema: &Schema, own| match schema.kind {
            SchemaKind::Alias(target) => target,
            _ => own,
        };
        let next = (
            below(schemas.0.get(pair.0), pair.0),
            below(schemas.1.get(pair.1), pair.1),
        );
        let is_reported_below = next != pair && is_nullable(next) == (was, is);
        let family = match (was, is) {
            _ if is_reported_below => return,
            (false, true) => family!(ParameterBecameNullable RequestBecameNullable ResponseBecameNullable),
            (true, false) => {
                family!(ParameterNoLongerNullable RequestNoLongerNullable ResponseNoLongerNullable)
            }
            _ => return,
        };
        self.report(reach, family, None, None);
    }

    fn annotations(&mut self, was: &Schema, is: &Schema, reach: &Reach) {
        let keywords = [
            (Rule::ReadOnlyChanged, was.read_only, is.read_only),
            (Rule::WriteOnlyChanged, was.write_only, is.write_only),
        ];
        for (rule, was, is) in keywords {
            if was != is {
                self.push(Self::edit_at(
                    reach,
                    rule,
                    Some(was.to_string()),
                    Some(is.to_string()),
                ));
            }
        }
        match (was.deprecated, is.deprecated) {
            (false, true) => self.push(Self::edit_at(reach, Rule::SchemaDeprecated, None, None)),
            (true, false) => self.push(Self::edit_at(reach, Rule::SchemaNoLongerDeprecated, None, None)),
            _ => {}
        }
        if was.description != is.description {
            self.push(Self::edit_at(reach, Rule::DescriptionChanged, None, None));
        }
        let shown = |schema: &Schema| scalar::chosen(schema.default.as_ref()).map(ToString::to_string);
        let is_other_kind = !is_alias(was) && !is_alias(is) && !is_same_kind(&was.kind, &is.kind);
        let (was, is) = (shown(was), shown(is));
        // A type change removes the default of the old type: only the type change is reported.
        if was != is && !(is_other_kind && is.is_none()) {
            let family = family!(ParameterDefaultChanged RequestDefaultChanged ResponseDefaultChanged);
            self.report(reach, family, was, is);
        }
    }

    fn names(&mut self, was: &Schema, is: &Schema, reach: &Reach) {
        let has_a_type = matches!(
            was.kind,
            SchemaKind::Object(_) | SchemaKind::Union(_) | SchemaKind::Enum(_)
        );
        let same_kind = is_same_kind(&was.kind, &is.kind);
        if !has_a_type || !same_kind {
            return;
        }
        let (old, new) = (name(&was.name), name(&is.name));
        let rule = match (&was.name, &is.name) {
            (Name::Declared(_), Name::Declared(_)) if old != new => Rule::SchemaRenamed,
            (Name::Declared(_), Name::Suggested(_)) | (Name::Suggested(_), Name::Declared(_))
                if letters(&old) != letters(&new) =>
            {
                Rule::SchemaMoved
            }
            _ => return,
        };
        self.push(Self::edit_at(reach, rule, Some(old), Some(new)));
    }

    fn recursion(&mut self, pair: Pair, reach: &Reach) {
        let is_object = |schema: &Schema| matches!(schema.kind, SchemaKind::Object(_));
        let (was, is) = (self.old.schemas.get(pair.0), self.new.schemas.get(pair.1));
        // Only a named schema can contain itself.
        let can_recur = matches!(is.name, Name::Declared(_)) && is_object(was) && is_object(is);
        if can_recur && !recurs(&self.old.schemas, pair.0) && recurs(&self.new.schemas, pair.1) {
            self.push(Self::edit_at(reach, Rule::SchemaBecameRecursive, None, None));
        }
    }

    fn kinds(&mut self, pair: Pair, reach: &Reach) {
        let (was, is) = (
            &self.old.schemas.get(pair.0).kind,
            &self.new.schemas.get(pair.1).kind,
        );
        if let (Some(old), Some(new)) = (fields(was), fields(is)) {
            self.fields(pair, old, new, reach);
            return;
        }
        match (was, is) {
            (SchemaKind::Enum(was), SchemaKind::Enum(is)) => self.enums(was, is, reach),
            (SchemaKind::Union(was), SchemaKind::Union(is)) => self.unions(was, is, reach),
            (SchemaKind::Tuple(old), SchemaKind::Tuple(new)) if old.elements.len() != new.elements.len() => {
                self.kind_changed(was, is, reach);
            }
            _ if is_same_kind(was, is) => {
                self.format(was, is, reach);
                self.media_type(was, is, reach);
                self.constraints(was, is, reach);
            }
            _ => self.kind_changed(was, is, reach),
        }
    }

    fn kind_changed(&mut self, was: &SchemaKind, is: &SchemaKind, reach: &Reach) {
        use SchemaKind::{Any, Enum, Integer, Number, String, Union};
        let family = match (was, is) {
            (Any, _) | (Number(_), Integer(_)) => {
                family!(ParameterTypeNarrowed RequestTypeNarrowed ResponseTypeNarrowed)
            }
            (_, Any) | (Integer(_), Number(_)) => {
                family!(ParameterTypeWidened RequestTypeWidened ResponseTypeWidened)
            }
            (String(_) | Integer(_) | Number(_), Enum(list)) if all_of_kind(was, list) => {
                family!(ParameterBecameEnum RequestBecameEnum ResponseBecameEnum)
            }
            (Enum(list), String(_) | Integer(_) | Number(_)) if all_of_kind(is, list) => {
                family!(ParameterEnumOpened RequestEnumOpened ResponseEnumOpened)
            }
            (single, Union(union)) if has_variant_of_kind(self.new, union, single) => {
                family!(ParameterBecameUnion RequestBecameUnion ResponseBecameUnion)
            }
            (Union(union), single) if has_variant_of_kind(self.old, union, single) => {
                family!(ParameterNoLongerUnion RequestNoLongerUnion ResponseNoLongerUnion)
            }
            _ => family!(ParameterTypeChanged RequestTypeChanged ResponseTypeChanged),
        };
        self.report(
            reach,
            family,
            Some(kind_name(was).to_owned()),
            Some(kind_name(is).to_owned()),
        );
    }

    fn format(&mut self, was: &SchemaKind, is: &SchemaKind, reach: &Reach) {
        let (was, is) = (scalar::format(was), scalar::format(is));
        let family = match scalar::format_direction(was, is) {
            None => return,
            Some(Direction::Narrower) => {
                family!(ParameterFormatNarrowed RequestFormatNarrowed ResponseFormatNarrowed)
            }
            Some(Direction::Wider) => {
                family!(ParameterFormatWidened RequestFormatWidened ResponseFormatWidened)
            }
            Some(Direction::Other) => {
                family!(ParameterFormatChanged RequestFormatChanged ResponseFormatChanged)
            }
        };
        self.report(
            reach,
            family,
            was.map(ToString::to_string),
            is.map(ToString::to_string),
        );
    }

    /// Compares the media types of the data in strings.
    fn media_type(&mut self, was: &SchemaKind, is: &SchemaKind, reach: &Reach) {
        let (SchemaKind::String(was), SchemaKind::String(is)) = (was, is) else {
            return;
        };
        if was.media_type != is.media_type {
            let (was, is) = (was.media_type.clone(), is.media_type.clone());
            self.push(Self::edit_at(reach, Rule::MediaTypeOfTextChanged, was, is));
        }
    }

    fn constraints(&mut self, was: &SchemaKind, is: &SchemaKind, reach: &Reach) {
        for found in scalar::constraints(was, is) {
            let family = match found.direction {
                Direction::Narrower => family!(
                    ParameterConstraintTightened RequestConstraintTightened ResponseConstraintTightened
                ),
                Direction::Wider => {
                    family!(ParameterConstraintRelaxed RequestConstraintRelaxed ResponseConstraintRelaxed)
                }
                Direction::Other => {
                    family!(ParameterPatternChanged RequestPatternChanged ResponsePatternChanged)
                }
            };
            let shown = |value: Option<String>| value.map(|value| format!("{} {value}", found.keyword));
            self.report(reach, family, shown(found.was.clone()), shown(found.is.clone()));
        }
    }
}

/// Returns whether a schema contains itself.
fn recurs(schemas: &Schemas, id: SchemaId) -> bool {
    let mut seen = indexmap::IndexSet::new();
    let mut open = schemas.get(id).kind.children();
    while let Some(next) = open.pop() {
        if next == id {
            return true;
        }
        if seen.insert(next) {
            open.extend(schemas.get(next).kind.children());
        }
    }
    false
}

fn name(name: &Name) -> String {
    match name {
        Name::Declared(name) => name.clone(),
        Name::Suggested(words) => words.join(" "),
    }
}

/// Returns a name without the characters that conversions of case add or drop.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
