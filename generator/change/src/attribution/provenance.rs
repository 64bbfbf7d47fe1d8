//! The document nodes that an item of the crate was generated from. Knows nothing of edits.

use super::Side;
use crate::node_ref::NodeRef;
use crate::sdk::ItemRef;
use sdk_diagnostic::Origin;
use sdk_rust::surface::{ItemKind, OperationTrace, Source, SourceKind};

/// A node of the document that an item was generated from.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) pointer: String,
    /// Whether edits of its descendants affect the item as well.
    pub(super) with_descendants: bool,
}

/// Returns the nodes that an item was generated from, in levels: the most specific ones first.
pub(super) fn targets(side: Side<'_>, item: &ItemRef) -> Vec<Vec<Target>> {
    let provenance = Provenance { side, item };
    let parts = item.parts.iter().flat_map(|part| provenance.part(part));
    // The types named by an item as a whole were generated from other nodes.
    let types = item.member.iter().flat_map(|_| &item.types);
    let types = types.filter_map(|name| side.traces.types.get(name));
    let types = types.flatten().map(|&node| provenance.target(node, false));
    vec![parts.collect(), provenance.whole(), types.collect()]
}

struct Provenance<'a> {
    side: Side<'a>,
    item: &'a ItemRef,
}

impl Provenance<'_> {
    /// Returns the nodes that the item as a whole was generated from.
    fn whole(&self) -> Vec<Target> {
        let item = self.item;
        let is_member = item.member.is_some();
        let operation = item.source.name.as_str();
        match item.source.kind {
            SourceKind::Schema | SourceKind::Inline => {
                let with_descendants = !is_member || item.parts.is_empty();
                let schemas = self.schemas().iter();
                schemas.map(|&node| self.target(node, with_descendants)).collect()
            }
            SourceKind::Operation if is_member && item.parts.is_empty() => {
                self.responses(operation, is_success)
            }
            SourceKind::Operation => self.operation(operation),
            SourceKind::Answers | SourceKind::Errors | SourceKind::Headers => {
                let is_wanted = match item.source.kind {
                    SourceKind::Answers => is_success,
                    SourceKind::Errors => is_failure,
                    _ => |_: &str| true,
                };
                let mut targets = self.responses(operation, is_wanted);
                if !is_member {
                    targets.extend(self.operation(operation));
                }
                targets
            }
            SourceKind::Group if !is_member => self.group(&item.source),
            _ => Vec::new(),
        }
    }

    /// Returns the nodes that a part of the item was generated from.
    fn part(&self, part: &Source) -> Vec<Target> {
        let item = self.item;
        let mut parts = item.parts.iter();
        let operation = match item.source.kind {
            SourceKind::Group => parts
                .find(|part| part.kind == SourceKind::Operation)
                .map(|part| part.name.as_str()),
            _ => Some(item.source.name.as_str()),
        };
        let trace = operation.and_then(|id| self.side.traces.operations.get(id));
        let is_type = matches!(item.source.kind, SourceKind::Schema | SourceKind::Inline);
        match (part.kind, trace) {
            (SourceKind::Property | SourceKind::Null, _) if is_type => {
                self.property(self.schemas(), &part.name)
            }
            (SourceKind::Property | SourceKind::Null, Some(trace)) => {
                let mut targets = self.property(&trace.body, &part.name);
                // The setter for null names the parameter, but not its location.
                let parameters = parameters(trace, &part.name);
                targets.extend(parameters.map(|node| self.target(node, true)));
                targets
            }
            (SourceKind::Body, Some(trace)) => {
                let nodes = trace.body.iter().chain([&trace.origin]);
                nodes.map(|&node| self.target(node, false)).collect()
            }
            (SourceKind::Status, Some(trace)) => self.leaf(trace.responses.get(part)),
            (SourceKind::Header, Some(_)) if item.source.kind == SourceKind::Headers => {
                self.responses(&item.source.name, |_| true)
            }
            (SourceKind::Operation, _) if item.parts.len() == 1 => self.operation(&part.name),
            (SourceKind::Group, _) => self.group(part),
            (SourceKind::Security | SourceKind::Provider, _) => self.security_scheme(&part.name),
            (_, Some(trace)) => self.leaf(trace.parameters.get(part)),
            _ => Vec::new(),
        }
    }

    fn target(&self, node: Origin, with_descendants: bool) -> Target {
        let document = self.side.document;
        Target {
            pointer: document.pointer(document.node_at(node)),
            with_descendants,
        }
    }

    fn leaf(&self, node: Option<&Origin>) -> Vec<Target> {
        node.map(|&node| self.target(node, true)).into_iter().collect()
    }

    /// Returns the schemas of the item's type.
    fn schemas(&self) -> &[Origin] {
        let types = &self.side.traces.types;
        types.get(self.item.name()).map(Vec::as_slice).unwrap_or_default()
    }

    fn property(&self, schemas: &[Origin], name: &str) -> Vec<Target> {
        let properties = schemas.iter().filter_map(|&schema| {
            let property = NodeRef {
                property: Some(name.to_owned()),
                ..NodeRef::new(schema)
            };
            property.property_node(self.side.document)
        });
        properties.map(|node| self.target(node, true)).collect()
    }

    fn operation(&self, id: &str) -> Vec<Target> {
        let trace = self.side.traces.operations.get(id);
        let target = trace.map(|trace| self.target(trace.origin, false));
        target.into_iter().collect()
    }

    /// Returns the responses of an operation whose status is wanted.
    fn responses(&self, id: &str, is_wanted: fn(&str) -> bool) -> Vec<Target> {
        let trace = self.side.traces.operations.get(id);
        let responses = trace.into_iter().flat_map(|trace| &trace.responses);
        responses
            .filter(|(status, _)| is_wanted(&status.name))
            .map(|(_, &node)| self.target(node, true))
            .collect()
    }

    /// Returns the operations of a group: it exists because of them.
    fn group(&self, group: &Source) -> Vec<Target> {
        let items = self.side.surface.items.iter();
        let handles = items.filter(|item| item.kind == ItemKind::Struct && item.source == *group);
        handles
            .flat_map(|handle| &handle.members)
            .flat_map(|method| self.operation(&method.source.name))
            .collect()
    }

    fn security_scheme(&self, name: &str) -> Vec<Target> {
        let document = self.side.document;
        let schemes = document.components("securitySchemes");
        let scheme = schemes.and_then(|schemes| document.get(schemes, name));
        let nodes = scheme.into_iter().flat_map(|node| [node, document.resolve(node)]);
        nodes
            .map(|node| self.target(document.origin(node), false))
            .collect()
    }
}

/// Returns whether responses with a status can be successes. `default` can.
fn is_success(status: &str) -> bool {
    status.starts_with('2') || status == "default"
}

fn is_failure(status: &str) -> bool {
    !status.starts_with('2')
}

/// Returns the parameters with a name, whatever their location.
fn parameters<'a>(trace: &'a OperationTrace, name: &'a str) -> impl Iterator<Item = Origin> + 'a {
    let parameters = trace.parameters.iter();
    parameters
        .filter(move |(source, _)| source.name == name)
        .map(|(_, &node)| node)
}
