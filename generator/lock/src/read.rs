//! Reads a lock file.

use std::collections::BTreeMap;

use super::cursor::{Cursor, Read};
use super::keyword::Keyword;
use super::{
    FORMAT, Lock, LockError, clear_of, default_source_of_argument, default_source_of_item,
    default_source_of_member, family, is_setter, setter_of,
};
use sdk_rust::surface::{Argument, Item, ItemKind, Member, MemberKind, SourceKind, Surface};

impl Lock {
    /// Reads the text of a lock file.
    ///
    /// # Errors
    ///
    /// Returns the first line that is not valid.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let mut reader = Reader::default();
        let mut last = 0;
        for (index, line) in text.lines().enumerate() {
            last = index + 1;
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            reader
                .line(line)
                .map_err(|message| LockError { line: last, message })?;
        }
        reader
            .finish()
            .map_err(|message| LockError { line: last, message })
    }
}

#[derive(Debug, Default)]
struct Reader {
    has_format: bool,
    version: Option<String>,
    package: Option<String>,
    rust_version: Option<String>,
    common: BTreeMap<(ItemKind, SourceKind), Vec<String>>,
    items: Vec<Item>,
}

impl Reader {
    fn line(&mut self, line: &str) -> Read<()> {
        if !self.has_format {
            self.has_format = line == FORMAT;
            return if self.has_format {
                Ok(())
            } else {
                Err(format!("the file does not begin with `{FORMAT}`"))
            };
        }
        if let Some(rest) = line.strip_prefix("  ") {
            let item = self
                .items
                .last_mut()
                .ok_or("the line does not belong to an item")?;
            return detail(item, rest);
        }
        let (word, rest) = line.split_once(' ').ok_or("a word is missing")?;
        match word {
            "version" => self.version = Some(rest.to_owned()),
            "package" => self.package = Some(rest.to_owned()),
            "rust-version" => self.rust_version = Some(rest.to_owned()),
            "traits" => self.traits(rest)?,
            _ => {
                let kind =
                    ItemKind::from_keyword(word).ok_or_else(|| format!("`{word}` is not a kind of item"))?;
                self.items.push(item(kind, rest)?);
            }
        }
        Ok(())
    }

    fn traits(&mut self, rest: &str) -> Read<()> {
        let mut words = rest.splitn(3, ' ');
        let kind = words.next().and_then(|word| ItemKind::from_keyword(word));
        let source = words.next().and_then(|word| SourceKind::from_keyword(word));
        let (Some(kind), Some(source), Some(names)) = (kind, source, words.next()) else {
            return Err("the line does not name the kind of the items".to_owned());
        };
        self.common.insert((kind, source), listed(names));
        Ok(())
    }

    fn finish(mut self) -> Read<Lock> {
        for item in &mut self.items {
            item.traits
                .extend(self.common.get(&family(item)).into_iter().flatten().cloned());
            item.traits.sort();
            item.members.sort();
        }
        self.items.sort();
        Ok(Lock {
            version: self.version.ok_or("the version is missing")?,
            surface: Surface {
                package: self.package.ok_or("the package is missing")?,
                rust_version: self.rust_version,
                items: self.items,
            },
        })
    }
}

fn item(kind: ItemKind, rest: &str) -> Read<Item> {
    let mut cursor = Cursor { rest };
    let path = cursor.until(&[' ']);
    let source = cursor.source(&default_source_of_item(kind, path))?;
    cursor.end()?;
    Ok(Item {
        kind,
        path: path.to_owned(),
        source,
        target: None,
        traits: Vec::new(),
        features: Vec::new(),
        is_deprecated: false,
        members: Vec::new(),
    })
}

fn detail(item: &mut Item, line: &str) -> Read<()> {
    if line == "deprecated" {
        item.is_deprecated = true;
        return Ok(());
    }
    let (is_deprecated, line) = match line.strip_prefix("deprecated ") {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let (word, rest) = line.split_once(' ').ok_or("a word is missing")?;
    match word {
        "target" => item.target = Some(rest.to_owned()),
        "traits" => item.traits = listed(rest),
        "features" => item.features = listed(rest),
        "field" => field(item, rest, is_deprecated)?,
        "variant" => item.members.push(variant(rest, is_deprecated)?),
        "fn" => item.members.push(method(rest, is_deprecated)?),
        _ => return Err(format!("`{word}` is not a part of an item")),
    }
    Ok(())
}

/// Splits a list at commas that are not within brackets.
fn listed(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for letter in text.chars() {
        match letter {
            '<' | '(' => depth += 1,
            '>' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if letter == ',' && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts.iter().map(|part| part.trim().to_owned()).collect()
}

fn field(item: &mut Item, rest: &str, is_deprecated: bool) -> Read<()> {
    let mut parts = rest.split("; ");
    let mut cursor = Cursor {
        rest: parts.next().unwrap_or_default(),
    };
    let name = cursor.until(&[' ', ':']).to_owned();
    let source = cursor.source(&default_source_of_member(
        &name,
        &MemberKind::Field(String::new()),
    ))?;
    cursor.expect(": ")?;
    let field = Member {
        name,
        kind: MemberKind::Field(cursor.rest.to_owned()),
        source,
        is_deprecated,
    };
    for part in parts {
        let member = match part.strip_prefix("set ") {
            Some(accepted) => setter_of(&field, accepted),
            None if part == "clear" => clear_of(&field),
            None => return Err(format!("`{part}` is not a part of a field")),
        };
        item.members.push(member);
    }
    item.members.push(field);
    Ok(())
}

fn variant(rest: &str, is_deprecated: bool) -> Read<Member> {
    let mut cursor = Cursor { rest };
    let name = cursor.until(&[' ', '(']).to_owned();
    // The default source depends on whether the variant has a value, which is at the end of the line.
    let variant = |has_value: bool| MemberKind::Variant(has_value.then(String::new));
    let mut ahead = Cursor { rest: cursor.rest };
    let without_value = ahead
        .source(&default_source_of_member(&name, &variant(false)))
        .map(|source| (source, ahead.rest));
    let (source, kind) = if let Ok((source, "")) = without_value {
        (source, MemberKind::Variant(None))
    } else {
        let source = cursor.source(&default_source_of_member(&name, &variant(true)))?;
        let ty = cursor
            .rest
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        let ty = ty.ok_or("the type of the variant is not in parentheses")?;
        (source, MemberKind::Variant(Some(ty.to_owned())))
    };
    Ok(Member {
        name,
        kind,
        source,
        is_deprecated,
    })
}

fn method(rest: &str, is_deprecated: bool) -> Read<Member> {
    let mut cursor = Cursor { rest };
    let name = cursor.until(&[' ', '(']).to_owned();
    let default = default_source_of_member(
        &name,
        &MemberKind::Method {
            arguments: Vec::new(),
            output: String::new(),
        },
    );
    let source = cursor.source(&default)?;
    cursor.expect("(")?;
    let (inner, output) = cursor
        .rest
        .rsplit_once(") -> ")
        .ok_or("the return type is missing")?;
    let mut written = Vec::new();
    let mut inside = Cursor { rest: inner };
    while !inside.rest.is_empty() {
        let name = inside.until(&[' ', ':']).to_owned();
        let start = inside.rest;
        // A source may contain anything in quotes, so it is read before the type.
        let source = inside.source_or_none()?;
        inside.expect(": ")?;
        let ty = inside.ty();
        let _ = inside.expect(", ");
        written.push((name, source.map(|_| start), ty));
    }
    let is_setter = is_setter(written.len(), output);
    let mut arguments = Vec::new();
    for (name, written, ty) in written {
        let default = default_source_of_argument(&name, is_setter);
        let source = match written {
            Some(rest) => Cursor { rest }.source(&default)?,
            None => default,
        };
        arguments.push(Argument { name, ty, source });
    }
    Ok(Member {
        name,
        kind: MemberKind::Method {
            arguments,
            output: output.to_owned(),
        },
        source,
        is_deprecated,
    })
}
