//! Where the bytes of an upload come from: readers, as streams.
//!
//! Knows tokio's readers and nothing of bodies. Invariant: one buffer of a fixed size is all that is held of what is read.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

/// Bytes as they come.
pub(super) type Source = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// How many bytes are read at a time.
const BUFFER: usize = 64 * 1024;

/// What a reader gives, piece by piece.
pub(super) struct ReaderStream<R> {
    reader: R,
    buffer: Vec<u8>,
}

impl<R> ReaderStream<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
        }
    }
}

impl<R: AsyncRead + Unpin> Stream for ReaderStream<R> {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { reader, buffer } = &mut *self;
        buffer.resize(BUFFER, 0);
        let mut space = ReadBuf::new(buffer);
        if let Err(error) = ready!(Pin::new(reader).poll_read(context, &mut space)) {
            return Poll::Ready(Some(Err(error)));
        }
        let read = space.filled();
        Poll::Ready((!read.is_empty()).then(|| Ok(Bytes::copy_from_slice(read))))
    }
}
