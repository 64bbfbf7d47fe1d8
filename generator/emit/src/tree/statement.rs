//! Statements.

use proc_macro2::Ident;
use syn::token::Brace;
use syn::{
    Block, Expr, ExprForLoop, Local, LocalInit, LocalModifiers, Pat, PatIdent, PatType, Stmt, Token, Type,
};

/// `value;`.
pub(crate) fn statement(value: Expr) -> Stmt {
    Stmt::Expr(value, Some(<Token![;]>::default()))
}

/// The value that a block ends with.
pub(crate) fn value(value: Expr) -> Stmt {
    Stmt::Expr(value, None)
}

/// `let mut name = value;`.
pub(crate) fn variable(name: Ident, is_mutable: bool, value: Expr) -> Stmt {
    local(binding(name, is_mutable), value)
}

/// `let name: Type = value;`.
pub(crate) fn typed_variable(name: Ident, ty: Type, value: Expr) -> Stmt {
    let typed = Pat::Type(PatType {
        attrs: Vec::new(),
        pat: Box::new(binding(name, false)),
        colon_token: <Token![:]>::default(),
        ty: Box::new(ty),
    });
    local(typed, value)
}

fn local(pat: Pat, value: Expr) -> Stmt {
    Stmt::Local(Local {
        attrs: Vec::new(),
        let_token: <Token![let]>::default(),
        modifiers: LocalModifiers::default(),
        pat,
        init: Some(LocalInit {
            eq_token: <Token![=]>::default(),
            expr: Box::new(value),
            diverge: None,
        }),
        semi_token: <Token![;]>::default(),
    })
}

pub(super) fn binding(ident: Ident, is_mutable: bool) -> Pat {
    Pat::Ident(PatIdent {
        attrs: Vec::new(),
        by_ref: None,
        mutability: is_mutable.then(<Token![mut]>::default),
        ident,
        subpat: None,
    })
}

/// `for name in values { body }`.
pub(crate) fn each(name: Ident, values: Expr, body: Vec<Stmt>) -> Stmt {
    value(Expr::ForLoop(ExprForLoop {
        attrs: Vec::new(),
        label: None,
        for_token: <Token![for]>::default(),
        pat: Box::new(binding(name, false)),
        in_token: <Token![in]>::default(),
        expr: Box::new(values),
        body: Block {
            brace_token: Brace::default(),
            stmts: body,
        },
    }))
}
