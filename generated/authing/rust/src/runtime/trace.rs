//! What `tracing` is told: a span for each attempt.
//!
//! It holds the name and the route of the endpoint, the method, the host, the number of the attempt and, at its end, the status, the id
//! of the request and the error. Without the feature `tracing` nothing is done. Invariant: no query, header or body is recorded, and of
//! what the server said nothing that an error would not print.

#[cfg(not(feature = "tracing"))]
pub(super) use off::{Span, repeated};
#[cfg(feature = "tracing")]
pub(super) use on::{Span, repeated};

#[cfg(feature = "tracing")]
mod on {
    use std::time::Duration;

    use tracing::field::{Empty, display};
    use tracing::{Instrument, debug, info_span};

    use super::super::attempt::{Attempt, Outcome};
    use super::super::transport::Request;

    /// The span of an attempt.
    pub(in super::super) struct Span(tracing::Span);

    impl Span {
        pub(in super::super) fn new(attempt: &Attempt, request: &Request) -> Self {
            Self(info_span!(
                "request",
                operation = &*attempt.operation,
                http.request.method = attempt.method.as_str(),
                http.route = attempt.route,
                server.address = request.url.host_str(),
                attempt = attempt.number,
                http.response.status_code = Empty,
                request_id = Empty,
                error = Empty,
            ))
        }

        /// Whether nobody listens.
        pub(in super::super) fn is_off(&self) -> bool {
            self.0.is_disabled()
        }

        /// Does the work inside the span.
        pub(in super::super) fn around<W: Future>(
            &self,
            work: W,
        ) -> impl Future<Output = W::Output> {
            work.instrument(self.0.clone())
        }

        pub(in super::super) fn end(&self, outcome: &Outcome<'_>) {
            let status = outcome.status.map(|status| status.as_u16());
            self.0.record("http.response.status_code", status);
            self.0.record("request_id", outcome.request_id);
            self.0.record("error", outcome.error.map(display));
        }
    }

    /// Notes that a call is made again.
    pub(in super::super) fn repeated(operation: &str, attempt: u32, delay: Duration) {
        debug!(operation, attempt, ?delay, "the call will be made again");
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::time::Duration;

    use super::super::attempt::{Attempt, Outcome};
    use super::super::transport::Request;

    /// No span.
    pub(in super::super) struct Span;

    impl Span {
        pub(in super::super) fn new(_: &Attempt, _: &Request) -> Self {
            Self
        }

        pub(in super::super) fn is_off(&self) -> bool {
            true
        }

        pub(in super::super) fn around<W: Future>(&self, work: W) -> W {
            work
        }

        pub(in super::super) fn end(&self, _: &Outcome<'_>) {}
    }

    pub(in super::super) fn repeated(_: &str, _: u32, _: Duration) {}
}
