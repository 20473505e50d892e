//! The commands of this repository, for those who work on it: `cargo xtask <command>`.
//!
//! This file is the list of them; each is a file of its own.
#![allow(clippy::print_stdout, reason = "these commands are run by people, who read what they print")]

mod bench;
mod codegen;
mod corpus;
mod crates;
mod document;
mod fuzz;
mod requests;
mod samples;
mod site;
mod test;
mod tools;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "cargo xtask", about = "The commands of this repository")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measures what generating and calling cost, as ratios within one run.
    Bench(bench::Bench),
    /// Generates everything in generated/ from the specs in schema/, and the JSON Schemas beside the specs.
    Codegen(codegen::Codegen),
    /// Takes OpenAPI documents all the way to crates that compile and keep every value.
    Corpus(corpus::Corpus),
    /// Runs mutated test documents through every stage until the time is over, and keeps what fails.
    Fuzz(fuzz::Fuzz),
    /// Compares what generated clients send with the OpenAPI documents that they come from.
    Requests(requests::Requests),
    /// Builds the pages of each spec into sites, with VitePress, mdBook and VuePress.
    Site(site::Site),
    /// Runs everything that CI runs and stops at the first failure.
    Test(test::Test),
}

fn main() -> ExitCode {
    let result = test::command::as_rustdoc().unwrap_or_else(run);
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn run() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    // Wherever the command was typed, paths are those of the repository.
    env::set_current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))?;
    match cli.command {
        Command::Bench(command) => command.run(),
        Command::Codegen(command) => command.run(),
        Command::Corpus(command) => command.run(),
        Command::Fuzz(command) => command.run(),
        Command::Requests(command) => command.run(),
        Command::Site(command) => command.run(),
        Command::Test(command) => command.run(),
    }
}
