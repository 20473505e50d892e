//! `bindery watch`: `generate` again and again.
//!
//! Changes are noticed by looking at times and sizes a few times a second. That costs next to nothing for a spec,
//! and it works on every system and on shared and mounted folders, where notifications do not arrive.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Result, bail};
use clap::Args;

use super::generate::Job;
use super::outcome::Outcome;
use super::terminal;

/// How often to look. A change has to stand for one interval, so that a half-saved spec is not generated.
const INTERVAL: Duration = Duration::from_millis(200);

/// A job to do on each change.
#[derive(Debug, Args)]
pub(super) struct Watch {
    #[command(flatten)]
    job: Job,
}

/// The files in the watched folders, with what changes when they do.
type Snapshot = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

impl Watch {
    pub(super) fn run(self) -> Result<Outcome> {
        if self.job.input.path().is_some_and(|path| path.as_os_str() == "-") {
            bail!("standard input cannot be watched; name a file");
        }
        if let Some(missing) = self.job.input.path().filter(|path| !path.exists()) {
            bail!("there is no {}", missing.display());
        }
        loop {
            let seen = self.snapshot();
            // Whatever is wrong has been shown; the next change may mend it.
            if let Err(error) = self.job.write() {
                terminal::complain(&error);
            }
            self.wait(&seen);
            terminal::progress("changed; generating again");
        }
    }

    /// Waits until something differs from what was seen, and then until it stays the same.
    fn wait(&self, seen: &Snapshot) {
        let mut last = self.snapshot();
        loop {
            thread::sleep(INTERVAL);
            let now = self.snapshot();
            if now == last && now != *seen {
                return;
            }
            last = now;
        }
    }

    fn snapshot(&self) -> Snapshot {
        let mut snapshot = Snapshot::new();
        // Of a document only the first file is watched: its folder may hold anything.
        self.job.input.path().into_iter().for_each(|path| look(path, &mut snapshot));
        if let Some(folder) = &self.job.templates {
            look(folder, &mut snapshot);
        }
        snapshot
    }
}

/// Notes a file, or every file below a folder. What cannot be read just now counts as not there.
#[expect(
    clippy::disallowed_methods,
    reason = "this looks at times and sizes; the content is read by `source`"
)]
fn look(folder: &Path, snapshot: &mut Snapshot) {
    if let Some(metadata) = fs::metadata(folder).ok().filter(fs::Metadata::is_file) {
        snapshot.insert(folder.to_owned(), (metadata.modified().ok(), metadata.len()));
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        // Links are not followed, as they are not when a spec is read.
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_dir() {
            look(&entry.path(), snapshot);
        } else {
            snapshot.insert(entry.path(), (metadata.modified().ok(), metadata.len()));
        }
    }
}
