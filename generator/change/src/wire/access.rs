//! Comparison of servers, security schemes, and the security requirements of operations.

use super::operation::edit_of;
use super::words::scheme_words;
use super::{Comparison, change};
use crate::edit::Change;
use crate::node_ref::NodeRef;
use crate::rule::Rule;
use sdk_model::{Operation, SecurityRequirement, Server};

impl Comparison<'_> {
    pub(super) fn servers(&mut self) {
        let (old, new) = (self.old, self.new);
        let has = |servers: &[Server], url: &str| servers.iter().any(|server| server.url == url);
        let first = (old.servers.first(), new.servers.first());
        let (was, is) = (
            first.0.map(|server| &server.url),
            first.1.map(|server| &server.url),
        );
        if was != is {
            self.push(Change {
                was: was.cloned(),
                is: is.cloned(),
                ..change(Rule::ServerChanged, "the default server")
            });
        }
        // The change of the default is reported above, unless the old one is still in the list.
        let is_reported = |url: &String| was != is && (Some(url) == was || Some(url) == is);
        for server in &old.servers {
            match new.servers.iter().find(|other| other.url == server.url) {
                Some(other) => self.server(server, other),
                None if is_reported(&server.url) => {}
                None => self.push(Change {
                    was: Some(server.url.clone()),
                    ..change(Rule::ServerRemoved, "the servers")
                }),
            }
        }
        for server in &new.servers {
            if !has(&old.servers, &server.url) && !is_reported(&server.url) {
                self.push(Change {
                    is: Some(server.url.clone()),
                    ..change(Rule::ServerAdded, "the servers")
                });
            }
        }
        if let ((Some(was), Some(is)), true) = (first, was != is) {
            // The default server has another URL. Its variables can still be compared.
            if !has(&new.servers, &was.url) && !has(&old.servers, &is.url) {
                self.server(was, is);
            }
        }
    }

    /// Compares the allowed values of the variables of one server.
    fn server(&mut self, was: &Server, is: &Server) {
        for old in &was.choices {
            let new = is.choices.iter().find(|new| new.variable == old.variable);
            // A variable without `enum` allows any value.
            let Some(new) = new else { continue };
            let subject = format!("variable {} of {}", old.variable, was.url);
            for value in old.values.iter().filter(|value| !new.values.contains(value)) {
                self.push(Change {
                    was: Some(value.clone()),
                    ..change(Rule::ServerVariableValueRemoved, subject.clone())
                });
            }
            for value in new.values.iter().filter(|value| !old.values.contains(value)) {
                self.push(Change {
                    is: Some(value.clone()),
                    ..change(Rule::ServerVariableValueAdded, subject.clone())
                });
            }
        }
    }

    pub(super) fn own_server(&mut self, was: &Operation, is: &Operation) {
        if was.server != is.server {
            self.push(Change {
                was: was.server.clone(),
                is: is.server.clone(),
                ..edit_of(Rule::ServerChanged, was, is)
            });
        }
    }

    pub(super) fn security_schemes(&mut self) {
        let (old, new) = (self.old, self.new);
        for was in &old.security_schemes {
            let subject = format!("security scheme {}", was.name);
            let node = Some(NodeRef::new(was.origin));
            match new.security_schemes.iter().find(|is| is.name == was.name) {
                None => self.push(Change {
                    old: node,
                    ..change(Rule::SecuritySchemeRemoved, subject)
                }),
                Some(is) if is.kind != was.kind => self.push(Change {
                    old: node,
                    new: Some(NodeRef::new(is.origin)),
                    was: Some(scheme_words(was.kind.as_ref())),
                    is: Some(scheme_words(is.kind.as_ref())),
                    ..change(Rule::SecuritySchemeChanged, subject)
                }),
                Some(is) if is.description != was.description => self.push(Change {
                    old: node,
                    new: Some(NodeRef::new(is.origin)),
                    ..change(Rule::DescriptionChanged, subject)
                }),
                Some(_) => {}
            }
        }
        for is in &new.security_schemes {
            if old.security_schemes.iter().all(|was| was.name != is.name) {
                self.push(Change {
                    new: Some(NodeRef::new(is.origin)),
                    ..change(Rule::SecuritySchemeAdded, format!("security scheme {}", is.name))
                });
            }
        }
    }

    /// Compares the security requirements of an operation: schemes and scopes.
    pub(super) fn security(&mut self, was: &Operation, is: &Operation) {
        let (old, new) = (alternatives(was), alternatives(is));
        if schemes(&old) != schemes(&new) {
            self.push(Change {
                was: Some(schemes(&old).join(" or ")),
                is: Some(schemes(&new).join(" or ")),
                ..edit_of(Rule::SecurityChanged, was, is)
            });
            return;
        }
        for (old, new) in old.iter().flatten().zip(new.iter().flatten()) {
            for scope in old.scopes.iter().filter(|scope| !new.scopes.contains(scope)) {
                self.push(Change {
                    was: Some(format!("{scope} of {}", old.scheme)),
                    ..edit_of(Rule::ScopeRemoved, was, is)
                });
            }
            for scope in new.scopes.iter().filter(|scope| !old.scopes.contains(scope)) {
                self.push(Change {
                    is: Some(format!("{scope} of {}", new.scheme)),
                    ..edit_of(Rule::ScopeAdded, was, is)
                });
            }
        }
    }
}

/// Returns the alternative requirements of an operation in a canonical order.
fn alternatives(operation: &Operation) -> Vec<Vec<SecurityRequirement>> {
    let mut alternatives = operation.security.clone();
    for alternative in &mut alternatives {
        alternative.sort_by(|left, right| left.scheme.cmp(&right.scheme));
    }
    let key = |alternative: &Vec<SecurityRequirement>| {
        let names = alternative
            .iter()
            .map(|needed| (needed.scheme.clone(), needed.scopes.clone()));
        names.collect::<Vec<_>>()
    };
    alternatives.sort_by_cached_key(key);
    alternatives
}

fn schemes(alternatives: &[Vec<SecurityRequirement>]) -> Vec<String> {
    let names = |alternative: &Vec<SecurityRequirement>| {
        let names = alternative.iter().map(|needed| needed.scheme.as_str());
        names.collect::<Vec<_>>().join(" and ")
    };
    alternatives.iter().map(names).collect()
}
