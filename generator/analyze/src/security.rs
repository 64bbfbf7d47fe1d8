//! Security schemes, and the security requirements of operations.

use openapiv3::APIKeyLocation;
use sdk_wire::SecurityKind;

use sdk_diagnostic::{Code, Diagnostic, Diagnostics, nearest, suggestion};
use sdk_model::{Api, SecurityRequirement, SecurityScheme};
use sdk_openapi::{Document, NodeId};

/// The valid values of a security scheme's `type`.
const TYPES: [&str; 5] = ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"];

/// The valid values of an API key's `in`.
const LOCATIONS: [&str; 3] = ["query", "header", "cookie"];

/// The effect of a security scheme that the client does not support.
const UNSUPPORTED_EFFECT: &str =
    "the client does not carry it out; operations that need it count as if they did not";

/// Returns the security schemes of the document (OpenAPI 3.1, "Security Scheme Object").
pub(super) fn schemes(document: &Document, diagnostics: &mut Diagnostics) -> Vec<SecurityScheme> {
    let Some(schemes) = document.components("securitySchemes") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, node) in document.sorted_entries(schemes) {
        found.push(scheme(document, name, document.resolve(node), diagnostics));
    }
    found
}

fn scheme(document: &Document, name: &str, node: NodeId, diagnostics: &mut Diagnostics) -> SecurityScheme {
    use openapiv3::SecurityScheme as Declared;

    let text = |key: &str| {
        document
            .get(node, key)
            .and_then(|id| document.str(id))
            .map(str::to_owned)
    };
    let unsupported = |what: &str| {
        Diagnostic::warning(
            Code::UnsupportedSecurityScheme,
            document.origin(node),
            format!("the security scheme `{name}` is {what}"),
        )
        .effect(UNSUPPORTED_EFFECT)
        .help("set the headers it needs yourself, with default headers on the client")
    };
    // `openapiv3` does not support mutual TLS.
    let kind = if text("type").as_deref() == Some("mutualTLS") {
        diagnostics.push(unsupported(
            "a client certificate, which belongs to the transport",
        ));
        None
    } else {
        match document.security_scheme(node) {
            None => {
                diagnostics.push(invalid_scheme(document, name, node));
                None
            }
            Some(Declared::APIKey { location, name, .. }) => match location {
                APIKeyLocation::Header => Some(SecurityKind::ApiKeyHeader(name)),
                APIKeyLocation::Query => Some(SecurityKind::ApiKeyQuery(name)),
                APIKeyLocation::Cookie => Some(SecurityKind::ApiKeyCookie(name)),
            },
            Some(Declared::HTTP { scheme, .. }) => match scheme.to_ascii_lowercase().as_str() {
                "basic" => Some(SecurityKind::Basic),
                "bearer" => Some(SecurityKind::Bearer),
                other => {
                    diagnostics.push(unsupported(&format!("of the HTTP scheme `{other}`")));
                    None
                }
            },
            Some(Declared::OAuth2 { .. } | Declared::OpenIDConnect { .. }) => Some(SecurityKind::Bearer),
        }
    };
    SecurityScheme {
        name: name.to_owned(),
        description: text("description"),
        kind,
        origin: document.origin(node),
    }
}

/// Returns the finding for an invalid security scheme: a required field is missing, or its value is not valid.
fn invalid_scheme(document: &Document, name: &str, node: NodeId) -> Diagnostic {
    let text = |key: &str| document.get(node, key).and_then(|id| document.str(id));
    let (key, known): (&str, &[&str]) = match text("type") {
        Some("apiKey") if text("name").is_none() => ("name", &[]),
        Some("apiKey") => ("in", &LOCATIONS),
        Some("http") => ("scheme", &[]),
        _ => ("type", &TYPES),
    };
    let listed = || {
        if known.is_empty() {
            format!("add `{key}`")
        } else {
            format!("write one of `{}`", known.join("`, `"))
        }
    };
    let finding = if let (Some(value_node), Some(value)) = (document.get(node, key), text(key)) {
        let message = format!("`{key}` of the security scheme `{name}` cannot be `{value}`");
        let near = nearest(value, known.iter().copied());
        Diagnostic::warning(Code::InvalidValue, document.origin(value_node), message)
            .help(suggestion(near, listed()))
    } else {
        let message = format!("the security scheme `{name}` has no `{key}`");
        Diagnostic::warning(Code::MissingField, document.origin(node), message).help(listed())
    };
    finding.effect(UNSUPPORTED_EFFECT)
}

/// Returns the security requirements of an operation or of the document, or `None` if it has no `security`.
pub(super) fn requirements(document: &Document, node: NodeId) -> Option<Vec<Vec<SecurityRequirement>>> {
    let list = document.get(node, "security")?;
    let scopes = |id: NodeId| {
        let scopes = document.items(id).filter_map(|scope| document.str(scope));
        scopes.map(str::to_owned).collect()
    };
    let requirement = |id: NodeId| {
        let schemes = document
            .sorted_entries(id)
            .into_iter()
            .map(|(name, id)| SecurityRequirement {
                scheme: name.to_owned(),
                scopes: scopes(id),
            });
        schemes.collect()
    };
    Some(document.items(list).map(requirement).collect())
}

/// Reports requirements whose scheme is not defined, and drops schemes that the client does not support.
pub(super) fn check_requirements(api: &mut Api, diagnostics: &mut Diagnostics) {
    let schemes = api.security_schemes.clone();
    for operation in &mut api.operations {
        for requirement in &mut operation.security {
            requirement.retain(|SecurityRequirement { scheme: name, .. }| {
                let known = schemes.iter().find(|scheme| scheme.name == *name);
                if known.is_none() {
                    diagnostics.push(
                        Diagnostic::warning(
                            Code::UndefinedSecurityScheme,
                            operation.origin,
                            format!(
                                "the operation requires the security scheme `{name}`, which is not defined"
                            ),
                        )
                        .effect("the client sends nothing for it")
                        .help(suggestion(
                            nearest(name, schemes.iter().map(|scheme| scheme.name.as_str())),
                            format!("define `{name}` under `components/securitySchemes`"),
                        )),
                    );
                }
                known.is_some_and(|scheme| scheme.kind.is_some())
            });
        }
    }
    api.security_schemes.retain(|scheme| scheme.kind.is_some());
}
