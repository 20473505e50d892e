//! `cargo xtask test`: everything that CI runs, in order, up to the first failure.
//!
//! CI runs this command and nothing else, so that what passes here passes there. What a step needs and a fresh machine
//! lacks, the step installs; what cannot be had is said, and the step counts as skipped.
//!
//! Steps are in two lanes, which build into different folders and keep a processor busy each: most of them compile or run
//! one thing at a time. When all are wanted, the lanes run beside each other, and each stops at a failure of its own.
//!
//! New step? A function that runs it, in a file here, and a line in the list of a lane.

mod audit;
mod browser;
mod client;
pub(crate) mod command;
mod corpus;
mod exports;
mod foreign;
mod fuzz;
pub(crate) mod generated;
mod goldens;
mod java;
mod msrv;
mod other_clients;
mod samples;
mod sites;
mod workspace;

use std::env;
use std::fs::{self, File};
use std::process::{Child, Command, ExitCode};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};

/// Run everything that CI runs.
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// Only what finds most mistakes in least time
    #[arg(long)]
    fast: bool,
    /// Only the steps with one of these words in their names
    #[arg(value_name = "WORD")]
    only: Vec<String>,
    /// Only the steps of one lane
    #[arg(long, conflicts_with_all = ["fast", "only"])]
    lane: Option<Lane>,
}

/// Steps that run one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lane {
    /// Those that build what depends on generated crates.
    Generated,
    /// Those that build this workspace, and those that build nothing of Rust.
    Workspace,
}

/// Where the lane that runs in the background says what it does.
const LOG: &str = "target/lane.log";

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

/// What comes before the lanes.
const FIRST: &[Step] = &[
    Step { name: "tools", fast: true, run: workspace::tools },
    Step { name: "format", fast: true, run: workspace::format },
    Step { name: "codegen --check", fast: true, run: workspace::codegen },
];

/// The lane of what depends on generated crates.
const GENERATED: &[Step] = &[
    Step { name: "rust samples", fast: false, run: samples::run },
    Step { name: "generated crates: lints", fast: false, run: generated::lints },
    Step { name: "generated crates: each feature alone", fast: false, run: generated::features },
    Step { name: "generated crates: tests", fast: false, run: generated::tests },
    Step { name: "generated crates: documentation", fast: false, run: generated::docs },
    Step { name: "generated crates: in a browser", fast: false, run: browser::lints },
    Step { name: "generated crates: package", fast: false, run: generated::package },
    Step { name: "client end to end", fast: false, run: client::end_to_end },
    Step { name: "goldens compile", fast: false, run: goldens::compile },
    Step { name: "documents of every construct", fast: false, run: corpus::run },
];

/// The lane of this workspace, and of what builds nothing of Rust.
const WORKSPACE: &[Step] = &[
    Step { name: "clippy", fast: true, run: workspace::clippy },
    Step { name: "test", fast: true, run: workspace::test },
    Step { name: "doc", fast: false, run: workspace::doc },
    Step { name: "fuzz", fast: false, run: fuzz::run },
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
        let has_passed = match self.lane {
            Some(lane) => run(lane.steps())?,
            None if self.fast || !self.only.is_empty() => {
                let all = [FIRST, GENERATED, WORKSPACE].into_iter().flatten();
                run(all.filter(|step| self.wants(step)))?
            }
            None => run(FIRST)? && run_lanes()?,
        };
        Ok(if has_passed { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn wants(&self, step: &Step) -> bool {
        (step.fast || !self.fast)
            && (self.only.is_empty() || self.only.iter().any(|word| step.name.contains(word.as_str())))
    }
}

impl Lane {
    fn steps(self) -> &'static [Step] {
        match self {
            Self::Generated => GENERATED,
            Self::Workspace => WORKSPACE,
        }
    }
}

/// Runs steps up to the first failure, and says whether there was none.
fn run<'a>(steps: impl IntoIterator<Item = &'a Step>) -> Result<bool> {
    let (mut passed, mut skipped) = (0, Vec::new());
    for step in steps {
        match step.run() {
            Ok(Verdict::Passed) => passed += 1,
            Ok(Verdict::Skipped(reason)) => skipped.push(format!("skipped {}: {reason}", step.name)),
            Err(error) => {
                println!("=== {}: FAILED: {error:#}\n\n{passed} passed, 1 failed", step.name);
                return Ok(false);
            }
        }
    }
    if passed == 0 && skipped.is_empty() {
        bail!("there is no such step");
    }
    println!();
    for line in &skipped {
        println!("{line}");
    }
    println!("{passed} passed, 0 failed");
    Ok(true)
}

/// Runs the lanes beside each other, and says whether both passed.
fn run_lanes() -> Result<bool> {
    let background = Background::start(Lane::Workspace)?;
    let here = run(Lane::Generated.steps());
    let there = background.finish()?;
    Ok(here? && there)
}

/// A lane as a process of its own, whose output waits until the other lane has ended.
struct Background {
    process: Child,
}

impl Background {
    fn start(lane: Lane) -> Result<Self> {
        fs::create_dir_all("target").context("target")?;
        let log = File::create(LOG).context(LOG)?;
        let name = lane.to_possible_value().context("lanes have names")?;
        let program = env::current_exe()?;
        let mut command = Command::new(&program);
        command.args(["test", "--lane", name.get_name()]).stdout(log.try_clone()?).stderr(log);
        println!("\nwhat the lane of the {} says meanwhile is in {LOG}", name.get_name());
        Ok(Self { process: command.spawn().with_context(|| program.display().to_string())? })
    }

    /// Waits for its end, shows what it said, and tells whether it passed.
    fn finish(mut self) -> Result<bool> {
        let status = self.process.wait()?;
        println!("\n{}", fs::read_to_string(LOG).context(LOG)?);
        Ok(status.success())
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
