//! Documents: bytes become a tree that is checked and whose references are resolved.
//!
//! Knows YAML, JSON and the versions of OpenAPI, and hides what differs between them: a node is seen
//! through a view, an `openapiv3` value of that node alone in which every child is a reference to its
//! node. What OpenAPI 3.0 has no word for travels in keys that begin with `x-oas31-`. Knows nothing of
//! the model.

// Tests slice texts that they wrote themselves; clippy has no exception for that.
#![cfg_attr(test, allow(clippy::string_slice))]

mod access;
mod bytes;
mod check;
mod draft;
mod fields;
mod files;
mod grammar;
mod heirs;
mod leaf;
mod locate;
mod operations;
mod overlay;
mod reader;
mod reference;
mod schema_view;
mod slice;
pub mod template;
mod tree;
mod view;

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use draft::Draft;
use files::Unread;
use locate::NodeSpan;
use reader::SyntaxError;
use sdk_config::Setting;
use sdk_diagnostic::{Code, Diagnostic, Diagnostics, Label, Origin, Severity};
use tree::Tree;

pub use fields::schema_type::SCHEMA_TYPES;
pub use grammar::{Below, Kind};
pub use heirs::Heirs;
pub use operations::{METHODS, OperationPlace};
pub use schema_view::SchemaView;
pub use slice::{Reach, Slice};
pub use tree::NodeId;

/// A document: its nodes, its texts, and where its references lead.
#[derive(Debug)]
pub struct Document {
    tree: Tree,
    parts: Vec<Part>,
    references: HashMap<NodeId, NodeId>,
    component_names: HashMap<NodeId, String>,
    overlaid: Option<Overlaid>,
    /// Files that references name, and that are links out of the document's folder.
    outside: BTreeSet<String>,
}

/// What a document was before overlays changed it.
#[derive(Debug)]
struct Overlaid {
    /// The document and its overlays, as they were read.
    read: Box<Document>,
    /// What each node of the document was read as.
    sources: Vec<NodeId>,
}

/// What is added to the number of a node of [`Overlaid::read`], for findings about nodes that are in no document.
const AS_READ: u32 = 1 << 31;

/// A file of a document.
#[derive(Debug)]
struct Part {
    /// Its name, as the user or a reference gives it.
    name: String,
    text: String,
    /// Its first node. The nodes of a part follow each other.
    root: NodeId,
    /// The byte at which it could not be read further.
    syntax_error: Option<usize>,
    /// The spans of its nodes, in their order; empty for JSON, and for a document that overlays have changed.
    spans: Vec<NodeSpan>,
}

/// Reads a document, and the files below its folder that it refers to.
///
/// `None` where the file cannot be read. Any other fault is in `diagnostics`; a document with errors can
/// only be asked for places.
pub fn load(path: &Path, diagnostics: &mut Diagnostics) -> Option<Document> {
    load_with_overlays(path, &[], diagnostics)
}

/// Reads a document as [`load`] does, and applies overlays to it, in their order, before its references are
/// resolved (Overlay Specification 1.1).
pub fn load_with_overlays(
    path: &Path,
    overlays: &[Setting<PathBuf>],
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let help = "give the path of an OpenAPI document in YAML or JSON";
    let text = files::named(path, Origin::DOCUMENT, help, diagnostics)?;
    Some(read_as(path, text, overlays, diagnostics))
}

/// Reads a document as [`load_with_overlays`] does, as if `path` held `text`.
#[must_use]
pub fn read_as(
    path: &Path,
    text: String,
    overlays: &[Setting<PathBuf>],
    diagnostics: &mut Diagnostics,
) -> Document {
    let mut document = Document::read(path.display().to_string(), text, diagnostics);
    if !overlays.is_empty() && !diagnostics.has_errors() {
        document.overlay(overlays, diagnostics);
    }
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    document.read_siblings(folder, diagnostics);
    document.finish(diagnostics);
    document
}

/// Reads a document from bytes in memory, as [`load`] reads those of a file. It can refer to itself alone.
///
/// `None` where the bytes are no text.
pub fn from_bytes(name: &str, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<Document> {
    let text = files::text(name, bytes, diagnostics)?;
    Some(parse(name, &text, diagnostics))
}

/// Reads a document from memory. It can refer to itself alone.
#[must_use]
pub fn parse(name: &str, text: &str, diagnostics: &mut Diagnostics) -> Document {
    let mut document = Document::read(name.to_owned(), text.to_owned(), diagnostics);
    document.finish(diagnostics);
    document
}

impl Document {
    fn read(name: String, text: String, diagnostics: &mut Diagnostics) -> Self {
        let mut document = Self {
            tree: Tree::default(),
            parts: Vec::new(),
            references: HashMap::new(),
            component_names: HashMap::new(),
            overlaid: None,
            outside: BTreeSet::new(),
        };
        document.add_part(name, text, diagnostics);
        document
    }

    fn add_part(&mut self, name: String, text: String, diagnostics: &mut Diagnostics) {
        // A byte order mark is no part of the text.
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let root = self.tree.next();
        let mut duplicates = Vec::new();
        let mut syntax_error = None;
        let mut spans = Vec::new();
        match reader::read(&text, &mut self.tree, &mut duplicates) {
            Ok(read) => spans = read,
            Err(error) => {
                syntax_error = error.offset;
                diagnostics.push(told_of(&name, &error, Origin(root.0)));
            }
        }
        for duplicate in duplicates {
            let mut diagnostic = Diagnostic::error(
                Code::DuplicateKey,
                Origin(duplicate.second.0),
                format!("the key `{}` comes twice", duplicate.key),
            )
            .at_key()
            .help("keep one of the two");
            diagnostic.labels.push(Label {
                origin: Origin(duplicate.first.0),
                message: "first given here".to_owned(),
            });
            diagnostics.push(diagnostic);
        }
        self.parts.push(Part {
            name,
            text,
            root,
            syntax_error,
            spans,
        });
    }

    /// Applies overlays. What they say of a node's place stays known.
    fn overlay(&mut self, overlays: &[Setting<PathBuf>], diagnostics: &mut Diagnostics) {
        let mut read = Self::read(String::new(), String::new(), &mut Diagnostics::new());
        std::mem::swap(self, &mut read);
        let mut draft = Draft::of(&read.tree, read.root());
        let name = read
            .parts
            .first()
            .map(|part| part.name.clone())
            .unwrap_or_default();
        let mut found = Vec::new();
        for path in overlays {
            let help = "correct the path, which is seen from the folder of the configuration";
            let Some(text) = files::named(path, path.origin, help, diagnostics) else {
                continue;
            };
            let root = read.tree.next();
            let mut faults = Diagnostics::new();
            read.add_part(path.display().to_string(), text, &mut faults);
            if faults.has_errors() {
                found.extend(faults.into_vec());
            } else {
                overlay::apply(&read, root, &name, &mut draft, &mut found);
            }
        }
        let first = read
            .parts
            .first()
            .map(|part| part.text.clone())
            .unwrap_or_default();
        let (tree, sources) = draft.into_tree();
        self.tree = tree;
        self.parts = vec![Part {
            name,
            text: first,
            root: NodeId(0),
            syntax_error: None,
            spans: Vec::new(),
        }];
        self.overlaid = Some(Overlaid {
            read: Box::new(read),
            sources,
        });
        for diagnostic in found {
            diagnostics.push(diagnostic.moved(|origin| Origin(origin.0 | AS_READ)));
        }
    }

    /// Reads the files that references name, and those that these name in turn.
    fn read_siblings(&mut self, folder: &Path, diagnostics: &mut Diagnostics) {
        let mut next = 0;
        while let Some(part) = self.parts.get(next) {
            let from = self.folder_of(next);
            for file in reference::files(&self.tree, part) {
                let name = join(&from, &file);
                if self.parts.iter().skip(1).any(|part| part.name == name) {
                    continue;
                }
                // A file that cannot be read is told where the reference is.
                match files::beside(folder, &name) {
                    Ok(text) => self.add_part(name, text, diagnostics),
                    Err(Unread::Outside) => {
                        self.outside.insert(name);
                    }
                    Err(Unread::Missing) => {}
                }
            }
            next += 1;
        }
    }

    /// The folder of a part, seen from the document's own.
    fn folder_of(&self, index: usize) -> String {
        match self.parts.get(index) {
            Some(part) if index > 0 => part
                .name
                .rsplit_once('/')
                .map(|(folder, _)| folder.to_owned())
                .unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// The index of the file that a node lies in.
    fn part_index(&self, id: NodeId) -> usize {
        self.parts
            .partition_point(|part| part.root <= id)
            .saturating_sub(1)
    }

    /// The name of the file that a node lies in, without folder and extension.
    fn file_stem(&self, id: NodeId) -> String {
        let part = self.parts.get(self.part_index(id));
        let name = part.map_or("", |part| part.name.as_str());
        let file = name.rsplit('/').next().unwrap_or(name);
        file.split('.').next().unwrap_or(file).to_owned()
    }

    /// The first node of the file that a node lies in.
    fn root_of(&self, id: NodeId) -> NodeId {
        self.parts
            .get(self.part_index(id))
            .map_or(self.root(), |part| part.root)
    }

    /// Whether a file, as a reference at a node names it, is a link out of the document's folder.
    fn is_outside(&self, from: NodeId, file: &str) -> bool {
        let name = join(&self.folder_of(self.part_index(from)), file);
        self.outside.contains(&name)
    }

    /// The first node of a file, as a reference at a node names it.
    fn root_of_file(&self, from: NodeId, file: &str) -> Option<NodeId> {
        let name = join(&self.folder_of(self.part_index(from)), file);
        let mut siblings = self.parts.iter().skip(1);
        siblings.find(|part| part.name == name).map(|part| part.root)
    }

    fn finish(&mut self, diagnostics: &mut Diagnostics) {
        // A key that comes twice leaves a tree that can be read on.
        let stops =
            |found: &&Diagnostic| found.severity == Severity::Error && found.code != Code::DuplicateKey;
        if diagnostics.sorted().iter().any(stops) {
            return;
        }
        check::version(self, diagnostics);
        if diagnostics.sorted().iter().any(stops) {
            return;
        }
        reference::resolve(self, diagnostics);
        check::shape(self, diagnostics);
        fields::tell(self, diagnostics);
        self.name_components();
    }

    fn name_components(&mut self) {
        let named: Vec<(NodeId, String)> = self
            .components("schemas")
            .into_iter()
            .flat_map(|id| self.entries(id))
            .map(|(name, id)| (id, name.to_owned()))
            .collect();
        self.component_names.extend(named);
    }
}

/// Why a file cannot be read.
fn told_of(name: &str, error: &SyntaxError, place: Origin) -> Diagnostic {
    let message = format!("`{name}` {}", error.message);
    if error.is_limit {
        return Diagnostic::error(Code::LimitExceeded, place, message)
            .help("no API needs as much: look for what was exported wrongly, or written out by mistake");
    }
    Diagnostic::error(Code::SyntaxError, place, message)
}

/// A path below a folder, with `.` left out.
fn join(folder: &str, file: &str) -> String {
    let parts = folder
        .split('/')
        .chain(file.split('/'))
        .filter(|part| !part.is_empty() && *part != ".");
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests;
