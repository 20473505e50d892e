//! The types of the samples for Node.js, held against those that the client from npm declares.
//!
//! A sample writes a value of an enum as the text that is sent. The client declares enums of TypeScript, which take no texts:
//! that is the one mistake that is counted and not failed for, beside the `differences` that have a reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

use super::differences::{NODE_TYPES, reason, told};
use super::samples::{Language, of};
use crate::test::command::program;

/// Settings of the compiler; the client's own mistakes are not looked at.
const SETTINGS: &str = r#"{ "compilerOptions": { "noEmit": true, "strict": true, "skipLibCheck": true, "target": "es2022",
    "module": "esnext", "moduleResolution": "bundler", "lib": ["es2022", "dom"], "types": ["node"] } }"#;

/// What the compiler says about a text in the place of an enum.
const TEXT_FOR_ENUM: (&[&str], &str) = (&["TS2322", "TS2820"], "Type '\"");

/// Checks the samples with the compiler and the client that are installed in a folder.
pub(super) fn check(operations: &[&str], folder: &Path) -> Result<()> {
    let types = folder.join("types");
    fs::create_dir_all(&types)?;
    fs::write(types.join("tsconfig.json"), SETTINGS)?;
    let samples = of(Language::Node)?;
    let mut of_files = BTreeMap::new();
    for sample in &samples {
        let file = format!("{}.ts", sample.page.replace('/', "_"));
        fs::write(types.join(&file), &sample.text)?;
        let operation = operations.iter().find(|operation| sample.is_of(operation));
        of_files.insert(file, *operation.with_context(|| format!("{} is no operation", sample.page))?);
    }
    let mut compiler = program("node", &["../node_modules/typescript/bin/tsc", "--pretty", "false"]);
    let output = compiler.current_dir(&types).output().context("node")?;
    let (mut wrong, mut failures) = (BTreeMap::new(), Vec::new());
    for line in String::from_utf8_lossy(&output.stdout).lines().filter(|line| !line.starts_with(' ')) {
        let operation = line.split_once('(').and_then(|(file, _)| of_files.get(file));
        match operation.and_then(|operation| Some((*operation, excuse(operation, line)?))) {
            Some((operation, reason)) => {
                wrong.insert(operation, reason);
            }
            None => failures.push(line.to_owned()),
        }
    }
    let known: BTreeSet<&str> = NODE_TYPES.iter().flat_map(|(_, operations)| *operations).copied().collect();
    let right = known.iter().filter(|operation| !wrong.contains_key(*operation));
    failures.extend(right.map(|operation| format!("{operation} has the right types, and is said not to")));
    if !failures.is_empty() {
        bail!("the types of samples in Node.js are wrong:\n{}", failures.join("\n"));
    }
    let reasons: Vec<&str> = wrong.into_values().collect();
    println!("the client's own types in Node.js: {}", told(samples.len() - reasons.len(), &reasons));
    Ok(())
}

/// Why a sample may have a mistake.
fn excuse(operation: &str, line: &str) -> Option<&'static str> {
    let (codes, start) = TEXT_FOR_ENUM;
    let is_enum = codes.iter().any(|code| line.contains(&format!("error {code}: {start}")));
    let declared = "the client declares an enum that takes no text";
    reason(&NODE_TYPES, operation).or(is_enum.then_some(declared))
}
