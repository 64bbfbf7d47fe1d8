//! Which operations the README, the docs of the crate and its samples show.

use sdk_rust::{Example, Examples, Group, Operation, OperationIndex};

/// The most calls of the quick start.
const QUICK_START: usize = 5;

/// Chooses the operations to show.
pub(super) fn examples(groups: &[Group]) -> Examples {
    let quick_start = quick_start(groups);
    let current = operations(groups);
    let mut shown: Vec<(OperationIndex, &Operation)> = current
        .iter()
        .copied()
        .filter(|(_, operation)| operation.example.is_complete())
        .collect();
    // What the quick start shows is known already.
    shown.sort_by_key(|(_, operation)| !quick_start.contains(&operation.example));
    let first = |fits: &dyn Fn(&Operation) -> bool| {
        let found = shown.iter().find(|(_, operation)| fits(operation));
        found.map(|&(index, _)| index)
    };
    let is_plain = |operation: &Operation| !operation.example.is_stream();
    let errors = |operation: &Operation| {
        let errors = operation.errors.as_ref();
        errors.map_or(0, |errors| errors.variants.len())
    };
    Examples {
        call: first(&is_plain),
        change: first(&|operation| is_change(operation) && is_plain(operation)),
        clear: first(&|operation| {
            let mut steps = operation.example.call.steps.iter();
            steps.any(|step| step.arguments.is_empty())
        }),
        // Two kinds of errors show more than one.
        errors: first(&|operation| errors(operation) > 1)
            .or_else(|| first(&|operation| errors(operation) > 0)),
        mock: first(&|operation| is_mockable(operation) && is_plain(operation)),
        pages: pages(&current),
        quick_start,
    }
}

/// Every operation that is not deprecated.
fn operations(groups: &[Group]) -> Vec<(OperationIndex, &Operation)> {
    let all = groups.iter().enumerate().flat_map(|(group, found)| {
        let operations = found.operations.iter().enumerate();
        operations.map(move |(operation, found)| (OperationIndex { group, operation }, found))
    });
    all.filter(|(_, operation)| !operation.deprecated).collect()
}

/// The first operations of the largest group, in the document's order, without those that cannot be compiled.
fn quick_start(groups: &[Group]) -> Vec<Example> {
    let largest = groups.iter().rev().max_by_key(|group| group.operations.len());
    let operations = largest.into_iter().flat_map(|group| &group.operations);
    operations
        .filter(|operation| !operation.deprecated)
        .take(QUICK_START)
        .map(|operation| operation.example.clone())
        .filter(Example::is_complete)
        .collect()
}

/// The first list that comes in pages and whose call can be compiled.
fn pages(current: &[(OperationIndex, &Operation)]) -> Option<OperationIndex> {
    let is_complete = |operation: &Operation| {
        let pagination = operation.pagination.as_ref();
        pagination.is_some_and(|pagination| pagination.example.is_complete())
    };
    let found = current.iter().find(|(_, operation)| is_complete(operation));
    found.map(|&(index, _)| index)
}

/// Whether a server may take two requests for two changes.
fn is_change(operation: &Operation) -> bool {
    matches!(operation.table.http_method.as_str(), "POST" | "PATCH")
}

/// Whether the path is one that a template stands for segment by segment, at the client's own server.
fn is_mockable(operation: &Operation) -> bool {
    let is_plain = |segment: &str| {
        let inner = segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
        !inner.unwrap_or(segment).contains(['{', '}', '?'])
    };
    operation.table.server.is_none() && operation.table.path.split('/').all(is_plain)
}
