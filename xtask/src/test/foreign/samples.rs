//! The samples for clients that others wrote, run with those clients against the mock.
//!
//! A sample is run as its page has it but for the address of the server: what stands there for it, or the option of the
//! client that has it, is that of the mock; and the promise of a sample for Node.js is named, so that it can be waited for.
//! It passes when the mock has seen one valid call of the operation on whose page it stands. Where a client is not what the
//! spec says, `differences` has the reason; a sample that runs all the same is an error there.

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context as _, Result, bail};
use bindery::mock::Server;
use bindery::model::{Api, Client, Operation, Server as Place};
use heck::ToSnakeCase as _;

use super::differences::{Difference, reason, told};
use crate::samples::Sample;
use crate::samples::fence::{collect, plain};

/// The pages with the samples.
const PAGES: &str = "generated/authing/markdown";

/// A language whose samples are run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Node,
    Python,
}

impl Language {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Node => "Node.js",
            Self::Python => "Python",
        }
    }

    /// What its fences say, and how its files end.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Node => ("ts", "mjs"),
            Self::Python => ("python", "py"),
        }
    }
}

/// The samples of a language, one for each operation.
pub(super) fn of(language: Language) -> Result<Vec<Sample>> {
    let mut samples = collect(Path::new(PAGES), language.words().0)?;
    // Locales differ in comments only.
    let mut seen = HashSet::new();
    samples.retain(|sample| seen.insert(sample.page.clone()));
    Ok(samples)
}

/// Runs the samples of a language with a program that runs those whose paths it is told. The server of a client is
/// chosen by the caller.
pub(super) fn run<'a>(
    api: &Api,
    language: Language,
    program: &mut Command,
    folder: &Path,
    known: &[Difference],
    server: impl Fn(&Client) -> &'a Server,
) -> Result<()> {
    let folder = folder.join("samples");
    fs::create_dir_all(&folder)?;
    let mut runner = Runner::start(program)?;
    let mut failures = Vec::new();
    let (mut ran, mut different) = (0, Vec::new());
    for sample in of(language)? {
        let operation = api.operations.iter().find(|operation| sample.is_of(&operation.name.spelling));
        let operation = operation.with_context(|| format!("{} is no operation", sample.page))?;
        let client = &api[operation.client];
        let server = server(client);
        let path = folder.join(format!("{}.{}", sample.page.replace('/', "_"), language.words().1));
        fs::write(&path, placed(api, client, language, &sample.text, &server.url()))?;
        let outcome = judge(operation, runner.run(&path)?, server);
        match (outcome, reason(known, &operation.name.spelling)) {
            (Ok(()), None) => ran += 1,
            (Err(_), Some(reason)) => different.push(reason),
            (Ok(()), Some(reason)) => failures.push(format!("{} runs, though {reason}", sample.page)),
            (Err(error), None) => failures.push(format!("{}: {error:#}", sample.page)),
        }
    }
    if !failures.is_empty() {
        bail!("samples in {} failed:\n{}", language.name(), failures.join("\n"));
    }
    println!("samples in {} that ran: {}", language.name(), told(ran, &different));
    Ok(())
}

/// A sample that calls the server at an address.
fn placed(api: &Api, client: &Client, language: Language, text: &str, url: &str) -> String {
    let text = text.replacen("\n(async ", "\nexport const done = (async ", 1);
    let Place::Option(option, _) = &client.server else { return text };
    let quote = if language == Language::Node { '\'' } else { '"' };
    let name = plain(&format!("{}{option}", api.name.spelling));
    let mut words: Vec<&str> = text.split(quote).collect();
    if let Some(word) = words.iter_mut().skip(1).step_by(2).find(|word| plain(word) == name) {
        *word = url;
        return words.join(&quote.to_string());
    }
    let (open, set) = match language {
        Language::Node => ("({\n", format!("{option}: '{url}',\n")),
        Language::Python => ("(\n", format!("{}=\"{url}\",\n", option.to_snake_case())),
    };
    text.replacen(open, &format!("{open}{set}"), 1)
}

/// What there is to say against a sample that was run.
fn judge(operation: &Operation, outcome: Option<String>, server: &Server) -> Result<()> {
    let requests = server.take_requests();
    for recorded in &requests {
        if let Some(refusal) = &recorded.refusal {
            bail!("{} {} was refused: {refusal}", recorded.request.method, recorded.request.path);
        }
    }
    if let Some(error) = outcome {
        bail!("{error}");
    }
    let own = |called: &&str| *called == operation.name.spelling;
    let calls: Vec<&str> = requests.iter().filter_map(|recorded| recorded.operation.as_deref()).collect();
    if calls.iter().copied().filter(own).count() != 1 {
        bail!("it called {calls:?}");
    }
    Ok(())
}

/// A program that runs samples.
struct Runner {
    child: Child,
    asks: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Runner {
    fn start(program: &mut Command) -> Result<Self> {
        let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (asks, answers) = (child.stdin.take().context("stdin")?, child.stdout.take().context("stdout")?);
        Ok(Self { child, asks, answers: BufReader::new(answers) })
    }

    /// What went wrong with a sample, by its own account.
    fn run(&mut self, path: &Path) -> Result<Option<String>> {
        writeln!(self.asks, "{}", path.display())?;
        let mut line = String::new();
        // Clients print things of their own.
        while self.answers.read_line(&mut line)? > 0 {
            if let Some(outcome) = line.strip_prefix("sample: ") {
                return Ok(serde_json::from_str(outcome)?);
            }
            line.clear();
        }
        bail!("the program that runs samples ended at {}", path.display())
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
