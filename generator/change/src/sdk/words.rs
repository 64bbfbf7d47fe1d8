//! Changes of the SDK in Rust's words.

use super::types::last;
use sdk_rust::surface::{Argument, Item, ItemKind, Member, MemberKind};

/// An item with what it is: "the struct `types::Identity`".
pub(super) fn item(item: &Item) -> String {
    let kind = match item.kind {
        ItemKind::Feature => "feature",
        ItemKind::Module => "module",
        ItemKind::Struct => "struct",
        ItemKind::Enum => "enum",
        ItemKind::Export | ItemKind::Alias => "type",
    };
    format!("the {kind} `{}`", item.path)
}

/// A member by its path: "`Identity::metrics`".
pub(super) fn path(item: &Item, member: &Member) -> String {
    let brackets = if matches!(member.kind, MemberKind::Method { .. }) {
        "()"
    } else {
        ""
    };
    format!("`{}::{}{brackets}`", last(&item.path), member.name)
}

/// A member with its types: "`Identity::metrics: Option<IdentityMetrics>`".
pub(super) fn whole(item: &Item, member: &Member) -> String {
    let path = format!("{}::{}", last(&item.path), member.name);
    match &member.kind {
        MemberKind::Field(ty) => format!("`{path}: {ty}`"),
        MemberKind::Variant(None) => format!("`{path}`"),
        MemberKind::Variant(Some(ty)) => format!("`{path}({ty})`"),
        MemberKind::Method { arguments, .. } => format!("`{path}{}`", parameters(arguments)),
    }
}

fn parameters(arguments: &[Argument]) -> String {
    let arguments: Vec<String> = arguments.iter().map(argument).collect();
    format!("({})", arguments.join(", "))
}

/// An argument with its type.
pub(super) fn argument(argument: &Argument) -> String {
    format!("{}: {}", argument.name, argument.ty)
}

/// Whether the member is how a request is sent: what it gives is what `.await` gives.
pub(super) fn is_sending(member: &Member) -> bool {
    matches!(&member.kind, MemberKind::Method { arguments, .. } if arguments.is_empty())
        && member.name == "send"
}
