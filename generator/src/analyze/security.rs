//! Ways to authenticate, and what operations require of them.

use openapiv3::APIKeyLocation;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::document::{Document, NodeId};
use crate::model::{Api, SecurityKind, SecurityRequirement, SecurityScheme};
use crate::words::{nearest, suggestion};

/// The schemes that the document declares (OpenAPI 3.1, "Security Scheme Object").
pub(super) fn schemes(document: &Document, diagnostics: &mut Diagnostics) -> Vec<SecurityScheme> {
    let Some(schemes) = document.components("securitySchemes") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (name, node) in document.sorted_entries(schemes) {
        let node = document.resolve(node);
        if let Some(scheme) = scheme(document, name, node, diagnostics) {
            found.push(scheme);
        }
    }
    found
}

fn scheme(
    document: &Document,
    name: &str,
    node: NodeId,
    diagnostics: &mut Diagnostics,
) -> Option<SecurityScheme> {
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
        .effect("the client does not carry it out; operations that need it count as if they did not")
        .help("set the headers it needs yourself, with default headers on the client")
    };
    // `openapiv3` has no word for mutual TLS.
    let kind = if text("type").as_deref() == Some("mutualTLS") {
        diagnostics.push(unsupported(
            "a client certificate, which belongs to the transport",
        ));
        SecurityKind::Transport
    } else {
        match document.security_scheme(node)? {
            Declared::APIKey { location, name, .. } => match location {
                APIKeyLocation::Header => SecurityKind::Header(name),
                APIKeyLocation::Query => SecurityKind::Query(name),
                APIKeyLocation::Cookie => SecurityKind::Cookie(name),
            },
            Declared::HTTP { scheme, .. } => match scheme.to_ascii_lowercase().as_str() {
                "basic" => SecurityKind::Basic,
                "bearer" => SecurityKind::Bearer,
                other => {
                    diagnostics.push(unsupported(&format!("of the HTTP scheme `{other}`")));
                    SecurityKind::Transport
                }
            },
            Declared::OAuth2 { .. } | Declared::OpenIDConnect { .. } => SecurityKind::Bearer,
        }
    };
    Some(SecurityScheme {
        name: name.to_owned(),
        description: text("description"),
        kind,
        origin: document.origin(node),
    })
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
