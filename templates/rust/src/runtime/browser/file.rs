//! The same as `file.rs` where there are no files: whoever sends one is told so.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

/// How long a file is.
pub(super) async fn length(_path: &Path) -> io::Result<u64> {
    Err(io::ErrorKind::Unsupported.into())
}

/// The bytes of a file.
pub(super) struct FileStream;

impl FileStream {
    pub(super) fn new(_path: Arc<Path>) -> Self {
        Self
    }
}

impl Stream for FileStream {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(Some(Err(io::ErrorKind::Unsupported.into())))
    }
}
