//! What operations lead to: components, tags, webhooks, and nodes of other files.

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;

use super::super::fields::objects;
use super::super::grammar::{Below, Kind};
use super::super::operations::{METHODS, OperationPlace};
use super::super::{Document, Heirs, NodeId, reference};
use sdk_diagnostic::{Code, Diagnostic, Diagnostics};

/// What is kept of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach {
    /// Path templates and methods, in capitals.
    pub operations: BTreeSet<(String, String)>,
    /// Sections of `components`, and names in them.
    pub components: BTreeSet<(String, String)>,
    /// Names of webhooks.
    pub webhooks: BTreeSet<String>,
    /// Names of tags.
    pub tags: BTreeSet<String>,
    /// Nodes of other files, and the components that they become.
    pub(super) bundled: IndexMap<NodeId, (String, String)>,
}

impl Reach {
    pub(super) fn keeps(&self, path: &str, method: &str) -> bool {
        let key = (path.to_owned(), method.to_ascii_uppercase());
        self.operations.contains(&key)
    }

    pub(super) fn has_component(&self, section: &str, name: &str) -> bool {
        self.components.contains(&(section.to_owned(), name.to_owned()))
    }
}

impl Document {
    pub(super) fn is_in_other_file(&self, id: NodeId) -> bool {
        self.part_index(id) > 0
    }
}

/// Follows references.
pub(super) struct Reacher<'a> {
    document: &'a Document,
    diagnostics: &'a mut Diagnostics,
    /// Where each reference leads in one step.
    targets: HashMap<NodeId, NodeId>,
    /// Which schemas extend which.
    heirs: Heirs,
    /// Where each operation is.
    operations: Vec<OperationPlace>,
    queue: Vec<(NodeId, Kind)>,
    seen: BTreeSet<NodeId>,
    reach: Reach,
}

impl<'a> Reacher<'a> {
    pub(super) fn new(document: &'a Document, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            document,
            diagnostics,
            targets: reference::targets(document),
            heirs: document.heirs(),
            operations: document.operations(),
            queue: Vec::new(),
            seen: BTreeSet::new(),
            reach: Reach::default(),
        }
    }

    /// Adds all that what is kept leads to.
    pub(super) fn follow(mut self, reach: &Reach) -> Reach {
        let document = self.document;
        for (section, name) in &reach.components {
            self.component(section, name);
        }
        for name in &reach.webhooks {
            self.webhook(name);
        }
        for (path, method) in &reach.operations {
            self.operation(path, method);
        }
        self.security(document.root());
        while let Some((id, kind)) = self.queue.pop() {
            self.object(id, kind);
        }
        self.reach
    }

    fn push(&mut self, id: NodeId, kind: Kind) {
        if self.seen.insert(id) {
            self.queue.push((id, kind));
        }
    }

    /// Keeps an operation, and what its path says for all of its operations.
    fn operation(&mut self, path: &str, method: &str) {
        let document = self.document;
        let key = (path.to_owned(), method.to_owned());
        let is_it = |place: &&OperationPlace| place.path == path && place.method == method;
        let found = self
            .operations
            .iter()
            .find(is_it)
            .map(|place| (place.item, place.node));
        let Some((own_item, node)) = found.filter(|_| self.reach.operations.insert(key)) else {
            return;
        };
        self.push(node, Kind::Operation);
        let paths = document.get(document.root(), "paths");
        let item = paths.and_then(|paths| document.get(paths, path));
        if let Some(&target) = item.and_then(|item| self.targets.get(&item)) {
            // A path item of another file is written where it is used.
            if document.is_in_other_file(target) {
                self.common_fields(target);
            } else {
                self.arrive(target, Kind::PathItem);
            }
        }
        self.common_fields(item.unwrap_or(own_item));
    }

    /// The fields of a path item that are no operations.
    fn common_fields(&mut self, item: NodeId) {
        let document = self.document;
        let fields = document.entries(item);
        for (key, child) in fields.filter(|(key, _)| !METHODS.contains(key) && *key != "additionalOperations")
        {
            for (id, kind) in Kind::PathItem
                .below(key)
                .into_iter()
                .flat_map(|below| objects(document, child, below))
            {
                self.push(id, kind);
            }
        }
    }

    fn component(&mut self, section: &str, name: &str) {
        let document = self.document;
        let found = document.components(section).and_then(|id| document.get(id, name));
        let Some(id) = found else { return };
        if !self
            .reach
            .components
            .insert((section.to_owned(), name.to_owned()))
        {
            return;
        }
        match Kind::Components.below(section) {
            Some(Below::Map(kind)) => self.push(id, kind),
            Some(Below::MapOfMaps(kind)) => self.expressions(id, kind),
            _ => {}
        }
    }

    /// A callback: objects by expressions, or a reference to such.
    fn expressions(&mut self, id: NodeId, kind: Kind) {
        if let Some(&target) = self.targets.get(&id) {
            self.arrive(target, kind);
        }
        for (_, child) in self.document.entries(id) {
            self.push(child, kind);
        }
    }

    fn webhook(&mut self, name: &str) {
        let document = self.document;
        let found = document.get(document.root(), "webhooks");
        if let Some(id) = found.and_then(|webhooks| document.get(webhooks, name)) {
            self.reach.webhooks.insert(name.to_owned());
            self.push(id, Kind::PathItem);
        }
    }

    /// The schemes that the requirements of an operation or of the document name.
    fn security(&mut self, id: NodeId) {
        let document = self.document;
        let requirements = document.get(id, "security");
        let requirements = requirements.into_iter().flat_map(|id| document.items(id));
        for (scheme, _) in requirements.flat_map(|id| document.entries(id)) {
            self.component("securitySchemes", scheme);
        }
    }

    fn object(&mut self, id: NodeId, kind: Kind) {
        let document = self.document;
        if let Some(&target) = self.targets.get(&id) {
            if kind == Kind::Schema && !self.extends(id) {
                self.heirs(target);
            }
            self.arrive(target, kind);
        }
        match kind {
            Kind::Operation => {
                self.reach.tags.extend(document.tags_of(id).map(str::to_owned));
                self.security(id);
            }
            Kind::Discriminator => self.mapping(id),
            _ => {}
        }
        for (key, child) in document.entries(id) {
            match kind.below(key) {
                Some(Below::MapOfMaps(kind)) => {
                    for (_, map) in document.entries(child) {
                        self.expressions(map, kind);
                    }
                }
                Some(below) => {
                    for (id, kind) in objects(document, child, below) {
                        self.push(id, kind);
                    }
                }
                None => {}
            }
        }
    }

    /// The schemas that a discriminator names (OpenAPI 3.1, "Discriminator Object").
    fn mapping(&mut self, id: NodeId) {
        let document = self.document;
        let mapping = document.get(id, "mapping");
        let named = mapping.into_iter().flat_map(|mapping| document.entries(mapping));
        let default = document.get(id, "defaultMapping").map(|id| ("", id));
        for (_, target) in named.chain(default) {
            let name = document.str(target).unwrap_or_default();
            let name = name.strip_prefix("#/components/schemas/").unwrap_or(name);
            self.component("schemas", &name.replace("~1", "/").replace("~0", "~"));
        }
    }

    /// The schemas that extend a base: any of them can stand where it is named.
    fn heirs(&mut self, base: NodeId) {
        let document = self.document;
        for heir in self.heirs.of(base).to_vec() {
            if let Some(name) = document.component_name(heir) {
                self.component("schemas", name);
            }
        }
    }

    /// Whether a reference is how a schema names the base that it extends.
    fn extends(&self, place: NodeId) -> bool {
        let list = self.document.tree.parent(place);
        let owner = self.document.tree.parent(list);
        self.heirs.is_heir(owner) && self.document.get(owner, "allOf") == Some(list)
    }

    /// Keeps what a reference leads to.
    fn arrive(&mut self, target: NodeId, kind: Kind) {
        if self.document.is_in_other_file(target) {
            return self.bundle(target, kind);
        }
        let pointer = self.document.pointer(target);
        let steps: Vec<String> = pointer
            .split('/')
            .skip(1)
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
            .collect();
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        match steps.as_slice() {
            ["components", section, name, ..] => self.component(section, name),
            ["webhooks", name, ..] => self.webhook(name),
            ["paths", path, method, ..] if METHODS.contains(method) => {
                self.operation(path, &method.to_ascii_uppercase());
            }
            ["paths", path, ..] => {
                let own = self.operations.iter().filter(|place| place.path == *path);
                let methods: Vec<String> = own.map(|place| place.method.clone()).collect();
                for method in methods {
                    self.operation(path, &method);
                }
            }
            // What else a document holds is kept as it is.
            _ => {}
        }
        self.push(target, kind);
    }

    /// Gives a node of another file a name among the components.
    fn bundle(&mut self, target: NodeId, kind: Kind) {
        if self.reach.bundled.contains_key(&target) {
            return;
        }
        let document = self.document;
        let Some(section) = section(kind) else {
            let message = format!("{} cannot come in from another file", kind.name());
            self.diagnostics.push(
                Diagnostic::error(Code::UnbundledReference, document.origin(target), message)
                    .help("write it into the document"),
            );
            return;
        };
        let wanted = component_name(document, target);
        let is_taken = |name: &str| {
            let declared = document.components(section).and_then(|id| document.get(id, name));
            let key = (section.to_owned(), name.to_owned());
            declared.is_some() || self.reach.bundled.values().any(|taken| *taken == key)
        };
        let numbered = (2..).map(|number| format!("{wanted}{number}"));
        let mut names = std::iter::once(wanted.clone()).chain(numbered);
        let name = names.find(|name| !is_taken(name)).unwrap_or(wanted);
        self.reach.bundled.insert(target, (section.to_owned(), name));
        self.push(target, kind);
    }
}

/// The section of `components` that holds objects of a kind.
fn section(kind: Kind) -> Option<&'static str> {
    let mut sections = Kind::Components.fields().iter();
    let found = sections.find(|(section, below)| *below == Below::Map(kind) && *section != "callbacks");
    found.map(|&(section, _)| section)
}

/// The name that a node of another file has there: its key, or that of its file.
fn component_name(document: &Document, id: NodeId) -> String {
    let pointer = document.pointer(id);
    let name = match pointer.rsplit_once('/') {
        Some((_, key)) => key.replace("~1", "/").replace("~0", "~"),
        None => document.file_stem(id),
    };
    let is_allowed = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let letters = name
        .chars()
        .map(|letter| if is_allowed(letter) { letter } else { '_' });
    letters.collect()
}
