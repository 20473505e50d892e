//! One call, from generated code to the answer.
//!
//! A generated request builder holds a [`Call`], writes parameters into it and ends it with one of the `send` methods. It knows the
//! client and the operation; types appear only where a body is encoded or decoded. Invariant: nothing is sent before `send`.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::answer;
use super::client::Core;
use super::draft::{Draft, Name};
use super::encode;
use super::exchange;
use super::mode::{Async, Mode};
use super::operation::Operation;
use super::options::CallOptions;
use super::param::{Param, ToParam};
use super::sending::Sending;
use super::style::Style;

/// A call that has not been sent. Cloning it allows sending it again.
#[derive(Clone)]
pub struct Call<M = Async> {
    core: Core<M>,
    draft: Draft,
}

impl<M: Mode> Call<M> {
    /// An empty call of `operation`.
    pub fn new(core: &Core<M>, operation: &'static Operation) -> Self {
        Self {
            core: core.clone(),
            draft: Draft::new(operation),
        }
    }

    /// Lays options over those given before.
    pub fn options(&mut self, options: CallOptions) {
        self.draft.options.merge(options);
    }

    /// Sets a path parameter; the parts of a list or an object are joined by commas.
    pub fn path(&mut self, name: impl Into<Name>, value: impl ToParam) {
        self.path_as(name, value, Style::SIMPLE);
    }

    /// Sets a path parameter in a style of its own.
    pub fn path_as(&mut self, name: impl Into<Name>, value: impl ToParam, style: Style) {
        self.draft.path(name.into(), value.to_param(), style);
    }

    /// Sets a query parameter; a list repeats its name, and each field of an object goes under its own.
    pub fn query(&mut self, name: impl Into<Name>, value: impl ToParam) {
        self.query_as(name, value, Style::FORM);
    }

    /// Sets a query parameter in a style of its own.
    pub fn query_as(&mut self, name: impl Into<Name>, value: impl ToParam, style: Style) {
        self.draft.query(name.into(), value.to_param(), style);
    }

    /// Sets a header; the parts of a list or an object are joined by commas.
    pub fn header(&mut self, name: impl Into<Name>, value: impl ToParam) {
        self.header_as(name, value, Style::SIMPLE);
    }

    /// Sets a header in a style of its own.
    pub fn header_as(&mut self, name: impl Into<Name>, value: impl ToParam, style: Style) {
        self.draft.header(name.into(), value.to_param(), style);
    }

    /// Sets a cookie; a list repeats its name, and each field of an object goes under its own.
    pub fn cookie(&mut self, name: impl Into<Name>, value: impl ToParam) {
        self.cookie_as(name, value, Style::FORM);
    }

    /// Sets a cookie in a style of its own.
    pub fn cookie_as(&mut self, name: impl Into<Name>, value: impl ToParam, style: Style) {
        self.draft.cookie(name.into(), value.to_param(), style);
    }

    /// Gives the call a JSON body.
    pub fn json<B: Serialize + ?Sized>(mut self, body: &B) -> Self {
        self.draft.body(
            "application/json",
            serde_json::to_vec(body).map(Bytes::from),
        );
        self
    }

    /// Gives the call a form body with the fields that `body` has as JSON. Lists repeat their name, nested objects use brackets.
    pub fn form<B: Serialize + ?Sized>(mut self, body: &B) -> Self {
        let encoded = Param::from_serialize(body).map(|fields| encode::form(&fields).into());
        self.draft
            .body("application/x-www-form-urlencoded", encoded);
        self
    }
}

impl Call {
    /// Sends the call and decodes a JSON answer.
    pub fn send<T: DeserializeOwned>(self) -> Sending<T> {
        self.start(answer::json)
    }

    /// Sends the call and leaves the body of the answer alone.
    pub fn send_empty(self) -> Sending<()> {
        self.start(answer::empty)
    }

    /// Sends the call and hands back the body as text.
    pub fn send_text(self) -> Sending<String> {
        self.start(answer::text)
    }

    /// Sends the call and hands back the body as bytes.
    pub fn send_bytes(self) -> Sending<Bytes> {
        self.start(answer::bytes)
    }

    fn start<T>(self, decode: answer::Decode<T>) -> Sending<T> {
        let shared = Arc::clone(&self.core.shared);
        let draft = self.draft;
        Sending::new(
            Box::pin(async move { exchange::run(&shared, draft).await }),
            decode,
        )
    }
}

#[cfg(feature = "blocking")]
impl Call<super::blocking::Blocking> {
    /// Sends the call and decodes a JSON answer.
    pub fn send<T: DeserializeOwned>(self) -> super::Result<super::Response<T>> {
        answer::json(self.finish()?)
    }

    /// Sends the call and leaves the body of the answer alone.
    pub fn send_empty(self) -> super::Result<super::Response<()>> {
        answer::empty(self.finish()?)
    }

    /// Sends the call and hands back the body as text.
    pub fn send_text(self) -> super::Result<super::Response<String>> {
        answer::text(self.finish()?)
    }

    /// Sends the call and hands back the body as bytes.
    pub fn send_bytes(self) -> super::Result<super::Response<Bytes>> {
        answer::bytes(self.finish()?)
    }

    fn finish(self) -> super::Result<answer::Answer> {
        let Core { shared, mode } = self.core;
        let draft = self.draft;
        mode.wait(async move { exchange::run(&shared, draft).await })
    }
}

/// Shows what is called; the values of parameters may be credentials.
impl<M> fmt::Debug for Call<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.draft.operation;
        f.debug_struct("Call")
            .field("operation", &operation.name)
            .field("options", &self.draft.options)
            .finish()
    }
}
