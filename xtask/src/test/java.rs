//! The step about the Java samples on the pages.

use anyhow::{Result, bail};

use super::Verdict;
use super::command::{cargo, program, run, succeeds};
use crate::tools;

/// The Debian package with the compiler.
const PACKAGE: &str = "default-jdk-headless";

/// Compiles every Java sample. The tests do so as well, but pass on a machine without a compiler; this step does not.
pub(super) fn samples() -> Result<Verdict> {
    if !is_there() {
        bail!("there is no javac; install a JDK, on Debian the package {PACKAGE}");
    }
    run(&mut cargo(&["test", "--workspace", "--all-features", "--test", "java_samples"]))?;
    Ok(Verdict::Passed)
}

/// Installs a compiler where there is none and this user may.
pub(super) fn install() -> Result<()> {
    if is_there() { Ok(()) } else { tools::debian(&[PACKAGE]) }
}

fn is_there() -> bool {
    succeeds(&mut program("javac", &["-version"]))
}
