//! Running other programs: what is run is printed, and a failure is an error.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context as _, Result, bail};

/// Where everything is built that depends on a generated crate: what they depend on is then built once. It is not the
/// workspace's folder, where two commands at once would wait for each other.
pub(crate) const GENERATED_TARGET: &str = "target/generated";

/// A cargo command of the toolchain that runs this one. Warnings stay the concern of the steps that deny them.
pub(crate) fn cargo(words: &[&str]) -> Command {
    program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), words)
}

/// A cargo command on something that depends on a generated crate. It is built once and thrown away: what only debuggers
/// and later builds need would cost a quarter of the time. The settings have to be the same for all, or everything that
/// they have in common would be built again.
pub(crate) fn on_generated(subcommand: &str, manifest: &str) -> Command {
    let mut command = cargo(&[subcommand, "--manifest-path", manifest, "--target-dir", GENERATED_TARGET]);
    command.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    command
}

/// The committed versions of what generated crates depend on.
const LOCK: &str = "generator/tests/client/Cargo.lock";

/// Has a workspace with generated crates, in the folder, take the committed versions of dependencies, unless it has its
/// own. Every run is then of the same versions, and what two workspaces have in common is built once.
pub(crate) fn pin_versions(folder: &Path) -> Result<()> {
    let lock = folder.join("Cargo.lock");
    if !lock.exists() {
        fs::copy(LOCK, &lock).with_context(|| lock.display().to_string())?;
    }
    Ok(())
}

/// A cargo command that builds something that depends on a generated crate, and lints it on the way: a warning of the
/// compiler or of clippy is an error. What is to be run anyway is then compiled once, and not for clippy as well.
pub(crate) fn linted_on_generated(subcommand: &str, manifest: &str) -> Command {
    let mut command = on_generated(subcommand, manifest);
    command.env("RUSTC_WORKSPACE_WRAPPER", beside_cargo("clippy-driver")).env("CLIPPY_ARGS", "-Dwarnings");
    command
}

/// A program of the toolchain, which is beside its cargo.
fn beside_cargo(name: &str) -> PathBuf {
    let name = format!("{name}{}", env::consts::EXE_SUFFIX);
    let beside = env::var_os("CARGO").map(|cargo| Path::new(&cargo).with_file_name(&name));
    beside.filter(|program| program.is_file()).unwrap_or_else(|| name.into())
}

/// What tells this program that cargo runs it in the place of rustdoc.
const AS_RUSTDOC: &str = "XTASK_AS_RUSTDOC";

/// A cargo command that lints the documentation of what depends on a generated crate, and writes none: rustdoc keeps one
/// index of all crates that are documented into a folder, and to write that anew for each is most of the work.
pub(crate) fn docs_linted_on_generated(manifest: &str) -> Result<Command> {
    let mut command = on_generated("doc", manifest);
    command.arg("--no-deps").env("RUSTDOCFLAGS", "-D warnings").env("RUSTDOC", env::current_exe()?);
    command.env(AS_RUSTDOC, "1");
    Ok(command)
}

/// Does what cargo wants of rustdoc, where this program stands in for it. To only lint is not stable yet, and what asks for
/// that must not reach the compiler: crates that look for unstable features would be built with them.
pub(crate) fn as_rustdoc() -> Option<Result<ExitCode>> {
    env::var_os(AS_RUSTDOC)?;
    let mut rustdoc = program(beside_cargo("rustdoc"), &[]);
    rustdoc
        .args(env::args_os().skip(1))
        .args(["-Z", "unstable-options", "--check"])
        .env("RUSTC_BOOTSTRAP", "1");
    let status = rustdoc.status().context("rustdoc");
    Some(status.map(|status| if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }))
}

/// A command of any program.
pub(crate) fn program(name: impl AsRef<OsStr>, words: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(words);
    command
}

/// Runs a command whose output people want to see.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    println!("$ {shown}");
    let status = command.status().with_context(|| format!("cannot run {shown}"))?;
    if !status.success() {
        bail!("{shown}: {status}");
    }
    Ok(())
}

/// Whether a command that only asks something succeeds.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

/// What a command prints, when it succeeds.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn show(command: &Command) -> String {
    let settings = command.get_envs().filter_map(|(name, value)| {
        Some(format!("{}={:?}", name.to_string_lossy(), value?.to_string_lossy()))
    });
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    let name = Path::new(command.get_program()).file_stem().unwrap_or_default();
    settings.chain([name.to_string_lossy().into_owned()]).chain(words).collect::<Vec<_>>().join(" ")
}
