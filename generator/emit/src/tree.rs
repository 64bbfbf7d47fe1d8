//! Trees of Rust code, made as they are.
//!
//! What is written with `quote!` is printed to tokens, and parsed into the trees that the formatter prints. What a
//! crate holds most of, such as fields and the lines that read and write one, is made as trees, which takes a
//! fraction of the time. Whatever is rarer is written with `quote!`, which is easier to read.
//!
//! Knows nothing of what the code is for.

mod expression;
mod item;
mod pattern;
mod statement;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::punctuated::Punctuated;
use syn::token::Paren;
use syn::{
    AngleBracketedGenericArguments, AssocType, AttrStyle, Attribute, Expr, ExprLit, GenericArgument,
    Lifetime, Lit, MacroDelimiter, Meta, MetaList, MetaNameValue, Path, PathArguments, PathSegment, Token,
    TraitBound, TraitBoundModifiers, Type, TypeImplTrait, TypeParamBound, TypePath, TypeReference, TypeTuple,
};

use super::tokens::{BLANK, raw};

pub(super) use expression::{
    array, boolean, call, closure, field, matching, method, method_of, name, named, negative, number, path,
    record, record_of, reference, text, tried, tuple_of,
};
pub(super) use item::{
    by_reference, by_value, enumeration, function, implementation, import, inherent, macro_call,
    named_fields, parameter, private_fields, public, static_item, strukt, within_crate,
};
pub(super) use pattern::{
    any, constant, holding, holding_any, holding_pattern, is_text, one_of, pair, variable_pattern,
};
pub(super) use statement::{each, statement, typed_variable, value, variable};

/// An identifier of our own.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A path of identifiers, such as `runtime::Value`.
pub(super) fn path_of<I: Into<Ident>>(parts: impl IntoIterator<Item = I>) -> Path {
    let segment = |ident: I| PathSegment {
        ident: ident.into(),
        arguments: PathArguments::None,
    };
    Path {
        leading_colon: None,
        segments: parts.into_iter().map(segment).collect(),
    }
}

/// A path that we write, part by part.
pub(super) fn our_path(parts: &[&str]) -> Path {
    path_of(parts.iter().map(|part| ident(part)))
}

/// A type that is told by its path.
pub(super) fn type_of(path: Path) -> Type {
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path,
    })
}

/// `Self`.
pub(super) fn self_type() -> Type {
    type_of(our_path(&["Self"]))
}

/// `Self::name`, of a variant.
pub(super) fn of_self(variant: Ident) -> Path {
    path_of([ident("Self"), variant])
}

/// A type with arguments, such as `Option<String>`.
pub(super) fn generic(path: Path, arguments: impl IntoIterator<Item = Type>) -> Type {
    type_of(with_arguments(path, arguments))
}

/// A type that borrows from what need not be named, such as `Cow<'_>`.
pub(super) fn borrowing(path: Path) -> Type {
    let anonymous = GenericArgument::Lifetime(Lifetime::new("'_", Span::call_site()));
    type_of(with_generics(path, [anonymous]))
}

/// A path with arguments, such as `From<String>`.
pub(super) fn with_arguments(path: Path, arguments: impl IntoIterator<Item = Type>) -> Path {
    with_generics(path, arguments.into_iter().map(GenericArgument::Type))
}

/// A path with an associated type, such as `Iterator<Item = String>`.
pub(super) fn with_item(path: Path, item: Type) -> Path {
    let item = GenericArgument::AssocType(AssocType {
        ident: ident("Item"),
        generics: None,
        eq_token: <Token![=]>::default(),
        ty: item,
    });
    with_generics(path, [item])
}

fn with_generics(mut path: Path, arguments: impl IntoIterator<Item = GenericArgument>) -> Path {
    if let Some(last) = path.segments.last_mut() {
        last.arguments = PathArguments::AngleBracketed(type_arguments(arguments));
    }
    path
}

/// `<arguments, …>`.
fn type_arguments(arguments: impl IntoIterator<Item = GenericArgument>) -> AngleBracketedGenericArguments {
    AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: <Token![<]>::default(),
        args: arguments.into_iter().collect(),
        gt_token: <Token![>]>::default(),
    }
}

/// `impl Trait`.
pub(super) fn implementing(bound: Path) -> Type {
    let bound = TypeParamBound::Trait(TraitBound {
        paren_token: None,
        lifetimes: None,
        modifiers: TraitBoundModifiers::default(),
        maybe: None,
        path: bound,
    });
    Type::ImplTrait(TypeImplTrait {
        attrs: Vec::new(),
        impl_token: <Token![impl]>::default(),
        bounds: [bound].into_iter().collect(),
    })
}

/// `&Type`.
pub(super) fn reference_to(ty: Type) -> Type {
    Type::Reference(TypeReference {
        attrs: Vec::new(),
        and_token: <Token![&]>::default(),
        lifetime: None,
        mutability: None,
        elem: Box::new(ty),
    })
}

/// A tuple of types. That of one has a comma, which tells it from a type in parentheses.
pub(super) fn tuple(elements: impl IntoIterator<Item = Type>) -> Type {
    let mut elems = Punctuated::new();
    for element in elements {
        elems.push_value(element);
        elems.push_punct(<Token![,]>::default());
    }
    Type::Tuple(TypeTuple {
        attrs: Vec::new(),
        paren_token: Paren::default(),
        elems,
    })
}

/// `#[doc = "text"]`, which is printed as a comment.
pub(super) fn doc(text: &str) -> Attribute {
    attribute(Meta::NameValue(MetaNameValue {
        path: our_path(&["doc"]),
        eq_token: <Token![=]>::default(),
        value: Expr::Lit(ExprLit {
            attrs: Vec::new(),
            lit: Lit::new(raw(text)),
        }),
    }))
}

/// The attribute that becomes a blank line.
pub(super) fn blank() -> Attribute {
    doc(&char::from(BLANK).to_string())
}

/// `#[name]`.
pub(super) fn flag(name: &str) -> Attribute {
    attribute(Meta::Path(our_path(&[name])))
}

/// `#[name = "text"]`.
pub(super) fn noted(name: &str, text: &str) -> Attribute {
    attribute(Meta::NameValue(MetaNameValue {
        path: our_path(&[name]),
        eq_token: <Token![=]>::default(),
        value: self::text(text),
    }))
}

/// `#[name(tokens)]`.
pub(super) fn list(name: &str, tokens: TokenStream) -> Attribute {
    attribute(Meta::List(MetaList {
        path: our_path(&[name]),
        delimiter: MacroDelimiter::Paren(Paren::default()),
        tokens,
    }))
}

/// `#[deprecated]`, where the document says so.
pub(super) fn deprecated(is_deprecated: bool) -> Option<Attribute> {
    is_deprecated.then(|| flag("deprecated"))
}

/// Lets an item use what is deprecated, where it may. Where the item is deprecated itself, some uses count
/// and some do not, so this is no expectation.
pub(super) fn allow_deprecated(uses_deprecated: bool) -> Option<Attribute> {
    let reason = || quote!(deprecated, reason = "deprecated parts of the API still work");
    uses_deprecated.then(|| list("allow", reason()))
}

fn attribute(meta: Meta) -> Attribute {
    Attribute {
        pound_token: <Token![#]>::default(),
        style: AttrStyle::Outer,
        bracket_token: syn::token::Bracket::default(),
        meta,
    }
}
