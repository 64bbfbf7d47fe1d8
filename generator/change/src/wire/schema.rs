//! What differs between the two schemas of a pair, its children apart.

use super::enums::all_of_kind;
use super::properties::fields;
use super::scalar::{self, Direction};
use super::unions::holds_kind;
use super::walk::{Reach, Role, is_alias};
use super::{Comparison, Pair, change};
use crate::{Change, Rule, Verdict};
use sdk_model::{Name, Schema, SchemaId, SchemaKind, Schemas};

/// The rules of one change in the three roles of a schema: a parameter's, sent, received.
pub(super) type Family = (Rule, Rule, Rule);

/// The family of rules that differ in their first word only.
macro_rules! family {
    ($parameter:ident $request:ident $response:ident) => {
        (Rule::$parameter, Rule::$request, Rule::$response)
    };
}
pub(super) use family;

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
        if !reach.told_above {
            self.annotations(was, is, reach);
        }
        if is_alias(was) {
            return;
        }
        self.names(was, is, reach);
        self.recursion(pair, reach);
        self.kinds(pair, reach);
    }

    /// A change of what stands in one place. Of what nothing uses, nobody sees it on the wire.
    pub(super) fn found(reach: &Reach, rule: Rule, was: Option<String>, is: Option<String>) -> Change {
        let is_seen = matches!(rule.api(), Verdict::Breaking | Verdict::Behaviour);
        let rule = if is_seen && reach.roles.is_empty() {
            Rule::UnusedSchemaChanged
        } else {
            rule
        };
        Change {
            old: Some(reach.old.clone()),
            new: Some(reach.new.clone()),
            was,
            is,
            uses: reach.uses.clone(),
            ..change(rule, reach.label.clone())
        }
    }

    /// Tells a change by the rule of its role; where there are several, by the one with the worst verdict.
    pub(super) fn tell(&mut self, reach: &Reach, family: Family, was: Option<String>, is: Option<String>) {
        if let Some(rule) = worst(reach, family) {
            self.push(Self::found(reach, rule, was, is));
        }
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
        let is_told_below = next != pair && is_nullable(next) == (was, is);
        let family = match (was, is) {
            _ if is_told_below => return,
            (false, true) => family!(ParameterBecameNullable RequestBecameNullable ResponseBecameNullable),
            (true, false) => {
                family!(ParameterNoLongerNullable RequestNoLongerNullable ResponseNoLongerNullable)
            }
            _ => return,
        };
        self.tell(reach, family, None, None);
    }

    fn annotations(&mut self, was: &Schema, is: &Schema, reach: &Reach) {
        let flags = [
            (Rule::ReadOnlyChanged, was.read_only, is.read_only),
            (Rule::WriteOnlyChanged, was.write_only, is.write_only),
        ];
        for (rule, was, is) in flags {
            if was != is {
                self.push(Self::found(
                    reach,
                    rule,
                    Some(was.to_string()),
                    Some(is.to_string()),
                ));
            }
        }
        match (was.deprecated, is.deprecated) {
            (false, true) => self.push(Self::found(reach, Rule::SchemaDeprecated, None, None)),
            (true, false) => self.push(Self::found(reach, Rule::SchemaNoLongerDeprecated, None, None)),
            _ => {}
        }
        if was.description != is.description {
            self.push(Self::found(reach, Rule::DescriptionChanged, None, None));
        }
        let shown = |schema: &Schema| scalar::chosen(schema.default.as_ref()).map(ToString::to_string);
        let is_other_kind = !is_alias(was)
            && !is_alias(is)
            && std::mem::discriminant(&was.kind) != std::mem::discriminant(&is.kind);
        let (was, is) = (shown(was), shown(is));
        // A default goes with the type that it is a value of.
        if was != is && !(is_other_kind && is.is_none()) {
            let family = family!(ParameterDefaultChanged RequestDefaultChanged ResponseDefaultChanged);
            self.tell(reach, family, was, is);
        }
    }

    fn names(&mut self, was: &Schema, is: &Schema, reach: &Reach) {
        let has_a_type = matches!(
            was.kind,
            SchemaKind::Object(_) | SchemaKind::Union(_) | SchemaKind::Enum(_)
        );
        let same_kind = std::mem::discriminant(&was.kind) == std::mem::discriminant(&is.kind);
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
        self.push(Self::found(reach, rule, Some(old), Some(new)));
    }

    fn recursion(&mut self, pair: Pair, reach: &Reach) {
        let is_object = |schema: &Schema| matches!(schema.kind, SchemaKind::Object(_));
        let (was, is) = (self.old.schemas.get(pair.0), self.new.schemas.get(pair.1));
        // Only a schema with a name can lead back to itself.
        let can_recur = matches!(is.name, Name::Declared(_)) && is_object(was) && is_object(is);
        if can_recur && !recurs(&self.old.schemas, pair.0) && recurs(&self.new.schemas, pair.1) {
            self.push(Self::found(reach, Rule::SchemaBecameRecursive, None, None));
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
            _ if std::mem::discriminant(was) == std::mem::discriminant(is) => {
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
            (single, Union(union)) if holds_kind(self.new, union, single) => {
                family!(ParameterBecameUnion RequestBecameUnion ResponseBecameUnion)
            }
            (Union(union), single) if holds_kind(self.old, union, single) => {
                family!(ParameterNoLongerUnion RequestNoLongerUnion ResponseNoLongerUnion)
            }
            _ => family!(ParameterTypeChanged RequestTypeChanged ResponseTypeChanged),
        };
        self.tell(
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
        self.tell(reach, family, was.map(str::to_owned), is.map(str::to_owned));
    }

    /// What texts hold.
    fn media_type(&mut self, was: &SchemaKind, is: &SchemaKind, reach: &Reach) {
        let (SchemaKind::String(was), SchemaKind::String(is)) = (was, is) else {
            return;
        };
        if was.media_type != is.media_type {
            let (was, is) = (was.media_type.clone(), is.media_type.clone());
            self.push(Self::found(reach, Rule::MediaTypeOfTextChanged, was, is));
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
            self.tell(reach, family, shown(found.was.clone()), shown(found.is.clone()));
        }
    }
}

/// The worst of the rules of the roles that a pair has. What nothing uses is neither sent nor received.
pub(super) fn worst(reach: &Reach, family: Family) -> Option<Rule> {
    if reach.roles.is_empty() {
        return Some(Rule::UnusedSchemaChanged);
    }
    let roles = [
        (Role::Parameter, family.0),
        (Role::Sent, family.1),
        (Role::Received, family.2),
    ];
    let rules = roles
        .into_iter()
        .filter(|(role, _)| reach.roles.contains(role))
        .map(|(_, rule)| rule);
    rules.min_by_key(|rule| (rule.api().min(rule.sdk()), rule.api(), rule.sdk()))
}

/// Whether a schema leads back to itself.
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

/// A name without what casing can add or drop.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// What the values of a schema are, in one word.
pub(super) fn kind_name(kind: &SchemaKind) -> &'static str {
    match kind {
        SchemaKind::Any => "any value",
        SchemaKind::Null => "null",
        SchemaKind::Boolean => "boolean",
        SchemaKind::Integer(_) => "integer",
        SchemaKind::Number(_) => "number",
        SchemaKind::String(_) => "string",
        SchemaKind::Enum(_) => "enum",
        SchemaKind::Array(_) => "array",
        SchemaKind::Tuple(_) => "tuple",
        SchemaKind::Map(_) => "map",
        SchemaKind::Object(_) => "object",
        SchemaKind::Union(_) => "union",
        SchemaKind::Alias(_) => "alias",
    }
}
