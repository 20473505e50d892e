//! How an error reads.
//!
//! The last step of a failure: one line for people, a structure for logs. It knows the parts of an error and which of them may be
//! shown. Invariant: one line, bounded in length, whatever text the server sent.

use std::error::Error as StdError;
use std::fmt;

use super::error::{Error, ErrorKind};

/// The longest stretch of server text that is shown.
const LONGEST: usize = 200;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = &*self.0;
        if !parts.operation.is_empty() {
            write!(f, "{}: ", parts.operation)?;
        }
        f.write_str(&parts.text)?;
        if parts.kind == ErrorKind::Api {
            write_refusal(self, f)?;
        } else if let Some(status) = parts.status {
            write!(f, " (HTTP {})", status.as_u16())?;
        }
        Ok(())
    }
}

fn write_refusal(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(status) = error.status() {
        write!(f, " with HTTP {}", status.as_u16())?;
    }
    let said = [
        (", status ", error.business_status()),
        (", code ", error.code()),
        (": ", error.message()),
    ];
    for (label, value) in said {
        if let Some(value) = value {
            write!(f, "{label}{}", one_line(value))?;
        }
    }
    match error.request_id() {
        Some(id) => write!(f, " (request {})", one_line(id)),
        None => Ok(()),
    }
}

/// Server text with control characters flattened and its length bounded, so that it cannot forge lines of a log.
fn one_line(text: &str) -> String {
    let mut line: String = text
        .chars()
        .take(LONGEST)
        .map(|c| if is_unprintable(c) { ' ' } else { c })
        .collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

/// Control characters, line separators, and the marks that reorder text on a terminal.
fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = &*self.0;
        f.debug_struct("Error")
            .field("kind", &parts.kind)
            .field("operation", &parts.operation)
            .field("text", &parts.text)
            .field("status", &parts.status)
            .field("envelope", &parts.envelope)
            .field("retry_after", &parts.retry_after)
            .field("body_len", &parts.body.as_ref().map(|body| body.len()))
            .field("source", &parts.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use reqwest::StatusCode;

    #[test]
    fn a_refusal_reads_as_one_line_without_its_body() {
        let error = Error::new(ErrorKind::Api, "refused")
            .during("bindPhone")
            .alter(|parts| {
                parts.status = Some(StatusCode::OK);
                parts.envelope.status = Some("400".into());
                parts.envelope.message = Some("bad\ncode\u{202e}".into());
                parts.envelope.request_id = Some("r-1".into());
                parts.body = Some(Bytes::from_static(b"{\"password\":\"p\"}"));
            });
        assert_eq!(
            error.to_string(),
            "bindPhone: refused with HTTP 200, status 400: bad code  (request r-1)"
        );
        assert!(!format!("{error:?}").contains("password"));
    }

    #[test]
    fn long_server_text_is_cut() {
        assert_eq!(one_line(&"x".repeat(500)).chars().count(), LONGEST + 1);
    }
}
