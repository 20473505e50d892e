//! What work costs: time of the processor and the most memory, as far as the system tells.
//!
//! The numbers come from `/proc`; where there is none they are left out, and nothing else depends on them.

use std::fmt;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::thread;
use std::time::Duration;

use anyhow::Result;

/// What other programs cost.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cost {
    cpu: Option<Duration>,
    /// The most memory that one of them had, in MB.
    memory: Option<u64>,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cpu {
            Some(cpu) => write!(f, "{:.1} s", cpu.as_secs_f64())?,
            None => write!(f, "?")?,
        }
        match self.memory {
            Some(memory) => write!(f, ", {memory} MB"),
            None => Ok(()),
        }
    }
}

impl Cost {
    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            cpu: self.cpu.zip(other.cpu).map(|(one, two)| one + two),
            memory: self.memory.max(other.memory),
        }
    }
}

/// How often a second processor time is counted, on every Linux there is.
const TICKS: u64 = 100;

/// How long to wait before looking at the memory again. The system remembers the most that a process had, so only what
/// happens at its end can be missed.
const PAUSE: Duration = Duration::from_millis(50);

/// Runs a command to its end and says what it and the programs that it runs cost.
pub(super) fn of(command: &mut Command) -> Result<(ExitStatus, Cost)> {
    let before = children_time();
    let mut child = command.spawn()?;
    let mut memory = None;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        memory = memory.max(most_below(child.id(), 0));
        thread::sleep(PAUSE);
    };
    let cpu = children_time().zip(before).map(|(after, before)| after.saturating_sub(before));
    Ok((status, Cost { cpu, memory }))
}

/// The processor time of everything that this process has run so far.
fn children_time() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field is the name of the program, in parentheses, and may hold anything.
    let fields: Vec<&str> = stat.rsplit_once(") ")?.1.split(' ').collect();
    let ticks = fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 1000 / TICKS))
}

/// The most memory that a process or one below it has had.
fn most_below(process: u32, depth: usize) -> Option<u64> {
    let folder = format!("/proc/{process}");
    let own = most(Path::new(&folder));
    if depth > 8 {
        return own;
    }
    let threads = fs::read_dir(format!("{folder}/task")).into_iter().flatten().flatten();
    let children = threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok());
    let children: Vec<u32> = children
        .flat_map(|list| list.split(' ').filter_map(|id| id.parse().ok()).collect::<Vec<_>>())
        .collect();
    children.into_iter().map(|child| most_below(child, depth + 1)).chain([own]).max().flatten()
}

fn most(process: &Path) -> Option<u64> {
    let status = fs::read_to_string(process.join("status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024)
}

/// Begins to measure the memory of this process anew. Where that is not possible the peak is that of everything so far.
pub(super) fn forget() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The most memory that this process has had, in MB.
pub(super) fn peak() -> Option<u64> {
    most(Path::new("/proc/self"))
}
