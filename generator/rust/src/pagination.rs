//! Lists that come in pages: what the runtime needs to know, and what docs say.

use sdk_wire::PaginationStyle;

use super::{Docs, Example, Ident, Type};

/// How the answers of an operation are the pages of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Pagination {
    /// What leads from one page to the next.
    pub style: PaginationStyle,
    /// JSON pointer of the items in the answer; empty where the answer is the list.
    pub items: String,
    /// JSON pointer of the flag that says whether there is more.
    pub has_more: Option<String>,
    /// What an item is.
    pub item: Type,
    /// How the walk goes, in words.
    pub docs: Docs,
    /// The call that a walk begins with.
    pub example: Example,
    /// The variable of an item.
    pub item_variable: Ident,
}
