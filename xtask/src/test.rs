//! `cargo xtask test`: everything that CI runs, in order, up to the first failure.
//!
//! CI runs this command and nothing else, so that what passes here passes there. What a step needs and a fresh machine
//! lacks, the step installs; what cannot be had is said, and the step counts as skipped.
//!
//! New step? A function that runs it, in a file here, and a line in [`STEPS`].

mod audit;
mod browser;
mod client;
pub(crate) mod command;
mod corpus;
mod exports;
mod foreign;
pub(crate) mod generated;
mod goldens;
mod java;
mod msrv;
mod other_clients;
mod samples;
mod sites;
mod workspace;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;

/// Run everything that CI runs.
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Only what finds most mistakes in least time
    #[arg(long)]
    fast: bool,
    /// Only the steps with one of these words in their names
    #[arg(value_name = "WORD")]
    only: Vec<String>,
}

/// How a step ended that did not fail.
enum Verdict {
    Passed,
    /// It could not run here, and why.
    Skipped(String),
}

struct Step {
    name: &'static str,
    /// Whether it belongs to `--fast`.
    fast: bool,
    run: fn() -> Result<Verdict>,
}

/// Every step; those that fail soonest come first.
const STEPS: &[Step] = &[
    Step { name: "tools", fast: true, run: workspace::tools },
    Step { name: "format", fast: true, run: workspace::format },
    Step { name: "codegen --check", fast: true, run: workspace::codegen },
    Step { name: "rust samples", fast: false, run: samples::run },
    Step { name: "clippy", fast: true, run: workspace::clippy },
    Step { name: "test", fast: true, run: workspace::test },
    Step { name: "doc", fast: false, run: workspace::doc },
    Step { name: "generated crates: lints", fast: false, run: generated::lints },
    Step { name: "generated crates: each feature alone", fast: false, run: generated::features },
    Step { name: "generated crates: tests", fast: false, run: generated::tests },
    Step { name: "generated crates: documentation", fast: false, run: generated::docs },
    Step { name: "generated crates: in a browser", fast: false, run: browser::lints },
    Step { name: "generated crates: package", fast: false, run: generated::package },
    Step { name: "client end to end", fast: false, run: client::end_to_end },
    Step { name: "goldens compile", fast: false, run: goldens::compile },
    Step { name: "documents of every construct", fast: false, run: corpus::run },
    Step { name: "exports validate", fast: false, run: exports::validate },
    Step { name: "java samples", fast: false, run: java::samples },
    Step { name: "clients of others against the mock", fast: false, run: foreign::clients },
    Step { name: "sites in a browser", fast: false, run: sites::browse },
    Step { name: "samples of other clients", fast: false, run: other_clients::samples },
    Step { name: "audit: licences, duplicates, sources", fast: false, run: audit::offline },
    Step { name: "audit: advisories", fast: false, run: audit::advisories },
    Step { name: "oldest toolchain", fast: false, run: msrv::check },
];

impl Test {
    pub(crate) fn run(&self) -> Result<ExitCode> {
        let steps: Vec<_> = STEPS.iter().filter(|step| self.wants(step)).collect();
        if steps.is_empty() {
            bail!("there is no such step");
        }
        let (mut passed, mut skipped) = (0, Vec::new());
        for step in steps {
            match step.run() {
                Ok(Verdict::Passed) => passed += 1,
                Ok(Verdict::Skipped(reason)) => skipped.push(format!("skipped {}: {reason}", step.name)),
                Err(error) => {
                    println!("=== {}: FAILED: {error:#}\n\n{passed} passed, 1 failed", step.name);
                    return Ok(ExitCode::FAILURE);
                }
            }
        }
        println!();
        for line in &skipped {
            println!("{line}");
        }
        println!("{passed} passed, 0 failed");
        Ok(ExitCode::SUCCESS)
    }

    fn wants(&self, step: &Step) -> bool {
        (step.fast || !self.fast)
            && (self.only.is_empty() || self.only.iter().any(|word| step.name.contains(word.as_str())))
    }
}

impl Step {
    fn run(&self) -> Result<Verdict> {
        println!("\n=== {}", self.name);
        let start = Instant::now();
        let verdict = (self.run)()?;
        match &verdict {
            Verdict::Passed => println!("=== {}: passed in {:.0?}", self.name, start.elapsed()),
            Verdict::Skipped(reason) => println!("=== {}: skipped: {reason}", self.name),
        }
        Ok(verdict)
    }
}
