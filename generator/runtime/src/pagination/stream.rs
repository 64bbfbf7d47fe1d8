//! The streams that a caller holds: the pages of a list, or its items.
//!
//! Both are lazy. An item is decoded once, straight from the JSON of its page: the page around it is not, so
//! that no code of the operation depends on where the list is and whether it may be absent.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;
use serde_json::Value;

use super::super::call::Call;
use super::super::decode_error::DecodeError;
use super::super::error::Error;
use super::super::json::Json;
use super::super::response::Response;
use super::walk::Walk;
use super::{Pagination, step};

/// The pages of a list, each with its status and headers.
///
/// Lazy: a page is requested when it is awaited, and none ahead of it. The stream ends after the last page
/// and after an error, which it returns once; [`Self::resume`] continues after that.
#[must_use = "nothing is sent until a page is awaited"]
pub struct Pages<T> {
    walk: Walk,
    page: PhantomData<fn() -> T>,
}

/// The items of a list, page after page.
///
/// Lazy: a page is requested when an item of it is awaited, and at most one page is held. The stream ends after
/// the last item and after an error, which it returns once; [`Self::resume`] continues after that.
#[must_use = "nothing is sent until an item is awaited"]
pub struct Items<T> {
    walk: Walk,
    at_hand: vec::IntoIter<T>,
    /// The error of the item after those at hand.
    failure: Option<Error>,
}

impl<T: Json> Pages<T> {
    pub(in super::super) fn new(call: Call, pagination: &'static Pagination) -> Self {
        Self {
            walk: Walk::new(call, pagination),
            page: PhantomData,
        }
    }

    /// Returns the next page. Dropping the future loses nothing: the next call waits for the same page.
    pub async fn next(&mut self) -> Option<Result<Response<T>, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Returns the position of the next page as a string to store: [`Self::resume_from`] accepts it. `None` at
    /// the start; after the end, the position of the last page.
    #[must_use]
    pub fn cursor(&self) -> Option<String> {
        self.walk.upcoming()
    }

    /// Continues from a stored cursor of this list.
    pub fn resume_from(mut self, cursor: impl Into<String>) -> Self {
        self.walk.go_to(cursor.into());
        self
    }

    /// Continues after an error, with the page that failed.
    pub fn resume(&mut self) {
        self.walk.resume();
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Response<T>, Error>>> {
        let page = match ready!(self.walk.poll(context)) {
            None => return Poll::Ready(None),
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            Some(Ok(page)) => page,
        };
        Poll::Ready(Some(match T::from_json(page.value) {
            Ok(value) => Ok(page.response.with_value(value)),
            Err(problem) => {
                self.walk.fail();
                Err(page.response.undecodable(problem))
            }
        }))
    }
}

impl<T: Json> Items<T> {
    pub(in super::super) fn new(call: Call, pagination: &'static Pagination) -> Self {
        Self {
            walk: Walk::new(call, pagination),
            at_hand: Vec::new().into_iter(),
            failure: None,
        }
    }

    /// Returns the next item. Dropping the future loses nothing: the next call waits for the same page.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Returns the position to continue from, as a string to store: [`Self::resume_from`] accepts it. It is the current
    /// page until the last item of it was returned, so that items may be repeated but never skipped. `None` at the
    /// start; after the end, the position of the last page.
    #[must_use]
    pub fn cursor(&self) -> Option<String> {
        if self.at_hand.len() > 0 || self.failure.is_some() {
            self.walk.current()
        } else {
            self.walk.upcoming()
        }
    }

    /// Continues from a stored cursor of this list.
    pub fn resume_from(mut self, cursor: impl Into<String>) -> Self {
        self.at_hand = Vec::new().into_iter();
        self.failure = None;
        self.walk.go_to(cursor.into());
        self
    }

    /// Continues after an error, with the page that failed.
    pub fn resume(&mut self) {
        self.walk.resume();
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.at_hand.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            if let Some(error) = self.failure.take() {
                return Poll::Ready(Some(Err(error)));
            }
            let mut page = match ready!(self.walk.poll(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => page,
            };
            let pagination = self.walk.pagination;
            let (items, problem) = decode(step::take_items(pagination, &mut page.value));
            self.at_hand = items.into_iter();
            if let Some(problem) = problem {
                self.walk.fail();
                self.failure = Some(page.response.undecodable(step::at(pagination.items, problem)));
            }
        }
    }
}

/// Decodes the items up to the first invalid one, and returns its error.
fn decode<T: Json>(values: Vec<Value>) -> (Vec<T>, Option<DecodeError>) {
    let mut items = Vec::with_capacity(values.len());
    for (index, value) in values.into_iter().enumerate() {
        match T::from_json(value) {
            Ok(item) => items.push(item),
            Err(problem) => return (items, Some(problem.at_index(index))),
        }
    }
    (items, None)
}

impl<T: Json> Stream for Pages<T> {
    type Item = Result<Response<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

/// Items are never pinned: each is moved out.
impl<T> Unpin for Items<T> {}

impl<T: Json> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.at_hand.len(), None)
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("call", &self.walk.call)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("call", &self.walk.call)
            .field("at_hand", &self.at_hand.len())
            .finish_non_exhaustive()
    }
}
