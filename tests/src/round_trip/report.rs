//! The results of a document's round trips, as numbers and as text.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::Subject;
use super::compare::{Reason, Verdict, verdict};

/// The number of characters that are shown of an instance or an error.
const SHOWN: usize = 400;

/// The results of the round trips of a document.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The number of schemas.
    pub schemas: usize,
    /// The number of instances that were sent.
    pub instances: usize,
    /// The number of instances that came back equal.
    pub equal: usize,
    /// The number of generated values that were invalid, and dropped.
    pub refused: usize,
    /// The number of instances that came back different, for each reason.
    pub reasons: BTreeMap<Reason, usize>,
    /// The schemas without an instance, and why.
    pub without_instance: Vec<String>,
    /// The instances that came back different without a reason.
    pub differences: Vec<Difference>,
}

/// An instance that did not come back equal.
#[derive(Debug, Clone)]
pub struct Difference {
    /// The JSON pointer of the schema.
    pub schema: String,
    /// The JSON pointer of the difference in the instance.
    pub pointer: String,
    /// A description of the difference.
    pub what: String,
    /// The instance.
    pub instance: Value,
}

impl Report {
    /// Counts the results of subjects.
    #[must_use]
    pub fn new(subjects: &[Subject], back: &[Vec<Result<Value, String>>]) -> Self {
        let mut report = Self {
            schemas: subjects.len(),
            ..Self::default()
        };
        for (subject, back) in subjects.iter().zip(back) {
            report.refused += subject.refusals.len();
            if subject.instances.is_empty() {
                let refusal = subject
                    .refusals
                    .first()
                    .map_or("none can be made", String::as_str);
                let refusal: String = refusal.chars().take(SHOWN).collect();
                report
                    .without_instance
                    .push(format!("{}: {refusal}", subject.pointer));
            }
            for (instance, back) in subject.instances.iter().zip(back) {
                report.add(&subject.pointer, instance, back);
            }
        }
        report
    }

    fn add(&mut self, schema: &str, instance: &Value, back: &Result<Value, String>) {
        self.instances += 1;
        match verdict(instance, back) {
            Verdict::Equal => self.equal += 1,
            Verdict::Explained(reasons) => {
                for reason in reasons {
                    *self.reasons.entry(reason).or_default() += 1;
                }
            }
            Verdict::Different { pointer, what } => self.differences.push(Difference {
                schema: schema.to_owned(),
                pointer,
                what,
                instance: instance.clone(),
            }),
        }
    }

    /// Adds the results of another report.
    pub fn absorb(&mut self, other: Self) {
        self.schemas += other.schemas;
        self.instances += other.instances;
        self.equal += other.equal;
        self.refused += other.refused;
        for (reason, count) in other.reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
        self.without_instance.extend(other.without_instance);
        self.differences.extend(other.differences);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let explained: usize = self.reasons.values().sum();
        write!(
            f,
            "{:>7} {:>9} {:>9} {:>9} {:>11} {:>7}",
            self.schemas,
            self.instances,
            self.equal,
            explained,
            self.differences.len(),
            self.without_instance.len()
        )
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let instance: String = self.instance.to_string().chars().take(SHOWN).collect();
        let place = if self.pointer.is_empty() { "" } else { " at " };
        write!(
            f,
            "{}{place}{}: {}\n    {instance}",
            self.schema, self.pointer, self.what
        )
    }
}
