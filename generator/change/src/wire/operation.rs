//! Operations: which is which, and what each takes and answers.

use super::content::Frame;
use super::walk::Role;
use super::words::style_words;
use super::{Comparison, change, scalar};
use crate::{Change, Place, Rule};
use sdk_model::{Operation, OperationName, Parameter, ParameterLocation};
use sdk_openapi::template::{unnamed, variables};

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
        self.security(was, is);
        self.own_server(was, is);
        let group = |api: &sdk_model::Api, operation: &Operation| {
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
        self.lifecycle(was, is);
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
        match (old.deprecated, new.deprecated) {
            (false, true) => self.push(both(Rule::ParameterDeprecated)),
            (true, false) => self.push(both(Rule::ParameterNoLongerDeprecated)),
            _ => {}
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
}

pub(super) fn of_operation(rule: Rule, operation: &Operation) -> Change {
    Change {
        uses: vec![operation.name.as_str().to_owned()],
        ..change(rule, format!("{} {}", operation.method, operation.path))
    }
}

pub(super) fn at(rule: Rule, was: &Operation, is: &Operation) -> Change {
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
