//! Calls that docs, README and samples show, as data: `emit` prints them.

use sdk_wire::DateLibrary;

use super::{DateKind, Ident};

/// A call to show, and what is bound to its result.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// What the call returns.
    pub result: ExampleResult,
    /// The call.
    pub call: ExampleCall,
    /// The generated types that the call names.
    pub imports: Vec<Ident>,
}

impl Example {
    /// Whether every value of the call could be made up, so that it can be compiled.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.values()
            .all(|value| !value.contains(&|value| matches!(value, Expression::Todo(_))))
    }

    /// Whether a value of the call is read from a text, which has an error of its own.
    #[must_use]
    pub fn reads_text(&self) -> bool {
        self.values()
            .any(|value| value.contains(&|value| matches!(value, Expression::Dated(..))))
    }

    /// Whether the response is read value by value.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        matches!(self.result, ExampleResult::Stream(_))
    }

    fn values(&self) -> impl Iterator<Item = &Expression> {
        let steps = self.call.steps.iter().flat_map(|step| &step.arguments);
        self.call.arguments.iter().chain(steps)
    }
}

/// The calls that the README, the docs of the crate and its samples show: the operations by their places.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Examples {
    /// The calls of the quick start, in their order.
    pub quick_start: Vec<Example>,
    /// A call whose response is read as a whole.
    pub call: Option<OperationIndex>,
    /// A call that a server may take for two changes if it is sent twice.
    pub change: Option<OperationIndex>,
    /// A call that sets a field to null.
    pub clear: Option<OperationIndex>,
    /// A call whose documented errors are matched.
    pub errors: Option<OperationIndex>,
    /// A call that a test answers without a network.
    pub mock: Option<OperationIndex>,
    /// A list that comes in pages.
    pub pages: Option<OperationIndex>,
}

/// The place of an operation among the groups of a crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationIndex {
    /// The place of its group.
    pub group: usize,
    /// Its place in the group.
    pub operation: usize,
}

/// What a call to show returns.
#[derive(Debug, Clone, PartialEq)]
pub enum ExampleResult {
    /// Nothing.
    Nothing,
    /// A value, for the variable of this name.
    Value(Ident),
    /// Values one by one, each for the variable of this name.
    Stream(Ident),
}

/// `client.group().method(arguments).setter(…)….await?`.
#[derive(Debug, Clone, PartialEq)]
pub struct ExampleCall {
    /// The accessor of the group.
    pub group: Ident,
    /// The method.
    pub method: Ident,
    /// Its arguments.
    pub arguments: Vec<Expression>,
    /// The setters that are called on the request.
    pub steps: Vec<Step>,
}

/// One setter in a chain.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The setter.
    pub ident: Ident,
    /// Its arguments: none for a setter that sets null.
    pub arguments: Vec<Expression>,
}

/// A value in an example.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// `"text"`.
    Text(String),
    /// `"text".into()`, where a type made from text is asked for exactly.
    IntoText(String),
    /// A date or time of a library, read from its text.
    Dated(DateLibrary, DateKind, String),
    /// `10`.
    Integer(i64),
    /// `0.5`.
    Float(f64),
    /// `true`.
    Bool(bool),
    /// `[a, b]`.
    List(Vec<Expression>),
    /// `vec![a, b]`.
    Vec(Vec<Expression>),
    /// `[("key", value)]`.
    Entries(Vec<(String, Expression)>),
    /// `Item::Variant`.
    Variant(Ident, Ident),
    /// `Item::Variant(value)`.
    VariantOf(Ident, Ident, Box<Expression>),
    /// `Item::new(arguments).setter(…)…`.
    Build {
        /// The type.
        item: Ident,
        /// Arguments of its `new`.
        arguments: Vec<Expression>,
        /// Its setters.
        steps: Vec<Step>,
    },
    /// `json!(…)` of a free-form value.
    Json(serde_json::Value),
    /// `todo!("…")`, where no value of the type can be made up: docs show it and nothing runs it.
    Todo(String),
}

impl Expression {
    /// Whether something holds of the value, or of one in it.
    fn contains(&self, holds: &impl Fn(&Self) -> bool) -> bool {
        holds(self)
            || match self {
                Self::List(elements) | Self::Vec(elements) => {
                    elements.iter().any(|element| element.contains(holds))
                }
                Self::Entries(entries) => entries.iter().any(|(_, value)| value.contains(holds)),
                Self::VariantOf(_, _, inner) => inner.contains(holds),
                Self::Build { arguments, steps, .. } => {
                    let steps = steps.iter().flat_map(|step| &step.arguments);
                    arguments.iter().chain(steps).any(|value| value.contains(holds))
                }
                _ => false,
            }
    }
}
