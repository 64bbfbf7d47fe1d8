//! Pagination of lists.

use sdk_wire::PaginationStyle;

use super::SchemaId;

/// The pagination of an operation whose responses are pages of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// The way in which the next page is requested.
    pub style: PaginationStyle,
    /// The JSON pointer of the items in the response. Empty if the response itself is the list.
    pub items: String,
    /// The schema of an item.
    pub item: SchemaId,
    /// The JSON pointer of the boolean in the response that reports whether there are more items.
    pub has_more: Option<String>,
}
