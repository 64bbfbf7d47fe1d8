//! The structure of a Rust file, without docs and literals.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The attributes that generated code uses.
const ATTRIBUTES: [&str; 13] = [
    "allow",
    "cfg",
    "cfg_attr",
    "default",
    "deprecated",
    "derive",
    "doc",
    "expect",
    "forbid",
    "must_use",
    "non_exhaustive",
    "path",
    "tokio",
];

/// The macros that generated code calls.
const MACROS: [&str; 23] = [
    "assert",
    "assert_eq",
    "env",
    "eprintln",
    "format",
    "include_str",
    "integer_enum",
    "json",
    "macro_rules",
    "matches",
    "paginated",
    "println",
    "request",
    "request_options",
    "serde_through_json",
    "streamed",
    "streaming_request",
    "string_enum",
    "union",
    "vec",
    "wrapper",
    "write",
    "writeln",
];

/// The kind of a module with a file of its own.
pub(crate) const MODULE: &str = "mod";

/// The structure of a file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Skeleton {
    /// The tokens, with all string literals replaced by the same one.
    pub(crate) tokens: String,
    /// The number of items of each kind.
    pub(crate) kinds: BTreeMap<&'static str, usize>,
    /// Attributes and macros that generated code never uses.
    pub(crate) strangers: BTreeSet<String>,
    /// The lines of each item's docs.
    pub(crate) docs: Vec<String>,
}

/// Reads a file.
///
/// # Errors
///
/// If it is not valid Rust.
pub(crate) fn skeleton(text: &str) -> Result<Skeleton, String> {
    let file = syn::parse_file(text).map_err(|error| format!("{error}"))?;
    let tokens: TokenStream = text.parse().map_err(|error| format!("{error}"))?;
    let mut skeleton = Skeleton::default();
    skeleton.read(tokens);
    count(&file.items, &mut skeleton.kinds);
    Ok(skeleton)
}

impl Skeleton {
    fn read(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut docs = String::new();
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            if let Some((length, attribute)) = attribute(&tokens[index..]) {
                self.attribute(attribute, &mut docs);
                index += length;
                continue;
            }
            if !docs.is_empty() {
                self.docs.push(std::mem::take(&mut docs));
            }
            match token {
                TokenTree::Ident(name) => {
                    self.call(&tokens[index..]);
                    self.tokens.push_str(&format!("{name} "));
                }
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    let is_text = text.contains('"') || text.starts_with('\'');
                    self.tokens.push_str(if is_text { "\"\" " } else { &text });
                }
                // In long code, the formatter adds trailing commas, and puts match arms into braces.
                TokenTree::Punct(sign) if sign.as_char() == ',' && index + 1 == tokens.len() => {}
                TokenTree::Group(group) if is_arm(&tokens[..index], group) => {
                    self.read(group.stream());
                    if index + 1 < tokens.len() && !is_sign(tokens.get(index + 1), ',') {
                        self.tokens.push(',');
                    }
                }
                TokenTree::Punct(sign) => self.tokens.push(sign.as_char()),
                TokenTree::Group(group) => {
                    self.tokens.push('(');
                    self.read(group.stream());
                    self.tokens.push(')');
                }
            }
            index += 1;
        }
        self.docs.extend(Some(docs).filter(|docs| !docs.is_empty()));
    }

    fn attribute(&mut self, tokens: TokenStream, docs: &mut String) {
        let mut inner = tokens.clone().into_iter();
        let name = inner.next().map(|name| name.to_string()).unwrap_or_default();
        if name == "doc" {
            if let Some(TokenTree::Literal(literal)) = inner.nth(1)
                && let syn::Lit::Str(text) = syn::Lit::new(literal)
            {
                docs.push_str(&text.value());
                docs.push('\n');
            }
            return;
        }
        if !ATTRIBUTES.contains(&name.as_str()) {
            self.strangers.insert(format!("#[{name}]"));
        }
        self.tokens.push('#');
        self.read(tokens);
    }

    /// Records a macro call: a name, `!` and a group.
    fn call(&mut self, tokens: &[TokenTree]) {
        if let [
            TokenTree::Ident(name),
            TokenTree::Punct(sign),
            TokenTree::Group(_),
            ..,
        ] = tokens
            && sign.as_char() == '!'
            && !MACROS.contains(&name.to_string().as_str())
        {
            self.strangers.insert(format!("{name}!"));
        }
    }
}

fn is_sign(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// Returns whether a group is a match arm with a single value in braces.
fn is_arm(before: &[TokenTree], group: &Group) -> bool {
    let follows_arrow =
        matches!(before, [.., equals, arrow] if is_sign(Some(equals), '=') && is_sign(Some(arrow), '>'));
    let is_value = || !group.stream().into_iter().any(|token| is_sign(Some(&token), ';'));
    follows_arrow && group.delimiter() == Delimiter::Brace && is_value()
}

/// Returns the number of tokens of an attribute, and the content of its brackets.
fn attribute(tokens: &[TokenTree]) -> Option<(usize, TokenStream)> {
    if !is_sign(tokens.first(), '#') {
        return None;
    }
    let at = if is_sign(tokens.get(1), '!') { 2 } else { 1 };
    match tokens.get(at) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            Some((at + 1, group.stream()))
        }
        _ => None,
    }
}

fn count(items: &[syn::Item], kinds: &mut BTreeMap<&'static str, usize>) {
    for item in items {
        let kind = match item {
            syn::Item::Const(_) => "const",
            syn::Item::Enum(_) => "enum",
            syn::Item::Fn(_) => "fn",
            syn::Item::Impl(block) => {
                for inner in &block.items {
                    let kind = match inner {
                        syn::ImplItem::Fn(_) => "method",
                        syn::ImplItem::Const(_) => "associated const",
                        syn::ImplItem::Type(_) => "associated type",
                        _ => "other in impl",
                    };
                    *kinds.entry(kind).or_default() += 1;
                }
                "impl"
            }
            syn::Item::Macro(_) => "macro",
            syn::Item::Mod(syn::ItemMod { content: None, .. }) => MODULE,
            syn::Item::Mod(module) => {
                if let Some((_, items)) = &module.content {
                    count(items, kinds);
                }
                "mod with items"
            }
            syn::Item::Static(_) => "static",
            syn::Item::Struct(_) => "struct",
            syn::Item::Trait(_) => "trait",
            syn::Item::Type(_) => "type",
            syn::Item::Use(_) => "use",
            _ => "other",
        };
        *kinds.entry(kind).or_default() += 1;
    }
}
