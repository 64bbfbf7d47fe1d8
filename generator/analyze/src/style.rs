//! The names of serialization styles.

use sdk_wire::{ParameterLocation, ParameterStyle};

/// Returns the style of this name if it is defined for the location (OpenAPI 3.1, "Style Values").
pub(super) fn style_named(name: &str, location: ParameterLocation) -> Option<ParameterStyle> {
    match (name, location) {
        ("simple", ParameterLocation::Path | ParameterLocation::Header) => Some(ParameterStyle::Simple),
        ("label", ParameterLocation::Path) => Some(ParameterStyle::Label),
        ("matrix", ParameterLocation::Path) => Some(ParameterStyle::Matrix),
        ("form", ParameterLocation::Query | ParameterLocation::Cookie) => Some(ParameterStyle::Form),
        ("spaceDelimited", ParameterLocation::Query) => Some(ParameterStyle::SpaceDelimited),
        ("pipeDelimited", ParameterLocation::Query) => Some(ParameterStyle::PipeDelimited),
        ("deepObject", ParameterLocation::Query) => Some(ParameterStyle::DeepObject),
        _ => None,
    }
}
