//! A schema as `openapiv3` holds it, whatever the version of the document wrote, beside the keywords that `openapiv3`
//! has no field for.
//!
//! A keyword that OpenAPI 3.0 does not have, or has in another form, is rewritten by a function of its own. A view is
//! shallow: a child is a reference to its node, so building one is never recursive. A value of another type than the
//! grammar gives its keyword is ignored.

use openapiv3::{AdditionalProperties, AnySchema, Discriminator, ReferenceOr, SchemaData};
use serde_json::Value;

use super::fields::schema_type::is_read;
use super::grammar::{Kind, whole};
use super::tree::Node;
use super::{Document, NodeId};

/// A schema.
#[derive(Debug, Clone, Default)]
pub struct SchemaView {
    /// Annotations and extensions.
    pub data: SchemaData,
    /// The keywords of OpenAPI 3.0, all of them whatever the type.
    pub keywords: AnySchema,
    /// The keywords that 3.0 does not have.
    pub later: LaterKeywords,
}

/// Keywords of OpenAPI 3.1 that 3.0 does not have, and values that `openapiv3` does not hold exactly.
#[derive(Debug, Clone, Default)]
pub struct LaterKeywords {
    /// Set if the schema is `false`: no value is an instance.
    pub never: bool,
    /// The types other than null if there are several, or null as the only one.
    pub types: Vec<String>,
    /// Set if the value of `enum` comes from `const`.
    pub is_const: bool,
    /// The schemas of elements by position.
    pub prefix_items: Option<Vec<NodeId>>,
    /// Set if `items` is `false`: no element may follow those that are given by position.
    pub ends_after_prefix: bool,
    /// The schemas of properties by patterns.
    pub pattern_properties: Option<Vec<NodeId>>,
    /// `minimum` or `exclusiveMinimum`, if it is an integer: `openapiv3` keeps bounds as floats, which do not hold all
    /// integers beyond 2^53.
    pub minimum: Option<i128>,
    /// `maximum` or `exclusiveMaximum`, if it is an integer.
    pub maximum: Option<i128>,
    /// The keywords that types do not enforce.
    pub unenforced: Vec<&'static str>,
}

impl Document {
    /// The view of a schema (OpenAPI 3.1, "Schema Object").
    #[must_use]
    pub fn schema(&self, id: NodeId) -> SchemaView {
        let mut viewer = Viewer {
            document: self,
            id,
            view: SchemaView::default(),
        };
        viewer.read();
        viewer.view
    }

    /// A reference of a view to the node that a child is, or refers to.
    fn child<T>(&self, id: NodeId) -> ReferenceOr<T> {
        reference_to(self.schema_node(id))
    }

    /// Returns the target of a schema that is a `$ref` and nothing else; any other schema returns itself.
    #[must_use]
    pub fn schema_node(&self, id: NodeId) -> NodeId {
        let has_siblings = self
            .entries(id)
            .any(|(key, _)| key != "$ref" && !key.starts_with("x-"));
        if has_siblings { id } else { self.resolve(id) }
    }

    /// The node that a reference of a view names.
    #[must_use]
    pub fn node_of_reference(reference: &str) -> Option<NodeId> {
        reference.strip_prefix('#')?.parse().ok().map(NodeId)
    }

    /// Returns true if null is the only instance of a schema.
    #[must_use]
    pub fn is_null_schema(&self, id: NodeId) -> bool {
        let id = self.resolve(id);
        let is = |key: &str, expected: &dyn Fn(&Value) -> bool| {
            self.get(id, key).is_some_and(|id| expected(&self.to_value(id)))
        };
        is("type", &|typ| typ == "null")
            || is("const", &Value::is_null)
            || is("enum", &|list| {
                list.as_array()
                    .is_some_and(|list| matches!(list.as_slice(), [Value::Null]))
            })
    }
}

fn reference_to<T>(id: NodeId) -> ReferenceOr<T> {
    ReferenceOr::Reference {
        reference: format!("#{}", id.0),
    }
}

/// A value other than null.
fn value(document: &Document, id: NodeId) -> Option<Value> {
    Some(document.to_value(id)).filter(|value| !value.is_null())
}

fn discriminator(document: &Document, id: NodeId) -> Option<Discriminator> {
    serde_json::from_value(document.to_value(id)).ok()
}

struct Viewer<'a> {
    document: &'a Document,
    id: NodeId,
    view: SchemaView,
}

impl Viewer<'_> {
    fn read(&mut self) {
        if let Node::Leaf(Value::Bool(false)) = self.document.tree.node(self.id) {
            self.view.later.never = true;
            self.view.later.unenforced.push("false");
        }
        for (key, child) in self.document.entries(self.id) {
            if let Some(field) = Kind::Schema.field(key) {
                self.keyword(key, child);
                if !field.is_enforced {
                    self.view.later.unenforced.push(field.name);
                }
            } else if key.starts_with("x-") {
                let value = self.document.to_value(child);
                self.view.data.extensions.insert(key.to_owned(), value);
            }
        }
    }

    fn keyword(&mut self, key: &str, child: NodeId) {
        let (data, keywords) = (&mut self.view.data, &mut self.view.keywords);
        let document = self.document;
        let string = || document.str(child).map(str::to_owned);
        let boolean = || document.plain(child).and_then(Value::as_bool);
        let count = || {
            let count = document.plain(child).and_then(whole);
            count.and_then(|count| usize::try_from(count).ok())
        };
        match key {
            "title" => data.title = string(),
            "description" => data.description = string(),
            "readOnly" => data.read_only = boolean().unwrap_or_default(),
            "writeOnly" => data.write_only = boolean().unwrap_or_default(),
            "deprecated" => data.deprecated = boolean().unwrap_or_default(),
            "nullable" => data.nullable = boolean().unwrap_or(data.nullable),
            "default" => data.default = value(document, child),
            "example" => data.example = value(document, child),
            "examples" => self.examples(child),
            "discriminator" => data.discriminator = discriminator(document, child),
            "type" => self.types(child),
            "format" => keywords.format = string().or(keywords.format.take()),
            "contentEncoding" => self.content_encoding(child),
            "pattern" => keywords.pattern = string(),
            "minLength" => keywords.min_length = count(),
            "maxLength" => keywords.max_length = count(),
            "minItems" => keywords.min_items = count(),
            "maxItems" => keywords.max_items = count(),
            "uniqueItems" => keywords.unique_items = boolean(),
            "multipleOf" => keywords.multiple_of = document.plain(child).and_then(Value::as_f64),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => self.bound(key, child),
            "enum" => self.enumeration(child),
            "const" => self.constant(child),
            "required" => self.required(child),
            "properties" => self.properties(child),
            "patternProperties" => self.pattern_properties(child),
            "additionalProperties" => self.additional_properties(child),
            "items" => self.items(child),
            "prefixItems" => self.prefix_items(child),
            "$ref" => self.reference(),
            "allOf" => self.all_of(child),
            "oneOf" | "anyOf" => self.alternatives(key, child),
            _ => {}
        }
    }

    /// Keeps the first of several examples.
    fn examples(&mut self, child: NodeId) {
        if let Some(first) = self.document.items(child).next() {
            let value = value(self.document, first);
            let example = &mut self.view.data.example;
            *example = example.take().or(value);
        }
    }

    /// A `$ref` with siblings is one branch of an `allOf`; the siblings hold as well (JSON Schema
    /// 2020-12, section 8.2.3.1). A `$ref` alone never comes here: children are resolved.
    fn reference(&mut self) {
        if self.document.is_reference(self.id) {
            let target = reference_to(self.document.resolve(self.id));
            self.view.keywords.all_of.push(target);
        }
    }

    fn all_of(&mut self, child: NodeId) {
        let branches = self.document.items(child).map(|item| self.document.child(item));
        self.view.keywords.all_of.extend(branches);
    }

    /// An array of types becomes one type and whether null is allowed; several types stay an array. Unknown types have
    /// been reported.
    fn types(&mut self, child: NodeId) {
        let document = self.document;
        let named = document.items(child).chain([child]);
        let named = named
            .filter_map(|id| document.str(id))
            .filter(|name| is_read(name));
        let (nulls, mut types): (Vec<&str>, Vec<&str>) = named.partition(|name| *name == "null");
        let (view, later) = (&mut self.view, |types: &[&str]| {
            types.iter().map(|&typ| typ.to_owned()).collect()
        });
        match (types.as_slice(), nulls.is_empty()) {
            ([], true) => {}
            ([], false) => view.later.types = later(&["null"]),
            ([single], _) => view.keywords.typ = Some((*single).to_owned()),
            _ => view.later.types = later(&std::mem::take(&mut types)),
        }
        if !nulls.is_empty() && view.later.types != ["null"] {
            view.data.nullable = true;
        }
    }

    fn enumeration(&mut self, child: NodeId) {
        if let Value::Array(values) = self.document.to_value(child) {
            self.view.keywords.enumeration = values;
        }
    }

    fn constant(&mut self, child: NodeId) {
        self.view.keywords.enumeration = vec![self.document.to_value(child)];
        self.view.later.is_const = true;
    }

    fn required(&mut self, child: NodeId) {
        let names = self.document.items(child).map(|id| self.document.str(id));
        if let Some(names) = names.map(|name| name.map(str::to_owned)).collect() {
            self.view.keywords.required = names;
        }
    }

    /// An alternative that is null becomes a boolean; a single alternative that is left, an `allOf`.
    fn alternatives(&mut self, key: &str, child: NodeId) {
        let (null, other): (Vec<NodeId>, Vec<NodeId>) = self
            .document
            .items(child)
            .partition(|&item| self.document.is_null_schema(item));
        if !null.is_empty() {
            self.view.data.nullable = true;
        }
        let children = || other.iter().map(|&item| self.document.child(item)).collect();
        let keywords = &mut self.view.keywords;
        match other.as_slice() {
            &[single] if !null.is_empty() => keywords.all_of.push(self.document.child(single)),
            _ if key == "oneOf" => keywords.one_of = children(),
            _ => keywords.any_of = children(),
        }
    }

    fn properties(&mut self, child: NodeId) {
        let entries = self.document.sorted_entries(child).into_iter();
        let entries = entries.map(|(name, child)| (name.to_owned(), self.document.child(child)));
        self.view.keywords.properties = entries.collect();
    }

    fn pattern_properties(&mut self, child: NodeId) {
        let entries = self.document.sorted_entries(child).into_iter();
        let schemas = entries.map(|(_, child)| self.document.schema_node(child));
        self.view.later.pattern_properties = Some(schemas.collect());
    }

    fn additional_properties(&mut self, child: NodeId) {
        let value = match self.document.tree.node(child) {
            Node::Leaf(Value::Bool(allowed)) => AdditionalProperties::Any(*allowed),
            _ => AdditionalProperties::Schema(Box::new(self.document.child(child))),
        };
        self.view.keywords.additional_properties = Some(value);
    }

    /// `items: false` closes a tuple and `items: true` opens a list: neither is a type of elements.
    fn items(&mut self, child: NodeId) {
        match self.document.tree.node(child) {
            Node::Object(_) => self.view.keywords.items = Some(self.document.child(child)),
            Node::Array(_) => self.prefix_items(child),
            Node::Leaf(value) => self.view.later.ends_after_prefix = value == &Value::Bool(false),
        }
    }

    fn prefix_items(&mut self, child: NodeId) {
        let schemas = self
            .document
            .items(child)
            .map(|item| self.document.schema_node(item));
        self.view.later.prefix_items = Some(schemas.collect());
    }

    /// 3.1 gives an exclusive bound as a number, 3.0 as a boolean beside the bound.
    fn bound(&mut self, key: &str, child: NodeId) {
        let (keywords, later) = (&mut self.view.keywords, &mut self.view.later);
        let (bound, exclusive, integer) = if key.ends_with("inimum") {
            (
                &mut keywords.minimum,
                &mut keywords.exclusive_minimum,
                &mut later.minimum,
            )
        } else {
            (
                &mut keywords.maximum,
                &mut keywords.exclusive_maximum,
                &mut later.maximum,
            )
        };
        let is_exclusive = key.starts_with("exclusive");
        match self.document.plain(child) {
            Some(Value::Bool(value)) if is_exclusive => *exclusive = Some(*value),
            Some(Value::Number(value)) => {
                if is_exclusive {
                    *exclusive = Some(true);
                } else if *exclusive == Some(true) && bound.is_some() {
                    // An exclusive bound was read already and is taken to be the stronger one.
                    return;
                }
                *bound = value.as_f64();
                let signed = value.as_i64().map(i128::from);
                *integer = signed.or_else(|| value.as_u64().map(i128::from));
            }
            _ => {}
        }
    }

    /// A string that holds bytes is what 3.0 calls `format: byte`.
    fn content_encoding(&mut self, child: NodeId) {
        let is_base64 = self
            .document
            .str(child)
            .is_some_and(|name| name.to_ascii_lowercase().starts_with("base64"));
        if is_base64 {
            self.view.keywords.format = Some("byte".to_owned());
        }
    }
}
