//! One token for all callers.
//!
//! Keeps the current token and makes sure that it is fetched once, however many calls need it. It does not know how a token is
//! fetched. Invariants: a fetch that is abandoned leaves no trace and the next caller in line takes over; a fetch that fails
//! fails those who waited for it, and nobody who came later.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Mutex;

use super::super::error::{Error, Result};
use super::super::platform::Instant;
use super::super::secret::Secret;

/// A token and what was read from it.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) bearer: Secret,
    /// Headers that repeat claims of the token.
    pub(super) headers: Vec<(&'static str, String)>,
    /// When it is to be renewed; never, unless the server told when it expires.
    pub(super) stale_at: Option<Instant>,
}

#[derive(Default)]
pub(super) struct TokenCache {
    current: RwLock<Option<Arc<Token>>>,
    /// Held by the caller that fetches; remembers the last fetch if it failed.
    flight: Mutex<Option<Failure>>,
    /// How many fetches have ended, so that a caller can tell those it waited for from those before it.
    ended: AtomicU64,
}

struct Failure {
    number: u64,
    error: Error,
}

impl TokenCache {
    /// The current token, fetched by `fetch` when there is none that is fresh.
    pub(super) async fn get(
        &self,
        fetch: impl Future<Output = Result<Token>>,
    ) -> Result<Arc<Token>> {
        if let Some(token) = self.fresh() {
            return Ok(token);
        }
        let seen = self.ended.load(Ordering::SeqCst);
        let mut last = self.flight.lock().await;
        if let Some(outcome) = self.awaited(seen, last.as_ref()) {
            return outcome;
        }
        let outcome = fetch.await.map(Arc::new);
        let number = self.ended.fetch_add(1, Ordering::SeqCst) + 1;
        match &outcome {
            Ok(token) => {
                *last = None;
                self.set(Some(Arc::clone(token)));
            }
            Err(error) => {
                *last = Some(Failure {
                    number,
                    error: error.clone(),
                })
            }
        }
        outcome
    }

    /// What a fetch that ended while we waited has brought. Its token is good for us however short its life is; otherwise callers
    /// in line would fetch one after the other.
    fn awaited(&self, seen: u64, last: Option<&Failure>) -> Option<Result<Arc<Token>>> {
        if let Some(failure) = last.filter(|failure| failure.number > seen) {
            return Some(Err(failure.error.clone()));
        }
        let token = if self.ended.load(Ordering::SeqCst) > seen {
            self.current()
        } else {
            self.fresh()
        };
        token.map(Ok)
    }

    /// Forgets the token if it is still the one that was refused.
    pub(super) fn forget(&self, is_refused: impl FnOnce(&Token) -> bool) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.as_deref().is_some_and(is_refused) {
            *current = None;
        }
    }

    fn current(&self) -> Option<Arc<Token>> {
        self.current
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn fresh(&self) -> Option<Arc<Token>> {
        self.current().filter(|token| {
            token
                .stale_at
                .is_none_or(|instant| Instant::now() < instant)
        })
    }

    fn set(&self, token: Option<Arc<Token>>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = token;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn token(text: &str) -> Token {
        Token {
            bearer: text.into(),
            headers: vec![],
            stale_at: None,
        }
    }

    async fn slowly(count: &AtomicU64, outcome: Result<Token>) -> Result<Token> {
        count.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(30)).await;
        outcome
    }

    #[tokio::test]
    async fn many_callers_make_one_fetch() {
        let (cache, count) = (Arc::new(TokenCache::default()), Arc::new(AtomicU64::new(0)));
        let calls: Vec<_> = (0..1_000)
            .map(|_| {
                let (cache, count) = (Arc::clone(&cache), Arc::clone(&count));
                tokio::spawn(async move { cache.get(slowly(&count, Ok(token("t")))).await })
            })
            .collect();
        for call in calls {
            assert_eq!(call.await.unwrap().unwrap().bearer.expose(), "t");
        }
        assert_eq!(count.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_failure_fails_those_waiting_and_nobody_later() {
        let (cache, count) = (Arc::new(TokenCache::default()), Arc::new(AtomicU64::new(0)));
        let calls: Vec<_> = (0..10)
            .map(|_| {
                let (cache, count) = (Arc::clone(&cache), Arc::clone(&count));
                tokio::spawn(async move { cache.get(slowly(&count, Err(Error::build("x")))).await })
            })
            .collect();
        for call in calls {
            assert!(call.await.unwrap().is_err());
        }
        assert_eq!(count.load(Ordering::SeqCst), 1);
        assert!(cache.get(slowly(&count, Ok(token("t")))).await.is_ok());
    }

    #[tokio::test]
    async fn an_abandoned_fetch_is_taken_over() {
        let (cache, count) = (Arc::new(TokenCache::default()), Arc::new(AtomicU64::new(0)));
        let (leader, counted) = (Arc::clone(&cache), Arc::clone(&count));
        let leader =
            tokio::spawn(async move { leader.get(slowly(&counted, Ok(token("lost")))).await });
        tokio::time::sleep(Duration::from_millis(5)).await;
        let follower = cache.get(slowly(&count, Ok(token("kept"))));
        leader.abort();
        assert_eq!(follower.await.unwrap().bearer.expose(), "kept");
        assert_eq!(count.load(Ordering::SeqCst), 2);
    }

    #[tokio::test]
    async fn only_the_refused_token_is_forgotten() {
        let cache = TokenCache::default();
        cache.set(Some(Arc::new(token("new"))));
        cache.forget(|token| token.bearer.expose() == "old");
        assert!(cache.fresh().is_some());
        cache.forget(|token| token.bearer.expose() == "new");
        assert!(cache.fresh().is_none());
    }
}
