//! Tools that commands of this repository run and a fresh machine lacks: packages of Debian, npm and PyPI.
//!
//! What comes from npm or PyPI goes below `target/tools`, in versions that are named here, so that two runs see the
//! same tools and nothing outside the repository changes. Debian's packages are installed only by a user who may.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::test::command::{answer, program, run, succeeds};

/// Where the tools lie.
const FOLDER: &str = "target/tools";

/// A file that says what a folder of tools was installed for: one that a run left half done has none.
const STAMP: &str = "installed";

/// Installs packages of Debian, where there is Debian and this user may.
///
/// # Errors
///
/// Fails when a package cannot be installed.
pub(crate) fn debian(packages: &[&str]) -> Result<()> {
    let is_root = || answer(&mut program("id", &["-u"])).is_some_and(|id| id.trim() == "0");
    if !is_root() || !succeeds(&mut program("apt-get", &["--version"])) {
        return Ok(());
    }
    let install = || {
        let words = ["install", "--yes", "--no-install-recommends"];
        run(program("apt-get", &words).args(packages).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    // The lists of a fresh machine may be empty or old.
    install().or_else(|_| {
        run(&mut program("apt-get", &["update"]))?;
        install()
    })
}

/// Installs packages of npm into a folder of their own, each as `name@version`; the folder with them.
///
/// # Errors
///
/// Fails without npm, or when a package cannot be had.
pub(crate) fn npm(name: &str, packages: &[&str]) -> Result<PathBuf> {
    let folder = folder(name)?;
    once(&folder, packages, || {
        fs::write(folder.join("package.json"), "{ \"private\": true, \"type\": \"module\" }\n")?;
        let words = ["install", "--save-exact", "--no-audit", "--no-fund", "--loglevel=error"];
        run(program("npm", &words).args(packages).current_dir(&folder))
    })?;
    Ok(folder)
}

/// Installs packages of PyPI into an environment of their own; the Python that sees them.
///
/// # Errors
///
/// Fails without Python, or when a package cannot be had.
pub(crate) fn pip(name: &str, packages: &[&str]) -> Result<PathBuf> {
    let folder = folder(name)?;
    let python = folder.join("bin/python");
    once(&folder, packages, || {
        run(program("python3", &["-m", "venv"]).arg(&folder))?;
        run(program(&python, &["-m", "pip", "install", "--quiet"]).args(packages))
    })?;
    Ok(python)
}

/// A folder of tools, by its full path: programs are run in other folders.
fn folder(name: &str) -> Result<PathBuf> {
    let folder = Path::new(FOLDER).join(name);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder.canonicalize()?)
}

/// Runs an installation unless it was run for the same packages.
fn once(folder: &Path, packages: &[&str], install: impl FnOnce() -> Result<()>) -> Result<()> {
    let (stamp, wanted) = (folder.join(STAMP), packages.join("\n"));
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    install()?;
    Ok(fs::write(stamp, wanted)?)
}
