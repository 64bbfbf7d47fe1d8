//! Lists that come in pages: what the runtime needs to know, and what docs say.

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

/// What leads from one page to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaginationStyle {
    /// A value of each page is a parameter of the next request.
    Cursor {
        /// Whether the pointers lead into an item, rather than into the answer.
        is_in_item: bool,
        /// The way through the list.
        forward: PageCursor,
        /// The way back.
        backward: Option<PageCursor>,
    },
    /// A parameter counts the pages, from a first number on.
    Page(String, i64),
    /// A parameter counts the items before the page.
    Offset(String),
    /// The `Link` header has the URL of the next page.
    LinkHeader,
    /// The answer has the URL of the next page at this JSON pointer.
    LinkAt(String),
}

/// A parameter that says where a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCursor {
    /// Its name on the wire.
    pub parameter: String,
    /// JSON pointer of its value.
    pub pointer: String,
}
