//! Where the values of webhooks and callbacks go: what they are called, what they tell and what they carry.

use super::walk::{Visit, Walker};
use super::{Item, Reason};
use sdk_openapi::{Kind, METHODS, NodeId};

impl Walker<'_> {
    /// The path item of a webhook or of a callback.
    pub(super) fn incoming(&mut self, id: NodeId, reason: Reason) {
        let item = self.follow(id, Item::Api);
        for (key, child) in self.fields(item, Kind::PathItem) {
            let known = self.index.incoming.get(&self.document.origin(child)).copied();
            match known.filter(|_| METHODS.contains(&key)) {
                Some(index) => self.incoming_operation(child, Item::Incoming(index), reason),
                None => self.leave(child, reason),
            }
        }
    }

    fn incoming_operation(&mut self, id: NodeId, item: Item, reason: Reason) {
        if self.document.is_leaf(id) {
            return self.carry(id, item, "method");
        }
        for (key, child) in self.fields(id, Kind::Operation) {
            match key {
                "operationId" => self.carry(child, item, "name"),
                "summary" => self.carry(child, item, "summary"),
                "description" => self.carry(child, item, "description"),
                "requestBody" => self.push(Visit::Object(child, Kind::RequestBody, item)),
                _ => self.leave(child, reason),
            }
        }
    }
}
