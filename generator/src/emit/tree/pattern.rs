//! Patterns.

use proc_macro2::Span;
use syn::token::{Paren, Underscore};
use syn::{ExprLit, ExprPath, Lit, LitStr, Pat, PatTupleStruct, PatWild, Path};

use super::item::binding;

/// `_`.
pub(in crate::emit) fn any() -> Pat {
    Pat::Wild(PatWild {
        attrs: Vec::new(),
        underscore_token: Underscore::default(),
    })
}

/// A constant, or a variant that holds nothing.
pub(in crate::emit) fn constant(path: Path) -> Pat {
    Pat::Path(ExprPath {
        attrs: Vec::new(),
        qself: None,
        path,
    })
}

/// `Variant(name)`.
pub(in crate::emit) fn holding(path: Path, name: &str) -> Pat {
    let held = binding(super::ident(name), false);
    Pat::TupleStruct(PatTupleStruct {
        attrs: Vec::new(),
        qself: None,
        path,
        paren_token: Paren::default(),
        elems: [held].into_iter().collect(),
    })
}

/// A text.
pub(in crate::emit) fn is_text(text: &str) -> Pat {
    Pat::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Str(LitStr::new(text, Span::call_site())),
    })
}
