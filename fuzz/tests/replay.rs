//! What failed once, and what is meant to be hard, passes every stage.
//!
//! Each file of `seeds/` and `findings/` is an input. They run in a process of their own, because
//! some of them once ended one.
#![allow(clippy::disallowed_methods, reason = "a test reads its own inputs")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};

#[test]
fn every_seed_and_finding_passes() -> Result<()> {
    let mut failed = Vec::new();
    for file in inputs()? {
        let output = Command::new(env!("CARGO_BIN_EXE_fuzz")).arg("replay").arg(&file).output()?;
        if !output.status.success() {
            let stages = String::from_utf8_lossy(&output.stdout);
            let last = stages.lines().last().unwrap_or_default();
            let words = String::from_utf8_lossy(&output.stderr);
            failed.push(format!("---- {}: {last}, {}\n{words}", file.display(), output.status));
        }
    }
    assert!(failed.is_empty(), "{} inputs fail:\n{}", failed.len(), failed.join("\n"));
    Ok(())
}

fn inputs() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in ["seeds", "findings"] {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder))? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                files.push(path);
            }
        }
    }
    files.sort();
    ensure!(!files.is_empty(), "there are no inputs");
    Ok(files)
}
