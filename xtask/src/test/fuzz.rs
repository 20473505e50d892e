//! The step that runs some mutated documents through every stage, the same ones each time.

use std::path::PathBuf;

use anyhow::{Result, bail};

use super::Verdict;
use crate::fuzz::{Fuzz, Target};

/// How many seeds are run.
const SEEDS: u64 = 400;

/// The longest that it takes, in seconds.
const LONGEST: u64 = 600;

pub(super) fn run() -> Result<Verdict> {
    let fuzz = Fuzz {
        target: Target::Generator,
        seed: Some(1),
        count: Some(SEEDS),
        seconds: LONGEST,
        minutes: None,
        jobs: 1,
        documents: Vec::new(),
        findings: PathBuf::from("target/fuzz-findings"),
    };
    match fuzz.search()? {
        0 => Ok(Verdict::Passed),
        count => bail!("{count} kinds of failures; their inputs are in target/fuzz-findings"),
    }
}
