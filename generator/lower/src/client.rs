//! The client type: its name, its server, its ways to authenticate.

use super::naming::{self, Casing, Scope};
use super::{Lowering, prose, servers};
use sdk_model as model;
use sdk_rust::{Client, Docs, FEATURE_EXPORTS, Ident, ROOT_EXPORTS, SecurityKind, SecurityScheme};

/// Methods that every builder has.
const RESERVED: [&str; 20] = [
    "new",
    "build",
    "from_env",
    "base_url",
    "timeout",
    "attempt_timeout",
    "connect_timeout",
    "max_response_bytes",
    "max_retries",
    "default_header",
    "app_info",
    "allow_http",
    "validate",
    "transport",
    "call_middleware",
    "attempt_middleware",
    "proxy",
    "root_certificates",
    "clone",
    "credential",
];

/// The client of an API.
pub(super) fn client(lowering: &Lowering<'_>) -> Client {
    let ident = lowering.client_ident();
    let plain = ident.plain().to_owned();
    let title = prose::line(&lowering.api.title);
    Client {
        docs: if title.is_empty() {
            Docs::line("The client.")
        } else {
            Docs::line(format!("The client of the {title}."))
        },
        builder: naming::ident(&format!("{plain}Builder")),
        variable: lowering.client_variable(),
        base_url: servers::default_server(lowering.api, lowering.config),
        base_url_env: lowering.config.client.base_url_env.clone(),
        security: security(lowering),
        ident,
    }
}

impl Lowering<'_> {
    /// The name of the client: configured, or made from the title.
    pub(super) fn client_ident(&self) -> Ident {
        let name = match &self.config.client.name {
            Some(name) => naming::type_name(name),
            None => "Client".to_owned(),
        };
        // What is beside it at the root of the crate.
        let of_features = FEATURE_EXPORTS.iter().map(|(_, name)| *name);
        let taken: Vec<&str> = ROOT_EXPORTS.into_iter().chain(of_features).collect();
        let mut names = Scope::with_reserved(&taken);
        names.claim("client", &[name.clone(), format!("{name}Client")])
    }

    /// What examples call a client.
    pub(super) fn client_variable(&self) -> Ident {
        let name = self.config.client.variable.as_deref().unwrap_or("client");
        naming::ident(&naming::identifier(name, Casing::Snake))
    }
}

fn security(lowering: &Lowering<'_>) -> Vec<SecurityScheme> {
    let mut names = Scope::with_reserved(&RESERVED);
    let schemes = &lowering.api.security_schemes;
    // One variable can only hold the credential of one scheme.
    let first_keyed = schemes
        .iter()
        .position(|scheme| scheme.kind != model::SecurityKind::Basic);
    let held = &lowering.config.names;
    let settled: Vec<Option<Ident>> = schemes
        .iter()
        .map(|scheme| names.hold(held.get("", "security", &scheme.name)))
        .collect();
    let providers: Vec<Option<Ident>> = schemes
        .iter()
        .map(|scheme| names.hold(held.get("", "provider", &scheme.name)))
        .collect();
    let mut security: Vec<SecurityScheme> = schemes
        .iter()
        .zip(settled)
        .enumerate()
        .map(|(index, (scheme, settled))| {
            let snake = naming::identifier(&scheme.name, Casing::Snake);
            let what = format!("security scheme `{}`", scheme.name);
            SecurityScheme {
                name: scheme.name.clone(),
                ident: settled
                    .unwrap_or_else(|| names.claim(&what, &[snake.clone(), format!("{snake}_credential")])),
                docs: prose::docs(scheme.description.as_deref(), || default_docs(&scheme.kind)),
                kind: kind(&scheme.kind),
                provider: None,
                env: lowering
                    .config
                    .client
                    .api_key_env
                    .clone()
                    .filter(|_| Some(index) == first_keyed),
                required: is_needed_everywhere(lowering, &scheme.name),
            }
        })
        .collect();
    // The document's own names come first.
    for (scheme, settled) in security.iter_mut().zip(providers) {
        if scheme.kind != SecurityKind::Basic {
            let what = format!("provider for the security scheme `{}`", scheme.name);
            let name = format!("{}_provider", scheme.ident.plain());
            scheme.provider = Some(settled.unwrap_or_else(|| names.claim(&what, &[name])));
        }
    }
    security
}

/// Whether no operation can be called without a credential for the scheme.
fn is_needed_everywhere(lowering: &Lowering<'_>, name: &str) -> bool {
    let operations = &lowering.api.operations;
    let needs = |operation: &model::Operation| {
        let security = &operation.security;
        !security.is_empty()
            && security
                .iter()
                .all(|schemes| schemes.iter().any(|needed| needed.scheme == name))
    };
    !operations.is_empty() && operations.iter().all(needs)
}

fn default_docs(kind: &model::SecurityKind) -> String {
    match kind {
        model::SecurityKind::Basic => "The user name and the password.".to_owned(),
        model::SecurityKind::Bearer => "The token, sent in the `Authorization` header.".to_owned(),
        _ => "The key.".to_owned(),
    }
}

fn kind(kind: &model::SecurityKind) -> SecurityKind {
    match kind {
        // The analysis drops schemes that the transport takes care of.
        model::SecurityKind::Bearer | model::SecurityKind::Transport => SecurityKind::Bearer,
        model::SecurityKind::Basic => SecurityKind::Basic,
        model::SecurityKind::Header(name) => SecurityKind::Header(name.clone()),
        model::SecurityKind::Query(name) => SecurityKind::Query(name.clone()),
        model::SecurityKind::Cookie(name) => SecurityKind::Cookie(name.clone()),
    }
}
