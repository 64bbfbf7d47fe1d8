//! Example values as expressions: what of a JSON value a parameter of some type accepts.

use serde_json::Value;

use super::{MAX_STEPS, dates};
use crate::Lowering;
use sdk_rust::{Accept, Expression, Ident, Item, Presence, Step, Struct, Type, TypeModule};

/// The deepest nesting of values that an example shows.
pub(super) const MAX_DEPTH: usize = 4;
/// The longest text that an example shows.
const MAX_TEXT: usize = 80;

pub(super) struct Writer<'a> {
    pub(super) lowering: &'a Lowering<'a>,
    pub(super) types: &'a [TypeModule],
}

impl Writer<'_> {
    /// A JSON value as an expression that a parameter of the type accepts. `None` where the value does
    /// not fit the type, or is too large to show.
    pub(super) fn expression(
        &self,
        value: Option<&Value>,
        ty: &Type,
        accept: &Accept,
        depth: usize,
    ) -> Option<Expression> {
        let value = value?;
        if depth > MAX_DEPTH {
            return None;
        }
        match (accept, ty) {
            (Accept::IterInto | Accept::Iter, Type::Vec(inner)) => {
                let accept = if *accept == Accept::IterInto {
                    Accept::Into
                } else {
                    Accept::Exact
                };
                let elements = self.elements(value, inner, &accept, depth)?;
                // An empty array has no type of its own.
                (!elements.is_empty()).then_some(Expression::List(elements))
            }
            (Accept::EntriesInto | Accept::Entries, Type::Map(inner)) => {
                let accept = if *accept == Accept::EntriesInto {
                    Accept::Into
                } else {
                    Accept::Exact
                };
                self.entries(value, inner, &accept, depth)
            }
            (Accept::Into, _) => self.converted(value, ty),
            _ => self.exact(value, ty, depth),
        }
    }

    fn elements(
        &self,
        value: &Value,
        inner: &Type,
        accept: &Accept,
        depth: usize,
    ) -> Option<Vec<Expression>> {
        let list = value.as_array().filter(|list| list.len() <= 8)?;
        list.iter()
            .map(|element| self.expression(Some(element), inner, accept, depth + 1))
            .collect()
    }

    fn entries(&self, value: &Value, inner: &Type, accept: &Accept, depth: usize) -> Option<Expression> {
        let object = value
            .as_object()
            .filter(|object| !object.is_empty() && object.len() <= 8)?;
        let mut entries = Vec::new();
        for (key, value) in object {
            entries.push((
                key.clone(),
                self.expression(Some(value), inner, accept, depth + 1)?,
            ));
        }
        // The elements of an array are of one type; free-form values may not be.
        let of_one_kind = entries.iter().all(|(_, value)| {
            entries
                .first()
                .is_some_and(|(_, first)| std::mem::discriminant(first) == std::mem::discriminant(value))
        });
        of_one_kind.then_some(Expression::Entries(entries))
    }

    /// A value for `impl Into<T>`.
    fn converted(&self, value: &Value, ty: &Type) -> Option<Expression> {
        match (value, ty) {
            (_, Type::Value) => match value {
                Value::String(text) => short(text).map(Expression::Text),
                Value::Bool(flag) => Some(Expression::Bool(*flag)),
                Value::Number(number) => number.as_i64().map(Expression::Integer),
                _ => None,
            },
            (Value::String(text), Type::String | Type::Timestamp | Type::Secret) => {
                short(text).map(Expression::Text)
            }
            (Value::String(text), Type::Item(path)) => match self.item(&path.ident) {
                Some(Item::StringEnum(item)) => {
                    let known = item.values.iter().find(|known| known.value == *text)?;
                    Some(Expression::Variant(path.ident.clone(), known.ident.clone()))
                }
                Some(Item::Alias(alias))
                    if matches!(alias.ty, Type::String | Type::Timestamp | Type::Secret) =>
                {
                    short(text).map(Expression::Text)
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn exact(&self, value: &Value, ty: &Type, depth: usize) -> Option<Expression> {
        match (ty, value) {
            (Type::Bool, Value::Bool(flag)) => Some(Expression::Bool(*flag)),
            (Type::Number("f64" | "f32"), Value::Number(number)) => number.as_f64().map(Expression::Float),
            (Type::Number(name), Value::Number(number)) => number
                .as_i64()
                .filter(|&integer| fits(name, integer))
                .map(Expression::Integer),
            (Type::String | Type::Timestamp | Type::Secret, Value::String(text)) => {
                short(text).map(Expression::IntoText)
            }
            (Type::Dated(library, kind), Value::String(text)) => {
                dates::written(*kind, text).then(|| Expression::Dated(*library, *kind, text.clone()))
            }
            (Type::Item(path), Value::String(_)) => match self.item(&path.ident)? {
                Item::Alias(alias) => self.exact(value, &alias.ty, depth),
                _ => None,
            },
            (Type::Item(path), Value::Object(_)) => match self.item(&path.ident)? {
                Item::Struct(item) => self.build(item, value, depth),
                _ => None,
            },
            _ => None,
        }
    }

    /// A struct by its constructor and setters.
    fn build(&self, item: &Struct, value: &Value, depth: usize) -> Option<Expression> {
        if !item.constructible {
            return None;
        }
        let mut arguments = Vec::new();
        let mut steps = Vec::new();
        for field in &item.fields {
            let given = value.get(&field.wire_name).filter(|value| !value.is_null());
            let shown = self.expression(given, &field.ty, &field.accept, depth + 1);
            match (field.presence, shown) {
                (Presence::Required, Some(shown)) => arguments.push(shown),
                (Presence::Required, None) => {
                    arguments.push(self.placeholder(&field.ident, &field.ty, &field.accept));
                }
                // `None` for a value that must be there and may be null.
                (Presence::Nullable, _) => return None,
                (_, Some(shown)) if !field.deprecated && !field.read_only && steps.len() < MAX_STEPS => {
                    steps.push(Step {
                        ident: field.setter.clone(),
                        arguments: vec![shown],
                    });
                }
                _ => {}
            }
        }
        Some(Expression::Build {
            item: item.ident.clone(),
            arguments,
            steps,
        })
    }

    /// Something to show where the document gives no value.
    pub(super) fn placeholder(&self, ident: &Ident, ty: &Type, accept: &Accept) -> Expression {
        let named = format!("<{}>", ident.plain());
        match (accept, ty) {
            (Accept::Into, Type::String | Type::Timestamp | Type::Secret | Type::Value | Type::Bytes) => {
                Expression::Text(named)
            }
            (Accept::Into, Type::Item(path)) => match self.item(&path.ident) {
                Some(Item::StringEnum(item)) => match item.values.first() {
                    Some(first) => Expression::Variant(path.ident.clone(), first.ident.clone()),
                    None => Expression::Text(named),
                },
                Some(Item::Alias(alias))
                    if matches!(
                        alias.ty,
                        Type::String | Type::Timestamp | Type::Secret | Type::Value
                    ) =>
                {
                    Expression::Text(named)
                }
                _ => Expression::Todo(named),
            },
            (Accept::IterInto, Type::Vec(inner)) => {
                Expression::List(vec![self.placeholder(ident, inner, &Accept::Into)])
            }
            (Accept::Exact, Type::Dated(library, kind)) => {
                Expression::Dated(*library, *kind, dates::made_up(*kind).to_owned())
            }
            (Accept::Exact, Type::Bool) => Expression::Bool(true),
            (Accept::Exact, Type::Number("f64" | "f32")) => Expression::Float(1.0),
            (Accept::Exact, Type::Number(_)) => Expression::Integer(1),
            (Accept::Exact, Type::Item(path)) => match self.item(&path.ident) {
                Some(Item::Alias(alias)) if matches!(alias.ty, Type::Dated(..)) => {
                    self.placeholder(ident, &alias.ty, accept)
                }
                Some(Item::Struct(item)) => self
                    .build(item, &Value::Null, 0)
                    .unwrap_or(Expression::Todo(named)),
                _ => Expression::Todo(named),
            },
            _ => Expression::Todo(named),
        }
    }

    fn item(&self, ident: &Ident) -> Option<&Item> {
        let id = self.lowering.names.schema(ident)?;
        let modules = self.lowering.names.modules().iter().zip(self.types);
        let mut owning = modules.filter(|((_, members), _)| members.contains(&id));
        owning.find_map(|(_, module)| module.items.iter().find(|item| item.ident() == ident))
    }
}

fn fits(name: &str, integer: i64) -> bool {
    match name {
        "i8" => i8::try_from(integer).is_ok(),
        "i16" => i16::try_from(integer).is_ok(),
        "i32" => i32::try_from(integer).is_ok(),
        "u8" => u8::try_from(integer).is_ok(),
        "u16" => u16::try_from(integer).is_ok(),
        "u32" => u32::try_from(integer).is_ok(),
        "u64" => integer >= 0,
        _ => true,
    }
}

fn short(text: &str) -> Option<String> {
    (text.len() <= MAX_TEXT && !text.chars().any(char::is_control)).then(|| text.to_owned())
}
