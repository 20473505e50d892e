//! A JSON value in each line.
//!
//! What an endpoint gives that answers with `application/jsonl`, `application/x-ndjson` or `application/json-seq` (RFC 7464). Invariant:
//! the first error ends the stream, and no more is kept than one line.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::BytesMut;
use futures_core::Stream;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::error::{Error, ErrorKind, Result};
use super::integral_float;
use super::json;
use super::mode::{Async, Mode};
use super::rest::{Flow, Parts, Rest};

/// What begins a text in `application/json-seq`.
const RECORD_SEPARATOR: u8 = 0x1e;

/// The values of an answer: a stream, or an iterator in a blocking client. Dropping it ends the call.
///
/// The time limit of the call holds until the answer begins; from then on it is the longest time without a byte.
#[must_use = "values are read when they are asked for"]
pub struct JsonLines<T, M = Async> {
    flow: Flow<Source<T>, M>,
}

struct Source<T> {
    rest: Rest,
    lines: Lines,
    read: fn(&[u8]) -> serde_json::Result<T>,
}

/// The lines of a body that comes in pieces.
#[derive(Debug, Default)]
struct Lines {
    buffer: BytesMut,
    /// How much of the buffer has no line in it that is a whole text.
    searched: usize,
}

impl Lines {
    /// The next text that is complete. In a sequence of texts one may have several lines, and ends where it is whole.
    fn next(&mut self) -> Option<BytesMut> {
        loop {
            let open = self.buffer.get(self.searched..).unwrap_or_default();
            let Some(end) = open.iter().position(|byte| *byte == b'\n') else {
                self.searched = self.buffer.len();
                return None;
            };
            let end = self.searched + end + 1;
            let line = self.buffer.get(..end).unwrap_or_default();
            if line.first() == Some(&RECORD_SEPARATOR) && is_cut_off(text(line)) {
                self.searched = end;
                continue;
            }
            self.searched = 0;
            let line = self.buffer.split_to(end);
            if !text(&line).is_empty() {
                return Some(line);
            }
        }
    }

    /// What is left when nothing more comes.
    fn last(&mut self) -> Option<BytesMut> {
        self.searched = 0;
        let line = self.buffer.split();
        (!text(&line).is_empty()).then_some(line)
    }
}

/// A line without what surrounds the JSON in it.
fn text(line: &[u8]) -> &[u8] {
    let line = line.strip_prefix(&[RECORD_SEPARATOR]).unwrap_or(line);
    line.trim_ascii()
}

fn is_cut_off(text: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(text).is_err_and(|error| error.is_eof())
}

impl<T: DeserializeOwned + Send + 'static, M: Mode> JsonLines<T, M> {
    pub(super) fn new(rest: Rest, mode: M) -> Self {
        let source = Source {
            rest,
            lines: Lines::default(),
            read: |line| integral_float::from_slice(line),
        };
        Self {
            flow: Flow::new(source, mode),
        }
    }
}

impl<M: Mode> JsonLines<Value, M> {
    /// Reads all values that are to come as a type, where the API does not say what they are.
    pub fn into_json<T: DeserializeOwned + Send + 'static>(self) -> JsonLines<T, M> {
        let typed = |source: Source<Value>| Source {
            rest: source.rest,
            lines: source.lines,
            read: |line| integral_float::from_slice(line),
        };
        JsonLines {
            flow: self.flow.map(typed),
        }
    }
}

impl<T: Send + 'static> Source<T> {
    fn value(&mut self, line: &[u8]) -> Result<T> {
        let line = text(line);
        (self.read)(line).map_err(|error| self.fail(json::undecodable(line, &error)))
    }

    /// Ends the stream with an error.
    fn fail(&mut self, error: Error) -> Error {
        self.rest.close();
        self.lines.buffer.clear();
        self.rest.failed(error)
    }

    /// Whether what is kept of a line is more than may be.
    fn bounded(&mut self) -> Result<()> {
        if self.lines.buffer.len() <= self.rest.limit {
            return Ok(());
        }
        let text = format!("a line is larger than {} bytes", self.rest.limit);
        Err(self.fail(Error::new(ErrorKind::Decode, text)))
    }
}

impl<T: Send + 'static> Parts for Source<T> {
    type Part = T;

    fn poll_part(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        loop {
            if let Some(line) = self.lines.next() {
                return Poll::Ready(Some(self.value(&line)));
            }
            if let Err(error) = self.bounded() {
                return Poll::Ready(Some(Err(error)));
            }
            match ready!(self.rest.poll_piece(context)) {
                Some(Ok(piece)) => self.lines.buffer.extend_from_slice(&piece),
                Some(Err(error)) => {
                    self.lines.buffer.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    let last = self.lines.last();
                    return Poll::Ready(last.map(|line| self.value(&line)));
                }
            }
        }
    }
}

impl<T: Send + 'static> JsonLines<T> {
    /// The next value, or `None` after the last.
    pub async fn next(&mut self) -> Option<Result<T>> {
        self.flow.part().await
    }
}

impl<T: Send + 'static> Stream for JsonLines<T> {
    type Item = Result<T>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.flow.poll_part(context)
    }
}

#[cfg(feature = "blocking")]
impl<T: Send + 'static> Iterator for JsonLines<T, super::blocking::Blocking> {
    type Item = Result<T>;

    fn next(&mut self) -> Option<Self::Item> {
        self.flow.wait()
    }
}

impl<T, M> fmt::Debug for JsonLines<T, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonLines")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    fn lines(body: &str, size: usize) -> Vec<String> {
        let mut lines = Lines::default();
        let mut found = Vec::new();
        for piece in body.as_bytes().chunks(size) {
            lines.buffer.extend_from_slice(piece);
            while let Some(line) = lines.next() {
                found.push(String::from_utf8(text(&line).to_vec()).unwrap());
            }
        }
        let last = lines.last();
        found.extend(last.map(|line| String::from_utf8(text(&line).to_vec()).unwrap()));
        found
    }

    #[test]
    fn values_come_out_wherever_the_body_is_cut() {
        let body = "{\"a\":\"一\"}\r\n\n  \n[1]\n7";
        for size in 1..=body.len() {
            assert_eq!(lines(body, size), ["{\"a\":\"一\"}", "[1]", "7"], "{size}");
        }
    }

    #[test]
    fn a_text_of_a_sequence_may_have_several_lines() {
        let body = "\u{1e}{\n\"a\": 1\n}\n\u{1e}\"x\"\n\u{1e}[\n";
        for size in 1..=body.len() {
            assert_eq!(
                lines(body, size),
                ["{\n\"a\": 1\n}", "\"x\"", "["],
                "{size}"
            );
        }
    }

    #[test]
    fn values_of_any_kind_become_those_of_a_type() {
        let body = Bytes::from_static(b"1\n2\n");
        let lines: JsonLines<Value> = JsonLines::new(Rest::whole(body, "op".into()), Async);
        let mut lines = lines.into_json::<u8>();
        let mut context = Context::from_waker(std::task::Waker::noop());
        let Poll::Ready(Some(Ok(first))) = lines.flow.poll_part(&mut context) else {
            panic!("it is there")
        };
        assert_eq!(first, 1);
    }
}
