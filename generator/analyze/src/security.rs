//! Ways to authenticate, and what operations require of them.

use openapiv3::APIKeyLocation;

use sdk_diagnostic::{Code, Diagnostic, Diagnostics};
use sdk_diagnostic::{nearest, suggestion};
use sdk_model::{Api, SecurityKind, SecurityRequirement, SecurityScheme};
use sdk_openapi::{Document, NodeId};

/// The types of security schemes.
const TYPES: [&str; 5] = ["apiKey", "http", "mutualTLS", "oauth2", "openIdConnect"];

/// Where an API key travels.
const LOCATIONS: [&str; 3] = ["query", "header", "cookie"];

/// What a scheme means for the client that it cannot carry out.
const NOT_CARRIED_OUT: &str =
    "the client does not carry it out; operations that need it count as if they did not";

/// The schemes that the document declares (OpenAPI 3.1, "Security Scheme Object").
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
        .effect(NOT_CARRIED_OUT)
        .help("set the headers it needs yourself, with default headers on the client")
    };
    // `openapiv3` has no word for mutual TLS.
    let kind = if text("type").as_deref() == Some("mutualTLS") {
        diagnostics.push(unsupported(
            "a client certificate, which belongs to the transport",
        ));
        SecurityKind::Transport
    } else {
        match document.security_scheme(node) {
            None => {
                diagnostics.push(fault(document, name, node));
                SecurityKind::Transport
            }
            Some(Declared::APIKey { location, name, .. }) => match location {
                APIKeyLocation::Header => SecurityKind::Header(name),
                APIKeyLocation::Query => SecurityKind::Query(name),
                APIKeyLocation::Cookie => SecurityKind::Cookie(name),
            },
            Some(Declared::HTTP { scheme, .. }) => match scheme.to_ascii_lowercase().as_str() {
                "basic" => SecurityKind::Basic,
                "bearer" => SecurityKind::Bearer,
                other => {
                    diagnostics.push(unsupported(&format!("of the HTTP scheme `{other}`")));
                    SecurityKind::Transport
                }
            },
            Some(Declared::OAuth2 { .. } | Declared::OpenIDConnect { .. }) => SecurityKind::Bearer,
        }
    };
    SecurityScheme {
        name: name.to_owned(),
        description: text("description"),
        kind,
        origin: document.origin(node),
    }
}

/// Why a security scheme cannot be read: a field that its type asks for is missing, or says what no scheme is.
fn fault(document: &Document, name: &str, node: NodeId) -> Diagnostic {
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
    let fault = if let (Some(place), Some(value)) = (document.get(node, key), text(key)) {
        let message = format!("`{key}` of the security scheme `{name}` cannot be `{value}`");
        let near = nearest(value, known.iter().copied());
        Diagnostic::warning(Code::InvalidValue, document.origin(place), message)
            .help(suggestion(near, listed()))
    } else {
        let message = format!("the security scheme `{name}` has no `{key}`");
        Diagnostic::warning(Code::MissingField, document.origin(node), message).help(listed())
    };
    fault.effect(NOT_CARRIED_OUT)
}

/// The requirements of a node: of an operation, or of the document.
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

/// Reports requirements that name no scheme, and drops from each what the transport takes care of.
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
                known.is_some_and(|scheme| scheme.kind != SecurityKind::Transport)
            });
        }
    }
    api.security_schemes
        .retain(|scheme| scheme.kind != SecurityKind::Transport);
}
