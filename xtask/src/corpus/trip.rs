//! Round trips: values of a document's schemas → the generated types → values again, which must be the same.
//!
//! What is compared was sampled from the document and passed its schema, so a difference is a fault of the generated
//! crate. The types are read and written by a program of a page, compiled against the crate. What cannot be tried is
//! counted with the reason.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use bindery::target::rust;
use indexmap::IndexMap;
use serde_json::Value;

use super::compare;
use super::sample;
use super::source::{self, Source};
use crate::test::command::{program, run};

/// How the round trips of a document went.
#[derive(Debug, Default)]
pub(super) struct Trips {
    pub(super) same: usize,
    /// What was refused or came back different, with where.
    pub(super) lost: Vec<String>,
    /// Why something was not tried, and how often.
    pub(super) skipped: BTreeMap<&'static str, usize>,
    values: Vec<Sample>,
    types: Vec<String>,
}

/// A value to be tried.
#[derive(Debug)]
struct Sample {
    schema: String,
    /// Its type, as an index.
    ty: usize,
    value: Value,
}

const PROGRAM: &str = r#"//! Reads and writes values of the generated types: a line for each, with the type's number before it.
use std::io::{BufRead as _, Write as _};

type Trip = fn(&str) -> Result<String, serde_json::Error>;

fn trip<T: serde::Serialize + serde::de::DeserializeOwned>(text: &str) -> Result<String, serde_json::Error> {
    serde_json::from_str::<T>(text).and_then(|value| serde_json::to_string(&value))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (number, text) = line.split_once('\t').ok_or("a line without a number")?;
        match TYPES[number.parse::<usize>()?](text) {
            Ok(text) => writeln!(out, "{text}")?,
            Err(error) => writeln!(out, "!{}", error.to_string().replace('\n', " "))?,
        }
    }
    Ok(())
}

"#;

impl Trips {
    /// Samples every schema that became a type; `types` says which one.
    pub(super) fn plan(source: &Source, types: &IndexMap<String, String>) -> Result<Self> {
        let mut trips = Self::default();
        let registry = source.registry()?;
        for (name, schema) in source.schemas() {
            let Some(ty) = types.get(name) else {
                trips.skip("schemas without a type of their own");
                continue;
            };
            let reference = serde_json::json!({ "$ref": source::address(name) });
            let options =
                jsonschema::options().with_registry(&registry).with_draft(jsonschema::Draft::Draft202012);
            let Ok(validator) = options.build(&reference) else {
                trips.skip("schemas that no validator takes");
                continue;
            };
            let samples = sample::samples(source, schema);
            let (fitting, other): (Vec<Value>, Vec<Value>) =
                samples.into_iter().partition(|value| validator.is_valid(value));
            if fitting.is_empty() {
                trips.skip(if other.is_empty() {
                    "schemas without a sample"
                } else {
                    "schemas whose samples do not fit"
                });
                continue;
            }
            *trips.skipped.entry("samples that do not fit").or_default() += other.len();
            let index = trips.types.len();
            trips.types.push(rust::type_name(ty));
            trips.values.extend(fitting.into_iter().map(|value| Sample {
                schema: name.clone(),
                ty: index,
                value,
            }));
        }
        trips.skipped.retain(|_, count| *count > 0);
        Ok(trips)
    }

    fn skip(&mut self, reason: &'static str) {
        *self.skipped.entry(reason).or_default() += 1;
    }

    /// Writes the program for the crate `krate` into a folder beside it.
    pub(super) fn write_program(&self, krate: &str, folder: &Path) -> Result<()> {
        let manifest = format!(
            "[package]\nname = \"{krate}-trip\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [dependencies]\n{krate} = {{ path = \"../rust\" }}\nserde = \"1\"\nserde_json = \"1\"\n"
        );
        let mut text = PROGRAM.to_owned();
        let lib = krate.replace('-', "_");
        text.push_str("const TYPES: &[Trip] = &[\n");
        for ty in &self.types {
            writeln!(text, "    trip::<{lib}::types::{ty}>,")?;
        }
        text.push_str("];\n");
        write(&folder.join("Cargo.toml"), &manifest)?;
        write(&folder.join("src/main.rs"), &text)
    }

    /// Runs the program and compares.
    pub(super) fn run(&mut self, executable: &Path) -> Result<()> {
        let mut child = program(executable, &[])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| executable.display().to_string())?;
        let mut input = String::new();
        for sample in &self.values {
            writeln!(input, "{}\t{}", sample.ty, sample.value)?;
        }
        let stdin = child.stdin.take().context("the program has no input")?;
        let feeding = std::thread::spawn(move || { stdin }.write_all(input.as_bytes()));
        let output = child.wait_with_output()?;
        feeding.join().ok().context("the program was not fed")??;
        let text = String::from_utf8_lossy(&output.stdout);
        let lines: Vec<&str> = text.lines().collect();
        if !output.status.success() || lines.len() != self.values.len() {
            bail!(
                "{} ended with {} after {} of {} values",
                executable.display(),
                output.status,
                lines.len(),
                self.values.len()
            );
        }
        for (sample, line) in self.values.iter().zip(lines) {
            let found = match line.strip_prefix('!') {
                Some(error) => Some(format!("refused: {error}")),
                None => compare::difference(&sample.value, &serde_json::from_str(line)?),
            };
            match found {
                Some(found) => {
                    self.lost.push(format!("{} {found}, of {}", sample.schema, shortened(&sample.value)))
                }
                None => self.same += 1,
            }
        }
        Ok(())
    }
}

fn shortened(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 300 { text } else { text.chars().take(300).chain(['…']).collect() }
}

/// Writes a file unless it is so already: cargo goes by the times of files.
fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    fs::write(path, text).with_context(|| path.display().to_string())
}

/// Compiles the program of a crate.
pub(super) fn compile(krate: &str, common: &[&str]) -> Result<()> {
    run(crate::test::command::cargo(&["build", "--quiet", "--package", &format!("{krate}-trip")])
        .args(common))
}
