//! Makes the client from what the builder has collected.

use std::sync::Arc;

use super::super::base_url::BaseUrl;
use super::super::client::{Client, Shared};
use super::super::error::Error;
use super::super::headers::is_token_byte;
use super::super::retry::Budget;
use super::super::transport::{ConnectionSettings, HttpTransport};
use super::{ClientBuilder, SdkInfo};

impl ClientBuilder {
    /// Builds the client, or returns the first error in the settings.
    pub fn build(self) -> Result<Client, Error> {
        if let Some(mistake) = self.mistake {
            return Err(Error::config(mistake));
        }
        self.check_required()?;
        let base_url = match self.base_url.as_deref().or(self.info.base_url) {
            Some(url) => Some(
                BaseUrl::parse(url, self.allow_http)
                    .map_err(|problem| Error::config(format!("the base URL {problem}")))?,
            ),
            None => None,
        };
        let user_agent = user_agent(self.info, self.app)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&self.connection)?,
        };
        let shared = Shared {
            transport,
            base_url,
            is_chosen_url: self.base_url.is_some(),
            allow_http: self.allow_http,
            credentials: self.credentials,
            user_agent,
            default_headers: self.default_headers,
            call_middleware: self.call_middleware,
            attempt_middleware: self.attempt_middleware,
            recorded: self.recorded,
            budget: Budget::new(),
        };
        Ok(Client {
            shared: Arc::new(shared),
            options: Arc::new(self.options),
        })
    }

    fn check_required(&self) -> Result<(), Error> {
        let missing = self.required.iter().find(|name| !self.credentials.has(name));
        let Some(name) = missing else { return Ok(()) };
        let scheme = self.info.security.iter().find(|scheme| scheme.name == *name);
        let hint = scheme
            .and_then(|scheme| scheme.env)
            .map(|env| format!(" (environment variable {env})"));
        Err(Error::config(format!(
            "no credential for {name}{}",
            hint.unwrap_or_default()
        )))
    }
}

fn user_agent(info: &SdkInfo, app: Option<(String, String)>) -> Result<String, Error> {
    let sdk = format!("{}/{}", info.name, info.version);
    let Some((name, version)) = app else {
        return Ok(sdk);
    };
    for part in [&name, &version] {
        if part.is_empty() || !part.bytes().all(is_token_byte) {
            return Err(Error::config(
                "the application's name and version must be letters, digits and !#$%&'*+-.^_`|~",
            ));
        }
    }
    Ok(format!("{name}/{version} {sdk}"))
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn default_transport(connection: &ConnectionSettings) -> Result<Box<dyn HttpTransport>, Error> {
    match super::super::transport_hyper::HyperTransport::new(connection) {
        Ok(transport) => Ok(Box::new(transport)),
        Err(error) => {
            let message = format!("the HTTP client cannot be set up: {error}");
            Err(Error::config(message).with_source(error.into_source()))
        }
    }
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn default_transport(_connection: &ConnectionSettings) -> Result<Box<dyn HttpTransport>, Error> {
    Err(Error::config(
        "no HTTP client is compiled in: enable a TLS feature or give a transport",
    ))
}
