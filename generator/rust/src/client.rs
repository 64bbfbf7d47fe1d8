//! The client type and its builder: the parts that depend on the API, and the methods that every crate has.

use sdk_wire::SecurityKind;

use super::runtime::{CLIENT_BUILDER, Method};
use super::{Docs, Ident};

/// The client type, the door to every operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Client {
    /// Its name, such as `Orq`.
    pub ident: Ident,
    /// The name of its builder, such as `OrqBuilder`.
    pub builder: Ident,
    /// The name of a variable that holds one in examples, such as `orq`.
    pub variable: Ident,
    /// Its docs.
    pub docs: Docs,
    /// The server that is called unless another one is set.
    pub base_url: Option<String>,
    /// The environment variable that sets another server.
    pub base_url_env: Option<String>,
    /// The ways to authenticate.
    pub security: Vec<SecurityScheme>,
}

impl Client {
    /// The scheme whose credential alone makes a client: `Client::new` takes it.
    #[must_use]
    pub fn sole_credential(&self) -> Option<&SecurityScheme> {
        match self.security.as_slice() {
            [scheme] if scheme.kind != SecurityKind::Basic => Some(scheme),
            _ => None,
        }
    }
}

/// A way to authenticate.
#[derive(Debug, Clone, PartialEq)]
pub struct SecurityScheme {
    /// The scheme's name in the document: what operations refer to.
    pub name: String,
    /// The builder method that sets its credential, such as `api_key`.
    pub ident: Ident,
    /// The builder method that sets where its credential comes from, of a scheme with a single text.
    pub provider: Option<Ident>,
    /// Docs of the first of these methods.
    pub docs: Docs,
    /// How the credential travels.
    pub kind: SecurityKind,
    /// The environment variable that `from_env` reads.
    pub env: Option<String>,
    /// Whether every operation needs it, so that a client without it is of no use.
    pub required: bool,
}

/// The methods of the runtime's builder with which generated code makes the others.
const INTERNAL: [&str; 1] = ["options"];

/// The settings of the builder that no API changes: the methods of the runtime's builder that return it, besides those
/// of a security scheme.
pub fn builder_settings() -> impl Iterator<Item = &'static Method> {
    let is_of_scheme = |method: &Method| method.parameters.iter().any(|(name, _)| *name == "scheme");
    CLIENT_BUILDER
        .iter()
        .filter(|method| method.receiver == "self" && method.output == "Self")
        .filter(move |method| !is_of_scheme(method) && !method.parameters.is_empty())
        .filter(|method| !INTERNAL.contains(&method.name))
}

/// The methods of the builder besides its settings and credentials.
pub const BUILDER_METHODS: [&str; 2] = ["build", "from_env"];

/// The methods of the client besides the accessors of groups.
pub const CLIENT_METHODS: [&str; 5] = ["builder", "from_env", "new", "request", "with"];
