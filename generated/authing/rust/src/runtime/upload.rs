//! Bytes that an app sends: from memory, from a file, or from a stream.
//!
//! Whole bodies and the file parts of multipart bodies are [`Upload`]s. It knows what a file is called and of which media type it is,
//! and nothing of requests. Invariant: its content is shown nowhere.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::AsyncRead;

use super::body::{Piece, RequestBody};
use super::media;
use super::source::{ReaderStream, Source};

/// Bytes on their way to the server.
///
/// Texts and bytes convert into one. A file is read while it is sent, and so is a reader or a stream; never more than a small piece
/// of it is in memory. What comes from a reader or a stream can be sent once only: a call with it is not repeated after it was begun.
#[derive(Clone)]
pub struct Upload {
    content: Piece,
    name: Option<String>,
    content_type: Option<String>,
}

impl Upload {
    /// The content of a file, which is opened when it is sent. Its name goes along. A browser has no files: there the call fails.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        Self {
            name,
            ..Self::of(Piece::File(Arc::<Path>::from(path), None))
        }
    }

    /// What a reader gives.
    pub fn reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::once(Box::pin(ReaderStream::new(Box::pin(reader))))
    }

    /// What a stream gives.
    pub fn stream(stream: impl Stream<Item = io::Result<Bytes>> + Send + 'static) -> Self {
        Self::once(Box::pin(stream))
    }

    fn once(source: Source) -> Self {
        Self::of(Piece::Once(Arc::new(Mutex::new(Some(source))), None))
    }

    fn of(content: Piece) -> Self {
        Self {
            content,
            name: None,
            content_type: None,
        }
    }

    /// The number of bytes that a reader or a stream gives, which some servers have to be told beforehand. The other sources know it
    /// themselves.
    pub fn length(mut self, bytes: u64) -> Self {
        if let Piece::Once(_, length) = &mut self.content {
            *length = Some(bytes);
        }
        self
    }

    /// The name of the file, as a multipart body tells it.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The media type, as in `image/png`. Where it is not said, it is the first that the endpoint takes or, of several, the one that the
    /// ending of the file's name stands for; `application/octet-stream` where the endpoint takes anything, or a range and the name tells
    /// nothing. An empty text leaves it out.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    pub(super) fn file_name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The media type of the app, else what those that the spec says come to.
    pub(super) fn media<'a>(&'a self, declared: &'a str) -> &'a str {
        let chosen = self.content_type.as_deref();
        chosen.unwrap_or_else(|| media::of_file(declared, self.file_name()))
    }

    pub(super) fn body(&self) -> RequestBody {
        let mut body = RequestBody::default();
        body.push(self.content.clone());
        body
    }
}

impl From<Bytes> for Upload {
    fn from(bytes: Bytes) -> Self {
        Self::of(Piece::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Upload {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Upload {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static [u8]> for Upload {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from(bytes).into()
    }
}

impl<const N: usize> From<&'static [u8; N]> for Upload {
    fn from(bytes: &'static [u8; N]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<&'static str> for Upload {
    fn from(text: &'static str) -> Self {
        Bytes::from(text).into()
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}
