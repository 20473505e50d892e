//! Runs that are killed at random moments: the next run ends with the tree of an undisturbed one.
//!
//! Each round kills one, two or three runs and lets one finish. The number of rounds is that of the
//! environment variable `KILLS`; the few by default keep the test short. That every single change on
//! disk can fail is tested beside the code, in `output::tests::killed`.
#![allow(clippy::disallowed_methods, reason = "a test looks at what the command wrote")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Result, ensure};
use tempfile::TempDir;

/// How many rounds there are by default.
const ROUNDS: usize = 12;

const SPEC: &str = "tests/golden/kitchen_sink";

/// The themes make different files under the same names, and files that the other one does not have.
const THEMES: [&str; 2] = ["vuepress", "mdbook"];

#[test]
fn killed_runs_are_repaired_by_the_next_one() -> Result<()> {
    let rounds = std::env::var("KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(ROUNDS);
    let mut random = Random(7);
    let dir = TempDir::new()?;
    let mut undisturbed = Vec::new();
    let mut usual = Moments { end: Duration::MAX, writing: Duration::MAX };
    for theme in THEMES {
        usual = usual.min(Moments::of(dir.path(), theme)?);
        let clean = TempDir::new()?;
        finish(clean.path(), theme)?;
        undisturbed.push(tree(clean.path())?);
    }
    let (mut kills, mut interrupted) = (0, 0);
    let mut last = 1;
    for round in 0..rounds {
        for number in 0..=random.below(3) {
            // The first run of a round has something to change; those after it repair, or change it back.
            let theme = if number == 0 { 1 - last } else { random.below(2) };
            interrupted += usize::from(kill(dir.path(), THEMES[theme], usual, &mut random)?);
            kills += 1;
        }
        last = random.below(2);
        finish(dir.path(), THEMES[last])?;
        let found = tree(dir.path())?;
        for path in found.keys().chain(undisturbed[last].keys()) {
            let is_equal = found.get(path) == undisturbed[last].get(path);
            ensure!(is_equal, "round {round}: {} is not as expected", path.display());
        }
    }
    println!("{kills} kills in {rounds} rounds, {interrupted} of them before the end");
    assert!(interrupted > 0, "no run was killed before its end");
    Ok(())
}

/// Two commands on one folder at the same time both succeed.
#[test]
fn two_runs_at_once_succeed() -> Result<()> {
    let dir = TempDir::new()?;
    let runs: Vec<Child> =
        (0..3).map(|run| command(dir.path(), THEMES[run % 2]).spawn()).collect::<Result<_, _>>()?;
    for run in runs {
        let output = run.wait_with_output()?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let trees = THEMES.map(|theme| {
        let clean = TempDir::new()?;
        finish(clean.path(), theme)?;
        tree(clean.path())
    });
    let found = tree(dir.path())?;
    assert!(trees.into_iter().any(|tree| tree.is_ok_and(|tree| tree == found)));
    Ok(())
}

fn command(out: &Path, theme: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(["generate", "--schema", SPEC, "--theme", theme, "--out"]).arg(out);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Lets a run finish.
fn finish(out: &Path, theme: &str) -> Result<()> {
    let output = command(out, theme).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// How long a run takes, and how long it writes.
#[derive(Clone, Copy)]
struct Moments {
    end: Duration,
    writing: Duration,
}

impl Moments {
    /// Measures a run.
    fn of(out: &Path, theme: &str) -> Result<Self> {
        let start = Instant::now();
        let mut child = command(out, theme).spawn()?;
        wait_for_change(&mut child, &record(out), out)?;
        let change = start.elapsed();
        child.wait()?;
        let end = start.elapsed();
        Ok(Self { end, writing: end - change })
    }

    fn min(self, other: Self) -> Self {
        Self { end: self.end.min(other.end), writing: self.writing.min(other.writing) }
    }
}

/// Starts a run and kills it: once in four times at any moment, and otherwise while it writes. Returns
/// whether it was killed before its end.
fn kill(out: &Path, theme: &str, usual: Moments, random: &mut Random) -> Result<bool> {
    let before = record(out);
    let mut child = command(out, theme).spawn()?;
    if random.below(4) == 0 {
        thread::sleep(usual.end.mul_f64(random.share()));
    } else {
        wait_for_change(&mut child, &before, out)?;
        thread::sleep(usual.writing.mul_f64(random.share()));
    }
    let is_running = child.try_wait()?.is_none();
    child.kill()?;
    child.wait()?;
    Ok(is_running)
}

/// Waits until a run has begun to write, or has ended.
fn wait_for_change(child: &mut Child, before: &[Option<SystemTime>], out: &Path) -> Result<()> {
    while record(out) == before && child.try_wait()?.is_none() {
        thread::sleep(Duration::from_micros(50));
    }
    Ok(())
}

/// When the folders of the targets were last changed.
fn record(out: &Path) -> Vec<Option<SystemTime>> {
    let modified = |target: &str| fs::metadata(out.join(target)).and_then(|folder| folder.modified()).ok();
    ["rust", "markdown"].map(modified).to_vec()
}

/// Every file with its bytes, and every folder.
fn tree(dir: &Path) -> Result<BTreeMap<PathBuf, Option<Vec<u8>>>> {
    let mut found = BTreeMap::new();
    let mut todo = vec![dir.to_owned()];
    while let Some(folder) = todo.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let bytes = if path.is_dir() { None } else { Some(fs::read(&path)?) };
            if bytes.is_none() {
                todo.push(path.clone());
            }
            found.insert(path.strip_prefix(dir)?.to_owned(), bytes);
        }
    }
    Ok(found)
}

/// A sequence of random numbers (a linear congruential generator, of which the upper bits are used).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, bound: u64) -> usize {
        usize::try_from(self.next() % bound).unwrap_or_default()
    }

    /// A number from 0 to 1.
    fn share(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() % 1_000).unwrap_or_default()) / 1_000.0
    }
}
