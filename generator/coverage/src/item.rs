//! Items of the model that values go to.

use sdk_model::{Api, Name, SchemaId};

/// An item of a model, by its place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// The API as a whole.
    Api,
    /// A server, by index.
    Server(usize),
    /// A group, by index.
    Group(usize),
    /// A way to authenticate, by index.
    SecurityScheme(usize),
    /// An operation, by index.
    Operation(usize),
    /// A parameter, by the index of its operation and its own.
    Parameter(usize, usize),
    /// The body of an operation.
    Body(usize),
    /// An answer, by the index of its operation and its own.
    Response(usize, usize),
    /// A request that the API sends, by index.
    Incoming(usize),
    /// A schema.
    Schema(SchemaId),
}

impl Item {
    /// The item in words, with the names that the document gives it.
    #[must_use]
    pub fn describe(self, api: &Api) -> String {
        let operation = |index: usize| {
            let found = api.operations.get(index);
            found.map_or("", |operation| operation.name.as_str())
        };
        match self {
            Self::Api => "api".to_owned(),
            Self::Server(index) => {
                let server = api.servers.get(index);
                format!("server {}", server.map_or("", |server| &server.url))
            }
            Self::Group(index) => {
                let group = api.groups.get(index);
                format!("group {}", group.map_or("", |group| &group.name))
            }
            Self::SecurityScheme(index) => {
                let scheme = api.security_schemes.get(index);
                format!("security {}", scheme.map_or("", |scheme| &scheme.name))
            }
            Self::Operation(index) => format!("operation {}", operation(index)),
            Self::Parameter(of, index) => {
                let parameters = api.operations.get(of).map(|operation| &operation.parameters);
                let parameter = parameters.and_then(|all| all.get(index));
                let name = parameter.map_or("", |parameter| &parameter.name);
                format!("operation {}, parameter {name}", operation(of))
            }
            Self::Body(of) => format!("operation {}, body", operation(of)),
            Self::Response(of, index) => {
                let responses = api.operations.get(of).map(|operation| &operation.responses);
                let response = responses.and_then(|all| all.get(index));
                let status = response.map(|response| response.status.to_string());
                format!(
                    "operation {}, answer {}",
                    operation(of),
                    status.unwrap_or_default()
                )
            }
            Self::Incoming(index) => {
                let request = api.incoming.get(index);
                format!("incoming {}", request.map_or("", |request| &request.name))
            }
            Self::Schema(id) => match &api.schemas.get(id).name {
                Name::Declared(name) => format!("schema {name}"),
                Name::Suggested(words) => format!("schema {}", words.join(".")),
            },
        }
    }
}
