//! Types as code outside of the generated crate names them.

use sdk_rust::Type;

/// Where code finds the parts of a generated crate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// The path of its module `types`.
    pub types: String,
    /// The path of its module `runtime`.
    pub runtime: String,
}

/// A type with full paths.
#[must_use]
pub fn type_path(ty: &Type, home: &Home) -> String {
    let path = |ty: &Type| type_path(ty, home);
    let runtime = |name: &str| format!("{}::{name}", home.runtime);
    match ty {
        Type::Unit => "()".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Number(name) => (*name).to_owned(),
        Type::String => "String".to_owned(),
        Type::Value => runtime("Value"),
        Type::Timestamp => runtime("Timestamp"),
        Type::Dated(library, kind) => library.type_path(*kind).to_owned(),
        Type::Secret => runtime("Secret"),
        Type::Base64 => runtime("Base64"),
        Type::Bytes => "Vec<u8>".to_owned(),
        Type::File => runtime("File"),
        Type::Event => runtime("Event"),
        Type::Vec(inner) => format!("Vec<{}>", path(inner)),
        Type::Map(inner) => format!("std::collections::BTreeMap<String, {}>", path(inner)),
        Type::Option(inner) => format!("Option<{}>", path(inner)),
        Type::Box(inner) => format!("Box<{}>", path(inner)),
        Type::Tuple(elements) => {
            // The last comma makes a tuple of one element a tuple.
            let elements: Vec<String> = elements.iter().map(|ty| path(ty) + ",").collect();
            format!("({})", elements.join(" "))
        }
        Type::Item(item) => format!("{}::{}", home.types, item.ident),
    }
}
