//! The step about clients that others wrote: they sign in, send an SMS, bind a phone and list users against the mock of
//! the reference API.
//!
//! They come from the registries, in the versions below; where those cannot be reached, the step is skipped. The mock
//! asks for credentials as it always does, but where a client signs its requests in a way that the spec does not describe.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use bindery::mock::{Manner, Server};
use bindery::model::Api;
use bindery::problem::Problems;

use super::Verdict;
use super::command::{program, run};
use crate::tools;

const SPEC: &str = "schema/authing";
const NODE: &str = "authing-node-sdk@4.0.1";
/// The client and what it imports without saying so.
const PYTHON: [&str; 2] = ["authing==5.1.0", "websockets==17.4"];

/// What every client calls, in this order.
const CALLS: [&str; 4] = ["signInByCredentials", "sendSms", "bindPhone", "listUsers"];

pub(super) fn clients() -> Result<Verdict> {
    let mut skipped = Vec::new();
    match tools::npm("authing-node-sdk", &[NODE]) {
        Ok(folder) => node(&folder)?,
        Err(error) => skipped.push(format!("{NODE} cannot be had ({error})")),
    }
    match tools::pip("authing", &PYTHON) {
        Ok(python) => {
            let server = server(Manner::default())?;
            // The words are a whole program, which nobody wants to see.
            let mut command = program(python, &["-c", include_str!("foreign/client.py")]);
            if !command.env("MOCK", server.url()).status()?.success() {
                bail!("{} failed", PYTHON[0]);
            }
            expect(&server, &CALLS)?;
        }
        Err(error) => skipped.push(format!("{} cannot be had ({error})", PYTHON[0])),
    }
    if skipped.is_empty() { Ok(Verdict::Passed) } else { Ok(Verdict::Skipped(skipped.join(", "))) }
}

/// The client for Node.js signs what administrators call, so that call goes to a mock that asks for nothing.
fn node(folder: &Path) -> Result<()> {
    let script = folder.join("client.mjs");
    fs::write(&script, include_str!("foreign/client.mjs"))?;
    let (strict, open) = (server(Manner::default())?, server(Manner { open: true, ..Manner::default() })?);
    let mut command = program("node", &[]);
    run(command.arg(&script).env("MOCK", strict.url()).env("OPEN_MOCK", open.url()))?;
    expect(&strict, &CALLS[..3])?;
    expect(&open, &CALLS[3..])
}

/// Every call arrived, in order, and none was refused.
fn expect(server: &Server, calls: &[&str]) -> Result<()> {
    let requests = server.take_requests();
    if let Some(refused) = requests.iter().find(|request| request.refusal.is_some()) {
        bail!("{} was refused: {}", refused.request.path, refused.refusal.as_deref().unwrap_or_default());
    }
    let called: Vec<&str> = requests
        .iter()
        .filter_map(|request| request.operation.as_deref())
        .filter(|operation| *operation != "getManagementToken")
        .collect();
    if called != calls {
        bail!("the client was to call {calls:?}, and called {called:?}");
    }
    Ok(())
}

fn server(manner: Manner) -> Result<Server> {
    Server::start_with(api()?, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), manner)
}

fn api() -> Result<Api> {
    let sources = bindery::source::read(Path::new(SPEC))?;
    bindery::load(&sources, &mut Problems::default()).context(SPEC)
}
