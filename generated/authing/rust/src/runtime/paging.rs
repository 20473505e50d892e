//! Listings as streams and iterators.
//!
//! A generated request of a listing implements [`Paged`]; [`Pages`] and [`Items`] walk through it, awaited or blocking by the mode of
//! the client. They know how to turn pages, `position` knows when to stop. Invariant: one page is asked for at a time, only when
//! somebody wants it or has asked to be ahead by one, and the first error ends the walk.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::answer::Response;
use super::call::Call;
use super::error::Result;
use super::mode::{Async, Mode};
use super::position::{PageInfo, Position, Walk};
use super::sending::Sending;

/// A request that answers with one page of a listing.
pub trait Paged: Clone + Send + Unpin + 'static {
    /// How its client waits.
    type Mode: Mode;
    /// One page.
    type Page: DeserializeOwned + Send + 'static;
    /// What pages hold.
    type Item: Send + Unpin + 'static;

    /// Where the listing is to begin.
    fn start(&self) -> Position;

    /// Writes another position into the request.
    fn turn(&mut self, to: &Position);

    /// The call for the page at the current position.
    fn into_call(self) -> Call<Self::Mode>;

    /// What a page says about the listing.
    fn inspect(page: &Response<Self::Page>) -> PageInfo;

    /// The items of a page.
    fn into_items(page: Self::Page) -> Vec<Self::Item>;
}

/// The pages of a listing: a stream, or an iterator in a blocking client.
#[must_use = "pages are fetched when they are asked for"]
pub struct Pages<P: Paged> {
    /// The request of the next page, until there is none.
    next: Option<P>,
    walk: Walk,
    flight: Option<Sending<P::Page>>,
    is_ahead: bool,
}

impl<P: Paged> Pages<P> {
    /// Begins where `request` says.
    pub fn new(request: P) -> Self {
        let walk = Walk::from(request.start());
        Self {
            next: Some(request),
            walk,
            flight: None,
            is_ahead: false,
        }
    }

    /// Fetches each page while the one before it is worked on, in the background. Dropping the walk abandons the fetch.
    pub fn ahead(mut self) -> Self {
        self.is_ahead = true;
        self
    }

    /// Readies the request after `page`, or ends the walk.
    fn turn(&mut self, page: &Result<Response<P::Page>>) {
        let position = page
            .as_ref()
            .ok()
            .and_then(|page| self.walk.after(P::inspect(page)));
        match (position, &mut self.next) {
            (Some(position), Some(request)) => request.turn(position),
            _ => self.next = None,
        }
    }
}

impl<P: Paged<Mode = Async>> Pages<P> {
    /// The next page, or `None` after the last.
    pub async fn next(&mut self) -> Option<Result<Response<P::Page>>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<P: Paged<Mode = Async>> Stream for Pages<P> {
    type Item = Result<Response<P::Page>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let Some(request) = &this.next else {
            return Poll::Ready(None);
        };
        let flight = this
            .flight
            .get_or_insert_with(|| request.clone().into_call().send());
        let page = ready!(Pin::new(flight).poll(context));
        this.flight = None;
        this.turn(&page);
        if let Some(request) = this.next.as_ref().filter(|_| this.is_ahead) {
            this.flight = Some(request.clone().into_call().send().in_background());
        }
        Poll::Ready(Some(page))
    }
}

#[cfg(feature = "blocking")]
impl<P: Paged<Mode = super::blocking::Blocking>> Iterator for Pages<P> {
    type Item = Result<Response<P::Page>>;

    fn next(&mut self) -> Option<Self::Item> {
        let call = self.next.clone()?.into_call();
        let page = match self.flight.take() {
            Some(flight) => call.wait_for(flight),
            None => call.send(),
        };
        self.turn(&page);
        if let Some(request) = self.next.as_ref().filter(|_| self.is_ahead) {
            self.flight = Some(request.clone().into_call().send_in_background());
        }
        Some(page)
    }
}

/// The items of a listing, page after page: a stream, or an iterator in a blocking client.
#[must_use = "items are fetched when they are asked for"]
pub struct Items<P: Paged> {
    pages: Pages<P>,
    page: std::vec::IntoIter<P::Item>,
}

impl<P: Paged> Items<P> {
    /// Begins where `request` says.
    pub fn new(request: P) -> Self {
        Self {
            pages: Pages::new(request),
            page: Vec::new().into_iter(),
        }
    }

    /// Fetches each page while the items of the one before it are worked on, in the background. Dropping the walk abandons the
    /// fetch.
    pub fn ahead(mut self) -> Self {
        self.pages = self.pages.ahead();
        self
    }

    fn open(&mut self, page: Response<P::Page>) {
        self.page = P::into_items(page.into_inner()).into_iter();
    }
}

impl<P: Paged<Mode = Async>> Items<P> {
    /// The next item, or `None` after the last.
    pub async fn next(&mut self) -> Option<Result<P::Item>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<P: Paged<Mode = Async>> Stream for Items<P> {
    type Item = Result<P::Item>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(item) = this.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(context)) {
                Some(Ok(page)) => this.open(page),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

#[cfg(feature = "blocking")]
impl<P: Paged<Mode = super::blocking::Blocking>> Iterator for Items<P> {
    type Item = Result<P::Item>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            match Iterator::next(&mut self.pages)? {
                Ok(page) => self.open(page),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<P: Paged> fmt::Debug for Pages<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("walk", &self.walk)
            .finish_non_exhaustive()
    }
}

impl<P: Paged> fmt::Debug for Items<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pages", &self.pages)
            .finish_non_exhaustive()
    }
}
