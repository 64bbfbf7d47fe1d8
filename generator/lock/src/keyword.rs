//! The keywords of the lock file. They never change: lock files of earlier releases contain them.

use sdk_rust::surface::{ItemKind, SourceKind};

/// A kind that the file names by a keyword.
pub(super) trait Keyword: Copy {
    /// Returns the keyword.
    fn keyword(self) -> &'static str;

    /// Returns the kind that a keyword names.
    fn from_keyword(keyword: &str) -> Option<Self>;
}

macro_rules! keywords {
    ($kind:ident { $($variant:ident $keyword:literal,)+ }) => {
        impl Keyword for $kind {
            fn keyword(self) -> &'static str {
                match self { $(Self::$variant => $keyword,)+ }
            }

            fn from_keyword(keyword: &str) -> Option<Self> {
                match keyword {
                    $($keyword => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

keywords!(ItemKind {
    Feature "feature",
    Export "export",
    Module "mod",
    Struct "struct",
    Enum "enum",
    Alias "type",
});

keywords!(SourceKind {
    None "none",
    Schema "schema",
    Inline "inline",
    Group "group",
    Operation "operation",
    Answers "answers",
    Errors "errors",
    Headers "headers",
    Property "property",
    Null "null",
    Value "value",
    Alternative "alternative",
    Path "path",
    Query "query",
    Header "header",
    Cookie "cookie",
    Body "body",
    Status "status",
    Security "security",
    Provider "provider",
    Former "former",
});
