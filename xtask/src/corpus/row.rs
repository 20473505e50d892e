//! The table at the end of a corpus run.

use std::collections::BTreeMap;
use std::time::Duration;

use super::cost::Cost;

/// What became of a document.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) operations: (usize, usize),
    pub(super) types: (usize, usize),
    /// The types that are written where they are used.
    pub(super) in_place: usize,
    pub(super) reported: usize,
    pub(super) import: Duration,
    pub(super) generate: Duration,
    pub(super) sample: Duration,
    pub(super) check: Option<Cost>,
    /// The most memory that import and generation took, in MB, where the system tells.
    pub(super) memory: Option<u64>,
    pub(super) same: usize,
    pub(super) lost: usize,
    /// How often a union said which alternative a value is, where the value left that open.
    pub(super) told: usize,
    pub(super) skipped: BTreeMap<String, usize>,
    /// The schemas without a sample.
    pub(super) without: Vec<String>,
    /// The links of the author's own whose anchors are not on the pages.
    pub(super) authors_fragments: usize,
    /// What failed.
    pub(super) failures: Vec<String>,
}

/// How many failures of a document are shown.
const SHOWN: usize = 40;

const HEAD: &str = "| document | operations in/out | types in/out (in place) | reported | import | generate | memory | sample | check: CPU, memory | trips same/lost | result |";

/// Prints the table, and below it what failed and what was skipped.
pub(super) fn print(rows: &[Row]) {
    println!("\n{HEAD}\n|{}", " --- |".repeat(HEAD.matches('|').count() - 1));
    for row in rows {
        let memory = row.memory.map_or("?".to_owned(), |memory| format!("{memory} MB"));
        let check = row.check.map_or("-".to_owned(), |check| check.to_string());
        println!(
            "| {} | {}/{} | {}/{} ({}) | {} | {:.2?} | {:.2?} | {memory} | {:.2?} | {check} | {}/{} | {} |",
            row.name,
            row.operations.0,
            row.operations.1,
            row.types.0,
            row.types.1,
            row.in_place,
            row.reported,
            row.import,
            row.generate,
            row.sample,
            row.same,
            row.lost,
            if row.failures.is_empty() { "passed" } else { "FAILED" },
        );
    }
    for row in rows {
        let skipped: Vec<String> =
            row.skipped.iter().map(|(reason, count)| format!("{count} {reason}")).collect();
        if !skipped.is_empty() {
            println!("{}: not tried: {}", row.name, skipped.join(", "));
        }
        if row.told > 0 {
            println!(
                "{}: {} times a union added the field that tells its alternatives apart",
                row.name, row.told
            );
        }
        if !row.without.is_empty() {
            let names = row.without.iter().take(SHOWN).map(String::as_str).collect::<Vec<_>>().join(", ");
            println!("{}: {} schemas have no sample: {names}", row.name, row.without.len());
        }
        if row.authors_fragments > 0 {
            let count = row.authors_fragments;
            println!("{}: {count} anchors that the author's own links want are of another site", row.name);
        }
    }
    for row in rows.iter().filter(|row| !row.failures.is_empty()) {
        println!("\n{}:", row.name);
        for failure in row.failures.iter().take(SHOWN) {
            println!("  {failure}");
        }
        if row.failures.len() > SHOWN {
            println!("  and {} more", row.failures.len() - SHOWN);
        }
    }
}
