//! The text of the program that makes the calls. It prints a line for each, and checks nothing.

use sdk_generator::wire::SecurityKind;
use std::fmt::Write as _;

use sdk_generator::emit::{Home, type_path};
use sdk_generator::rust::{Decode, Ident, Operation, StatusVariant, Target, Type};
use serde_json::Value;

use super::rules::KEY;
use super::{Call, Party};

pub(super) const MANIFEST: &str = r#"[package]
name = "caller"
version = "0.1.0"
edition = "2024"

[dependencies]
sdk = { path = "../sdk", default-features = false, features = ["rustls", "blocking"] }
serde_json = "1.0"
"#;

const HEAD: &str = r#"#![allow(warnings)]
use sdk::runtime::{Error, Json, Value};

fn given<T: Json>(text: &str) -> T {
    T::from_json(serde_json::from_str(text).expect("JSON")).expect("a value of the type")
}

fn untyped(error: &Error) -> String {
    match error.status() {
        None => format!("unsent {error:?}"),
        Some(_) if error.is_decode() => format!("unread {error:?}"),
        Some(status) => format!("{status} untyped"),
    }
}
"#;

/// Returns the program. Its arguments are the module of a crate and the address of a server.
pub(super) fn source(parties: &[Party<'_>], calls: &[Vec<Call<'_>>]) -> Result<String, String> {
    let mut text = HEAD.to_owned();
    let mut arms = String::new();
    for (party, calls) in parties.iter().zip(calls) {
        let module = &party.module;
        let client = format!("sdk::{module}::{}", party.krate.client.ident);
        let _ = writeln!(text, "mod {module} {{\nuse super::*;");
        for (index, call) in calls.iter().enumerate() {
            let body = self::call(module, call)?;
            let _ = writeln!(text, "fn call_{index}(client: &{client}) -> String {{\n{body}}}");
        }
        let all: Vec<String> = (0..calls.len()).map(|index| format!("call_{index}")).collect();
        let all = all.join(", ");
        let _ = writeln!(
            text,
            "pub fn client(url: &str) -> {client} {{ {client}::builder().base_url(url).max_retries(0){}.build().expect(\"a client\") }}\n\
             pub const CALLS: &[fn(&{client}) -> String] = &[{all}];\n}}",
            credentials(party)
        );
        let _ = writeln!(
            arms,
            "{module:?} => {{ let client = {module}::client(url); for call in {module}::CALLS {{ tell(call(&client)); }} }}"
        );
    }
    let _ = writeln!(
        text,
        "fn tell(line: String) {{ println!(\"{{}}\", line.replace('\\n', \" \")); }}\n\
         fn main() {{\nlet arguments: Vec<String> = std::env::args().collect();\nlet url = &arguments[2];\n\
         match arguments[1].as_str() {{\n{arms}other => panic!(\"there is no {{other}}\"),\n}}\n}}"
    );
    Ok(text)
}

fn credentials(party: &Party<'_>) -> String {
    let schemes = party.krate.client.security.iter();
    schemes
        .map(|scheme| match scheme.kind {
            SecurityKind::Basic => format!(".{}(\"user\", {KEY:?})", scheme.ident),
            _ => format!(".{}({KEY:?})", scheme.ident),
        })
        .collect()
}

/// Writes one call, and the statement that prints its line.
fn call(module: &str, call: &Call<'_>) -> Result<String, String> {
    let operation = call.operation;
    let home = Home {
        types: format!("sdk::{module}::types"),
        runtime: "sdk::runtime".to_owned(),
    };
    let mut arguments = Vec::new();
    for argument in &operation.arguments {
        let value = given(call, &argument.target)?;
        let value = value.ok_or_else(|| format!("`{}` is not given", argument.ident))?;
        arguments.push(expression(&argument.ty, value, &home));
    }
    let mut text = format!(
        "let mut request = client.{}().{}({});\n",
        call.group.module,
        operation.method,
        arguments.join(", ")
    );
    for (setter, argument) in setters(call, &home)? {
        let _ = writeln!(text, "request = request.{setter}({argument});");
    }
    let group = format!("sdk::{module}::{}", call.group.module);
    let _ = writeln!(
        text,
        "match request.send_blocking() {{\n{}\n{}\n}}",
        success(operation, &group)?,
        failure(operation, &group)
    );
    Ok(text)
}

fn setters(call: &Call<'_>, home: &Home) -> Result<Vec<(String, String)>, String> {
    let mut setters = Vec::new();
    let mut fields: Vec<&String> = call
        .operation
        .arguments
        .iter()
        .filter_map(|argument| field(&argument.target))
        .collect();
    for setter in &call.operation.setters {
        if matches!(setter.target, Target::Body(..)) && has_fields(call.operation) {
            continue;
        }
        let value = given(call, &setter.target)?;
        match (value, &setter.ty) {
            (Some(Value::Null), None) => setters.push((setter.ident.to_string(), String::new())),
            (Some(value), Some(ty)) if !value.is_null() => {
                setters.push((setter.ident.to_string(), expression(ty, value, home)));
            }
            _ => continue,
        }
        fields.extend(field(&setter.target));
    }
    if has_fields(call.operation) {
        // Properties without a setter are still sent.
        for (name, value) in body(call).and_then(Value::as_object).into_iter().flatten() {
            if !fields.contains(&name) {
                let arguments = format!("{name:?}, {}", expression(&Type::Value, value, home));
                setters.push(("body_field".to_owned(), arguments));
            }
        }
    }
    Ok(setters)
}

fn field(target: &Target) -> Option<&String> {
    match target {
        Target::Field(name) => Some(name),
        _ => None,
    }
}

fn has_fields(operation: &Operation) -> bool {
    let arguments = operation.arguments.iter().map(|argument| &argument.target);
    let setters = operation.setters.iter().map(|setter| &setter.target);
    arguments.chain(setters).any(|target| field(target).is_some())
}

fn body<'a>(call: &'a Call<'_>) -> Option<&'a Value> {
    call.given.get(&("body".to_owned(), String::new()))
}

/// Returns the value for a target.
fn given<'a>(call: &'a Call<'_>, target: &Target) -> Result<Option<&'a Value>, String> {
    let (place, name) = match target {
        Target::Path(name) => ("path", name),
        Target::Query(name) => ("query", name),
        Target::Header(name) => ("header", name),
        Target::Field(name) => return Ok(body(call).and_then(|body| body.get(name))),
        Target::Body(..) => return Ok(body(call)),
        other => return Err(format!("nothing gives a value for {other:?}")),
    };
    Ok(call.given.get(&(place.to_owned(), name.clone())))
}

fn expression(ty: &Type, value: &Value, home: &Home) -> String {
    // The method adds the box.
    let ty = match ty {
        Type::Box(inner) => inner.as_ref(),
        ty => ty,
    };
    format!("given::<{}>({:?})", type_path(ty, home), value.to_string())
}

fn success(operation: &Operation, group: &str) -> Result<String, String> {
    match (operation.output.decode, &operation.output.responses) {
        (Decode::Empty, _) => Ok("Ok(()) => \"ok null\".to_owned(),".to_owned()),
        (Decode::Json, _) => Ok("Ok(value) => format!(\"ok {}\", value.to_json()),".to_owned()),
        (Decode::ByStatus, Some(responses)) => {
            let arms = arms(group, &responses.ident, &responses.variants, "\"ok\"");
            Ok(format!(
                "Ok(value) => match value {{\n{arms}other => format!(\"unread {{other:?}}\"),\n}},"
            ))
        }
        (other, _) => Err(format!("nothing listens to what is read as {other:?}")),
    }
}

fn failure(operation: &Operation, group: &str) -> String {
    let Some(errors) = &operation.errors else {
        return "Err(error) => untyped(&error),".to_owned();
    };
    let arms = arms(
        group,
        &errors.ident,
        &errors.variants,
        "error.status().unwrap_or_default()",
    );
    format!(
        "Err(error) => match error.body::<{group}::{}>() {{\nSome(body) if !error.is_decode() => match body {{\n{arms}_ => untyped(&error),\n}},\n\
         _ => untyped(&error),\n}},",
        errors.ident
    )
}

/// Returns a match arm for each status, which prints the variant's name and the body.
fn arms(group: &str, ident: &Ident, variants: &[StatusVariant], word: &str) -> String {
    let mut arms = String::new();
    for variant in variants {
        let name = format!("{group}::{ident}::{}", variant.ident);
        let _ = match variant.decode {
            Decode::Json => writeln!(
                arms,
                "{name}(body) => format!(\"{{}} {{}}\", {word}, body.to_json()),"
            ),
            Decode::Empty => writeln!(arms, "{name} => format!(\"{{}} null\", {word}),"),
            _ => Ok(()),
        };
    }
    arms
}
