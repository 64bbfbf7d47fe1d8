//! Connections are encrypted, and servers are authenticated.

use std::fs;
use std::io::Write as _;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::json;
use tests::CannedReply;
use tests::runtime::ErrorKind;

use crate::server::{guarded, read_head};

/// A TLS server with a self-signed certificate for `localhost`. Its thread runs until the process ends.
pub(crate) struct TlsServer {
    port: u16,
    certificate: String,
    /// The number of requests.
    requests: Arc<AtomicUsize>,
}

impl TlsServer {
    /// Starts a server that always sends the same response.
    pub(crate) fn start(reply: CannedReply) -> Self {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("there are versions")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .expect("the key fits the certificate");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port is free");
        let server = Self {
            port: listener.local_addr().expect("it is bound").port(),
            certificate: made.cert.pem(),
            requests: Arc::default(),
        };
        let (config, requests) = (Arc::new(config), Arc::clone(&server.requests));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Broken connections are reported by the client.
                let _ = answer(stream, Arc::clone(&config), &reply, &requests);
            }
        });
        server
    }

    pub(crate) fn base_url(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// Returns the certificate in PEM.
    pub(crate) fn certificate(&self) -> &str {
        &self.certificate
    }
}

fn answer(
    stream: TcpStream,
    config: Arc<ServerConfig>,
    reply: &CannedReply,
    requests: &AtomicUsize,
) -> std::io::Result<()> {
    let connection = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut stream = StreamOwned::new(connection, stream);
    read_head(&mut stream)?;
    requests.fetch_add(1, Ordering::SeqCst);
    stream.write_all(&reply.to_bytes())?;
    stream.conn.send_close_notify();
    stream.flush()
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_gets_nothing() {
    let server = TlsServer::start(CannedReply::json(200, &json!({"name": "a"})));
    let stranger = guarded("token", "key")
        .base_url(server.base_url())
        .build()
        .expect("it is valid");
    let error = stranger
        .things()
        .get("a")
        .await
        .expect_err("nobody vouches for it");
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    // The certificate is for another name.
    let elsewhere = server.base_url().replace("localhost", "127.0.0.1");
    let elsewhere = guarded("token", "key")
        .base_url(elsewhere)
        .root_certificates(server.certificate());
    let elsewhere = elsewhere.build().expect("the settings are valid");
    let error = elsewhere
        .things()
        .get("a")
        .await
        .expect_err("it has another name");
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    assert_eq!(server.requests.load(Ordering::SeqCst), 0);
    let known = guarded("token", "key")
        .base_url(server.base_url())
        .root_certificates(server.certificate());
    let known = known.build().expect("the settings are valid");
    let thing = known.things().get("a").await.expect("the caller vouches for it");
    assert_eq!(thing.name.as_deref(), Some("a"));
    assert_eq!(server.requests.load(Ordering::SeqCst), 1);
}

/// A proxy on loopback, and the request heads that it receives. An open proxy makes tunnels; others ask for a
/// password.
struct Proxy {
    port: u16,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    fn start(is_open: bool) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a loopback port is free");
        let proxy = Self {
            port: listener.local_addr().expect("it is bound").port(),
            heads: Arc::default(),
        };
        let heads = Arc::clone(&proxy.heads);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let _ = tunnel(stream, is_open, &heads);
            }
        });
        proxy
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn tunnel(mut stream: TcpStream, is_open: bool, heads: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let head = String::from_utf8_lossy(&read_head(&mut stream)?).into_owned();
    let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
    heads.lock().unwrap_or_else(PoisonError::into_inner).push(head);
    if !is_open {
        return stream.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    }
    let server = TcpStream::connect(target)?;
    stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n")?;
    let (mut from_client, mut to_server) = (stream.try_clone()?, server.try_clone()?);
    thread::spawn(move || std::io::copy(&mut from_client, &mut to_server));
    let (mut from_server, mut to_client) = (server, stream);
    thread::spawn(move || std::io::copy(&mut from_server, &mut to_client));
    Ok(())
}

#[tokio::test]
async fn through_a_proxy_the_connection_is_encrypted_up_to_the_server() {
    let server = TlsServer::start(CannedReply::json(200, &json!({"name": "a"})));
    let proxy = Proxy::start(true);
    let client = guarded("token", "key")
        .base_url(server.base_url())
        .root_certificates(server.certificate())
        .proxy(format!("http://user:pass@127.0.0.1:{}", proxy.port))
        .build()
        .expect("the settings are valid");
    let thing = client.things().get("a").await.expect("the proxy makes a tunnel");
    assert_eq!(thing.name.as_deref(), Some("a"));
    let heads = proxy.heads();
    let head = heads.first().expect("the proxy is asked").to_lowercase();
    assert!(
        head.starts_with(&format!("connect localhost:{} http/1.1\r\n", server.port)),
        "{head}"
    );
    assert!(
        head.contains("proxy-authorization: basic dxnlcjpwyxnz\r\n"),
        "{head}"
    );
    assert!(!head.contains("things") && !head.contains("key"), "{head}");
}

#[tokio::test]
async fn a_proxy_that_refuses_is_told_and_sees_no_credential() {
    let proxy = Proxy::start(false);
    let client = guarded("token", "cr3dential")
        .base_url("https://api.invalid")
        .proxy(format!("http://user:pa55@127.0.0.1:{}", proxy.port))
        .build()
        .expect("the settings are valid");
    let error = client.things().get("a").await.expect_err("it makes no tunnel");
    assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
    let told = format!("{error} {error:?}");
    assert!(!told.contains("pa55") && !told.contains("cr3dential"), "{told}");
    assert!(proxy.heads().iter().all(|head| !head.contains("cr3dential")));
}

/// Collects the sources of the SDK, with their names.
fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("the SDK is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            let text = fs::read_to_string(&path).expect("it is text");
            found.push((path.display().to_string(), text));
        }
    }
}

#[test]
fn nothing_that_is_public_turns_verification_off() {
    let mut found = Vec::new();
    sources(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../generated-sdk/src")),
        &mut found,
    );
    let words = [
        "danger",
        "insecure",
        "accept_invalid",
        "verif",
        "hostname",
        "tls",
        "sni",
        "no_check",
    ];
    let mut seen = 0;
    for (path, text) in &found {
        for line in text
            .lines()
            .map(str::trim_start)
            .filter(|line| line.starts_with("pub fn "))
        {
            seen += 1;
            let name = line
                .trim_start_matches("pub fn ")
                .split(['(', '<'])
                .next()
                .unwrap_or_default();
            assert!(!words.iter().any(|word| name.contains(word)), "{path}: {name}");
        }
        for call in [
            "danger_accept_invalid",
            "tls_danger",
            "min_tls_version",
            "tls_sni(false)",
        ] {
            assert!(!text.contains(call), "{path}: {call}");
        }
    }
    assert!(seen > 100, "{seen} public functions");
}

#[test]
fn the_tls_stack_has_no_openssl() {
    let output = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--locked",
            "--package",
            "orq-sdk",
            "--edges",
            "normal",
        ])
        .args([
            "--prefix",
            "none",
            "--no-default-features",
            "--features",
            "rustls",
        ])
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let tree = String::from_utf8(output.stdout).expect("names are text");
    let has = |name: &str| tree.lines().any(|line| line.split(' ').next() == Some(name));
    assert!(
        has("rustls") && has("rustls-platform-verifier") && has("ring"),
        "{tree}"
    );
    for other in [
        "openssl",
        "openssl-sys",
        "native-tls",
        "aws-lc-rs",
        "aws-lc-sys",
        "tokio-native-tls",
    ] {
        assert!(!has(other), "{other}");
    }
}
