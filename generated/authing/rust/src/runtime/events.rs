//! Server-sent events with typed data.
//!
//! What an endpoint gives that answers with `text/event-stream`. `event_parser` finds the events; here their data becomes a type of
//! the API. Invariant: the first error ends the stream, and so does the data that the API ends its streams with; a stream that was told to
//! reconnect takes a broken connection for neither, but not for ever.

use std::fmt;
use std::ops::Deref;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use serde::de::DeserializeOwned;

use super::again::{Again, Resumed};
use super::error::{Error, ErrorKind, Result};
use super::event_parser::{EventParser, RawEvent};
use super::integral_float;
use super::json;
use super::mode::{Async, Mode};
use super::rest::{Flow, Parts, Rest};

/// An event; it dereferences to its data.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What kind of event it is, where the server says so.
    pub name: Option<String>,
    /// The id of the event, or of the last one before it that had one.
    pub id: Option<String>,
    /// The data.
    pub data: T,
}

impl<T> Deref for Event<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.data
    }
}

impl Event<String> {
    /// Reads the data as JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T> {
        integral_float::from_slice(self.data.as_bytes())
            .map_err(|error| json::undecodable(self.data.as_bytes(), &error))
    }
}

/// The events of an answer: a stream, or an iterator in a blocking client. Dropping it ends the call.
///
/// The time limit of the call holds until the answer begins; from then on it is the longest time without a byte.
#[must_use = "events are read when they are asked for"]
pub struct Events<T, M = Async> {
    flow: Flow<Source<T>, M>,
}

/// How data becomes a value.
type Read<T> = fn(&str) -> serde_json::Result<T>;

/// What events are made of.
pub(super) struct EventSource {
    pub(super) rest: Rest,
    /// The call, where it can be made again.
    pub(super) again: Option<Again>,
    /// The data that ends the stream.
    pub(super) until: Option<&'static str>,
}

struct Source<T> {
    from: EventSource,
    parser: EventParser,
    read: Read<T>,
    is_over: bool,
    /// Whether to call again when the stream breaks off.
    reconnects: bool,
    /// The call that goes on with the stream, while it is made.
    resumed: Option<Resumed>,
    /// How often the stream was taken up again since the last event.
    fruitless: u32,
}

/// How long to wait before calling again, unless the server tells.
const WAIT: Duration = Duration::from_secs(3);

/// How often a stream is taken up again in a row that gives no event.
const MOST_FRUITLESS: u32 = 5;

impl<T: DeserializeOwned + Send + 'static, M: Mode> Events<T, M> {
    pub(super) fn json(from: EventSource, mode: M) -> Self {
        Self::new(from, mode, |data| {
            integral_float::from_slice(data.as_bytes())
        })
    }
}

impl<M: Mode> Events<String, M> {
    pub(super) fn text(from: EventSource, mode: M) -> Self {
        Self::new(from, mode, |data| Ok(data.to_owned()))
    }

    /// Reads the data of all events that are to come as JSON, where the server sends some and the API does not say so. An event with
    /// other data ends the stream with an error; [`Event::json`] reads that of a single one.
    pub fn into_json<T: DeserializeOwned + Send + 'static>(self) -> Events<T, M> {
        let with_json = |source: Source<String>| Source {
            from: source.from,
            parser: source.parser,
            read: |data| integral_float::from_slice(data.as_bytes()),
            is_over: source.is_over,
            reconnects: source.reconnects,
            resumed: source.resumed,
            fruitless: source.fruitless,
        };
        Events {
            flow: self.flow.map(with_json),
        }
    }
}

impl<T: Send + 'static, M: Mode> Events<T, M> {
    fn new(from: EventSource, mode: M, read: Read<T>) -> Self {
        let parser = EventParser::new(from.rest.limit);
        let source = Source {
            from,
            parser,
            read,
            is_over: false,
            reconnects: false,
            resumed: None,
            fruitless: 0,
        };
        Self {
            flow: Flow::new(source, mode),
        }
    }

    /// Calls again where the stream breaks off or just ends: after the wait that the server asks for, and with the id of the last
    /// event in the header `last-event-id`, so that the server can go on from there. A server ends such a stream with the status
    /// 204, or with the data with which the API ends its streams. A call that may not be repeated is not.
    pub fn reconnecting(mut self) -> Self {
        if let Some(source) = &mut self.flow.parts {
            source.reconnects = true;
        }
        self
    }

    /// The id of the last event that had one. An app that calls again by itself sends it in the header `last-event-id`.
    pub fn last_event_id(&self) -> Option<&str> {
        self.flow.parts.as_ref()?.parser.last_id.as_deref()
    }

    /// How long the server asks to wait before calling again.
    pub fn retry_after(&self) -> Option<Duration> {
        self.flow.parts.as_ref()?.parser.retry
    }
}

impl<T: Send + 'static> Source<T> {
    fn value(&mut self, event: RawEvent) -> Option<Result<Event<T>>> {
        let RawEvent { name, data } = event;
        self.fruitless = 0;
        if self.from.until == Some(data.as_str()) {
            self.end();
            return None;
        }
        Some(match (self.read)(&data) {
            Ok(data) => Ok(Event {
                name,
                id: self.parser.last_id.clone(),
                data,
            }),
            Err(error) => {
                let error = json::undecodable(data.as_bytes(), &error);
                Err(self.fail(error))
            }
        })
    }

    /// Ends the stream with an error.
    fn fail(&mut self, error: Error) -> Error {
        self.end();
        self.from.rest.failed(error)
    }

    /// Takes up the stream again, if that may be and there is hope.
    fn resume(&mut self) -> bool {
        let Some(again) = self.from.again.as_ref().filter(|_| self.reconnects) else {
            return false;
        };
        if self.fruitless >= MOST_FRUITLESS || self.from.rest.overrun().is_some() {
            return false;
        }
        self.fruitless += 1;
        self.parser.restart();
        let wait = self.parser.retry.unwrap_or(WAIT);
        self.resumed = Some(again.call(wait, self.parser.last_id.as_deref()));
        true
    }

    /// Goes on with what a call has brought that took up the stream.
    fn go_on(&mut self, resumed: Result<Option<Rest>>) -> Option<Error> {
        self.resumed = None;
        match resumed {
            Ok(Some(rest)) => self.from.rest = rest,
            Ok(None) => self.end(),
            Err(error) => return Some(self.fail(error)),
        }
        None
    }

    /// Ends the stream, whatever has come already.
    fn end(&mut self) {
        self.is_over = true;
        self.from.rest.close();
    }
}

impl<T: Send + 'static> Parts for Source<T> {
    type Part = Event<T>;

    fn poll_part(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Event<T>>>> {
        loop {
            if self.is_over {
                return Poll::Ready(None);
            }
            if let Some(resumed) = &mut self.resumed {
                let resumed = ready!(resumed.as_mut().poll(context));
                if let Some(error) = self.go_on(resumed) {
                    return Poll::Ready(Some(Err(error)));
                }
                continue;
            }
            match self.parser.next() {
                Ok(Some(event)) => return Poll::Ready(self.value(event)),
                Ok(None) => {}
                Err(_) => {
                    let text = format!("an event is larger than {} bytes", self.from.rest.limit);
                    let error = Error::new(ErrorKind::Decode, text);
                    return Poll::Ready(Some(Err(self.fail(error))));
                }
            }
            match ready!(self.from.rest.poll_piece(context)) {
                Some(Ok(piece)) => self.parser.feed(&piece),
                Some(Err(_)) | None if self.resume() => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

impl<T: Send + 'static> Events<T> {
    /// The next event, or `None` after the last.
    pub async fn next(&mut self) -> Option<Result<Event<T>>> {
        self.flow.part().await
    }
}

impl<T: Send + 'static> Stream for Events<T> {
    type Item = Result<Event<T>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.flow.poll_part(context)
    }
}

#[cfg(feature = "blocking")]
impl<T: Send + 'static> Iterator for Events<T, super::blocking::Blocking> {
    type Item = Result<Event<T>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.flow.wait()
    }
}

impl<T, M> fmt::Debug for Events<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Events")
    }
}
