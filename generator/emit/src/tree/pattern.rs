//! Patterns.

use proc_macro2::Span;
use syn::token::{Paren, Underscore};
use syn::{ExprLit, ExprPath, Lit, LitStr, Pat, PatOr, PatTuple, PatTupleStruct, PatWild, Path};

use super::statement::binding;

/// `_`.
pub(crate) fn any() -> Pat {
    Pat::Wild(PatWild {
        attrs: Vec::new(),
        underscore_token: Underscore::default(),
    })
}

/// A constant, or a variant that holds nothing.
pub(crate) fn constant(path: Path) -> Pat {
    Pat::Path(ExprPath {
        attrs: Vec::new(),
        qself: None,
        path,
    })
}

/// A variable.
pub(crate) fn variable_pattern(name: &str) -> Pat {
    binding(super::ident(name), false)
}

/// `Variant(name)`.
pub(crate) fn holding(path: Path, name: &str) -> Pat {
    holding_pattern(path, variable_pattern(name))
}

/// `Variant(_)`.
pub(crate) fn holding_any(path: Path) -> Pat {
    holding_pattern(path, any())
}

/// `Variant(pattern)`.
pub(crate) fn holding_pattern(path: Path, held: Pat) -> Pat {
    Pat::TupleStruct(PatTupleStruct {
        attrs: Vec::new(),
        qself: None,
        path,
        paren_token: Paren::default(),
        elems: [held].into_iter().collect(),
    })
}

/// `first | second | …`; of one, that one.
pub(crate) fn one_of(patterns: impl IntoIterator<Item = Pat>) -> Pat {
    let mut patterns: Vec<Pat> = patterns.into_iter().collect();
    match (patterns.pop(), patterns.is_empty()) {
        (None, _) => any(),
        (Some(only), true) => only,
        (Some(last), false) => Pat::Or(PatOr {
            attrs: Vec::new(),
            leading_vert: None,
            cases: patterns.into_iter().chain([last]).collect(),
        }),
    }
}

/// A text.
pub(crate) fn is_text(text: &str) -> Pat {
    Pat::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Str(LitStr::new(text, Span::call_site())),
    })
}

/// `(first, second)`.
pub(crate) fn pair(first: &str, second: &str) -> Pat {
    let held = [first, second].map(|name| binding(super::ident(name), false));
    Pat::Tuple(PatTuple {
        attrs: Vec::new(),
        paren_token: Paren::default(),
        elems: held.into_iter().collect(),
    })
}
