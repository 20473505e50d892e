//! Calling again for the rest of a stream.
//!
//! Keeps what a call was made of while its answer streams, so that events can go on where they broke off (WHATWG HTML, section 9.2). It
//! knows how to call, not when. Invariant: only calls that may be repeated are kept.

use std::sync::Arc;
use std::time::Duration;

use super::client::Shared;
use super::draft::Draft;
use super::error::Result;
use super::exchange;
use super::platform;
use super::rest::Rest;
use super::transport::BoxFuture;

/// A call that can be made again.
#[derive(Clone)]
pub(super) struct Again {
    shared: Arc<Shared>,
    draft: Box<Draft>,
}

/// What comes of it: the rest of the stream, or nothing where the server has no more to say.
pub(super) type Resumed = BoxFuture<'static, Result<Option<Rest>>>;

impl Again {
    /// Keeps a call whose answer may stream, where it may be repeated.
    pub(super) fn of(shared: &Arc<Shared>, draft: &Draft) -> Option<Self> {
        let streams = draft.streams.unwrap_or(draft.operation.streams);
        (draft.is_repeatable() && !streams.is_empty()).then(|| Self {
            shared: Arc::clone(shared),
            draft: Box::new(draft.clone()),
        })
    }

    /// Calls again after a while, for what comes after the event of this id.
    pub(super) fn call(&self, wait: Duration, last_id: Option<&str>) -> Resumed {
        let Self { shared, mut draft } = self.clone();
        let headers = &mut draft.options.headers;
        headers.retain(|(name, _)| !name.eq_ignore_ascii_case(LAST_EVENT_ID));
        headers.extend(last_id.map(|id| (LAST_EVENT_ID.to_owned(), id.to_owned())));
        Box::pin(async move {
            platform::sleep(wait).await;
            let mut arrival = exchange::run(&shared, draft).await?;
            let is_over = arrival.answer.status.as_u16() == 204;
            Ok((!is_over).then(|| arrival.take_rest()))
        })
    }
}

const LAST_EVENT_ID: &str = "last-event-id";
