//! `bindery init`: nothing → a small spec that generates at once.

use std::path::PathBuf;

use anyhow::Result;
use bindery::output::{self, FileSet};
use clap::Args;

use super::json_schema;
use super::outcome::Outcome;
use super::terminal;

/// The spec, by path.
const SPEC: [(&str, &str); 5] = [
    ("api.yaml", include_str!("init/api.yaml")),
    ("endpoints/notes/create-note.yaml", include_str!("init/create-note.yaml")),
    ("endpoints/notes/get-note.yaml", include_str!("init/get-note.yaml")),
    ("endpoints/notes/list-notes.yaml", include_str!("init/list-notes.yaml")),
    ("types/note.yaml", include_str!("init/note.yaml")),
];

/// Where to make a spec.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// The folder to make it in
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Init {
    pub(super) fn run(self) -> Result<Outcome> {
        let mut spec = FileSet::default();
        for (path, text) in SPEC {
            spec.insert(path.to_owned(), text.as_bytes().to_vec())?;
        }
        // The spec is the author's from now on. The JSON Schemas beside it, which its first lines name for editors,
        // stay Bindery's: `json-schema --out` brings them up to date.
        let schemas = json_schema::files()?;
        output::compare(&schemas, &self.folder)?;
        output::create(&spec, &self.folder)?;
        output::update(&schemas, &self.folder)?;
        let folder = self.folder.display();
        terminal::progress(&format!("next: bindery generate --schema {folder} --out generated"));
        Ok(Outcome::Done)
    }
}
