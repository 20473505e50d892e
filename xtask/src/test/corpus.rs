//! The step about documents of others: the project's own, one construct each, all the way to crates that compile and
//! lose no value.

use std::process::ExitCode;

use anyhow::{Result, bail};

use super::Verdict;
use crate::corpus::Corpus;

/// Takes all cases of the import through the corpus run, in one workspace.
pub(super) fn run() -> Result<Verdict> {
    // Exit codes cannot be compared, but their text can.
    let code = format!("{:?}", Corpus::cases().run()?);
    if code != format!("{:?}", ExitCode::SUCCESS) {
        bail!("a document does not come through");
    }
    Ok(Verdict::Passed)
}
