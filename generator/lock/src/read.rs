//! From the text of a lock to what it says.

use std::collections::BTreeMap;

use super::{
    FORMAT, KINDS, Lock, LockError, SOURCES, clear_of, family, is_setter, kind_of, setter_of,
    usual_of_argument, usual_of_item, usual_of_member,
};
use sdk_rust::surface::{Argument, Item, ItemKind, Member, MemberKind, Source, SourceKind, Surface};

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    ///
    /// The first line that is not understood.
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

type Read<T> = Result<T, String>;

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
                Err(format!("the file is not of the form that begins with `{FORMAT}`"))
            };
        }
        if let Some(rest) = line.strip_prefix("  ") {
            let item = self.items.last_mut().ok_or("it belongs to no item")?;
            return detail(item, rest);
        }
        let (word, rest) = line.split_once(' ').ok_or("a word is missing")?;
        match word {
            "version" => self.version = Some(rest.to_owned()),
            "package" => self.package = Some(rest.to_owned()),
            "rust-version" => self.rust_version = Some(rest.to_owned()),
            "traits" => self.traits(rest)?,
            _ => {
                let kind = kind_of(&KINDS, word).ok_or_else(|| format!("`{word}` is no kind of item"))?;
                self.items.push(item(kind, rest)?);
            }
        }
        Ok(())
    }

    fn traits(&mut self, rest: &str) -> Read<()> {
        let mut words = rest.splitn(3, ' ');
        let kind = words.next().and_then(|word| kind_of(&KINDS, word));
        let source = words.next().and_then(|word| kind_of(&SOURCES, word));
        let (Some(kind), Some(source), Some(names)) = (kind, source, words.next()) else {
            return Err("the traits are of no items".to_owned());
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
    let source = cursor.source(&usual_of_item(kind, path))?;
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
        _ => return Err(format!("`{word}` is nothing that an item has")),
    }
    Ok(())
}

/// A list, whose elements may hold lists in brackets.
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
    let source = cursor.source(&usual_of_member(&name, &MemberKind::Field(String::new())))?;
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
            None => return Err(format!("`{part}` is nothing that a field has")),
        };
        item.members.push(member);
    }
    item.members.push(field);
    Ok(())
}

fn variant(rest: &str, is_deprecated: bool) -> Read<Member> {
    let mut cursor = Cursor { rest };
    let name = cursor.until(&[' ', '(']).to_owned();
    // What a variant holds says what it is called by default, and comes last.
    let held = |holds: bool| MemberKind::Variant(holds.then(String::new));
    let mut ahead = Cursor { rest: cursor.rest };
    let with_value = ahead
        .source(&usual_of_member(&name, &held(false)))
        .map(|source| (source, ahead.rest));
    let (source, kind) = if let Ok((source, "")) = with_value {
        (source, MemberKind::Variant(None))
    } else {
        let source = cursor.source(&usual_of_member(&name, &held(true)))?;
        let ty = cursor
            .rest
            .strip_prefix('(')
            .and_then(|rest| rest.strip_suffix(')'));
        let ty = ty.ok_or("what the variant holds is not in brackets")?;
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
    let usual = usual_of_member(
        &name,
        &MemberKind::Method {
            arguments: Vec::new(),
            output: String::new(),
        },
    );
    let source = cursor.source(&usual)?;
    cursor.expect("(")?;
    let (inner, output) = cursor
        .rest
        .rsplit_once(") -> ")
        .ok_or("what the method gives is missing")?;
    let mut written = Vec::new();
    let mut inside = Cursor { rest: inner };
    while !inside.rest.is_empty() {
        let name = inside.until(&[' ', ':']).to_owned();
        let start = inside.rest;
        // A source may hold anything in quotes, so it is read before the type is looked for.
        let source = inside.source_or_none()?;
        inside.expect(": ")?;
        let ty = inside.ty();
        let _ = inside.expect(", ");
        written.push((name, source.map(|_| start), ty));
    }
    let is_setter = is_setter(written.len(), output);
    let mut arguments = Vec::new();
    for (name, written, ty) in written {
        let usual = usual_of_argument(&name, is_setter);
        let source = match written {
            Some(rest) => Cursor { rest }.source(&usual)?,
            None => usual,
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

/// A line that is being read.
struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// All up to one of some letters.
    fn until(&mut self, ends: &[char]) -> &'a str {
        let end = self.rest.find(ends).unwrap_or(self.rest.len());
        let (found, rest) = self.rest.split_at(end);
        self.rest = rest;
        found
    }

    fn expect(&mut self, text: &str) -> Read<()> {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.ok_or_else(|| format!("`{text}` is missing before `{}`", self.rest))?;
        Ok(())
    }

    fn end(&self) -> Read<()> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(format!("`{}` is too much", self.rest))
        }
    }

    /// A type: all up to a comma that is in no brackets.
    fn ty(&mut self) -> String {
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

    /// What something is called in the document.
    fn source(&mut self, usual: &Source) -> Read<Source> {
        let Some(rest) = self.rest.strip_prefix(' ') else {
            return Ok(usual.clone());
        };
        self.rest = rest;
        if !rest.starts_with(|first: char| first.is_ascii_lowercase()) {
            return self.name(usual.kind);
        }
        let word = self.until(&[' ', ':', '(', ',']);
        let kind = kind_of(&SOURCES, word).ok_or_else(|| format!("`{word}` is nothing of a document"))?;
        if kind == SourceKind::None {
            return Ok(Source::none());
        }
        self.expect(" ")?;
        self.name(kind)
    }

    fn source_or_none(&mut self) -> Read<Option<Source>> {
        if !self.rest.starts_with(' ') {
            return Ok(None);
        }
        self.source(&Source::new(SourceKind::Property, "")).map(Some)
    }

    /// A name as JSON.
    fn name(&mut self, kind: SourceKind) -> Read<Source> {
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<serde_json::Value>();
        let Some(Ok(value)) = values.next() else {
            return Err(format!("`{}` does not begin with a name in quotes", self.rest));
        };
        self.rest = self.rest.get(values.byte_offset()..).unwrap_or_default();
        let name = match (kind, &value) {
            (SourceKind::Value, value) => value.to_string(),
            (_, serde_json::Value::String(name)) => name.clone(),
            _ => return Err("the name is not in quotes".to_owned()),
        };
        Ok(Source::new(kind, name))
    }
}
