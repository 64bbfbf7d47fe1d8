//! References from a change to nodes of a document.

use sdk_diagnostic::Origin;
use sdk_openapi::Document;

/// The node that a change is about, in one of the two documents.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NodeRef {
    /// The schemas or other nodes that may contain the edit, the likeliest first.
    pub nodes: Vec<Origin>,
    /// The other nodes that were merged into the same schema.
    pub copies: Vec<Origin>,
    /// The property of the schema, if the change is about one.
    pub property: Option<String>,
}

impl NodeRef {
    pub(super) fn new(node: Origin) -> Self {
        Self {
            nodes: vec![node],
            copies: Vec::new(),
            property: None,
        }
    }

    /// Returns the same property of another schema.
    pub(super) fn in_schema(&self, schema: Origin) -> Self {
        Self {
            property: self.property.clone(),
            ..Self::new(schema)
        }
    }

    /// Returns the node of the property, or else of the likeliest schema.
    pub(super) fn node(&self, document: &Document) -> Origin {
        self.property_node(document)
            .or_else(|| self.nodes.first().copied())
            .unwrap_or(Origin::DOCUMENT)
    }

    /// Returns the node of the property. `None` if the change is not about a property, or if no schema has it.
    pub(super) fn property_node(&self, document: &Document) -> Option<Origin> {
        let name = self.property.as_deref()?;
        self.nodes.iter().find_map(|&schema| {
            let properties = document.get(document.node_at(schema), "properties")?;
            Some(document.origin(document.get(properties, name)?))
        })
    }
}
