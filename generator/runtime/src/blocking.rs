//! Blocking calls.
//!
//! A thread of the crate's own drives connections and timers, begun with the first call. The call itself runs on
//! the thread that makes it. Knows nothing of operations.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{OnceLock, mpsc};
use std::thread;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use super::error::Error;
use super::pagination::{Items, Pages};
use super::response_stream::ResponseStream;

static RUNTIME: OnceLock<Result<Handle, String>> = OnceLock::new();

thread_local! {
    /// Whether the thread is in a blocking call.
    static IS_WAITING: Cell<bool> = const { Cell::new(false) };
}

/// Blocks until a call is complete. Within an async runtime that is an error: the call may depend on tasks of
/// this thread. Await the call there.
pub fn wait<T: Send>(call: impl Future<Output = Result<T, Error>> + Send) -> Result<T, Error> {
    run(call).unwrap_or_else(Err)
}

/// Runs work to its end.
fn run<T: Send>(work: impl Future<Output = T> + Send) -> Result<T, Error> {
    let handle = RUNTIME.get_or_init(start).as_ref().map_err(Error::config)?;
    if Handle::try_current().is_ok() {
        let message = "a blocking call within an async runtime would hold it up: await the call instead";
        return Err(Error::config(message));
    }
    IS_WAITING.set(true);
    let done = handle.block_on(work);
    IS_WAITING.set(false);
    Ok(done)
}

/// Returns whether this thread is in a blocking call. Such calls have connections of their own: those of an
/// async runtime make no progress while it is not driven.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub(super) fn is_waiting() -> bool {
    IS_WAITING.get()
}

/// Begins the thread. It lasts as long as the process does.
fn start() -> Result<Handle, String> {
    let (give, take) = mpsc::channel();
    let drive = move || match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            if give.send(Ok(runtime.handle().clone())).is_ok() {
                runtime.block_on(std::future::pending::<()>());
            }
        }
        Err(error) => drop(give.send(Err(error.to_string()))),
    };
    let failed = |error: &dyn ToString| format!("no thread for blocking calls: {}", error.to_string());
    thread::Builder::new()
        .name("sdk-blocking".to_owned())
        .spawn(drive)
        .map_err(|error| failed(&error))?;
    let started = take.recv().map_err(|error| failed(&error))?;
    started.map_err(|error| failed(&error))
}

/// A stream as a blocking iterator.
#[derive(Debug)]
#[must_use = "nothing is sent until the first value is asked for"]
pub struct Blocking<S> {
    stream: S,
}

impl<T> Items<T> {
    /// Returns a blocking iterator over the values.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking { stream: self }
    }
}

impl<T> Pages<T> {
    /// Returns a blocking iterator over the values.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking { stream: self }
    }
}

impl<T> ResponseStream<T> {
    /// Returns a blocking iterator over the values.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking { stream: self }
    }
}

impl<S> Blocking<S> {
    /// Returns the stream, for example to ask for its cursor.
    #[must_use]
    pub fn get_ref(&self) -> &S {
        &self.stream
    }

    /// Returns the stream, to continue with it in async code.
    #[must_use]
    pub fn into_inner(self) -> S {
        self.stream
    }
}

impl<S, T> Iterator for Blocking<S>
where
    S: Stream<Item = Result<T, Error>> + Unpin + Send,
    T: Send,
{
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = poll_fn(|context| Pin::new(&mut self.stream).poll_next(context));
        run(next).unwrap_or_else(|error| Some(Err(error)))
    }
}
