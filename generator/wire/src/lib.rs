//! The vocabulary of HTTP APIs that the stages share: locations, styles, credentials, pages, statuses, formats and media
//! types. Knows no document, no model and no Rust.

mod date;
mod format;
pub mod media_type;
mod status;
// Generated crates carry the file, so the runtime owns it. The runtime itself would bring its dependencies along.
#[path = "../../runtime/src/vocabulary.rs"]
mod vocabulary;

pub use date::DateLibrary;
pub use format::Format;
pub use status::StatusPattern;
pub use vocabulary::{BodyKind, CursorSource, ParameterLocation, ParameterStyle};

/// How a credential is sent.
pub type SecurityKind = vocabulary::SecurityKind<String>;

/// How the next page of a list is requested.
pub type PaginationStyle = vocabulary::PaginationStyle<String>;

/// A parameter that selects a page, and the JSON pointer of its value.
pub type PageCursor = vocabulary::PageCursor<String>;
