//! Round trips: values of a document's schemas → the generated types → values again, which must be the same.
//!
//! What is compared was sampled from the document and passed its schema, so a difference is a fault of the generated
//! crate. The types are read and written by a program of a page, compiled against the crates. What cannot be tried is
//! counted with the reason. Equal are numbers of equal value, however they are written, and objects with equal fields
//! in any order; so what comes back fits the schema as well. Where a union added the field that tells its alternatives
//! apart, that is checked.

use std::collections::{BTreeMap, HashSet};
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::rc::Rc;

use anyhow::{Context as _, Result, bail};
use bindery::target::rust;
use indexmap::IndexMap;
use jsonschema::Validator;
use serde_json::Value;

use super::compare::Comparison;
use super::contents::{ContentTypes, TYPES, Written};
use super::cover::cover;
use super::sample::Sampler;
use crate::document::Document;
use crate::document::{Judge, place_of};
use crate::test::command::program;

/// The values of a document that are tried.
#[derive(Debug, Default)]
pub(super) struct Trips {
    /// Why something is not tried, and how often.
    pub(super) skipped: BTreeMap<String, usize>,
    /// The schemas without a sample.
    pub(super) without: Vec<String>,
    /// The types, with a mark in the place of their module.
    types: Vec<String>,
    /// What their values have to fit.
    validators: Vec<Rc<Validator>>,
    values: Vec<Sample>,
    /// Fields that tell the alternatives of unions apart.
    tags: HashSet<String>,
}

/// A value to be tried.
#[derive(Debug)]
struct Sample {
    schema: String,
    /// Its type, as an index.
    ty: usize,
    value: Value,
}

/// How round trips went.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) same: usize,
    /// How often a union said which alternative a value is, where the value left that open.
    pub(super) told: usize,
    /// What was refused or came back different, with where.
    pub(super) lost: Vec<String>,
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

/// The text of the program for the types of several documents, in their order.
pub(super) fn program_text<'t>(documents: impl Iterator<Item = (&'t str, &'t Trips)>) -> String {
    let mut text = PROGRAM.to_owned();
    text.push_str("const TYPES: &[Trip] = &[\n");
    for (krate, trips) in documents {
        let lib = krate.replace('-', "_");
        for ty in &trips.types {
            let ty = ty.replace(TYPES, &format!("{lib}::types::"));
            text.push_str(&format!("    trip::<{ty}>,\n"));
        }
    }
    text.push_str("];\n");
    text
}

impl Trips {
    /// Samples every schema that became a type: `types` says which one those with a name became, `contents` those that
    /// are written in operations.
    pub(super) fn plan(
        source: &Document,
        types: &IndexMap<String, String>,
        contents: &ContentTypes,
    ) -> Result<Self> {
        let mut trips = Self::default();
        let judge = Judge::new(source)?;
        note_tags(&source.root, &mut trips.tags);
        for (word, count) in &judge.left_out {
            trips.skip(&format!("values of `{word}` that no validator understands"), *count);
        }
        let mut all = Vec::new();
        for (name, schema) in source.schemas() {
            match types.get(name) {
                Some(ty) => all.push(Written {
                    name: name.clone(),
                    place: place_of(name),
                    schema,
                    ty: format!("{TYPES}{}", rust::type_name(ty)),
                }),
                None => trips.skip("schemas without a type of their own", 1),
            }
        }
        all.extend(contents.written(source, &mut trips.skipped));
        let sampler = Sampler::new(source, &judge);
        for written in all {
            trips.sample(&sampler, &judge, written);
        }
        trips.skipped.retain(|_, count| *count > 0);
        Ok(trips)
    }

    fn sample<'a>(&mut self, sampler: &Sampler<'a>, judge: &Judge, written: Written<'a>) {
        let Some(validator) = judge.at(&written.place) else {
            self.skip(&format!("schemas that no validator takes: {}", judge.refusal(&written.place)), 1);
            return;
        };
        let samples = sampler.samples(written.schema);
        for (reason, count) in samples.skipped {
            self.skip(reason, count);
        }
        let mut covered = cover(samples.values, &validator);
        if !written.ty.starts_with("Option") {
            // A named type leaves it to its uses whether null takes its place; there it is tried.
            let all = covered.fitting.len();
            covered.fitting.retain(|value| !value.is_null());
            self.skip("null in the place of a named type", all - covered.fitting.len());
        }
        for (reason, count) in covered.skipped {
            self.skip(&format!("samples that do not fit: {reason}"), count);
        }
        if covered.fitting.is_empty() {
            self.skip("schemas without a sample", 1);
            self.without.push(written.name);
            return;
        }
        let ty = self.types.len();
        self.types.push(written.ty);
        self.validators.push(validator);
        let values = covered.fitting.into_iter();
        self.values.extend(values.map(|value| Sample { schema: written.name.clone(), ty, value }));
    }

    fn skip(&mut self, reason: &str, count: usize) {
        *self.skipped.entry(reason.to_owned()).or_default() += count;
    }

    /// How many types are tried.
    pub(super) fn types(&self) -> usize {
        self.types.len()
    }

    /// Sends the values through the program, in which the types of this document begin at a number, and compares.
    pub(super) fn run(&self, executable: &Path, begin: usize) -> Result<Outcome> {
        let mut child = program(executable, &[])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| executable.display().to_string())?;
        let mut input = String::new();
        for sample in &self.values {
            input.push_str(&format!("{}\t{}\n", begin + sample.ty, sample.value));
        }
        let stdin = child.stdin.take().context("the program has no input")?;
        let feeding = std::thread::spawn(move || { stdin }.write_all(input.as_bytes()));
        let output = child.wait_with_output()?;
        feeding.join().ok().context("the program was not fed")??;
        let text = String::from_utf8_lossy(&output.stdout);
        let lines: Vec<&str> = text.lines().collect();
        if !output.status.success() || lines.len() != self.values.len() {
            let (name, status) = (executable.display(), output.status);
            bail!("{name} ended with {status} after {} of {} values", lines.len(), self.values.len());
        }
        let mut outcome = Outcome::default();
        let mut comparison = Comparison { tags: self.tags.clone(), added: 0 };
        for (sample, line) in self.values.iter().zip(lines) {
            let found = match line.strip_prefix('!') {
                Some(error) => Some(format!("refused: {error}")),
                None => self.difference(sample, &serde_json::from_str(line)?, &mut comparison),
            };
            match found {
                Some(found) => {
                    outcome.lost.push(format!("{} {found}, of {}", sample.schema, shortened(&sample.value)));
                }
                None => outcome.same += 1,
            }
        }
        outcome.told = comparison.added;
        Ok(outcome)
    }

    fn difference(&self, sample: &Sample, after: &Value, comparison: &mut Comparison) -> Option<String> {
        let added = comparison.added;
        let found = comparison.difference(&sample.value, after);
        let validator = self.validators.get(sample.ty);
        let is_valid = added == comparison.added || validator.is_none_or(|schema| schema.is_valid(after));
        found.or_else(|| (!is_valid).then(|| "what came back does not fit the schema".to_owned()))
    }
}

/// Notes the fields that tell alternatives apart.
fn note_tags(node: &Value, tags: &mut HashSet<String>) {
    match node {
        Value::Object(map) => {
            let field = map.get("discriminator").and_then(|union| union.get("propertyName"));
            tags.extend(field.and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| note_tags(value, tags));
        }
        Value::Array(items) => items.iter().for_each(|item| note_tags(item, tags)),
        _ => {}
    }
}

fn shortened(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 300 { text } else { text.chars().take(300).chain(['…']).collect() }
}
