//! Running a program and asking the system what it cost.
//!
//! Processor time and memory are read from `/proc`; where there is none, they are left out.

use std::fmt;
use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// What a program cost.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cost {
    /// From its start to its end.
    pub(super) wall: Duration,
    /// The time that processors spent on it and on what it ran.
    pub(super) cpu: Option<Duration>,
    /// The most memory that it had, in kB.
    pub(super) peak: Option<u64>,
}

/// How often it is looked how much memory a program has.
const GLANCE: Duration = Duration::from_micros(500);

/// Linux counts processor time in hundredths of a second, whatever the kernel does inside.
const TICK: Duration = Duration::from_millis(10);

/// Runs a program to its end.
pub(super) fn measure(command: &mut Command) -> Result<Cost> {
    let before = children();
    let began = Instant::now();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("spawn")?;
    let mut peak = None;
    let status = loop {
        peak = peak.max(high_water(child.id()));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        thread::sleep(GLANCE);
    };
    let wall = began.elapsed();
    if !status.success() {
        bail!("{command:?}: {status}");
    }
    let cpu = children().zip(before).map(|(after, before)| TICK * after.saturating_sub(before));
    Ok(Cost { wall, cpu, peak })
}

/// Runs a program several times: the times of all together, the highest peak.
pub(super) fn measure_all(runs: u32, mut command: impl FnMut() -> Result<Command>) -> Result<Cost> {
    let mut all = Cost { cpu: Some(Duration::ZERO), ..Cost::default() };
    for _ in 0..runs {
        let one = measure(&mut command()?)?;
        all.wall += one.wall;
        all.cpu = all.cpu.zip(one.cpu).map(|(all, one)| all + one);
        all.peak = all.peak.max(one.peak);
    }
    all.wall /= runs;
    all.cpu = all.cpu.map(|cpu| cpu / runs);
    Ok(all)
}

impl Cost {
    /// How many times the cost of another one it is: by processor time, or by the clock where that is all there is.
    pub(super) fn ratio(&self, other: &Self) -> f64 {
        let (ours, theirs) = self.cpu.zip(other.cpu).unwrap_or((self.wall, other.wall));
        ours.as_secs_f64() / theirs.as_secs_f64().max(f64::MIN_POSITIVE)
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.0?}", self.wall)?;
        if let Some(cpu) = self.cpu {
            write!(f, ", {cpu:.0?} of processors")?;
        }
        match self.peak {
            Some(peak) => write!(f, ", {} MB at most", peak / 1024),
            None => Ok(()),
        }
    }
}

/// The processor time of all children that have ended, in ticks.
fn children() -> Option<u32> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in brackets, may hold spaces; the sixteenth and seventeenth fields are behind it.
    let (_, fields) = text.rsplit_once(')')?;
    let mut times = fields.split_whitespace().skip(13).take(2).map(str::parse::<u32>);
    Some(times.next()?.ok()? + times.next()?.ok()?)
}

/// The most memory that a process has had so far, in kB.
fn high_water(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
