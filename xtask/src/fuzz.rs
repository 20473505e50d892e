//! `cargo xtask fuzz`: mutated test documents through every stage, in processes of their own.
//!
//! Each process runs a batch of seeds. Whatever ends it early is a finding: a panic, an abort, a
//! broken promise, ten seconds of processor time in one stage, two gigabytes of memory. The first
//! finding of each kind is minimized and written to a file, which `cargo test` replays from then on.

mod finding;
mod process;
mod target;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Result, bail};
use clap::Args;

use finding::Finding;
use process::{Failure, Worker};
pub(crate) use target::Target;

/// Run mutated documents through every stage.
#[derive(Debug, Args)]
pub(crate) struct Fuzz {
    /// What is tried
    #[arg(long, value_enum, default_value_t = Target::Generator)]
    pub(crate) target: Target,
    /// The first seed; the time of day by default
    #[arg(long, value_name = "NUMBER")]
    pub(crate) seed: Option<u64>,
    /// How many seeds; by default as many as the time allows
    #[arg(long, value_name = "NUMBER")]
    pub(crate) count: Option<u64>,
    /// How long, in seconds
    #[arg(long, value_name = "NUMBER", default_value_t = 60)]
    pub(crate) seconds: u64,
    /// How long, in minutes
    #[arg(long, value_name = "NUMBER", conflicts_with = "seconds")]
    pub(crate) minutes: Option<u64>,
    /// How many processes run at a time
    #[arg(long, value_name = "NUMBER", default_value_t = 2)]
    pub(crate) jobs: usize,
    /// A further folder of OpenAPI documents to start from; may be given several times
    #[arg(long, value_name = "DIR")]
    pub(crate) documents: Vec<PathBuf>,
    /// Where findings are written; by default where the tests replay them
    #[arg(long, value_name = "DIR")]
    pub(crate) findings: Option<PathBuf>,
}

/// How many seeds a process runs.
const BATCH: u64 = 50;

impl Fuzz {
    pub(crate) fn run(&self) -> Result<ExitCode> {
        let findings = self.search()?;
        Ok(if findings == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    /// Runs seeds until the time is over, and returns how many kinds of failures there were.
    pub(crate) fn search(&self) -> Result<usize> {
        let worker = Worker { program: self.target.build()?, documents: self.documents.clone() };
        let first = self.seed.unwrap_or_else(seed_of_today);
        let seconds = self.minutes.map_or(self.seconds, |minutes| minutes * 60);
        println!("seeds from {first} for {seconds} s in {} processes", self.jobs);
        let search = Search {
            worker: &worker,
            next: AtomicU64::new(first),
            end: first.saturating_add(self.count.unwrap_or(u64::MAX)),
            deadline: Instant::now() + Duration::from_secs(seconds),
            found: Mutex::default(),
            tried: AtomicU64::new(0),
        };
        self.in_jobs(&|_| search.job())?;
        let found = search.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        println!("\n{} seeds, {} kinds of failures", search.tried.into_inner(), found.len());
        let kinds: Vec<Finding<'_>> =
            found.iter().map(|(failure, seeds)| Finding { failure, seeds }).collect();
        let next = AtomicUsize::new(0);
        let folder = self.findings.clone().unwrap_or_else(|| self.target.inputs().join("findings"));
        let keep = |job: usize| -> Result<()> {
            while let Some(finding) = kinds.get(next.fetch_add(1, Ordering::Relaxed)) {
                finding.keep(&worker, &folder, job)?;
            }
            Ok(())
        };
        self.in_jobs(&keep)?;
        Ok(found.len())
    }
}

/// Runs inputs that are kept as files.
///
/// # Errors
///
/// Fails with the first one that fails.
pub(crate) fn replay(target: Target, files: &[PathBuf]) -> Result<()> {
    let worker = Worker { program: target.build()?, documents: Vec::new() };
    for file in files {
        if let Some(failure) = worker.replay(file)? {
            bail!("{}: {}\n{}", file.display(), failure.kind, failure.words);
        }
    }
    Ok(())
}

impl Fuzz {
    /// Runs something in every job, each of which has a number.
    fn in_jobs(&self, run: &(dyn Fn(usize) -> Result<()> + Sync)) -> Result<()> {
        thread::scope(|scope| {
            let jobs: Vec<_> = (0..self.jobs.max(1)).map(|job| scope.spawn(move || run(job))).collect();
            jobs.into_iter()
                .try_for_each(|job| job.join().unwrap_or_else(|_| bail!("a job of the fuzzer panicked")))
        })
    }
}

/// What the jobs of a run share.
struct Search<'w> {
    worker: &'w Worker,
    next: AtomicU64,
    end: u64,
    deadline: Instant,
    /// The seeds of each kind of failure.
    found: Mutex<BTreeMap<Failure, Vec<u64>>>,
    tried: AtomicU64,
}

impl Search<'_> {
    /// Runs one batch after the other.
    fn job(&self) -> Result<()> {
        while Instant::now() < self.deadline {
            let first = self.next.fetch_add(BATCH, Ordering::Relaxed);
            if first >= self.end {
                break;
            }
            self.batch(first, first.saturating_add(BATCH).min(self.end))?;
        }
        Ok(())
    }

    /// Runs the seeds of a batch. After a failure the next process goes on behind it.
    fn batch(&self, mut first: u64, end: u64) -> Result<()> {
        while first < end && Instant::now() < self.deadline {
            let Some((seed, failure)) = self.worker.seeds(first, end - first)? else {
                self.tried.fetch_add(end - first, Ordering::Relaxed);
                break;
            };
            let seed = seed.unwrap_or(first);
            self.tried.fetch_add(seed + 1 - first, Ordering::Relaxed);
            first = seed + 1;
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            let seeds = found.entry(failure.clone()).or_default();
            seeds.push(seed);
            if seeds.len() == 1 {
                println!("seed {seed}: {}", failure.kind);
            }
        }
        Ok(())
    }
}

fn seed_of_today() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() << 20)
}
