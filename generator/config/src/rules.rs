//! What a value of the file may be.

/// Names that a crate cannot have: Rust's own words and crates, which source code cannot tell from it, and
/// what some file systems take for a device.
const TAKEN: [&str; 60] = [
    "abstract",
    "alloc",
    "as",
    "async",
    "aux",
    "await",
    "become",
    "box",
    "break",
    "con",
    "const",
    "continue",
    "core",
    "crate",
    "do",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "final",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "let",
    "loop",
    "macro",
    "match",
    "mod",
    "move",
    "mut",
    "nul",
    "override",
    "priv",
    "prn",
    "proc_macro",
    "pub",
    "ref",
    "return",
    "self",
    "static",
    "std",
    "struct",
    "super",
    "test",
    "trait",
    "true",
    "try",
    "type",
    "typeof",
    "unsafe",
    "unsized",
    "use",
    "virtual",
    "where",
    "while",
    "yield",
];

/// What a generated crate depends on. A crate of the same name could not name it.
const DEPENDENCIES: [&str; 22] = [
    "base64",
    "chrono",
    "fastrand",
    "futures_core",
    "http_body_util",
    "httpdate",
    "hyper",
    "hyper_rustls",
    "hyper_tls",
    "hyper_util",
    "jiff",
    "native_tls",
    "percent_encoding",
    "rustls",
    "rustls_platform_verifier",
    "serde",
    "serde_json",
    "time",
    "tokio",
    "tokio_native_tls",
    "tower_service",
    "tracing",
];

/// The most characters that crates.io takes in a name.
const MAX_NAME: usize = 64;

/// Whether cargo and Rust take a name for a package and its library.
#[must_use]
pub fn is_package_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.len() <= MAX_NAME
        && name.chars().all(|letter| {
            letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '-' | '_')
        })
        && ![&TAKEN[..], &DEPENDENCIES[..]]
            .iter()
            .any(|taken| taken.contains(&name.replace('-', "_").as_str()))
}

/// `1.2.3`, with what comes before a release after a hyphen (Semantic Versioning 2.0.0).
pub(super) fn is_version(version: &str) -> bool {
    let (core, pre) = match version.split_once('-') {
        Some((core, pre)) => (core, Some(pre)),
        None => (version, None),
    };
    let numbers: Vec<&str> = core.split('.').collect();
    let is_identifier = |part: &str| {
        let is_digits = part.chars().all(|letter| letter.is_ascii_digit());
        let is_plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        !part.is_empty() && part.chars().all(is_plain) && (!is_digits || has_no_leading_zero(part))
    };
    numbers.len() == 3
        && numbers.iter().all(|part| is_number(part))
        && pre.is_none_or(|pre| pre.split('.').all(is_identifier))
}

/// A number that cargo can hold.
fn is_number(part: &str) -> bool {
    part.chars().all(|letter| letter.is_ascii_digit())
        && part.parse::<u64>().is_ok()
        && has_no_leading_zero(part)
}

fn has_no_leading_zero(part: &str) -> bool {
    part == "0" || !part.starts_with('0')
}

/// A name that every shell can set.
pub(super) fn is_variable(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// A name of a type as Rust has it.
pub(super) fn is_type_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// A name of a method or a module as Rust has it.
pub(super) fn is_value_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

/// Text that a Rust name can be made of.
pub(super) fn is_nameable(name: &str) -> bool {
    name.chars().any(char::is_alphanumeric)
}

/// An absolute URL of a server.
pub(super) fn is_server(url: &str) -> bool {
    let rest = url.split_once("://").filter(|(scheme, _)| {
        ["http", "https"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
    });
    rest.is_some_and(|(_, rest)| {
        !rest.is_empty()
            && !rest.starts_with('/')
            && !rest.contains(|letter: char| letter.is_whitespace() || letter.is_control())
    })
}
