//! The rest of an answer whose head is there.
//!
//! Bodies that are handed on as they come are pulled through a [`Rest`], piece by piece, by whatever makes sense of them. It knows
//! the transport's body and how long it may stay silent. Invariant: nothing is read that nobody asked for; dropping it ends the
//! connection's part in the call, and after an error or the end there is nothing more.

use std::borrow::Cow;
use std::fmt;
use std::mem;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;

use super::error::{Error, Result};
use super::mode::Mode;
use super::platform::{self, Instant};
use super::round_trip;
use super::transport::{BoxFuture, IncomingBody, TransportError};

/// What a pull of the transport's body comes to: the body itself comes back with the piece.
type Pulled = (
    Box<dyn IncomingBody>,
    std::result::Result<Option<Bytes>, TransportError>,
);

/// A body on its way.
pub(super) struct Rest {
    state: State,
    operation: Cow<'static, str>,
    patience: Patience,
    /// The most bytes that may be kept at once.
    pub(super) limit: usize,
}

/// How long a body may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// How long it may stay silent.
    pub(super) silence: Duration,
    /// When all of it must have arrived.
    pub(super) whole: Option<Deadline>,
}

/// A point in time by which something has to be over.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline {
    at: Instant,
    limit: Duration,
}

impl Deadline {
    /// The end of a limit that begins now; `None` where it never comes.
    pub(super) fn after(limit: Duration) -> Option<Self> {
        let at = Instant::now().checked_add(limit)?;
        Some(Self { at, limit })
    }

    fn left(self) -> Duration {
        self.at.saturating_duration_since(Instant::now())
    }
}

enum State {
    Resting(Box<dyn IncomingBody>),
    Pulling(BoxFuture<'static, Option<Pulled>>),
    Over,
}

impl Rest {
    pub(super) fn new(
        body: Box<dyn IncomingBody>,
        operation: Cow<'static, str>,
        patience: Patience,
        limit: usize,
    ) -> Self {
        Self {
            state: State::Resting(body),
            operation,
            patience,
            limit,
        }
    }

    /// A body that is there as a whole.
    pub(super) fn whole(body: Bytes, operation: Cow<'static, str>) -> Self {
        let limit = body.len();
        let body = Some(body).filter(|body| !body.is_empty());
        let patience = Patience {
            silence: Duration::MAX,
            whole: None,
        };
        Self::new(Box::new(body), operation, patience, limit)
    }

    /// The next piece, or `None` at the end.
    pub(super) fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        loop {
            match &mut self.state {
                State::Over => return Poll::Ready(None),
                State::Resting(_) => self.pull(),
                State::Pulling(pull) => {
                    let pulled = ready!(pull.as_mut().poll(context));
                    return Poll::Ready(self.settle(pulled));
                }
            }
        }
    }

    /// Begins to wait for a piece.
    fn pull(&mut self) {
        if let State::Resting(mut body) = mem::replace(&mut self.state, State::Over) {
            let Patience { silence, whole } = self.patience;
            let patience = whole.map_or(silence, |whole| silence.min(whole.left()));
            self.state = State::Pulling(Box::pin(async move {
                let piece = platform::timeout(patience, body.chunk()).await.ok()?;
                Some((body, piece))
            }));
        }
    }

    fn settle(&mut self, pulled: Option<Pulled>) -> Option<Result<Bytes>> {
        self.state = State::Over;
        match pulled {
            Some((body, Ok(Some(piece)))) => {
                self.state = State::Resting(body);
                Some(Ok(piece))
            }
            Some((_, Ok(None))) => None,
            Some((_, Err(error))) => Some(Err(self.failed(round_trip::not_sent(error)))),
            None => {
                let error = match self.overrun() {
                    Some(whole) => round_trip::overdue(whole.limit),
                    None => round_trip::silent(self.patience.silence),
                };
                Some(Err(self.failed(error)))
            }
        }
    }

    /// The time that all of it had, where it is over.
    pub(super) fn overrun(&self) -> Option<Deadline> {
        self.patience.whole.filter(|whole| whole.left().is_zero())
    }

    /// Names the call that an error is about.
    pub(super) fn failed(&self, error: Error) -> Error {
        error.during(self.operation.clone())
    }

    /// Ends it, whatever may still come.
    pub(super) fn close(&mut self) {
        self.state = State::Over;
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest")
            .field("operation", &self.operation)
            .field("is_over", &matches!(self.state, State::Over))
            .finish()
    }
}

/// Something that is made of a [`Rest`], part by part.
pub(super) trait Parts: Send + 'static {
    /// A part.
    type Part: Send + 'static;

    /// The next part.
    fn poll_part(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Self::Part>>>;
}

/// A [`Parts`] and how its client waits for it.
pub(super) struct Flow<P, M> {
    /// Absent only while a blocking client waits, and for good when that client's worker has stopped.
    pub(super) parts: Option<P>,
    #[cfg_attr(
        not(feature = "blocking"),
        allow(dead_code, reason = "only the blocking client reads in this way")
    )]
    mode: M,
}

impl<P: Parts, M: Mode> Flow<P, M> {
    pub(super) fn new(parts: P, mode: M) -> Self {
        Self {
            parts: Some(parts),
            mode,
        }
    }

    /// The same with other parts.
    pub(super) fn map<Q>(self, change: impl FnOnce(P) -> Q) -> Flow<Q, M> {
        Flow {
            parts: self.parts.map(change),
            mode: self.mode,
        }
    }

    pub(super) fn poll_part(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<P::Part>>> {
        match &mut self.parts {
            Some(parts) => parts.poll_part(context),
            None => Poll::Ready(None),
        }
    }

    pub(super) async fn part(&mut self) -> Option<Result<P::Part>> {
        std::future::poll_fn(|context| self.poll_part(context)).await
    }
}

#[cfg(feature = "blocking")]
impl<P: Parts> Flow<P, super::blocking::Blocking> {
    /// Waits for the next part.
    pub(super) fn wait(&mut self) -> Option<Result<P::Part>> {
        let mut parts = self.parts.take()?;
        let waited = self.mode.wait(async move {
            let part = std::future::poll_fn(|context| parts.poll_part(context)).await;
            Ok((parts, part))
        });
        match waited {
            Ok((parts, part)) => {
                self.parts = Some(parts);
                part
            }
            Err(error) => Some(Err(error)),
        }
    }
}
