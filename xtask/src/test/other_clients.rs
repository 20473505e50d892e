//! The step about the samples for clients in other languages.

use anyhow::Result;

use super::Verdict;
use super::command::{cargo, program, run, succeeds};
use crate::tools;

/// The compiler that checks the samples for Node.js.
const TYPESCRIPT: &str = "typescript@5.9.3";

/// Programs, how they are asked whether they are there, and the Debian packages with them.
const PROGRAMS: [(&str, &[&str], &str); 3] = [
    ("php", &["--version"], "php-cli"),
    ("gofmt", &["-l"], "golang-go"),
    ("mcs", &["--version"], "mono-mcs"),
];

/// Has the tools of each language read its samples. The tests do so as well, but pass over languages whose tools are not
/// there; this step installs them.
pub(super) fn samples() -> Result<Verdict> {
    let missing = || PROGRAMS.iter().filter(|(name, words, _)| !succeeds(&mut program(name, words)));
    let packages: Vec<&str> = missing().map(|(.., package)| *package).collect();
    if !packages.is_empty() {
        tools::debian(&packages)?;
    }
    let typescript = tools::npm("typescript", &[TYPESCRIPT])?;
    let mut test = cargo(&["test", "--workspace", "--all-features", "--test", "client_samples"]);
    test.env("BINDERY_TYPESCRIPT", typescript.join("node_modules/typescript/bin/tsc"));
    if missing().next().is_none() {
        run(test.env("BINDERY_EVERY_LANGUAGE", "1"))?;
        return Ok(Verdict::Passed);
    }
    run(&mut test)?;
    let languages: Vec<&str> = missing().map(|(name, ..)| *name).collect();
    Ok(Verdict::Skipped(format!("there is no {}", languages.join(", no "))))
}
