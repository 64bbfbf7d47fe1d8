//! The text of a lock.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    FORMAT, KINDS, Lock, SOURCES, clear_of, family, is_setter, setter_of, usual_of_argument, usual_of_item,
    usual_of_member, word,
};
use sdk_rust::surface::{Argument, Item, ItemKind, Member, MemberKind, Source, SourceKind};

/// What the file says of itself.
const HEAD: &str = "# What the last release looks like to programs, and the names that it gives to what the document holds.\n\
                    # Written by `cargo xtask release`; do not edit.\n";

/// The traits that all items of a family have.
type Common<'a> = BTreeMap<(ItemKind, SourceKind), BTreeSet<&'a String>>;

impl Lock {
    /// The lock as its file holds it.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "{HEAD}{FORMAT}\nversion {}\npackage {}\n",
            self.version, self.surface.package
        );
        if let Some(version) = &self.surface.rust_version {
            text.push_str(&format!("rust-version {version}\n"));
        }
        let common = common(&self.surface.items);
        for ((kind, source), traits) in &common {
            if !traits.is_empty() {
                let traits: Vec<&str> = traits.iter().map(|name| name.as_str()).collect();
                text.push_str(&format!(
                    "traits {} {} {}\n",
                    word(&KINDS, *kind),
                    word(&SOURCES, *source),
                    traits.join(", ")
                ));
            }
        }
        for item in &self.surface.items {
            self::item(&mut text, item, &common);
        }
        text
    }
}

fn common(items: &[Item]) -> Common<'_> {
    let mut common = Common::new();
    for item in items {
        let own: BTreeSet<&String> = item.traits.iter().collect();
        common
            .entry(family(item))
            .and_modify(|known| known.retain(|name| own.contains(name)))
            .or_insert(own);
    }
    common
}

fn item(text: &mut String, item: &Item, common: &Common<'_>) {
    let usual = usual_of_item(item.kind, &item.path);
    text.push_str(&format!(
        "{} {}{}\n",
        word(&KINDS, item.kind),
        item.path,
        source(&item.source, &usual)
    ));
    if let Some(target) = &item.target {
        text.push_str(&format!("  target {target}\n"));
    }
    let known = common.get(&family(item));
    let more = item.traits.iter();
    let more: Vec<&str> = more
        .filter(|name| !known.is_some_and(|known| known.contains(name)))
        .map(String::as_str)
        .collect();
    if !more.is_empty() {
        text.push_str(&format!("  traits {}\n", more.join(", ")));
    }
    if !item.features.is_empty() {
        text.push_str(&format!("  features {}\n", item.features.join(", ")));
    }
    if item.is_deprecated {
        text.push_str("  deprecated\n");
    }
    // What belongs to a field is told with it.
    let mut told: BTreeSet<&Member> = BTreeSet::new();
    let mut lines = String::new();
    for member in &item.members {
        if let MemberKind::Field(_) = member.kind {
            lines.push_str(&field(item, member, &mut told));
        }
    }
    for member in item.members.iter().filter(|member| !told.contains(*member)) {
        if !matches!(member.kind, MemberKind::Field(_)) {
            lines.push_str(&line(member, ""));
        }
    }
    text.push_str(&lines);
}

/// A field, with its setters where they are as those of fields are.
fn field<'a>(item: &'a Item, field: &'a Member, told: &mut BTreeSet<&'a Member>) -> String {
    let mut suffix = String::new();
    let of_name = |name: &str| {
        let mut members = item.members.iter();
        members.find(|member| member.name == name && matches!(member.kind, MemberKind::Method { .. }))
    };
    if let Some(setter) = of_name(&field.name)
        && let MemberKind::Method { arguments, .. } = &setter.kind
        && let [argument] = arguments.as_slice()
        && *setter == setter_of(field, &argument.ty)
    {
        suffix.push_str(&format!("; set {}", argument.ty));
        told.insert(setter);
    }
    if let Some(clear) = of_name(&format!("clear_{}", field.name))
        && *clear == clear_of(field)
    {
        suffix.push_str("; clear");
        told.insert(clear);
    }
    line(field, &suffix)
}

fn line(member: &Member, suffix: &str) -> String {
    let deprecated = if member.is_deprecated { "deprecated " } else { "" };
    let usual = usual_of_member(&member.name, &member.kind);
    let name = format!("{}{}", member.name, source(&member.source, &usual));
    let rest = match &member.kind {
        MemberKind::Field(ty) => format!("field {name}: {ty}"),
        MemberKind::Variant(None) => format!("variant {name}"),
        MemberKind::Variant(Some(ty)) => format!("variant {name}({ty})"),
        MemberKind::Method { arguments, output } => {
            let is_setter = is_setter(arguments.len(), output);
            let arguments: Vec<String> = arguments
                .iter()
                .map(|argument| self::argument(argument, is_setter))
                .collect();
            format!("fn {name}({}) -> {output}", arguments.join(", "))
        }
    };
    format!("  {deprecated}{rest}{suffix}\n")
}

fn argument(argument: &Argument, is_setter: bool) -> String {
    let usual = usual_of_argument(&argument.name, is_setter);
    format!(
        "{}{}: {}",
        argument.name,
        source(&argument.source, &usual),
        argument.ty
    )
}

/// What something is called in the document, as far as that is not what one would think.
fn source(source: &Source, usual: &Source) -> String {
    if source == usual {
        return String::new();
    }
    let name = match source.kind {
        SourceKind::None => return " none".to_owned(),
        // It is JSON already.
        SourceKind::Value => source.name.clone(),
        _ => serde_json::Value::from(source.name.as_str()).to_string(),
    };
    if source.kind == usual.kind {
        format!(" {name}")
    } else {
        format!(" {} {name}", word(&SOURCES, source.kind))
    }
}
