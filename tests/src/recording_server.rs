//! A server that takes any request, keeps its bytes, and answers what it was told to.
//!
//! No HTTP library stands between the client and the record, so that a test sees what was really
//! sent: header case, order, and a request target that a library would refuse or mend.

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

/// A client that says nothing for so long has failed.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running recorder; it stops when it is dropped.
///
/// Every connection carries one request and is closed after the reply.
#[derive(Debug)]
pub struct RecordingServer {
    address: SocketAddr,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    /// Each request, parsed and as it came.
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

    /// Where the recorder is, such as `http://127.0.0.1:41234`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests so far, with header names as they were sent.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        lock(&self.shared.requests)
            .iter()
            .map(|(request, _)| request.clone())
            .collect()
    }

    /// The bytes of each request so far, from the request line to the end of the body.
    #[must_use]
    pub fn raw_requests(&self) -> Vec<Vec<u8>> {
        lock(&self.shared.requests)
            .iter()
            .map(|(_, raw)| raw.clone())
            .collect()
    }

    /// Forgets the requests so far.
    pub fn clear_requests(&self) {
        lock(&self.shared.requests).clear();
    }

    /// Answers the next request with this; several queue up. After the last, `200 {}` goes out.
    pub fn reply_next(&self, reply: &CannedReply) {
        self.reply_next_raw(reply.to_bytes());
    }

    /// Answers the next request with these bytes and closes. No bytes: it closes without a reply.
    pub fn reply_next_raw(&self, reply: impl Into<Vec<u8>>) {
        lock(&self.shared.replies).push_back(reply.into());
    }
}

impl Drop for RecordingServer {
    fn drop(&mut self) {
        self.shared.stopping.store(true, Ordering::SeqCst);
        // `accept` blocks until somebody comes.
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
        // A connection that breaks is the client's to notice.
        thread::spawn(move || answer(stream, &shared));
    }
}

fn answer(mut stream: TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let (request, raw) = match request::read(&mut stream) {
        Ok(Some(request)) => request,
        // The client opened a connection and thought better of it.
        Ok(None) => return Ok(()),
        Err(error) => {
            let refusal = CannedReply::text(400, "text/plain", error.to_string());
            return stream.write_all(&refusal.to_bytes());
        }
    };
    // Both locks in one place: replies go out in the order in which requests are recorded.
    let reply = {
        let mut requests = lock(&shared.requests);
        requests.push((request, raw));
        lock(&shared.replies).pop_front()
    };
    stream.write_all(&reply.unwrap_or_else(|| CannedReply::json(200, &json!({})).to_bytes()))
}
