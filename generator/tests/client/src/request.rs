//! Reading a request off the wire, and asking what it held.
//!
//! Keeps everything as it was sent: no decoding, no normalising, so that a test sees what a server sees. Invariant: a body is read
//! to the end that its length or its chunks announce, and never beyond.

use std::io::{self, BufRead};

/// A request as it arrived.
#[derive(Debug, Clone, Default)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// Path and query, still encoded.
    pub target: String,
    /// The headers in order, their names as sent.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Recorded {
    /// The path, still encoded.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query, still encoded; empty when there is none.
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The first header of a name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The body as text, with what is no UTF-8 replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Whether `needle` occurs anywhere in the request: a planted secret, say.
    pub fn mentions(&self, needle: &str) -> bool {
        self.target.contains(needle)
            || self.headers.iter().any(|(name, value)| name.contains(needle) || value.contains(needle))
            || self.text().contains(needle)
    }
}

/// Reads the next request; `None` when the connection was closed between requests.
pub(crate) fn read(reader: &mut impl BufRead) -> io::Result<Option<Recorded>> {
    let Some(first) = line(reader)? else {
        return Ok(None);
    };
    let mut words = first.split(' ');
    let mut request = Recorded {
        method: words.next().unwrap_or_default().to_owned(),
        target: words.next().unwrap_or_default().to_owned(),
        ..Recorded::default()
    };
    while let Some(text) = line(reader)?.filter(|text| !text.is_empty()) {
        if let Some((name, value)) = text.split_once(':') {
            request.headers.push((name.to_owned(), value.trim().to_owned()));
        }
    }
    request.body = body(reader, &request)?;
    Ok(Some(request))
}

fn body(reader: &mut impl BufRead, request: &Recorded) -> io::Result<Vec<u8>> {
    if request.header("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked")) {
        return chunks(reader);
    }
    let length = request.header("content-length").and_then(|text| text.parse().ok()).unwrap_or(0);
    exactly(reader, length)
}

fn chunks(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(head) = line(reader)? {
        let size = head.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).map_err(io::Error::other)?;
        body.extend(exactly(reader, size)?);
        line(reader)?;
        if size == 0 {
            break;
        }
    }
    Ok(body)
}

fn exactly(reader: &mut impl BufRead, length: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if reader.read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_kept_as_sent() {
        let mut wire = &b"POST /a%20b?c=d HTTP/1.1\r\nX-One: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"[..];
        let request = read(&mut wire).unwrap().unwrap();
        assert_eq!((request.path(), request.query(), request.text().as_str()), ("/a%20b", "c=d", "abc"));
        assert_eq!(request.header("x-one"), Some("1"));
        assert!(read(&mut wire).unwrap().is_none());
    }
}
