//! A server on the loopback interface that does as a test tells it and remembers what it was sent.
//!
//! Tests of generated clients script it: one [`Answer`] per request, or a function from request to answer. It speaks just enough
//! HTTP/1.1 for that, faults included. It knows nothing of the clients. Invariant: it never answers on another interface, and
//! it stops listening when it is dropped.

#![allow(
    clippy::expect_used,
    reason = "a test whose server cannot start has failed, and should say so at once"
)]

mod answer;
mod request;

pub use answer::{Answer, Fault};
pub use request::Recorded;

use std::io::BufReader;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How a server chooses its answer.
type Handler = Box<dyn Fn(&Recorded) -> Answer + Send + Sync>;

/// A running server.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    handler: Handler,
    recorded: Mutex<Vec<Recorded>>,
    connections: AtomicUsize,
    stopped: AtomicBool,
}

impl Server {
    /// A server that gives `answers` one after the other. A request beyond them is answered with status 599.
    pub fn script(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers = Mutex::new(answers.into_iter().collect::<Vec<_>>().into_iter());
        Self::with(move |_| {
            lock(&answers).next().unwrap_or_else(|| Answer::text(599, "the script has ended"))
        })
    }

    /// A server that asks `handler` for each answer. Requests may come in parallel.
    pub fn with(handler: impl Fn(&Recorded) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback interface has a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let shared = Arc::new(Shared {
            handler: Box::new(handler),
            recorded: Mutex::default(),
            connections: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
        });
        let accepting = Arc::clone(&shared);
        thread::spawn(move || accept(&listener, &accepting));
        Self { address, shared }
    }

    /// Its address, `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Everything it was sent so far, in order of arrival.
    pub fn requests(&self) -> Vec<Recorded> {
        lock(&self.shared.recorded).clone()
    }

    /// The only request so far.
    ///
    /// # Panics
    /// When there was none, or more than one.
    pub fn request(&self) -> Recorded {
        let requests = self.requests();
        assert_eq!(requests.len(), 1, "{requests:#?}");
        requests.into_iter().next().expect("just counted")
    }

    /// How many connections were opened to it.
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::SeqCst)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::SeqCst);
        // Wakes the accepting thread; when it fails, nobody listens any more, which is as good.
        let _ = TcpStream::connect(self.address);
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        if let Ok(stream) = stream {
            shared.connections.fetch_add(1, Ordering::SeqCst);
            let shared = Arc::clone(shared);
            thread::spawn(move || serve(stream, &shared));
        }
    }
}

/// Answers the requests of one connection until either side has had enough.
fn serve(stream: TcpStream, shared: &Shared) {
    let Ok(reading) = stream.try_clone() else {
        return;
    };
    // A small answer must not wait for the acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    let mut reader = BufReader::new(reading);
    while let Ok(Some(request)) = request::read(&mut reader) {
        lock(&shared.recorded).push(request.clone());
        let answer = (shared.handler)(&request);
        if !matches!(answer.write(&stream, &request.method), Ok(true)) {
            return;
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
