//! Processes: a worker that runs inputs, with limits, and what it died of.

use std::ffi::OsString;
use std::fs;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// The most memory of a process, in kilobytes.
const MOST_MEMORY: u64 = 2 << 20;

/// The most processor time of a stage.
const MOST_TIME: Duration = Duration::from_secs(10);

/// The longest that a stage may take where it does not use the processor, or where the processor
/// time is not known.
const LONGEST_WAIT: Duration = Duration::from_secs(90);

/// Clock ticks per second in `/proc`, as every Linux reports them.
const TICKS: u64 = 100;

/// How much of what a process says on stderr is kept, in bytes.
const MOST_WORDS: usize = 64 << 10;

/// A program that runs inputs.
pub(super) struct Worker {
    pub(super) program: PathBuf,
    pub(super) documents: Vec<PathBuf>,
}

/// A failure: its kind, by which failures are told apart, and what was said.
#[derive(Debug, Clone)]
pub(super) struct Failure {
    pub(super) kind: String,
    pub(super) words: String,
}

impl PartialEq for Failure {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl Eq for Failure {}

impl PartialOrd for Failure {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Failure {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.kind.cmp(&other.kind)
    }
}

impl Worker {
    /// Runs seeds. Returns the first failure with its seed.
    pub(super) fn seeds(&self, first: u64, count: u64) -> Result<Option<(Option<u64>, Failure)>> {
        let mut words = vec!["seeds".into(), first.to_string().into(), count.to_string().into()];
        words.extend(self.documents());
        let (progress, failure) = self.watch(&words)?;
        Ok(failure.map(|failure| (progress.seed, failure)))
    }

    /// Runs a file. Returns its failure.
    pub(super) fn replay(&self, file: &Path) -> Result<Option<Failure>> {
        Ok(self.watch(&["replay".into(), file.into()])?.1)
    }

    /// Returns the input of a seed as JSON.
    pub(super) fn show(&self, seed: u64) -> Result<String> {
        let mut command = Command::new(&self.program);
        command.arg("show").arg(seed.to_string()).args(self.documents());
        let output = command.output().with_context(|| self.program.display().to_string())?;
        if !output.status.success() {
            bail!("the input of seed {seed} cannot be made");
        }
        Ok(String::from_utf8(output.stdout)?)
    }

    fn documents(&self) -> impl Iterator<Item = OsString> {
        self.documents.iter().flat_map(|folder| ["--documents".into(), folder.into()])
    }

    /// Runs the program until it ends or exceeds a limit.
    fn watch(&self, words: &[OsString]) -> Result<(Progress, Option<Failure>)> {
        let mut child = self.limited(words).spawn().with_context(|| self.program.display().to_string())?;
        let progress = Arc::new(Mutex::new(Progress::default()));
        let stdout = child.stdout.take().context("stdout is piped")?;
        let stderr = child.stderr.take().context("stderr is piped")?;
        let shared = Arc::clone(&progress);
        let follower = thread::spawn(move || follow(stdout, &shared));
        let listener = thread::spawn(move || tail(stderr));
        let ended = wait(&mut child, &progress)?;
        let _ = follower.join();
        let words = listener.join().unwrap_or_default();
        let progress = progress.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let failure = match ended {
            Ended::Passed => None,
            Ended::Died(how) => Some(Failure::of(&how, &progress.stage, words)),
            Ended::Hangs => Some(Failure { kind: format!("more than 10 s in: {}", progress.stage), words }),
        };
        Ok((progress, failure))
    }

    /// The command, with its memory limited where a shell can do so.
    fn limited(&self, words: &[OsString]) -> Command {
        let mut command = if cfg!(target_os = "linux") {
            let mut command = Command::new("sh");
            command
                .arg("-c")
                .arg(format!("ulimit -v {MOST_MEMORY} && exec \"$0\" \"$@\""))
                .arg(&self.program);
            command
        } else {
            Command::new(&self.program)
        };
        command.args(words).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

impl Failure {
    fn of(how: &str, stage: &str, words: String) -> Self {
        let kind = if let Some(at) = words.split_once("panicked at ").map(|(_, rest)| rest) {
            let place = at.lines().next().unwrap_or_default().trim_end_matches(':');
            format!("panic at {place}")
        } else if words.contains("has overflowed its stack") {
            format!("stack overflow in: {stage}")
        } else if words.contains("memory allocation of") {
            format!("more than 2 GB in: {stage}")
        } else if let Some((_, error)) = words.split_once("error: ") {
            let lines: Vec<&str> = error.lines().filter(|line| !line.trim().is_empty()).take(2).collect();
            format!("{stage}: {}", without_names(&lines.join(" ")))
        } else {
            format!("{how} in: {stage}")
        };
        Self { kind, words }
    }
}

/// An error without what differs from input to input: names, numbers and where it is.
fn without_names(error: &str) -> String {
    let mut text = String::new();
    let mut is_name = false;
    for char in error.chars().take(400) {
        match char {
            '`' | '"' => is_name = !is_name,
            _ if is_name => {}
            digit if digit.is_ascii_digit() => {}
            other => text.push(other),
        }
    }
    text.chars().take(120).collect()
}

/// How far a process has come.
#[derive(Debug, Clone, Default)]
struct Progress {
    seed: Option<u64>,
    stage: String,
    /// How many lines were printed.
    lines: u64,
}

enum Ended {
    Passed,
    Died(String),
    Hangs,
}

fn wait(child: &mut Child, progress: &Mutex<Progress>) -> Result<Ended> {
    let (mut lines, mut since, mut used) = (0, Instant::now(), Duration::ZERO);
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(if status.success() { Ended::Passed } else { Ended::Died(status.to_string()) });
        }
        let now = progress.lock().unwrap_or_else(PoisonError::into_inner).lines;
        let time = processor_time(child.id());
        if now != lines {
            (lines, since, used) = (now, Instant::now(), time);
        }
        if time.saturating_sub(used) > MOST_TIME || since.elapsed() > LONGEST_WAIT {
            child.kill()?;
            child.wait()?;
            return Ok(Ended::Hangs);
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(40));
    }
}

/// The processor time of a process so far; zero where it is not known.
fn processor_time(process: u32) -> Duration {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The second field is the name of the program in brackets, which may hold spaces.
    let fields = text.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace();
    let ticks: u64 = fields.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 1_000 / TICKS)
}

fn follow(stdout: impl Read, progress: &Mutex<Progress>) {
    for line in BufReader::new(stdout).lines().map_while(Result::ok) {
        let mut progress = progress.lock().unwrap_or_else(PoisonError::into_inner);
        progress.lines += 1;
        if let Some(seed) = line.strip_prefix("seed ") {
            progress.seed = seed.parse().ok();
        }
        if let Some(stage) = line.strip_prefix("stage ") {
            progress.stage = stage.to_owned();
        }
    }
}

/// Reads a stream to its end, and returns the first part of it.
fn tail(mut stream: impl Read) -> String {
    let (mut all, mut buffer) = (Vec::new(), [0; 4096]);
    while let Ok(length @ 1..) = stream.read(&mut buffer) {
        if all.len() < MOST_WORDS {
            all.extend_from_slice(&buffer[..length]);
        }
    }
    String::from_utf8_lossy(&all).into_owned()
}

#[cfg(test)]
mod tests {
    use super::Failure;

    #[test]
    fn failures_of_one_kind_are_told_apart_from_others() {
        let kind = |words: &str| Failure::of("exit status: 1", "print", words.to_owned()).kind;
        assert_eq!(kind("thread 'main' panicked at a/b.rs:1:2:\nindex"), "panic at a/b.rs:1:2");
        assert_eq!(kind("thread 'main' has overflowed its stack"), "stack overflow in: print");
        assert_eq!(kind("error: `a` is 12 too many"), kind("error: `b` is 3 too many"));
        assert_eq!(kind(""), "exit status: 1 in: print");
    }
}
