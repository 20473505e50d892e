//! The step about exports: validators that others made find nothing wrong with them.
//!
//! Every spec of the golden cases and of `schema/` is exported. openapi-spec-validator, from PyPI, holds the documents
//! against the JSON Schema of OpenAPI 3.1; Redocly CLI, from npm, looks for what a schema cannot say.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use bindery::problem::Problems;
use bindery::{export, schema, source};

use super::Verdict;
use super::command::{program, run, succeeds};

/// The version of openapi-spec-validator.
const SPEC_VALIDATOR: &str = "0.9.0";

/// The version of Redocly CLI.
const REDOCLY: &str = "2.77.0";

/// Folders of specs.
const SPECS: &[&str] = &["generator/tests/golden", "schema"];

/// Where the documents are put.
const DOCUMENTS: &str = "target/exports";

pub(super) fn validate() -> Result<Verdict> {
    let documents = documents()?;
    let validator = spec_validator()?;
    run(program(validator, &["--schema", "3.1"]).args(&documents))?;
    let Some(redocly) = redocly()? else {
        return Ok(Verdict::Skipped(
            "there is no npm, so Redocly CLI did not look at the exports".to_owned(),
        ));
    };
    run(program(redocly, &["lint", "--extends", "minimal", "--format", "summary"]).args(&documents))?;
    Ok(Verdict::Passed)
}

/// Exports every spec.
fn documents() -> Result<Vec<PathBuf>> {
    fs::create_dir_all(DOCUMENTS).context(DOCUMENTS)?;
    let mut documents = Vec::new();
    for folder in SPECS {
        for entry in fs::read_dir(folder).context(*folder)? {
            let path = entry?.path();
            if path.join("api.yaml").is_file() {
                documents.push(exported(&path)?);
            }
        }
    }
    documents.sort();
    Ok(documents)
}

fn exported(folder: &Path) -> Result<PathBuf> {
    let sources = source::read(folder)?;
    let spec = schema::parse(&sources, &mut Problems::default());
    let document = export::openapi(&spec, &mut Problems::default());
    let document = document.with_context(|| format!("{} cannot be exported", folder.display()))?;
    let path = Path::new(DOCUMENTS).join(format!("{}.json", sources.name()));
    fs::write(&path, schema::print_document(&document, true)?).with_context(|| path.display().to_string())?;
    Ok(path)
}

/// The validator in an environment of its own, made when it is asked for first.
fn spec_validator() -> Result<PathBuf> {
    let venv = Path::new("target/tools/openapi-spec-validator");
    let validator = venv.join("bin/openapi-spec-validator");
    if !succeeds(&mut program(&validator, &["--version"])) {
        run(program("python3", &["-m", "venv"]).arg(venv))?;
        let package = format!("openapi-spec-validator=={SPEC_VALIDATOR}");
        let words = ["install", "--quiet", "--disable-pip-version-check", &package];
        run(&mut program(venv.join("bin/pip"), &words))?;
    }
    Ok(validator)
}

/// Redocly CLI in a folder of its own; `None` on a machine without npm.
fn redocly() -> Result<Option<PathBuf>> {
    let folder = Path::new("target/tools/redocly");
    let redocly = folder.join("node_modules/.bin/redocly");
    if succeeds(&mut program(&redocly, &["--version"])) {
        return Ok(Some(redocly));
    }
    if !succeeds(&mut program("npm", &["--version"])) {
        return Ok(None);
    }
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let package = format!("@redocly/cli@{REDOCLY}");
    let words =
        ["install", "--silent", "--no-audit", "--no-fund", "--prefix", "target/tools/redocly", &package];
    run(&mut program("npm", &words))?;
    if !redocly.exists() {
        bail!("Redocly CLI cannot be installed");
    }
    Ok(Some(redocly))
}
