//! A minimal client that sends a request and returns the response.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::Value;
use tests::identities_server::IdentitiesServer;

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Reply {
    /// Returns the body as JSON, or panics if it is not JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Returns the member `error` of the body, which all error responses but one have.
    pub(crate) fn error(&self) -> String {
        self.json()["error"].as_str().expect("an error").to_owned()
    }
}

/// Sends these bytes to the server and reads until the connection closes.
pub(crate) fn exchange(base_url: &str, request: &str) -> Vec<u8> {
    let address = base_url.strip_prefix("http://").expect("an http URL");
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.write_all(request.as_bytes()).expect("it reads");
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply).expect("it answers");
    reply
}

/// Sends a request with these header lines, each terminated by `\r\n`.
pub(crate) fn send(base_url: &str, line: &str, headers: &str, body: &str) -> Reply {
    let request = format!(
        "{line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{headers}content-length: {}\r\n\r\n{body}",
        body.len()
    );
    let reply = String::from_utf8(exchange(base_url, &request)).expect("UTF-8");
    let (head, body) = reply.split_once("\r\n\r\n").expect("a head");
    Reply {
        status: head[9..12].parse().expect("a status"),
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

/// Sends a request with the key and an optional JSON body.
pub(crate) fn call(server: &IdentitiesServer, line: &str, body: Option<&Value>) -> Reply {
    let key = format!("authorization: Bearer {}\r\n", server.api_key());
    match body {
        None => send(&server.base_url(), line, &key, ""),
        Some(body) => {
            let headers = format!("{key}content-type: application/json\r\n");
            send(&server.base_url(), line, &headers, &body.to_string())
        }
    }
}

/// Starts a server with these identities.
pub(crate) fn seeded(identities: &[(&str, &str, &str, &[&str])]) -> IdentitiesServer {
    let server = IdentitiesServer::start().expect("a free port");
    server.seed(identities);
    server
}
