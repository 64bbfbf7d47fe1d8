//! Answers: their statuses, their bodies and their headers.

use super::Comparison;
use super::content::Frame;
use super::operation::at;
use super::walk::Role;
use crate::{Change, Place, Rule};
use sdk_model::{Header, Operation, Response};

impl Comparison<'_> {
    pub(super) fn responses(&mut self, was: &Operation, is: &Operation) {
        let moved = moved_success(was, is);
        if let Some((old, new)) = moved {
            self.push(Change {
                old: Some(Place::at(old.origin)),
                new: Some(Place::at(new.origin)),
                was: Some(old.status.to_string()),
                is: Some(new.status.to_string()),
                ..at(Rule::SuccessStatusChanged, was, is)
            });
            self.response(was, is, old, new);
        }
        let is_told = |status| moved.is_some_and(|(old, new)| old.status == status || new.status == status);
        for old in was.responses.iter().filter(|old| !is_told(old.status)) {
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
        for new in is.responses.iter().filter(|new| !is_told(new.status)) {
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
            let presence = (header.required, other.required);
            let found = [
                (presence == (true, false)).then_some(Rule::ResponseHeaderBecameOptional),
                (presence == (false, true)).then_some(Rule::ResponseHeaderBecameRequired),
                (header.is_json != other.is_json).then_some(Rule::ResponseHeaderStyleChanged),
                (header.description != other.description).then_some(Rule::DescriptionChanged),
            ];
            for rule in found.into_iter().flatten() {
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
}

/// The one success that went and the one that came, where there is one of each: the same answer with another status.
fn moved_success<'a>(was: &'a Operation, is: &'a Operation) -> Option<(&'a Response, &'a Response)> {
    let mut gone = successes(was, is);
    let mut come = successes(is, was);
    match (gone.next(), gone.next(), come.next(), come.next()) {
        (Some(old), None, Some(new), None) => Some((old, new)),
        _ => None,
    }
}

/// The successes of one operation that another one does not have.
fn successes<'a>(of: &'a Operation, other: &'a Operation) -> impl Iterator<Item = &'a Response> {
    let lacks = |status| other.responses.iter().all(|response| response.status != status);
    let all = of.responses.iter();
    all.filter(move |response| response.status.is_success() && lacks(response.status))
}
