//! Expressions.

use proc_macro2::{Ident, Literal, Span};
use syn::punctuated::Punctuated;
use syn::token::{Brace, Bracket, Paren};
use syn::{
    AngleBracketedGenericArguments, Arm, ClosureModifiers, Expr, ExprArray, ExprCall, ExprClosure, ExprField,
    ExprLit, ExprMatch, ExprMethodCall, ExprPath, ExprReference, ExprStruct, ExprTry, ExprTuple, ExprUnary,
    FieldValue, GenericArgument, Lit, LitBool, LitStr, Member, Pat, Path, ReturnType, Token, Type, UnOp,
};

use super::{our_path, path_of, type_arguments};

/// A variable, or a constant: whatever is told by its path.
pub(crate) fn path(path: Path) -> Expr {
    Expr::Path(ExprPath {
        attrs: Vec::new(),
        qself: None,
        path,
    })
}

/// A variable of ours.
pub(crate) fn name(name: &str) -> Expr {
    named(super::ident(name))
}

/// A variable.
pub(crate) fn named(name: Ident) -> Expr {
    path(path_of([name]))
}

/// A literal text.
pub(crate) fn text(text: &str) -> Expr {
    literal(Lit::Str(LitStr::new(text, Span::call_site())))
}

/// `true` or `false`.
pub(crate) fn boolean(value: bool) -> Expr {
    literal(Lit::Bool(LitBool::new(value, Span::call_site())))
}

/// A number that is not negative.
pub(crate) fn number(number: Literal) -> Expr {
    literal(Lit::new(number))
}

/// `-value`.
pub(crate) fn negative(value: Expr) -> Expr {
    Expr::Unary(ExprUnary {
        attrs: Vec::new(),
        op: UnOp::Neg(<Token![-]>::default()),
        expr: Box::new(value),
    })
}

fn literal(lit: Lit) -> Expr {
    Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit,
    })
}

/// `base.field`.
pub(crate) fn field(base: Expr, field: Ident) -> Expr {
    Expr::Field(ExprField {
        attrs: Vec::new(),
        base: Box::new(base),
        dot_token: <Token![.]>::default(),
        member: Member::Named(field),
    })
}

/// `&value`.
pub(crate) fn reference(value: Expr) -> Expr {
    Expr::Reference(ExprReference {
        attrs: Vec::new(),
        and_token: <Token![&]>::default(),
        mutability: None,
        expr: Box::new(value),
    })
}

/// `function(arguments)`.
pub(crate) fn call(function: Path, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(ExprCall {
        attrs: Vec::new(),
        func: Box::new(path(function)),
        paren_token: Paren::default(),
        args: arguments.into_iter().collect(),
    })
}

/// `receiver.method(arguments)`.
pub(crate) fn method(receiver: Expr, method: Ident, arguments: impl IntoIterator<Item = Expr>) -> Expr {
    method_call(receiver, method, None, arguments)
}

/// `receiver.method::<ty>(arguments)`.
pub(crate) fn method_of(
    receiver: Expr,
    method: Ident,
    ty: Type,
    arguments: impl IntoIterator<Item = Expr>,
) -> Expr {
    let turbofish = AngleBracketedGenericArguments {
        colon2_token: Some(<Token![::]>::default()),
        ..type_arguments([GenericArgument::Type(ty)])
    };
    method_call(receiver, method, Some(turbofish), arguments)
}

fn method_call(
    receiver: Expr,
    method: Ident,
    turbofish: Option<AngleBracketedGenericArguments>,
    arguments: impl IntoIterator<Item = Expr>,
) -> Expr {
    Expr::MethodCall(ExprMethodCall {
        attrs: Vec::new(),
        receiver: Box::new(receiver),
        dot_token: <Token![.]>::default(),
        method,
        turbofish,
        paren_token: Paren::default(),
        args: arguments.into_iter().collect(),
    })
}

/// `value?`.
pub(crate) fn tried(value: Expr) -> Expr {
    Expr::Try(ExprTry {
        attrs: Vec::new(),
        expr: Box::new(value),
        question_token: <Token![?]>::default(),
    })
}

/// `match value { pattern => result, … }`.
pub(crate) fn matching(value: Expr, arms: impl IntoIterator<Item = (Pat, Expr)>) -> Expr {
    let arms = arms.into_iter().map(|(pat, body)| Arm {
        attrs: Vec::new(),
        pat,
        fat_arrow_token: <Token![=>]>::default(),
        body: Box::new(body),
        comma: Some(<Token![,]>::default()),
    });
    Expr::Match(ExprMatch {
        attrs: Vec::new(),
        match_token: <Token![match]>::default(),
        expr: Box::new(value),
        brace_token: Brace::default(),
        arms: arms.collect(),
    })
}

/// `[items, …]`.
pub(crate) fn array(items: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Array(ExprArray {
        attrs: Vec::new(),
        bracket_token: Bracket::default(),
        elems: items.into_iter().collect(),
    })
}

/// `(items, …)`, of several.
pub(crate) fn tuple_of(items: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Tuple(ExprTuple {
        attrs: Vec::new(),
        paren_token: Paren::default(),
        elems: items.into_iter().collect(),
    })
}

/// `|input| body`.
pub(crate) fn closure(input: Pat, body: Expr) -> Expr {
    Expr::Closure(ExprClosure {
        attrs: Vec::new(),
        lifetimes: None,
        modifiers: ClosureModifiers::default(),
        constness: None,
        asyncness: None,
        capture: None,
        inputs_begin: <Token![|]>::default(),
        inputs: [input].into_iter().collect(),
        inputs_end: <Token![|]>::default(),
        output: ReturnType::Default,
        body: Box::new(body),
    })
}

/// `Self { field: value, … }`.
pub(crate) fn record(fields: impl IntoIterator<Item = (Ident, Expr)>) -> Expr {
    record_of(our_path(&["Self"]), fields)
}

/// `Type { field: value, … }`, or `Type { field, … }` where a value is a variable of that name.
pub(crate) fn record_of(path: Path, fields: impl IntoIterator<Item = (Ident, Expr)>) -> Expr {
    let fields: Punctuated<FieldValue, Token![,]> = fields
        .into_iter()
        .map(|(ident, expr)| {
            let is_short = matches!(&expr, Expr::Path(value) if value.path.is_ident(&ident));
            FieldValue {
                attrs: Vec::new(),
                member: Member::Named(ident),
                colon_token: (!is_short).then(<Token![:]>::default),
                expr,
            }
        })
        .collect();
    Expr::Struct(ExprStruct {
        attrs: Vec::new(),
        qself: None,
        path,
        brace_token: Brace::default(),
        fields,
        dot2_token: None,
        rest: None,
    })
}
