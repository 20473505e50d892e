//! The step about clients that others wrote: they sign in, send an SMS, bind a phone and list users against the mock of
//! the reference API, and run the samples on its pages (`samples`, `types`, `differences`).
//!
//! They come from the registries, in the versions below; where those cannot be reached, the step is skipped. The mock
//! asks for credentials as it always does, but where a client signs its requests in a way that the spec does not describe.

mod differences;
mod samples;
mod types;

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use bindery::mock::{Manner, Server};
use bindery::model::Api;
use bindery::problem::Problems;

use self::samples::Language;
use super::Verdict;
use super::command::{program, run};
use crate::tools;

const SPEC: &str = "schema/authing";
const NODE: &str = "authing-node-sdk@4.0.1";
/// What reads its types.
const COMPILER: [&str; 2] = ["typescript@5.9.3", "@types/node@20.19.43"];
/// The client and what it imports without saying so.
const PYTHON: [&str; 2] = ["authing==5.1.0", "websockets==17.4"];

/// The client whose requests the package for Node.js signs.
const SIGNED: &str = "ManagementClient";

/// What every client calls, in this order.
const CALLS: [&str; 4] = ["signInByCredentials", "sendSms", "bindPhone", "listUsers"];

pub(super) fn clients() -> Result<Verdict> {
    let mut skipped = Vec::new();
    match tools::npm("authing-node-sdk", &[NODE, COMPILER[0], COMPILER[1]]) {
        Ok(folder) => node(&folder)?,
        Err(error) => skipped.push(format!("{NODE} cannot be had ({error})")),
    }
    match tools::pip("authing", &PYTHON) {
        Ok(python) => {
            let server = server(Manner::default())?;
            // The words are a whole program, which nobody wants to see.
            let mut command = program(&python, &["-c", include_str!("foreign/client.py")]);
            if !command.env("MOCK", server.url()).status()?.success() {
                bail!("{} failed", PYTHON[0]);
            }
            expect(&server, &CALLS)?;
            python_samples(&python)?;
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
    expect(&open, &CALLS[3..])?;
    let api = api()?;
    let operations: Vec<&str> =
        api.operations.iter().map(|operation| operation.name.spelling.as_str()).collect();
    types::check(&operations, folder)?;
    let runner = folder.join("run.mjs");
    fs::write(&runner, include_str!("foreign/run.mjs"))?;
    let mut command = program("node", &[]);
    samples::run(&api, Language::Node, command.arg(runner), folder, &differences::NODE, |client| {
        if client.name.spelling == SIGNED { &open } else { &strict }
    })
}

fn python_samples(python: &Path) -> Result<()> {
    let server = server(Manner::default())?;
    let folder = python.parent().and_then(Path::parent).context("an environment has a folder")?;
    let mut command = program(python, &["-c", include_str!("foreign/run.py")]);
    samples::run(&api()?, Language::Python, &mut command, folder, &differences::PYTHON, |_| &server)
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
