//! Comparison of responses: statuses, bodies and headers.

use super::Comparison;
use super::content::Frame;
use super::operation::edit_of;
use super::reach::Role;
use crate::edit::Change;
use crate::node_ref::NodeRef;
use crate::rule::Rule;
use sdk_model::{Header, Operation, Response};

impl Comparison<'_> {
    pub(super) fn responses(&mut self, was: &Operation, is: &Operation) {
        let moved = moved_success(was, is);
        if let Some((old, new)) = moved {
            self.push(Change {
                old: Some(NodeRef::new(old.origin)),
                new: Some(NodeRef::new(new.origin)),
                was: Some(old.status.to_string()),
                is: Some(new.status.to_string()),
                ..edit_of(Rule::SuccessStatusChanged, was, is)
            });
            self.response(was, is, old, new);
        }
        let is_reported =
            |status| moved.is_some_and(|(old, new)| old.status == status || new.status == status);
        for old in was.responses.iter().filter(|old| !is_reported(old.status)) {
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
                old: Some(NodeRef::new(old.origin)),
                was: Some(old.status.to_string()),
                ..edit_of(rule, was, is)
            });
        }
        for new in is.responses.iter().filter(|new| !is_reported(new.status)) {
            if was.responses.iter().all(|old| old.status != new.status) {
                let rule = if new.status.is_success() {
                    Rule::SuccessStatusAdded
                } else {
                    Rule::ErrorStatusAdded
                };
                self.push(Change {
                    new: Some(NodeRef::new(new.origin)),
                    is: Some(new.status.to_string()),
                    ..edit_of(rule, was, is)
                });
            }
        }
    }

    fn response(&mut self, was: &Operation, is: &Operation, old: &Response, new: &Response) {
        let both = |rule| Change {
            subject: format!("{} of {}", old.status, was.name.as_str()),
            old: Some(NodeRef::new(old.origin)),
            new: Some(NodeRef::new(new.origin)),
            ..edit_of(rule, was, is)
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
                    old: Some(NodeRef::new(header.origin)),
                    was: Some(header.name.clone()),
                    ..both(rule)
                });
                continue;
            };
            let presence = (header.required, other.required);
            let found = [
                (presence == (true, false)).then_some(Rule::ResponseHeaderBecameOptional),
                (presence == (false, true)).then_some(Rule::ResponseHeaderBecameRequired),
                (header.is_json != other.is_json).then_some(Rule::ResponseHeaderStyleChanged),
                (header.description != other.description).then_some(Rule::DescriptionChanged),
            ];
            for rule in found.into_iter().flatten() {
                self.push(Change {
                    old: Some(NodeRef::new(header.origin)),
                    new: Some(NodeRef::new(other.origin)),
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
                    new: Some(NodeRef::new(header.origin)),
                    is: Some(header.name.clone()),
                    ..both(Rule::ResponseHeaderAdded)
                });
            }
        }
    }
}

/// Returns the removed and the added success, if there is one of each: the same response with another status.
fn moved_success<'a>(was: &'a Operation, is: &'a Operation) -> Option<(&'a Response, &'a Response)> {
    let mut removed = successes(was, is);
    let mut added = successes(is, was);
    match (removed.next(), removed.next(), added.next(), added.next()) {
        (Some(old), None, Some(new), None) => Some((old, new)),
        _ => None,
    }
}

/// Returns the successes of one operation that the other one does not have.
fn successes<'a>(of: &'a Operation, other: &'a Operation) -> impl Iterator<Item = &'a Response> {
    let lacks = |status| other.responses.iter().all(|response| response.status != status);
    let all = of.responses.iter();
    all.filter(move |response| response.status.is_success() && lacks(response.status))
}
