//! `cargo xtask site`: the pages of each spec → sites that people read, built by VitePress, mdBook and VuePress.
//!
//! The pages are generated anew in the theme of each system (`builders`). A build that warns fails, and so does a site with
//! a link that leads nowhere, or one that has lost words of the spec: builders empty or drop what they take for their own,
//! and say nothing. A spec whose texts no builder would like to have (`HARD`) is built by all of them, and the reference API
//! by VuePress only when it is asked for, since that takes minutes.

mod browser;
mod builders;
mod html;
mod links;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use bindery::model::Api;
use bindery::output;
use bindery::problem::Problems;
use bindery::render::Templates;
use bindery::target::markdown::Markdown;
use bindery::target::{Choices, Target};
use clap::Args;

use self::builders::System;

/// Where the sites are built.
const SITES: &str = "target/site";

/// What builds the specs where nobody says otherwise.
const USUAL: [System; 2] = [System::VitePress, System::MdBook];

/// A spec full of marks of Markdown, HTML and templates.
const HARD: &str = "generator/tests/golden/kitchen_sink";

/// The port of the first site that is served; the others have those after it.
const FIRST_PORT: u16 = 8080;

/// Build the pages of each spec into sites.
#[derive(Debug, Args)]
pub(crate) struct Site {
    /// Serve the sites on loopback, from port 8080 on, until somebody interrupts
    #[arg(long)]
    serve: bool,
    /// What builds them; all but VuePress by default, which takes minutes
    #[arg(value_name = "SYSTEM")]
    systems: Vec<System>,
}

/// A site that is built.
#[derive(Debug)]
pub(crate) struct Built {
    /// The folder with its pages.
    pub(crate) folder: PathBuf,
    /// The spec that it is about.
    pub(crate) spec: String,
    /// What built it.
    pub(crate) system: System,
}

impl Site {
    pub(crate) fn run(&self) -> Result<ExitCode> {
        let systems = if self.systems.is_empty() { &USUAL } else { self.systems.as_slice() };
        let sites = build(systems, systems)?;
        for site in &sites {
            println!("{}, built by {}: {}", site.spec, site.system, site.folder.display());
        }
        if self.serve {
            let mut servers = Vec::new();
            for (port, site) in (FIRST_PORT..).zip(&sites) {
                let server = browser::Server::start(site, port)?;
                println!("{}, built by {}: {}", site.spec, site.system, server.address);
                servers.push(server);
            }
            // An interrupt ends all of them.
            servers.into_iter().try_for_each(browser::Server::wait)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Opens the sites in a browser; `None` where there is no browser.
pub(crate) fn browse() -> Result<Option<()>> {
    browser::browse()
}

/// Builds every site and looks it over: those of the specs, and those of the hard one.
fn build(systems: &[System], hard: &[System]) -> Result<Vec<Built>> {
    let mut sites = Vec::new();
    for entry in fs::read_dir("schema")? {
        let spec = entry?.path();
        if spec.join("api.yaml").is_file() {
            for system in systems.iter().copied() {
                sites.push(site(&spec, system)?);
            }
        }
    }
    for system in hard.iter().copied() {
        sites.push(site(Path::new(HARD), system)?);
    }
    Ok(sites)
}

/// Builds one site.
fn site(spec: &Path, system: System) -> Result<Built> {
    let name = spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = Path::new(SITES).join(&name).join(system.theme());
    let api = pages(spec, system.theme(), &folder)?;
    let folder = folder.canonicalize()?;
    let dist = system.build(&folder, &api)?;
    twins(&folder.join("markdown"), &dist)?;
    let files = html::read(&dist)?;
    links::check(&files).with_context(|| format!("{name}, built by {system}"))?;
    words::check(&api, &files).with_context(|| format!("{name}, built by {system}"))?;
    println!(
        "{name}, built by {system}: {} pages, every link leads somewhere, no word is missing",
        files.len()
    );
    Ok(Built { folder: dist, spec: name, system })
}

/// Generates the pages of a spec in a theme.
fn pages(spec: &Path, theme: &str, folder: &Path) -> Result<Api> {
    let sources = bindery::source::read(spec)?;
    let mut problems = Problems::default();
    let target: &dyn Target = &Markdown;
    let files =
        bindery::generate(&sources, &[target], &Templates::embedded(), Choices { theme }, &mut problems)?;
    let Some(files) = files else { bail!("{} has problems", spec.display()) };
    fs::create_dir_all(folder)?;
    output::update(&files, folder)?;
    bindery::load(&sources, &mut Problems::default()).with_context(|| spec.display().to_string())
}

/// Puts the Markdown of every page beside it, and the list of all pages for programs that read.
fn twins(pages: &Path, dist: &Path) -> Result<()> {
    for path in html::paths(pages, &["md", "txt"])? {
        let to = dist.join(&path);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(pages.join(&path), to)?;
    }
    Ok(())
}

/// A script of this command, as a file that Node.js can run.
fn script(name: &str, text: &str) -> Result<PathBuf> {
    let folder = Path::new(SITES).join("scripts");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), text)?;
    Ok(folder.join(name).canonicalize()?)
}
