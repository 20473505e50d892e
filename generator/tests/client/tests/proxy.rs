//! A proxy for tests: it forwards plain requests and opens tunnels (RFC 9110, section 9.3.6), and notes what it was asked.
//!
//! It knows enough of HTTP/1.1 for requests with a length. What is meant for it goes no further, as the standard wants.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A running proxy. Its thread ends with the program of the tests.
pub struct Proxy {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// A proxy that lets those through who show it these credentials.
    pub fn new(credentials: Option<&'static str>) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let heads = Arc::<Mutex<Vec<String>>>::default();
        let noted = Arc::clone(&heads);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let noted = Arc::clone(&noted);
                thread::spawn(move || serve(stream, credentials, &noted));
            }
        });
        Self { address, heads }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The heads of the requests that it could read, in order of arrival.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn serve(stream: TcpStream, credentials: Option<&str>, heads: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            return Ok(());
        }
    }
    heads.lock().unwrap().push(head.clone());
    let mut out = &stream;
    if credentials.is_some_and(|credentials| !head.contains(credentials)) {
        let challenge = "proxy-authenticate: Basic realm=\"test\"\r\ncontent-length: 0\r\nconnection: close";
        return out.write_all(format!("HTTP/1.1 407 Who\r\n{challenge}\r\n\r\n").as_bytes());
    }
    let mut words = head.split(' ');
    match (words.next(), words.next()) {
        (Some("CONNECT"), Some(host)) => {
            let target = TcpStream::connect(host)?;
            out.write_all(b"HTTP/1.1 200 Open\r\n\r\n")?;
            tunnel(reader, &stream, &target)
        }
        (Some(_), Some(url)) => forward(&head, url, reader, &stream),
        _ => Ok(()),
    }
}

/// Passes bytes on in both directions until both sides have ended.
fn tunnel(mut reader: BufReader<TcpStream>, client: &TcpStream, target: &TcpStream) -> io::Result<()> {
    let mut there = target.try_clone()?;
    let up = thread::spawn(move || {
        io::copy(&mut reader, &mut there)?;
        there.shutdown(Shutdown::Write)
    });
    let (mut from, mut to) = (target, client);
    io::copy(&mut from, &mut to)?;
    client.shutdown(Shutdown::Write)?;
    up.join().unwrap_or(Ok(()))
}

/// One request and its answer; the connection to the client is closed after it.
fn forward(head: &str, url: &str, mut reader: BufReader<TcpStream>, client: &TcpStream) -> io::Result<()> {
    let host = url.trim_start_matches("http://").split('/').next().unwrap_or_default();
    let path = &url["http://".len() + host.len()..];
    let rest = head.lines().skip(1).filter(|line| !line.is_empty());
    let rest = rest.filter(|line| !line.to_ascii_lowercase().starts_with("proxy-"));
    let lines: Vec<_> = rest.collect();
    let length = |line: &&str| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok();
    let mut body = vec![0; lines.iter().find_map(length).unwrap_or(0)];
    reader.read_exact(&mut body)?;
    let mut target = TcpStream::connect(host)?;
    let method = head.split(' ').next().unwrap_or_default();
    let sent = format!("{method} {path} HTTP/1.1\r\n{}\r\n\r\n", lines.join("\r\n"));
    target.write_all(&[sent.as_bytes(), &body].concat())?;
    target.shutdown(Shutdown::Write)?;
    let (mut answer, mut to, mut status) = (BufReader::new(target), client, String::new());
    answer.read_line(&mut status)?;
    to.write_all(format!("{status}connection: close\r\n").as_bytes())?;
    io::copy(&mut answer, &mut to)?;
    client.shutdown(Shutdown::Both)
}
