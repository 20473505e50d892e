//! Targets: what is tried, and the program that tries it.
//!
//! A program understands `seeds FIRST COUNT`, `show SEED` and `replay FILE…`, prints `seed N` and
//! `stage NAME` before each, and fails when an input does. New target? A variant with its help, and
//! an arm that builds its program.

use std::env;
use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use crate::test::command::{cargo, run};

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    /// The generator: import, checks, every target, export, diff and mock
    Generator,
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
        }
    }
}
