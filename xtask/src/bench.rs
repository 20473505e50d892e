//! `cargo xtask bench`: what generating costs, and what a call costs, as ratios within one run.
//!
//! Each figure stands beside one of the same run that it can be held against: the machine and its other work fall on both.
//! Nothing here passes or fails; the numbers to reach are those that the design has. New figure? A file here, and a
//! line in [`Bench::run`].

mod check;
mod generate;
mod process;

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;

use crate::test::command::{cargo, run};

/// Measure what generating and calling cost.
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// How often each run of the generator is repeated
    #[arg(long, default_value_t = 5)]
    runs: u32,
}

impl Bench {
    pub(crate) fn run(&self) -> Result<ExitCode> {
        run(&mut cargo(&["build", "--release", "--package", "bindery"]))?;
        generate::cold_and_unchanged(self.runs)?;
        generate::growth(self.runs)?;
        check::generated_crate()?;
        // A program of its own: the client brings a TLS library, which this one does without.
        let manifest = ["--manifest-path", "generator/tests/client/Cargo.toml"];
        run(cargo(&["run", "--release", "--quiet", "--example", "calls"]).args(manifest))?;
        Ok(ExitCode::SUCCESS)
    }
}
