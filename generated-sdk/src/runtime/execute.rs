//! Sends a call: credentials, attempts, deadlines, and what becomes of an answer.

use std::borrow::Cow;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use super::auth::Proof;
use super::call::Call;
use super::client::Client;
use super::decode_error::DecodeError;
use super::error::{Error, ErrorKind};
use super::exchange::{Exchange, Exchanged, Reading};
use super::middleware::{Endpoint, Next, Target};
use super::observe::Observed;
use super::prepare::{check, prepare, schemes};
use super::response::{Response, ResponseParts};
use super::retry::{self, Failure};
use super::token_provider::Provided;
use super::transport::{BoxFuture, HttpRequest, HttpResponse, ReadBody};

/// A success that is not decoded yet.
pub(super) struct Answer {
    pub(super) client: Client,
    pub(super) operation: &'static str,
    pub(super) parts: ResponseParts,
    /// The body, where only the head was read.
    pub(super) unread: Option<Box<dyn ReadBody>>,
    pub(super) attempts: u32,
    pub(super) elapsed: Duration,
}

impl Answer {
    pub(super) fn decode<T>(
        self,
        decode: fn(&ResponseParts) -> Result<T, DecodeError>,
    ) -> Result<Response<T>, Error> {
        match decode(&self.parts) {
            Ok(value) => Ok(self.with_value(value)),
            Err(problem) => Err(self.undecodable(problem)),
        }
    }

    pub(super) fn parts(&self) -> &ResponseParts {
        &self.parts
    }

    /// The answer with what was decoded from it.
    pub(super) fn with_value<T>(self, value: T) -> Response<T> {
        Response {
            value,
            status: self.parts.status,
            headers: self.parts.headers,
            attempts: self.attempts,
            elapsed: self.elapsed,
        }
    }

    /// The error of an answer that is not what the document says.
    pub(super) fn undecodable(self, problem: DecodeError) -> Error {
        let problem = problem.redacted(|text| self.client.redact(text));
        let message = format!("cannot decode the answer ({}): {problem}", self.parts.status);
        Error::new(ErrorKind::Decode, message)
            .with_operation(self.operation)
            .with_decode(problem)
            .with_response(self.parts)
            .with_progress(self.attempts, self.elapsed, true)
    }
}

/// What the attempts of one call share.
struct Run<'a> {
    call: &'a Call,
    exchange: Exchange<'a>,
    credentials: Held<'a>,
    observed: Observed,
    deadline: Option<Instant>,
    /// How many attempts there were.
    attempts: AtomicU32,
    /// Whether the server may have seen the request.
    sent: AtomicBool,
}

/// The credentials of a call.
struct Held<'a> {
    client: &'a Client,
    schemes: Vec<&'static str>,
    /// Where tokens among them come from.
    providers: Vec<Arc<Provided>>,
}

/// Sends the call until it succeeds or may not be tried again.
pub(super) async fn run(call: Call, reading: Reading) -> Result<Answer, Error> {
    let operation = call.operation.id;
    let started = Instant::now();
    let run = Run::new(&call, reading, started).map_err(|error| error.with_operation(operation))?;
    // A future that is handed over by value is held twice, by its caller and by what waits for it: pinned, it is
    // held once. Each layer below would double the size of the whole.
    let whole = pin!(run.whole());
    let outcome = run.observed.around(whole).await;
    let attempts = run.attempts.load(Ordering::Relaxed);
    match outcome {
        Ok(Exchanged { parts, unread }) => {
            run.observed.succeeded(&parts);
            Ok(Answer {
                client: call.client.clone(),
                operation,
                parts,
                unread,
                attempts,
                elapsed: started.elapsed(),
            })
        }
        Err(error) => {
            run.observed.failed(&error);
            let sent = run.sent.load(Ordering::Relaxed);
            Err(error
                .with_operation(operation)
                .with_progress(attempts, started.elapsed(), sent))
        }
    }
}

impl<'a> Run<'a> {
    fn new(call: &'a Call, reading: Reading, started: Instant) -> Result<Self, Error> {
        // A mistake in the call is told before a missing credential.
        let schemes = match schemes(call) {
            Ok(schemes) => schemes,
            Err(error) => return Err(check(call).err().unwrap_or(error)),
        };
        let client = &call.client;
        let providers = client.shared.credentials.providers(&schemes);
        if !providers.is_empty() {
            check(call)?;
        }
        Ok(Self {
            call,
            exchange: Exchange {
                client,
                options: &call.options,
                reading,
            },
            credentials: Held {
                client,
                schemes,
                providers,
            },
            observed: Observed::call(target(call, 0), method(call)),
            deadline: started.checked_add(call.options.timeout),
            attempts: AtomicU32::new(0),
            sent: AtomicBool::new(false),
        })
    }

    async fn whole(&self) -> Result<Exchanged, Error> {
        if tokio::runtime::Handle::try_current().is_err() {
            // Without credentials that are fetched, what cannot be sent at all is told first.
            check(self.call)?;
            return Err(Error::config("must be called within a tokio runtime"));
        }
        if !self.credentials.providers.is_empty() {
            self.in_time(pin!(self.credentials.fetch(&[]))).await?;
        }
        let request = prepare(self.call, &self.credentials.proof())?;
        let middleware = &self.call.client.shared.call_middleware;
        if middleware.is_empty() {
            return self.attempts(request).await;
        }
        let answered = pin!(async {
            let answer = Next::new(middleware, self, target(self.call, 0))
                .run(request)
                .await?;
            self.exchange.receive(answer, false).await
        });
        self.in_time(answered).await
    }

    /// Attempts, until one succeeds or none may follow.
    async fn attempts(&self, mut request: HttpRequest) -> Result<Exchanged, Error> {
        // What middleware may have changed is kept for another attempt. What it has not is made anew: most calls
        // need but one.
        let mut kept = (!self.call.client.shared.call_middleware.is_empty()).then(|| request.clone());
        let repeatable =
            self.call.idempotent || self.call.options.retry_unsafe || retry::is_idempotent(&request.method);
        let mut has_renewed = false;
        loop {
            let attempt = self.attempts.fetch_add(1, Ordering::Relaxed) + 1;
            let numbers = self.credentials.numbers();
            let error = match self.attempt(request, attempt).await {
                Ok(exchanged) => {
                    self.call.client.shared.budget.give();
                    return Ok(exchanged);
                }
                Err(error) => error,
            };
            self.sent.fetch_or(error.may_have_been_sent(), Ordering::Relaxed);
            // The server refused the token and did nothing, so that any method may be tried once more.
            if error.is_unauthorized() && !has_renewed && !self.credentials.providers.is_empty() {
                has_renewed = true;
                let old = self.credentials.proof().into_owned();
                self.in_time(pin!(self.credentials.fetch(&numbers))).await?;
                if let Some(kept) = &mut kept {
                    self.credentials.proof().replace(&old, kept);
                }
            } else {
                let Some(pause) = self.pause_before_retry(&error, attempt, repeatable) else {
                    return Err(error);
                };
                self.observed.retries(pause);
                tokio::time::sleep(pause).await;
            }
            request = match &kept {
                Some(kept) => kept.clone(),
                None => prepare(self.call, &self.credentials.proof())?,
            };
        }
    }

    /// How long to wait for the next attempt, if there is one.
    fn pause_before_retry(&self, error: &Error, attempts: u32, repeatable: bool) -> Option<Duration> {
        if attempts > self.call.options.max_retries {
            return None;
        }
        let failure = Failure {
            kind: error.kind(),
            response: error.response(),
            retry_after: error.retry_after(),
        };
        let pause = retry::pause(&failure, repeatable, attempts, fastrand::f64())?;
        let left = self
            .deadline
            .map_or(Duration::MAX, |deadline| deadline.duration_since(Instant::now()));
        // The wait must leave time for the attempt after it.
        (pause < left && self.call.client.shared.budget.take()).then_some(pause)
    }

    /// One attempt, within its own limit and that of the call.
    async fn attempt(&self, request: HttpRequest, attempt: u32) -> Result<Exchanged, Error> {
        let target = target(self.call, attempt);
        let observed = Observed::attempt(target, &request, self.call.client());
        let exchange = pin!(self.exchange.send(request, target));
        let limited = pin!(async {
            let Some(own) = self.call.options.attempt_timeout else {
                return exchange.await;
            };
            tokio::time::timeout(own, exchange).await.unwrap_or_else(|_| {
                let message = "no whole answer within the timeout of one attempt";
                Err(Error::new(ErrorKind::Timeout, message))
            })
        });
        let outcome = observed.around(self.in_time(limited)).await;
        match &outcome {
            Ok(exchanged) => observed.succeeded(&exchanged.parts),
            Err(error) => observed.failed(error),
        }
        outcome
    }

    /// Waits no longer than the whole call may take.
    async fn in_time<T>(&self, work: Pin<&mut impl Future<Output = Result<T, Error>>>) -> Result<T, Error> {
        let Some(deadline) = self.deadline else {
            return work.await;
        };
        tokio::time::timeout_at(deadline, work).await.unwrap_or_else(|_| {
            let message = format!("no whole answer within {:?}", self.call.options.timeout);
            Err(Error::new(ErrorKind::Timeout, message))
        })
    }
}

fn target(call: &Call, attempt: u32) -> Target {
    Target {
        operation: call.operation.id,
        path: call.operation.path,
        attempt,
    }
}

fn method(call: &Call) -> &str {
    call.raw
        .as_ref()
        .map_or(call.operation.method, |(method, _)| method)
}

/// The attempts, as what lies behind the last middleware around a call.
impl Endpoint for Run<'_> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        Box::pin(async move { self.attempts(request).await.map(HttpResponse::from) })
    }
}

impl Held<'_> {
    fn proof(&self) -> Cow<'_, Proof> {
        self.client.shared.credentials.proof_of(&self.schemes)
    }

    /// The numbers of the tokens that there are.
    fn numbers(&self) -> Vec<Option<u64>> {
        self.providers.iter().map(|provided| provided.number()).collect()
    }

    /// Sees to it that there are tokens, other than those that were refused.
    async fn fetch(&self, refused: &[Option<u64>]) -> Result<(), Error> {
        for (index, provided) in self.providers.iter().enumerate() {
            provided.ensure(refused.get(index).copied().flatten()).await?;
        }
        Ok(())
    }
}
