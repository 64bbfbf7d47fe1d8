//! The vocabulary of HTTP APIs that the runtime shares with the generator: plain enums.
//!
//! The generator includes this file with `#[path]`, so that both have one definition. It must not name anything but
//! the standard library. `Text` is `&'static str` in the tables of generated crates, and `String` in the generator.

/// The location of a parameter: the keyword `in`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterLocation {
    /// The path.
    Path,
    /// The query.
    Query,
    /// A header.
    Header,
    /// The `Cookie` header.
    Cookie,
    /// A top-level property of a JSON or form body. OpenAPI has no such location: generated request builders take
    /// the properties of a body as parameters.
    Field,
}

/// How an array or an object is written in one parameter: the keyword `style`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterStyle {
    /// `a=1&a=2`, or `a=1,2` when not exploded.
    Form,
    /// `1,2`.
    Simple,
    /// `.1.2`.
    Label,
    /// `;a=1;a=2`.
    Matrix,
    /// `a=1%202`.
    SpaceDelimited,
    /// `a=1%7C2`.
    PipeDelimited,
    /// `a[key]=1`.
    DeepObject,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BodyKind {
    /// JSON text.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
}

/// How a credential is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecurityKind<Text = &'static str> {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`, from a user name and a password.
    Basic,
    /// In the header of this name.
    ApiKeyHeader(Text),
    /// In the query parameter of this name.
    ApiKeyQuery(Text),
    /// In the cookie of this name.
    ApiKeyCookie(Text),
}

/// How the next page of a list is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaginationStyle<Text = &'static str> {
    /// There is only one page.
    Single,
    /// A value of the current page is sent as a parameter.
    Cursor {
        /// What the pointers of the cursors are relative to.
        source: CursorSource,
        /// The cursor of the next page.
        forward: PageCursor<Text>,
        /// The cursor of the previous page, for lists that are read backwards.
        backward: Option<PageCursor<Text>>,
    },
    /// A parameter is the number of the page.
    Page {
        /// The name of the parameter.
        parameter: Text,
        /// The number of the first page.
        first: i64,
    },
    /// A parameter is the number of items before the page.
    Offset {
        /// The name of the parameter.
        parameter: Text,
    },
    /// The `Link` header of the response has a URL with `rel="next"`.
    LinkHeader,
    /// The body of the response has a URL at this JSON pointer.
    LinkAt(Text),
}

/// A parameter that selects a page, and the JSON pointer of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageCursor<Text = &'static str> {
    /// The name of the query parameter, or of the field of the body.
    pub parameter: Text,
    /// The JSON pointer of its value.
    pub pointer: Text,
}

/// What the JSON pointer of a cursor is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CursorSource {
    /// The last item of the page, or the first one when the list is read backwards.
    Item,
    /// The body of the response.
    Response,
}
