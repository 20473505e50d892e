//! The steps about the generated crates, each alone, as an app gets it.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::Verdict;
use super::command::{
    answer, cargo, docs_linted_on_generated, linted_on_generated, on_generated, pin_versions, run,
};

/// What apps start from with few things: nothing, the blocking clients.
const SMALL_FEATURE_SETS: [&[&str]; 2] =
    [&["--no-default-features"], &["--no-default-features", "--features", "blocking"]];

/// What apps start from with most things: the defaults, everything.
const LARGE_FEATURE_SETS: [&[&str]; 2] = [&[], &["--all-features"]];

/// With most things, the tests are linted when they run.
pub(super) fn lints() -> Result<Verdict> {
    for manifest in manifests()? {
        for features in SMALL_FEATURE_SETS {
            lint(on_generated("clippy", &manifest).arg("--all-targets").args(features))?;
        }
    }
    Ok(Verdict::Passed)
}

/// What one feature needs must not be there only because another one is.
pub(super) fn features() -> Result<Verdict> {
    for manifest in manifests()? {
        for feature in features_of(&manifest)? {
            lint(on_generated("clippy", &manifest).args(["--no-default-features", "--features", &feature]))?;
        }
    }
    Ok(Verdict::Passed)
}

fn lint(command: &mut Command) -> Result<()> {
    run(command.args(["--", "-D", "warnings"]))
}

/// The unit tests of the runtime and the examples in the documentation, and lints of all that they need.
pub(super) fn tests() -> Result<Verdict> {
    for manifest in manifests()? {
        for features in LARGE_FEATURE_SETS {
            run(linted_on_generated("test", &manifest).args(features))?;
        }
    }
    Ok(Verdict::Passed)
}

pub(super) fn docs() -> Result<Verdict> {
    for manifest in manifests()? {
        for features in SMALL_FEATURE_SETS.iter().chain(&LARGE_FEATURE_SETS) {
            run(docs_linted_on_generated(&manifest)?.args(*features))?;
        }
    }
    Ok(Verdict::Passed)
}

/// What a registry asks of a crate before it takes it. That the package builds is the matter of the other steps.
pub(super) fn package() -> Result<Verdict> {
    for manifest in manifests()? {
        run(on_generated("package", &manifest).args(["--no-verify", "--allow-dirty"]))?;
    }
    Ok(Verdict::Passed)
}

/// The features of a crate, sorted.
pub(crate) fn features_of(manifest: &str) -> Result<Vec<String>> {
    let words = ["metadata", "--manifest-path", manifest, "--no-deps", "--format-version", "1"];
    let metadata: Value = serde_json::from_str(&answer(&mut cargo(&words)).context("cargo metadata")?)?;
    // The metadata is that of the whole workspace; paths in it are absolute.
    let path = fs::canonicalize(manifest).with_context(|| manifest.to_owned())?;
    let packages = metadata["packages"].as_array().map_or(&[][..], Vec::as_slice);
    let package =
        packages.iter().find(|package| package["manifest_path"].as_str().map(Path::new) == Some(&path));
    let features =
        package.and_then(|package| package["features"].as_object()).context(path.display().to_string())?;
    Ok(features.keys().filter(|name| *name != "default").cloned().collect())
}

/// The manifest of every generated crate, sorted; their dependencies have the committed versions.
pub(super) fn manifests() -> Result<Vec<String>> {
    let mut manifests = Vec::new();
    for entry in fs::read_dir("generated").context("generated")? {
        let folder = entry?.path().join("rust");
        let manifest = folder.join("Cargo.toml");
        if manifest.is_file() {
            pin_versions(&folder)?;
            manifests.push(manifest.to_string_lossy().into_owned());
        }
    }
    manifests.sort();
    Ok(manifests)
}
