//! Where the values of schemas go: into the schemas that were made of them, as far as these hold them.

use super::held::{self, Holder};
use super::walk::{Visit, Walker};
use super::{Item, Reason};
use sdk_model::{Additional, SchemaId, SchemaKind};
use sdk_openapi::{Kind, NodeId};

/// Keywords that no type enforces.
const UNENFORCED: [&str; 17] = [
    "not",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contentSchema",
    "$dynamicRef",
    "minProperties",
    "maxProperties",
    "additionalItems",
];

/// The schemas that hold what a node says.
struct Subject {
    ids: Vec<SchemaId>,
    /// Whether they were made of the node, and not of another one that says the same.
    is_own: bool,
    /// The alternatives of those that have some: all types of a list of types may be there.
    variants: Vec<SchemaId>,
}

impl Walker<'_> {
    pub(super) fn schema(&mut self, id: NodeId, stand_ins: &[SchemaId], otherwise: Reason) {
        let document = self.document;
        let target = document.schema_node(id);
        if target != id {
            if self.is_new(id) {
                self.bare_reference(id, target, stand_ins, otherwise);
            }
            return self.push(Visit::Schema(target, stand_ins.to_vec(), otherwise));
        }
        if !self.is_new(id) {
            return;
        }
        let Some(subject) = self.subject(id, stand_ins) else {
            return self.leave(id, otherwise);
        };
        if document.is_leaf(id) {
            return self.whole_leaf(id, &subject);
        }
        for (key, child) in self.fields(id, Kind::Schema) {
            match key {
                "$ref" if document.str(child).is_some() => self.carry_into(child, &subject, "reference"),
                "$ref" => {}
                "properties"
                | "patternProperties"
                | "items"
                | "prefixItems"
                | "additionalProperties"
                | "allOf"
                | "oneOf"
                | "anyOf" => self.children(key, child, &subject),
                "$defs" | "definitions" => {
                    for (_, definition) in document.entries(child) {
                        self.leave(definition, Reason::UnusedDefinition);
                    }
                }
                _ => self.keyword(key, child, id, &subject),
            }
        }
        self.named_values(id, &subject);
    }

    fn subject(&self, id: NodeId, stand_ins: &[SchemaId]) -> Option<Subject> {
        let own = self.index.used_schemas(self.document.origin(id));
        let is_own = !own.is_empty();
        let ids = if is_own { own } else { stand_ins.to_vec() };
        let unions = ids.iter().filter_map(|&id| match self.index.kind(id) {
            SchemaKind::Union(union) => Some(&union.variants),
            _ => None,
        });
        let variants = unions.flatten().map(|variant| variant.schema).collect();
        (!ids.is_empty()).then_some(Subject {
            ids,
            is_own,
            variants,
        })
    }

    /// A `$ref` with nothing beside it: the place is what it refers to.
    fn bare_reference(&mut self, id: NodeId, target: NodeId, stand_ins: &[SchemaId], otherwise: Reason) {
        let subject = self.subject(target, stand_ins);
        for (key, child) in self.document.entries(id) {
            match &subject {
                Some(subject) if key == "$ref" => self.carry_into(child, subject, "reference"),
                None if key == "$ref" => self.leave(child, otherwise),
                _ => self.leave(child, Reason::Extension),
            }
        }
    }

    fn carry_into(&mut self, id: NodeId, subject: &Subject, field: &'static str) {
        if let Some(&first) = subject.ids.first() {
            self.carry(id, Item::Schema(first), field);
        }
    }

    /// A schema that is no mapping with keywords: an empty one, or a flag.
    fn whole_leaf(&mut self, id: NodeId, subject: &Subject) {
        match self.document.plain(id) {
            // That a value may be anything is what its type says.
            None => self.carry_into(id, subject, "kind"),
            Some(value) if value.as_bool() == Some(true) => self.carry_into(id, subject, "kind"),
            Some(value) if value.as_bool() == Some(false) => self.leave(id, Reason::Unenforced),
            Some(_) => {}
        }
    }

    /// The schemas below a keyword.
    fn children(&mut self, key: &str, id: NodeId, subject: &Subject) {
        let document = self.document;
        if document.is_leaf(id) {
            return self.flag(key, id, subject);
        }
        match key {
            "properties" => {
                for (name, child) in document.entries(id) {
                    let stand_ins = self.stand_ins(subject, |kind| held::property(kind, name));
                    self.push(Visit::Schema(child, stand_ins, self.why_no_part(subject)));
                }
            }
            "patternProperties" => {
                for (_, child) in document.entries(id) {
                    let stand_ins = self.stand_ins(subject, held::values);
                    self.push(Visit::Schema(child, stand_ins, Reason::Unenforced));
                }
            }
            "additionalProperties" => {
                let stand_ins = self.stand_ins(subject, held::values);
                self.push(Visit::Schema(id, stand_ins, self.why_no_part(subject)));
            }
            "items" if document.items(id).next().is_none() => {
                let stand_ins = self.stand_ins(subject, held::items);
                self.push(Visit::Schema(id, stand_ins, self.why_no_part(subject)));
            }
            "items" | "prefixItems" => {
                for (index, child) in document.items(id).enumerate() {
                    let stand_ins = self.stand_ins(subject, |kind| held::element(kind, index));
                    self.push(Visit::Schema(child, stand_ins, Reason::Unenforced));
                }
            }
            "allOf" => {
                for child in document.items(id).filter(|&child| !document.is_blank(child)) {
                    self.push(Visit::Schema(child, subject.ids.clone(), Reason::Overruled));
                }
            }
            _ => self.alternatives(id, subject),
        }
    }

    fn alternatives(&mut self, id: NodeId, subject: &Subject) {
        let document = self.document;
        let stand_ins = [subject.ids.as_slice(), subject.variants.as_slice()].concat();
        for child in document.items(id) {
            let is_null = document.is_null_schema(child);
            let is_made = self.index.is_schema(document.origin(document.schema_node(child)));
            if is_null {
                let nullable = self.holder(subject, &|holder| holder.is_nullable());
                let item = nullable.map(Item::Schema);
                self.carry_or_leave(child, item, "null", Reason::Overruled);
            } else if is_made || document.is_leaf(child) {
                self.push(Visit::Schema(child, stand_ins.clone(), Reason::StoodFor));
            } else {
                self.push(Visit::Schema(child, Vec::new(), Reason::Unenforced));
            }
        }
    }

    /// The schemas at one place below those that hold a node.
    fn stand_ins(&self, subject: &Subject, find: impl Fn(&SchemaKind) -> Option<SchemaId>) -> Vec<SchemaId> {
        let kinds = subject.ids.iter().map(|&id| self.index.kind(id));
        kinds.filter_map(find).collect()
    }

    /// A keyword that wants schemas below it and has a flag, or nothing.
    fn flag(&mut self, key: &str, id: NodeId, subject: &Subject) {
        let flag = self.document.plain(id).and_then(serde_json::Value::as_bool);
        let holds = |kind: &SchemaKind| match (key, flag, kind) {
            ("additionalProperties", Some(false), SchemaKind::Object(object)) => {
                object.additional == Additional::Forbidden
            }
            ("additionalProperties", Some(true) | None, SchemaKind::Object(object)) => {
                object.additional.schema().is_some()
            }
            ("additionalProperties", _, SchemaKind::Map(_))
            | ("items", None, SchemaKind::Array(_))
            | ("items", Some(false), SchemaKind::Tuple(_)) => true,
            _ => false,
        };
        let holder = subject.ids.iter().copied().find(|&id| holds(self.index.kind(id)));
        match flag {
            None if self.document.plain(id).is_some() => {}
            None if holder.is_none() => self.leave(id, Reason::Blank),
            _ => self.carry_or_leave(id, holder.map(Item::Schema), "kind", self.why_no_part(subject)),
        }
    }

    /// Why a schema below a keyword has no part in what a node became.
    fn why_no_part(&self, subject: &Subject) -> Reason {
        let decides = |&id: &SchemaId| matches!(self.index.kind(id), SchemaKind::Union(_));
        if !subject.is_own {
            Reason::StoodFor
        } else if subject.ids.iter().any(decides) {
            Reason::BesideAlternatives
        } else {
            Reason::NotOfType
        }
    }

    fn holder(&self, subject: &Subject, holds: &dyn Fn(Holder<'_>) -> bool) -> Option<SchemaId> {
        let (index, is_own) = (&self.index, subject.is_own);
        let mut ids = subject.ids.iter().copied();
        ids.find(|&id| holds(Holder { index, id, is_own }))
    }

    fn carry_or_leave(&mut self, id: NodeId, item: Option<Item>, field: &'static str, reason: Reason) {
        match item {
            Some(item) => self.carry(id, item, field),
            None => self.leave(id, reason),
        }
    }

    /// A keyword whose value is no schema.
    fn keyword(&mut self, key: &str, id: NodeId, owner: NodeId, subject: &Subject) {
        let document = self.document;
        match key {
            "xml" => self.leave(id, Reason::Xml),
            "externalDocs" => self.leave(id, Reason::ExternalDocs),
            "$id" | "$schema" | "$anchor" | "$dynamicAnchor" | "$vocabulary" | "$comment" => {
                self.leave(id, Reason::SchemaIdentity);
            }
            _ if UNENFORCED.contains(&key) => self.leave(id, Reason::Unenforced),
            "discriminator" => self.discriminator(id, subject),
            "nullable" if self.lists_null_alone(owner) => self.leave(id, Reason::Overruled),
            "required" | "enum" | "type" if document.items(id).next().is_some() => {
                // What allows null beside an `enum` says it already.
                let is_said = key == "enum" && self.allows_null(owner) && !self.lists_null_alone(owner);
                for item in document.items(id) {
                    if is_said && document.is_blank(item) {
                        self.leave(item, Reason::Overruled);
                    } else {
                        self.value(key, item, owner, subject);
                    }
                }
            }
            "examples" => {
                for (index, example) in document.items(id).enumerate() {
                    match index {
                        0 => self.value("example", example, owner, subject),
                        _ => self.leave(example, Reason::FurtherExample),
                    }
                }
            }
            "title" if document.component_name(owner).is_some() => self.leave(id, Reason::Title),
            _ => self.value(key, id, owner, subject),
        }
    }

    /// Whether `enum` leaves nothing but null.
    fn lists_null_alone(&self, schema: NodeId) -> bool {
        let document = self.document;
        let mut values = document
            .get(schema, "enum")
            .into_iter()
            .flat_map(|list| document.items(list))
            .peekable();
        values.peek().is_some() && values.all(|id| document.is_blank(id))
    }

    fn allows_null(&self, schema: NodeId) -> bool {
        let document = self.document;
        let types = document.get(schema, "type");
        let mut types = types.into_iter().flat_map(|types| document.items(types));
        document.flag(schema, "nullable") == Some(true) || types.any(|typ| document.str(typ) == Some("null"))
    }

    fn value(&mut self, key: &str, id: NodeId, owner: NodeId, subject: &Subject) {
        let document = self.document;
        let has_alternatives = ["oneOf", "anyOf"]
            .iter()
            .any(|key| document.get(owner, key).is_some());
        let Some(field) = held::field(key) else {
            return;
        };
        let value = document.to_value(id);
        let mut holder = self.holder(subject, &|holder| holder.holds(key, &value));
        if matches!(key, "type" | "enum") && !has_alternatives {
            let variants = Subject {
                ids: subject.variants.clone(),
                is_own: false,
                variants: Vec::new(),
            };
            holder = holder.or_else(|| self.holder(&variants, &|holder| holder.holds(key, &value)));
        }
        if holder.is_some() || held::fits(key, &value) {
            let reason = self.why_not(key, &value, subject);
            self.carry_or_leave(id, holder.map(Item::Schema), field, reason);
        }
    }

    /// Why no schema holds a value.
    fn why_not(&self, key: &str, value: &serde_json::Value, subject: &Subject) -> Reason {
        let has_property = |name: &str| {
            let mut kinds = subject.ids.iter().map(|&id| self.index.kind(id));
            kinds.any(|kind| held::property(kind, name).is_some())
        };
        match key {
            "title" => Reason::Title,
            _ if value.is_null() => Reason::Blank,
            "required" if value.as_str().is_some_and(has_property) => Reason::Overruled,
            "required" if self.why_no_part(subject) == Reason::NotOfType => Reason::NoProperty,
            "example" if subject.is_own => Reason::FurtherExample,
            "description" | "default" | "deprecated" | "readOnly" | "writeOnly" | "nullable"
                if subject.is_own =>
            {
                Reason::Overruled
            }
            _ => self.why_no_part(subject),
        }
    }

    /// The property that tells alternatives apart, and its values.
    fn discriminator(&mut self, id: NodeId, subject: &Subject) {
        for (key, child) in self.fields(id, Kind::Discriminator) {
            match key {
                "propertyName" => {
                    let value = self.document.to_value(child);
                    let holder = self.holder(subject, &|holder| holder.has_tag(&value));
                    let item = holder.map(Item::Schema);
                    self.carry_or_leave(child, item, "discriminator", Reason::NoAlternatives);
                }
                "mapping" => {
                    for (value, target) in self.document.entries(child) {
                        let holder = self.holder(subject, &|holder| holder.has_tag_value(value));
                        let has_tag = self.holder(subject, &|holder| holder.is_tagged()).is_some();
                        let reason = if has_tag {
                            Reason::NoAlternative
                        } else {
                            Reason::NoAlternatives
                        };
                        self.carry_or_leave(target, holder.map(Item::Schema), "discriminator", reason);
                    }
                }
                "defaultMapping" => {
                    let holder = self.holder(subject, &|holder| holder.has_default_alternative());
                    self.carry_or_leave(
                        child,
                        holder.map(Item::Schema),
                        "discriminator",
                        Reason::NoAlternative,
                    );
                }
                _ => self.leave(child, Reason::NoAlternative),
            }
        }
    }

    /// The extensions that name the values of an enum and say what they mean.
    fn named_values(&mut self, id: NodeId, subject: &Subject) {
        for (key, child) in self.document.entries(id) {
            let field = match key {
                "x-enum-varnames" | "x-enumNames" | "x-enum-names" => "name of a value",
                "x-enum-descriptions" | "x-enumDescriptions" => "description of a value",
                _ => continue,
            };
            for text in self.document.items(child) {
                let value = self.document.to_value(text);
                let holder = self.holder(subject, &|holder| holder.names_value(&value));
                if let Some(holder) = holder {
                    self.carry(text, Item::Schema(holder), field);
                }
            }
        }
    }
}
