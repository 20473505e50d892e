//! Findings: the first input of each kind of failure, minimized and written to a file.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use fuzz::minimize::minimize;
use serde_json::Value;

use super::process::{Failure, Worker};

/// How long an input is minimized at most.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where candidates are written.
const CANDIDATES: &str = "target/fuzz-candidates";

/// A kind of failure with its seeds.
pub(super) struct Finding<'f> {
    pub(super) failure: &'f Failure,
    pub(super) seeds: &'f [u64],
}

impl Finding<'_> {
    /// Minimizes the input of the first seed and writes it to a folder.
    pub(super) fn keep(&self, worker: &Worker, folder: &Path, job: usize) -> Result<()> {
        let Some(seed) = self.seeds.first() else { return Ok(()) };
        let input: Value = serde_json::from_str(&worker.show(*seed)?)?;
        let smallest = self.smallest(worker, input, job)?;
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        let file = folder.join(format!("{}.json", file_name(&self.failure.kind)));
        fs::write(&file, format!("{smallest:#}\n")).with_context(|| file.display().to_string())?;
        println!("\n--- {} ({} times, first by seed {seed})", self.failure.kind, self.seeds.len());
        println!("{}", self.failure.words.chars().take(1_500).collect::<String>().trim_end());
        println!("replay: cargo run --package fuzz -- replay {}", file.display());
        Ok(())
    }

    fn smallest(&self, worker: &Worker, input: Value, job: usize) -> Result<Value> {
        fs::create_dir_all(CANDIDATES)?;
        let candidate = Path::new(CANDIDATES).join(format!("{job}.json"));
        let deadline = Instant::now() + PATIENCE;
        Ok(minimize(input, &mut |value| {
            if Instant::now() > deadline || fs::write(&candidate, value.to_string()).is_err() {
                return None;
            }
            let failure = worker.replay(&candidate).ok()?;
            Some(failure.as_ref() == Some(self.failure))
        }))
    }
}

/// A file name that tells the kind of a failure.
fn file_name(kind: &str) -> String {
    let kind = kind.replace("generator/src/", "").replace(".rs:", " ");
    let words = kind.split(|char: char| !char.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.take(12).collect::<Vec<_>>().join("-").to_lowercase()
}

#[cfg(test)]
mod tests {
    #[test]
    fn files_are_named_for_failures() {
        assert_eq!(super::file_name("panic at generator/src/lower/a.rs:1:2"), "panic-at-lower-a-1-2");
    }
}
