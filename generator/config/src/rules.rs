//! Rules for single values of the file.

/// Names that a crate cannot have: Rust keywords, crates of the standard library, and device names of Windows.
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

/// The dependencies of generated crates. A crate of the same name could not refer to them.
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

/// The longest name that crates.io accepts.
const MAX_NAME: usize = 64;

/// Returns whether Cargo and Rust accept a name for a package and its library.
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

/// Returns whether a text is a version (Semantic Versioning 2.0.0) without build metadata, which a release cannot have.
pub(super) fn is_version(version: &str) -> bool {
    semver::Version::parse(version).is_ok_and(|version| version.build.is_empty())
}

/// Returns whether every shell can set an environment variable with this name.
pub(super) fn is_variable(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// Returns whether a text is a Rust identifier in the case of types.
pub(super) fn is_type_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// Returns whether a text is a Rust identifier in the case of methods and modules.
pub(super) fn is_value_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

/// Returns whether a Rust identifier can be derived from a text.
pub(super) fn is_nameable(name: &str) -> bool {
    name.chars().any(char::is_alphanumeric)
}

/// Returns whether a text is an absolute HTTP URL.
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
