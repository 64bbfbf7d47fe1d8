//! Examples of parameters and bodies.

use super::builder::SchemaBuilder;
use sdk_openapi::NodeId;

/// Returns the value of the first entry of `examples`.
pub(super) fn first_example(builder: &SchemaBuilder<'_>, owner: NodeId) -> Option<serde_json::Value> {
    let document = builder.document();
    let examples = document.get(owner, "examples")?;
    let (_, first) = document.sorted_entries(examples).into_iter().next()?;
    let value = document.get(document.resolve(first), "value")?;
    Some(document.to_value(value))
}
