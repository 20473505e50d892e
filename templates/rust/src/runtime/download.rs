//! Bytes that are handed on as they come.
//!
//! What an endpoint gives whose answer is a file or another run of bytes. It knows nothing of what the bytes mean. Invariant: it
//! never holds more than one piece, unless the caller asks for the whole.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::AsyncWrite;

use super::error::{Error, ErrorKind, Result};
use super::mode::{Async, Mode};
use super::rest::{Flow, Parts, Rest};
use super::verdict::Collector;

/// The bytes of an answer, on their way: a stream of pieces, or a reader in a blocking client. Dropping it ends the download.
///
/// The time limit of the call holds until the answer begins; from then on it is the longest time without a byte.
pub struct Download<M = Async> {
    flow: Flow<Pieces, M>,
    /// What of a piece a reader had no room for.
    #[cfg_attr(
        not(feature = "blocking"),
        allow(dead_code, reason = "only the blocking client reads in this way")
    )]
    left: Bytes,
}

/// The pieces as the transport gives them.
struct Pieces(Rest);

impl Parts for Pieces {
    type Part = Bytes;

    fn poll_part(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        self.0.poll_piece(context)
    }
}

impl Pieces {
    /// Adds a piece to a whole that is bounded.
    fn keep(&self, whole: &mut Collector, piece: Bytes) -> Result<()> {
        whole.push(piece);
        if whole.has_room() {
            return Ok(());
        }
        let text = format!(
            "the body of the answer is larger than {} bytes",
            self.0.limit
        );
        Err(self.0.failed(Error::new(ErrorKind::Decode, text)))
    }
}

impl<M: Mode> Download<M> {
    pub(super) fn new(rest: Rest, mode: M) -> Self {
        Self {
            flow: Flow::new(Pieces(rest), mode),
            left: Bytes::new(),
        }
    }

    fn collector(&self) -> Collector {
        Collector::new(self.flow.parts.as_ref().map_or(0, |parts| parts.0.limit))
    }

    fn keep(&self, whole: &mut Collector, piece: Bytes) -> Result<()> {
        match &self.flow.parts {
            Some(parts) => parts.keep(whole, piece),
            None => Ok(()),
        }
    }
}

impl Download {
    /// The next piece, or `None` at the end.
    pub async fn chunk(&mut self) -> Option<Result<Bytes>> {
        self.flow.part().await
    }

    /// Reads what is left as a whole, up to the client's limit for the size of bodies.
    pub async fn read_all(&mut self) -> Result<Bytes> {
        let mut whole = self.collector();
        while let Some(piece) = self.chunk().await {
            self.keep(&mut whole, piece?)?;
        }
        Ok(whole.finish())
    }

    /// Writes what is left to a file or to anything else that takes bytes, and tells how many there were. Nothing is kept in
    /// memory, so no limit holds for the size.
    pub async fn save(&mut self, writer: &mut (impl AsyncWrite + Unpin)) -> Result<u64> {
        let mut count = 0;
        while let Some(piece) = self.chunk().await {
            let piece = piece?;
            write_all(writer, &piece).await.map_err(not_written)?;
            count += piece.len() as u64;
        }
        std::future::poll_fn(|context| Pin::new(&mut *writer).poll_flush(context))
            .await
            .map_err(not_written)?;
        Ok(count)
    }
}

async fn write_all(
    writer: &mut (impl AsyncWrite + Unpin),
    mut piece: &[u8],
) -> std::io::Result<()> {
    while !piece.is_empty() {
        let written =
            std::future::poll_fn(|context| Pin::new(&mut *writer).poll_write(context, piece))
                .await?;
        if written == 0 {
            return Err(std::io::ErrorKind::WriteZero.into());
        }
        piece = piece.get(written..).unwrap_or_default();
    }
    Ok(())
}

fn not_written(error: std::io::Error) -> Error {
    Error::new(ErrorKind::Transport, "what came could not be written")
        .caused_by(error)
        .alter(|parts| parts.transient = false)
}

impl Stream for Download {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.flow.poll_part(context)
    }
}

#[cfg(feature = "blocking")]
impl Download<super::blocking::Blocking> {
    /// The next piece, or `None` at the end.
    pub fn chunk(&mut self) -> Option<Result<Bytes>> {
        match std::mem::take(&mut self.left) {
            left if left.is_empty() => self.flow.wait(),
            left => Some(Ok(left)),
        }
    }

    /// Reads what is left as a whole, up to the client's limit for the size of bodies.
    pub fn read_all(&mut self) -> Result<Bytes> {
        let mut whole = self.collector();
        while let Some(piece) = self.chunk() {
            self.keep(&mut whole, piece?)?;
        }
        Ok(whole.finish())
    }
}

#[cfg(feature = "blocking")]
impl std::io::Read for Download<super::blocking::Blocking> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match self.chunk() {
                None => return Ok(0),
                Some(Err(error)) => return Err(std::io::Error::other(error)),
                Some(Ok(piece)) if piece.is_empty() => {}
                Some(Ok(mut piece)) => {
                    let count = piece.len().min(buffer.len());
                    buffer[..count].copy_from_slice(&piece.split_to(count));
                    self.left = piece;
                    return Ok(count);
                }
            }
        }
    }
}

impl<M> fmt::Debug for Download<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Download")
    }
}
