//! Calls to show in docs, README and examples: made of the document's own example values.

mod dates;
mod expression;

use serde_json::Value;

use super::Lowering;
use super::naming::{self, Casing};
use super::operations::GroupContext;
use expression::{MAX_DEPTH, Writer};
use sdk_model::{self as model, SchemaId, is_timestamp};
use sdk_rust::{
    Argument, Decode, Example, ExampleCall, ExampleResult, Expression, Ident, Output, Setter, Step,
    StreamDecoding, Target, Type,
};
use sdk_wire::ParameterLocation;

/// The most setters that an example shows.
const MAX_STEPS: usize = 6;
/// The most schemas that are read for one value: each level may name every schema of the document.
const MAX_READ: usize = 1_000;

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
    let asks_for_body = arguments.iter().any(|argument| is_of_body(&argument.target));
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
    if !asks_for_body {
        steps.extend(chosen_body(&writer, operation, setters, body.as_ref()));
    }
    let call = ExampleCall {
        group: context.module.clone(),
        method: method.clone(),
        arguments,
        steps,
    };
    of_call(call, result(output, &lowering.client_variable()))
}

/// The call that gives a body which comes in several forms, where there has to be one.
fn chosen_body(
    writer: &Writer<'_>,
    operation: &model::Operation,
    setters: &[Setter],
    body: Option<&Value>,
) -> Option<Step> {
    let has_fields = setters
        .iter()
        .any(|setter| matches!(setter.target, Target::Field(_)));
    if !operation.body.as_ref()?.required || has_fields {
        return None;
    }
    let setter = setters
        .iter()
        .find(|setter| matches!(setter.target, Target::Body(0, _)))?;
    let ty = setter.ty.as_ref()?;
    let argument = writer.expression(body, ty, &setter.accept, 0);
    Some(Step {
        ident: setter.ident.clone(),
        arguments: vec![argument.unwrap_or_else(|| writer.placeholder(&setter.ident, ty, &setter.accept))],
    })
}

/// Whether a value is the body, or a part of it.
fn is_of_body(target: &Target) -> bool {
    matches!(
        target,
        Target::Body(..) | Target::Field(_) | Target::File(_) | Target::Files(_)
    )
}

/// The same call with its arguments alone.
pub(super) fn without_steps(example: &Example) -> Example {
    let mut call = example.call.clone();
    call.steps.clear();
    of_call(call, example.result.clone())
}

fn of_call(call: ExampleCall, result: ExampleResult) -> Example {
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
        result,
        call,
        imports,
    }
}

/// A call that sets a field to null, where leaving, setting and clearing a field are three things: of
/// the fields that may be null, the first one that the example does not set.
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
        .find(|setter| setter.ty.is_none() && !setter.deprecated && is_unset(&setter.target))?;
    Some(Step {
        ident: clearing.ident.clone(),
        arguments: Vec::new(),
    })
}

/// A name for what a call returns, which is not that of the client.
fn result(output: &Output, client: &Ident) -> ExampleResult {
    let name = match (&output.ty, output.decode) {
        (_, Decode::Empty) | (Type::Unit, _) => return ExampleResult::Nothing,
        (_, Decode::Stream(decoding)) => return ExampleResult::Stream(naming::ident(streamed(decoding))),
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
    match naming::ident(short.unwrap_or(&name)) {
        name if name == *client => ExampleResult::Value(naming::ident("answer")),
        name => ExampleResult::Value(name),
    }
}

/// What one of many values is called.
fn streamed(decoding: StreamDecoding) -> &'static str {
    match decoding {
        StreamDecoding::Chunks => "chunk",
        StreamDecoding::JsonLines | StreamDecoding::JsonSequence => "value",
        _ => "event",
    }
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
    let of_schema = |id: SchemaId| {
        let mut room = MAX_READ;
        schema_example(lowering, id, 0, &mut room)
    };
    let of_parameter = |location: ParameterLocation, name: &str| {
        let mut parameters = operation.parameters.iter();
        let found = parameters.find(|parameter| parameter.location == location && parameter.name == name)?;
        let configured = lowering.config.examples.get(name).cloned();
        configured
            .or_else(|| found.example.clone())
            .or_else(|| of_schema(found.schema))
    };
    let value = match target {
        Target::Path(name) => of_parameter(ParameterLocation::Path, name),
        Target::Query(name) => of_parameter(ParameterLocation::Query, name).filter(|_| !is_cursor(name)),
        Target::Header(name) => of_parameter(ParameterLocation::Header, name),
        Target::Cookie(name) => of_parameter(ParameterLocation::Cookie, name),
        Target::Field(name) => match body {
            Some(body) => body.get(name).cloned(),
            None => of_field(lowering, operation, name).and_then(of_schema),
        },
        Target::File(_) | Target::Files(_) | Target::ContentType => None,
        Target::Body(..) => body.cloned(),
    };
    value.filter(|value| !value.is_null())
}

/// The example of a schema: its own, its default, or for an object one made of its properties'. What comes after as
/// many schemas as there is room for is left out.
fn schema_example(lowering: &Lowering<'_>, id: SchemaId, depth: usize, room: &mut usize) -> Option<Value> {
    *room = room.checked_sub(1)?;
    let schemas = &lowering.api.schemas;
    let own = schemas.get(id);
    let target = schemas.get(schemas.resolve(id));
    let default = || {
        own.default
            .clone()
            .or_else(|| target.default.clone())
            .filter(|value| !is_timestamp(value))
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
                schema_example(lowering, property.schema, depth + 1, room)?,
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
