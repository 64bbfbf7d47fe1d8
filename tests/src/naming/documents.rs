//! The documents with special names.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::Words;

/// Returns every document with its file name. Together they use each word as the name of every kind of item.
#[must_use]
pub fn documents(words: &Words) -> Vec<(String, Value)> {
    let documents = [
        ("names-types", types(words)),
        ("names-members", members(words)),
        ("names-operations", operations(words)),
        ("names-parameters", parameters(words)),
        ("names-security", security(words)),
    ];
    documents
        .map(|(name, document)| (name.to_owned(), document))
        .to_vec()
}

/// The number of fields in a struct of [`types`].
const FIELDS: usize = 30;

fn document(parts: Value) -> Value {
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Names", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
    });
    merge(&mut document, parts);
    document
}

fn merge(document: &mut Value, parts: Value) {
    if let (Some(document), Value::Object(parts)) = (document.as_object_mut(), parts) {
        document.extend(parts);
    }
}

fn object<K: Into<String>>(entries: impl IntoIterator<Item = (K, Value)>) -> Value {
    let entries = entries.into_iter().map(|(key, value)| (key.into(), value));
    Value::Object(entries.collect::<Map<String, Value>>())
}

/// Returns the words that can be keys of components.
fn keys(words: &[String]) -> Vec<&String> {
    let is_key = |word: &&String| {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
        !word.is_empty() && word.chars().all(allowed)
    };
    words.iter().filter(is_key).collect()
}

fn answer(schema: &Value) -> Value {
    json!({"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}})
}

fn body(schema: &Value) -> Value {
    json!({"required": true, "content": {"application/json": {"schema": schema}}})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

/// Returns schemas. Each word names a struct, an enum, a union, an alias or a wrapper, depending on its
/// index.
fn types(words: &Words) -> Value {
    let words = &words.short;
    let names = keys(words);
    let schemas = names.iter().enumerate().map(|(index, name)| {
        let next = reference(names[(index + 1) % names.len()]);
        let schema = match index % 3 {
            0 => json!({"type": "object", "required": ["one"], "properties": {
                "one": {"type": "string"}, "next": next, "list": {"type": "array", "items": next},
                "map": {"type": "object", "additionalProperties": next},
            }}),
            1 => json!({"type": "string", "enum": ["one", "two"]}),
            _ => {
                json!({"oneOf": [{"type": "string"}, {"type": "array", "items": next}, {"type": "integer"}]})
            }
        };
        ((*name).clone(), schema)
    });
    let schemas = object(schemas);
    // Examples contain a value of each type, so every type is small.
    let parts = names.chunks(FIELDS).enumerate().map(|(index, names)| {
        let fields = names.iter().map(|name| ((*name).clone(), reference(name)));
        let part = json!({"type": "array", "items": {"type": "object", "properties": object(fields)}});
        (format!("part{index}"), part)
    });
    let every = json!({"type": "object", "properties": object(parts)});
    document(json!({
        "paths": {"/every": {"post": {
            "operationId": "every", "tags": ["every"], "requestBody": body(&every), "responses": answer(&every),
        }}},
        "components": {"schemas": schemas},
    }))
}

/// Returns properties, values, variants, tags and statuses.
fn members(words: &Words) -> Value {
    let short = &words.short;
    let words = &words.all;
    let text = json!({"type": "string"});
    let optional = || object(words.iter().map(|word| (word.clone(), text.clone())));
    let nullable = words
        .iter()
        .map(|word| (word.clone(), json!({"type": ["string", "null"]})));
    let nullable = object(nullable);
    let numbers: Vec<usize> = (0..words.len()).collect();
    let names = keys(short);
    let alternative = |name: &String| {
        let own = json!({"type": "object", "required": ["kind"], "properties": {
            "kind": {"type": "string"}, "own": {"type": "string"}}});
        (format!("{name}Case"), own)
    };
    let mapping = names.iter().map(|name| {
        let target = format!("#/components/schemas/{name}Case");
        ((*name).clone(), Value::from(target))
    });
    let cases: Vec<Value> = names
        .iter()
        .map(|name| reference(&format!("{name}Case")))
        .collect();
    let titled: Vec<Value> = words
        .iter()
        .map(|word| {
            json!({"title": word, "type": "object", "required": [format!("{word} x")],
            "properties": {format!("{word} x"): text}})
        })
        .collect();
    let mut schemas = vec![
        (
            "Optional".to_owned(),
            json!({"type": "object", "properties": optional()}),
        ),
        (
            "Required".to_owned(),
            json!({"type": "object", "required": words, "properties": optional()}),
        ),
        (
            "Nullable".to_owned(),
            json!({"type": "object", "properties": nullable}),
        ),
        (
            "Received".to_owned(),
            json!({"type": "object", "properties": optional()}),
        ),
        ("Texts".to_owned(), json!({"type": "string", "enum": words})),
        (
            "Numbers".to_owned(),
            json!({"type": "integer", "enum": numbers, "x-enum-varnames": words}),
        ),
        (
            "Tagged".to_owned(),
            json!({"oneOf": cases, "discriminator": {
            "propertyName": "kind", "mapping": object(mapping)}}),
        ),
        ("Titled".to_owned(), json!({"oneOf": titled})),
    ];
    schemas.extend(names.iter().copied().map(alternative));
    let sent = [
        "Optional", "Required", "Nullable", "Texts", "Numbers", "Tagged", "Titled",
    ];
    let sent = object(sent.map(|name| (name, reference(name))));
    let whole = json!({"type": "object", "properties": sent});
    document(json!({
        "paths": {"/all": {"post": {
            "operationId": "all", "requestBody": body(&whole), "responses": answer(&reference("Received")),
        }}},
        "components": {"schemas": object(schemas)},
    }))
}

/// Returns tags and operations. Each word names a group, a whole operation, and the rest of an operation
/// after the name of its group. Since there are many groups, each word also names a cargo feature.
fn operations(words: &Words) -> Value {
    let words = &words.short;
    let mut paths = Map::new();
    let mut ids = BTreeSet::new();
    let names = keys(words);
    let needed = |index: usize| match index % 4 {
        0 => reference(names[index % names.len()]),
        1 => {
            json!({"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}})
        }
        2 => json!({"type": "array", "items": {"type": "integer"}}),
        _ => json!({"type": "boolean"}),
    };
    let mut add = |id: &str, tag: &str| {
        if ids.insert(id.to_owned()) {
            let index = paths.len();
            let needed = json!([{"name": "needed", "in": "query", "required": true, "schema": needed(index),
                "style": "deepObject"}]);
            paths.insert(
                format!("/p{index}"),
                json!({"get": {"operationId": id, "tags": [tag], "parameters": needed, "responses": {
                    "200": {"description": "ok", "content": {"application/json": {"schema": {"type": "string"}}}},
                    "404": {"description": "not ok", "headers": {"X-A": {"schema": {"type": "string"}}}},
                }}}),
            );
        }
    };
    for word in words {
        add(&format!("get the {word}"), word);
        add(word, "operations");
        add(&format!("every {word}"), "every");
    }
    let schema = |name: &&String| ((*name).clone(), json!({"type": "string", "enum": ["a", "b"]}));
    document(json!({"paths": paths, "components": {"schemas": object(names.iter().map(schema))}}))
}

/// Returns parameters of each kind, body fields, response headers, server variables, callbacks and webhooks.
fn parameters(words: &Words) -> Value {
    let (hooks, callbacks) = hooks(words);
    let words = &words.all;
    let is_token = |word: &&String| {
        let allowed = |letter: char| letter.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(letter);
        !word.is_empty() && word.chars().all(allowed)
    };
    let tokens: Vec<&String> = words.iter().filter(is_token).collect();
    let mut seen = BTreeSet::new();
    let headers: Vec<&String> = tokens
        .iter()
        .copied()
        .filter(|word| seen.insert(word.to_ascii_lowercase()))
        .collect();
    let headers_of = |part: usize| {
        let names = headers.iter().skip(part * HEADERS).take(HEADERS);
        object(names.map(|name| ((*name).clone(), json!({"schema": {"type": "string"}}))))
    };
    let text = json!({"type": "string"});
    let of = |place: &str, names: &[&String], required: bool| -> Vec<Value> {
        let names = names.iter();
        names
            .map(|name| json!({"name": name, "in": place, "required": required, "schema": text}))
            .collect()
    };
    let all: Vec<&String> = words.iter().filter(|word| !word.is_empty()).collect();
    let fields = object(
        words
            .iter()
            .map(|word| (word.clone(), json!({"type": ["string", "null"]}))),
    );
    let files = json!({"type": "string", "format": "binary"});
    let files = object(words.iter().map(|word| (word.clone(), files.clone())));
    let form = json!({"type": "object", "properties": fields});
    let upload = json!({"type": "object", "properties": files});
    let operation = |id: &str, parameters: Vec<Value>| {
        json!({"operationId": id, "tags": ["p"], "parameters": parameters, "responses": {
            "200": {"description": "ok", "content": {"application/json": {"schema": text}}}}})
    };
    let events = json!({"description": "ok", "content": {"text/event-stream": {"schema": text},
        "application/json": {"schema": text}}});
    let mut paths = vec![
        (
            "/query".to_owned(),
            json!({"get": operation("query", of("query", &all, false))}),
        ),
        (
            "/needed".to_owned(),
            json!({"get": operation("needed", of("query", &all, true))}),
        ),
        (
            "/header".to_owned(),
            json!({"get": operation("header", of("header", &headers, false))}),
        ),
        (
            "/cookie".to_owned(),
            json!({"get": operation("cookie", of("cookie", &tokens, false))}),
        ),
    ];
    for part in 0..headers.len().div_ceil(HEADERS) {
        let mut answered = operation(&format!("headers{part}"), Vec::new());
        answered["responses"]["200"]["headers"] = headers_of(part);
        paths.push((format!("/headers{part}"), json!({"get": answered})));
    }
    for (index, names) in tokens.chunks(MOST_IN_A_PATH).enumerate() {
        let path = path_of(names);
        paths.push((
            path,
            json!({"get": operation(&format!("path{index}"), of("path", names, true))}),
        ));
    }
    for (id, kind, schema) in [
        ("fields", "application/json", &form),
        ("form", "application/x-www-form-urlencoded", &form),
        ("upload", "multipart/form-data", &upload),
    ] {
        let mut posted = operation(id, Vec::new());
        posted["requestBody"] = json!({"content": {kind: {"schema": schema}}});
        paths.push((format!("/{id}"), json!({"post": posted})));
    }
    let mut streamed = operation("streamed", of("query", &all, false));
    streamed["responses"]["200"] = events;
    paths.push(("/streamed".to_owned(), json!({"get": streamed})));
    let mut called = operation("called", Vec::new());
    called["callbacks"] = callbacks;
    paths.push(("/called".to_owned(), json!({"post": called})));
    let servers = tokens.chunks(MOST_IN_A_PATH).map(|names| {
        let variables = names
            .iter()
            .map(|name| ((*name).clone(), json!({"default": "v"})));
        json!({"url": format!("https://api.example.com{}", path_of(names)), "variables": object(variables)})
    });
    document(json!({
        "servers": servers.collect::<Vec<Value>>(),
        "paths": object(paths),
        "webhooks": hooks,
    }))
}

/// Returns webhooks and callbacks for every word.
fn hooks(words: &Words) -> (Value, Value) {
    let words = &words.short;
    let payload = json!({"type": "object", "properties": {"a": {"enum": ["x", "y"]}}});
    let item = json!({"post": {"requestBody": body(&payload), "responses": {"204": {"description": "ok"}}}});
    let hooks = object(words.iter().map(|word| (word.clone(), item.clone())));
    let callback = json!({"{$request.body#/url}": item});
    let callbacks = object(words.iter().map(|word| (word.clone(), callback.clone())));
    (hooks, callbacks)
}

/// The number of headers of a response: an operation documents at most 500.
const HEADERS: usize = 400;

/// The maximum number of parameters in a path: a key has at most 2,000 bytes.
const MOST_IN_A_PATH: usize = 60;

fn path_of(names: &[&String]) -> String {
    names
        .iter()
        .fold(String::new(), |path, name| path + &format!("/{{{name}}}"))
}

/// Returns security schemes.
fn security(words: &Words) -> Value {
    let words = &words.all;
    let names = keys(words);
    let schemes = names.iter().enumerate().map(|(index, name)| {
        let scheme = match index % 3 {
            0 => json!({"type": "http", "scheme": "bearer"}),
            1 => json!({"type": "http", "scheme": "basic"}),
            _ => json!({"type": "apiKey", "in": "header", "name": format!("X-{index}")}),
        };
        ((*name).clone(), scheme)
    });
    let needed: Vec<Value> = names.iter().map(|name| json!({(*name).clone(): []})).collect();
    document(json!({
        "security": needed,
        "paths": {"/a": {"get": {"operationId": "a", "responses": {"204": {"description": "ok"}}}}},
        "components": {"securitySchemes": object(schemes)},
    }))
}
