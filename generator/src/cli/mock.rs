//! `bindery mock`: a spec folder or an OpenAPI document → a server that plays it, until it is stopped.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Error, Result, anyhow};
use bindery::mock::{Logger, Manner, Server, Settings, manner};
use bindery::problem::Problems;
use clap::Args;
use tokio::sync::mpsc;

use super::input::Input;
use super::outcome::Outcome;
use super::terminal;

/// Which spec to serve, and where.
#[derive(Debug, Args)]
pub(super) struct Mock {
    #[command(flatten)]
    input: Input,
    /// Where to listen; port 0 stands for any that is free
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:4010")]
    listen: SocketAddr,
    /// Ask for no credentials
    #[arg(long)]
    open: bool,
    /// Answer with this status instead of the first success; a request can ask for one with x-mock-status
    #[arg(long, value_name = "STATUS", value_parser = manner::status)]
    status: Option<u16>,
    /// How much answers say: full or least; a request can ask for it with x-mock-example
    #[arg(long, value_name = "WORD", value_parser = manner::example, default_value = "full")]
    example: manner::Example,
    /// How long answers wait, as in 250ms; a request can ask for it with x-mock-delay
    #[arg(long, value_name = "DURATION", value_parser = manner::delay, default_value = "0s")]
    delay: Duration,
    /// What goes wrong with answers: close or garbage; a request can ask for it with x-mock-fault
    #[arg(long, value_name = "WORD", value_parser = manner::fault)]
    fault: Option<manner::Fault>,
    /// A name by which the server may be called, besides loopback names and its address; may be given several times
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Log no requests
    #[arg(long)]
    quiet: bool,
}

impl Mock {
    pub(super) fn run(self) -> Result<Outcome> {
        let mut problems = Problems::default();
        let read = self.input.read(&mut problems)?;
        let api = read.load(&mut problems);
        terminal::report(&problems, &read.sources, self.input.detail);
        let Some(api) = api else { return Ok(Outcome::Failed) };
        let Self { input: _, listen, open, status, example, delay, fault, allow_host, quiet } = self;
        let manner = Manner { open, status, example, delay, fault, named: None };
        let log = (!quiet).then(|| Logger::new(terminal::say));
        let settings = Settings { manner, hosts: allow_host, log, ..Settings::default() };
        let server = Server::start_as(api, listen, settings).map_err(|error| explained(error, listen))?;
        terminal::answer(&format!("{}\n", server.url()))?;
        wait()?;
        Ok(Outcome::Done)
    }
}

/// Says what to do about an address that is in use.
fn explained(error: Error, listen: SocketAddr) -> Error {
    let cause = error.root_cause().downcast_ref::<io::Error>();
    if cause.is_some_and(|cause| cause.kind() == io::ErrorKind::AddrInUse) {
        return anyhow!(
            "{listen} is in use; choose another address with `--listen`, or port 0 for any free one"
        );
    }
    error
}

/// Waits until somebody interrupts or ends the program.
fn wait() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let (stop, mut stopped) = mpsc::channel(1);
        #[cfg(unix)]
        end_on_term(stop.clone())?;
        tokio::spawn(async move {
            // Where interrupts cannot be listened to, they end the program by themselves.
            if tokio::signal::ctrl_c().await.is_ok() {
                let _ = stop.send(()).await;
            }
        });
        stopped.recv().await.context("signals cannot be listened to")
    })
}

#[cfg(unix)]
fn end_on_term(stop: mpsc::Sender<()>) -> Result<()> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut term = signal(SignalKind::terminate())?;
    tokio::spawn(async move {
        term.recv().await;
        let _ = stop.send(()).await;
    });
    Ok(())
}
