//! A response that is read value by value, as it arrives.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;

use super::client::Client;
use super::decode_error::DecodeError;
use super::error::{Error, ErrorKind};
use super::exchange::transport_failure;
use super::framing::{Frame, Frames, Framing};
use super::headers::Headers;
use super::options::Options;
use super::response::ResponseParts;
use super::transport::{BoxFuture, ReadBody};
use super::undecoded::UndecodedResponse;

/// How the values of a response are separated and decoded.
pub struct Decoding<T> {
    framing: Framing,
    /// `None` where the frame says that nothing follows.
    decode: fn(Frame) -> Result<Option<T>, DecodeError>,
}

impl<T> Decoding<T> {
    pub(super) fn new(framing: Framing, decode: fn(Frame) -> Result<Option<T>, DecodeError>) -> Self {
        Self { framing, decode }
    }
}

impl<T> fmt::Debug for Decoding<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoding")
            .field("framing", &self.framing)
            .finish_non_exhaustive()
    }
}

/// The values of a response, one after another, as they arrive.
///
/// [`next`](Self::next) returns them, and the type implements `Stream`. The timeout of the call ends with
/// the head of the response; from there on only pauses are limited (`stall_timeout`). A value
/// that cannot be decoded is an error, and the next one follows; after any other error nothing does.
/// Dropping the stream closes the connection.
#[must_use = "nothing is read until the next value is asked for"]
pub struct ResponseStream<T> {
    source: Source,
    decode: fn(Frame) -> Result<Option<T>, DecodeError>,
    head: Head,
}

/// The head of the response.
struct Head {
    client: Client,
    operation: &'static str,
    parts: ResponseParts,
    attempts: u32,
    elapsed: Duration,
}

/// The source of the bytes.
enum Source {
    Waiting(Box<Reader>),
    Reading(BoxFuture<'static, (Box<Reader>, Result<bool, Error>)>),
    /// The bytes have ended; complete frames may be left.
    AtEnd(Box<Reader>),
    Ended,
}

struct Reader {
    body: Box<dyn ReadBody>,
    frames: Frames,
    client: Client,
    stall_timeout: Duration,
    /// The size limit of one frame.
    limit: usize,
}

impl Reader {
    async fn read(mut self: Box<Self>) -> (Box<Self>, Result<bool, Error>) {
        let read = self.body.read(self.frames.buffer());
        let outcome = match tokio::time::timeout(self.stall_timeout, read).await {
            Ok(outcome) => outcome.map_err(|error| transport_failure(&self.client, error)),
            Err(_) => Err(Error::new(
                ErrorKind::Timeout,
                "the response stalled before its end",
            )),
        };
        (self, outcome)
    }

    fn is_over_limit(&self) -> bool {
        self.frames.waiting() > self.limit
    }
}

impl<T> ResponseStream<T> {
    pub(super) fn new(response: UndecodedResponse, options: &Options, decoding: &Decoding<T>) -> Self {
        let UndecodedResponse {
            client,
            operation,
            parts,
            unread,
            attempts,
            elapsed,
        } = response;
        let source = unread.map_or(Source::Ended, |body| {
            Source::Waiting(Box::new(Reader {
                body,
                frames: Frames::new(decoding.framing),
                client: client.clone(),
                stall_timeout: options.stall_timeout,
                limit: options.max_response_bytes,
            }))
        });
        Self {
            source,
            decode: decoding.decode,
            head: Head {
                client,
                operation,
                parts,
                attempts,
                elapsed,
            },
        }
    }

    /// Returns the next value, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Returns the status code.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.head.parts.status()
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &Headers {
        self.head.parts.headers()
    }

    /// Returns the server's id of this request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.head.parts.request_id()
    }

    /// Returns the number of attempts.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.head.attempts
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            match std::mem::replace(&mut self.source, Source::Ended) {
                Source::Ended => return Poll::Ready(None),
                Source::AtEnd(mut reader) => {
                    let Some(frame) = reader.frames.next(true) else {
                        return Poll::Ready(None);
                    };
                    self.source = Source::AtEnd(reader);
                    return Poll::Ready(self.decode(frame));
                }
                Source::Waiting(mut reader) => {
                    if let Some(frame) = reader.frames.next(false) {
                        self.source = Source::Waiting(reader);
                        return Poll::Ready(self.decode(frame));
                    }
                    if reader.is_over_limit() {
                        let message = format!("a part of the response is larger than {} bytes", reader.limit);
                        return Poll::Ready(Some(Err(self.error(Error::new(ErrorKind::TooLarge, message)))));
                    }
                    self.source = Source::Reading(Box::pin(reader.read()));
                }
                Source::Reading(mut reading) => {
                    let Poll::Ready((reader, outcome)) = reading.as_mut().poll(context) else {
                        self.source = Source::Reading(reading);
                        return Poll::Pending;
                    };
                    self.source = match outcome {
                        Ok(true) => Source::Waiting(reader),
                        Ok(false) => Source::AtEnd(reader),
                        Err(error) => return Poll::Ready(Some(Err(self.error(error)))),
                    };
                }
            }
        }
    }

    fn decode(&mut self, frame: Frame) -> Option<Result<T, Error>> {
        match (self.decode)(frame) {
            Ok(Some(value)) => Some(Ok(value)),
            Ok(None) => {
                self.source = Source::Ended;
                None
            }
            Err(problem) => {
                let problem = problem.redacted(|text| self.head.client.redact(text));
                let message = format!("cannot decode a value of the response: {problem}");
                let error = Error::new(ErrorKind::Decode, message);
                Some(Err(self.error(error.with_decode(problem))))
            }
        }
    }

    fn error(&self, error: Error) -> Error {
        let Head {
            operation,
            parts,
            attempts,
            elapsed,
            ..
        } = &self.head;
        error
            .with_operation(operation)
            .with_response(parts.clone())
            .with_progress(*attempts, *elapsed, true)
    }
}

/// Nothing in it points into itself.
impl<T> Unpin for ResponseStream<T> {}

impl<T> Stream for ResponseStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<T> fmt::Debug for ResponseStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseStream")
            .field("operation", &self.head.operation)
            .field("status", &self.status())
            .field("headers", self.headers())
            .finish_non_exhaustive()
    }
}
