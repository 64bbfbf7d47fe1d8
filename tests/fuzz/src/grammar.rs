//! Builds documents from bytes: mostly valid, with names and strings that may cause trouble.

use arbitrary::{Arbitrary, Result, Unstructured};
use serde_json::{Map, Value, json};

/// The depth of nested schemas.
const DEPTH: usize = 4;

/// Strings with a special meaning somewhere.
const TEXTS: [&str; 48] = [
    "a",
    "b",
    "id",
    "name",
    "type",
    "self",
    "Self",
    "crate",
    "super",
    "fn",
    "async",
    "gen",
    "union",
    "dyn",
    "_",
    "",
    " ",
    "A",
    "aB",
    "a-b",
    "a_b",
    "a.b",
    "1",
    "2fa",
    "größe",
    "漢字",
    "\u{202e}x",
    "\u{2028}",
    "\0",
    "\n",
    "\r\n",
    "\"",
    "\"#",
    "*/",
    "/*",
    "```",
    "`",
    "{}",
    "{a}",
    "${x}",
    "\\",
    "../../x",
    "CON",
    "Vec",
    "Option",
    "String",
    "new",
    "#![allow]",
];

/// Builds a document from bytes. It ends when the bytes run out.
pub(crate) fn document(bytes: &[u8]) -> Value {
    let mut grammar = Grammar {
        bytes: Unstructured::new(bytes),
        schemas: Vec::new(),
    };
    grammar.document().unwrap_or_else(|_| json!({}))
}

struct Grammar<'a> {
    bytes: Unstructured<'a>,
    /// The names of the components that schemas can reference.
    schemas: Vec<String>,
}

impl Grammar<'_> {
    fn document(&mut self) -> Result<Value> {
        let version = *self.bytes.choose(&["3.0.3", "3.1.0", "3.2.0"])?;
        for _ in 0..self.bytes.int_in_range(0..=6)? {
            let name = self.text()?;
            self.schemas.push(name);
        }
        let mut schemas = Map::new();
        for name in self.schemas.clone() {
            schemas.insert(name, self.schema(DEPTH)?);
        }
        let mut paths = Map::new();
        for _ in 0..self.bytes.int_in_range(0..=4)? {
            let (path, item) = self.path()?;
            paths.insert(path, item);
        }
        let mut document = json!({
            "openapi": version,
            "info": {"title": self.text()?, "version": self.text()?, "description": self.text()?},
            "paths": paths,
            "components": {
                "schemas": schemas,
                "securitySchemes": {"k": self.security_scheme()?},
            },
        });
        if self.bytes.ratio(1, 4)? {
            let server = json!({"url": format!("https://{{v}}.example/{}", self.text()?), "variables": {"v": {"default": self.text()?}}});
            insert(&mut document, "servers", json!([server]));
        }
        if self.bytes.ratio(1, 4)? {
            let tag = json!({"name": self.text()?, "description": self.text()?});
            insert(&mut document, "tags", json!([tag]));
        }
        Ok(document)
    }

    fn text(&mut self) -> Result<String> {
        if self.bytes.ratio(7, 8)? {
            return Ok((*self.bytes.choose(&TEXTS)?).to_owned());
        }
        let text = String::arbitrary(&mut self.bytes)?;
        Ok(text.chars().take(80).collect())
    }

    fn security_scheme(&mut self) -> Result<Value> {
        let name = self.text()?;
        Ok(match self.bytes.int_in_range(0..=3)? {
            0 => json!({"type": "http", "scheme": "bearer", "description": name}),
            1 => json!({"type": "apiKey", "in": "header", "name": name}),
            2 => json!({"type": "apiKey", "in": "query", "name": name}),
            _ => json!({"type": "http", "scheme": "basic"}),
        })
    }

    fn path(&mut self) -> Result<(String, Value)> {
        let mut path = String::new();
        let mut parameters = Vec::new();
        for _ in 0..self.bytes.int_in_range(0..=3)? {
            let name = self.text()?.replace(['/', '{', '}', '?', '#'], "");
            if self.bytes.ratio(1, 2)? {
                path.push_str(&format!("/{{{name}}}"));
                let style = *self.bytes.choose(&["simple", "label", "matrix"])?;
                parameters.push(json!({"name": name, "in": "path", "required": true, "style": style, "schema": self.schema(1)?}));
            } else {
                path.push_str(&format!("/{name}"));
            }
        }
        if path.is_empty() {
            path.push('/');
        }
        let mut item = Map::new();
        for method in ["get", "post", "patch"] {
            if self.bytes.ratio(1, 2)? {
                let operation = self.operation(&parameters, method)?;
                item.insert(method.to_owned(), operation);
            }
        }
        Ok((path, Value::Object(item)))
    }

    fn operation(&mut self, path: &[Value], method: &str) -> Result<Value> {
        let mut parameters = path.to_vec();
        for _ in 0..self.bytes.int_in_range(0..=3)? {
            let place = *self.bytes.choose(&["query", "header", "cookie"])?;
            parameters.push(json!({
                "name": self.text()?, "in": place, "description": self.text()?, "required": bool::arbitrary(&mut self.bytes)?,
                "explode": bool::arbitrary(&mut self.bytes)?, "schema": self.schema(2)?,
            }));
        }
        let mut responses = Map::new();
        for _ in 0..self.bytes.int_in_range(0..=3)? {
            let status = *self
                .bytes
                .choose(&["200", "201", "204", "4XX", "404", "default"])?;
            responses.insert(
                status.to_owned(),
                json!({"description": self.text()?, "content": self.content()?}),
            );
        }
        let mut operation = json!({
            "summary": self.text()?, "description": self.text()?, "tags": [self.text()?],
            "parameters": parameters, "responses": responses,
        });
        if self.bytes.ratio(3, 4)? {
            insert(&mut operation, "operationId", json!(self.text()?));
        }
        if method != "get" && self.bytes.ratio(1, 2)? {
            insert(&mut operation, "requestBody", json!({"content": self.content()?}));
        }
        if self.bytes.ratio(1, 4)? {
            insert(&mut operation, "security", json!([{"k": []}]));
        }
        Ok(operation)
    }

    fn content(&mut self) -> Result<Value> {
        let media = [
            "application/json",
            "text/event-stream",
            "multipart/form-data",
            "application/x-www-form-urlencoded",
            "text/plain",
            "application/octet-stream",
            "application/x-ndjson",
            "*/*",
        ];
        let mut content = Map::new();
        for _ in 0..self.bytes.int_in_range(0..=2)? {
            let kind = if self.bytes.ratio(7, 8)? {
                (*self.bytes.choose(&media)?).to_owned()
            } else {
                self.text()?
            };
            content.insert(
                kind,
                json!({"schema": self.schema(DEPTH)?, "example": self.value(2)?}),
            );
        }
        Ok(Value::Object(content))
    }

    fn schema(&mut self, depth: usize) -> Result<Value> {
        if self.bytes.is_empty() {
            return Ok(json!({"type": "string"}));
        }
        let leaves = if depth == 0 { 6 } else { 14 };
        let mut schema = match self.bytes.int_in_range(0..=leaves)? {
            0 => {
                json!({"type": "string", "format": *self.bytes.choose(&["", "date-time", "byte", "password", "uuid", "binary"])?})
            }
            1 => json!({"type": "integer", "format": *self.bytes.choose(&["", "int32", "int64", "uint64"])?}),
            2 => json!({"type": *self.bytes.choose(&["number", "boolean", "null"])?}),
            3 => json!({"enum": self.values()?}),
            4 => json!({"const": self.value(1)?}),
            5 => json!({"type": "string", "enum": self.texts()?}),
            6 if self.schemas.is_empty() => json!({}),
            6 => {
                let name = self.bytes.choose(&self.schemas)?;
                json!({"$ref": format!("#/components/schemas/{}", name.replace('~', "~0").replace('/', "~1"))})
            }
            7 | 8 => self.object(depth - 1)?,
            9 => json!({"type": "array", "items": self.schema(depth - 1)?}),
            10 => json!({"allOf": self.some_schemas(depth - 1)?}),
            11 => json!({"oneOf": self.some_schemas(depth - 1)?}),
            12 => {
                json!({"anyOf": self.some_schemas(depth - 1)?, "discriminator": {"propertyName": self.text()?}})
            }
            13 => json!({"type": "object", "additionalProperties": self.schema(depth - 1)?}),
            _ => json!({"type": ["object", "null"], "oneOf": self.some_schemas(depth - 1)?}),
        };
        if self.bytes.ratio(1, 3)? {
            let key = *self.bytes.choose(&["description", "title", "pattern"])?;
            insert(&mut schema, key, json!(self.text()?));
        }
        if self.bytes.ratio(1, 6)? {
            let key = *self.bytes.choose(&[
                "default",
                "example",
                "minimum",
                "maxLength",
                "multipleOf",
                "nullable",
                "readOnly",
                "deprecated",
                "minItems",
            ])?;
            insert(&mut schema, key, self.value(2)?);
        }
        Ok(schema)
    }

    fn object(&mut self, depth: usize) -> Result<Value> {
        let mut properties = Map::new();
        for _ in 0..self.bytes.int_in_range(0..=4)? {
            properties.insert(self.text()?, self.schema(depth)?);
        }
        Ok(json!({"type": "object", "properties": properties, "required": self.texts()?}))
    }

    fn some_schemas(&mut self, depth: usize) -> Result<Vec<Value>> {
        let count = self.bytes.int_in_range(1..=3)?;
        (0..count).map(|_| self.schema(depth)).collect()
    }

    fn texts(&mut self) -> Result<Vec<String>> {
        let count = self.bytes.int_in_range(0..=3)?;
        (0..count).map(|_| self.text()).collect()
    }

    fn values(&mut self) -> Result<Vec<Value>> {
        let count = self.bytes.int_in_range(0..=3)?;
        (0..count).map(|_| self.value(1)).collect()
    }

    fn value(&mut self, depth: usize) -> Result<Value> {
        Ok(
            match self.bytes.int_in_range(0..=if depth == 0 { 5 } else { 7 })? {
                0 => Value::Null,
                1 => json!(bool::arbitrary(&mut self.bytes)?),
                2 => json!(i64::arbitrary(&mut self.bytes)?),
                3 => json!(f64::arbitrary(&mut self.bytes)?),
                4 => json!(u64::arbitrary(&mut self.bytes)?),
                5 => json!(self.text()?),
                6 => json!([self.value(depth - 1)?]),
                _ => json!({ self.text()?: self.value(depth - 1)? }),
            },
        )
    }
}

fn insert(object: &mut Value, key: &str, value: Value) {
    if let Some(object) = object.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}
