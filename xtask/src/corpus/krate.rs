//! The crates of a batch: are they laid out as rustfmt would, do they compile without a warning, and the program that
//! uses their types.
//!
//! Crates are checked as apps get them; the program needs their types alone, so that it is built without TLS.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use super::cost::{self, Cost};
use crate::test::command::{GENERATED_TARGET, linted_on_generated, on_generated, pin_versions, program, run};
use crate::test::generated::features_of;

/// The folder of the program, beside those of the crates.
pub(super) const PROGRAM: &str = "trip";

/// Features that the types do without.
const UNUSED: [&str; 3] = ["rustls", "native-tls", "blocking"];

/// A workspace with the crates of a batch, each in a folder that has its name.
pub(super) struct Workspace {
    pub(super) folder: PathBuf,
    pub(super) crates: Vec<String>,
}

impl Workspace {
    /// Where the files of a crate are.
    pub(super) fn krate(&self, name: &str) -> PathBuf {
        self.folder.join(name).join("rust")
    }

    /// Writes the manifest, and that of the program.
    pub(super) fn write_manifests(&self) -> Result<()> {
        pin_versions(&self.folder)?;
        let members: Vec<String> = self.crates.iter().map(|name| format!("{name}/rust")).collect();
        self.write_manifest(&members)?;
        let mut dependencies = String::new();
        for name in &self.crates {
            let mut features = features_of(&self.krate(name).join("Cargo.toml").to_string_lossy())?;
            features.retain(|feature| !UNUSED.contains(&feature.as_str()));
            dependencies.push_str(&format!(
                "{name} = {{ path = \"../{name}/rust\", default-features = false, features = {features:?} }}\n"
            ));
        }
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [dependencies]\n{dependencies}serde = \"1\"\nserde_json = \"1\"\n",
            self.program()
        );
        write(&self.folder.join(PROGRAM).join("Cargo.toml"), &manifest)?;
        self.write_manifest(&[members.as_slice(), &[PROGRAM.to_owned()]].concat())
    }

    fn write_manifest(&self, members: &[String]) -> Result<()> {
        write(
            &self.folder.join("Cargo.toml"),
            &format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"),
        )
    }

    /// The name of the program. Those of all batches are built into one folder.
    fn program(&self) -> String {
        format!("{}-{PROGRAM}", self.crates.first().map_or("", String::as_str))
    }

    /// Compiles the crates with warnings denied, and says what that cost.
    pub(super) fn check(&self) -> Result<Cost> {
        let libs = self.crates.iter().map(|name| self.krate(name).join("src/lib.rs"));
        run(program("rustfmt", &["--edition", "2024", "--check", "--quiet"]).args(libs))?;
        let [only] = self.crates.as_slice() else {
            return checked(&mut self.build_all());
        };
        let mut all: Option<Cost> = None;
        for features in [&["--all-features"] as &[&str], &[]] {
            let words = ["--quiet", "--lib", "--profile", "check", "--package", only];
            let cost =
                checked(self.cargo("rustc").args(words).args(features).args(["--", "-D", "warnings"]))?;
            all = Some(all.map_or(cost, |all| all.and(cost)));
        }
        Ok(all.unwrap_or_default())
    }

    /// Builds the program and says where it is.
    pub(super) fn build_program(&self) -> Result<PathBuf> {
        let mut build = if self.crates.len() == 1 {
            let mut build = self.cargo("build");
            build.args(["--quiet", "--package", &self.program()]);
            build
        } else {
            self.build_all()
        };
        run(&mut build)?;
        let file = format!("{}{}", self.program(), env::consts::EXE_SUFFIX);
        Ok(Path::new(GENERATED_TARGET).join("debug").join(file))
    }

    /// Builds the crates of several documents and the program with them: they are linted on the way, so that nothing is
    /// compiled twice.
    fn build_all(&self) -> Command {
        let mut build = linted_on_generated("build", &self.manifest());
        build.args(["--quiet", "--workspace", "--all-features"]);
        build
    }

    fn cargo(&self, subcommand: &str) -> Command {
        on_generated(subcommand, &self.manifest())
    }

    fn manifest(&self) -> String {
        self.folder.join("Cargo.toml").to_string_lossy().into_owned()
    }
}

fn checked(command: &mut Command) -> Result<Cost> {
    let (status, cost) = cost::of(command)?;
    if !status.success() {
        bail!("a crate does not compile: {status}");
    }
    Ok(cost)
}

/// Writes a file unless it is so already: cargo goes by the times of files.
pub(super) fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    let folder = path.parent().map(PathBuf::from).unwrap_or_default();
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    fs::write(path, text).with_context(|| path.display().to_string())
}
