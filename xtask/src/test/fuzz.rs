//! The step that runs some mutated inputs through every target of the fuzzer, the same ones each time, and the inputs
//! that are kept of the client. Those of the generator are replayed by a test of their own.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};

use super::Verdict;
use crate::fuzz::{Fuzz, Target, replay};

/// How many seeds are run of each target.
const SEEDS: &[(Target, u64)] = &[(Target::Generator, 400), (Target::Client, 20_000)];

/// The longest that each takes, in seconds.
const LONGEST: u64 = 600;

pub(super) fn run() -> Result<Verdict> {
    for (target, count) in SEEDS {
        let fuzz = Fuzz {
            target: *target,
            seed: Some(1),
            count: Some(*count),
            seconds: LONGEST,
            minutes: None,
            jobs: 1,
            documents: Vec::new(),
            findings: Some(PathBuf::from("target/fuzz-findings")),
        };
        match fuzz.search()? {
            0 => {}
            count => bail!("{count} kinds of failures; their inputs are in target/fuzz-findings"),
        }
    }
    replay(Target::Client, &inputs(Target::Client)?)?;
    Ok(Verdict::Passed)
}

/// The seeds and findings of a target.
fn inputs(target: Target) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in ["seeds", "findings"] {
        let folder = target.inputs().join(folder);
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                files.push(path);
            }
        }
    }
    files.sort();
    if files.is_empty() {
        bail!("there are no inputs in {}", target.inputs().display());
    }
    Ok(files)
}
