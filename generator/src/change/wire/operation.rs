//! Operations: which is which, and what each takes and answers.

use super::walk::Role;
use super::words::style_words;
use super::{Comparison, change, scalar};
use crate::change::{Change, Place, Rule};
use crate::document::template::{unnamed, variables};
use crate::model::{Content, Header, Operation, OperationName, Parameter, ParameterLocation, Response};

impl Comparison<'_> {
    pub(super) fn operations(&mut self) {
        let (old, new) = (self.old, self.new);
        let mut removed: Vec<&Operation> = old.operations.iter().collect();
        let mut added: Vec<&Operation> = new.operations.iter().collect();
        let mut pairs = Vec::new();
        let by_path = |old: &Operation, new: &Operation| {
            old.method == new.method && unnamed(&old.path) == unnamed(&new.path)
        };
        let by_id = |old: &Operation, new: &Operation| {
            matches!(&old.name, OperationName::Declared(_)) && old.name == new.name
        };
        for same in [by_path as fn(&Operation, &Operation) -> bool, by_id] {
            removed.retain(|old| {
                let Some(at) = added.iter().position(|new| same(old, new)) else {
                    return true;
                };
                pairs.push((*old, added.remove(at)));
                false
            });
        }
        for operation in removed {
            let rule = if operation.deprecated {
                Rule::DeprecatedOperationRemoved
            } else {
                Rule::OperationRemoved
            };
            self.push(Change {
                old: Some(Place::at(operation.origin)),
                ..of_operation(rule, operation)
            });
        }
        for operation in added {
            self.push(Change {
                new: Some(Place::at(operation.origin)),
                ..of_operation(Rule::OperationAdded, operation)
            });
        }
        for (old, new) in pairs {
            self.operation(old, new);
        }
    }

    fn operation(&mut self, was: &Operation, is: &Operation) {
        let mut tell = |rule, old: String, new: String| {
            if old != new {
                self.push(Change {
                    was: Some(old),
                    is: Some(new),
                    ..at(rule, was, is)
                });
            }
        };
        let rule = if unnamed(&was.path) == unnamed(&is.path) {
            Rule::PathParameterRenamed
        } else {
            Rule::OperationPathChanged
        };
        tell(rule, was.path.clone(), is.path.clone());
        tell(
            Rule::OperationMethodChanged,
            was.method.clone(),
            is.method.clone(),
        );
        let name = |operation: &Operation| operation.name.as_str().to_owned();
        tell(Rule::OperationIdChanged, name(was), name(is));
        let needs = |operation: &Operation| {
            let mut alternatives: Vec<String> = operation
                .security
                .iter()
                .map(|schemes| schemes.join(" and "))
                .collect();
            alternatives.sort_unstable();
            alternatives.join(" or ")
        };
        tell(Rule::SecurityChanged, needs(was), needs(is));
        let server = |operation: &Operation| operation.server.clone().unwrap_or_default();
        tell(Rule::ServerChanged, server(was), server(is));
        let group = |api: &crate::model::Api, operation: &Operation| {
            api.groups.get(operation.group).map(|group| group.name.clone())
        };
        let (old, new) = (group(self.old, was), group(self.new, is));
        if old != new {
            self.push(Change {
                was: old,
                is: new,
                ..at(Rule::OperationGroupChanged, was, is)
            });
        }
        match (was.deprecated, is.deprecated) {
            (false, true) => self.push(at(Rule::OperationDeprecated, was, is)),
            (true, false) => self.push(at(Rule::OperationNoLongerDeprecated, was, is)),
            _ => {}
        }
        if (&was.summary, &was.description) != (&is.summary, &is.description) {
            self.push(at(Rule::DescriptionChanged, was, is));
        }
        self.parameters(was, is);
        self.body(was, is);
        self.responses(was, is);
    }

    fn parameters(&mut self, was: &Operation, is: &Operation) {
        let mut added: Vec<&Parameter> = is.parameters.iter().collect();
        let mut removed: Vec<&Parameter> = Vec::new();
        let mut pairs = Vec::new();
        let positions = (variables(&was.path), variables(&is.path));
        for old in &was.parameters {
            let position = positions.0.iter().position(|name| *name == old.name);
            let found = added.iter().position(|new| {
                let is_path = old.location == ParameterLocation::Path && new.location == old.location;
                let other = positions.1.iter().position(|name| *name == new.name);
                let same_name = if old.location == ParameterLocation::Header {
                    old.name.eq_ignore_ascii_case(&new.name)
                } else {
                    old.name == new.name
                };
                old.location == new.location
                    && (same_name || (is_path && position.is_some() && position == other))
            });
            match found {
                Some(at) => pairs.push((old, added.remove(at))),
                None => removed.push(old),
            }
        }
        removed.retain(|old| {
            let Some(at) = added.iter().position(|new| old.name == new.name) else {
                return true;
            };
            pairs.push((old, added.remove(at)));
            false
        });
        // A path that is another one has other variables, and the change of the path tells so.
        let is_other_path = unnamed(&was.path) != unnamed(&is.path);
        let is_told = |parameter: &&Parameter| is_other_path && parameter.location == ParameterLocation::Path;
        for parameter in removed.into_iter().filter(|parameter| !is_told(parameter)) {
            self.push(Change {
                old: Some(Place::at(parameter.origin)),
                ..of_parameter(Rule::ParameterRemoved, was, is, parameter)
            });
        }
        for parameter in added.into_iter().filter(|parameter| !is_told(parameter)) {
            self.parameter_added(was, is, parameter);
        }
        for (old, new) in pairs {
            self.parameter(was, is, old, new);
        }
    }

    fn parameter_added(&mut self, was: &Operation, is: &Operation, parameter: &Parameter) {
        let schema = self.new.schemas.get(parameter.schema);
        let rule = match (parameter.required, scalar::chosen(schema.default.as_ref())) {
            (false, _) => Rule::ParameterAdded,
            (true, None) => Rule::RequiredParameterAdded,
            (true, Some(_)) => Rule::RequiredParameterWithDefaultAdded,
        };
        self.push(Change {
            old: None,
            new: Some(Place::at(parameter.origin)),
            ..of_parameter(rule, was, is, parameter)
        });
    }

    fn parameter(&mut self, was: &Operation, is: &Operation, old: &Parameter, new: &Parameter) {
        let both = |rule| Change {
            old: Some(Place::at(old.origin)),
            new: Some(Place::at(new.origin)),
            ..of_parameter(rule, was, is, new)
        };
        let word = |parameter: &Parameter| Some(format!("{:?}", parameter.location).to_lowercase());
        if old.location != new.location {
            self.push(Change {
                was: word(old),
                is: word(new),
                ..both(Rule::ParameterMoved)
            });
        } else if old.encoding != new.encoding {
            self.push(Change {
                was: Some(style_words(old.encoding)),
                is: Some(style_words(new.encoding)),
                ..both(Rule::ParameterStyleChanged)
            });
        }
        match (old.required, new.required) {
            (false, true) => self.push(both(Rule::ParameterBecameRequired)),
            (true, false) => self.push(both(Rule::ParameterBecameOptional)),
            _ => {}
        }
        if !old.deprecated && new.deprecated {
            self.push(both(Rule::ParameterDeprecated));
        }
        if old.description != new.description {
            self.push(both(Rule::DescriptionChanged));
        }
        let label = subject_of(was, new);
        self.walk(
            (old.schema, new.schema),
            Role::Parameter,
            &label,
            was.name.as_str(),
        );
    }

    fn body(&mut self, was: &Operation, is: &Operation) {
        match (&was.body, &is.body) {
            (None, None) => {}
            (None, Some(body)) if body.required => self.push(at(Rule::RequestBodyAddedRequired, was, is)),
            (None, Some(_)) => self.push(at(Rule::RequestBodyAddedOptional, was, is)),
            (Some(_), None) => self.push(at(Rule::RequestBodyRemoved, was, is)),
            (Some(old), Some(new)) => {
                match (old.required, new.required) {
                    (false, true) => self.push(at(Rule::RequestBodyBecameRequired, was, is)),
                    (true, false) => self.push(at(Rule::RequestBodyBecameOptional, was, is)),
                    _ => {}
                }
                if old.description != new.description {
                    self.push(at(Rule::DescriptionChanged, was, is));
                }
                let frame = Frame {
                    change: at(Rule::RequestMediaTypeAdded, was, is),
                    label: format!("body of {}", was.name.as_str()),
                    operation: was.name.as_str(),
                };
                let rules = (Rule::RequestMediaTypeAdded, Rule::RequestMediaTypeRemoved);
                self.contents(&old.content, &new.content, Role::Sent, rules, &frame);
            }
        }
    }

    fn responses(&mut self, was: &Operation, is: &Operation) {
        for old in &was.responses {
            if let Some(new) = is.responses.iter().find(|new| new.status == old.status) {
                self.response(was, is, old, new);
                continue;
            }
            let rule = if old.status.is_success() {
                Rule::SuccessStatusRemoved
            } else {
                Rule::ErrorStatusRemoved
            };
            self.push(Change {
                old: Some(Place::at(old.origin)),
                was: Some(old.status.to_string()),
                ..at(rule, was, is)
            });
        }
        for new in &is.responses {
            if was.responses.iter().all(|old| old.status != new.status) {
                let rule = if new.status.is_success() {
                    Rule::SuccessStatusAdded
                } else {
                    Rule::ErrorStatusAdded
                };
                self.push(Change {
                    new: Some(Place::at(new.origin)),
                    is: Some(new.status.to_string()),
                    ..at(rule, was, is)
                });
            }
        }
    }

    fn response(&mut self, was: &Operation, is: &Operation, old: &Response, new: &Response) {
        let both = |rule| Change {
            subject: format!("{} of {}", old.status, was.name.as_str()),
            old: Some(Place::at(old.origin)),
            new: Some(Place::at(new.origin)),
            ..at(rule, was, is)
        };
        if old.description != new.description {
            self.push(both(Rule::DescriptionChanged));
        }
        match (old.content.is_empty(), new.content.is_empty()) {
            (true, false) => self.push(both(Rule::ResponseBodyAdded)),
            (false, true) => self.push(both(Rule::ResponseBodyRemoved)),
            _ => {
                let frame = Frame {
                    change: both(Rule::ResponseMediaTypeAdded),
                    label: format!("{} of {}", old.status, was.name.as_str()),
                    operation: was.name.as_str(),
                };
                let rules = (Rule::ResponseMediaTypeAdded, Rule::ResponseMediaTypeRemoved);
                self.contents(&old.content, &new.content, Role::Received, rules, &frame);
            }
        }
        self.headers(was, old, new, &both);
    }

    fn headers(&mut self, was: &Operation, old: &Response, new: &Response, both: &dyn Fn(Rule) -> Change) {
        let same = |left: &Header, right: &Header| left.name.eq_ignore_ascii_case(&right.name);
        for header in &old.headers {
            let Some(other) = new.headers.iter().find(|other| same(header, other)) else {
                let rule = if header.required {
                    Rule::RequiredResponseHeaderRemoved
                } else {
                    Rule::OptionalResponseHeaderRemoved
                };
                self.push(Change {
                    old: Some(Place::at(header.origin)),
                    was: Some(header.name.clone()),
                    ..both(rule)
                });
                continue;
            };
            let rule = match (header.required, other.required) {
                (true, false) => Some(Rule::ResponseHeaderBecameOptional),
                (false, true) => Some(Rule::ResponseHeaderBecameRequired),
                _ if header.description != other.description => Some(Rule::DescriptionChanged),
                _ => None,
            };
            if let Some(rule) = rule {
                self.push(Change {
                    old: Some(Place::at(header.origin)),
                    new: Some(Place::at(other.origin)),
                    ..both(rule)
                });
            }
            let label = format!("header {} of {}", header.name, was.name.as_str());
            self.walk(
                (header.schema, other.schema),
                Role::Received,
                &label,
                was.name.as_str(),
            );
        }
        for header in &new.headers {
            if old.headers.iter().all(|other| !same(header, other)) {
                self.push(Change {
                    new: Some(Place::at(header.origin)),
                    is: Some(header.name.clone()),
                    ..both(Rule::ResponseHeaderAdded)
                });
            }
        }
    }

    pub(super) fn contents(
        &mut self,
        old: &[Content],
        new: &[Content],
        role: Role,
        (added, removed): (Rule, Rule),
        frame: &Frame<'_>,
    ) {
        for was in old {
            let Some(is) = new.iter().find(|is| is.media_type == was.media_type) else {
                self.push(Change {
                    rule: removed,
                    was: Some(was.media_type.clone()),
                    ..frame.change.clone()
                });
                continue;
            };
            for (was, is) in [(was.schema, is.schema), (was.item_schema, is.item_schema)] {
                if let (Some(was), Some(is)) = (was, is) {
                    self.walk((was, is), role, &frame.label, frame.operation);
                }
            }
        }
        for is in new {
            if old.iter().all(|was| was.media_type != is.media_type) {
                self.push(Change {
                    rule: added,
                    is: Some(is.media_type.clone()),
                    ..frame.change.clone()
                });
            }
        }
    }
}

/// Where bodies are compared.
pub(super) struct Frame<'a> {
    pub(super) change: Change,
    pub(super) label: String,
    pub(super) operation: &'a str,
}

fn of_operation(rule: Rule, operation: &Operation) -> Change {
    Change {
        uses: vec![operation.name.as_str().to_owned()],
        ..change(rule, format!("{} {}", operation.method, operation.path))
    }
}

fn at(rule: Rule, was: &Operation, is: &Operation) -> Change {
    Change {
        old: Some(Place::at(was.origin)),
        new: Some(Place::at(is.origin)),
        ..of_operation(rule, was)
    }
}

fn subject_of(operation: &Operation, parameter: &Parameter) -> String {
    let location = format!("{:?}", parameter.location).to_lowercase();
    format!(
        "{location} parameter {} of {}",
        parameter.name,
        operation.name.as_str()
    )
}

fn of_parameter(rule: Rule, was: &Operation, is: &Operation, parameter: &Parameter) -> Change {
    Change {
        subject: subject_of(was, parameter),
        ..at(rule, was, is)
    }
}
