//! The step about the oldest toolchain that the workspace promises to build with.

use std::fs;

use anyhow::{Context as _, Result};

use super::Verdict;
use super::command::{answer, program, run};

/// Checks the workspace with the toolchain that `rust-version` names, where that is installed. Where it is not, cargo
/// has still chosen dependencies that promise to build with it.
pub(super) fn check() -> Result<Verdict> {
    let version = stated()?;
    let toolchains = answer(&mut program("rustup", &["toolchain", "list"])).unwrap_or_default();
    let is_it = |name: &&str| {
        name.strip_prefix(&version).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']))
    };
    let Some(toolchain) = toolchains.lines().filter_map(|line| line.split_whitespace().next()).find(is_it)
    else {
        return Ok(Verdict::Skipped(format!("toolchain {version} is not installed")));
    };
    // Another folder, so that the two toolchains do not throw away each other's work.
    let words =
        ["run", toolchain, "cargo", "check", "--workspace", "--all-features", "--locked", "--target-dir"];
    run(program("rustup", &words).arg("target/oldest"))?;
    Ok(Verdict::Passed)
}

/// The version that the workspace states.
fn stated() -> Result<String> {
    let manifest = fs::read_to_string("Cargo.toml")?;
    manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version"))
        .and_then(|rest| rest.split('"').nth(1))
        .map(str::to_owned)
        .context("Cargo.toml states no rust-version")
}
