//! The public items of types: fields, constructors, setters, variants, and the traits that each kind has.

use super::signature::{accepted, present, ty};
use super::{Argument, Item, ItemKind, Member, MemberKind, Source, SourceKind, traits};
use crate::{
    Additional, Crate, EnumValue, Field, Ident, IntegerEnum, Item as RustItem, Presence, StringEnum, Struct,
    Type, TypeModule, Union, Wrapper,
};

/// What structs and unions implement.
const VALUE: [&str; 5] = ["Clone", "Debug", "Deserialize", "PartialEq", "Serialize"];

/// What enums of texts and of integers implement besides.
const OPEN_ENUM: [&str; 3] = ["Display", "Eq", "Hash"];

/// What enums of texts implement besides.
const TEXTS: [&str; 4] = ["AsRef<str>", "From<&str>", "From<String>", "FromStr"];

/// What enums of integers implement besides.
const INTEGERS: [&str; 2] = ["Copy", "From<i64>"];

/// Every type.
pub(super) fn items(krate: &Crate) -> Vec<Item> {
    let mut items = Vec::new();
    if !krate.types.is_empty() {
        items.push(Item::new(ItemKind::Module, "types", Source::none()));
    }
    for module in &krate.types {
        items.extend(module.items.iter().map(|item| self::item(krate, module, item)));
    }
    items
}

fn item(krate: &Crate, module: &TypeModule, item: &RustItem) -> Item {
    let ident = item.ident();
    let source = krate.schemas.get(ident).cloned();
    let source = source.map(|name| match name {
        crate::SchemaName::Declared(name) => Source::new(SourceKind::Schema, name),
        crate::SchemaName::Inline(words) => Source::new(SourceKind::Inline, words.join(" ")),
    });
    let mut found = Item::new(
        ItemKind::Struct,
        format!("types::{}", ident.plain()),
        source.unwrap_or_default(),
    );
    found.features.clone_from(&module.features);
    match item {
        RustItem::Struct(item) => strukt(&mut found, item),
        RustItem::StringEnum(item) => string_enum(&mut found, item),
        RustItem::IntegerEnum(item) => integer_enum(&mut found, item),
        RustItem::Union(item) => union(&mut found, item),
        RustItem::Wrapper(item) => wrapper(&mut found, item),
        RustItem::Alias(item) => {
            found.kind = ItemKind::Alias;
            found.target = Some(ty(&item.ty));
            if let Some(schema) = &item.former_of {
                found.source = Source::new(SourceKind::Former, schema.as_str());
                found.is_deprecated = true;
            }
        }
    }
    found
}

fn strukt(found: &mut Item, item: &Struct) {
    found.is_deprecated = item.deprecated;
    found.traits = traits(&VALUE);
    if item.has_default() {
        found.traits.push("Default".to_owned());
    }
    for field in &item.fields {
        let kind = MemberKind::Field(present(&field.ty, field.presence));
        found
            .members
            .push(Member::new(field.ident.plain(), kind, property(field)).deprecated(field.deprecated));
    }
    let (extra, held) = match &item.additional {
        Additional::Values(ident) => (ident, &Type::Value),
        Additional::Typed(ident, held) => (ident, held),
    };
    let kind = MemberKind::Field(format!("BTreeMap<String, {}>", ty(held)));
    found
        .members
        .push(Member::new(extra.plain(), kind, Source::none()));
    if !item.constructible {
        return;
    }
    let arguments = item
        .fields
        .iter()
        .filter(|field| field.is_argument())
        .map(|field| Argument {
            name: field.ident.plain().to_owned(),
            ty: match field.presence {
                Presence::Required => accepted(&field.ty, &field.accept),
                _ => present(&field.ty, field.presence),
            },
            source: property(field),
        });
    let new = method(arguments.collect(), "Self");
    found.members.push(Member::new("new", new, Source::none()));
    for field in item.fields.iter().filter(|field| !field.is_argument()) {
        found.members.extend(setters(field));
    }
}

fn setters(field: &Field) -> Vec<Member> {
    let argument = Argument {
        name: field.ident.plain().to_owned(),
        ty: accepted(&field.ty, &field.accept),
        source: Source::none(),
    };
    let setter = Member::new(
        field.setter.plain(),
        method(vec![argument], "Self"),
        property(field),
    );
    let mut members = vec![setter.deprecated(field.deprecated)];
    if let (Some(clear), Presence::Patch) = (&field.clear, field.presence) {
        let source = Source::new(SourceKind::Null, field.wire_name.as_str());
        let member = Member::new(clear.plain(), method(Vec::new(), "Self"), source);
        members.push(member.deprecated(field.deprecated));
    }
    members
}

fn property(field: &Field) -> Source {
    Source::new(SourceKind::Property, field.wire_name.as_str())
}

/// A method that takes some arguments.
pub(super) fn method(arguments: Vec<Argument>, output: &str) -> MemberKind {
    MemberKind::Method {
        arguments,
        output: output.to_owned(),
    }
}

fn string_enum(found: &mut Item, item: &StringEnum) {
    found.kind = ItemKind::Enum;
    found.is_deprecated = item.deprecated;
    found.traits = traits(&[&VALUE[..], &OPEN_ENUM, &TEXTS].concat());
    found.members = values(&item.values, |value| {
        serde_json::Value::from(value.as_str()).to_string()
    });
    found.members.push(unknown(&item.unknown, "String"));
}

fn integer_enum(found: &mut Item, item: &IntegerEnum) {
    found.kind = ItemKind::Enum;
    found.is_deprecated = item.deprecated;
    found.traits = traits(&[&VALUE[..], &OPEN_ENUM, &INTEGERS].concat());
    found.members = values(&item.values, i64::to_string);
    found.members.push(unknown(&item.unknown, "i64"));
}

fn values<T>(values: &[EnumValue<T>], show: impl Fn(&T) -> String) -> Vec<Member> {
    let variant = |value: &EnumValue<T>| {
        let source = Source::new(SourceKind::Value, show(&value.value));
        Member::new(value.ident.plain(), MemberKind::Variant(None), source)
    };
    values.iter().map(variant).collect()
}

fn unknown(ident: &Ident, held: &str) -> Member {
    let kind = MemberKind::Variant(Some(held.to_owned()));
    Member::new(ident.plain(), kind, Source::none())
}

fn union(found: &mut Item, item: &Union) {
    found.kind = ItemKind::Enum;
    found.is_deprecated = item.deprecated;
    found.traits = traits(&VALUE);
    for variant in &item.variants {
        let kind = MemberKind::Variant(Some(ty(&variant.ty)));
        let source = Source::new(SourceKind::Alternative, variant.word.as_str());
        found
            .members
            .push(Member::new(variant.ident.plain(), kind, source));
        if variant.from {
            // A box is made by the conversion.
            let held = match &variant.ty {
                Type::Box(inner) => ty(inner),
                other => ty(other),
            };
            found.traits.push(format!("From<{held}>"));
        }
    }
    found.members.push(unknown(&item.unknown, "runtime::Value"));
}

fn wrapper(found: &mut Item, item: &Wrapper) {
    let held = ty(&item.ty);
    found.is_deprecated = item.deprecated;
    found.traits = traits(&VALUE);
    found.traits.push(format!("From<{held}>"));
    found
        .members
        .push(Member::new("0", MemberKind::Field(held), Source::none()));
}
