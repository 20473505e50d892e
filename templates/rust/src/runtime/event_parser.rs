//! Server-sent events: bytes → events (WHATWG HTML, section 9.2).
//!
//! Takes the pieces of a body as they come, cut anywhere, and gives the events that are complete. It knows lines and fields, not what
//! the data means. Invariant: an event that the end of the body cuts off is none, and no more is kept than the limit allows.

use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};

/// An event as it came.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RawEvent {
    pub(super) name: Option<String>,
    pub(super) data: String,
}

/// The body holds a line or an event that is longer than the limit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

#[derive(Debug)]
pub(super) struct EventParser {
    buffer: BytesMut,
    /// How much of the buffer has no end of line in it.
    searched: usize,
    /// A line ended in a carriage return, to which a line feed may belong.
    skip_line_feed: bool,
    begun: bool,
    name: String,
    data: String,
    has_data: bool,
    /// The id that the next complete event has.
    id: Option<String>,
    /// The id of the last event that had one; it holds for those after it too.
    pub(super) last_id: Option<String>,
    /// How long the server asks to wait before connecting again.
    pub(super) retry: Option<Duration>,
    limit: usize,
}

impl EventParser {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            buffer: BytesMut::new(),
            searched: 0,
            skip_line_feed: false,
            begun: false,
            name: String::new(),
            data: String::new(),
            has_data: false,
            id: None,
            last_id: None,
            retry: None,
            limit,
        }
    }

    /// Forgets what has no end yet, for a body that goes on from the last event.
    pub(super) fn restart(&mut self) {
        let last_id = self.last_id.take();
        *self = Self {
            id: last_id.clone(),
            last_id,
            retry: self.retry,
            ..Self::new(self.limit)
        };
    }

    pub(super) fn feed(&mut self, piece: &Bytes) {
        self.buffer.extend_from_slice(piece);
    }

    /// The next event that is complete.
    pub(super) fn next(&mut self) -> Result<Option<RawEvent>, TooLong> {
        while let Some(line) = self.line() {
            if let Some(event) = self.take(&line) {
                return Ok(Some(event));
            }
            if self.data.len() > self.limit {
                return Err(TooLong);
            }
        }
        if self.buffer.len() > self.limit {
            return Err(TooLong);
        }
        Ok(None)
    }

    /// The next line that is complete, without its end.
    fn line(&mut self) -> Option<BytesMut> {
        if self.skip_line_feed {
            let first = *self.buffer.first()?;
            self.skip_line_feed = false;
            if first == b'\n' {
                self.buffer.advance(1);
            }
        }
        let open = self.buffer.get(self.searched..).unwrap_or_default();
        let Some(end) = open.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.searched = self.buffer.len();
            return None;
        };
        let mut line = self.buffer.split_to(self.searched + end + 1);
        self.searched = 0;
        self.skip_line_feed = line.last() == Some(&b'\r');
        line.truncate(line.len().saturating_sub(1));
        if !std::mem::replace(&mut self.begun, true) && line.starts_with(b"\xef\xbb\xbf") {
            line.advance(3);
        }
        Some(line)
    }

    /// Takes a line; an empty one completes the event.
    fn take(&mut self, line: &[u8]) -> Option<RawEvent> {
        if line.is_empty() {
            return self.complete();
        }
        let line = String::from_utf8_lossy(line);
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "data" => {
                if std::mem::replace(&mut self.has_data, true) {
                    self.data.push('\n');
                }
                self.data.push_str(value);
            }
            "event" => value.clone_into(&mut self.name),
            "id" if !value.contains('\0') => {
                self.id = Some(value.to_owned()).filter(|id| !id.is_empty());
            }
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
        None
    }

    fn complete(&mut self) -> Option<RawEvent> {
        // Not before: an event that is cut off was not received, and has to be sent again.
        self.last_id.clone_from(&self.id);
        let name = std::mem::take(&mut self.name);
        let data = std::mem::take(&mut self.data);
        let name = Some(name).filter(|name| !name.is_empty());
        std::mem::take(&mut self.has_data).then_some(RawEvent { name, data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events of a body that comes in pieces of this size.
    fn events(body: &[u8], size: usize) -> Vec<(String, String)> {
        let mut parser = EventParser::new(1_000);
        let mut found = Vec::new();
        for piece in body.chunks(size) {
            parser.feed(&Bytes::copy_from_slice(piece));
            while let Some(event) = parser.next().unwrap() {
                found.push((event.name.unwrap_or_default(), event.data));
            }
        }
        found
    }

    fn expect(body: &[u8], expected: &[(&str, &str)]) {
        for size in 1..=body.len() {
            let found = events(body, size);
            let found: Vec<_> = found
                .iter()
                .map(|(name, data)| (name.as_str(), data.as_str()))
                .collect();
            assert_eq!(found, expected, "in pieces of {size}");
        }
    }

    #[test]
    fn events_come_out_wherever_the_body_is_cut() {
        let body = "\u{feff}: hello\ndata: 一\r\ndata:two\r\rdata\n\nevent: add\ndata:  x\n\n";
        expect(body.as_bytes(), &[("", "一\ntwo"), ("", ""), ("add", " x")]);
    }

    #[test]
    fn what_is_no_event_is_skipped() {
        expect(
            b"event: lost\n\nretry: 1\n\nunknown: 1\n\ndata: cut off\n",
            &[],
        );
        expect(
            b"event: a\nevent: b\ndata: 1\n\ndata: 2\n\n",
            &[("b", "1"), ("", "2")],
        );
        expect(b"data: \xff\n\n", &[("", "\u{fffd}")]);
    }

    #[test]
    fn ids_and_waits_are_remembered() {
        let mut parser = EventParser::new(100);
        parser.feed(&Bytes::from_static(
            b"id: 7\nretry: 250\ndata: a\n\nid: a\0b\nretry: 1s\ndata: b\n\n",
        ));
        assert!(parser.next().unwrap().is_some() && parser.next().unwrap().is_some());
        assert_eq!(parser.last_id.as_deref(), Some("7"));
        assert_eq!(parser.retry, Some(Duration::from_millis(250)));
        parser.feed(&Bytes::from_static(b"id\n\n"));
        assert_eq!(parser.next(), Ok(None));
        assert_eq!(parser.last_id, None);
    }

    #[test]
    fn an_event_that_is_cut_off_was_not_received() {
        let mut parser = EventParser::new(100);
        parser.feed(&Bytes::from_static(b"id: 1\ndata: a\n\nid: 2\ndata: b\n"));
        assert!(parser.next().unwrap().is_some() && parser.next().unwrap().is_none());
        assert_eq!(parser.last_id.as_deref(), Some("1"));
        parser.restart();
        parser.feed(&Bytes::from_static(b"data: c\n\n"));
        assert_eq!(parser.next().unwrap().unwrap().data, "c");
        assert_eq!(parser.last_id.as_deref(), Some("1"));
    }

    #[test]
    fn lines_and_events_are_bounded() {
        let mut parser = EventParser::new(10);
        parser.feed(&Bytes::from_static(b"data: 0123456789"));
        assert_eq!(parser.next(), Err(TooLong));
        let mut parser = EventParser::new(10);
        parser.feed(&Bytes::from_static(b"data:012345\ndata:012345\n"));
        assert_eq!(parser.next(), Err(TooLong));
    }
}
