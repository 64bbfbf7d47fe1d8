//! Items, and the statements in functions.

use proc_macro2::Ident;
use syn::punctuated::Punctuated;
use syn::token::{Brace, Paren};
use syn::{
    Attribute, Block, Expr, Field, FieldModifiers, Fields, FieldsNamed, FieldsUnnamed, FnArg, FnModifiers,
    Generics, ImplItem, ImplItemFn, ImplModifiers, ItemEnum, ItemImpl, ItemStruct, Local, LocalInit,
    LocalModifiers, Pat, PatIdent, PatType, Path, Receiver, ReceiverKind, ReturnType, Safety, Signature,
    Stmt, Token, Type, Variant, Visibility,
};

use super::type_of;

/// `value;`.
pub(in crate::emit) fn statement(value: Expr) -> Stmt {
    Stmt::Expr(value, Some(<Token![;]>::default()))
}

/// The value that a block ends with.
pub(in crate::emit) fn value(value: Expr) -> Stmt {
    Stmt::Expr(value, None)
}

/// `let mut name = value;`.
pub(in crate::emit) fn variable(name: Ident, is_mutable: bool, value: Expr) -> Stmt {
    Stmt::Local(Local {
        attrs: Vec::new(),
        let_token: <Token![let]>::default(),
        modifiers: LocalModifiers::default(),
        pat: binding(name, is_mutable),
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

/// `fn name(parameters) -> output { body }`, with `&self` where there is no parameter.
pub(in crate::emit) fn function(
    attrs: Vec<Attribute>,
    ident: Ident,
    parameter: Option<(Ident, Type)>,
    output: Type,
    body: Vec<Stmt>,
) -> ImplItemFn {
    let input = match parameter {
        Some((ident, ty)) => FnArg::Typed(PatType {
            attrs: Vec::new(),
            pat: Box::new(binding(ident, false)),
            colon_token: <Token![:]>::default(),
            ty: Box::new(ty),
        }),
        None => FnArg::Receiver(Receiver {
            attrs: Vec::new(),
            mutability: None,
            self_token: <Token![self]>::default(),
            kind: ReceiverKind::Reference(<Token![&]>::default(), None, None),
        }),
    };
    ImplItemFn {
        attrs,
        vis: Visibility::Inherited,
        modifiers: FnModifiers::default(),
        sig: Signature {
            constness: None,
            asyncness: None,
            safety: Safety::Default,
            abi: None,
            fn_token: <Token![fn]>::default(),
            ident,
            generics: Generics::default(),
            paren_token: Paren::default(),
            inputs: [input].into_iter().collect(),
            variadic: None,
            output: ReturnType::Type(<Token![->]>::default(), Box::new(output)),
        },
        block: Block {
            brace_token: Brace::default(),
            stmts: body,
        },
    }
}

/// The function, for all to call.
pub(in crate::emit) fn public(function: ImplItemFn) -> ImplItemFn {
    ImplItemFn {
        vis: Visibility::Public(<Token![pub]>::default()),
        ..function
    }
}

/// `impl Trait for Type { functions }`.
pub(in crate::emit) fn implementation(
    attrs: Vec<Attribute>,
    of: Path,
    on: Path,
    functions: Vec<ImplItemFn>,
) -> ItemImpl {
    ItemImpl {
        trait_: Some((of, <Token![for]>::default())),
        ..inherent(attrs, on, functions)
    }
}

/// `impl Type { functions }`.
pub(in crate::emit) fn inherent(attrs: Vec<Attribute>, on: Path, functions: Vec<ImplItemFn>) -> ItemImpl {
    ItemImpl {
        attrs,
        modifiers: ImplModifiers::default(),
        unsafety: None,
        impl_token: <Token![impl]>::default(),
        generics: Generics::default(),
        trait_: None,
        self_ty: Box::new(type_of(on)),
        brace_token: Brace::default(),
        items: functions.into_iter().map(ImplItem::Fn).collect(),
    }
}

/// `pub struct Name { fields }`.
pub(in crate::emit) fn strukt(attrs: Vec<Attribute>, ident: Ident, fields: Fields) -> ItemStruct {
    ItemStruct {
        attrs,
        vis: Visibility::Public(<Token![pub]>::default()),
        struct_token: <Token![struct]>::default(),
        ident,
        generics: Generics::default(),
        fields,
        semi_token: None,
    }
}

/// `pub enum Name { Variant, …, Last(Type) }`.
pub(in crate::emit) fn enumeration(
    attrs: Vec<Attribute>,
    ident: Ident,
    variants: impl IntoIterator<Item = (Vec<Attribute>, Ident, Option<Type>)>,
) -> ItemEnum {
    let mut all = Punctuated::new();
    for (attrs, ident, held) in variants {
        all.push_value(Variant {
            attrs,
            ident,
            fields: held.map_or(Fields::Unit, holding),
            discriminant: None,
        });
        all.push_punct(<Token![,]>::default());
    }
    ItemEnum {
        attrs,
        vis: Visibility::Public(<Token![pub]>::default()),
        enum_token: <Token![enum]>::default(),
        ident,
        generics: Generics::default(),
        brace_token: Brace::default(),
        variants: all,
    }
}

fn holding(ty: Type) -> Fields {
    let field = Field {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        modifiers: FieldModifiers::default(),
        ident: None,
        colon_token: None,
        ty,
        default: None,
    };
    Fields::Unnamed(FieldsUnnamed {
        paren_token: Paren::default(),
        unnamed: [field].into_iter().collect(),
    })
}

/// Public fields.
pub(in crate::emit) fn named_fields(
    fields: impl IntoIterator<Item = (Vec<Attribute>, Ident, Type)>,
) -> Fields {
    let mut named = Punctuated::new();
    for (attrs, ident, ty) in fields {
        named.push_value(Field {
            attrs,
            vis: Visibility::Public(<Token![pub]>::default()),
            modifiers: FieldModifiers::default(),
            ident: Some(ident),
            colon_token: Some(<Token![:]>::default()),
            ty,
            default: None,
        });
        named.push_punct(<Token![,]>::default());
    }
    Fields::Named(FieldsNamed {
        brace_token: Brace::default(),
        named,
    })
}
