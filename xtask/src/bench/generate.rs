//! What generating costs: at first, when nothing has changed, and with ten times as many endpoints.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use super::process::{self, Cost};

/// Where everything lands that is generated here.
const OUT: &str = "target/bench";

/// A spec of everyday size.
const SPEC: &str = "schema/authing";

/// The endpoints of the smaller document; the larger one has ten times as many.
const ENDPOINTS: usize = 100;

/// A run into an empty folder against one that finds everything as it should be.
pub(super) fn cold_and_unchanged(runs: u32) -> Result<()> {
    let out = Path::new(OUT).join("spec");
    let spec = ["--schema", SPEC];
    let cold = process::measure_all(runs, || {
        remove(&out)?;
        Ok(bindery(&spec, &out))
    })?;
    let unchanged = process::measure_all(runs, || Ok(bindery(&spec, &out)))?;
    let bytes = size(Path::new(SPEC))? + size(&out)?;
    println!("{SPEC}, crate and pages: {cold}");
    println!("{SPEC}, nothing changed: {unchanged}; {:.2} of the first", unchanged.ratio(&cold));
    if let Some(peak) = cold.peak {
        println!("{SPEC}, memory against bytes read and written: {:.1}", per_byte(peak, bytes));
    }
    Ok(())
}

/// Ten times the endpoints against as many as there are.
pub(super) fn growth(runs: u32) -> Result<()> {
    let small = of_size(ENDPOINTS, runs)?;
    let large = of_size(ENDPOINTS * 10, runs)?;
    println!("{ENDPOINTS} endpoints: {small}");
    println!("{} endpoints: {large}; {:.1} times the time", ENDPOINTS * 10, large.ratio(&small));
    Ok(())
}

fn of_size(endpoints: usize, runs: u32) -> Result<Cost> {
    fs::create_dir_all(OUT).context(OUT)?;
    let document = Path::new(OUT).join(format!("{endpoints}.json"));
    fs::write(&document, document_of(endpoints).to_string())?;
    let out = Path::new(OUT).join(endpoints.to_string());
    let path = document.display().to_string();
    process::measure_all(runs, || {
        remove(&out)?;
        Ok(bindery(&["--openapi", &path], &out))
    })
}

/// A document in which each endpoint has types of its own.
fn document_of(endpoints: usize) -> Value {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for number in 0..endpoints {
        let name = format!("Thing{number}");
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        paths.insert(
            format!("/things{number}/{{id}}"),
            json!({ "post": {
                "operationId": format!("changeThing{number}"),
                "tags": [format!("group{}", number % 10)],
                "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
                "requestBody": { "content": { "application/json": { "schema": reference } } },
                "responses": { "200": {
                    "description": "Changed", "content": { "application/json": { "schema": reference } },
                } },
            } }),
        );
        let fields = (0..10).map(|field| (format!("field{field}"), json!({ "type": "string" })));
        let fields: Map<String, Value> = fields.collect();
        schemas.insert(name, json!({ "type": "object", "properties": fields }));
    }
    json!({
        "openapi": "3.1.0", "info": { "title": "Things", "version": "1.0.0" },
        "servers": [{ "url": "https://things.example.com" }],
        "paths": paths, "components": { "schemas": schemas },
    })
}

fn bindery(input: &[&str], out: &Path) -> Command {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    let mut command = Command::new(target.join("release/bindery"));
    command.arg("generate").args(input).arg("--out").arg(out);
    command
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    Ok(())
}

/// The bytes of all files in a folder.
fn size(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let is_folder = entry.file_type()?.is_dir();
        bytes += if is_folder { size(&entry.path())? } else { entry.metadata()?.len() };
    }
    Ok(bytes)
}

fn per_byte(kilobytes: u64, bytes: u64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "a ratio with one digit needs no more")]
    let (memory, bytes) = ((kilobytes * 1024) as f64, bytes.max(1) as f64);
    memory / bytes
}
