//! Items.

use proc_macro2::{Ident, TokenStream};
use syn::punctuated::Punctuated;
use syn::token::{Brace, Paren};
use syn::{
    Attribute, Block, Expr, Field, FieldModifiers, Fields, FieldsNamed, FieldsUnnamed, FnArg, FnModifiers,
    Generics, ImplItem, ImplItemFn, ImplModifiers, ItemEnum, ItemImpl, ItemMacro, ItemStatic, ItemStruct,
    ItemUse, Macro, MacroDelimiter, PatType, Path, Receiver, ReceiverKind, ReturnType, Safety, Signature,
    StaticMutability, Stmt, Token, Type, UseGroup, UseName, UsePath, UseTree, Variant, VisRestricted,
    Visibility,
};

use super::statement::binding;
use super::{our_path, type_of};

/// `&self`.
pub(crate) fn by_reference() -> FnArg {
    let kind = ReceiverKind::Reference(<Token![&]>::default(), None, None);
    receiver(None, kind)
}

/// `mut self`.
pub(crate) fn by_value() -> FnArg {
    receiver(Some(<Token![mut]>::default()), ReceiverKind::Value)
}

fn receiver(mutability: Option<Token![mut]>, kind: ReceiverKind) -> FnArg {
    FnArg::Receiver(Receiver {
        attrs: Vec::new(),
        mutability,
        self_token: <Token![self]>::default(),
        kind,
    })
}

/// `name: Type`.
pub(crate) fn parameter(ident: Ident, ty: Type) -> FnArg {
    FnArg::Typed(PatType {
        attrs: Vec::new(),
        pat: Box::new(binding(ident, false)),
        colon_token: <Token![:]>::default(),
        ty: Box::new(ty),
    })
}

/// `fn name(inputs) -> output { body }`.
pub(crate) fn function(
    attrs: Vec<Attribute>,
    ident: Ident,
    inputs: impl IntoIterator<Item = FnArg>,
    output: Type,
    body: Vec<Stmt>,
) -> ImplItemFn {
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
            inputs: inputs.into_iter().collect(),
            variadic: None,
            output: ReturnType::Type(<Token![->]>::default(), Box::new(output)),
        },
        block: Block {
            brace_token: Brace::default(),
            stmts: body,
        },
    }
}

/// The function, for the crate to call.
pub(crate) fn within_crate(function: ImplItemFn) -> ImplItemFn {
    ImplItemFn {
        vis: Visibility::Restricted(VisRestricted {
            pub_token: <Token![pub]>::default(),
            paren_token: Paren::default(),
            in_token: None,
            path: Box::new(our_path(&["crate"])),
        }),
        ..function
    }
}

/// The function, for all to call.
pub(crate) fn public(function: ImplItemFn) -> ImplItemFn {
    ImplItemFn {
        vis: Visibility::Public(<Token![pub]>::default()),
        ..function
    }
}

/// `impl Trait for Type { functions }`.
pub(crate) fn implementation(
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
pub(crate) fn inherent(attrs: Vec<Attribute>, on: Path, functions: Vec<ImplItemFn>) -> ItemImpl {
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
pub(crate) fn strukt(attrs: Vec<Attribute>, ident: Ident, fields: Fields) -> ItemStruct {
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
pub(crate) fn enumeration(
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
pub(crate) fn named_fields(fields: impl IntoIterator<Item = (Vec<Attribute>, Ident, Type)>) -> Fields {
    fields_of(&Visibility::Public(<Token![pub]>::default()), fields)
}

/// Fields that only their module sees.
pub(crate) fn private_fields(fields: impl IntoIterator<Item = (Ident, Type)>) -> Fields {
    let fields = fields.into_iter().map(|(ident, ty)| (Vec::new(), ident, ty));
    fields_of(&Visibility::Inherited, fields)
}

fn fields_of(vis: &Visibility, fields: impl IntoIterator<Item = (Vec<Attribute>, Ident, Type)>) -> Fields {
    let mut named = Punctuated::new();
    for (attrs, ident, ty) in fields {
        named.push_value(Field {
            attrs,
            vis: vis.clone(),
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

/// `static NAME: Type = value;`.
pub(crate) fn static_item(ident: Ident, ty: Type, value: Expr) -> ItemStatic {
    ItemStatic {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        static_token: <Token![static]>::default(),
        mutability: StaticMutability::None,
        ident,
        colon_token: <Token![:]>::default(),
        ty: Box::new(ty),
        eq_token: <Token![=]>::default(),
        expr: Box::new(value),
        semi_token: <Token![;]>::default(),
    }
}

/// `path!(tokens);`.
pub(crate) fn macro_call(path: Path, tokens: TokenStream) -> ItemMacro {
    ItemMacro {
        attrs: Vec::new(),
        ident: None,
        mac: Macro {
            path,
            bang_token: <Token![!]>::default(),
            delimiter: MacroDelimiter::Paren(Paren::default()),
            tokens,
        },
        semi_token: Some(<Token![;]>::default()),
    }
}

/// `use path::name;` or `use path::{names, …};`. None where there is no name.
pub(crate) fn import(
    path: impl DoubleEndedIterator<Item = Ident>,
    names: impl IntoIterator<Item = Ident>,
) -> Option<ItemUse> {
    let mut names: Vec<UseTree> = names
        .into_iter()
        .map(|ident| UseTree::Name(UseName { ident }))
        .collect();
    let last = names.pop()?;
    let last = if names.is_empty() {
        last
    } else {
        UseTree::Group(UseGroup {
            brace_token: Brace::default(),
            items: names.into_iter().chain([last]).collect(),
        })
    };
    let tree = path.rev().fold(last, |tree, ident| {
        UseTree::Path(UsePath {
            ident,
            colon2_token: <Token![::]>::default(),
            tree: Box::new(tree),
        })
    });
    Some(ItemUse {
        attrs: Vec::new(),
        vis: Visibility::Inherited,
        use_token: <Token![use]>::default(),
        leading_colon: None,
        tree,
        semi_token: <Token![;]>::default(),
    })
}
