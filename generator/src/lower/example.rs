//! Calls to show in docs, README and examples: made of the document's own example values.

use serde_json::Value;

use super::Lowering;
use super::naming::{self, Casing};
use super::operations::GroupContext;
use crate::model::{self, SchemaId};
use crate::rust::{
    Accept, Argument, Decode, Example, ExampleCall, Expression, Group, Ident, Item, Output, Setter, Step,
    Struct, Target, Type, TypeModule,
};

/// The most setters that an example shows.
const MAX_STEPS: usize = 6;
/// The deepest nesting of values that an example shows.
const MAX_DEPTH: usize = 4;
/// The longest text that an example shows.
const MAX_TEXT: usize = 80;

/// A call of an operation with example values: required ones always, optional ones where the document
/// gives a value.
pub(super) fn example(
    lowering: &Lowering<'_>,
    context: &GroupContext<'_>,
    operation: &model::Operation,
    method: &Ident,
    arguments: &[Argument],
    setters: &[Setter],
    output: &Output,
) -> Example {
    let writer = Writer {
        lowering,
        types: context.types,
    };
    let body = body_example(lowering, operation);
    let value_of = |target: &Target| given(lowering, operation, body.as_ref(), target);
    let arguments = arguments
        .iter()
        .map(|argument| {
            let value = value_of(&argument.target);
            writer
                .expression(value.as_ref(), &argument.ty, &argument.accept, 0)
                .unwrap_or_else(|| writer.placeholder(&argument.ident, &argument.ty, &argument.accept))
        })
        .collect();
    let mut steps: Vec<Step> = setters
        .iter()
        .filter(|setter| !setter.deprecated && !matches!(setter.target, Target::Body(..)))
        .filter_map(|setter| {
            let value = value_of(&setter.target)?;
            let ty = setter.ty.as_ref()?;
            let argument = writer.expression(Some(&value), ty, &setter.accept, 0)?;
            Some(Step {
                ident: setter.ident.clone(),
                arguments: vec![argument],
            })
        })
        .take(MAX_STEPS)
        .collect();
    steps.extend(clearing_step(operation, setters, body.as_ref()));
    let call = ExampleCall {
        group: context.module.clone(),
        method: method.clone(),
        arguments,
        steps,
    };
    let mut imports = Vec::new();
    for expression in call
        .arguments
        .iter()
        .chain(call.steps.iter().flat_map(|step| &step.arguments))
    {
        imported(expression, &mut imports);
    }
    imports.sort();
    imports.dedup();
    Example {
        binding: binding(output),
        call,
        imports,
    }
}

/// A call that sets a field to null, where leaving, setting and clearing a field are three things: of
/// the fields that may be null, the last one that the example does not set.
fn clearing_step(operation: &model::Operation, setters: &[Setter], body: Option<&Value>) -> Option<Step> {
    if operation.method != "PATCH" {
        return None;
    }
    let is_unset = |target: &Target| match target {
        Target::Field(name) => body.is_none_or(|body| body.get(name).is_none()),
        _ => false,
    };
    let clearing = setters
        .iter()
        .rev()
        .find(|setter| setter.ty.is_none() && is_unset(&setter.target))?;
    Some(Step {
        ident: clearing.ident.clone(),
        arguments: Vec::new(),
    })
}

/// The calls of the README: the first of each kind of the group with the most operations, in the
/// document's order.
pub(super) fn tour(groups: &[Group]) -> Vec<Example> {
    let largest = groups.iter().rev().max_by_key(|group| group.operations.len());
    let operations = largest.into_iter().flat_map(|group| &group.operations);
    operations
        .filter(|operation| !operation.deprecated)
        .take(5)
        .map(|operation| operation.example.clone())
        .collect()
}

/// A name for what a call returns.
fn binding(output: &Output) -> Option<Ident> {
    let name = match (&output.ty, output.decode) {
        (_, Decode::Empty) | (Type::Unit, _) => return None,
        (Type::Item(path), Decode::Json) => naming::identifier(path.ident.plain(), Casing::Snake),
        (Type::String, _) => "text".to_owned(),
        (Type::Bytes, _) => "bytes".to_owned(),
        (Type::Vec(_), _) => "list".to_owned(),
        _ => "answer".to_owned(),
    };
    let short = name
        .rsplit('_')
        .next()
        .filter(|word| matches!(*word, "response" | "list"))
        .map(|_| "response");
    Some(naming::ident(short.unwrap_or(&name)))
}

/// The example of the JSON body as a whole.
fn body_example(lowering: &Lowering<'_>, operation: &model::Operation) -> Option<Value> {
    let body = operation.body.as_ref()?;
    let content = body
        .content
        .iter()
        .find(|content| content.format == model::ContentFormat::Json)?;
    content.example.clone().or_else(|| {
        let id = content.schema?;
        lowering
            .api
            .schemas
            .get(lowering.api.schemas.resolve(id))
            .example
            .clone()
    })
}

/// The document's example for a value; for want of one, the configuration's, or the default.
fn given(
    lowering: &Lowering<'_>,
    operation: &model::Operation,
    body: Option<&Value>,
    target: &Target,
) -> Option<Value> {
    let of_schema = |id: SchemaId| schema_example(lowering, id, 0);
    let of_parameter = |location: model::ParameterLocation, name: &str| {
        let mut parameters = operation.parameters.iter();
        let found = parameters.find(|parameter| parameter.location == location && parameter.name == name)?;
        let configured = lowering.config.examples.get(name).cloned();
        configured
            .or_else(|| found.example.clone())
            .or_else(|| of_schema(found.schema))
    };
    let value = match target {
        Target::Path(name) => of_parameter(model::ParameterLocation::Path, name),
        Target::Query(name) => {
            of_parameter(model::ParameterLocation::Query, name).filter(|_| !is_cursor(name))
        }
        Target::Header(name) => of_parameter(model::ParameterLocation::Header, name),
        Target::Cookie(name) => of_parameter(model::ParameterLocation::Cookie, name),
        Target::Field(name) => match body {
            Some(body) => body.get(name).cloned(),
            None => of_field(lowering, operation, name).and_then(of_schema),
        },
        Target::Body(..) => body.cloned(),
    };
    value.filter(|value| !value.is_null())
}

/// The example of a schema: its own, its default, or for an object one made of its properties'.
fn schema_example(lowering: &Lowering<'_>, id: SchemaId, depth: usize) -> Option<Value> {
    let schemas = &lowering.api.schemas;
    let own = schemas.get(id);
    let target = schemas.get(schemas.resolve(id));
    let default = || {
        own.default
            .clone()
            .or_else(|| target.default.clone())
            .filter(|value| !looks_volatile(value))
    };
    let given = own
        .example
        .clone()
        .or_else(|| target.example.clone())
        .or_else(default);
    if given.is_some() || depth > MAX_DEPTH {
        return given;
    }
    let model::SchemaKind::Object(object) = &target.kind else {
        return None;
    };
    let properties = object.properties.iter();
    let fields: serde_json::Map<String, Value> = properties
        .filter_map(|property| {
            Some((
                property.name.clone(),
                schema_example(lowering, property.schema, depth + 1)?,
            ))
        })
        .collect();
    (!fields.is_empty()).then_some(Value::Object(fields))
}

fn of_field(lowering: &Lowering<'_>, operation: &model::Operation, name: &str) -> Option<SchemaId> {
    let schemas = &lowering.api.schemas;
    let body = operation.body.as_ref()?;
    let id = body.content.first()?.schema?;
    match &schemas.get(schemas.resolve(id)).kind {
        model::SchemaKind::Object(object) => object
            .properties
            .iter()
            .find(|property| property.name == name)
            .map(|property| property.schema),
        _ => None,
    }
}

/// Whether a parameter says where a page begins: an example of a first call leaves it out.
fn is_cursor(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [
        "after",
        "before",
        "cursor",
        "page_token",
        "pagetoken",
        "offset",
        "page",
    ]
    .iter()
    .any(|word| name == *word || name.ends_with(&format!("_{word}")))
}

/// Whether a value is a moment: exports write the moment of the export as a default.
pub(super) fn looks_volatile(value: &Value) -> bool {
    value.as_str().is_some_and(|text| {
        let bytes = text.as_bytes();
        bytes.len() >= 19
            && bytes.get(4) == Some(&b'-')
            && bytes.get(7) == Some(&b'-')
            && matches!(bytes.get(10), Some(b'T' | b' '))
            && bytes.get(13) == Some(&b':')
    })
}

struct Writer<'a> {
    lowering: &'a Lowering<'a>,
    types: &'a [TypeModule],
}

impl Writer<'_> {
    /// A JSON value as an expression that a parameter of the type accepts. `None` where the value does
    /// not fit the type, or is too large to show.
    fn expression(
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
            (Value::String(text), Type::String | Type::Timestamp) => short(text).map(Expression::Text),
            (Value::String(text), Type::Item(path)) => match self.item(&path.ident) {
                Some(Item::StringEnum(item)) => {
                    let known = item.values.iter().find(|known| known.value == *text)?;
                    Some(Expression::Variant(path.ident.clone(), known.ident.clone()))
                }
                Some(Item::Alias(alias)) if matches!(alias.ty, Type::String | Type::Timestamp) => {
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
            (Type::String | Type::Timestamp, Value::String(text)) => short(text).map(Expression::IntoText),
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
            use crate::rust::Presence;
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
    fn placeholder(&self, ident: &Ident, ty: &Type, accept: &Accept) -> Expression {
        let named = format!("<{}>", ident.plain());
        match (accept, ty) {
            (Accept::Into, Type::String | Type::Timestamp | Type::Value) => Expression::Text(named),
            (Accept::Into, Type::Item(path)) => match self.item(&path.ident) {
                Some(Item::StringEnum(item)) => match item.values.first() {
                    Some(first) => Expression::Variant(path.ident.clone(), first.ident.clone()),
                    None => Expression::Text(named),
                },
                Some(Item::Alias(alias))
                    if matches!(alias.ty, Type::String | Type::Timestamp | Type::Value) =>
                {
                    Expression::Text(named)
                }
                _ => Expression::Todo(named),
            },
            (Accept::IterInto, Type::Vec(inner)) => {
                Expression::List(vec![self.placeholder(ident, inner, &Accept::Into)])
            }
            (Accept::Exact, Type::Bool) => Expression::Bool(true),
            (Accept::Exact, Type::Number("f64" | "f32")) => Expression::Float(1.0),
            (Accept::Exact, Type::Number(_)) => Expression::Integer(1),
            (Accept::Exact, Type::Item(path)) => match self.item(&path.ident) {
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

fn imported(expression: &Expression, imports: &mut Vec<Ident>) {
    match expression {
        Expression::List(elements) | Expression::Vec(elements) => {
            for element in elements {
                imported(element, imports);
            }
        }
        Expression::Entries(entries) => {
            for (_, value) in entries {
                imported(value, imports);
            }
        }
        Expression::Variant(item, _) => imports.push(item.clone()),
        Expression::VariantOf(item, _, inner) => {
            imports.push(item.clone());
            imported(inner, imports);
        }
        Expression::Build {
            item,
            arguments,
            steps,
        } => {
            imports.push(item.clone());
            for inner in arguments
                .iter()
                .chain(steps.iter().flat_map(|step| &step.arguments))
            {
                imported(inner, imports);
            }
        }
        _ => {}
    }
}
