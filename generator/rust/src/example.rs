//! Calls that docs, README and examples show, as data: `emit` prints them.

use super::{DateKind, DateLibrary, Ident};

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
