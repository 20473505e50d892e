//! The step about the generated client as an app uses it: over sockets, against a server that records and misbehaves.
//!
//! The tests are a workspace of their own, so that the generator's loads without them. Each feature set is one that apps
//! have: with and without the blocking clients.

use anyhow::Result;

use super::Verdict;
use super::command::{cargo, linted_on_generated, run};

const MANIFEST: &str = "generator/tests/client/Cargo.toml";

const FEATURE_SETS: [&[&str]; 2] = [&[], &["--no-default-features"]];

/// Lints the tests and runs them.
pub(super) fn end_to_end() -> Result<Verdict> {
    run(&mut cargo(&["fmt", "--manifest-path", MANIFEST, "--check"]))?;
    for features in FEATURE_SETS {
        run(linted_on_generated("test", MANIFEST).arg("--locked").args(features))?;
    }
    Ok(Verdict::Passed)
}
