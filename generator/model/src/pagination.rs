//! Lists that come in pages: what leads from one page to the next.

use sdk_wire::PaginationStyle;

use super::SchemaId;

/// How the answers of an operation are the pages of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// What leads from one page to the next.
    pub style: PaginationStyle,
    /// JSON pointer of the items in the answer; empty where the answer is the list.
    pub items: String,
    /// What an item is.
    pub item: SchemaId,
    /// JSON pointer of the flag in the answer that says whether there is more.
    pub has_more: Option<String>,
}
