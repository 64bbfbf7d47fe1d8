//! Writes the call of each operation of a fixture, through its generated builder, and the declared
//! parameters. The types are in `src/calls.rs`.

use sdk_generator::emit::{Home, type_path};
use sdk_generator::rust::{Crate, Group, Operation, Target, Type};
use sdk_generator::wire::{BodyKind, ParameterLocation, ParameterStyle, SecurityKind};

/// Returns the table of all fixtures.
pub(crate) fn table(fixtures: &str) -> String {
    format!("/// Every fixture with operations.\npub static FIXTURES: &[Fixture] = &[{fixtures}];\n")
}

/// Returns the entry of a fixture, or an empty string if it has no operations.
pub(crate) fn fixture(name: &str, krate: &Crate) -> String {
    let home = Home {
        types: format!("crate::fixtures::{name}::types"),
        runtime: "crate::runtime".to_owned(),
    };
    let client = format!("crate::fixtures::{name}::Client");
    let operations: String = krate
        .groups
        .iter()
        .flat_map(|group| group.operations.iter().map(move |operation| (group, operation)))
        .map(|(group, operation)| entry(&client, &home, group, operation))
        .collect();
    if operations.is_empty() {
        return operations;
    }
    let credentials: String = krate
        .client
        .security
        .iter()
        .map(|scheme| match scheme.kind {
            SecurityKind::Basic => format!(".{}(\"user\", \"key-in-use\")", scheme.ident),
            _ => format!(".{}(\"key-in-use\")", scheme.ident),
        })
        .collect();
    format!(
        "Fixture {{ name: {name:?}, connect: |base_url| Box::new({client}::builder().base_url(base_url)\
         .max_retries(0){credentials}.build().expect(\"the settings are valid\")), \
         operations: &[{operations}] }},\n"
    )
}

fn entry(client: &str, home: &Home, group: &Group, operation: &Operation) -> String {
    let table = &operation.table;
    let arguments: Vec<String> = operation
        .arguments
        .iter()
        .map(|argument| taken(&argument.target, &argument.ty, home))
        .collect();
    let mut has_body = operation
        .arguments
        .iter()
        .any(|argument| matches!(argument.target, Target::Body(..)));
    let has_fields = operation
        .setters
        .iter()
        .any(|setter| matches!(setter.target, Target::Field(_)));
    let mut setters = String::new();
    for setter in &operation.setters {
        let Some(ty) = &setter.ty else { continue };
        if matches!(setter.target, Target::Body(..)) {
            if has_body || has_fields {
                continue;
            }
            has_body = true;
        }
        let value = taken(&setter.target, ty, home);
        setters.push_str(&format!(
            "let value = {value}; let request = request.{}(value);",
            setter.ident
        ));
    }
    format!(
        "Operation {{ id: {:?}, method: {:?}, path: {:?}, parameters: &[{}], body: {}, call: |client, given| {{ \
         let client: &{client} = client.downcast_ref().expect(\"it is the client of this fixture\"); \
         let request = client.{}().{}({}); {setters} Box::pin(async move {{ request.send().await.map(drop) }}) }} }},",
        table.id,
        table.http_method,
        table.path,
        parameters(operation),
        table.bodies.first().map_or("None", |body| match body.format {
            BodyKind::Json => "Some(BodyKind::Json)",
            BodyKind::Form => "Some(BodyKind::Form)",
            BodyKind::Multipart => "Some(BodyKind::Multipart)",
            BodyKind::Text => "Some(BodyKind::Text)",
            BodyKind::Bytes => "Some(BodyKind::Bytes)",
        }),
        group.module,
        operation.method,
        arguments.join(", "),
    )
}

/// Returns the expression that takes a value for a target.
fn taken(target: &Target, ty: &Type, home: &Home) -> String {
    // The method adds the box.
    let ty = match ty {
        Type::Box(inner) => inner.as_ref(),
        ty => ty,
    };
    let of = |place: &str, name: &str| format!("given.take::<{}>({place}, {name:?})", type_path(ty, home));
    match target {
        Target::Path(name) => of("ParameterLocation::Path", name),
        Target::Query(name) => of("ParameterLocation::Query", name),
        Target::Header(name) => of("ParameterLocation::Header", name),
        Target::Cookie(name) => of("ParameterLocation::Cookie", name),
        Target::Field(name) => of("ParameterLocation::Field", name),
        Target::File(name) => format!("given.file({name:?})"),
        Target::Files(name) => format!("vec![given.file({name:?}), given.file({name:?})]"),
        // These tests only check the content of the body.
        Target::ContentType => r#""application/octet-stream".to_owned()"#.to_owned(),
        // The empty name refers to the whole body.
        Target::Body(..) => of("ParameterLocation::Field", ""),
        // Any media type works, because only the body is checked.
    }
}

/// Returns the rows of the parameters, and of form fields with a serialization other than the default.
fn parameters(operation: &Operation) -> String {
    let mut rows = String::new();
    for parameter in &operation.table.parameters {
        let place = match parameter.location {
            ParameterLocation::Path => "Path",
            ParameterLocation::Query => "Query",
            ParameterLocation::Header => "Header",
            ParameterLocation::Cookie => "Cookie",
            ParameterLocation::Field => continue,
        };
        let default = match parameter.location {
            ParameterLocation::Query | ParameterLocation::Cookie => ParameterStyle::Form,
            _ => ParameterStyle::Simple,
        };
        let style = parameter.style.unwrap_or(default);
        let explode = parameter.explode.unwrap_or(style == ParameterStyle::Form);
        let json = parameter.content_json;
        rows.push_str(&row(place, &parameter.name, style, explode, json));
    }
    for part in operation.table.bodies.first().iter().flat_map(|body| &body.parts) {
        let style = part.style.unwrap_or(ParameterStyle::Form);
        let explode = part.explode.unwrap_or(style == ParameterStyle::Form);
        let json = part
            .content_type
            .as_deref()
            .is_some_and(|kind| kind.contains("json"));
        rows.push_str(&row("Field", &part.name, style, explode, json));
    }
    rows
}

fn row(place: &str, name: &str, style: ParameterStyle, explode: bool, json: bool) -> String {
    format!(
        "Declared {{ name: {name:?}, place: ParameterLocation::{place}, style: ParameterStyle::{style:?}, explode: {explode}, json: {json} }},"
    )
}
