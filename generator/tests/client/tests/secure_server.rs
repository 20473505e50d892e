//! A server behind TLS that speaks HTTP/2 or HTTP/1.1, as both sides agree (ALPN, RFC 7301).
//!
//! It answers every request with the same body and remembers how it came. Invariant: it ends with the runtime of the test.

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use h2::server::SendResponse;
use h2::{Reason, RecvStream};
use http::HeaderMap;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{ServerConfig, server::danger::ClientCertVerifier};
use tokio_rustls::server::TlsStream;

use crate::authority::{Authority, Certified};
use crate::support::FINE;

/// How a request came.
#[derive(Debug, Clone)]
pub struct Seen {
    pub is_http2: bool,
    pub has_certificate: bool,
    pub headers: HeaderMap,
}

/// What becomes of requests over HTTP/2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Http2 {
    /// It is not spoken.
    Off,
    /// They are answered.
    On,
    /// Half of an answer is sent, and then the stream is reset; the connection stays.
    ResetInBody,
    /// The first is refused unread (RFC 9113, section 8.7); the rest are answered.
    RefuseOnce,
}

/// A running server.
pub struct SecureServer {
    address: SocketAddr,
    state: Arc<State>,
}

struct State {
    http2: Http2,
    seen: Mutex<Vec<Seen>>,
    streams: AtomicUsize,
    connections: AtomicUsize,
}

impl SecureServer {
    /// A server that shows `certified` and, where there are `clients`, wants theirs in turn.
    pub async fn start(certified: Certified, clients: Option<&Authority>, http2: Http2) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = State { http2, seen: Mutex::default(), streams: 0.into(), connections: 0.into() };
        let state = Arc::new(state);
        let acceptor = TlsAcceptor::from(Arc::new(config(certified, clients, http2)));
        let serving = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, state) = (acceptor.clone(), Arc::clone(&serving));
                tokio::spawn(async move { serve(stream, &acceptor, &state).await });
            }
        });
        Self { address, state }
    }

    pub fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    pub fn requests(&self) -> Vec<Seen> {
        self.state.seen.lock().unwrap().clone()
    }

    /// How many connections came as far as a request could.
    pub fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }
}

fn config(certified: Certified, clients: Option<&Authority>, http2: Http2) -> ServerConfig {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let verifier: Arc<dyn ClientCertVerifier> = match clients {
        None => WebPkiClientVerifier::no_client_auth(),
        Some(authority) => {
            let roots = Arc::new(authority.roots());
            WebPkiClientVerifier::builder_with_provider(roots, Arc::clone(&provider)).build().unwrap()
        }
    };
    let builder =
        ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let builder = builder.with_client_cert_verifier(verifier);
    let mut config = builder.with_single_cert(vec![certified.certificate], certified.key).unwrap();
    if http2 != Http2::Off {
        config.alpn_protocols.push(b"h2".to_vec());
    }
    config.alpn_protocols.push(b"http/1.1".to_vec());
    config
}

async fn serve(stream: TcpStream, acceptor: &TlsAcceptor, state: &Arc<State>) -> io::Result<()> {
    let stream = acceptor.accept(stream).await?;
    state.connections.fetch_add(1, Ordering::SeqCst);
    let session = stream.get_ref().1;
    let has_certificate = session.peer_certificates().is_some();
    match session.alpn_protocol() {
        Some(b"h2") => serve_http2(stream, has_certificate, state).await.map_err(io::Error::other),
        _ => serve_http1(stream, has_certificate, state).await,
    }
}

async fn serve_http2(
    stream: TlsStream<TcpStream>,
    has_certificate: bool,
    state: &Arc<State>,
) -> Result<(), h2::Error> {
    let mut connection = h2::server::handshake(stream).await?;
    while let Some(request) = connection.accept().await {
        let (request, respond) = request?;
        let (head, body) = request.into_parts();
        let seen = Seen { is_http2: true, has_certificate, headers: head.headers };
        state.seen.lock().unwrap().push(seen);
        let first = state.streams.fetch_add(1, Ordering::SeqCst) == 0;
        tokio::spawn(answer(body, respond, state.http2, first));
    }
    Ok(())
}

async fn answer(
    mut body: RecvStream,
    mut respond: SendResponse<Bytes>,
    how: Http2,
    is_first: bool,
) -> Result<(), h2::Error> {
    if how == Http2::RefuseOnce && is_first {
        respond.send_reset(Reason::REFUSED_STREAM);
        return Ok(());
    }
    while let Some(piece) = body.data().await {
        let length = piece?.len();
        body.flow_control().release_capacity(length)?;
    }
    let head = http::Response::builder().header("content-type", "application/json");
    let mut stream = respond.send_response(head.body(()).unwrap(), false)?;
    if how == Http2::ResetInBody {
        stream.send_data(Bytes::from_static(&FINE.as_bytes()[..10]), false)?;
        // What was sent has to be on its way before the reset, which would overtake it.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        stream.send_reset(Reason::INTERNAL_ERROR);
        return Ok(());
    }
    stream.send_data(Bytes::from_static(FINE.as_bytes()), true)
}

async fn serve_http1(stream: TlsStream<TcpStream>, has_certificate: bool, state: &State) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let mut headers = HeaderMap::new();
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        while let Some((name, value)) = header(&mut stream).await? {
            let name = http::HeaderName::try_from(name).map_err(io::Error::other)?;
            headers.append(name, value.try_into().map_err(io::Error::other)?);
        }
        let length = headers.get("content-length").and_then(|length| length.to_str().ok()?.parse().ok());
        stream.read_exact(&mut vec![0; length.unwrap_or(0)]).await?;
        state.seen.lock().unwrap().push(Seen { is_http2: false, has_certificate, headers });
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
        let answer = format!("{head}content-length: {}\r\n\r\n{FINE}", FINE.len());
        stream.write_all(answer.as_bytes()).await?;
        stream.flush().await?;
    }
}

/// The next header; none where the head ends.
async fn header(stream: &mut BufReader<TlsStream<TcpStream>>) -> io::Result<Option<(String, String)>> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    Ok(line.trim_end().split_once(':').map(|(name, value)| (name.to_owned(), value.trim().to_owned())))
}
