//! The steps about the whole workspace.

use std::process::ExitCode;

use anyhow::{Result, bail};

use super::Verdict;
use super::command::{cargo, program, run, succeeds};
use super::java;
use crate::codegen::Codegen;

/// Installs what the other steps run.
pub(super) fn tools() -> Result<Verdict> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if !succeeds(&mut cargo(&[subcommand, "--version"])) {
            run(&mut program("rustup", &["component", "add", component]))?;
        }
    }
    // The tests compile the Java samples too, so the compiler has to be there before them.
    java::install()?;
    Ok(Verdict::Passed)
}

pub(super) fn format() -> Result<Verdict> {
    run(&mut cargo(&["fmt", "--all", "--check"]))?;
    Ok(Verdict::Passed)
}

pub(super) fn codegen() -> Result<Verdict> {
    // Exit codes cannot be compared, but their text can.
    let code = format!("{:?}", Codegen { check: true }.run()?);
    if code != format!("{:?}", ExitCode::SUCCESS) {
        bail!("what is generated is not up to date");
    }
    Ok(Verdict::Passed)
}

pub(super) fn clippy() -> Result<Verdict> {
    let words = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
    run(&mut cargo(&words))?;
    Ok(Verdict::Passed)
}

pub(super) fn test() -> Result<Verdict> {
    run(&mut cargo(&["test", "--workspace", "--all-features"]))?;
    Ok(Verdict::Passed)
}

pub(super) fn doc() -> Result<Verdict> {
    let words = ["doc", "--workspace", "--no-deps", "--all-features"];
    run(cargo(&words).env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Verdict::Passed)
}
