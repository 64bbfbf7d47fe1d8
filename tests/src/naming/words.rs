//! Words that are special to Rust, to the standard library, to the runtime or to the generated crate.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

/// Keywords of all editions, strict, reserved and weak (The Rust Reference, "Keywords").
const KEYWORDS: &str = "as break const continue crate else enum extern false fn for if impl in let loop match mod move \
    mut pub ref return self Self static struct super trait true type unsafe use where while async await dyn abstract \
    become box do final macro override priv typeof unsized virtual yield try gen macro_rules raw safe union 'static \
    auto default _";

/// The preludes of all editions, and other names that code uses without a path (`std::prelude`).
const PRELUDE: &str = "Send Sync Copy Sized Unpin Drop Fn FnMut FnOnce AsyncFn drop Box ToOwned Clone PartialEq \
    PartialOrd Eq Ord AsRef AsMut Into From Default Iterator Extend IntoIterator DoubleEndedIterator \
    ExactSizeIterator Option Some None Result Ok Err String ToString Vec TryFrom TryInto FromIterator Future \
    IntoFuture Debug Display Hash BTreeMap Duration Infallible FromStr Serialize Deserialize";

/// Primitive types (`std`, "Primitive Types").
const PRIMITIVES: &str = "bool char str u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f16 f32 f64 f128 never \
    unit tuple slice array pointer reference";

/// Macros and attributes of the standard library.
const MACROS: &str = "vec format matches println print panic todo unreachable assert assert_eq write writeln dbg env \
    include include_str cfg concat stringify thread_local derive test allow deny deprecated must_use doc inline cfg_attr \
    non_exhaustive";

/// Methods of the standard library's traits.
const METHODS: &str = "clone clone_from fmt eq ne cmp partial_cmp hash from into try_from try_into default to_string \
    to_owned as_ref as_mut borrow next into_iter from_iter deref drop index not add from_str as_str value type_id \
    into_future poll serialize deserialize new with build builder";

/// Names that a generated crate defines itself, with its folders and its features.
const CRATE: &str = "Client ClientBuilder Builder client types runtime lib main src build Cargo examples tests benches \
    SDK OPERATION PAGINATION json quickstart from_env with request extra extra_fields additional_properties body \
    content_type call field fields object value values name key item page pages items cursor error errors response \
    responses message server all std core alloc proc_macro full group";

/// The catch-all of enums, in every casing.
const UNKNOWN: &str = "UNKNOWN unknown Unknown uNKNOWN un_known Un-Known";

/// Names that are hard to spell.
const ODD: [&str; 34] = [
    "",
    " ",
    "-",
    "__",
    "_type",
    "type_",
    "r#type",
    "$ref",
    "@type",
    "a.b",
    "a-b",
    "a_b",
    "aB",
    "A_B",
    "AB",
    "ab",
    "1",
    "007",
    "12.5",
    "-1",
    "+1",
    "2fa",
    "ß",
    "名前",
    "имя",
    "été",
    "🦀",
    "con",
    "aux",
    "nul",
    "com1",
    "a very long name that goes on and on and does not end before it has more letters than any name should have, ever",
    "a very long name that goes on and on and does not end before it has more letters than any name should have, never",
    "clear_a_b",
];

/// Words to name items with.
#[derive(Debug)]
pub struct Words {
    /// Every word, for items that cost one line each.
    pub all: Vec<String>,
    /// Words that are special to types and modules, for items that cost a file each.
    pub short: Vec<String>,
}

impl Words {
    /// Returns every word.
    #[must_use]
    pub fn new() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/runtime");
        let mut short = listed(&[KEYWORDS, PRELUDE, PRIMITIVES, MACROS, METHODS, CRATE, UNKNOWN]);
        let manifest = read(&folder.join("Cargo.toml"));
        let keys = manifest.lines().filter_map(|line| line.split_once(" = "));
        add(&mut short, keys.map(|(key, _)| key));
        let mut exports = BTreeSet::new();
        let root = read(&folder.join("src/lib.rs"));
        of_tokens(tokens(&root), &["pub", "use", "mod"], &mut exports);
        add(&mut short, exports.iter().map(String::as_str));
        let mut all = short.clone();
        let mut defined = BTreeSet::new();
        of_folder(&folder.join("src"), &["pub"], &mut defined);
        add(&mut all, defined.iter().map(String::as_str));
        Self { all, short }
    }

    /// Returns the words that most often break generated code, in a number that compiles quickly.
    #[must_use]
    pub fn essential() -> Self {
        let short = listed(&[KEYWORDS, PRELUDE, UNKNOWN]);
        let all = listed(&[KEYWORDS, PRELUDE, UNKNOWN, CRATE]);
        Self { all, short }
    }
}

impl Default for Words {
    fn default() -> Self {
        Self::new()
    }
}

fn listed(lists: &[&str]) -> Vec<String> {
    let mut words = Vec::new();
    for list in lists {
        add(&mut words, list.split_whitespace());
    }
    add(&mut words, ODD.into_iter());
    words
}

fn add<'w>(all: &mut Vec<String>, words: impl Iterator<Item = &'w str>) {
    for word in words {
        if !all.iter().any(|known| known == word) {
            all.push(word.to_owned());
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn tokens(text: &str) -> TokenStream {
    text.parse().expect("the runtime is Rust")
}

/// Collects the names that the sources in a folder define publicly.
fn of_folder(folder: &Path, words: &[&str], found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the runtime has sources") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            of_folder(&path, words, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            of_tokens(tokens(&read(&path)), words, found);
        }
    }
}

/// Collects the identifiers of each statement that begins with one of some words, up to its signature, and
/// those of macros.
fn of_tokens(tokens: TokenStream, words: &[&str], found: &mut BTreeSet<String>) {
    let mut is_definition = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                let ident = ident.to_string();
                is_definition |= words.contains(&ident.as_str()) || ident == "macro_rules";
                if is_definition {
                    found.insert(ident);
                }
            }
            TokenTree::Group(group) => {
                // A list of imports, or the body of an item.
                if group.to_string().starts_with('(') {
                    is_definition = false;
                } else if is_definition && words.contains(&"use") {
                    found.extend(idents(group.stream()));
                } else {
                    of_tokens(group.stream(), words, found);
                }
            }
            TokenTree::Punct(mark) => is_definition &= matches!(mark.as_char(), ':' | '!'),
            TokenTree::Literal(_) => is_definition = false,
        }
    }
}

fn idents(tokens: TokenStream) -> Vec<String> {
    let idents = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    });
    idents.collect()
}
