//! Comparison of bodies: their media types, and the schema of each.

use super::Comparison;
use super::kind::{kind_name, kind_of};
use super::reach::Role;
use super::words::part_words;
use crate::edit::Change;
use crate::rule::Rule;
use sdk_model::{Content, ContentFormat, SchemaId, SchemaKind};

/// The subject of a comparison of bodies.
pub(super) struct Frame<'a> {
    pub(super) change: Change,
    pub(super) label: String,
    pub(super) operation: &'a str,
}

impl Comparison<'_> {
    pub(super) fn contents(
        &mut self,
        old: &[Content],
        new: &[Content],
        role: Role,
        (added, removed): (Rule, Rule),
        frame: &Frame<'_>,
    ) {
        for was in old {
            let Some(is) = new.iter().find(|is| is.media_type == was.media_type) else {
                self.push(Change {
                    rule: removed,
                    was: Some(was.media_type.clone()),
                    ..frame.change.clone()
                });
                continue;
            };
            let is_string = matches!(was.format, ContentFormat::Text | ContentFormat::Bytes);
            self.content_schemas((was.schema, is.schema), is_string, role, frame);
            self.content_schemas((was.item_schema, is.item_schema), false, role, frame);
            self.parts(was, is, frame);
        }
        for is in new {
            if old.iter().all(|was| was.media_type != is.media_type) {
                self.push(Change {
                    rule: added,
                    is: Some(is.media_type.clone()),
                    ..frame.change.clone()
                });
            }
        }
    }

    /// Compares the schemas of one media type. `is_string`: the media type alone makes the value a string.
    fn content_schemas(
        &mut self,
        pair: (Option<SchemaId>, Option<SchemaId>),
        is_string: bool,
        role: Role,
        frame: &Frame<'_>,
    ) {
        let (was, is) = match pair {
            (Some(old), Some(new)) => return self.walk((old, new), role, &frame.label, frame.operation),
            (None, None) => return,
            (Some(old), None) => (Some(kind_of(self.old, old)), None),
            (None, Some(new)) => (None, Some(kind_of(self.new, new))),
        };
        // A schema that allows what the media type allows anyway changes nothing.
        let is_implied = match was.or(is) {
            Some(SchemaKind::Any) | None => true,
            Some(SchemaKind::String(_)) => is_string,
            Some(_) => false,
        };
        if is_implied {
            return;
        }
        let rule = match (role, is.is_some()) {
            (Role::Received, true) => Rule::ResponseTypeNarrowed,
            (Role::Received, false) => Rule::ResponseTypeWidened,
            (_, true) => Rule::RequestTypeNarrowed,
            (_, false) => Rule::RequestTypeWidened,
        };
        let implied = if is_string { "string" } else { "any value" };
        let shown = |kind: Option<&SchemaKind>| Some(kind.map_or(implied, kind_name).to_owned());
        self.push(Change {
            rule,
            subject: frame.label.clone(),
            was: shown(was),
            is: shown(is),
            ..frame.change.clone()
        });
    }

    /// Compares the encodings of the fields of a form.
    fn parts(&mut self, was: &Content, is: &Content, frame: &Frame<'_>) {
        let of = |content: &Content, name: &str| {
            let found = content.parts.iter().find(|(own, _)| own == name);
            found.map(|(_, encoding)| encoding.clone()).unwrap_or_default()
        };
        let mut names: Vec<&str> = was
            .parts
            .iter()
            .chain(&is.parts)
            .map(|(name, _)| name.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let (old, new) = (of(was, name), of(is, name));
            if old != new {
                self.push(Change {
                    rule: Rule::PartEncodingChanged,
                    subject: format!("{name} in the {}", frame.label),
                    was: Some(part_words(&old)),
                    is: Some(part_words(&new)),
                    ..frame.change.clone()
                });
            }
        }
    }
}
