//! A table of the file while it is read: each key is taken out of it, and what is left is unknown.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Number, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::Mistake;

/// How like a known key must be to an unknown one to be suggested, from 0 to 1.
const LIKENESS: f64 = 0.75;

/// A text and where it is.
pub(super) type Text = (String, Range<usize>);

/// A table that is being read.
pub(super) struct Section<'a, 'b> {
    /// What messages call it.
    name: String,
    span: Range<usize>,
    entries: Vec<Entry<'a, 'b>>,
    known: Vec<&'static str>,
}

struct Entry<'a, 'b> {
    key: String,
    key_span: Range<usize>,
    value: &'a DeValue<'b>,
    span: Range<usize>,
}

impl<'a, 'b> Section<'a, 'b> {
    /// The file as a whole.
    pub(super) fn root(table: &'a DeTable<'b>) -> Self {
        Self::new("the file".to_owned(), table, 0..0)
    }

    fn new(name: String, table: &'a DeTable<'b>, span: Range<usize>) -> Self {
        let entries = table
            .iter()
            .map(|(key, value): (&Spanned<_>, &'a Spanned<DeValue<'b>>)| Entry {
                key: key.get_ref().to_string(),
                key_span: key.span(),
                value: value.get_ref(),
                span: value.span(),
            });
        Self {
            name,
            span,
            entries: entries.collect(),
            known: Vec::new(),
        }
    }

    fn take(&mut self, key: &'static str) -> Option<Entry<'a, 'b>> {
        self.known.push(key);
        let index = self.entries.iter().position(|entry| entry.key == key)?;
        Some(self.entries.remove(index))
    }

    /// Whether a key is there, and not yet taken.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.key == key)
    }

    /// A table below a key; `path` is what messages call it.
    pub(super) fn table(
        &mut self,
        key: &'static str,
        path: &str,
        mistakes: &mut Vec<Mistake>,
    ) -> Option<Section<'a, 'b>> {
        let entry = self.take(key)?;
        if let DeValue::Table(table) = entry.value {
            return Some(Section::new(path.to_owned(), table, entry.span));
        }
        mistakes.push(entry.must_be("a table"));
        None
    }

    /// A text that may be left out.
    pub(super) fn text(&mut self, key: &'static str, mistakes: &mut Vec<Mistake>) -> Option<Text> {
        self.take(key)?.text(mistakes)
    }

    /// `true` or `false`, which may be left out.
    pub(super) fn flag(&mut self, key: &'static str, mistakes: &mut Vec<Mistake>) -> Option<bool> {
        let entry = self.take(key)?;
        if let DeValue::Boolean(flag) = entry.value {
            return Some(*flag);
        }
        mistakes.push(entry.must_be("`true` or `false`"));
        None
    }

    /// A text that has to be there.
    pub(super) fn required(&mut self, key: &'static str, mistakes: &mut Vec<Mistake>) -> Option<Text> {
        if self.has(key) {
            return self.text(key, mistakes);
        }
        self.known.push(key);
        let message = format!("`{key}` is missing in {}", self.name);
        mistakes.push(Mistake::new(&self.span, message));
        None
    }

    /// A list of texts that may be left out.
    pub(super) fn texts(&mut self, key: &'static str, mistakes: &mut Vec<Mistake>) -> Vec<Text> {
        let Some(entry) = self.take(key) else {
            return Vec::new();
        };
        let DeValue::Array(list) = entry.value else {
            mistakes.push(entry.must_be("a list of texts"));
            return Vec::new();
        };
        list.iter()
            .filter_map(|item| {
                let item = Entry {
                    key: format!("an entry of {key}"),
                    key_span: item.span(),
                    value: item.get_ref(),
                    span: item.span(),
                };
                item.text(mistakes)
            })
            .collect()
    }

    /// An integer that may be left out.
    pub(super) fn integer(&mut self, key: &'static str, mistakes: &mut Vec<Mistake>) -> Option<i64> {
        let entry = self.take(key)?;
        let value = match entry.value {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        if value.is_none() {
            mistakes.push(entry.must_be("an integer"));
        }
        value
    }

    /// How many of something there may be, where it is said.
    pub(super) fn count(&mut self, key: &'static str, mistakes: &mut Vec<Mistake>) -> Option<usize> {
        let entry = self.take(key)?;
        let DeValue::Integer(number) = entry.value else {
            mistakes.push(entry.must_be("an integer"));
            return None;
        };
        let value = usize::from_str_radix(number.as_str(), number.radix()).ok();
        if value.is_none() {
            let message = format!("`{}` cannot be {}", entry.key, number.as_str());
            mistakes.push(Mistake::new(&entry.span, message).help("write an integer from 0 on"));
        }
        value
    }

    /// All keys of the table, each a table itself; `path` is what messages call this one.
    pub(super) fn all_tables(
        self,
        path: &str,
        mistakes: &mut Vec<Mistake>,
    ) -> Vec<(String, Section<'a, 'b>)> {
        let mut tables = Vec::new();
        for entry in self.entries {
            let DeValue::Table(table) = entry.value else {
                mistakes.push(entry.must_be("a table"));
                continue;
            };
            let name = format!("`[{path}.{}]`", entry.key);
            tables.push((entry.key, Section::new(name, table, entry.span)));
        }
        tables
    }

    /// A list of tables that may be left out, as `[[key]]` gives it.
    pub(super) fn tables(&mut self, key: &'static str, mistakes: &mut Vec<Mistake>) -> Vec<Section<'a, 'b>> {
        let Some(entry) = self.take(key) else {
            return Vec::new();
        };
        let DeValue::Array(list) = entry.value else {
            mistakes.push(entry.must_be(&format!("a list of tables, `[[{key}]]`")));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in list {
            if let DeValue::Table(table) = item.get_ref() {
                tables.push(Section::new(format!("`[[{key}]]`"), table, item.span()));
            } else {
                let message = format!(
                    "an entry of `{key}` must be a table, and is {}",
                    kind(item.get_ref())
                );
                mistakes.push(Mistake::new(&item.span(), message));
            }
        }
        tables
    }

    /// Where the table is.
    pub(super) fn span(&self) -> &Range<usize> {
        &self.span
    }

    /// All keys of the table with their places and their texts.
    pub(super) fn all_texts(self, mistakes: &mut Vec<Mistake>) -> Vec<(String, Range<usize>, Text)> {
        let entries = self.entries.into_iter();
        entries
            .filter_map(|entry| Some((entry.key.clone(), entry.key_span.clone(), entry.text(mistakes)?)))
            .collect()
    }

    /// All keys of the table with their values.
    pub(super) fn all_values(self, mistakes: &mut Vec<Mistake>) -> BTreeMap<String, Value> {
        let entries = self.entries.into_iter();
        entries
            .filter_map(|entry| Some((entry.key.clone(), json(entry.value, &entry.span, mistakes)?)))
            .collect()
    }

    /// Reports the keys that nobody asked for.
    pub(super) fn finish(self, mistakes: &mut Vec<Mistake>) {
        for entry in &self.entries {
            let likeness = |known: &str| strsim::jaro_winkler(known, &entry.key);
            let near = self
                .known
                .iter()
                .max_by(|left, right| likeness(left).total_cmp(&likeness(right)))
                .filter(|near| likeness(near) > LIKENESS);
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: `{}`", self.known.join("`, `")),
            };
            let message = format!("`{}` is not known in {}", entry.key, self.name);
            mistakes.push(Mistake::new(&entry.key_span, message).help(help));
        }
    }
}

impl Entry<'_, '_> {
    fn text(&self, mistakes: &mut Vec<Mistake>) -> Option<Text> {
        if let DeValue::String(text) = self.value {
            return Some((text.to_string(), self.span.clone()));
        }
        mistakes.push(self.must_be("a text"));
        None
    }

    fn must_be(&self, expected: &str) -> Mistake {
        let found = kind(self.value);
        Mistake::new(
            &self.span,
            format!("`{}` must be {expected}, and is {found}", self.key),
        )
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A value in JSON's terms, which know neither infinities nor numbers beyond 64 bits.
fn json(value: &DeValue<'_>, span: &Range<usize>, mistakes: &mut Vec<Mistake>) -> Option<Value> {
    let no_number = || Mistake::new(span, "JSON has no such number");
    match value {
        DeValue::String(text) => Some(Value::String(text.to_string())),
        DeValue::Boolean(flag) => Some(Value::Bool(*flag)),
        DeValue::Integer(number) => {
            let (digits, radix) = (number.as_str(), number.radix());
            let signed = i64::from_str_radix(digits, radix).map(Value::from);
            let read = signed.or_else(|_| u64::from_str_radix(digits, radix).map(Value::from));
            read.map_err(|_| mistakes.push(no_number())).ok()
        }
        DeValue::Float(number) => {
            let read = number.as_str().parse().ok().and_then(Number::from_f64);
            if read.is_none() {
                mistakes.push(no_number());
            }
            read.map(Value::Number)
        }
        DeValue::Datetime(moment) => Some(Value::String(moment.to_string())),
        DeValue::Array(list) => {
            let items: Vec<Option<Value>> = list
                .iter()
                .map(|item| json(item.get_ref(), &item.span(), mistakes))
                .collect();
            items.into_iter().collect()
        }
        DeValue::Table(table) => {
            let entries: Vec<Option<(String, Value)>> = table
                .iter()
                .map(|(key, value)| {
                    let value = json(value.get_ref(), &value.span(), mistakes)?;
                    Some((key.get_ref().to_string(), value))
                })
                .collect();
            entries.into_iter().collect::<Option<_>>().map(Value::Object)
        }
    }
}
