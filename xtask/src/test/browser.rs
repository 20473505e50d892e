//! The step about the generated crates in a browser: they compile for one, without warnings.
//!
//! Only asynchronous clients are there, over `fetch`. Nothing is run: that would take a browser.

use anyhow::Result;

use super::Verdict;
use super::command::{answer, on_generated, program, run, succeeds};
use super::generated::manifests;

const TARGET: &str = "wasm32-unknown-unknown";

/// What apps start from: nothing, the defaults, and spans.
const FEATURE_SETS: [&[&str]; 3] = [&["--no-default-features"], &[], &["--features", "tracing"]];

/// Lints the crates for a browser, where the toolchain can build for one.
pub(super) fn lints() -> Result<Verdict> {
    let installed = answer(&mut program("rustup", &["target", "list", "--installed"])).unwrap_or_default();
    let is_there = installed.lines().any(|target| target == TARGET);
    if !is_there && !succeeds(&mut program("rustup", &["target", "add", TARGET])) {
        return Ok(Verdict::Skipped(format!("the target {TARGET} is not installed and cannot be")));
    }
    for manifest in manifests()? {
        for features in FEATURE_SETS {
            let mut command = on_generated("clippy", &manifest);
            run(command.args(["--target", TARGET]).args(features).args(["--", "-D", "warnings"]))?;
        }
    }
    Ok(Verdict::Passed)
}
