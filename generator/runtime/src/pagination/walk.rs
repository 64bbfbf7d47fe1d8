//! Requests one page after the other, and none ahead of time.
//!
//! It holds no page: each is passed to the stream at once, and only its position and that of the next one
//! are kept. The walk can continue from there after any error.

use std::mem;
use std::task::{Context, Poll};

use serde_json::Value;

use super::super::call::Call;
use super::super::error::{Error, ErrorKind};
use super::super::exchange::ReadMode;
use super::super::execute::execute;
use super::super::link;
use super::super::prepare;
use super::super::transport::BoxFuture;
use super::super::undecoded::UndecodedResponse;
use super::step::{self, Page, Step};
use super::{Pagination, PaginationStyle};

/// A walk through the pages of a list.
pub(super) struct Walk {
    pub(super) call: Call,
    pub(super) pagination: &'static Pagination,
    is_backward: bool,
    /// The position of the current page. `None` for the start of the list.
    current: Option<Value>,
    /// The position of the next page.
    next: Option<Value>,
    loops: Loops,
    state: State,
}

enum State {
    /// The next page is requested when the stream is polled.
    Ready,
    /// The request is in flight.
    Asked(BoxFuture<'static, Result<UndecodedResponse, Error>>),
    /// A page was received, and the next one cannot be requested. The next poll reports the error.
    Failing(Error),
    /// An error was reported.
    Failed,
    /// The last page was received.
    Over,
}

/// A page that was received.
pub(super) struct Arrival {
    pub(super) response: UndecodedResponse,
    pub(super) value: Value,
}

impl Walk {
    /// Creates a walk that starts at the call's position.
    pub(super) fn new(call: Call, pagination: &'static Pagination) -> Self {
        let is_backward = match pagination.style {
            PaginationStyle::Cursor {
                backward: Some(cursor),
                ..
            } => call.start(cursor.parameter).is_some(),
            _ => false,
        };
        let mut walk = Self {
            call,
            pagination,
            is_backward,
            current: None,
            next: None,
            loops: Loops::default(),
            state: State::Ready,
        };
        let start = walk.parameter().and_then(|name| walk.call.start(name));
        walk.next = start.map(|given| walk.position(given.clone()));
        walk.current = walk.next.clone();
        walk
    }

    /// Returns the position of the current page.
    pub(super) fn current(&self) -> Option<String> {
        self.current.as_ref().map(text)
    }

    /// Returns the position of the next page; after the end, that of the last page.
    pub(super) fn upcoming(&self) -> Option<String> {
        self.next.as_ref().map(text)
    }

    /// Continues at an earlier position.
    pub(super) fn go_to(&mut self, cursor: String) {
        let position = self.position(Value::String(cursor));
        self.current = Some(position.clone());
        self.next = Some(position);
        self.loops = Loops::default();
        self.state = State::Ready;
    }

    /// A position as the parameter takes it: a number where pages or items are counted.
    fn position(&self, given: Value) -> Value {
        let counts = matches!(
            self.pagination.style,
            PaginationStyle::Page { .. } | PaginationStyle::Offset { .. }
        );
        match given.as_str().map(str::parse::<i64>) {
            Some(Ok(number)) if counts => number.into(),
            _ => given,
        }
    }

    /// Continues after an error.
    pub(super) fn resume(&mut self) {
        if matches!(self.state, State::Failed) {
            self.state = State::Ready;
        }
    }

    /// Ends the walk because the current page is invalid: the walk resumes with it.
    pub(super) fn fail(&mut self) {
        self.next.clone_from(&self.current);
        self.state = State::Failed;
    }

    /// Polls for the next page. `None` after the last one and after an error.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Arrival, Error>>> {
        if matches!(self.state, State::Ready) {
            self.state = State::Asked(execute(self.request(), ReadMode::Whole));
        }
        match mem::replace(&mut self.state, State::Failed) {
            State::Asked(mut asked) => {
                let Poll::Ready(response) = asked.as_mut().poll(context) else {
                    self.state = State::Asked(asked);
                    return Poll::Pending;
                };
                Poll::Ready(Some(response.and_then(|response| self.arrive(response))))
            }
            State::Failing(error) => Poll::Ready(Some(Err(error))),
            ended => {
                self.state = ended;
                Poll::Ready(None)
            }
        }
    }

    /// Returns the call of the next page.
    fn request(&self) -> Call {
        let mut call = self.call.clone();
        let Some(position) = &self.next else {
            return call;
        };
        match (self.parameter(), self.pagination.style) {
            (Some(_), PaginationStyle::Page { .. } | PaginationStyle::Offset { .. })
                if !position.is_i64() =>
            {
                call.refuse("the cursor to go on from is not a number");
            }
            (Some(name), _) => call.start_at(name, position.clone()),
            (None, _) => call.follow(text(position)),
        }
        call
    }

    /// Returns the parameter that selects a page.
    fn parameter(&self) -> Option<&'static str> {
        match self.pagination.style {
            PaginationStyle::Cursor {
                forward, backward, ..
            } => {
                let cursor = backward.filter(|_| self.is_backward).unwrap_or(forward);
                Some(cursor.parameter)
            }
            PaginationStyle::Page { parameter, .. } | PaginationStyle::Offset { parameter } => {
                Some(parameter)
            }
            PaginationStyle::Single | PaginationStyle::LinkHeader | PaginationStyle::LinkAt(_) => None,
        }
    }

    /// Takes an response for a page, and finds out where the next one begins.
    fn arrive(&mut self, response: UndecodedResponse) -> Result<Arrival, Error> {
        let value = match response.parts().value() {
            Ok(value) => value,
            Err(problem) => return Err(response.undecodable(problem)),
        };
        if let Err(problem) = step::items(self.pagination, &value) {
            return Err(response.undecodable(problem));
        }
        self.current.clone_from(&self.next);
        match self.next_of(&response, &value) {
            Ok(Some(next)) if !self.repeats(&next) => {
                self.next = Some(next);
                self.state = State::Ready;
            }
            Ok(_) => self.state = State::Over,
            Err(error) => self.state = State::Failing(error),
        }
        Ok(Arrival { response, value })
    }

    fn next_of(&self, response: &UndecodedResponse, value: &Value) -> Result<Option<Value>, Error> {
        let operation = self.call.operation().id;
        let page = Page {
            headers: response.parts().headers(),
            value,
            position: self.current.as_ref(),
            is_backward: self.is_backward,
        };
        let step = step::next(self.pagination, &page).map_err(|problem| {
            let message = format!("cannot find the next page: {problem}");
            Error::new(ErrorKind::Decode, message)
                .with_operation(operation)
                .with_decode(problem)
        })?;
        match step {
            Step::End => Ok(None),
            Step::Parameter(position) => Ok(Some(position)),
            Step::Link(url) => {
                let target = link::resolve(&prepare::url(&self.request())?, &url).map_err(|problem| {
                    Error::invalid(format!("the link to the next page {problem}")).with_operation(operation)
                })?;
                let target = link::without_pairs(&target, self.call.client().secret_query_names());
                Ok(Some(target.into()))
            }
        }
    }

    fn repeats(&mut self, next: &Value) -> bool {
        self.current.as_ref() == Some(next) || self.loops.closes(next)
    }
}

fn text(position: &Value) -> String {
    position
        .as_str()
        .map_or_else(|| position.to_string(), str::to_owned)
}

/// Detects repeated positions, and holds only one of them (Brent's algorithm).
#[derive(Default)]
struct Loops {
    mark: Option<Value>,
    steps: u64,
    lap: u64,
}

impl Loops {
    fn closes(&mut self, position: &Value) -> bool {
        if self.mark.as_ref() == Some(position) {
            return true;
        }
        if self.steps == self.lap {
            self.mark = Some(position.clone());
            self.lap = self.lap.saturating_mul(2).max(1);
            self.steps = 0;
        }
        self.steps += 1;
        false
    }
}
