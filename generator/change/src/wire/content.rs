//! Bodies: the media types in which they come, and what each says of them.

use super::Comparison;
use super::schema::kind_name;
use super::walk::Role;
use super::words::part_words;
use crate::{Change, Rule};
use sdk_model::{Api, Content, ContentFormat, SchemaId};

/// Where bodies are compared.
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
            let said = said_by_media_type(was.format);
            self.content_schemas((was.schema, is.schema), said, role, frame);
            self.content_schemas((was.item_schema, is.item_schema), None, role, frame);
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
    /// The schemas of one media type. `said` is what the media type alone says of the values.
    fn content_schemas(
        &mut self,
        pair: (Option<SchemaId>, Option<SchemaId>),
        said: Option<&str>,
        role: Role,
        frame: &Frame<'_>,
    ) {
        let kind = |api: &Api, id| kind_name(&api.schemas.get(api.schemas.resolve(id)).kind);
        let (was, is) = match pair {
            (Some(old), Some(new)) => return self.walk((old, new), role, &frame.label, frame.operation),
            (None, None) => return,
            (Some(old), None) => (Some(kind(self.old, old)), None),
            (None, Some(new)) => (None, Some(kind(self.new, new))),
        };
        // Values of any kind are what a media type without a schema has, unless it says more.
        if [was, is]
            .into_iter()
            .flatten()
            .all(|kind| kind == "any value" || Some(kind) == said)
        {
            return;
        }
        let rule = match (role, is.is_some()) {
            (Role::Received, true) => Rule::ResponseTypeNarrowed,
            (Role::Received, false) => Rule::ResponseTypeWidened,
            (_, true) => Rule::RequestTypeNarrowed,
            (_, false) => Rule::RequestTypeWidened,
        };
        let shown = |kind: Option<&str>| Some(kind.or(said).unwrap_or("any value").to_owned());
        self.push(Change {
            rule,
            subject: frame.label.clone(),
            was: shown(was),
            is: shown(is),
            ..frame.change.clone()
        });
    }

    /// How single fields of a form are written.
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

/// What values of a media type are, whatever its schema says.
fn said_by_media_type(format: ContentFormat) -> Option<&'static str> {
    matches!(format, ContentFormat::Text | ContentFormat::Bytes).then_some("string")
}
