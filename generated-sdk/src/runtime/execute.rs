//! Executes a call: attempts, retries, deadlines and middleware.
//!
//! The request comes from `prepare` and `sign`; the response is decoded by whoever asked for it.

use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use super::call::Call;
use super::error::{Error, ErrorKind};
use super::exchange::{Exchange, Exchanged, ReadMode};
use super::middleware::{Endpoint, Next, Target};
use super::observe::Observed;
use super::prepare::prepare;
use super::retry::{self, Failure};
use super::sign::Signer;
use super::transport::{BoxFuture, HttpRequest, HttpResponse};
use super::undecoded::UndecodedResponse;

/// The state that the attempts of one call share.
struct Run<'a> {
    call: &'a Call,
    exchange: Exchange<'a>,
    signer: Signer<'a>,
    observed: Observed,
    deadline: Option<Instant>,
    /// The number of attempts so far.
    attempts: AtomicU32,
    /// Whether the server may have received the request.
    sent: AtomicBool,
}

/// Sends a call until it succeeds or must not be retried. Boxed here, once, so that generic callers stay small.
pub(super) fn execute(call: Call, reading: ReadMode) -> BoxFuture<'static, Result<UndecodedResponse, Error>> {
    Box::pin(run(call, reading))
}

async fn run(call: Call, reading: ReadMode) -> Result<UndecodedResponse, Error> {
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
            Ok(UndecodedResponse {
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
    fn new(call: &'a Call, reading: ReadMode, started: Instant) -> Result<Self, Error> {
        // A mistake in the call is reported before a missing credential, and before a token is fetched.
        let signer = match Signer::new(call) {
            Ok(signer) => signer,
            Err(error) => return Err(prepare(call).err().unwrap_or(error)),
        };
        if signer.has_providers() {
            prepare(call)?;
        }
        Ok(Self {
            call,
            exchange: Exchange {
                client: &call.client,
                options: &call.options,
                reading,
            },
            signer,
            observed: Observed::call(target(call, 0), method(call)),
            deadline: started.checked_add(call.options.timeout),
            attempts: AtomicU32::new(0),
            sent: AtomicBool::new(false),
        })
    }

    async fn whole(&self) -> Result<Exchanged, Error> {
        if tokio::runtime::Handle::try_current().is_err() {
            // A mistake in the call is reported first.
            prepare(self.call)?;
            return Err(Error::config("must be called within a tokio runtime"));
        }
        if self.signer.has_providers() {
            self.in_time(pin!(self.signer.fetch(&[]))).await?;
        }
        let request = self.signer.sign(prepare(self.call)?);
        let middleware = &self.call.client.shared.call_middleware;
        if middleware.is_empty() {
            return self.attempts(request).await;
        }
        let handled = pin!(async {
            let response = Next::new(middleware, self, target(self.call, 0))
                .run(request)
                .await?;
            self.exchange.receive(response, false).await
        });
        self.in_time(handled).await
    }

    /// Makes attempts until one succeeds or no further one is allowed.
    async fn attempts(&self, mut request: HttpRequest) -> Result<Exchanged, Error> {
        // A request that middleware may have changed is kept for another attempt. Others are prepared again: most
        // calls need only one attempt.
        let has_middleware = !self.call.client.shared.call_middleware.is_empty();
        let mut kept = has_middleware.then(|| self.signer.keep(request.clone()));
        let repeatable =
            self.call.idempotent || self.call.options.retry_unsafe || retry::is_idempotent(&request.method);
        let mut has_renewed = false;
        loop {
            let attempt = self.attempts.fetch_add(1, Ordering::Relaxed) + 1;
            let numbers = self.signer.token_numbers();
            let error = match self.attempt(request, attempt).await {
                Ok(exchanged) => {
                    self.call.client.shared.budget.give();
                    return Ok(exchanged);
                }
                Err(error) => error,
            };
            self.sent.fetch_or(error.may_have_been_sent(), Ordering::Relaxed);
            // The server rejected the token and did nothing, so any method may be retried once.
            if error.is_unauthorized() && !has_renewed && self.signer.has_providers() {
                has_renewed = true;
                self.in_time(pin!(self.signer.fetch(&numbers))).await?;
            } else {
                let Some(pause) = self.pause_before_retry(&error, attempt, repeatable) else {
                    return Err(error);
                };
                self.observed.retries(pause);
                tokio::time::sleep(pause).await;
            }
            request = match &mut kept {
                Some(kept) => self.signer.sign_again(kept),
                None => self.signer.sign(prepare(self.call)?),
            };
        }
    }

    /// Returns the pause before the next attempt, or `None` if there is none.
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
        // The pause must leave time for the attempt after it.
        (pause < left && self.call.client.shared.budget.take()).then_some(pause)
    }

    /// Makes one attempt, within its own time limit and that of the call.
    async fn attempt(&self, request: HttpRequest, attempt: u32) -> Result<Exchanged, Error> {
        let target = target(self.call, attempt);
        let observed = Observed::attempt(target, &request, self.call.client());
        let exchange = pin!(self.exchange.send(request, target));
        let limited = pin!(async {
            let Some(own) = self.call.options.attempt_timeout else {
                return exchange.await;
            };
            tokio::time::timeout(own, exchange).await.unwrap_or_else(|_| {
                let message = "no complete response within the timeout of one attempt";
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

    /// Limits work to the time limit of the call.
    async fn in_time<T>(&self, work: Pin<&mut impl Future<Output = Result<T, Error>>>) -> Result<T, Error> {
        let Some(deadline) = self.deadline else {
            return work.await;
        };
        tokio::time::timeout_at(deadline, work).await.unwrap_or_else(|_| {
            let message = format!("no complete response within {:?}", self.call.options.timeout);
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

/// The attempts as the innermost layer of middleware around a call.
impl Endpoint for Run<'_> {
    fn send(&self, request: HttpRequest) -> BoxFuture<'_, Result<HttpResponse, Error>> {
        Box::pin(async move { self.attempts(request).await.map(HttpResponse::from) })
    }
}
