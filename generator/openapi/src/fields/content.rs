//! Keys of `content` (OpenAPI 3.1, "Media Types").

use crate::{Document, NodeId};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_wire::media_type;

/// Reports keys of a `content` that are not valid media types.
pub(super) fn report_invalid(document: &Document, content: NodeId, diagnostics: &mut Diagnostics) {
    for (key, media_type) in document.entries(content) {
        if media_type::is_valid(key) {
            continue;
        }
        diagnostics.push(
            Diagnostic::warning(
                Code::InvalidMediaType,
                document.origin(media_type),
                format!("`{key}` is not a media type"),
            )
            .at_key()
            .effect("the content is handled as bytes, and sent with this name if HTTP allows it")
            .help("write a type and a subtype, such as `application/json`"),
        );
    }
}
