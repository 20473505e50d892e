//! Printing: a spec as written → the text of its files.
//!
//! The way back from `parse`: what is printed here parses to the same values. It knows where each kind of file lies,
//! and the order in which a folder is read, so that a spec is the same from memory and from disk.

use anyhow::{Context, Result};
use heck::ToKebabCase;

use super::{GroupedEndpoint, Spec, Types};

/// Prints a spec: the path of each file below the folder of the spec, and its text.
///
/// # Errors
///
/// Fails when a value cannot be written as YAML, which no value that was parsed does.
pub fn print(spec: &Spec) -> Result<Vec<(String, String)>> {
    let mut files = Vec::with_capacity(1 + spec.types.len() + spec.endpoints.len());
    if let Some(api) = &spec.api {
        files.push(("api.yaml".to_owned(), yaml("api.yaml", &api.value)?));
    }
    for types in &spec.types {
        let path = types_path(&types.value);
        files.push((path.clone(), yaml(&path, &types.value)?));
    }
    for file in &spec.endpoints {
        let path = endpoint_path(&file.value);
        files.push((path.clone(), yaml(&path, &file.value.endpoint)?));
        let samples = file.value.samples.iter();
        files.extend(samples.map(|(language, text)| (super::sample::path(&path, language), text.clone())));
    }
    Ok(files)
}

/// Prints a document of another format, as JSON or as YAML.
///
/// # Errors
///
/// Fails when the document cannot be written as YAML.
pub fn print_document(document: &serde_json::Value, as_json: bool) -> Result<String> {
    if as_json {
        return Ok(format!("{document:#}\n"));
    }
    serde_yaml::to_string(document).context("the document cannot be written as YAML")
}

/// Puts the files of a spec into the order in which a folder is read.
pub fn sort(spec: &mut Spec) {
    spec.types.sort_by_cached_key(|types| types_path(&types.value));
    spec.endpoints.sort_by_cached_key(|file| endpoint_path(&file.value));
    for file in &mut spec.endpoints {
        let path = endpoint_path(&file.value);
        file.value.samples.sort_by_cached_key(|language, _| super::sample::path(&path, language));
    }
}

fn yaml<T: serde::Serialize>(path: &str, value: &T) -> Result<String> {
    serde_yaml::to_string(value).with_context(|| path.to_owned())
}

/// A file of types is named after its first type.
fn types_path(types: &Types) -> String {
    let name = types.types.keys().next().map_or("", String::as_str);
    format!("types/{}.yaml", file_name(name, "type"))
}

fn endpoint_path(file: &GroupedEndpoint) -> String {
    format!("endpoints/{}/{}.yaml", file.group, file_name(&file.endpoint.endpoint, "endpoint"))
}

/// The name of a file: letters, digits and `-` only, and none that Windows keeps for a device.
fn file_name(name: &str, suffix: &str) -> String {
    let kebab = name.to_kebab_case();
    let safe: String = kebab.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
    let is_device = matches!(safe.as_str(), "con" | "prn" | "aux" | "nul")
        || (safe.chars().count() == 4 && (safe.starts_with("com") || safe.starts_with("lpt")));
    match safe.as_str() {
        "" => suffix.to_owned(),
        _ if is_device => format!("{safe}-{suffix}"),
        _ => safe,
    }
}
