//! Bodies of requests on their way out.
//!
//! A [`RequestBody`] is a row of pieces: bytes in memory, files, and streams that can be read once. `upload` and `multipart` make them, a
//! transport reads them piece by piece. It knows nothing of media types. Invariant: never more than one piece of a file or a stream
//! is in memory, and exactly as many bytes leave as were announced.

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::error::{Error, Result};
use super::file::{self, FileStream};
use super::source::Source;

/// The body of a request.
#[derive(Clone, Default)]
pub struct RequestBody {
    pieces: VecDeque<Piece>,
}

/// A part of a body. Clones share a stream, which is read once.
#[derive(Clone)]
pub(super) enum Piece {
    Bytes(Bytes),
    /// A file, with its length once that was looked up.
    File(Arc<Path>, Option<u64>),
    /// A stream, with its length where the app told it.
    Once(Arc<Mutex<Option<Source>>>, Option<u64>),
}

impl Piece {
    fn len(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Self::File(_, length) | Self::Once(_, length) => *length,
        }
    }

    fn is_repeatable(&self) -> bool {
        match self {
            Self::Bytes(_) | Self::File(..) => true,
            Self::Once(source, _) => source
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_some(),
        }
    }
}

impl RequestBody {
    pub(super) fn push(&mut self, piece: Piece) {
        self.pieces.push_back(piece);
    }

    pub(super) fn append(&mut self, other: Self) {
        self.pieces.extend(other.pieces);
    }

    /// The whole body, where it is in memory.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match self.only_piece() {
            Some(None) => Some(&[]),
            Some(Some(bytes)) => Some(bytes),
            None => None,
        }
    }

    /// The same, shared instead of borrowed.
    pub(super) fn whole(&self) -> Option<Bytes> {
        self.only_piece()
            .map(|bytes| bytes.cloned().unwrap_or_default())
    }

    /// The only piece of a body in memory, which may be none at all.
    fn only_piece(&self) -> Option<Option<&Bytes>> {
        let mut pieces = self.pieces.iter();
        match (pieces.next(), pieces.next()) {
            (None, _) => Some(None),
            (Some(Piece::Bytes(bytes)), None) => Some(Some(bytes)),
            _ => None,
        }
    }

    /// The number of bytes, where it is known before they are sent.
    pub fn len(&self) -> Option<u64> {
        self.pieces
            .iter()
            .try_fold(0u64, |sum, piece| sum.checked_add(piece.len()?))
    }

    /// Whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// Whether the body can be sent (once more): a stream that was read cannot.
    pub fn is_repeatable(&self) -> bool {
        self.pieces.iter().all(Piece::is_repeatable)
    }

    /// Looks up how long the files are, so that the length of the whole can be announced.
    pub(super) async fn measure(&mut self) -> Result<()> {
        for piece in &mut self.pieces {
            let Piece::File(path, length) = piece else {
                continue;
            };
            let found = file::length(path).await;
            *length = Some(found.map_err(|error| {
                Error::build(format!("`{}` cannot be sent", path.display())).caused_by(error)
            })?);
        }
        Ok(())
    }

    /// The pieces, to be read one after the other.
    pub fn into_chunks(self) -> Chunks {
        Chunks {
            rest: self.pieces,
            open: Mutex::new(None),
        }
    }
}

impl From<Bytes> for RequestBody {
    fn from(bytes: Bytes) -> Self {
        Self {
            pieces: VecDeque::from([Piece::Bytes(bytes)]),
        }
    }
}

impl From<Vec<u8>> for RequestBody {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for RequestBody {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for RequestBody {
    fn from(text: &'static str) -> Self {
        Bytes::from(text).into()
    }
}

/// Shows how long a body is and not what is in it.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody")
            .field("len", &self.len())
            .finish()
    }
}

/// A body that is being read: a stream of its bytes.
pub struct Chunks {
    rest: VecDeque<Piece>,
    /// The piece that is being read, in a lock that nobody takes: it makes the whole shareable, as HTTP libraries want it.
    open: Mutex<Option<Open>>,
}

struct Open {
    source: Source,
    /// How many bytes are still to come, where it is known.
    left: Option<u64>,
}

impl Chunks {
    /// The number of bytes that are still to come, where it is known.
    pub fn len(&self) -> Option<u64> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let first = open.as_ref().map_or(Some(0), |open| open.left)?;
        self.rest
            .iter()
            .try_fold(first, |sum, piece| sum.checked_add(piece.len()?))
    }

    /// Whether nothing is to come.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// The next bytes, or `None` at the end.
    pub fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            let slot = self.open.get_mut().unwrap_or_else(PoisonError::into_inner);
            if let Some(open) = slot {
                match ready!(open.poll(context)) {
                    Some(chunk) => return Poll::Ready(Some(chunk)),
                    None => *slot = None,
                }
            }
            match self.rest.pop_front() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) if bytes.is_empty() => {}
                Some(Piece::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Piece::File(path, left)) => {
                    let source: Source = Box::pin(FileStream::new(path));
                    *slot = Some(Open { source, left });
                }
                Some(Piece::Once(source, left)) => {
                    match source.lock().unwrap_or_else(PoisonError::into_inner).take() {
                        Some(source) => *slot = Some(Open { source, left }),
                        None => return Poll::Ready(Some(Err(sent_before()))),
                    }
                }
            }
        }
    }
}

fn sent_before() -> io::Error {
    io::Error::other("a stream can be sent once only")
}

impl Open {
    /// The next bytes of the piece: no more than were announced, and not fewer.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if self.left == Some(0) {
            return Poll::Ready(None);
        }
        let chunk = ready!(self.source.as_mut().poll_next(context));
        Poll::Ready(match (chunk, &mut self.left) {
            (Some(Ok(mut bytes)), Some(left)) => {
                let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                if length > *left {
                    bytes.truncate(usize::try_from(*left).unwrap_or(bytes.len()));
                }
                *left = left.saturating_sub(length);
                Some(Ok(bytes))
            }
            (None, Some(_)) => Some(Err(io::ErrorKind::UnexpectedEof.into())),
            (other, _) => other,
        })
    }
}

impl Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(context)
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks").field("len", &self.len()).finish()
    }
}
