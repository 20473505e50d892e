//! How a call ends: one `send` method for each kind of answer.
//!
//! The last step of generated code. Each method names what the body becomes; the way there is the same for all. Invariant: the
//! asynchronous and the blocking methods have the same names and take the same things.

use std::sync::Arc;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use super::answer::{self, Decode};
use super::call::Call;
use super::download::Download;
use super::events::Events;
use super::exchange;
use super::json_lines::JsonLines;
use super::mode::Async;
use super::reply::{self, ByStatus};
use super::sending::Sending;

/// Every answer of a success.
const SUCCESS: &[u16] = &[2];

impl Call {
    /// Sends the call and decodes a JSON answer.
    pub fn send<T: DeserializeOwned>(self) -> Sending<T> {
        self.start(|arrival| answer::json(arrival.answer))
    }

    /// Sends the call and leaves the body of the answer alone.
    pub fn send_empty(self) -> Sending<()> {
        self.start(|arrival| answer::empty(arrival.answer))
    }

    /// Sends the call and hands back the body as text.
    pub fn send_text(self) -> Sending<String> {
        self.start(|arrival| answer::text(arrival.answer))
    }

    /// Sends the call and hands back the body as bytes.
    pub fn send_bytes(self) -> Sending<Bytes> {
        self.start(|arrival| answer::bytes(arrival.answer))
    }

    /// Sends the call and reads the answer as its status says.
    pub fn send_by_status<T: ByStatus<Async>>(self) -> Sending<T> {
        self.start(|arrival| reply::read_by_status(arrival, Async))
    }

    /// Sends the call and hands on the bytes of the body as they come.
    pub fn send_download(mut self) -> Sending<Download> {
        self.draft.streams = Some(SUCCESS);
        self.start(|arrival| answer::download(arrival, Async))
    }

    /// Sends the call and hands on server-sent events with JSON in them.
    pub fn send_events<T: DeserializeOwned + Send + 'static>(mut self) -> Sending<Events<T>> {
        self.draft.streams = Some(SUCCESS);
        self.start(|arrival| answer::events(arrival, Async))
    }

    /// Sends the call and hands on server-sent events with text in them.
    pub fn send_text_events(mut self) -> Sending<Events<String>> {
        self.draft.streams = Some(SUCCESS);
        self.start(|arrival| answer::text_events(arrival, Async))
    }

    /// Sends the call and hands on the JSON value in each line.
    pub fn send_json_lines<T: DeserializeOwned + Send + 'static>(
        mut self,
    ) -> Sending<JsonLines<T>> {
        self.draft.streams = Some(SUCCESS);
        self.start(|arrival| answer::json_lines(arrival, Async))
    }

    fn start<T>(self, decode: Decode<T>) -> Sending<T> {
        let shared = Arc::clone(&self.core.shared);
        let draft = self.draft;
        Sending::new(
            Box::pin(async move { exchange::run(&shared, draft).await }),
            decode,
        )
    }
}

#[cfg(feature = "blocking")]
mod blocking {
    use super::super::answer::{Arrival, Response};
    use super::super::blocking::Blocking;
    use super::super::client::Core;
    use super::super::error::{Error, Result};
    use super::*;

    impl Call<Blocking> {
        /// Sends the call and decodes a JSON answer.
        pub fn send<T: DeserializeOwned>(self) -> Result<Response<T>> {
            answer::json(self.finish()?.0.answer)
        }

        /// Sends the call and leaves the body of the answer alone.
        pub fn send_empty(self) -> Result<Response<()>> {
            answer::empty(self.finish()?.0.answer)
        }

        /// Sends the call and hands back the body as text.
        pub fn send_text(self) -> Result<Response<String>> {
            answer::text(self.finish()?.0.answer)
        }

        /// Sends the call and hands back the body as bytes.
        pub fn send_bytes(self) -> Result<Response<Bytes>> {
            answer::bytes(self.finish()?.0.answer)
        }

        /// Sends the call and reads the answer as its status says.
        pub fn send_by_status<T: ByStatus<Blocking>>(self) -> Result<Response<T>> {
            let (arrival, mode) = self.finish()?;
            reply::read_by_status(arrival, mode)
        }

        /// Sends the call and hands on the bytes of the body as they come.
        pub fn send_download(mut self) -> Result<Response<Download<Blocking>>> {
            self.draft.streams = Some(SUCCESS);
            let (arrival, mode) = self.finish()?;
            answer::download(arrival, mode)
        }

        /// Sends the call and hands on server-sent events with JSON in them.
        pub fn send_events<T: DeserializeOwned + Send + 'static>(
            mut self,
        ) -> Result<Response<Events<T, Blocking>>> {
            self.draft.streams = Some(SUCCESS);
            let (arrival, mode) = self.finish()?;
            answer::events(arrival, mode)
        }

        /// Sends the call and hands on server-sent events with text in them.
        pub fn send_text_events(mut self) -> Result<Response<Events<String, Blocking>>> {
            self.draft.streams = Some(SUCCESS);
            let (arrival, mode) = self.finish()?;
            answer::text_events(arrival, mode)
        }

        /// Sends the call and hands on the JSON value in each line.
        pub fn send_json_lines<T: DeserializeOwned + Send + 'static>(
            mut self,
        ) -> Result<Response<JsonLines<T, Blocking>>> {
            self.draft.streams = Some(SUCCESS);
            let (arrival, mode) = self.finish()?;
            answer::json_lines(arrival, mode)
        }

        /// Sends the call and does not wait for its JSON answer.
        pub(in super::super) fn send_in_background<T: DeserializeOwned>(self) -> Sending<T> {
            let Core { shared, mode } = self.core;
            let draft = self.draft;
            let task = mode.spawn(async move { exchange::run(&shared, draft).await });
            let work = async move {
                match task {
                    Some(task) => task.await,
                    None => Err(Error::build(
                        "the worker of the blocking client has stopped",
                    )),
                }
            };
            Sending::new(Box::pin(work), |arrival| answer::json(arrival.answer))
        }

        /// Waits for a call that was sent before.
        pub(in super::super) fn wait_for<T: Send + 'static>(
            self,
            flight: Sending<T>,
        ) -> Result<Response<T>> {
            self.core.mode.wait(flight)
        }

        fn finish(self) -> Result<(Arrival, Blocking)> {
            let Core { shared, mode } = self.core;
            let draft = self.draft;
            let arrival = mode.wait(async move { exchange::run(&shared, draft).await })?;
            Ok((arrival, mode))
        }
    }
}
