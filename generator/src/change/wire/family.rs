//! Families of rules: one edit of a schema is reported by another rule if the schema is a parameter's, sent, or received.

use super::reach::{Reach, Role};
use super::{Comparison, change};
use crate::change::edit::Change;
use crate::change::rule::Rule;
use crate::change::verdict::Verdict;

/// The rules of one change in the three roles of a schema: a parameter's, sent, received.
pub(super) type Family = (Rule, Rule, Rule);

/// The family of rules that differ in their first word only.
macro_rules! family {
    ($parameter:ident $request:ident $response:ident) => {
        (Rule::$parameter, Rule::$request, Rule::$response)
    };
}
pub(super) use family;

impl Comparison<'_> {
    /// A change of what stands in one place. Of what nothing uses, nobody sees it on the wire.
    pub(super) fn found(reach: &Reach, rule: Rule, was: Option<String>, is: Option<String>) -> Change {
        let is_seen = matches!(rule.api(), Verdict::Breaking | Verdict::Behaviour);
        let rule = if is_seen && reach.roles.is_empty() {
            Rule::UnusedSchemaChanged
        } else {
            rule
        };
        Change {
            old: Some(reach.old.clone()),
            new: Some(reach.new.clone()),
            was,
            is,
            uses: reach.uses.clone(),
            ..change(rule, reach.label.clone())
        }
    }

    /// Tells a change by the rule of its role; where there are several, by the one with the worst verdict.
    pub(super) fn tell(&mut self, reach: &Reach, family: Family, was: Option<String>, is: Option<String>) {
        if let Some(rule) = worst(reach, family) {
            self.push(Self::found(reach, rule, was, is));
        }
    }
}

/// The worst of the rules of the roles that a pair has. What nothing uses is neither sent nor received.
pub(super) fn worst(reach: &Reach, family: Family) -> Option<Rule> {
    if reach.roles.is_empty() {
        return Some(Rule::UnusedSchemaChanged);
    }
    let roles = [
        (Role::Parameter, family.0),
        (Role::Sent, family.1),
        (Role::Received, family.2),
    ];
    let rules = roles
        .into_iter()
        .filter(|(role, _)| reach.roles.contains(role))
        .map(|(_, rule)| rule);
    rules.min_by_key(|rule| (rule.api().min(rule.sdk()), rule.api(), rule.sdk()))
}
