//! The most memory that this process has had, as far as the system tells.

use std::fs;

/// Begins to measure anew. Where that is not possible the peak is that of everything so far.
pub(super) fn forget() {
    let _ = fs::write("/proc/self/clear_refs", "5");
}

/// The peak in MB.
pub(super) fn peak() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1024)
}
