//! Types as text, in the words of the generated code.

use crate::{Accept, Presence, Type};

/// A type as it stands in a field or a signature.
pub(super) fn ty(ty: &Type) -> String {
    match ty {
        Type::Unit => "()".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Number(name) => (*name).to_owned(),
        Type::String => "String".to_owned(),
        Type::Value => "runtime::Value".to_owned(),
        Type::Timestamp => "runtime::Timestamp".to_owned(),
        Type::Dated(library, kind) => library.type_path(*kind).to_owned(),
        Type::Secret => "runtime::Secret".to_owned(),
        Type::Base64 => "runtime::Base64".to_owned(),
        Type::Bytes => "Vec<u8>".to_owned(),
        Type::File => "runtime::File".to_owned(),
        Type::Event => "runtime::Event".to_owned(),
        Type::Vec(inner) => format!("Vec<{}>", self::ty(inner)),
        Type::Map(inner) => format!("BTreeMap<String, {}>", self::ty(inner)),
        Type::Option(inner) => format!("Option<{}>", self::ty(inner)),
        Type::Box(inner) => format!("Box<{}>", self::ty(inner)),
        Type::Tuple(elements) => {
            let elements: Vec<String> = elements.iter().map(self::ty).collect();
            let comma = if elements.len() == 1 { "," } else { "" };
            format!("({}{comma})", elements.join(", "))
        }
        Type::Item(path) => path.ident.plain().to_owned(),
    }
}

/// A type as a field holds it that may be absent or null.
pub(super) fn present(ty: &Type, presence: Presence) -> String {
    let ty = self::ty(ty);
    match presence {
        Presence::Required => ty,
        Presence::Optional | Presence::Nullable | Presence::OptionalNullable => format!("Option<{ty}>"),
        Presence::Patch => format!("runtime::Patch<{ty}>"),
    }
}

/// What a parameter accepts. Boxes are made inside.
pub(super) fn accepted(ty: &Type, accept: &Accept) -> String {
    match (accept, ty) {
        (_, Type::Box(inner)) => accepted(inner, accept),
        (Accept::Into, _) => format!("impl Into<{}>", self::ty(ty)),
        (Accept::IterInto, Type::Vec(element)) => {
            format!("impl IntoIterator<Item = impl Into<{}>>", self::ty(element))
        }
        (Accept::Iter, Type::Vec(element)) => format!("impl IntoIterator<Item = {}>", self::ty(element)),
        (Accept::EntriesInto, Type::Map(value)) => format!(
            "impl IntoIterator<Item = (impl Into<String>, impl Into<{}>)>",
            self::ty(value)
        ),
        (Accept::Entries, Type::Map(value)) => {
            format!(
                "impl IntoIterator<Item = (impl Into<String>, {})>",
                self::ty(value)
            )
        }
        _ => self::ty(ty),
    }
}
