//! Macros by example, as the items that they would expand to.
//!
//! A metavariable `$name` becomes the identifier `__name`, a repetition is expanded once.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::{File, ItemMacro};

/// Before the name of a metavariable, once it is an identifier.
pub(crate) const METAVARIABLE: &str = "__";

/// The items of a macro's one rule.
pub(crate) fn items(definition: &ItemMacro) -> File {
    let rule = |tokens: TokenStream| {
        let groups = tokens.into_iter().filter_map(|token| match token {
            TokenTree::Group(group) => Some(group),
            _ => None,
        });
        let groups: Vec<Group> = groups.collect();
        let [_pattern, body] = groups.as_slice() else {
            panic!("a macro of the runtime has one rule");
        };
        body.stream()
    };
    let body = plain(rule(definition.mac.tokens.clone()));
    let parse = |input: syn::parse::ParseStream<'_>| input.parse::<File>();
    let name = definition.ident.as_ref().map(ToString::to_string);
    parse
        .parse2(body)
        .unwrap_or_else(|error| panic!("{}: {error}", name.unwrap_or_default()))
}

fn plain(tokens: TokenStream) -> TokenStream {
    let mut plain_tokens = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '$' => match tokens.next() {
                Some(TokenTree::Ident(name)) if name == "crate" => {
                    // `$crate::runtime` is `runtime` for the crate that has it as a module.
                    tokens.next();
                    tokens.next();
                }
                Some(TokenTree::Ident(name)) => {
                    let name = Ident::new(&format!("{METAVARIABLE}{name}"), Span::call_site());
                    plain_tokens.extend([TokenTree::Ident(name)]);
                }
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                    plain_tokens.extend(plain(group.stream()));
                    // The separator, if there is one, and the operator.
                    while let Some(TokenTree::Punct(punct)) = tokens.peek() {
                        let is_operator = matches!(punct.as_char(), '+' | '*' | '?');
                        tokens.next();
                        if is_operator {
                            break;
                        }
                    }
                }
                _ => panic!("`$` is followed by a name or by a repetition"),
            },
            TokenTree::Group(group) => {
                let inner = Group::new(group.delimiter(), plain(group.stream()));
                plain_tokens.extend([TokenTree::Group(inner)]);
            }
            token => plain_tokens.extend([token]),
        }
    }
    plain_tokens
}
