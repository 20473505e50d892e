//! What the server says, and how it misbehaves while saying it.
//!
//! An [`Answer`] is written to one connection. It knows HTTP framing and how to break it. Invariant: without a fault it is a correct
//! HTTP/1.1 answer and leaves the connection open.

use std::io::{self, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::Duration;

use socket2::SockRef;

/// An answer to one request.
#[derive(Debug, Clone)]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    fault: Fault,
}

/// A way to misbehave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// None.
    None,
    /// Waits before the first byte.
    SlowHeaders(Duration),
    /// Sends the body in so many pieces, each after a pause.
    SlowBody(usize, Duration),
    /// Announces the whole body, sends half of it and closes.
    CutOff,
    /// Announces the whole body, sends half of it and resets the connection.
    Reset,
    /// Announces the whole body, sends half of it and says no more, but goes on listening.
    HalfClosed,
    /// Announces a body of this length, whatever is sent, and closes.
    WrongLength(usize),
    /// Closes without a word.
    Silent,
    /// Sends text that is no HTTP.
    Garbage,
    /// Sends, in chunks, a body that has no end.
    Endless,
}

impl Answer {
    /// An answer with a JSON body.
    pub fn json(status: u16, body: impl Into<String>) -> Self {
        Self::bytes(status, body.into()).header("content-type", "application/json")
    }

    /// An answer with a text body.
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::bytes(status, body.into()).header("content-type", "text/plain; charset=utf-8")
    }

    /// An answer with a body of no declared type.
    pub fn bytes(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self { status, headers: Vec::new(), body: body.into(), fault: Fault::None }
    }

    /// An answer that leads elsewhere.
    pub fn redirect(status: u16, location: impl Into<String>) -> Self {
        Self::bytes(status, "").header("location", location)
    }

    /// Adds a header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Lets the answer go wrong.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.fault = fault;
        self
    }

    /// Writes the answer and says whether the connection may be used again.
    pub(crate) fn write(&self, stream: &TcpStream, method: &str) -> io::Result<bool> {
        match self.fault {
            Fault::SlowHeaders(pause) => thread::sleep(pause),
            Fault::Silent => return close(stream),
            Fault::Garbage => {
                (&*stream).write_all(b"this is no HTTP\r\n\r\n")?;
                return close(stream);
            }
            _ => {}
        }
        let mut out = stream;
        let has_body = method != "HEAD" && !matches!(self.status, 204 | 304);
        if has_body && matches!(self.fault, Fault::None | Fault::SlowHeaders(_)) {
            // One write, so that head and body travel in one packet as they do from real servers.
            out.write_all(&[self.head().as_bytes(), &self.body].concat())?;
            return Ok(true);
        }
        out.write_all(self.head().as_bytes())?;
        if has_body { self.write_faulty_body(stream) } else { Ok(true) }
    }

    fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} Scripted\r\n", self.status);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        match self.fault {
            Fault::Endless => head.push_str("transfer-encoding: chunked\r\n\r\n"),
            Fault::WrongLength(length) => head.push_str(&format!("content-length: {length}\r\n\r\n")),
            _ if self.status == 204 => head.push_str("\r\n"),
            _ => head.push_str(&format!("content-length: {}\r\n\r\n", self.body.len())),
        }
        head
    }

    fn write_faulty_body(&self, mut stream: &TcpStream) -> io::Result<bool> {
        match self.fault {
            Fault::SlowBody(pieces, pause) => {
                for piece in self.body.chunks(self.body.len().div_ceil(pieces.max(1)).max(1)) {
                    thread::sleep(pause);
                    stream.write_all(piece)?;
                }
                Ok(true)
            }
            Fault::CutOff => {
                stream.write_all(&self.body[..self.body.len() / 2])?;
                close(stream)
            }
            Fault::Reset => {
                stream.write_all(&self.body[..self.body.len() / 2])?;
                // Without the time to linger, closing is a reset (RFC 9293, section 3.6).
                SockRef::from(stream).set_linger(Some(Duration::ZERO))?;
                Ok(false)
            }
            Fault::HalfClosed => {
                stream.write_all(&self.body[..self.body.len() / 2])?;
                stream.shutdown(Shutdown::Write)?;
                // Until the other side has had enough, too.
                io::copy(&mut stream, &mut io::sink())?;
                Ok(false)
            }
            Fault::Endless => endless(stream),
            _ => {
                stream.write_all(&self.body)?;
                close(stream)
            }
        }
    }
}

/// Ends when the other side closes, which turns the next write into an error.
fn endless(mut stream: &TcpStream) -> io::Result<bool> {
    let chunk = [b"1000\r\n".as_slice(), &[b' '; 0x1000], b"\r\n"].concat();
    loop {
        stream.write_all(&chunk)?;
    }
}

fn close(stream: &TcpStream) -> io::Result<bool> {
    stream.shutdown(Shutdown::Both)?;
    Ok(false)
}
