//! The names that a release gave to what the document holds.

use super::{Lock, last};
use sdk_config::HeldNames;
use sdk_rust::surface::{Item, ItemKind, MemberKind, SourceKind};

impl Lock {
    /// The names that the document's items keep.
    #[must_use]
    pub fn names(&self) -> HeldNames {
        let mut names = HeldNames::default();
        for item in &self.surface.items {
            let name = last(&item.path);
            match (item.source.kind, item.kind) {
                (SourceKind::Former, ItemKind::Alias) => {
                    // A group cannot have the module of the types.
                    let is_type = item.path.starts_with("types::");
                    let kind = if is_type { "former schema" } else { "former handle" };
                    names.hold("", kind, &item.source.name, name);
                }
                (SourceKind::Former, ItemKind::Module) => {
                    names.hold("", "former group", &item.source.name, name);
                }
                (SourceKind::Schema, _) => names.hold("", "schema", &item.source.name, name),
                (SourceKind::Inline, _) => names.hold("", "inline", &item.source.name, name),
                (SourceKind::Group, ItemKind::Module) => names.hold("", "group", &item.source.name, name),
                (SourceKind::Group, ItemKind::Struct) => names.hold("", "handle", &item.source.name, name),
                (SourceKind::Operation, _) => names.hold("", "operation", &item.source.name, name),
                _ => {}
            }
            members(item, &mut names);
        }
        names
    }
}

fn members(item: &Item, names: &mut HeldNames) {
    // Members of types belong to the name that the type had; those of requests to the operation.
    let owner = match item.source.kind {
        SourceKind::Operation | SourceKind::Headers => item.source.name.as_str(),
        _ => last(&item.path),
    };
    for member in &item.members {
        let name = member.source.name.as_str();
        let mut hold = |owner: &str, kind| names.hold(owner, kind, name, &member.name);
        match (&member.kind, member.source.kind) {
            (MemberKind::Field(_), SourceKind::Property) => hold(owner, "field"),
            (MemberKind::Field(_), SourceKind::Header) => hold(owner, "answer header"),
            (MemberKind::Variant(_), SourceKind::Value) => hold(owner, "value"),
            (MemberKind::Variant(_), SourceKind::Alternative) => hold(owner, "alternative"),
            (MemberKind::Method { .. }, SourceKind::Security) => hold("", "security"),
            (MemberKind::Method { .. }, SourceKind::Provider) => hold("", "provider"),
            (MemberKind::Method { .. }, SourceKind::Null) => hold(owner, "null"),
            (MemberKind::Method { .. }, SourceKind::Former) if item.source.kind == SourceKind::Group => {
                hold("", "former method");
            }
            (MemberKind::Method { arguments, .. }, SourceKind::Operation) => {
                hold("", "method");
                for argument in arguments {
                    let kind = input(argument.source.kind);
                    names.hold(name, kind, &argument.source.name, &argument.name);
                }
            }
            (MemberKind::Method { .. }, kind) => hold(owner, input(kind)),
            _ => {}
        }
    }
}

/// The word for what a request takes.
fn input(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Path => "path",
        SourceKind::Query => "query",
        SourceKind::Header => "header",
        SourceKind::Cookie => "cookie",
        SourceKind::Property => "property",
        SourceKind::Body => "body",
        _ => "",
    }
}
