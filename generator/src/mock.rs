//! The mock: a server that plays an API from its model, for samples, tests and people who try things out.
//!
//! Each request is routed by method and path, checked as the spec says, and answered by the operation's example; what is
//! wrong with it is said by the name of the parameter. [`play`] decides that and knows nothing of sockets; [`server`]
//! carries bytes and knows nothing of APIs.
//!
//! Invariants: nothing is bound but the address that was asked for, nothing outlives the [`Server`], and no request can
//! make it panic or hold more than a bounded amount of memory.

mod accept;
mod answer;
mod auth;
mod bases;
mod body;
mod cors;
mod declared;
mod host;
mod known;
mod log;
pub mod manner;
mod multipart;
mod overview;
mod paging;
mod params;
mod play;
mod prefer;
mod refusal;
mod request;
mod routes;
mod server;
mod settings;
mod style;
mod token;
mod wire;

#[cfg(test)]
mod tests;

pub use manner::Manner;
pub use request::{Recorded, Request};
pub use server::Server;
pub use settings::{Logger, Settings};
