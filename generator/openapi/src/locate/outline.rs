//! Finds the lines of an entry of a YAML document by their indentation, so that only they need a parser.
//!
//! In a block mapping, what is indented as its first key is one of its keys: whatever belongs to a key is
//! indented further. Where a document is written in any other way, nothing is found, and the whole text is
//! parsed. Knows nothing of what entries mean.

use std::collections::HashMap;
use std::ops::Range;

/// How many steps of a pointer are looked up: further in, there is little text to pass over.
const DEPTH: usize = 3;

/// The lines of an entry, with its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section<'p> {
    pub(super) lines: Range<usize>,
    /// The part of the pointer that leads to the mapping that holds the entry.
    pub(super) around: &'p str,
}

/// The entries of a document, as far as they were asked for.
pub(super) struct Outline<'a> {
    text: &'a str,
    /// The entries of a mapping, by the byte that it begins at.
    mappings: HashMap<usize, Entries<'a>>,
}

/// The entries of a mapping by key; `None` where a key comes more than once.
type Entries<'a> = HashMap<&'a str, Option<Entry<'a>>>;

/// An entry of a mapping.
struct Entry<'a> {
    key: &'a str,
    /// From its key to where the text of the next line begins.
    lines: Range<usize>,
    /// The lines below that of the key, where nothing else stands in that.
    body: Option<Range<usize>>,
}

impl<'a> Outline<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            mappings: HashMap::new(),
        }
    }

    /// The lines that hold what a pointer leads to.
    pub(super) fn section<'p>(&mut self, pointer: &'p str) -> Option<Section<'p>> {
        let mut found = None;
        let mut body = 0..self.text.len();
        let mut around = 0;
        for step in pointer.split('/').skip(1).take(DEPTH) {
            let key = step.replace("~1", "/").replace("~0", "~");
            let Some(entry) = self.entry(body, &key) else {
                break;
            };
            found = Some(Section {
                lines: entry.lines.clone(),
                around: pointer.get(..around)?,
            });
            around += 1 + step.len();
            let Some(inner) = entry.body.clone() else {
                break;
            };
            body = inner;
        }
        found
    }

    /// The entry of a key in the mapping that some lines hold. `None` where there is none, or several.
    fn entry(&mut self, body: Range<usize>, key: &str) -> Option<&Entry<'a>> {
        let text = self.text;
        let entries = self.mappings.entry(body.start);
        let entries = entries.or_insert_with(|| by_key(entries_of(text, body).unwrap_or_default()));
        entries.get(key)?.as_ref()
    }
}

fn by_key(entries: Vec<Entry<'_>>) -> Entries<'_> {
    let mut by_key = Entries::with_capacity(entries.len());
    for entry in entries {
        by_key
            .entry(entry.key)
            .and_modify(|known| *known = None)
            .or_insert(Some(entry));
    }
    by_key
}

/// The entries of the block mapping that some lines hold. `None` where they hold anything else.
fn entries_of(text: &str, body: Range<usize>) -> Option<Vec<Entry<'_>>> {
    let mut lines = lines(text, body.clone()).peekable();
    let level = lines.peek()?.indent;
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for line in lines.filter(|line| line.indent <= level) {
        let (key, rest) = key_of(text.get(line.text.clone())?).filter(|_| line.indent == level)?;
        if let Some(last) = entries.last_mut() {
            last.lines.end = line.text.start;
            last.body = last.body.take().map(|body| body.start..line.text.start);
        }
        let rest = rest.trim_start();
        let is_alone = rest.is_empty() || rest.starts_with('#');
        entries.push(Entry {
            key,
            lines: line.start..body.end,
            body: is_alone.then_some(line.text.end..body.end),
        });
    }
    Some(entries)
}

/// A line that is neither empty nor a comment.
struct Line {
    start: usize,
    indent: usize,
    /// Without its indentation.
    text: Range<usize>,
}

fn lines(text: &str, body: Range<usize>) -> impl Iterator<Item = Line> {
    let mut start = body.start;
    let lines = text.get(body).unwrap_or_default().split_inclusive('\n');
    lines.filter_map(move |line| {
        let first = start;
        start += line.len();
        let indent = line.bytes().take_while(|byte| *byte == b' ').count();
        let is_line = match line.as_bytes().get(indent) {
            None | Some(b'#' | b'\r' | b'\n') => false,
            Some(b'\t') => !line.trim_ascii().is_empty(),
            Some(_) => true,
        };
        is_line.then_some(Line {
            start: first,
            indent,
            text: first + indent..first + line.trim_end_matches(['\n', '\r']).len(),
        })
    })
}

/// The key that a line begins with, and what follows its colon. `None` where it is not written plainly or in
/// quotes.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = match line.chars().next()? {
        quote @ ('"' | '\'') => {
            let (name, rest) = line.get(1..)?.split_once(quote)?;
            (!name.contains('\\')).then_some((name, rest.strip_prefix(':')?))?
        }
        first if first.is_ascii_alphanumeric() || matches!(first, '/' | '_' | '$' | '.') => {
            let at = line.find(':')?;
            let (name, rest) = line.split_at(at);
            (name, rest.strip_prefix(':')?)
        }
        _ => return None,
    };
    let is_key = rest.is_empty() || rest.starts_with([' ', '\t']);
    is_key.then_some((name, rest))
}

#[cfg(test)]
mod tests {
    use super::Outline;

    #[track_caller]
    fn check(text: &str, pointer: &str, expected: Option<(&str, &str)>) {
        let found = Outline::new(text).section(pointer);
        let found = found.map(|found| (&text[found.lines], found.around));
        assert_eq!(found, expected);
    }

    const DOCUMENT: &str =
        "a: 1\npaths:\n  # all\n  /x:\n    get:\n      b: 2\n\n  '/y':\n    get: {}\nlast: 3\n";

    #[test]
    fn an_entry_is_found_by_its_indentation() {
        check(
            DOCUMENT,
            "/paths/~1x/get/b",
            Some(("    get:\n      b: 2\n\n  ", "/paths/~1x")),
        );
        check(DOCUMENT, "/paths/~1y/get", Some(("    get: {}\n", "/paths/~1y")));
        check(DOCUMENT, "/last", Some(("last: 3\n", "")));
    }

    #[test]
    fn what_is_nearest_is_taken_where_the_rest_is_no_block() {
        check("a: {b: {c: 1}}\nd: 2\n", "/a/b/c", Some(("a: {b: {c: 1}}\n", "")));
        check("a:\n- b: 1\nc: 2\n", "/a/0/b", None);
        check("a:\n  - b: 1\n", "/a/0/b", Some(("a:\n  - b: 1\n", "")));
    }

    #[test]
    fn what_is_written_otherwise_is_not_guessed() {
        for text in [
            "{a: 1}",
            "- a: 1\n",
            "? a\n: 1\n",
            "a: 1\na: 2\n",
            "\"\\x61\": 1\n",
            "",
        ] {
            check(text, "/a", None);
        }
    }
}
