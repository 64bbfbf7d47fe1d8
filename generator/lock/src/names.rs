//! The names that a release gave to the things in the document.

use super::{Lock, last_segment};
use sdk_config::{NameKind, PinnedNames};
use sdk_rust::surface::{Item, ItemKind, MemberKind, SourceKind};

impl Lock {
    /// Returns the names that the next crate keeps.
    #[must_use]
    pub fn names(&self) -> PinnedNames {
        let mut names = PinnedNames::default();
        for item in &self.surface.items {
            if let Some(kind) = kind_of_item(item) {
                names.pin("", kind, &item.source.name, last_segment(&item.path));
            }
            pin_members(item, &mut names);
        }
        names
    }
}

fn kind_of_item(item: &Item) -> Option<NameKind> {
    match (item.source.kind, item.kind) {
        // The module of a group cannot be called `types`.
        (SourceKind::Former, ItemKind::Alias) if item.path.starts_with("types::") => {
            Some(NameKind::DeprecatedSchema)
        }
        (SourceKind::Former, ItemKind::Alias) => Some(NameKind::DeprecatedHandle),
        (SourceKind::Former, ItemKind::Module) => Some(NameKind::DeprecatedGroup),
        (SourceKind::Schema, _) => Some(NameKind::Schema),
        (SourceKind::Inline, _) => Some(NameKind::Inline),
        (SourceKind::Group, ItemKind::Module) => Some(NameKind::Group),
        (SourceKind::Group, ItemKind::Struct) => Some(NameKind::Handle),
        (SourceKind::Operation, _) => Some(NameKind::Operation),
        _ => None,
    }
}

fn pin_members(item: &Item, names: &mut PinnedNames) {
    // Members of types belong to the name that the type had; members of requests belong to the operation.
    let owner = match item.source.kind {
        SourceKind::Operation | SourceKind::Headers => item.source.name.as_str(),
        _ => last_segment(&item.path),
    };
    for member in &item.members {
        let name = member.source.name.as_str();
        let kind = match (&member.kind, member.source.kind) {
            (MemberKind::Field(_), SourceKind::Property) => Some((owner, NameKind::Field)),
            (MemberKind::Field(_), SourceKind::Header) => Some((owner, NameKind::ResponseHeader)),
            (MemberKind::Variant(_), SourceKind::Value) => Some((owner, NameKind::Value)),
            (MemberKind::Variant(_), SourceKind::Alternative) => Some((owner, NameKind::Variant)),
            (MemberKind::Field(_) | MemberKind::Variant(_), _) => None,
            (MemberKind::Method { .. }, SourceKind::Security) => Some(("", NameKind::Security)),
            (MemberKind::Method { .. }, SourceKind::Provider) => Some(("", NameKind::Provider)),
            (MemberKind::Method { .. }, SourceKind::Operation) => Some(("", NameKind::Method)),
            (MemberKind::Method { .. }, SourceKind::Former) if item.source.kind == SourceKind::Group => {
                Some(("", NameKind::DeprecatedMethod))
            }
            (MemberKind::Method { .. }, kind) => kind_of_input(kind).map(|kind| (owner, kind)),
        };
        if let Some((owner, kind)) = kind {
            names.pin(owner, kind, name, &member.name);
        }
        if let (MemberKind::Method { arguments, .. }, SourceKind::Operation) =
            (&member.kind, member.source.kind)
        {
            for argument in arguments {
                if let Some(kind) = kind_of_input(argument.source.kind) {
                    names.pin(name, kind, &argument.source.name, &argument.name);
                }
            }
        }
    }
}

/// Returns the kind of an argument or setter of a request.
fn kind_of_input(kind: SourceKind) -> Option<NameKind> {
    match kind {
        SourceKind::Path => Some(NameKind::Path),
        SourceKind::Query => Some(NameKind::Query),
        SourceKind::Header => Some(NameKind::Header),
        SourceKind::Cookie => Some(NameKind::Cookie),
        SourceKind::Property => Some(NameKind::Property),
        SourceKind::Null => Some(NameKind::Null),
        SourceKind::Body => Some(NameKind::Body),
        _ => None,
    }
}
