//! A public surface as lines, one for each item, trait and member.

use sdk_generator::surface::{Item, ItemKind, Member, MemberKind, Surface};

/// Returns the sorted lines of a surface. Cargo features are left out, because they are in the manifest.
pub(crate) fn lines(surface: &Surface) -> Vec<String> {
    let items = surface.items.iter().filter(|item| item.kind != ItemKind::Feature);
    let mut lines: Vec<String> = items.flat_map(of_item).collect();
    lines.sort();
    lines.dedup();
    lines
}

fn of_item(item: &Item) -> Vec<String> {
    let Item { path, kind, .. } = item;
    let mut lines = vec![match (kind, &item.target) {
        (ItemKind::Alias, Some(target)) => plain(&format!("alias {path} = {target}")),
        (ItemKind::Alias, None) => format!("alias {path}"),
        (ItemKind::Feature | ItemKind::Export, _) => format!("export {path}"),
        (ItemKind::Module, _) => format!("module {path}"),
        (ItemKind::Struct, _) => format!("struct {path}"),
        (ItemKind::Enum, _) => format!("enum {path}"),
    }];
    lines.extend(item.traits.iter().map(|name| implements(path, name)));
    lines.extend(item.members.iter().map(|member| of_member(path, member)));
    lines
}

fn of_member(path: &str, member: &Member) -> String {
    let name = &member.name;
    match &member.kind {
        MemberKind::Field(ty) => field(path, name, ty),
        MemberKind::Variant(held) => variant(path, name, held.as_deref()),
        MemberKind::Method { arguments, output } => {
            let arguments = arguments
                .iter()
                .map(|argument| (argument.name.clone(), argument.ty.clone()));
            method(path, name, &arguments.collect::<Vec<_>>(), output)
        }
    }
}

pub(crate) fn implements(path: &str, name: &str) -> String {
    plain(&format!("impl {path}: {name}"))
}

pub(crate) fn field(path: &str, name: &str, ty: &str) -> String {
    plain(&format!("field {path}.{name}: {ty}"))
}

pub(crate) fn variant(path: &str, name: &str, held: Option<&str>) -> String {
    plain(&format!("variant {path}::{name}({})", held.unwrap_or_default()))
}

pub(crate) fn method(path: &str, name: &str, arguments: &[(String, String)], output: &str) -> String {
    let arguments: Vec<String> = arguments
        .iter()
        .map(|(name, ty)| format!("{name}: {ty}"))
        .collect();
    plain(&format!(
        "method {path}::{name}({}) -> {output}",
        arguments.join(", ")
    ))
}

/// Normalizes the types in a line: removes spaces, `r#` and the module of types.
pub(crate) fn plain(line: &str) -> String {
    let (kind, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest: String = rest.chars().filter(|letter| !letter.is_whitespace()).collect();
    let rest = rest.replace(",)", ")");
    let types = if kind == "alias" || rest.starts_with("types::") {
        rest.replacen("types::", "@", 1)
            .replace("types::", "")
            .replacen('@', "types::", 1)
    } else {
        rest.replace("types::", "")
    };
    format!("{kind} {}", types.replace("r#", ""))
}
