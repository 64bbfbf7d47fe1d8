//! The public items of a group of operations: its module, its methods, the requests that they build, and what
//! comes back.

use super::signature::{accepted, ty};
use super::types::method;
use super::{Argument, Item, ItemKind, Member, MemberKind, Source, SourceKind, traits};
use crate::{AnswerHeaders, Decode, Group, Ident, Operation, Setter, StatusPattern, StatusVariant, Target};

/// What requests implement.
const REQUEST: [&str; 3] = ["Clone", "Debug", "IntoFuture"];

/// What the answers of an operation implement.
const ANSWER: [&str; 3] = ["Clone", "Debug", "PartialEq"];

/// Every item of a group.
pub(super) fn items(group: &Group) -> Vec<Item> {
    let module = group.module.plain();
    let source = Source::new(SourceKind::Group, group.tag.as_str());
    let mut handle = Item::new(
        ItemKind::Struct,
        format!("{module}::{}", group.ident.plain()),
        source.clone(),
    );
    handle.traits = traits(&["Clone", "Debug"]);
    handle.members = group.operations.iter().map(method_of).collect();
    for operation in &group.operations {
        handle.members.extend(former_methods(operation));
    }
    let mut items = vec![Item::new(ItemKind::Module, module, source), handle];
    items.extend(former_modules(group));
    for operation in &group.operations {
        items.push(request(module, operation));
        items.extend(answers(module, operation));
    }
    for item in &mut items {
        item.features = group.feature.iter().cloned().collect();
    }
    items
}

/// The modules that a group had before, and its type under the names that it had.
fn former_modules(group: &Group) -> Vec<Item> {
    let mut items = Vec::new();
    let mut add = |kind, path: String, target: &Ident| {
        let mut item = Item::new(kind, path, Source::new(SourceKind::Former, group.tag.as_str()));
        item.target = Some(target.plain().to_owned());
        item.is_deprecated = true;
        items.push(item);
    };
    for former in &group.former {
        let module = former.module.plain();
        add(ItemKind::Module, module.to_owned(), &group.module);
        for ident in &former.idents {
            add(
                ItemKind::Alias,
                format!("{module}::{}", ident.plain()),
                &group.ident,
            );
        }
    }
    items
}

fn method_of(operation: &Operation) -> Member {
    let arguments = operation.arguments.iter().map(|argument| Argument {
        name: argument.ident.plain().to_owned(),
        ty: accepted(&argument.ty, &argument.accept),
        source: of_target(&argument.target, false),
    });
    let kind = method(arguments.collect(), operation.ident.plain());
    let source = Source::new(SourceKind::Operation, operation.table.id.as_str());
    Member::new(operation.method.plain(), kind, source).deprecated(operation.deprecated)
}

fn former_methods(operation: &Operation) -> Vec<Member> {
    let former = operation.former.iter().map(|former| {
        let source = Source::new(SourceKind::Former, operation.table.id.as_str());
        Member {
            name: former.plain().to_owned(),
            source,
            is_deprecated: true,
            ..method_of(operation)
        }
    });
    former.collect()
}

fn of_target(target: &Target, is_null: bool) -> Source {
    let (kind, name) = match target {
        Target::Path(name) => (SourceKind::Path, name),
        Target::Query(name) => (SourceKind::Query, name),
        Target::Header(name) => (SourceKind::Header, name),
        Target::Cookie(name) => (SourceKind::Cookie, name),
        Target::Field(name) | Target::File(name) | Target::Files(name) => (SourceKind::Property, name),
        Target::Body(index, _) => return Source::new(SourceKind::Body, index.to_string()),
        Target::ContentType => return Source::new(SourceKind::Body, "content type"),
    };
    Source::new(if is_null { SourceKind::Null } else { kind }, name.as_str())
}

fn request(module: &str, operation: &Operation) -> Item {
    let source = Source::new(SourceKind::Operation, operation.table.id.as_str());
    let path = format!("{module}::{}", operation.ident.plain());
    let mut item = Item::new(ItemKind::Struct, path, source);
    item.traits = traits(&REQUEST);
    item.members = operation.setters.iter().map(setter).collect();
    let output = ty(&operation.output.ty);
    let output = match operation.output.decode {
        Decode::Stream(_) => format!("runtime::ResponseStream<{output}>"),
        _ => output,
    };
    let mut gives = vec![("send", output.clone())];
    if let Some(streaming) = &operation.streaming {
        let output = format!("runtime::ResponseStream<{}>", ty(&streaming.ty));
        gives.push(("send_streaming", output));
    }
    if let Some(pagination) = &operation.pagination {
        gives.push(("items", format!("runtime::Items<{}>", ty(&pagination.item))));
        gives.push(("pages", format!("runtime::Pages<{output}>")));
    }
    let gives = gives.into_iter();
    item.members
        .extend(gives.map(|(name, output)| Member::new(name, method(Vec::new(), &output), Source::none())));
    item
}

fn setter(setter: &Setter) -> Member {
    let argument = setter.ty.as_ref().map(|ty| Argument {
        name: setter.ident.plain().to_owned(),
        ty: accepted(ty, &setter.accept),
        source: Source::none(),
    });
    let kind = method(argument.into_iter().collect(), "Self");
    let source = of_target(&setter.target, setter.ty.is_none());
    Member::new(setter.ident.plain(), kind, source).deprecated(setter.deprecated)
}

/// The enums of what comes back by status, and the struct of headers.
fn answers(module: &str, operation: &Operation) -> Vec<Item> {
    let of = |kind, ident: &Ident, source: SourceKind| {
        let source = Source::new(source, operation.table.id.as_str());
        let mut item = Item::new(kind, format!("{module}::{}", ident.plain()), source);
        item.traits = traits(&ANSWER);
        item
    };
    let mut items = Vec::new();
    if let Some(responses) = &operation.output.responses {
        let mut item = of(ItemKind::Enum, &responses.ident, SourceKind::Answers);
        item.members = responses.variants.iter().map(variant).collect();
        items.push(item);
    }
    if let Some(errors) = &operation.errors {
        let mut item = of(ItemKind::Enum, &errors.ident, SourceKind::Errors);
        item.traits.push("ErrorBody".to_owned());
        item.members = errors.variants.iter().map(variant).collect();
        items.push(item);
    }
    if let Some(headers) = &operation.headers {
        let mut item = of(ItemKind::Struct, &headers.ident, SourceKind::Headers);
        item.traits.push("FromHeaders".to_owned());
        item.members = fields(headers);
        items.push(item);
    }
    items
}

fn variant(variant: &StatusVariant) -> Member {
    let holds_nothing = matches!(variant.decode, Decode::Empty | Decode::ByStatus);
    let held = (!holds_nothing).then(|| ty(&variant.ty));
    let status = match variant.status {
        StatusPattern::Exact(status) => status.to_string(),
        StatusPattern::Range(class) => format!("{class}XX"),
        StatusPattern::Default => "default".to_owned(),
    };
    let source = Source::new(SourceKind::Status, status);
    Member::new(variant.ident.plain(), MemberKind::Variant(held), source)
}

fn fields(headers: &AnswerHeaders) -> Vec<Member> {
    let field = |field: &crate::HeaderField| {
        let kind = MemberKind::Field(format!("Option<{}>", ty(&field.ty)));
        let source = Source::new(SourceKind::Header, field.wire_name.as_str());
        Member::new(field.ident.plain(), kind, source)
    };
    headers.fields.iter().map(field).collect()
}
