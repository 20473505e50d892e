//! Files, as streams of their bytes.
//!
//! `browser/file.rs` takes the place of this file where there are none. Invariant: a file is opened when its first byte is asked for.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::fs::File;

use super::source::ReaderStream;
use super::transport::BoxFuture;

/// How long a file is.
pub(super) async fn length(path: &Path) -> io::Result<u64> {
    let data = tokio::fs::metadata(path).await?;
    let is_file = data.is_file().then_some(data.len());
    is_file.ok_or_else(|| io::Error::other("it is no file"))
}

/// The bytes of a file.
pub(super) enum FileStream {
    Closed(Arc<Path>),
    Opening(BoxFuture<'static, io::Result<File>>),
    Open(ReaderStream<File>),
}

impl FileStream {
    pub(super) fn new(path: Arc<Path>) -> Self {
        Self::Closed(path)
    }
}

impl Stream for FileStream {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            *self = match &mut *self {
                Self::Closed(path) => Self::Opening(Box::pin(File::open(Arc::clone(path)))),
                Self::Opening(file) => match ready!(file.as_mut().poll(context)) {
                    Ok(file) => Self::Open(ReaderStream::new(file)),
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                Self::Open(reader) => return Pin::new(reader).poll_next(context),
            };
        }
    }
}
