//! Families of rules: one edit of a schema is reported by another rule if the schema is a parameter's, sent, or received.

use super::reach::{Reach, Role};
use super::{Comparison, change};
use crate::edit::Change;
use crate::rule::Rule;
use crate::verdict::Verdict;

/// The rules for one edit of a schema in its three roles: parameter, sent, received.
pub(super) type Family = (Rule, Rule, Rule);

/// Creates a family.
macro_rules! family {
    ($parameter:ident $request:ident $response:ident) => {
        (Rule::$parameter, Rule::$request, Rule::$response)
    };
}
pub(super) use family;

impl Comparison<'_> {
    /// Creates an edit of a pair. If no operation uses the schema, the edit has no effect on the wire.
    pub(super) fn edit_at(reach: &Reach, rule: Rule, was: Option<String>, is: Option<String>) -> Change {
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

    /// Reports an edit by the rule for its role. If the schema has several roles, the rule with the worst verdict applies.
    pub(super) fn report(&mut self, reach: &Reach, family: Family, was: Option<String>, is: Option<String>) {
        if let Some(rule) = worst(reach, family) {
            self.push(Self::edit_at(reach, rule, was, is));
        }
    }
}

/// Returns the worst of the rules for the roles of a pair. A schema that no operation uses has no role.
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
