//! The program that `cargo xtask fuzz` supervises: it runs inputs until one fails.
//!
//! Each seed, file and stage is printed before it runs, so that the supervisor knows what a process
//! died of. A panic or an error ends the process; so do the limits that the supervisor sets.
#![allow(clippy::print_stdout, reason = "the supervisor reads the output")]
#![allow(clippy::disallowed_methods, reason = "inputs are files that the user names")]

use std::fs;
use std::io::{Write as _, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};
use fuzz::input::Input;
use fuzz::pipeline::Pipeline;
use fuzz::{corpus, mutate};
use serde_json::Value;

#[derive(Debug, Parser)]
#[command(name = "fuzz", about = "Runs mutated documents through every stage; see cargo xtask fuzz")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the inputs of so many seeds
    Seeds {
        /// The first seed
        first: u64,
        /// How many seeds
        count: u64,
        /// Further folders of OpenAPI documents
        #[arg(long, value_name = "DIR")]
        documents: Vec<PathBuf>,
    },
    /// Prints the input of a seed as JSON
    Show {
        /// The seed
        seed: u64,
        /// Further folders of OpenAPI documents
        #[arg(long, value_name = "DIR")]
        documents: Vec<PathBuf>,
    },
    /// Runs inputs that are files
    Replay {
        /// The files
        files: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let mut stage = |name: &str| say(&format!("stage {name}"));
    match command {
        Command::Seeds { first, count, documents } => {
            let corpus = read_corpus(&documents)?;
            let mut pipeline = Pipeline::new(&mut stage);
            for seed in first..first.saturating_add(count) {
                say(&format!("seed {seed}"));
                pipeline.run(&mutate::input(&corpus, seed))?;
            }
        }
        Command::Show { seed, documents } => {
            println!("{:#}", mutate::input(&read_corpus(&documents)?, seed).to_json());
        }
        Command::Replay { files } => {
            let mut pipeline = Pipeline::new(&mut stage);
            for file in files {
                say(&format!("file {}", file.display()));
                let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
                let value: Value = serde_json::from_str(&text).with_context(|| file.display().to_string())?;
                pipeline.run(&Input::from_json(value))?;
            }
        }
    }
    Ok(())
}

fn read_corpus(documents: &[PathBuf]) -> Result<Vec<Value>> {
    corpus::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), documents)
}

/// Prints a line. If nobody reads it any more, nobody waits for the result either.
fn say(line: &str) {
    let mut stdout = stdout().lock();
    let _ = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
}
