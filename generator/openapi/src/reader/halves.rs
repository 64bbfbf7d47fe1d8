//! Reads a long YAML text as two texts, side by side: reading is a tenth of all the work, and there are two cores.
//!
//! The text is parted where an entry of a block mapping begins whose parents are keys on lines of their own.
//! The second half is what follows, below these keys once more:
//!
//! ```yaml
//! components:              # the first half
//!   schemas:
//!     Cat: {type: object}
//!
//! components:              # the second half
//!   schemas:
//!     Dog: {type: object}
//! ```
//!
//! Whatever is not certain is read as a whole: a half that is not well-formed, a key that comes twice, an anchor of
//! the other half, a merge key, the end of a document. So nothing that is told of a document comes from here.

use super::read_yaml;
use crate::tree::{NodeId, Tree};

/// The shortest text that is read in halves, in bytes: a shorter one is read before a thread has begun.
const MIN_LENGTH: usize = 64 * 1024;

/// How many lines after the middle are looked at for a place to part a text.
const LINES: usize = 100;

/// A place where a text can be parted.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Parting<'a> {
    /// The byte at which the second half begins.
    offset: usize,
    /// The lines of the keys that the second half lies below, outermost first.
    parents: Vec<&'a str>,
}

/// Reads a text into a tree, and gives its root. `None` where it has to be read as a whole; then the tree is what it
/// was.
pub(super) fn read(text: &str, tree: &mut Tree, limit: usize) -> Option<NodeId> {
    if text.len() < MIN_LENGTH || !is_simple(text) {
        return None;
    }
    let middle = text.len() / 2;
    let mut starts = line_starts(text, middle).take(LINES);
    let parting = starts.find_map(|offset| parting(text, offset))?;
    read_parted(text, &parting, tree, limit)
}

/// Whether no merge key takes entries over from elsewhere, and no document ends before the text does.
fn is_simple(text: &str) -> bool {
    !text.contains("<<") && !text.contains("\n...")
}

/// Where lines begin, from the first one after a byte on.
fn line_starts(text: &str, from: usize) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes().get(from..).unwrap_or_default();
    memchr::memchr_iter(b'\n', bytes).map(move |end| from + end + 1)
}

/// The place before a line, where a text can be parted there.
fn parting(text: &str, offset: usize) -> Option<Parting<'_>> {
    let (before, after) = text.split_at_checked(offset)?;
    let (mut indent, first) = indent_of(after.lines().next()?);
    if !first.starts_with(|letter: char| {
        letter.is_alphanumeric() || matches!(letter, '/' | '"' | '\'' | '_' | '$')
    }) {
        return None;
    }
    let mut parents = Vec::new();
    // How far the line in hand is indented, and the last one that counted.
    let mut nearest = indent;
    for line in before.rsplit_terminator('\n') {
        if indent == 0 {
            break;
        }
        let (own, content) = indent_of(line);
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        if own < indent {
            // All entries of a mapping are indented alike, so its first is.
            if nearest != indent || !is_key_alone(content) {
                return None;
            }
            parents.push(line);
            indent = own;
        }
        nearest = own;
    }
    parents.reverse();
    (indent == 0).then_some(Parting { offset, parents })
}

/// How many spaces a line begins with, and what follows them.
fn indent_of(line: &str) -> (usize, &str) {
    let content = line.trim_start_matches(' ');
    (line.len() - content.len(), content.trim_end())
}

/// Whether a line seems to hold a key, and nothing of what it leads to. What it does hold shows when it is read.
fn is_key_alone(content: &str) -> bool {
    content.ends_with(':') && !content.starts_with(['-', '?'])
}

fn read_parted(text: &str, parting: &Parting<'_>, tree: &mut Tree, limit: usize) -> Option<NodeId> {
    let (first, rest) = text.split_at_checked(parting.offset)?;
    let mut second = String::with_capacity(rest.len() + 64);
    for parent in &parting.parents {
        second.push_str(parent);
        second.push('\n');
    }
    second.push_str(rest);
    let (first, second) = rayon::join(|| half(first, limit), || half(&second, limit));
    let (first, second) = (first?, second?);
    let base = tree.len();
    if base + first.len() + second.len() > limit {
        return None;
    }
    join(first, second, parting.parents.len(), tree)
}

/// The tree of a text that is well-formed and says nothing twice.
fn half(text: &str, limit: usize) -> Option<Tree> {
    let mut tree = Tree::default();
    let mut duplicates = Vec::new();
    read_yaml(text, &mut tree, &mut duplicates, limit).ok()?;
    duplicates.is_empty().then_some(tree)
}

/// Puts both halves into one tree: they share a root, and a mapping below it for each parent.
fn join(first: Tree, second: Tree, depth: usize, tree: &mut Tree) -> Option<NodeId> {
    let mut shared = vec![NodeId(0)];
    // The second half begins with what is shared, so there these nodes have the first numbers.
    let mut own = NodeId(0);
    for level in 0..=depth {
        let node = shared.last().copied()?;
        let is_inner = level < depth;
        let mut again = second.entries(own);
        let next = is_inner.then(|| Some((first.entries(node).last()?, again.next()?)));
        // A key of the other half would come twice.
        if !first.is_object(node) || again.any(|(key, _)| first.get(node, key).is_some()) {
            return None;
        }
        if let Some(next) = next {
            let ((key, value), (key_again, value_again)) = next?;
            if key != key_again {
                return None;
            }
            shared.push(value);
            own = value_again;
        }
    }
    let root = tree.next();
    for node in &mut shared {
        node.0 += root.0;
    }
    tree.append(first, &[]);
    tree.append(second, &shared);
    Some(root)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a text parted at every `step`th line where that is possible, and compares each with the whole. Gives how
    /// many there were.
    fn parted(text: &str, step: usize) -> usize {
        let whole = || {
            let mut tree = Tree::default();
            tree.reserve(NodeId(0));
            let mut duplicates = Vec::new();
            let read = read_yaml(text, &mut tree, &mut duplicates, usize::MAX);
            (read.is_ok() && duplicates.is_empty()).then_some(tree)
        };
        let mut count = 0;
        for offset in line_starts(text, 0).step_by(step) {
            let mut tree = Tree::default();
            tree.reserve(NodeId(0));
            let parting = parting(text, offset).filter(|_| is_simple(text));
            let root = parting.and_then(|parting| read_parted(text, &parting, &mut tree, usize::MAX));
            let Some(root) = root else {
                continue;
            };
            let whole = whole().unwrap_or_else(|| panic!("it is not well-formed: {text}"));
            assert_eq!(root, NodeId(1));
            assert_eq!(
                format!("{tree:?}"),
                format!("{whole:?}"),
                "parted at {offset}: {text}"
            );
            count += 1;
        }
        count
    }

    #[test]
    fn halves_are_the_whole() {
        let text = "a: 1\nb:\n  c:\n    d: [1, 2]\n    e:\n      f: x\n  g: {h: 1}\ni: true\n";
        assert_eq!(parted(text, 1), 4);
        let lists = "paths:\n  /a:\n    get:\n    - b: 1\n      c: 2\n  '/d':\n    - e\ncomponents: {}\n";
        assert!(parted(lists, 1) > 1);
    }

    #[test]
    fn what_is_not_certain_is_read_as_a_whole() {
        for text in [
            // A text in quotes that looks like keys.
            "a:\n  b: \"x\n  c: y\n  d: z\"\n",
            // A key that comes twice, once in each half.
            "a:\n  b: 1\n  b: 2\n",
            // An anchor of the first half.
            "a:\n  b: &x 1\n  c: *x\n",
            // Entries that are taken over.
            "a:\n  b: &x {c: 1}\n  <<: *x\n",
            // Entries that are not indented alike.
            "a:\n    b: 1\n  c: 2\n",
            // The end of a document.
            "a:\n  b: 1\n...\nc: 1\n",
            // A text where a mapping should be.
            "a:\n  text\n  b: 1\n",
            "a: |\n  b:\n  c: 1\n",
        ] {
            assert_eq!(parted(text, 1), 0, "{text}");
        }
    }

    #[test]
    fn texts_of_several_lines_are_no_keys() {
        let text = "info:\n  description: |\n    Some:\n      text: here\n    more: of it\n  title: >-\n    x\n    y: z\npaths: {}\n";
        assert_eq!(parted(text, 1), 2);
    }

    #[test]
    fn every_fixture_can_be_parted() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
        let mut folders = vec![folder];
        let mut count = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("it can be read") {
                let path = entry.expect("it can be read").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "yaml") {
                    let text = std::fs::read_to_string(path).unwrap_or_default();
                    count += parted(&text, 11);
                }
            }
        }
        assert!(count > 100, "{count}");
    }

    #[test]
    fn a_long_text_is_parted() {
        let mut text = "paths: {}\ncomponents:\n  schemas:\n".to_owned();
        for number in 0..5_000 {
            text.push_str(&format!("    S{number}:\n      type: object\n"));
        }
        let mut tree = Tree::default();
        let root = read(&text, &mut tree, usize::MAX).expect("it is parted");
        let schemas = tree.follow(root, "/components/schemas").expect("they are there");
        assert_eq!(tree.entries(schemas).count(), 5_000);
    }
}
