//! Arrays and tuples.

use super::builder::SchemaBuilder;
use super::shape::{Key, Shape};
use sdk_model::{ArraySchema, SchemaKind, TupleSchema};

impl SchemaBuilder<'_> {
    /// Builds an array, or a tuple if its length and the type of each element are fixed.
    pub(super) fn array(&mut self, shape: &Shape, words: &[String]) -> SchemaKind {
        let mut item_words = words.to_vec();
        item_words.push("Item".to_owned());
        let fixed = shape.prefix_items.len() as u64;
        let has_fixed_length =
            shape.min_items == Some(fixed) && (shape.ends_after_prefix || shape.max_items == Some(fixed));
        if fixed > 0 && has_fixed_length {
            return self.tuple(shape, words);
        }
        if !has_fixed_length && fixed > 0 {
            self.report_unsaid(shape, "`prefixItems` of a list that may be longer or shorter");
        }
        // If elements differ by position and the length is not fixed, they have no common type.
        let items = if shape.items.is_empty() || fixed > 0 {
            self.any(&item_words)
        } else {
            let key = Key {
                nodes: shape.items.clone(),
                ..Key::default()
            };
            self.of_key(key, &item_words)
        };
        SchemaKind::Array(ArraySchema {
            items,
            min_items: shape.min_items,
            max_items: shape.max_items,
            unique_items: shape.unique_items,
        })
    }

    fn tuple(&mut self, shape: &Shape, words: &[String]) -> SchemaKind {
        let elements = shape
            .prefix_items
            .iter()
            .enumerate()
            .map(|(index, &node)| {
                let mut element_words = words.to_vec();
                element_words.push(format!("Element{}", index + 1));
                self.schema(node, &element_words)
            })
            .collect();
        SchemaKind::Tuple(TupleSchema { elements })
    }
}
