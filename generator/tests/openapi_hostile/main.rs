//! Documents that try to make the import run for long, nest deep, leave the folder or panic.
//!
//! Whatever a document says, it becomes a spec that passes the checks, or there is an error that says why not. No time
//! is measured here: what takes the square of the size of these documents never ends.
mod documents;
mod growth;

use anyhow::{Result, bail};
use bindery::openapi::{self, Imported, Options};
use bindery::problem::{Format, Problems, show};
use bindery::schema;
use bindery::source::Sources;

/// Imports a document, and checks what comes of it.
fn import(name: &str, text: &str) -> Result<()> {
    let mut sources = Sources::from_texts("t", &[("openapi.yaml", text)]);
    let mut problems = Problems::default();
    match openapi::import(&mut sources, &Options::default(), &mut problems) {
        Some(Imported { spec, .. }) => check(name, text, &spec)?,
        None => assert!(problems.has_errors(), "{name}: it is refused without a reason"),
    }
    // Every problem can be shown: its place is found, or the nearest that there is.
    assert!(show(&problems, &sources, Format::Human { colour: false }).len() < 100_000_000, "{name}");
    Ok(())
}

/// What was imported is a spec without mistakes, when it is read from the files that it is printed to.
fn check(name: &str, text: &str, spec: &schema::Spec) -> Result<()> {
    let files = schema::print(spec)?;
    let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    for (path, _) in &texts {
        assert!(path.split('/').all(|part| !matches!(part, "" | "." | "..")), "{name}: {path}");
    }
    let sources = Sources::from_texts(&spec.name, &texts);
    let mut problems = Problems::default();
    bindery::load(&sources, &mut problems);
    if problems.has_errors() {
        let shown = show(&problems, &sources, Format::Human { colour: false });
        let shown: String = shown.chars().take(5_000).collect();
        let text: String = text.chars().take(5_000).collect();
        bail!("{name}:\n{shown}\n{text}");
    }
    Ok(())
}
