//! Putting credentials on requests.
//!
//! Each security scheme of a spec is an [`Authenticate`]; the client holds one per slot and applies those that a call names, anew for
//! each attempt. Schemes know the request and the wire, not the operation. Invariant: a credential is put on nothing but a
//! request to the client's own server, since redirects elsewhere are stripped later.

mod api_key;
mod client_auth;
mod context;
mod http_auth;
mod jwt;
mod token;
mod token_cache;

use std::sync::Arc;

pub use api_key::ApiKey;
pub use client_auth::{ClientAuthMethod, ClientAuthentication};
pub use context::AuthContext;
pub use http_auth::{Basic, Bearer, HttpScheme};
pub use token::TokenRequest;

use super::error::{Error, Result};
use super::transport::{BoxFuture, Request};

/// A way to prove who is calling. Implement it for schemes that the crate does not bring.
pub trait Authenticate: Send + Sync + 'static {
    /// Puts the credential on `request`. It runs before each attempt, so a renewed credential is picked up; `context` sends the
    /// requests that fetching one takes.
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        context: &'a AuthContext<'a>,
    ) -> BoxFuture<'a, Result<()>>;

    /// Called when `request` was refused with `error`. Forgets a credential that has expired and says whether one more attempt, with
    /// a new one, could succeed.
    fn renew(&self, request: &Request, error: &Error) -> bool {
        let _ = (request, error);
        false
    }

    /// Whether `apply` puts the same on the same request every time and `renew` never helps. Requests with such credentials
    /// alone need not be kept while they are under way, which makes calls a little faster.
    fn is_fixed(&self) -> bool {
        false
    }
}

impl<A: Authenticate + ?Sized> Authenticate for Arc<A> {
    fn apply<'a>(
        &'a self,
        request: &'a mut Request,
        context: &'a AuthContext<'a>,
    ) -> BoxFuture<'a, Result<()>> {
        (**self).apply(request, context)
    }

    fn renew(&self, request: &Request, error: &Error) -> bool {
        (**self).renew(request, error)
    }

    fn is_fixed(&self) -> bool {
        (**self).is_fixed()
    }
}

/// The result of a scheme that has nothing to wait for.
fn ready<'a>(result: Result<()>) -> BoxFuture<'a, Result<()>> {
    Box::pin(std::future::ready(result))
}
