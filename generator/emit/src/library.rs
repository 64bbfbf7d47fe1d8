//! The root module of the crate.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::context::Context;
use super::file::rust_file;
use super::names::Names;
use super::tokens::{doc_lines, renamed, spaced, with_features};
use super::{EmitError, SourceFile, example, manifest, tree};
use sdk_rust::{ALL_GROUPS, Group, Type, root_exports};

/// `src/lib.rs`.
pub(super) fn file(context: &Context<'_>) -> Result<SourceFile, EmitError> {
    let path = "src/lib.rs".to_owned();
    let docs = match docs(context) {
        Ok(docs) => docs,
        Err(message) => return Err(EmitError { path, message }),
    };
    let crate_attributes = context.is_whole_crate().then(|| {
        let blank = tree::blank();
        // The attribute is an inner one, so the blank line belongs to the module that follows.
        quote!(#![forbid(unsafe_code)] #blank)
    });
    let former = spaced(context.krate.groups.iter().flat_map(former_modules));
    let tokens = spaced([
        modules(context),
        former,
        exports(context),
        result_alias(),
        readme_doctests(context),
    ]);
    rust_file(path, &docs, quote!(#crate_attributes #tokens))
}

fn modules(context: &Context<'_>) -> TokenStream {
    let mut groups: Vec<&Group> = context.krate.groups.iter().collect();
    groups.sort_by_key(|group| group.module.plain());
    let groups = groups.into_iter().map(|Group { module, feature, .. }| {
        let condition = with_features(feature);
        quote!(#condition pub mod #module;)
    });
    let types = (!context.krate.types.is_empty()).then(|| {
        quote!(
            pub mod types;
        )
    });
    let runtime = context.is_whole_crate().then(|| {
        quote!(
            #[doc(hidden)]
            pub mod runtime;
        )
    });
    quote! {
        mod client;
        #(#groups)*
        #runtime
        #types
    }
}

/// The modules that a group had before: all of the one that it has, and the type by its former names.
fn former_modules(group: &Group) -> impl Iterator<Item = TokenStream> {
    let Group { module, ident, .. } = group;
    group.former.iter().map(move |former| {
        let condition = with_features(&group.feature);
        let name = &former.module;
        let docs = doc_lines([format!("The former name of [`{0}`](mod@{0}).", module.plain())]);
        let deprecated = renamed(module.plain());
        let handles = former.idents.iter().map(|former| {
            let docs = doc_lines([format!("The former name of [`{}`].", ident.plain())]);
            let deprecated = renamed(ident.plain());
            quote! {
                #docs
                #deprecated
                pub type #former = #ident;
            }
        });
        let content = spaced([quote!(pub use super::#module::*;)].into_iter().chain(handles));
        quote! {
            #docs
            #condition
            #deprecated
            pub mod #name { #content }
        }
    })
}

fn exports(context: &Context<'_>) -> TokenStream {
    let client = &context.krate.client;
    let client_types = [&client.ident, &client.builder];
    let always = root_exports().filter(|export| export.feature.is_none());
    let exports = always.map(|export| format_ident!("{}", export.name));
    let of_features = root_exports().filter_map(|export| {
        let feature = export.feature?;
        let name = format_ident!("{}", export.name);
        Some(quote! {
            #[cfg(feature = #feature)]
            #[doc(inline)]
            pub use crate::runtime::#name;
        })
    });
    let root = context.root();
    let json = context.is_whole_crate().then(|| {
        quote!(
            pub use serde_json::json;
        )
    });
    // Users name the types of fields by it, at the version that the crate has.
    let dates = context.krate.manifest.dates.filter(|_| context.is_whole_crate());
    let dates = dates.map(|library| {
        let name = format_ident!("{}", library.crate_name());
        quote!(
            #[doc(no_inline)]
            pub use #name;
        )
    });
    quote! {
        pub use #root::client::{#(#client_types),*};
        #[doc(inline)]
        pub use crate::runtime::{#(#exports),*};
        #(#of_features)*
        #dates
        #json
    }
}

fn result_alias() -> TokenStream {
    quote! {
        /// What a call returns: a value, or the crate's [`Error`].
        pub type Result<T, E = Error> = std::result::Result<T, E>;
    }
}

/// Has the examples of the README compiled with the tests.
fn readme_doctests(context: &Context<'_>) -> TokenStream {
    if !context.is_whole_crate() {
        return TokenStream::new();
    }
    // The README shows the whole crate.
    let groups = context.krate.groups.iter().any(|group| group.feature.is_some());
    let groups = groups.then(|| quote!(, feature = #ALL_GROUPS));
    quote! {
        #[cfg(all(doctest, feature = "blocking", feature = "test-util" #groups))]
        #[doc = include_str!("../README.md")]
        struct ReadmeDoctests;
    }
}

fn docs(context: &Context<'_>) -> Result<Vec<String>, String> {
    let krate = context.krate;
    let mut docs = if krate.docs.is_empty() {
        vec![krate.manifest.name.clone()]
    } else {
        krate.docs.lines.clone()
    };
    let quick_start = &krate.examples.quick_start;
    if !quick_start.is_empty() {
        docs.extend(["", "# Quick start", ""].map(str::to_owned));
        docs.extend(example::doctest(context, quick_start)?);
    }
    docs.extend(["", "# Where to find what", ""].map(str::to_owned));
    docs.push(format!(
        "- [`{}`] is the client: every call begins with it.",
        krate.client.ident.plain()
    ));
    for group in &krate.groups {
        let (module, ident) = (group.module.plain(), group.ident.plain());
        docs.push(format!(
            "- [`{module}::{ident}`](mod@{module}) has {}.",
            count(group.operations.len(), "operation")
        ));
    }
    if !krate.types.is_empty() {
        docs.push("- [`types`] has what requests take and answers give.".to_owned());
    }
    docs.push(
        "- [`Error`] tells what went wrong, and holds the body that the API documents for it.".to_owned(),
    );
    docs.extend(incoming(context));
    let features = manifest::features(context);
    if !features.is_empty() && context.is_whole_crate() {
        docs.extend(["", "# Features", "", "| feature | what it adds |", "|---|---|"].map(str::to_owned));
        docs.extend(
            features
                .iter()
                .filter(|feature| !feature.is_group)
                .map(|feature| format!("| `{}` | {} |", feature.name, feature.docs_in_table())),
        );
    }
    docs.extend([
        String::new(),
        format!("Rust {} or newer is needed.", sdk_rust::RUST_VERSION),
    ]);
    Ok(docs)
}

/// The requests that the API sends, and what they carry.
fn incoming(context: &Context<'_>) -> Vec<String> {
    let requests = &context.krate.incoming;
    if requests.is_empty() {
        return Vec::new();
    }
    let names = Names::new(context, Vec::new());
    let mut lines = [
        "",
        "# Requests that the API sends",
        "",
        "| request | what it carries |",
        "|---|---|",
    ]
    .map(str::to_owned)
    .to_vec();
    lines.extend(requests.iter().map(|request| {
        let name = request.name.replace(['`', '|', '\n'], " ");
        let carries = match &request.ty {
            Type::Item(path) => format!("[`types::{}`]", path.ident.plain()),
            other => format!("`{}`", names.ty(other).to_string().replace(' ', "")),
        };
        let told = request.docs.lines.join(" ").replace('|', "\\|");
        format!("| `{name}` | {carries} {told} |").replace("  |", " |")
    }));
    lines
}

fn count(number: usize, unit: &str) -> String {
    if number == 1 {
        format!("one {unit}")
    } else {
        format!("{number} {unit}s")
    }
}
