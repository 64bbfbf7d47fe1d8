//! A server that accepts any request, records its bytes, and sends prepared responses.
//!
//! It uses no HTTP library, so a test sees exactly what was sent: header case, order, and a request target
//! that a library would reject or repair.

mod request;

use std::collections::VecDeque;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use serde_json::json;

use crate::wire::{CannedReply, RecordedRequest, lock};

/// The timeout for a client that sends nothing.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running recorder, which stops when it is dropped.
///
/// Each connection serves one request, and is closed after the response.
#[derive(Debug)]
pub struct RecordingServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    /// Each request, parsed and as raw bytes.
    requests: Mutex<Vec<(RecordedRequest, Vec<u8>)>>,
    replies: Mutex<VecDeque<Vec<u8>>>,
    stopping: AtomicBool,
}

impl RecordingServer {
    /// Starts a recorder on a free loopback port.
    pub fn start() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::default());
        let thread = {
            let shared = Arc::clone(&shared);
            thread::Builder::new()
                .name("recording-server".to_owned())
                .spawn(move || accept(&listener, &shared))?
        };
        Ok(Self {
            address,
            shared,
            thread: Some(thread),
        })
    }

    /// Returns the base URL, such as `http://127.0.0.1:41234`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the recorded requests, with header names as they were sent.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.requests)
            .iter()
            .map(|(request, _)| request.clone())
            .collect()
    }

    /// Returns the bytes of each recorded request, from the request line to the end of the body.
    #[must_use]
    pub fn raw_requests(&self) -> Vec<Vec<u8>> {
        lock(&self.shared.requests)
            .iter()
            .map(|(_, raw)| raw.clone())
            .collect()
    }

    /// Clears the recorded requests.
    pub fn clear_requests(&self) {
        lock(&self.shared.requests).clear();
    }

    /// Sends this response to the next request. Several responses are queued; after the last, the server
    /// sends `200 {}`.
    pub fn reply_next(&self, reply: &CannedReply) {
        self.reply_next_raw(reply.to_bytes());
    }

    /// Sends these bytes to the next request, and closes the connection. Empty bytes close it without a
    /// response.
    pub fn reply_next_raw(&self, reply: impl Into<Vec<u8>>) {
        lock(&self.shared.replies).push_back(reply.into());
    }
}

impl Drop for RecordingServer {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // `accept` blocks until a client connects.
        let woken = TcpStream::connect(self.address).is_ok();
        if let Some(thread) = self.thread.take()
            && woken
        {
            let _ = thread.join();
        }
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopping.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let shared = Arc::clone(shared);
        // Broken connections are reported by the client.
        thread::spawn(move || answer(stream, &shared));
    }
}

fn answer(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let (request, raw) = match request::read(&mut stream) {
        Ok(Some(request)) => request,
        // The client opened a connection without sending a request.
        Ok(None) => return Ok(()),
        Err(error) => {
            let refusal = CannedReply::text(400, "text/plain", error.to_string());
            return stream.write_all(&refusal.to_bytes());
        }
    };
    // Both locks are taken together, so responses are sent in the order in which requests are recorded.
    let reply = {
        let mut requests = lock(&shared.requests);
        requests.push((request, raw));
        lock(&shared.replies).pop_front()
    };
    stream.write_all(&reply.unwrap_or_else(|| CannedReply::json(200, &json!({})).to_bytes()))
}
