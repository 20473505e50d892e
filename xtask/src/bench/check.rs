//! What `cargo check` of the generated crate costs when everything that it depends on is built.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::process;
use crate::test::command::on_generated;

/// The crate of the reference API.
const CRATE: &str = "generated/authing/rust";

pub(super) fn generated_crate() -> Result<()> {
    let manifest = format!("{CRATE}/Cargo.toml");
    let check = || {
        let mut command = on_generated("check", &manifest);
        // All of it is wanted, and nothing that an earlier check has kept.
        command.arg("--all-features").env("CARGO_INCREMENTAL", "0");
        command
    };
    process::measure(&mut check())?;
    // As after a change of the crate, and of nothing else.
    let root = Path::new(CRATE).join("src/lib.rs");
    let text = fs::read(&root).with_context(|| root.display().to_string())?;
    fs::write(&root, text).with_context(|| root.display().to_string())?;
    let cost = process::measure(&mut check())?;
    println!("cargo check of {CRATE}, all features: {cost}");
    Ok(())
}
