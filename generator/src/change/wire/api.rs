//! What belongs to no operation: servers, ways to authenticate, requests that the API sends, unused schemas.

use super::operation::Frame;
use super::walk::{Role, schema_place};
use super::words::scheme_words;
use super::{Comparison, change};
use crate::change::{Change, Place, Rule};
use crate::model::{Api, IncomingKind, Name, SchemaId};

impl Comparison<'_> {
    pub(super) fn api(&mut self) {
        let url = |api: &Api| api.servers.first().map(|server| server.url.clone());
        let (was, is) = (url(self.old), url(self.new));
        if was != is {
            self.push(Change {
                was,
                is,
                ..change(Rule::ServerChanged, "the default server")
            });
        }
        if self.old.description != self.new.description || self.old.title != self.new.title {
            self.push(change(Rule::DescriptionChanged, "the API"));
        }
        self.security_schemes();
    }

    fn security_schemes(&mut self) {
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

    pub(super) fn incoming(&mut self) {
        let (old, new) = (self.old, self.new);
        let rules = |kind| match kind {
            IncomingKind::Webhook => ("webhook", Rule::WebhookAdded, Rule::WebhookRemoved),
            IncomingKind::Callback => ("callback", Rule::CallbackAdded, Rule::CallbackRemoved),
        };
        for was in &old.incoming {
            let (word, _, removed) = rules(was.kind);
            let label = format!("{word} {}", was.name);
            let place = Some(Place::at(was.origin));
            let same = |is: &&crate::model::IncomingRequest| {
                (is.kind, &is.name, &is.method) == (was.kind, &was.name, &was.method)
            };
            let Some(is) = new.incoming.iter().find(same) else {
                self.push(Change {
                    old: place,
                    ..change(removed, label)
                });
                continue;
            };
            if let (Some(old), Some(new)) = (&was.body, &is.body) {
                let frame = Frame {
                    change: Change {
                        old: place,
                        new: Some(Place::at(is.origin)),
                        ..change(Rule::ResponseMediaTypeAdded, label.clone())
                    },
                    label,
                    operation: &was.name,
                };
                let rules = (Rule::ResponseMediaTypeAdded, Rule::ResponseMediaTypeRemoved);
                self.contents(&old.content, &new.content, Role::Received, rules, &frame);
            }
        }
        for is in &new.incoming {
            let (word, added, _) = rules(is.kind);
            let is_known = old
                .incoming
                .iter()
                .any(|was| (is.kind, &is.name, &is.method) == (was.kind, &was.name, &was.method));
            if !is_known {
                self.push(Change {
                    new: Some(Place::at(is.origin)),
                    ..change(added, format!("{word} {}", is.name))
                });
            }
        }
    }

    /// Declared schemas that no operation reaches: which came, and which went.
    pub(super) fn unused(&mut self) {
        let (was, is) = (unused(self.old), unused(self.new));
        let is_declared = |api: &Api, name: &str| {
            let mut all = api.schemas.iter();
            all.any(|(_, schema)| matches!(&schema.name, Name::Declared(own) if own == name))
        };
        for (name, id) in was {
            if !is_declared(self.new, &name) {
                self.push(Change {
                    old: Some(schema_place(self.old, id)),
                    ..change(Rule::UnusedSchemaRemoved, name)
                });
            }
        }
        for (name, id) in is {
            if !is_declared(self.old, &name) {
                self.push(Change {
                    new: Some(schema_place(self.new, id)),
                    ..change(Rule::UnusedSchemaAdded, name)
                });
            }
        }
    }
}

fn unused(api: &Api) -> Vec<(String, SchemaId)> {
    let mut reached = vec![false; api.schemas.len()];
    let operations = api.operations.iter().flat_map(crate::model::Operation::schemas);
    let incoming = api
        .incoming
        .iter()
        .flat_map(crate::model::IncomingRequest::schemas);
    let mut open: Vec<SchemaId> = operations.chain(incoming).collect();
    while let Some(id) = open.pop() {
        if let Some(seen) = reached.get_mut(id.index()).filter(|seen| !**seen) {
            *seen = true;
            open.extend(api.schemas.get(id).kind.children());
        }
    }
    let all = api.schemas.iter();
    all.filter_map(|(id, schema)| match &schema.name {
        Name::Declared(name) if reached.get(id.index()) == Some(&false) => Some((name.clone(), id)),
        _ => None,
    })
    .collect()
}
