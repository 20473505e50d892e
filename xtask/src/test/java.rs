//! The step about the Java samples on the pages.

use anyhow::{Result, bail};

use super::Verdict;
use super::command::{answer, cargo, program, run, succeeds};

/// The Debian package with the compiler.
const PACKAGE: &str = "default-jdk-headless";

/// Compiles every Java sample. The tests do so as well, but pass on a machine without a compiler; this step does not.
pub(super) fn samples() -> Result<Verdict> {
    if !is_there() {
        bail!("there is no javac; install a JDK, on Debian the package {PACKAGE}");
    }
    run(&mut cargo(&["test", "--package", "bindery", "--all-features", "--test", "java_samples"]))?;
    Ok(Verdict::Passed)
}

/// Installs a compiler where there is none and this user may.
pub(super) fn install() -> Result<()> {
    let is_root = || answer(&mut program("id", &["-u"])).is_some_and(|id| id.trim() == "0");
    if is_there() || !is_root() || !succeeds(&mut program("apt-get", &["--version"])) {
        return Ok(());
    }
    let install = || {
        let words = ["install", "--yes", "--no-install-recommends", PACKAGE];
        run(program("apt-get", &words).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    // The lists of a fresh machine may be empty or old.
    install().or_else(|_| {
        run(&mut program("apt-get", &["update"]))?;
        install()
    })
}

fn is_there() -> bool {
    succeeds(&mut program("javac", &["-version"]))
}
