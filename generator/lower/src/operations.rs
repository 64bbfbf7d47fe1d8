//! Operations: groups, methods, and the table that the runtime reads.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::naming::{self, Casing, Scope};
use super::parameters::{self, Inputs};
use super::{Lowering, example, former, headers, items, pagination, prose, responses, servers, types};
use sdk_config::DateTime;
use sdk_diagnostic::Diagnostics;
use sdk_model as model;
use sdk_model::words;
use sdk_rust::{Docs, Group, Ident, Operation, OperationTable, Rename, TypeModule};

/// Modules at the root of every crate, and names that crates go by.
const RESERVED_MODULES: [&str; 18] = [
    "client",
    "types",
    "runtime",
    "lib",
    "main",
    "mod",
    "std",
    "core",
    "alloc",
    "serde",
    "serde_json",
    "blocking",
    "builder",
    "new",
    "with",
    "request",
    "from_env",
    "clone",
];

/// Methods that every group and every client has.
const RESERVED_METHODS: [&str; 2] = ["new", "clone"];

/// The groups of operations, with the renames that happened among them.
pub(super) fn groups(
    lowering: &Lowering<'_>,
    types: &[TypeModule],
    diagnostics: &mut Diagnostics,
) -> (Vec<Group>, Vec<Rename>) {
    let reserved: Vec<&str> = RESERVED_MODULES.into_iter().chain(date_crate(lowering)).collect();
    let mut modules = Scope::of_files(&reserved);
    // The client's module names these beside the groups.
    let client = lowering.client_ident();
    let mut handles =
        Scope::with_reserved(&[client.plain(), &format!("{}Builder", client.plain()), "Duration"]);
    let mut groups = Vec::new();
    let mut renames = Vec::new();
    let held = held_groups(lowering, &mut modules, &mut handles);
    for (index, group) in lowering.api.groups.iter().enumerate() {
        let tag = group.name.as_str();
        let (held_module, held_handle) = held.get(index).cloned().unwrap_or_default();
        let name = lowering
            .config
            .rename_groups
            .get(tag)
            .map_or(tag, |name| name.as_str());
        let what = format!("group `{tag}`");
        let snake = naming::identifier(name, Casing::Snake);
        let camel = naming::type_name(name);
        let module =
            held_module.unwrap_or_else(|| modules.claim(&what, &[snake.clone(), format!("{snake}_api")]));
        let ident =
            held_handle.unwrap_or_else(|| handles.claim(&what, &[camel.clone(), format!("{camel}Api")]));
        let docs = prose::docs(group.description.as_deref(), || {
            format!("Operations on {}.", prose::line(tag))
        });
        let members: Vec<&model::Operation> = lowering
            .api
            .operations
            .iter()
            .filter(|operation| operation.group == index)
            .collect();
        let context = GroupContext {
            module: &module,
            ident: &ident,
            types,
        };
        let operations = operations(lowering, &context, name, &members, &mut renames, diagnostics);
        groups.push(Group {
            module,
            ident,
            tag: tag.to_owned(),
            docs,
            operations,
            feature: None,
            former: Vec::new(),
        });
    }
    former::add_groups(lowering, &mut groups, &mut modules, diagnostics);
    renames.extend(modules.into_renames());
    (groups, renames)
}

/// The module and the type that each group had when it was released, unless it is renamed.
fn held_groups(
    lowering: &Lowering<'_>,
    modules: &mut Scope,
    handles: &mut Scope,
) -> Vec<(Option<Ident>, Option<Ident>)> {
    let names = &lowering.config.names;
    let groups = lowering.api.groups.iter().map(|group| {
        let tag = group.name.as_str();
        if lowering.config.rename_groups.contains_key(tag) {
            return (None, None);
        }
        let module = modules.hold(names.get("", "group", tag));
        (module, handles.hold(names.get("", "handle", tag)))
    });
    groups.collect()
}

/// What an operation needs to know of its group.
pub(super) struct GroupContext<'a> {
    /// The accessor on the client.
    pub(super) module: &'a Ident,
    /// The type.
    pub(super) ident: &'a Ident,
    /// Every generated type, for examples.
    pub(super) types: &'a [TypeModule],
}

fn operations(
    lowering: &Lowering<'_>,
    context: &GroupContext<'_>,
    group: &str,
    members: &[&model::Operation],
    renames: &mut Vec<Rename>,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation> {
    let methods = method_names(lowering, group, members);
    let mut methods_scope = Scope::with_reserved(&RESERVED_METHODS);
    let mut idents = Scope::with_reserved(&[context.ident.plain()]);
    let reserved: Vec<&str> = ["mod"].into_iter().chain(date_crate(lowering)).collect();
    let mut modules = Scope::of_files(&reserved);
    let mut lowered = Vec::new();
    let names = &lowering.config.names;
    let held: Vec<(Option<Ident>, Option<Ident>)> = members
        .iter()
        .map(|operation| {
            let id = operation.name.as_str();
            let is_renamed = lowering.config.rename_operations.contains_key(id);
            let method = names.get("", "method", id).filter(|_| !is_renamed);
            (
                methods_scope.hold(method),
                idents.hold(names.get("", "operation", id)),
            )
        })
        .collect();
    for ((operation, method), (held_method, held_ident)) in members.iter().zip(methods).zip(held) {
        let id = operation.name.as_str();
        let what = format!("operation `{id}`");
        let full = naming::identifier(id, Casing::Snake);
        let names = OperationNames {
            method: held_method.unwrap_or_else(|| methods_scope.claim(&what, &[method, full.clone()])),
            ident: held_ident.unwrap_or_else(|| {
                let name = naming::type_name(id);
                idents.claim(&what, &[name.clone(), format!("{name}Request")])
            }),
            module: modules.claim(&what, &[full, naming::spelled(id, Casing::Snake)]),
        };
        lowered.push(lower_operation(lowering, context, operation, names, diagnostics));
    }
    former::add_methods(lowering, &mut lowered, &mut methods_scope, diagnostics);
    renames.extend(methods_scope.into_renames());
    renames.extend(idents.into_renames());
    lowered
}

/// The crate that types of dates are named by: a module of its name would hide it.
fn date_crate(lowering: &Lowering<'_>) -> Option<&'static str> {
    match lowering.config.date_time {
        DateTime::Library(library) => Some(types::date_library(library).crate_name()),
        DateTime::Timestamp | DateTime::Text => None,
    }
}

/// What an operation is called.
struct OperationNames {
    method: Ident,
    ident: Ident,
    module: Ident,
}

/// Method names: the words of the operation without those of its group. Where two operations would
/// share one, the shortest id keeps it, whatever the order of the document.
fn method_names(lowering: &Lowering<'_>, group: &str, members: &[&model::Operation]) -> Vec<String> {
    let short: Vec<String> = members
        .iter()
        .map(|operation| {
            let id = operation.name.as_str();
            match lowering.config.rename_operations.get(id) {
                Some(name) => name.value.clone(),
                None => without_group(id, group),
            }
        })
        .collect();
    let mut owners: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (name, operation) in short.iter().zip(members) {
        let id = operation.name.as_str();
        let claim = (id.len(), id);
        owners
            .entry(name)
            .and_modify(|best| *best = (*best).min(claim))
            .or_insert(claim);
    }
    short
        .iter()
        .zip(members)
        .map(|(name, operation)| {
            let id = operation.name.as_str();
            let keeps = owners.get(name.as_str()).is_none_or(|owner| owner.1 == id);
            if keeps {
                name.clone()
            } else {
                naming::identifier(id, Casing::Snake)
            }
        })
        .collect()
}

/// `ListIdentities` in the group `Identities` is `list`.
fn without_group(id: &str, group: &str) -> String {
    let full = naming::identifier(id, Casing::Snake);
    let own_words: Vec<&str> = full.split('_').collect();
    let group_words: Vec<String> = naming::identifier(group, Casing::Snake)
        .split('_')
        .map(str::to_owned)
        .collect();
    let count = group_words.len();
    if count < own_words.len() {
        for start in [0, own_words.len() - count] {
            let matches = own_words
                .iter()
                .skip(start)
                .zip(&group_words)
                .all(|(word, other)| words::singular(word) == words::singular(other));
            if matches {
                let mut rest = own_words.clone();
                rest.drain(start..start + count);
                let name = rest.join("_").to_snake_case();
                if !name.starts_with(|first: char| first.is_ascii_digit()) {
                    return name;
                }
            }
        }
    }
    full
}

fn lower_operation(
    lowering: &Lowering<'_>,
    context: &GroupContext<'_>,
    operation: &model::Operation,
    names: OperationNames,
    diagnostics: &mut Diagnostics,
) -> Operation {
    let inputs: Inputs = parameters::inputs(lowering, operation, diagnostics);
    let answers = responses::answers(lowering, operation, &names.ident, diagnostics);
    let headers = headers::answer_headers(lowering, operation, &names.ident, diagnostics);
    let table = OperationTable {
        id: operation.name.as_str().to_owned(),
        http_method: operation.method.clone(),
        path: operation.path.clone(),
        parameters: inputs.rows,
        bodies: inputs.bodies,
        body_required: operation.body.as_ref().is_some_and(|body| body.required),
        accept: answers.accept,
        security: schemes(operation),
        server: servers::own_server(lowering, operation),
    };
    let example = example::example(
        lowering,
        context,
        operation,
        &names.method,
        &inputs.arguments,
        &inputs.setters,
        &answers.output,
    );
    let whole_list = example::without_steps(&example);
    Operation {
        pagination: pagination::pagination(lowering, operation, &names.ident, &answers.output, whole_list),
        docs: operation_docs(operation),
        deprecated: operation.deprecated,
        method: names.method,
        former: Vec::new(),
        ident: names.ident,
        module: names.module,
        table,
        arguments: inputs.arguments,
        setters: inputs.setters,
        output: answers.output,
        streaming: answers.streaming,
        errors: answers.errors,
        headers,
        example,
    }
}

/// The names of the schemes in each alternative: a credential knows its scopes itself.
fn schemes(operation: &model::Operation) -> Vec<Vec<String>> {
    let names = |needed: &Vec<model::SecurityRequirement>| {
        let names = needed.iter().map(|requirement| requirement.scheme.clone());
        names.collect()
    };
    operation.security.iter().map(names).collect()
}

/// The summary as the first line, the description after it, the request line last.
fn operation_docs(operation: &model::Operation) -> Docs {
    let request = format!("`{} {}`", operation.method, items::code(&operation.path));
    let mut summary = operation.summary.as_deref().map(prose::line).unwrap_or_default();
    let description = operation
        .description
        .as_deref()
        .map(prose::lines)
        .unwrap_or_default();
    if !summary.is_empty() && !summary.ends_with(['.', '!', '?', ':']) {
        summary.push('.');
    }
    let mut docs = Docs::default();
    if !summary.is_empty() {
        docs.paragraph([summary]);
    }
    if description.join(" ").trim_end_matches('.') != docs.lines.join(" ").trim_end_matches('.') {
        docs.paragraph(description);
    }
    docs.paragraph([request]);
    docs
}

#[cfg(test)]
mod tests {
    use super::without_group;

    #[test]
    fn method_names_leave_the_group_out() {
        assert_eq!(without_group("ListIdentities", "Identities"), "list");
        assert_eq!(without_group("CreateIdentity", "Identities"), "create");
        assert_eq!(without_group("identities/list", "Identities"), "list");
        assert_eq!(
            without_group("getIdentityMetrics", "Identities"),
            "get_identity_metrics"
        );
        assert_eq!(without_group("identities", "Identities"), "identities");
        assert_eq!(without_group("ListAPIKeys", "API keys"), "list");
    }
}
