//! When to try again, and after how long.
//!
//! Consulted by `exchange` after each failed attempt of a repeatable call. It knows the policy, the error and the count of
//! attempts. Invariant: a wait is never shorter than what the server asked for; when that is too long, the call is not repeated.

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use super::error::Error;
use super::random;

/// How often and how patiently a call is repeated: exponential backoff with full jitter, `Retry-After` obeyed. Only operations that
/// are idempotent or declared safe to repeat are repeated at all, unless [`RetryPolicy::non_idempotent`] says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
    non_idempotent: bool,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            max_attempts: 3,
            base_delay: Duration::from_millis(200),
            max_delay: Duration::from_secs(5),
            max_retry_after: Duration::from_secs(60),
            non_idempotent: false,
        }
    }
}

impl RetryPolicy {
    /// One attempt and no more.
    pub fn none() -> Self {
        Self {
            max_attempts: 1,
            ..Self::default()
        }
    }

    /// How many attempts there are, the first included; 3 unless told.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts;
        self
    }

    /// The longest wait before the second attempt; it doubles with each further one. 200 ms unless told.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest wait between two attempts that the server did not ask for; 5 s unless told.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest `Retry-After` that is waited for; a longer one ends the call. 60 s unless told.
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// Whether calls are repeated that are not idempotent, such as most of `POST` and `PATCH` (RFC 9110, section 9.2.2): after a
    /// status like 503 or a broken connection the server may have done the work, and then does it twice. `false` unless told.
    pub fn non_idempotent(mut self, repeat: bool) -> Self {
        self.non_idempotent = repeat;
        self
    }

    /// Whether a call may be repeated; `idempotent` says what the operation is.
    pub(super) fn allows(&self, idempotent: bool) -> bool {
        idempotent || self.non_idempotent
    }

    /// The wait before the attempt after `attempt` (counted from 1), or `None` when there is to be none.
    pub(super) fn delay(&self, error: &Error, attempt: u32) -> Option<Duration> {
        if attempt >= self.max_attempts || !error.is_retryable() {
            return None;
        }
        match error.retry_after() {
            Some(asked) if asked > self.max_retry_after => None,
            Some(asked) => Some(asked.saturating_add(self.jitter(1))),
            None => Some(self.jitter(attempt)),
        }
    }

    /// Anything between nothing and the backoff of this attempt, so that clients that failed together do not return together.
    fn jitter(&self, attempt: u32) -> Duration {
        let factor = 1u32.checked_shl(attempt - 1).unwrap_or(u32::MAX);
        self.base_delay
            .saturating_mul(factor)
            .min(self.max_delay)
            .mul_f64(random::fraction())
    }
}

/// Whether a status tells of a passing fault.
pub(super) fn is_transient(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

/// The `Retry-After` of an answer, in either of its forms: seconds, or a date (RFC 9110, section 10.2.3). A date is the server's, so it
/// is held against the server's clock, where the answer tells it, and not against that of this machine.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    let clock = headers.get(DATE).and_then(|text| text.to_str().ok());
    let clock = clock.and_then(|text| httpdate::parse_http_date(text.trim()).ok());
    let wait = date.duration_since(clock.unwrap_or(now));
    Some(wait.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::error::ErrorKind;
    use super::*;
    use reqwest::header::HeaderValue;

    fn failed(retry_after: Option<Duration>) -> Error {
        Error::new(ErrorKind::Transport, "x").alter(|parts| parts.retry_after = retry_after)
    }

    #[test]
    fn backoff_doubles_up_to_its_cap() {
        let policy = RetryPolicy::default().max_attempts(u32::MAX);
        for (attempt, cap) in [(1, 200), (2, 400), (5, 3_200), (6, 5_000), (80, 5_000)] {
            let delay = policy.delay(&failed(None), attempt).unwrap();
            assert!(delay <= Duration::from_millis(cap), "{attempt}: {delay:?}");
        }
    }

    #[test]
    fn the_server_is_obeyed_within_reason() {
        let policy = RetryPolicy::default();
        assert!(
            policy
                .delay(&failed(Some(Duration::from_secs(7))), 1)
                .unwrap()
                >= Duration::from_secs(7)
        );
        assert_eq!(
            policy.delay(&failed(Some(Duration::from_secs(61))), 1),
            None
        );
    }

    #[test]
    fn attempts_are_counted() {
        assert_eq!(RetryPolicy::none().delay(&failed(None), 1), None);
        assert_eq!(RetryPolicy::default().delay(&failed(None), 3), None);
        assert_eq!(RetryPolicy::default().delay(&Error::build("x"), 1), None);
    }

    #[test]
    fn retry_after_has_two_forms() {
        let now = httpdate::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT").unwrap();
        let read = |text: &'static str| {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, HeaderValue::from_static(text))]);
            retry_after(&headers, now)
        };
        assert_eq!(read("120"), Some(Duration::from_secs(120)));
        assert_eq!(
            read("Sun, 06 Nov 1994 08:50:07 GMT"),
            Some(Duration::from_secs(30))
        );
        assert_eq!(read("Sun, 06 Nov 1994 08:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(read("soon"), None);
    }

    #[test]
    fn dates_are_held_against_the_clock_of_the_server() {
        let here = httpdate::parse_http_date("Sun, 06 Nov 1994 12:00:00 GMT").unwrap();
        let headers = HeaderMap::from_iter([
            (
                DATE,
                HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT"),
            ),
            (
                RETRY_AFTER,
                HeaderValue::from_static("Sun, 06 Nov 1994 08:50:07 GMT"),
            ),
        ]);
        let wait = retry_after(&headers, here);
        assert_eq!(wait, Some(Duration::from_secs(30)));
    }
}
