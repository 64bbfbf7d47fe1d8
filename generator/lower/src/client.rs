//! The client type: its name, its server, its ways to authenticate.

use super::naming::{self, Casing, Scope};
use super::{Lowering, prose, servers};
use sdk_config::NameKind;
use sdk_model as model;
use sdk_rust::{BUILDER_METHODS, Client, Docs, Ident, SecurityScheme, builder_settings, root_exports};
use sdk_wire::SecurityKind;

/// Names that no method of a builder has, and that no credential is given either, so that the names of what was
/// released stay.
const SPARED: [&str; 3] = ["new", "clone", "credential"];

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
        let taken: Vec<&str> = root_exports().map(|export| export.name).collect();
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
    let settings = builder_settings().map(|method| method.name);
    let taken: Vec<&str> = settings.chain(BUILDER_METHODS).chain(SPARED).collect();
    let mut names = Scope::with_reserved(&taken);
    let schemes = lowering.api.security_schemes.iter();
    let schemes: Vec<(&model::SecurityScheme, &SecurityKind)> = schemes
        .filter_map(|scheme| Some((scheme, scheme.kind.as_ref()?)))
        .collect();
    // One variable can only hold the credential of one scheme.
    let first_keyed = schemes.iter().position(|(_, kind)| **kind != SecurityKind::Basic);
    let held = &lowering.config.names;
    let settled: Vec<Option<Ident>> = schemes
        .iter()
        .map(|(scheme, _)| names.hold(held.get("", NameKind::Security, &scheme.name)))
        .collect();
    let providers: Vec<Option<Ident>> = schemes
        .iter()
        .map(|(scheme, _)| names.hold(held.get("", NameKind::Provider, &scheme.name)))
        .collect();
    let mut security: Vec<SecurityScheme> = schemes
        .iter()
        .zip(settled)
        .enumerate()
        .map(|(index, ((scheme, kind), settled))| {
            let snake = naming::identifier(&scheme.name, Casing::Snake);
            let what = format!("security scheme `{}`", scheme.name);
            SecurityScheme {
                name: scheme.name.clone(),
                ident: settled
                    .unwrap_or_else(|| names.claim(&what, &[snake.clone(), format!("{snake}_credential")])),
                docs: prose::docs(scheme.description.as_deref(), || default_docs(kind)),
                kind: (*kind).clone(),
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
            let name = format!("{}_provider", scheme.ident.plain().trim_end_matches('_'));
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

fn default_docs(kind: &SecurityKind) -> String {
    match kind {
        SecurityKind::Basic => "The user name and the password.".to_owned(),
        SecurityKind::Bearer => "The token, sent in the `Authorization` header.".to_owned(),
        _ => "The key.".to_owned(),
    }
}
