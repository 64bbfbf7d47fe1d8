//! An in-memory identities service that follows the rules of `spec/identities.yaml`.
//!
//! Where the document is silent, the server is strict: identities are listed in the order of their creation;
//! an unknown query parameter or body field is a 400, so that a client cannot invent one unnoticed;
//! `starting_after` together with `ending_before` is a 400; a body that is not `application/json` is a 415.
//! Formats such as `email` are not checked: in `OpenAPI` 3.1 they are annotations.
//!
//! IDs and times come from counters, so the same calls give the same responses.

mod profile;
mod routes;
mod stamp;
mod store;

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use axum::Router;
use axum::body::Body;
use axum::response::Response;
use serde_json::{Map, Value, json};
use tokio::runtime::Builder;
use tokio::sync::oneshot;

use crate::wire::{CannedReply, RecordedRequest, lock};
use store::Store;

/// The key that [`IdentitiesServer::start`] asks for.
const TEST_KEY: &str = "test-key";

/// A running service, which stops when it is dropped.
#[derive(Debug)]
pub struct IdentitiesServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// State that the handlers and the test share.
#[derive(Debug)]
struct Shared {
    key: String,
    store: Mutex<Store>,
    requests: Mutex<Vec<RecordedRequest>>,
    replies: Mutex<VecDeque<Response>>,
    metrics_fail: AtomicBool,
}

impl IdentitiesServer {
    /// Starts a service on a free loopback port, with the key `test-key`.
    pub fn start() -> io::Result<Self> {
        Self::start_on(0, TEST_KEY)
    }

    /// Starts a service with this key on a loopback port; 0 selects a free one.
    pub fn start_on(port: u16, key: &str) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            key: key.to_owned(),
            store: Mutex::default(),
            requests: Mutex::default(),
            replies: Mutex::default(),
            metrics_fail: AtomicBool::new(false),
        });
        let (stop, stopped) = oneshot::channel();
        let thread = serve(listener, routes::router(Arc::clone(&shared)), stopped)?;
        Ok(Self {
            address,
            shared,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Returns the base URL, such as `http://127.0.0.1:41234`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the key that requests must contain.
    #[must_use]
    pub fn api_key(&self) -> &str {
        &self.shared.key
    }

    /// Returns every request since the start or [`Self::clear_requests`], including rejected ones.
    ///
    /// Targets are as on the wire. Header names are in lower case, as the HTTP server gives them; the
    /// [`recording_server`](crate::recording_server) keeps their case.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.requests).clone()
    }

    /// Clears the recorded requests.
    pub fn clear_requests(&self) {
        lock(&self.shared.requests).clear();
    }

    /// Sets whether retrieving an identity with its metrics fails with the documented 500.
    pub fn fail_metrics(&self, fail: bool) {
        self.shared.metrics_fail.store(fail, Ordering::SeqCst);
    }

    /// Sends this response to the next request, whatever it is. Several responses are queued.
    ///
    /// # Panics
    ///
    /// If the status or a header is invalid.
    pub fn reply_next(&self, reply: CannedReply) {
        let mut response = Response::builder().status(reply.status);
        for (name, value) in reply.headers {
            response = response.header(name, value);
        }
        let response = response
            .body(Body::from(reply.body))
            .expect("the canned reply is valid HTTP");
        lock(&self.shared.replies).push_back(response);
    }

    /// Adds identities without a request, each as `(external_id, display_name, email, tags)`.
    ///
    /// # Panics
    ///
    /// If an external ID is taken.
    pub fn seed(&self, identities: &[(&str, &str, &str, &[&str])]) {
        let mut store = lock(&self.shared.store);
        for (external_id, display_name, email, tags) in identities {
            let profile: Map<String, Value> = [
                ("display_name".to_owned(), json!(display_name)),
                ("email".to_owned(), json!(email)),
                ("tags".to_owned(), json!(tags)),
            ]
            .into_iter()
            .collect();
            store
                .create(external_id, profile)
                .expect("a seeded external ID is new");
        }
    }

    /// Returns all identities in the order of their creation, without metrics.
    #[must_use]
    pub fn identities(&self) -> Vec<Value> {
        lock(&self.shared.store)
            .identities()
            .map(|identity| identity.to_json(false))
            .collect()
    }
}

impl Drop for IdentitiesServer {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // The other end is gone only if the server has already ended.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Serves in a thread of its own until it is stopped.
fn serve(
    listener: TcpListener,
    router: Router,
    stopped: oneshot::Receiver<()>,
) -> io::Result<JoinHandle<()>> {
    listener.set_nonblocking(true)?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let listener = {
        let _entered = runtime.enter();
        tokio::net::TcpListener::from_std(listener)?
    };
    thread::Builder::new()
        .name("identities-server".to_owned())
        .spawn(move || {
            runtime.block_on(async {
                // A graceful shutdown would wait for clients that keep connections open.
                tokio::select! {
                    _ = axum::serve(listener, router) => {}
                    _ = stopped => {}
                }
            });
        })
}
