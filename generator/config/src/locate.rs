//! Where settings stand: the text is read once more, for findings that are shown.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Config;
use sdk_diagnostic::{Locate, Location, Origin};

/// A file and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) file: String,
    pub(super) text: String,
}

impl Locate for Config {
    fn locate(&self, origins: &[Origin]) -> Vec<Option<Location<'_>>> {
        let (Some(Text { file, text }), true) = (
            &self.text,
            origins.iter().any(|origin| origin.setting_byte().is_some()),
        ) else {
            return origins.iter().map(|_| None).collect();
        };
        let (root, _) = DeTable::parse_recoverable(text);
        let mut spans = Vec::new();
        collect(root.get_ref(), &mut spans);
        let located = origins.iter().map(|origin| {
            let byte = origin.setting_byte()?;
            let at_byte = spans.iter().filter(|span| span.start == byte);
            Some(Location {
                file,
                text,
                pointer: String::new(),
                key: None,
                value: at_byte.min_by_key(|span| span.end)?.clone(),
            })
        });
        located.collect()
    }
}

/// The bytes of all keys and values below a table.
fn collect(table: &DeTable<'_>, spans: &mut Vec<Range<usize>>) {
    for (key, value) in table {
        spans.push(key.span());
        collect_value(value, spans);
    }
}

fn collect_value(value: &Spanned<DeValue<'_>>, spans: &mut Vec<Range<usize>>) {
    spans.push(value.span());
    match value.get_ref() {
        DeValue::Table(table) => collect(table, spans),
        DeValue::Array(items) => {
            for item in items {
                collect_value(item, spans);
            }
        }
        _ => {}
    }
}
