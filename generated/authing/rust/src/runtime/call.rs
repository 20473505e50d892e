//! One call, from generated code to the answer.
//!
//! A generated request builder holds a [`Call`], writes parameters into it and ends it with one of the `send` methods, which are in
//! `finish`. It knows the client and the operation; types appear only where a body is encoded. Invariant: nothing is sent before
//! `send`.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde_json::value::RawValue;

use super::client::Core;
use super::draft::{Draft, Name};
use super::form;
use super::json_text;
use super::media;
use super::mode::{Async, Mode};
use super::multipart::{Parts, ToParts};
use super::operation::Operation;
use super::options::CallOptions;
use super::param::ToParam;
use super::position::Position;
use super::request_context::RequestContext;
use super::style::Style;
use super::upload::Upload;

/// A call that has not been sent. Cloning it allows sending it again.
#[derive(Clone)]
pub struct Call<M = Async> {
    pub(super) core: Core<M>,
    /// In a box, since a call moves with each value that is set and on its way to the network.
    pub(super) draft: Box<Draft>,
}

impl<M: Mode> Call<M> {
    /// An empty call of `operation`.
    pub fn new(core: &Core<M>, operation: &'static Operation) -> Self {
        Self {
            core: core.clone(),
            draft: Box::new(Draft::new(operation)),
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
        let value = self.write(|context| value.to_param(context));
        self.draft.path(name.into(), value, style);
    }

    /// Sets a query parameter; a list repeats its name, and each field of an object goes under its own.
    pub fn query(&mut self, name: impl Into<Name>, value: impl ToParam) {
        self.query_as(name, value, Style::FORM);
    }

    /// Sets a query parameter in a style of its own.
    pub fn query_as(&mut self, name: impl Into<Name>, value: impl ToParam, style: Style) {
        let value = self.write(|context| value.to_param(context));
        self.draft.query(name.into(), value, style);
    }

    /// Sets a header; the parts of a list or an object are joined by commas.
    pub fn header(&mut self, name: impl Into<Name>, value: impl ToParam) {
        self.header_as(name, value, Style::SIMPLE);
    }

    /// Sets a header in a style of its own.
    pub fn header_as(&mut self, name: impl Into<Name>, value: impl ToParam, style: Style) {
        let value = self.write(|context| value.to_param(context));
        self.draft.header(name.into(), value, style);
    }

    /// Sets a cookie; a list repeats its name, and each field of an object goes under its own.
    pub fn cookie(&mut self, name: impl Into<Name>, value: impl ToParam) {
        self.cookie_as(name, value, Style::FORM);
    }

    /// Sets a cookie in a style of its own.
    pub fn cookie_as(&mut self, name: impl Into<Name>, value: impl ToParam, style: Style) {
        let value = self.write(|context| value.to_param(context));
        self.draft.cookie(name.into(), value, style);
    }

    /// Asks for another page instead, by `GET` at its address, with the credentials and headers of the call, where that is on the
    /// same server.
    pub fn follow(&mut self, to: &Position) {
        self.draft.link = to.cursor().map(str::to_owned);
    }

    /// Chooses the media type in which the body is written: one of JSON, or that of forms.
    pub fn content_type(&mut self, media: impl Into<String>) {
        self.draft.content_type = Some(media.into());
    }

    /// Gives the call a body that the caller wrote, which goes instead of any other.
    pub fn raw_body(&mut self, body: Upload) {
        let media = body.media("application/octet-stream").to_owned();
        self.draft.raw_body(media, body.body());
    }

    /// Gives the call a JSON body.
    pub fn json<B: Serialize + ?Sized>(self, body: &B) -> Self {
        self.json_with(body, &[])
    }

    /// Gives the call a JSON body in which some fields have other values than `body` has. The values are JSON texts.
    pub fn json_with<B: Serialize + ?Sized>(self, body: &B, fields: &[(&str, &str)]) -> Self {
        self.written("application/json", body, fields)
    }

    /// Asks for other media types than the operation does by itself.
    pub fn accept(mut self, media: &'static str) -> Self {
        self.draft.accept = Some(media);
        self
    }

    /// Gives the call a form body with the fields that `body` has as JSON, in the styles that the operation has for them. Otherwise
    /// lists repeat their name, and nested objects use brackets.
    pub fn form<B: Serialize + ?Sized>(self, body: &B) -> Self {
        self.written("application/x-www-form-urlencoded", body, &[])
    }

    /// Gives the call a multipart body whose parts are the fields of `body`.
    pub fn multipart<B: ToParts + ?Sized>(mut self, body: &B) -> Self {
        let mut parts = Parts::new();
        body.to_parts(&mut parts);
        self.draft.secrets.extend(parts.take_secrets());
        self.draft
            .body(parts.finish(&self.media("multipart/form-data")));
        self
    }

    /// Gives the call a body of text.
    pub fn text<B: ToParam + ?Sized>(mut self, body: &B) -> Self {
        let text = self.write(|context| body.to_param(context));
        self.draft.body(match text.fault() {
            Some(fault) => Err(fault.to_owned()),
            None => Ok((self.media("text/plain"), text.joined().into())),
        });
        self
    }

    /// Gives the call a body of bytes.
    pub fn upload(mut self, body: &Upload) -> Self {
        let media = body.media(self.draft.operation.content_type).to_owned();
        self.draft.body(Ok::<_, String>((media, body.body())));
        self
    }

    /// Gives the call a body in one of the ways above, where there is one.
    pub fn maybe<B>(self, body: &Option<B>, give: impl FnOnce(Self, &B) -> Self) -> Self {
        match body {
            Some(body) => give(self, body),
            None => self,
        }
    }

    /// Gives the call a body in the media type that the caller chose, or in that of the operation. Only JSON has fields with
    /// other values.
    fn written<B: Serialize + ?Sized>(
        mut self,
        usual: &str,
        body: &B,
        fields: &[(&str, &str)],
    ) -> Self {
        let chosen = self.draft.content_type.take();
        let media = chosen.unwrap_or_else(|| self.media(usual));
        let form = self.draft.operation.form;
        let encoded = self.write(|context| match media::kind(&media) {
            media::Kind::Json if fields.is_empty() => {
                json_text::to_vec(body, context).map_err(|error| error.to_string())
            }
            media::Kind::Json => overlaid(body, fields, context).map_err(|error| error.to_string()),
            media::Kind::Form if fields.is_empty() => form::body(body, form, context)
                .map(String::into_bytes)
                .map_err(|error| error.to_string()),
            media::Kind::Form | media::Kind::Other => {
                Err(format!("a value cannot be written as {media}"))
            }
        });
        self.draft
            .body(encoded.map(|encoded| (media, encoded.into())));
        self
    }

    /// Sends the call without its body, whatever it is given.
    pub fn leave_body_out(&mut self) {
        self.draft.is_without_body = true;
    }

    /// Writes a part of the call; an error about it will not repeat the secrets in there.
    fn write<T>(&mut self, write: impl FnOnce(&RequestContext) -> T) -> T {
        let context = RequestContext::default();
        let written = write(&context);
        self.draft.secrets.extend(context.into_secrets());
        written
    }

    /// The media type that the spec says, or the usual one.
    fn media(&self, usual: &str) -> String {
        let declared = self.draft.operation.content_type;
        if declared.is_empty() { usual } else { declared }.to_owned()
    }
}

fn overlaid<B: Serialize + ?Sized>(
    body: &B,
    fields: &[(&str, &str)],
    context: &RequestContext,
) -> serde_json::Result<Vec<u8>> {
    let json = json_text::to_vec(body, context)?;
    if json.first() != Some(&b'{') {
        return Ok(json);
    }
    // As texts, so that no number is rounded.
    let mut object: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(&json)?;
    for (name, value) in fields {
        let value = RawValue::from_string((*value).to_owned())?;
        object.insert((*name).to_owned(), value);
    }
    json_text::to_vec(&object, context)
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
