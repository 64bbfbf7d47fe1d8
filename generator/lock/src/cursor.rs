//! Reads the parts of a line of a lock file.

use super::keyword::Keyword;
use sdk_rust::surface::{Source, SourceKind};

/// A value, or a description of what is wrong with the line.
pub(super) type Read<T> = Result<T, String>;

/// The rest of a line.
pub(super) struct Cursor<'a> {
    pub(super) rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// Takes everything up to one of some characters.
    pub(super) fn until(&mut self, ends: &[char]) -> &'a str {
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (found, rest) = self.rest.split_at(end);
        self.rest = rest;
        found
    }

    pub(super) fn expect(&mut self, text: &str) -> Read<()> {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.ok_or_else(|| format!("`{text}` is missing before `{}`", self.rest))?;
        Ok(())
    }

    pub(super) fn end(&self) -> Read<()> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(format!("`{}` is not expected here", self.rest))
        }
    }

    /// Takes a type: everything up to a comma that is not within brackets.
    pub(super) fn ty(&mut self) -> String {
        let mut depth = 0_usize;
        let mut end = self.rest.len();
        for (at, letter) in self.rest.char_indices() {
            match letter {
                '<' | '(' => depth += 1,
                '>' | ')' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        let (ty, rest) = self.rest.split_at(end);
        self.rest = rest;
        ty.to_owned()
    }

    /// Takes a source. Returns the default if there is none.
    pub(super) fn source(&mut self, default: &Source) -> Read<Source> {
        let Some(rest) = self.rest.strip_prefix(' ') else {
            return Ok(default.clone());
        };
        self.rest = rest;
        if !rest.starts_with(|first: char| first.is_ascii_lowercase()) {
            return self.name(default.kind);
        }
        let word = self.until(&[' ', ':', '(', ',']);
        let kind =
            SourceKind::from_keyword(word).ok_or_else(|| format!("`{word}` is not a kind of source"))?;
        if kind == SourceKind::None {
            return Ok(Source::none());
        }
        self.expect(" ")?;
        self.name(kind)
    }

    pub(super) fn source_or_none(&mut self) -> Read<Option<Source>> {
        if !self.rest.starts_with(' ') {
            return Ok(None);
        }
        self.source(&Source::new(SourceKind::Property, "")).map(Some)
    }

    /// Takes a name, written as JSON.
    fn name(&mut self, kind: SourceKind) -> Read<Source> {
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<serde_json::Value>();
        let Some(Ok(value)) = values.next() else {
            return Err(format!("`{}` does not begin with a name in quotes", self.rest));
        };
        self.rest = self.rest.get(values.byte_offset()..).unwrap_or_default();
        let name = match (kind, &value) {
            (SourceKind::Value, value) => value.to_string(),
            (_, serde_json::Value::String(name)) => name.clone(),
            _ => return Err("the name is not a string".to_owned()),
        };
        Ok(Source::new(kind, name))
    }
}
