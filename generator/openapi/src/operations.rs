//! Where the operations of a document are, and which of them a selection means.

use super::{Document, NodeId};
use sdk_config::Selection;

/// The methods that a path item can have (OpenAPI 3.2, "Path Item Object"), those that read before those that change.
pub const METHODS: [&str; 9] = [
    "get", "query", "head", "post", "put", "patch", "delete", "options", "trace",
];

/// Where an operation is (OpenAPI 3.1, "Paths Object").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperationPlace {
    /// The path template that it stands under.
    pub path: String,
    /// Its method, in capitals.
    pub method: String,
    /// The path item that holds it.
    pub item: NodeId,
    /// The operation itself.
    pub node: NodeId,
}

impl Document {
    /// Every operation, by path and method.
    #[must_use]
    pub fn operations(&self) -> Vec<OperationPlace> {
        let paths = self.get(self.root(), "paths");
        let mut all = Vec::new();
        for (path, item) in paths.into_iter().flat_map(|id| self.sorted_entries(id)) {
            if path.starts_with("x-") {
                continue;
            }
            let item = self.resolve(item);
            let place = |method: &str, node: NodeId| OperationPlace {
                path: path.to_owned(),
                item,
                method: method.to_ascii_uppercase(),
                node,
            };
            let methods = METHODS
                .iter()
                .filter_map(|method| Some((*method, self.get(item, method)?)));
            let others = self.get(item, "additionalOperations").into_iter();
            let others = others.flat_map(|others| self.sorted_entries(others));
            all.extend(methods.chain(others).map(|(method, node)| place(method, node)));
        }
        all
    }

    /// Whether an entry of `operations` in the configuration means an operation.
    #[must_use]
    pub fn selects(&self, selection: &Selection, place: &OperationPlace) -> bool {
        match selection {
            Selection::Tag(tag) => self.tags_of(place.node).any(|name| name == tag),
            Selection::Route { method, path } => place.method == *method && place.path == *path,
            Selection::OperationId(id) => self.operation(place.node).operation_id.as_ref() == Some(id),
        }
    }

    /// The tags that an operation has.
    pub(super) fn tags_of(&self, operation: NodeId) -> impl Iterator<Item = &str> {
        let tags = self.get(operation, "tags");
        tags.into_iter()
            .flat_map(|tags| self.items(tags))
            .filter_map(|tag| self.str(tag))
    }
}
