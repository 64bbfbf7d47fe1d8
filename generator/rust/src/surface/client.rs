//! The public items at the root of a crate: the client, its builder, what the runtime lends, and cargo features.

use super::types::method;
use super::{Argument, Item, ItemKind, Member, Source, SourceKind, traits};
use crate::{ALL_GROUPS, Client, Crate, FEATURE_EXPORTS, Group, ROOT_EXPORTS, SecurityKind, SecurityScheme};

/// What a text of a credential can be made from.
const SECRET: &str = "impl Into<runtime::Secret>";

/// The items at the root.
pub(super) fn items(krate: &Crate) -> Vec<Item> {
    let mut items = vec![client(&krate.client, &krate.groups), builder(&krate.client)];
    let mut export = |name: &str, feature: Option<&str>| {
        let mut item = Item::new(ItemKind::Export, name, Source::none());
        item.features = feature.into_iter().map(str::to_owned).collect();
        items.push(item);
    };
    for name in ROOT_EXPORTS {
        export(name, None);
    }
    for (feature, name) in FEATURE_EXPORTS {
        export(name, Some(feature));
    }
    let of_groups = krate.groups.iter().filter_map(|group| {
        let name = group.feature.as_deref()?;
        let source = Source::new(SourceKind::Group, group.tag.as_str());
        Some(Item::new(ItemKind::Feature, name, source))
    });
    let of_groups: Vec<Item> = of_groups.collect();
    if !of_groups.is_empty() {
        items.push(Item::new(ItemKind::Feature, ALL_GROUPS, Source::none()));
    }
    items.extend(of_groups);
    items
}

fn client(client: &Client, groups: &[Group]) -> Item {
    let mut item = Item::new(ItemKind::Struct, client.ident.plain(), Source::none());
    item.traits = traits(&["Clone", "Debug"]);
    item.members = groups.iter().map(accessor).collect();
    item.members.extend(groups.iter().flat_map(former_accessors));
    if let [scheme] = client.security.as_slice()
        && scheme.kind != SecurityKind::Basic
    {
        let new = method(vec![credential(scheme.ident.plain(), SECRET)], "Result<Self>");
        item.members.push(Member::new("new", new, Source::none()));
    }
    item
}

fn accessor(group: &Group) -> Member {
    let kind = method(Vec::new(), group.ident.plain());
    let source = Source::new(SourceKind::Group, group.tag.as_str());
    Member::new(group.module.plain(), kind, source)
}

fn former_accessors(group: &Group) -> impl Iterator<Item = Member> {
    group.former.iter().map(|former| Member {
        name: former.module.plain().to_owned(),
        source: Source::new(SourceKind::Former, group.tag.as_str()),
        is_deprecated: true,
        ..accessor(group)
    })
}

fn builder(client: &Client) -> Item {
    let mut item = Item::new(ItemKind::Struct, client.builder.plain(), Source::none());
    item.traits = traits(&["Debug"]);
    item.members = client.security.iter().flat_map(scheme).collect();
    item
}

fn scheme(scheme: &SecurityScheme) -> Vec<Member> {
    let SecurityScheme { ident, kind, .. } = scheme;
    let arguments = match kind {
        SecurityKind::Basic => vec![
            credential("user", "impl Into<String>"),
            credential("password", SECRET),
        ],
        _ => vec![credential(ident.plain(), SECRET)],
    };
    let source = Source::new(SourceKind::Security, scheme.name.as_str());
    let mut members = vec![Member::new(ident.plain(), method(arguments, "Self"), source)];
    members.extend(scheme.provider.as_ref().map(|provider| {
        let argument = credential("provider", "impl runtime::TokenProvider");
        let source = Source::new(SourceKind::Provider, scheme.name.as_str());
        Member::new(provider.plain(), method(vec![argument], "Self"), source)
    }));
    members
}

fn credential(name: &str, ty: &str) -> Argument {
    Argument {
        name: name.to_owned(),
        ty: ty.to_owned(),
        source: Source::none(),
    }
}
