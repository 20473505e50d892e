//! Reporting: the differences between a folder and a run, for people to read.

use std::fmt::Write as _;
use std::path::Path;

use super::Drift;

/// Every difference on a line with what it is; a file that is stale is followed by its unified diff.
#[must_use]
pub fn report(drifts: &[Drift<'_>], dir: &Path) -> String {
    let mut text = String::new();
    for drift in drifts {
        let word = match drift {
            Drift::Missing { .. } => "missing",
            Drift::Stale { .. } => "stale",
            Drift::Orphan { .. } => "orphan",
        };
        let _ = writeln!(text, "{word}: {}", dir.join(drift.path()).display());
        text.extend(drift.diff());
    }
    text
}
