//! Uses of a single item by a program. Signatures are copied verbatim, so the program relies on exactly what
//! the crate promises.

use std::fmt::Write as _;

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};
use syn::parse::{ParseStream, Parser};
use syn::{
    Attribute, Fields, FnArg, ImplItem, ImplItemFn, ItemEnum, ItemImpl, ItemStruct, ItemType, Macro, Path,
    PathArguments, Token, Type, Visibility,
};

use super::CheckError;

/// The text of functions that use items.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) text: String,
    count: usize,
}

impl Uses {
    fn push(&mut self, function: &dyn Fn(&Ident) -> TokenStream) {
        let name = format_ident!("use_{}", self.count);
        self.count += 1;
        let _ = writeln!(self.text, "    {}", function(&name));
    }

    /// Requires that a type meets a bound.
    fn bound(&mut self, name: &TokenStream, bound: &TokenStream) {
        self.push(&|function| {
            quote! { fn #function() { fn has<T: #bound>() {} has::<#name>(); } }
        });
    }

    /// Uses what every type has: derived traits and thread-safety traits.
    fn traits(&mut self, name: &Ident, attributes: &[Attribute]) {
        let name = name.to_token_stream();
        self.bound(&name, &quote!(Send + Sync + Unpin + 'static));
        for path in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("derive"))
        {
            let derived =
                path.parse_args_with(syn::punctuated::Punctuated::<Path, Token![,]>::parse_terminated);
            for derived in derived.into_iter().flatten() {
                let last = last_name(&derived);
                let bound = match last.as_str() {
                    "Debug" => quote!(::std::fmt::Debug),
                    "Hash" => quote!(::std::hash::Hash),
                    _ => derived.to_token_stream(),
                };
                self.bound(&name, &bound);
            }
        }
    }

    pub(super) fn structure(&mut self, item: &ItemStruct) {
        let name = &item.ident;
        self.traits(name, &item.attrs);
        let mut all_are_public = true;
        for (index, field) in item.fields.iter().enumerate() {
            if !matches!(field.vis, Visibility::Public(_)) {
                all_are_public = false;
                continue;
            }
            let ty = with_self(&field.ty.to_token_stream(), name);
            let member = match &field.ident {
                Some(ident) => ident.to_token_stream(),
                None => syn::Index::from(index).to_token_stream(),
            };
            // A mutable borrow is invariant in its type.
            self.push(&|function| {
                quote! { fn #function(it: &mut #name) -> &mut #ty { &mut it.#member } }
            });
        }
        if let (Fields::Unnamed(fields), true) = (&item.fields, all_are_public && !is_open(&item.attrs)) {
            let types: Vec<&Type> = fields.unnamed.iter().map(|field| &field.ty).collect();
            let arguments: Vec<Ident> = (0..types.len())
                .map(|index| format_ident!("value_{index}"))
                .collect();
            self.push(&|function| {
                quote! { fn #function(#(#arguments: #types),*) -> #name { #name(#(#arguments),*) } }
            });
        }
    }

    pub(super) fn enumeration(&mut self, item: &ItemEnum) -> Result<(), CheckError> {
        let name = &item.ident;
        self.traits(name, &item.attrs);
        for variant in &item.variants {
            let ident = &variant.ident;
            match &variant.fields {
                Fields::Unit => self.push(&|function| {
                    quote! {
                        fn #function(it: #name) -> bool {
                            let _ = #name::#ident;
                            match it { #name::#ident => true, _ => false }
                        }
                    }
                }),
                Fields::Unnamed(fields) => {
                    let types: Vec<&Type> = fields.unnamed.iter().map(|field| &field.ty).collect();
                    let values: Vec<Ident> = (0..types.len())
                        .map(|index| format_ident!("value_{index}"))
                        .collect();
                    self.push(&|function| {
                        quote! {
                            fn #function(it: &mut #name, #(#values: #types),*) {
                                if let #name::#ident(#(#values),*) = &mut *it {
                                    #(let _: &mut #types = #values;)*
                                }
                                *it = #name::#ident(#(#values),*);
                            }
                        }
                    });
                }
                Fields::Named(_) => {
                    return Err(CheckError(format!(
                        "nothing uses the fields of `{name}::{ident}`"
                    )));
                }
            }
        }
        Ok(())
    }

    pub(super) fn alias(&mut self, item: &ItemType) {
        let (name, generics, ty) = (&item.ident, &item.generics, &item.ty);
        // An alias with parameters of its own is the crate's `Result`, which is the same in every crate.
        if generics.params.is_empty() {
            self.push(&|function| quote! { fn #function(it: #name) -> #ty { it } });
        }
    }

    pub(super) fn implementation(&mut self, item: &ItemImpl) -> Result<(), CheckError> {
        let ty = item.self_ty.to_token_stream();
        match &item.trait_ {
            None => {
                for inner in &item.items {
                    match inner {
                        ImplItem::Fn(method) if matches!(method.vis, Visibility::Public(_)) => {
                            self.method(&item.self_ty, method);
                        }
                        ImplItem::Const(inner) if matches!(inner.vis, Visibility::Public(_)) => {
                            return Err(CheckError(format!("nothing uses the constant `{}`", inner.ident)));
                        }
                        _ => {}
                    }
                }
            }
            Some((path, _)) => match last_name(path).as_str() {
                // The trait's argument may be borrowed, and only an expression can leave the lifetime open.
                "From" => self.push(&|function| quote! { fn #function() { let _ = <#ty as #path>::from; } }),
                _ => self.bound(&ty, &path.to_token_stream()),
            },
        }
        Ok(())
    }

    /// Writes a function that takes the method's arguments, calls it, and returns its result.
    fn method(&mut self, ty: &Type, method: &ImplItemFn) {
        let signature = &method.sig;
        let own = format_ident!("{}", type_name(ty));
        let mut parameters = Vec::new();
        let mut arguments = Vec::new();
        for (index, input) in signature.inputs.iter().enumerate() {
            let argument = format_ident!("value_{index}");
            let ty = match input {
                FnArg::Receiver(receiver) => {
                    let words: Vec<String> = receiver
                        .to_token_stream()
                        .into_iter()
                        .map(|tree| tree.to_string())
                        .collect();
                    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
                        ["&", "mut", ..] => quote!(&mut #own),
                        ["&", ..] => quote!(&#own),
                        _ => quote!(#own),
                    }
                }
                FnArg::Typed(typed) => with_self(&typed.ty.to_token_stream(), &own),
            };
            parameters.push(quote!(#argument: #ty));
            arguments.push(argument);
        }
        let (name, generics) = (&signature.ident, &signature.generics);
        let output = with_self(&signature.output.to_token_stream(), &own);
        let (keyword, wait) = match signature.asyncness {
            Some(_) => (quote!(async), quote!(.await)),
            None => (quote!(), quote!()),
        };
        self.push(&|function| {
            quote! {
                #keyword fn #function #generics (#(#parameters),*) #output {
                    #own::#name(#(#arguments),*) #wait
                }
            }
        });
    }

    /// Writes uses of what a runtime macro implements for the types that it names.
    pub(super) fn macro_call(
        &mut self,
        call: &Macro,
        is_public: &dyn Fn(&str) -> bool,
    ) -> Result<(), CheckError> {
        let name = last_name(&call.path);
        let unreadable = |error: syn::Error| CheckError(format!("`{name}!` cannot be read: {error}"));
        match name.as_str() {
            "serde_through_json" | "string_enum" | "integer_enum" => {
                let names = syn::punctuated::Punctuated::<Ident, Token![,]>::parse_terminated;
                let names = names.parse2(call.tokens.clone()).map_err(unreadable)?;
                for ty in names.iter().filter(|ty| is_public(&ty.to_string())) {
                    self.scalar(&name, &ty.to_token_stream());
                }
            }
            "wrapper" => {
                let (ty, inner) = wrapper.parse2(call.tokens.clone()).map_err(unreadable)?;
                if is_public(&ty.to_string()) {
                    self.push(&|function| quote! { fn #function(it: #inner) -> #ty { #ty::from(it) } });
                    self.bound(&ty.to_token_stream(), &quote!(sdk::runtime::Json));
                }
            }
            "request" | "streaming_request" | "streamed" | "paginated" => {
                let (builder, types) = request.parse2(call.tokens.clone()).map_err(unreadable)?;
                self.sent(&name, &builder, &types)?;
            }
            other => return Err(CheckError(format!("nothing uses what `{other}!` gives"))),
        }
        Ok(())
    }

    fn scalar(&mut self, macro_name: &str, ty: &TokenStream) {
        let mut bounds = vec![quote!(serde::Serialize + serde::de::DeserializeOwned)];
        if macro_name != "serde_through_json" {
            bounds.push(quote!(::std::fmt::Display + sdk::runtime::Json));
        }
        if macro_name == "string_enum" {
            bounds.push(quote!(From<::std::string::String> + AsRef<str>));
            bounds.push(quote!(::std::str::FromStr<Err = ::std::convert::Infallible>));
        }
        for bound in bounds {
            self.bound(ty, &bound);
        }
    }

    /// Returns the ways to send a request, with the return type of each.
    fn sent(&mut self, macro_name: &str, builder: &Ident, types: &[Type]) -> Result<(), CheckError> {
        let runtime = quote!(sdk::runtime);
        let (Some(first), second) = (types.first(), types.get(1)) else {
            return Err(CheckError(format!("`{macro_name}!` names no type")));
        };
        let gives = |ty: &TokenStream| quote!(::std::result::Result<#ty, #runtime::Error>);
        let value = first.to_token_stream();
        let stream = quote!(#runtime::ResponseStream<#first>);
        let ways: Vec<(&str, TokenStream)> = match macro_name {
            "request" => vec![
                ("send", gives(&value)),
                ("with_response", gives(&quote!(#runtime::Response<#first>))),
            ],
            "streaming_request" => vec![("send", gives(&stream))],
            "streamed" => vec![("send_streaming", gives(&stream))],
            _ => Vec::new(),
        };
        for (way, output) in &ways {
            let (way, blocking) = (format_ident!("{way}"), format_ident!("{way}_blocking"));
            self.push(&|function| quote! { async fn #function(it: #builder) -> #output { it.#way().await } });
            self.push(&|function| quote! { fn #function(it: #builder) -> #output { it.#blocking() } });
        }
        if let ("request" | "streaming_request", Some((_, output))) = (macro_name, ways.first()) {
            self.push(&|function| {
                quote! {
                    async fn #function(it: #builder) -> #output {
                        it.timeout(::std::time::Duration::ZERO)
                            .max_retries(1)
                            .header("name", "value")
                            .query_pair("name", "value")
                            .body_field("name", true)
                            .idempotency_key("key")
                            .await
                    }
                }
            });
            self.push(&|function| {
                quote! { fn #function(it: #builder) { fn sent<T: Send>(_: T) {} sent(it.send()); } }
            });
        }
        if macro_name == "paginated" {
            let item = second.ok_or_else(|| CheckError("`paginated!` names no item".to_owned()))?;
            self.push(
                &|function| quote! { fn #function(it: #builder) -> #runtime::Pages<#first> { it.pages() } },
            );
            self.push(
                &|function| quote! { fn #function(it: #builder) -> #runtime::Items<#item> { it.items() } },
            );
        }
        Ok(())
    }
}

/// Parses `Name(Inner)`.
fn wrapper(input: ParseStream<'_>) -> syn::Result<(Ident, Type)> {
    let name = input.parse()?;
    let inner;
    syn::parenthesized!(inner in input);
    Ok((name, inner.parse()?))
}

/// Parses `Builder -> Type, Type` and ignores the rest.
fn request(input: ParseStream<'_>) -> syn::Result<(Ident, Vec<Type>)> {
    let builder = input.parse()?;
    input.parse::<Token![->]>()?;
    let mut types = vec![input.parse()?];
    while input.parse::<Option<Token![,]>>()?.is_some() {
        if input.peek(syn::Lit) {
            input.parse::<syn::Lit>()?;
        } else if !input.is_empty() {
            types.push(input.parse()?);
        }
    }
    Ok((builder, types))
}

/// Returns whether a type may get more fields or variants.
fn is_open(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("non_exhaustive"))
}

fn last_name(path: &Path) -> String {
    let last = path.segments.last();
    last.map(|segment| segment.ident.to_string()).unwrap_or_default()
}

/// Returns the name of a type that is not an alias.
pub(super) fn type_name(ty: &Type) -> String {
    match ty {
        Type::Path(path)
            if path
                .path
                .segments
                .iter()
                .all(|segment| matches!(segment.arguments, PathArguments::None)) =>
        {
            last_name(&path.path)
        }
        _ => String::new(),
    }
}

/// Replaces `Self` with a name.
fn with_self(tokens: &TokenStream, name: &Ident) -> TokenStream {
    let each = tokens.clone().into_iter().map(|tree| match tree {
        TokenTree::Ident(ident) if ident == "Self" => TokenTree::Ident(name.clone()),
        TokenTree::Group(group) => {
            TokenTree::Group(Group::new(group.delimiter(), with_self(&group.stream(), name)))
        }
        other => other,
    });
    each.collect()
}
