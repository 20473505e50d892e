//! `bindery json-schema`: the format → JSON Schemas.

use std::path::PathBuf;

use anyhow::Result;
use bindery::output::{self, FileSet};
use bindery::schema::{FileKind, json_schema};
use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Args};
use serde_json::{Map, Value};

use super::outcome::Outcome;
use super::terminal;

/// Which schemas, and where to.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("form").args(["kind", "out"]))]
pub(super) struct JsonSchema {
    /// Print the schema of this kind of file alone
    #[arg(long, value_name = "KIND", value_parser = kind_names())]
    kind: Option<String>,
    /// Write bindery.<kind>.schema.json for every kind into this folder, where the first line of a spec file can
    /// name it: `# yaml-language-server: $schema=<path>`
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

fn kind_names() -> PossibleValuesParser {
    PossibleValuesParser::new(FileKind::ALL.map(FileKind::name))
}

impl JsonSchema {
    pub(super) fn run(self) -> Result<Outcome> {
        if let Some(out) = self.out {
            output::update(&files()?, &out)?;
            return Ok(Outcome::Done);
        }
        let kind = FileKind::ALL.into_iter().find(|kind| self.kind.as_deref() == Some(kind.name()));
        terminal::answer(&text(&kind.map_or_else(all, json_schema)))?;
        Ok(Outcome::Done)
    }
}

/// The schema of every kind, each in its file.
pub(super) fn files() -> Result<FileSet> {
    let mut files = FileSet::default();
    for kind in FileKind::ALL {
        let path = format!("bindery.{}.schema.json", kind.name());
        files.insert(path, text(&json_schema(kind)).into_bytes())?;
    }
    Ok(files)
}

fn all() -> Value {
    let schemas: Map<_, _> =
        FileKind::ALL.into_iter().map(|kind| (kind.name().to_owned(), json_schema(kind))).collect();
    Value::Object(schemas)
}

fn text(schema: &Value) -> String {
    format!("{schema:#}\n")
}
