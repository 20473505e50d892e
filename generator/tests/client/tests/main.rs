//! What the generated client does on the wire, and what it makes of every sort of answer.
//!
//! Each file is one promise of the crate; `support` has the clients and answers that they share. The servers are on the loopback
//! interface, so no test needs a network. Invariant: a test waits for what has happened, never for a length of time that
//! another machine could exceed; upper bounds are generous.

mod authority;
#[cfg(feature = "blocking")]
mod blocking;
mod cancelled;
mod clocks;
mod compatibility;
mod compression;
mod encoding;
mod faults;
mod forms;
mod hooks;
mod journey;
mod overload;
mod paging;
mod proxies;
mod proxy;
mod redirects;
mod refusals;
mod retries;
mod secrets;
mod secure_server;
mod spans;
mod support;
mod tls;
mod token;
mod transport;
