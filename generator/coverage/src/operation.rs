//! Where the values of operations go, of their parameters, bodies and answers.

use super::walk::{Visit, Walker};
use super::{Item, Reason};
use sdk_model::{ParameterEncoding, ParameterLocation};
use sdk_openapi::{Kind, METHODS, NodeId};

impl Walker<'_> {
    pub(super) fn path_item(&mut self, id: NodeId) {
        let mut operations: Vec<NodeId> = Vec::new();
        for (key, child) in self.fields(id, Kind::PathItem) {
            match key {
                "parameters" => self.parameters(child),
                "servers" => {}
                "additionalOperations" => operations.extend(self.document.entries(child).map(|(_, id)| id)),
                _ if METHODS.contains(&key) => operations.push(child),
                _ => self.leave(child, Reason::PathProse),
            }
        }
        let mut with_servers_of_the_path = None;
        for operation in operations {
            match self.index.operations.get(&self.document.origin(operation)) {
                Some(&index) => {
                    self.push(Visit::Object(operation, Kind::Operation, Item::Operation(index)));
                    if self.document.get(operation, "servers").is_none() {
                        with_servers_of_the_path.get_or_insert(index);
                    }
                }
                None => self.leave(operation, Reason::NotSelected),
            }
        }
        if let Some(servers) = self.document.get(id, "servers") {
            self.own_servers(servers, with_servers_of_the_path);
        }
    }

    /// The servers of an operation or of a path: the first one counts, where an operation uses it.
    fn own_servers(&mut self, id: NodeId, operation: Option<usize>) {
        let document = self.document;
        let has_url = |server: &NodeId| document.get(*server, "url").is_some();
        let first = document.items(id).find(has_url);
        for server in document.items(id) {
            let Some(operation) = operation.filter(|_| Some(server) == first) else {
                self.leave(server, Reason::FurtherServer);
                continue;
            };
            let item = Item::Operation(operation);
            for (key, child) in self.fields(server, Kind::Server) {
                match key {
                    "url" => self.carry(child, item, "server"),
                    "variables" => self.variables(child, server, item),
                    _ => self.leave(child, Reason::ServerProse),
                }
            }
        }
    }

    pub(super) fn operation(&mut self, id: NodeId) {
        let Some(&index) = self.index.operations.get(&self.document.origin(id)) else {
            return;
        };
        let item = Item::Operation(index);
        if self.document.is_leaf(id) {
            return self.carry(id, item, "method and path");
        }
        self.extensions_of_operation(id, item);
        for (key, child) in self.fields(id, Kind::Operation) {
            match key {
                "operationId" => self.carry(child, item, "name"),
                "summary" => self.carry(child, item, "summary"),
                "description" => self.carry(child, item, "description"),
                "deprecated" => self.carry(child, item, "deprecated"),
                "tags" => self.tags_of_operation(child, item),
                "parameters" => self.parameters(child),
                "requestBody" => self.push(Visit::Object(child, Kind::RequestBody, Item::Body(index))),
                "responses" => {
                    for (_, response) in self.entries_without_extensions(child) {
                        self.push(Visit::Object(response, Kind::Response, item));
                    }
                }
                "security" => self.requirements(child, item),
                "servers" => self.own_servers(child, Some(index)),
                "callbacks" => {
                    for (_, callback) in self.document.entries(child) {
                        let callback = self.follow(callback, item);
                        for (_, path) in self.entries_without_extensions(callback) {
                            self.incoming(path, Reason::Callback);
                        }
                    }
                }
                _ => self.leave(child, Reason::ExternalDocs),
            }
        }
    }

    /// The extensions that tell how long an operation stays, and how far it can be relied on.
    fn extensions_of_operation(&mut self, id: NodeId, item: Item) {
        let is_text = |id: &NodeId| self.document.str(*id).is_some();
        let of = |key| self.document.get(id, key).filter(is_text);
        let sunset = of("x-sunset");
        let stability = of("x-stability-level").or_else(|| of("x-stability"));
        if let Some(sunset) = sunset {
            self.carry(sunset, item, "sunset");
        }
        if let Some(stability) = stability {
            self.carry(stability, item, "stability");
        }
    }

    fn tags_of_operation(&mut self, id: NodeId, item: Item) {
        for (index, tag) in self.document.items(id).enumerate() {
            self.carry_if(index == 0, tag, item, "group", Reason::FurtherTag);
        }
    }

    fn parameters(&mut self, id: NodeId) {
        for parameter in self.document.items(id) {
            // Which operation has it is looked up by its place.
            self.push(Visit::Object(parameter, Kind::Parameter, Item::Api));
        }
    }

    pub(super) fn parameter(&mut self, id: NodeId) {
        let Some(&(of, own)) = self.index.parameters.get(&self.document.origin(id)) else {
            return self.leave(id, Reason::ParameterWithoutEffect);
        };
        let operation = self.index.api.operations.get(of);
        let Some(parameter) = operation.and_then(|operation| operation.parameters.get(own)) else {
            return;
        };
        let item = Item::Parameter(of, own);
        let is_in_path = parameter.location == ParameterLocation::Path;
        let has_style = matches!(parameter.encoding, ParameterEncoding::Style { .. });
        let has_content = self.document.get(id, "content").is_some();
        for (key, child) in self.fields(id, Kind::Parameter) {
            match key {
                "name" => self.carry(child, item, "name"),
                "in" => self.carry(child, item, "location"),
                "description" => self.carry(child, item, "description"),
                "required" => self.carry_if(!is_in_path, child, item, "required", Reason::PathRequired),
                "deprecated" => self.carry(child, item, "deprecated"),
                "style" | "explode" | "allowReserved" => {
                    self.carry_if(has_style, child, item, "encoding", Reason::ContentDecides);
                }
                "schema" if has_content => self.leave(child, Reason::ContentDecides),
                "schema" => self.push(Visit::Schema(child, Vec::new(), Reason::ParameterWithoutEffect)),
                "content" => self.content_of_parameter(child),
                "example" | "examples" => self.example(key, child, parameter.example.as_ref(), item),
                "allowEmptyValue" => self.leave(child, Reason::AllowEmptyValue),
                _ => self.leave(child, Reason::ExampleProse),
            }
        }
    }

    fn content_of_parameter(&mut self, id: NodeId) {
        let document = self.document;
        let mut media_types = document
            .sorted_entries(id)
            .into_iter()
            .map(|(_, media_type)| media_type);
        let first = media_types.next();
        let schema = first.and_then(|first| document.get(document.resolve(first), "schema"));
        if let Some(schema) = schema {
            self.push(Visit::Schema(schema, Vec::new(), Reason::FurtherContent));
        }
        self.leave(id, Reason::FurtherContent);
    }

    /// An example, or the first of several.
    fn example(&mut self, key: &str, id: NodeId, held: Option<&serde_json::Value>, item: Item) {
        let document = self.document;
        if key == "example" {
            let is_held = held.is_some_and(|held| document.to_value(id) == *held);
            return self.carry_if(is_held, id, item, "example", Reason::FurtherExample);
        }
        for (index, (_, example)) in document.sorted_entries(id).into_iter().enumerate() {
            let target = self.follow(example, item);
            let value = document.get(target, "value").filter(|_| index == 0);
            let is_held = |value: &NodeId| held.is_some_and(|held| document.to_value(*value) == *held);
            if let Some(value) = value.filter(is_held) {
                self.carry(value, item, "example");
                self.leave(target, Reason::ExampleProse);
            } else {
                self.leave(target, Reason::FurtherExample);
            }
        }
    }

    pub(super) fn request_body(&mut self, id: NodeId, item: Item) {
        let has_content = match item {
            Item::Body(of) => {
                let operation = self.index.api.operations.get(of);
                operation.is_some_and(|operation| operation.body.is_some())
            }
            Item::Incoming(of) => {
                let request = self.index.api.incoming.get(of);
                request.is_some_and(|request| request.body.is_some())
            }
            _ => false,
        };
        if !has_content {
            return self.leave(id, Reason::BodyWithoutContent);
        }
        for (key, child) in self.fields(id, Kind::RequestBody) {
            match key {
                "description" => self.carry(child, item, "description"),
                "required" => self.carry(child, item, "required"),
                "content" => self.content(child, item),
                _ => self.leave(child, Reason::BesideReference),
            }
        }
    }

    fn content(&mut self, id: NodeId, item: Item) {
        for (_, media_type) in self.document.entries(id) {
            if self.document.is_leaf(media_type) {
                self.carry(media_type, item, "content");
            }
            self.push(Visit::Object(media_type, Kind::MediaType, item));
        }
    }

    pub(super) fn media_type(&mut self, id: NodeId, item: Item) {
        let document = self.document;
        let has_example = document
            .get(id, "example")
            .is_some_and(|id| !document.is_blank(id));
        let held = document.get(id, "example").filter(|_| has_example).or_else(|| {
            let (_, first) = document
                .sorted_entries(document.get(id, "examples")?)
                .into_iter()
                .next()?;
            document.get(document.resolve(first), "value")
        });
        let held = held.map(|value| document.to_value(value));
        for (key, child) in self.fields(id, Kind::MediaType) {
            match key {
                "schema" | "itemSchema" => {
                    self.push(Visit::Schema(child, Vec::new(), Reason::FurtherContent));
                }
                "example" => self.example(key, child, held.as_ref().filter(|_| has_example), item),
                "examples" => self.example(key, child, held.as_ref().filter(|_| !has_example), item),
                "encoding" => self.encodings(child, item),
                _ => self.leave(child, Reason::EncodingDetail),
            }
        }
    }

    fn encodings(&mut self, id: NodeId, item: Item) {
        for (_, encoding) in self.document.entries(id) {
            if self.document.is_leaf(encoding) {
                self.carry(encoding, item, "encoding");
            }
            for (key, child) in self.fields(encoding, Kind::Encoding) {
                let is_carried = matches!(key, "contentType" | "style" | "explode");
                self.carry_if(is_carried, child, item, "encoding", Reason::EncodingDetail);
            }
        }
    }

    pub(super) fn response(&mut self, id: NodeId) {
        let Some(&(of, own)) = self.index.responses.get(&self.document.origin(id)) else {
            return self.leave(id, Reason::InvalidStatus);
        };
        let item = Item::Response(of, own);
        if self.document.is_leaf(id) {
            return self.carry(id, item, "status");
        }
        for (key, child) in self.fields(id, Kind::Response) {
            match key {
                "description" => self.carry(child, item, "description"),
                "content" => self.content(child, item),
                "headers" => {
                    for (name, header) in self.document.entries(child) {
                        if name.eq_ignore_ascii_case("content-type") {
                            self.leave(header, Reason::HeaderDetail);
                        } else {
                            self.push(Visit::Object(header, Kind::Header, item));
                        }
                    }
                }
                "links" => self.leave(child, Reason::Link),
                _ => self.leave(child, Reason::ResponseSummary),
            }
        }
    }

    pub(super) fn header(&mut self, id: NodeId, item: Item) {
        if self.document.is_leaf(id) {
            return self.carry(id, item, "header");
        }
        let has_content = self.document.get(id, "content").is_some();
        for (key, child) in self.fields(id, Kind::Header) {
            match key {
                "description" => self.carry(child, item, "header"),
                "schema" if has_content => self.leave(child, Reason::ContentDecides),
                "schema" => self.push(Visit::Schema(child, Vec::new(), Reason::HeaderDetail)),
                "content" => self.content_of_parameter(child),
                _ => self.leave(child, Reason::HeaderDetail),
            }
        }
    }
}
