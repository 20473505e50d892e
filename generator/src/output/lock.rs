//! Locking: one run at a time changes a folder.
//!
//! The lock is advisory and belongs to the process: the system releases it when the process ends,
//! however it ends, so no lock can be left behind.

use std::fs::{self, File};
use std::path::Path;

use anyhow::{Context as _, Result};

/// The right to change a folder, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Waits until no other run changes a folder; the folder is made if it is missing.
    ///
    /// # Errors
    ///
    /// Fails if the folder cannot be made or opened.
    pub(super) fn of(dir: &Path) -> Result<Self> {
        // The empty path is the working folder, which cannot be opened by that name.
        let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
        loop {
            fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
            let file = system::lock(dir).with_context(|| format!("cannot lock {}", dir.display()))?;
            // The folder may have been replaced while this run waited for the old one.
            if file.as_ref().is_none_or(|file| system::is_of(file, dir)) {
                return Ok(Self { _file: file });
            }
        }
    }
}

/// The folder itself is locked, so that nothing has to be written for it.
#[cfg(unix)]
mod system {
    use std::fs::{self, File};
    use std::io;
    use std::os::unix::fs::MetadataExt as _;
    use std::path::Path;

    use rustix::fs::{FlockOperation, flock};
    use rustix::io::Errno;

    /// Locks a folder. `None` where its file system has no locks.
    pub(super) fn lock(dir: &Path) -> io::Result<Option<File>> {
        let file = File::open(dir)?;
        loop {
            match flock(&file, FlockOperation::LockExclusive) {
                Ok(()) => return Ok(Some(file)),
                Err(Errno::INTR) => {}
                // NFS locks only what is open for writing, which a folder cannot be.
                Err(Errno::BADF | Errno::NOTSUP | Errno::NOSYS | Errno::INVAL | Errno::NOLCK) => {
                    return Ok(None);
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// Whether a folder is still the one that was opened.
    pub(super) fn is_of(file: &File, dir: &Path) -> bool {
        let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
        let (opened, now) = (file.metadata().map(identity), fs::metadata(dir).map(identity));
        matches!((opened, now), (Ok(opened), Ok(now)) if opened == now)
    }
}

/// Folders cannot be locked: a file in it is opened for this process alone, and goes when it is closed.
#[cfg(windows)]
mod system {
    use std::fs::{File, OpenOptions};
    use std::io;
    use std::os::windows::fs::OpenOptionsExt as _;
    use std::path::Path;
    use std::thread;
    use std::time::Duration;

    /// `FILE_FLAG_DELETE_ON_CLOSE`
    const DELETE_ON_CLOSE: u32 = 0x0400_0000;

    /// `ERROR_ACCESS_DENIED`, which a file gives that is about to be deleted, and
    /// `ERROR_SHARING_VIOLATION`
    const TAKEN: [i32; 2] = [5, 32];

    /// How often to try.
    const INTERVAL: Duration = Duration::from_millis(20);

    /// How many times in a row access may be denied before that is believed.
    const MOST_DENIALS: u32 = 50;

    pub(super) fn lock(dir: &Path) -> io::Result<Option<File>> {
        let mut denials = 0;
        loop {
            let mut options = OpenOptions::new();
            options.write(true).create(true).share_mode(0).custom_flags(DELETE_ON_CLOSE);
            match options.open(dir.join(".bindery-lock")) {
                Ok(file) => return Ok(Some(file)),
                Err(error) if error.raw_os_error().is_some_and(|code| TAKEN.contains(&code)) => {
                    denials = if error.raw_os_error() == Some(TAKEN[0]) { denials + 1 } else { 0 };
                    if denials > MOST_DENIALS {
                        return Err(error);
                    }
                    thread::sleep(INTERVAL);
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// A folder that holds an open file cannot be replaced.
    pub(super) fn is_of(_: &File, _: &Path) -> bool {
        true
    }
}

#[cfg(not(any(unix, windows)))]
mod system {
    use std::fs::File;
    use std::io;
    use std::path::Path;

    pub(super) fn lock(_: &Path) -> io::Result<Option<File>> {
        Ok(None)
    }

    pub(super) fn is_of(_: &File, _: &Path) -> bool {
        true
    }
}
