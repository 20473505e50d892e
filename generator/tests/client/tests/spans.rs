//! The spans of `tracing` tell what a call did, and no secret.

use std::fmt::{self, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};

use client_e2e::{Answer, Server};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{SECRET, SYSTEM, user};

/// Writes down everything it is told on the thread that made it. It listens to the whole program, since what a thread alone listens
/// to is forgotten when another one is the first to pass by.
#[derive(Clone)]
struct Notes {
    text: Arc<Mutex<String>>,
    spans: Arc<AtomicU64>,
    thread: ThreadId,
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("authing")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut line = Line(format!("{}:", span.metadata().name()));
        span.record(&mut line);
        self.note(line);
        Id::from_u64(self.spans.fetch_add(1, Ordering::SeqCst) + 1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        let mut line = Line::default();
        values.record(&mut line);
        self.note(line);
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line("event:".to_owned());
        event.record(&mut line);
        self.note(line);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Notes {
    fn note(&self, line: Line) {
        if thread::current().id() == self.thread {
            let mut text = self.text.lock().unwrap();
            text.push_str(&line.0);
            text.push('\n');
        }
    }
}

#[derive(Default)]
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

#[test]
fn each_attempt_has_a_span() {
    let server = Server::script([
        Answer::json(503, r#"{"message":"busy","sent":"s3cr3t-token"}"#).header("x-request-id", "r-0"),
        Answer::json(200, SYSTEM).header("x-request-id", "r-1"),
    ]);
    let notes = Notes { text: Arc::default(), spans: Arc::default(), thread: thread::current().id() };
    tracing::subscriber::set_global_default(notes.clone()).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(user(&server).get_system_info().send()).unwrap();
    let told = notes.text.lock().unwrap().clone();
    let span = |number| {
        format!(
            "request: operation=\"getSystemInfo\" http.request.method=\"GET\" http.route=\"/api/v3/system\" \
             server.address=\"127.0.0.1\" attempt={number}"
        )
    };
    assert!(told.starts_with(&span(1)), "{told}");
    assert!(told.contains("http.response.status_code=503"), "{told}");
    assert!(told.contains("request_id=\"r-0\"") && told.contains("refused with HTTP 503: busy"), "{told}");
    assert!(told.contains("event: message=the call will be made again"), "{told}");
    assert!(told.contains(&span(2)), "{told}");
    assert!(told.contains("http.response.status_code=200") && told.contains("request_id=\"r-1\""), "{told}");
    assert!(!told.contains(SECRET), "{told}");
}
