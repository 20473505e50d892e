//! Settings of a server: how it plays the API, who may call it, and how long it waits.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::manner::Manner;

/// Settings of a server.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What it does beside what the spec says.
    pub manner: Manner,
    /// Names by which it may be called besides loopback names and its address, as in the header `host`.
    pub hosts: Vec<String>,
    /// What gets a line for each request; `None` for no log.
    pub log: Option<Logger>,
    /// How long a request may take to arrive: its head, and then its body.
    pub patience: Duration,
    /// The largest body that is read, in bytes.
    pub largest_body: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            manner: Manner::default(),
            hosts: Vec::new(),
            log: None,
            patience: Duration::from_secs(30),
            largest_body: 16 * 1024 * 1024,
        }
    }
}

/// Takes the lines of a log.
#[derive(Clone)]
pub struct Logger(Arc<dyn Fn(&str) + Send + Sync>);

impl Logger {
    /// Creates a logger that hands each line to a function.
    pub fn new(write: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Arc::new(write))
    }

    pub(super) fn line(&self, line: &str) {
        (self.0)(line);
    }
}

impl fmt::Debug for Logger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Logger")
    }
}
