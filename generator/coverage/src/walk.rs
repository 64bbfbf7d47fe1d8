//! The walk over a document: from its root to every object that something refers to.
//!
//! Each object is walked once. What is skipped is marked last, so that it never hides a value that a
//! reference from elsewhere consumes.

use std::collections::{BTreeMap, VecDeque};

use super::index::Index;
use super::{Item, Reason, Report, Status};
use sdk_diagnostic::{Code, Diagnostics, Origin};
use sdk_model::{Api, SchemaId};
use sdk_openapi::{Document, Kind, NodeId};

/// An object that is still to be walked.
pub(super) enum Visit {
    /// An object of an item.
    Object(NodeId, Kind, Item),
    /// A schema, those that may stand for it where nothing uses its own, and why it is skipped otherwise.
    Schema(NodeId, Vec<SchemaId>, Reason),
}

pub(super) struct Walker<'a> {
    pub(super) document: &'a Document,
    pub(super) index: Index<'a>,
    /// Fields that a finding says are ignored.
    ignored: BTreeMap<Origin, Reason>,
    statuses: Vec<Option<Status>>,
    seen: Vec<bool>,
    queue: VecDeque<Visit>,
    skipped: Vec<(NodeId, Reason)>,
    /// Components. They are marked last: their contents count where they are referenced.
    components: Vec<NodeId>,
}

impl<'a> Walker<'a> {
    pub(super) fn new(document: &'a Document, api: &'a Api, diagnostics: &Diagnostics) -> Self {
        let reason = |code: Code| match code {
            Code::UnknownField => Some(Reason::UnknownField),
            Code::WrongType => Some(Reason::WrongType),
            _ => None,
        };
        let told = diagnostics.sorted();
        let ignored = told
            .iter()
            .filter_map(|found| Some((found.origin, reason(found.code)?)));
        Self {
            document,
            index: Index::new(api),
            ignored: ignored.collect(),
            statuses: vec![None; document.len()],
            seen: vec![false; document.len()],
            queue: VecDeque::new(),
            skipped: Vec::new(),
            components: Vec::new(),
        }
    }

    pub(super) fn walk(mut self) -> Report {
        self.root(self.document.root());
        while let Some(visit) = self.queue.pop_front() {
            match visit {
                Visit::Schema(id, stand_ins, otherwise) => self.schema(id, &stand_ins, otherwise),
                Visit::Object(id, kind, item) => self.object(id, kind, item),
            }
        }
        for (id, reason) in std::mem::take(&mut self.skipped) {
            self.mark(id, Status::Skipped(reason));
        }
        for id in std::mem::take(&mut self.components) {
            self.mark(id, Status::Skipped(Reason::Unused));
        }
        let lines = self.document.leaves().map(|id| (id, self.status_of_leaf(id)));
        Report::new(lines.collect())
    }

    fn status_of_leaf(&self, id: NodeId) -> Option<Status> {
        let known = self
            .statuses
            .get(self.document.origin(id).0 as usize)
            .copied()
            .flatten();
        known.or_else(|| {
            if !self.document.is_in_main_file(id) {
                return Some(Status::Skipped(Reason::OtherFile));
            }
            let is_blank = self.document.is_blank(id);
            is_blank.then_some(Status::Skipped(Reason::Blank))
        })
    }

    /// Gives all leaves below a node a status, those that have one already left alone.
    fn mark(&mut self, id: NodeId, status: Status) {
        let document = self.document;
        let mut queue = vec![id];
        while let Some(id) = queue.pop() {
            if document.is_leaf(id) {
                if let Some(slot) = self.statuses.get_mut(document.origin(id).0 as usize) {
                    slot.get_or_insert(status);
                }
            } else {
                queue.extend(document.entries(id).map(|(_, child)| child));
                queue.extend(document.items(id));
            }
        }
    }

    /// Says that a value went into an item.
    pub(super) fn consume(&mut self, id: NodeId, item: Item, field: &'static str) {
        self.mark(id, Status::Consumed { item, field });
    }

    /// Says that a value went nowhere.
    pub(super) fn skip(&mut self, id: NodeId, reason: Reason) {
        self.skipped.push((id, reason));
    }

    /// Says where a value went, by whether an item holds it.
    pub(super) fn consume_if(
        &mut self,
        held: bool,
        id: NodeId,
        item: Item,
        field: &'static str,
        reason: Reason,
    ) {
        if held {
            self.consume(id, item, field);
        } else {
            self.skip(id, reason);
        }
    }

    pub(super) fn push(&mut self, visit: Visit) {
        self.queue.push_back(visit);
    }

    /// Whether a node is met for the first time.
    pub(super) fn is_new(&mut self, id: NodeId) -> bool {
        let slot = self.seen.get_mut(self.document.origin(id).0 as usize);
        slot.is_some_and(|seen| !std::mem::replace(seen, true))
    }

    /// The fields of an object that the specification knows. The others are accounted for.
    pub(super) fn fields(&mut self, id: NodeId, kind: Kind) -> Vec<(&'a str, NodeId)> {
        let mut known = Vec::new();
        for (key, child) in self.document.entries(id) {
            if let Some(&reason) = self.ignored.get(&self.document.origin(child)) {
                self.skip(child, reason);
            } else if kind.typ(key).is_some() {
                known.push((key, child));
            } else if key.starts_with("x-") {
                self.skip(child, Reason::Extension);
            }
        }
        known
    }

    /// The entries of a mapping whose names the document chooses, without extensions.
    pub(super) fn entries_without_extensions(&mut self, id: NodeId) -> Vec<(&'a str, NodeId)> {
        let mut kept = Vec::new();
        for (name, child) in self.document.entries(id) {
            if name.starts_with("x-") {
                self.skip(child, Reason::Extension);
            } else {
                kept.push((name, child));
            }
        }
        kept
    }

    /// What a reference that is no schema leads to; a node that is none leads to itself.
    pub(super) fn follow(&mut self, id: NodeId, item: Item) -> NodeId {
        let target = self.document.resolve(id);
        if target != id && self.is_new(id) {
            for (key, child) in self.document.entries(id) {
                if key == "$ref" {
                    self.consume(child, item, "reference");
                } else {
                    self.skip(child, Reason::BesideReference);
                }
            }
        }
        target
    }

    fn object(&mut self, id: NodeId, kind: Kind, item: Item) {
        let id = self.follow(id, item);
        if !self.is_new(id) {
            return;
        }
        match kind {
            Kind::PathItem => self.path_item(id),
            Kind::Operation => self.operation(id),
            Kind::Parameter => self.parameter(id),
            Kind::RequestBody => self.request_body(id, item),
            Kind::MediaType => self.media_type(id, item),
            Kind::Response => self.response(id),
            Kind::Header => self.header(id, item),
            Kind::SecurityScheme => self.security_scheme(id),
            _ => {}
        }
    }

    fn root(&mut self, id: NodeId) {
        for (key, child) in self.fields(id, Kind::OpenApi) {
            match key {
                "info" => self.info(child),
                "servers" => self.servers(child),
                "tags" => self.tags(child),
                "paths" => {
                    for (_, item) in self.entries_without_extensions(child) {
                        self.push(Visit::Object(item, Kind::PathItem, Item::Api));
                    }
                }
                "components" => self.components(child),
                "security" => self.security_of_the_document(child),
                "webhooks" => {
                    for (_, item) in self.document.entries(child) {
                        self.incoming(item, Reason::Webhook);
                    }
                }
                "externalDocs" => self.skip(child, Reason::ExternalDocs),
                _ => self.skip(child, Reason::Format),
            }
        }
    }

    fn info(&mut self, id: NodeId) {
        for (key, child) in self.fields(id, Kind::Info) {
            match key {
                "title" => self.consume(child, Item::Api, "title"),
                "version" => self.skip(child, Reason::Compared),
                "summary" => self.consume(child, Item::Api, "summary"),
                "description" => self.consume(child, Item::Api, "description"),
                _ => self.skip(child, Reason::Publisher),
            }
        }
    }

    fn servers(&mut self, id: NodeId) {
        let document = self.document;
        let complete = document
            .items(id)
            .filter(|&server| document.get(server, "url").is_some());
        for (index, server) in complete.enumerate() {
            let item = Item::Server(index);
            for (key, child) in self.fields(server, Kind::Server) {
                match key {
                    "url" => self.consume_if(index == 0, child, item, "URL", Reason::Compared),
                    "description" => self.skip(child, Reason::Compared),
                    "variables" => self.variables(child, server, item),
                    _ => self.skip(child, Reason::ServerProse),
                }
            }
        }
    }

    /// The variables of a server.
    pub(super) fn variables(&mut self, id: NodeId, server: NodeId, item: Item) {
        let document = self.document;
        let url = document.get(server, "url").and_then(|url| document.str(url));
        for (name, variable) in document.entries(id) {
            let is_used = url.is_some_and(|url| url.contains(&format!("{{{name}}}")));
            for (key, child) in self.fields(variable, Kind::ServerVariable) {
                let fills = is_used && key == "default";
                let is_compared = match item {
                    Item::Server(index) => key == "enum" || fills && index > 0,
                    _ => false,
                };
                if is_compared {
                    self.skip(child, Reason::Compared);
                } else {
                    self.consume_if(fills, child, item, "URL", Reason::ServerChoice);
                }
            }
        }
    }

    fn tags(&mut self, id: NodeId) {
        let document = self.document;
        for tag in document.items(id) {
            let text = |key: &str| document.get(tag, key).and_then(|id| document.str(id));
            let groups = &self.index.api.groups;
            let group = groups.iter().position(|group| {
                Some(group.name.as_str()) == text("name")
                    && group.description.as_deref() == text("description")
            });
            let group = group.filter(|_| text("description").is_some());
            for (key, child) in self.fields(tag, Kind::Tag) {
                match (key, group) {
                    ("name", Some(group)) => self.consume(child, Item::Group(group), "name"),
                    ("description", Some(group)) => self.consume(child, Item::Group(group), "description"),
                    ("name" | "description", None) => self.skip(child, Reason::SilentTag),
                    ("externalDocs", _) => self.skip(child, Reason::ExternalDocs),
                    _ => self.skip(child, Reason::TagOrder),
                }
            }
        }
    }

    fn components(&mut self, id: NodeId) {
        for (key, child) in self.fields(id, Kind::Components) {
            for (_, component) in self.document.entries(child) {
                match key {
                    "schemas" => self.push(Visit::Schema(component, Vec::new(), Reason::Unused)),
                    "securitySchemes" => {
                        self.push(Visit::Object(component, Kind::SecurityScheme, Item::Api));
                    }
                    // An operation that references it consumes it.
                    _ => self.components.push(component),
                }
            }
        }
    }

    fn security_of_the_document(&mut self, id: NodeId) {
        let document = self.document;
        let inherits = |operation: &Origin| {
            let node = document.node_of(*operation);
            node.is_some_and(|node| document.get(node, "security").is_none())
        };
        match self.index.operations.iter().find(|(origin, _)| inherits(origin)) {
            Some(_) => self.requirements(id, Item::Api),
            None => self.skip(id, Reason::SecurityOverridden),
        }
    }

    /// Requirements of security: names of schemes, each with scopes.
    pub(super) fn requirements(&mut self, id: NodeId, item: Item) {
        let document = self.document;
        if document.is_leaf(id) {
            return match item {
                Item::Api => self.skip(id, Reason::Blank),
                _ => self.consume(id, item, "security"),
            };
        }
        for requirement in document.items(id) {
            if document.is_leaf(requirement) {
                self.consume(requirement, item, "security");
            }
            for (name, scopes) in document.entries(requirement) {
                let mut schemes = self.index.api.security_schemes.iter();
                if schemes.any(|scheme| scheme.name == name) {
                    self.consume(scopes, item, "security");
                } else {
                    self.skip(scopes, Reason::UnsupportedSecurity);
                }
            }
        }
    }

    fn security_scheme(&mut self, id: NodeId) {
        let scheme = self
            .index
            .security_schemes
            .get(&self.document.origin(id))
            .copied();
        let Some(index) = scheme else {
            return self.skip(id, Reason::UnsupportedSecurity);
        };
        let item = Item::SecurityScheme(index);
        let typ = self
            .document
            .get(id, "type")
            .and_then(|typ| self.document.str(typ));
        for (key, child) in self.fields(id, Kind::SecurityScheme) {
            match key {
                "type" => self.consume(child, item, "kind"),
                "description" => self.consume(child, item, "description"),
                "name" | "in" if typ == Some("apiKey") => self.consume(child, item, "kind"),
                "scheme" if typ == Some("http") => self.consume(child, item, "kind"),
                _ => self.skip(child, Reason::OAuth),
            }
        }
    }
}
