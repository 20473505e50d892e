//! The sites of the reference API in a browser, as a reader uses them.
//!
//! Chromium comes from Debian and is driven by a library from npm; where there is none, nothing is opened. What was seen
//! is left as pictures in `target/site/screenshots`, for people to look at.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use anyhow::{Context as _, Result, bail};

use super::builders::System;
use super::{Built, SITES, USUAL, build, script};
use crate::test::command::{answer, program, run};
use crate::tools;

const DRIVER: &str = "playwright-core@1.65.1";

/// Names of the browser, and what Debian has it in, with letters of every script.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const PACKAGES: [&str; 2] = ["chromium", "fonts-noto-cjk"];

/// Builds the sites and opens them; `None` where there is no browser.
pub(super) fn browse() -> Result<Option<()>> {
    let Some(browser) = browser()? else { return Ok(None) };
    let sites = build(&USUAL, &System::ALL)?;
    let tools = tools::npm("browser", &[DRIVER])?;
    let test = tools.join("browse.mjs");
    fs::write(&test, include_str!("browse.mjs"))?;
    let pictures = Path::new(SITES).join("screenshots");
    fs::create_dir_all(&pictures)?;
    let mut command = program("node", &[]);
    command.arg(&test).env("BROWSER", browser).env("SCREENSHOTS", pictures.canonicalize()?);
    let mut servers = Vec::new();
    for site in &sites {
        let server = Server::start(site, 0)?;
        // The first site of a system is the one that is opened.
        let name = site.system.theme().to_uppercase();
        if command.get_envs().all(|(known, _)| known != name.as_str()) {
            command.env(name, &server.address);
        }
        servers.push(server);
    }
    run(&mut command)?;
    Ok(Some(()))
}

/// The browser, which is installed where it is missing and can be had. Its driver wants the path of it.
fn browser() -> Result<Option<String>> {
    let path = |name| answer(&mut program("sh", &["-c", &format!("command -v {name}")]));
    let find = || NAMES.into_iter().find_map(path).map(|path| path.trim().to_owned());
    if let Some(path) = find() {
        return Ok(Some(path));
    }
    if let Err(error) = tools::debian(&PACKAGES) {
        println!("the browser cannot be installed: {error:#}");
    }
    Ok(find())
}

/// A site on loopback, until it is dropped.
pub(super) struct Server {
    child: Child,
    pub(super) address: String,
}

impl Server {
    /// Serves a site; port 0 stands for any that is free.
    pub(super) fn start(site: &Built, port: u16) -> Result<Self> {
        let mut command = program("node", &[]);
        command.arg(script("serve.mjs", include_str!("serve.mjs"))?).args(["--port", &port.to_string()]);
        let mut child = command.arg(&site.folder).stdout(Stdio::piped()).spawn().context("node")?;
        let mut address = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut address)?;
        }
        let server = Self { child, address: address.trim().to_owned() };
        if server.address.is_empty() {
            bail!("{} cannot be served", site.folder.display());
        }
        Ok(server)
    }

    /// Waits until somebody ends it.
    pub(super) fn wait(mut self) -> Result<()> {
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
