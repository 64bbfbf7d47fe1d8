//! The public items that a document does not decide: what every crate, every type of a kind and every request has.
//!
//! The methods of the runtime come from its own table ([`crate::runtime`]).

use super::types::method;
use super::{Argument, Item, ItemKind, Member, MemberKind, Source, Surface};
use crate::runtime::{CLIENT, MACROS, Macro, Method};
use crate::{BUILDER_METHODS, CLIENT_METHODS, Crate, Decode, Operation, builder_settings};

/// The error of a call, as signatures name it.
const ERROR: &str = "runtime::Error";

impl Surface {
    /// Every public item of a crate, also those that no document changes.
    ///
    /// Two surfaces of one generator differ only in what [`Surface::of`] has, so that is what releases keep and what
    /// is compared.
    #[must_use]
    pub fn complete(krate: &Crate) -> Self {
        let mut surface = Self::of(krate);
        for item in &mut surface.items {
            if item.path == krate.client.ident.plain() {
                client(item, krate);
            } else if item.path == krate.client.builder.plain() {
                builder(item, krate);
            } else if item.path.starts_with("types::") {
                json_type(item);
            }
        }
        for group in &krate.groups {
            let module = group.module.plain();
            for operation in &group.operations {
                if let Some(item) = surface.get_mut(&format!("{module}::{}", operation.ident.plain())) {
                    request(item, operation);
                }
                let responses = operation.output.responses.as_ref();
                let responses = responses.map(|responses| format!("{module}::{}", responses.ident.plain()));
                if let Some(item) = responses.and_then(|path| surface.get_mut(&path)) {
                    item.traits.push("FromResponse".to_owned());
                }
            }
        }
        surface.items.extend(root(krate));
        for item in &mut surface.items {
            item.traits.sort();
            item.members.sort();
        }
        surface.items.sort();
        surface
    }
}

impl Surface {
    fn get_mut(&mut self, path: &str) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.path == path)
    }
}

/// What is at the root besides the client and the runtime's exports.
fn root(krate: &Crate) -> Vec<Item> {
    let mut result = Item::new(ItemKind::Alias, "Result", Source::none());
    result.target = Some("std::result::Result<T, E>".to_owned());
    let mut items = vec![result];
    if krate.is_whole() {
        let dates = krate.manifest.dates.map(crate::DateLibrary::crate_name);
        let names = dates.into_iter().chain(["json"]);
        items.extend(names.map(|name| Item::new(ItemKind::Export, name, Source::none())));
        items.push(Item::new(ItemKind::Module, "runtime", Source::none()));
    }
    items
}

fn client(item: &mut Item, krate: &Crate) {
    for name in CLIENT_METHODS {
        let output = match name {
            // Where the API has one kind of credential, the document decides it.
            "new" => {
                for new in item.members.iter_mut().filter(|member| member.name == name) {
                    if let MemberKind::Method { output, .. } = &mut new.kind {
                        *output = format!("Result<Self, {ERROR}>");
                    }
                }
                continue;
            }
            "builder" => krate.client.builder.plain().to_owned(),
            "from_env" => format!("Result<Self, {ERROR}>"),
            _ => {
                let forwarded = CLIENT.iter().find(|method| method.name == name);
                item.members
                    .extend(forwarded.map(|method| of_runtime(method, &[])));
                continue;
            }
        };
        let member = Member::new(name, method(Vec::new(), &output), Source::none());
        item.members.push(member);
    }
}

fn builder(item: &mut Item, krate: &Crate) {
    item.members
        .extend(builder_settings().map(|setting| of_runtime(setting, &[])));
    for name in BUILDER_METHODS {
        let output = match name {
            "build" => krate.client.ident.plain(),
            _ => "Self",
        };
        let output = format!("Result<{output}, {ERROR}>");
        let member = Member::new(name, method(Vec::new(), &output), Source::none());
        item.members.push(member);
    }
}

/// What a type has besides the traits that programs use: its way to JSON and back, and the value of an enum.
fn json_type(item: &mut Item) {
    if item.kind == ItemKind::Alias {
        return;
    }
    item.traits.push("Json".to_owned());
    let value = if item.traits.iter().any(|name| name == "FromStr") {
        Some(("as_str", "&str"))
    } else if item.traits.iter().any(|name| name == "From<i64>")
        && item.traits.iter().any(|name| name == "Copy")
    {
        Some(("value", "i64"))
    } else {
        None
    };
    let value = value.map(|(name, output)| Member::new(name, method(Vec::new(), output), Source::none()));
    item.members.extend(value);
}

/// A request has the methods of the macros that it is made with, in place of what it resolves to.
fn request(item: &mut Item, operation: &Operation) {
    item.members.retain(|member| !member.source.is_none());
    for (name, types) in macros(operation) {
        for method in methods(name) {
            item.members.push(of_runtime(method, &types));
        }
    }
}

/// The parameters of a macro, with the types that they stand for.
type Types = Vec<(&'static str, String)>;

/// The macros of the runtime that make an operation's request.
fn macros(operation: &Operation) -> Vec<(&'static str, Types)> {
    let output = super::signature::ty(&operation.output.ty);
    let mut macros = vec![match operation.output.decode {
        Decode::Stream(_) => ("streaming_request", vec![("$item", output.clone())]),
        _ => ("request", vec![("$output", output.clone())]),
    }];
    macros.extend(operation.streaming.as_ref().map(|streaming| {
        let item = super::signature::ty(&streaming.ty);
        ("streamed", vec![("$item", item)])
    }));
    macros.extend(operation.pagination.as_ref().map(|pagination| {
        let item = super::signature::ty(&pagination.item);
        ("paginated", vec![("$item", item), ("$page", output)])
    }));
    macros
}

/// The methods that a macro gives, itself or through others.
fn methods(name: &str) -> Vec<&'static Method> {
    let found = MACROS.iter().find(|item| item.name == name);
    let of = |item: &'static Macro| {
        let others = item.expands_to.iter().flat_map(|other| methods(other));
        item.methods.iter().chain(others)
    };
    found.into_iter().flat_map(of).collect()
}

/// A method of the runtime, with types for the parameters of its macro.
fn of_runtime(found: &Method, types: &[(&str, String)]) -> Member {
    let with_types = |text: &str| {
        let text = text.to_owned();
        types.iter().fold(text, |text, (name, ty)| text.replace(name, ty))
    };
    let arguments = found.parameters.iter().map(|(name, ty)| Argument {
        name: (*name).to_owned(),
        ty: with_types(ty),
        source: Source::none(),
    });
    let kind = method(arguments.collect(), &with_types(found.output));
    Member::new(found.name, kind, Source::none())
}
