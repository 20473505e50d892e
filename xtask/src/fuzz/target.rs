//! Targets: what is tried, and the program that tries it.
//!
//! A program understands `seeds FIRST COUNT`, `show SEED` and `replay FILE…`, prints `seed N` and
//! `stage NAME` before each, and fails when an input does. New target? A variant with its help, and
//! an arm that builds its program.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;

use crate::crates;
use crate::test::command::{GENERATED_TARGET, cargo, on_generated, run};

/// The program that has a generated client read responses, and the spec of that client.
const CLIENT: &str = "fuzz/client";

/// Where the client is generated; the program depends on it by this path.
const GENERATED_CLIENT: &str = "target/fuzz-client";

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    /// The generator: import, checks, every target, export, diff and mock
    Generator,
    /// The decoders of a generated client: responses, streams, errors and pages
    Client,
}

impl Target {
    /// Builds the program, and returns its path.
    pub(super) fn build(self) -> Result<PathBuf> {
        match self {
            Self::Generator => {
                run(&mut cargo(&["build", "--quiet", "--profile", "fuzz", "--package", "fuzz"]))?;
                let folder = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
                Ok(folder.join("fuzz/fuzz").with_extension(env::consts::EXE_EXTENSION))
            }
            Self::Client => {
                crates::generate(&Path::new(CLIENT).join("spec"), Path::new(GENERATED_CLIENT))?;
                let manifest = format!("{CLIENT}/Cargo.toml");
                run(on_generated("build", &manifest).args(["--quiet", "--release", "--locked"]))?;
                let program = Path::new(GENERATED_TARGET).join("release/fuzz-client");
                Ok(program.with_extension(env::consts::EXE_EXTENSION))
            }
        }
    }

    /// The folder of its inputs.
    pub(crate) fn inputs(self) -> &'static Path {
        Path::new(match self {
            Self::Generator => "fuzz",
            Self::Client => CLIENT,
        })
    }
}
