//! Requests that the API sends: webhooks and callbacks. What they carry is received.

use super::content::Frame;
use super::walk::Role;
use super::{Comparison, change};
use crate::{Change, Place, Rule};
use sdk_model::{IncomingKind, IncomingRequest};

impl Comparison<'_> {
    pub(super) fn incoming(&mut self) {
        let (old, new) = (self.old, self.new);
        let same = |was: &IncomingRequest, is: &IncomingRequest| {
            (is.kind, &is.name, &is.method) == (was.kind, &was.name, &was.method)
        };
        for was in &old.incoming {
            match new.incoming.iter().find(|is| same(was, is)) {
                Some(is) => self.incoming_request(was, is),
                None => self.push(Change {
                    old: Some(Place::at(was.origin)),
                    ..change(
                        match was.kind {
                            IncomingKind::Webhook => Rule::WebhookRemoved,
                            IncomingKind::Callback => Rule::CallbackRemoved,
                        },
                        label(was),
                    )
                }),
            }
        }
        for is in &new.incoming {
            if !old.incoming.iter().any(|was| same(was, is)) {
                self.push(Change {
                    new: Some(Place::at(is.origin)),
                    ..change(
                        match is.kind {
                            IncomingKind::Webhook => Rule::WebhookAdded,
                            IncomingKind::Callback => Rule::CallbackAdded,
                        },
                        label(is),
                    )
                });
            }
        }
    }

    fn incoming_request(&mut self, was: &IncomingRequest, is: &IncomingRequest) {
        let both = |rule| Change {
            old: Some(Place::at(was.origin)),
            new: Some(Place::at(is.origin)),
            ..change(rule, label(was))
        };
        if (&was.summary, &was.description) != (&is.summary, &is.description) {
            self.push(both(Rule::DescriptionChanged));
        }
        let (old, new) = match (&was.body, &is.body) {
            (None, None) => return,
            (None, Some(_)) => return self.push(both(Rule::IncomingBodyAdded)),
            (Some(_), None) => return self.push(both(Rule::IncomingBodyRemoved)),
            (Some(old), Some(new)) => (old, new),
        };
        match (old.required, new.required) {
            (true, false) => self.push(both(Rule::IncomingBodyBecameOptional)),
            (false, true) => self.push(both(Rule::IncomingBodyBecameRequired)),
            _ => {}
        }
        let frame = Frame {
            change: both(Rule::IncomingMediaTypeAdded),
            label: label(was),
            operation: &was.name,
        };
        let rules = (Rule::IncomingMediaTypeAdded, Rule::IncomingMediaTypeRemoved);
        self.contents(&old.content, &new.content, Role::Received, rules, &frame);
    }
}

fn label(request: &IncomingRequest) -> String {
    let word = match request.kind {
        IncomingKind::Webhook => "webhook",
        IncomingKind::Callback => "callback",
    };
    format!("{word} {}", request.name)
}
