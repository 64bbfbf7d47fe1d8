//! Structs: the definition and the way to JSON, built as trees, and the methods.

mod json;
mod methods;

use quote::quote;
use syn::{Attribute, ItemStruct, Type};

use super::file::Part;
use super::names::Names;
use super::tokens::{doc_lines, docs, ident};
use super::tree;
use sdk_rust::{Additional, Field, Struct};

/// A struct and its impls, without the macro that gives it serde's traits.
pub(super) fn items(names: &Names<'_>, item: &Struct) -> [Part; 3] {
    [
        Part::from(definition(names, item)),
        Part::Tokens(methods::inherent(names, item)),
        Part::from(json::implementation(names, item)),
    ]
}

fn definition(names: &Names<'_>, item: &Struct) -> ItemStruct {
    let (fields, uses_deprecated) = names.watch(|| {
        let mut fields: Vec<_> = item
            .fields
            .iter()
            .map(|field| self::field(names, field))
            .collect();
        fields.push(additional(names, &item.additional));
        fields
    });
    let mut attributes = Vec::new();
    attributes.extend(docs(&item.docs, || {
        format!("`{}` of the API.", item.ident.plain())
    }));
    attributes.extend(tree::deprecated(item.deprecated));
    attributes.extend(tree::allow_deprecated(uses_deprecated));
    let default = item.has_default().then(|| quote!(, Default));
    attributes.push(tree::list("derive", quote!(Debug, Clone, PartialEq #default)));
    attributes.push(tree::flag("non_exhaustive"));
    tree::strukt(attributes, ident(&item.ident), tree::named_fields(fields))
}

/// A public field: what stands before it, its name and its type.
type PublicField = (Vec<Attribute>, proc_macro2::Ident, Type);

fn field(names: &Names<'_>, field: &Field) -> PublicField {
    let mut attributes = Vec::new();
    attributes.extend(docs(&field.docs, || {
        format!("The field `{}`.", field.ident.plain())
    }));
    attributes.extend(tree::deprecated(field.deprecated));
    let ty = names.present_tree(&field.ty, field.presence);
    (attributes, ident(&field.ident), ty)
}

fn additional(names: &Names<'_>, additional: &Additional) -> PublicField {
    let (name, docs, value) = match additional {
        Additional::Values(name) => {
            let docs = "Fields that the API's description does not name.";
            (name, docs, names.runtime_type("Value"))
        }
        Additional::Typed(name, ty) => (name, "The values, by name.", names.type_tree(ty)),
    };
    let docs = doc_lines([docs]);
    (docs.into_iter().collect(), ident(name), names.map_of(value))
}
