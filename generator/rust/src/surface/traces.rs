//! Where in a document the items of a surface come from. Plain data: the lowering fills it, reports look it up.

use std::collections::BTreeMap;

use super::Source;
use sdk_diagnostic::Origin;

/// Where in the document types and operations come from.
#[derive(Debug, Clone, Default)]
pub struct Traces {
    /// The places of each type, by its name in Rust: the likeliest first.
    pub types: BTreeMap<String, Vec<Origin>>,
    /// The places of each operation, by its id.
    pub operations: BTreeMap<String, OperationTrace>,
}

/// Where in the document an operation and its parts come from.
#[derive(Debug, Clone)]
pub struct OperationTrace {
    /// The operation.
    pub origin: Origin,
    /// Its parameters, by what they are in the document.
    pub parameters: BTreeMap<Source, Origin>,
    /// The schemas of its body.
    pub body: Vec<Origin>,
    /// Its answers, by status.
    pub responses: BTreeMap<Source, Origin>,
}
