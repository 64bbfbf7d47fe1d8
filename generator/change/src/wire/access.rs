//! Where an API is called, and who may: servers, ways to authenticate, and what operations need of them.

use super::operation::at;
use super::words::scheme_words;
use super::{Comparison, change};
use crate::{Change, Place, Rule};
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
        // One default in place of another is told by now, unless it is still there further down.
        let is_told = |url: &String| was != is && (Some(url) == was || Some(url) == is);
        for server in &old.servers {
            match new.servers.iter().find(|other| other.url == server.url) {
                Some(other) => self.server(server, other),
                None if is_told(&server.url) => {}
                None => self.push(Change {
                    was: Some(server.url.clone()),
                    ..change(Rule::ServerRemoved, "the servers")
                }),
            }
        }
        for server in &new.servers {
            if !has(&old.servers, &server.url) && !is_told(&server.url) {
                self.push(Change {
                    is: Some(server.url.clone()),
                    ..change(Rule::ServerAdded, "the servers")
                });
            }
        }
        if let ((Some(was), Some(is)), true) = (first, was != is) {
            // The default takes other values than it did, and their variables stay comparable.
            if !has(&new.servers, &was.url) && !has(&old.servers, &is.url) {
                self.server(was, is);
            }
        }
    }

    /// The values that the variables of one server take.
    fn server(&mut self, was: &Server, is: &Server) {
        for old in &was.choices {
            let new = is.choices.iter().find(|new| new.variable == old.variable);
            // Without a list, any value is taken.
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
                ..at(Rule::ServerChanged, was, is)
            });
        }
    }

    pub(super) fn security_schemes(&mut self) {
        let (old, new) = (self.old, self.new);
        for was in &old.security_schemes {
            let subject = format!("security scheme {}", was.name);
            let place = Some(Place::at(was.origin));
            match new.security_schemes.iter().find(|is| is.name == was.name) {
                None => self.push(Change {
                    old: place,
                    ..change(Rule::SecuritySchemeRemoved, subject)
                }),
                Some(is) if is.kind != was.kind => self.push(Change {
                    old: place,
                    new: Some(Place::at(is.origin)),
                    was: Some(scheme_words(&was.kind)),
                    is: Some(scheme_words(&is.kind)),
                    ..change(Rule::SecuritySchemeChanged, subject)
                }),
                Some(is) if is.description != was.description => self.push(Change {
                    old: place,
                    new: Some(Place::at(is.origin)),
                    ..change(Rule::DescriptionChanged, subject)
                }),
                Some(_) => {}
            }
        }
        for is in &new.security_schemes {
            if old.security_schemes.iter().all(|was| was.name != is.name) {
                self.push(Change {
                    new: Some(Place::at(is.origin)),
                    ..change(Rule::SecuritySchemeAdded, format!("security scheme {}", is.name))
                });
            }
        }
    }

    /// What an operation needs: which schemes, and of a credential for them which scopes.
    pub(super) fn security(&mut self, was: &Operation, is: &Operation) {
        let (old, new) = (alternatives(was), alternatives(is));
        if schemes(&old) != schemes(&new) {
            self.push(Change {
                was: Some(schemes(&old).join(" or ")),
                is: Some(schemes(&new).join(" or ")),
                ..at(Rule::SecurityChanged, was, is)
            });
            return;
        }
        for (old, new) in old.iter().flatten().zip(new.iter().flatten()) {
            for scope in old.scopes.iter().filter(|scope| !new.scopes.contains(scope)) {
                self.push(Change {
                    was: Some(format!("{scope} of {}", old.scheme)),
                    ..at(Rule::ScopeRemoved, was, is)
                });
            }
            for scope in new.scopes.iter().filter(|scope| !old.scopes.contains(scope)) {
                self.push(Change {
                    is: Some(format!("{scope} of {}", new.scheme)),
                    ..at(Rule::ScopeAdded, was, is)
                });
            }
        }
    }
}

/// The alternatives of an operation, whatever the order in which they and their schemes are written.
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
