//! Samples → one program that runs the one it is asked for.
//!
//! Each sample is a file of its own, byte for byte as on its page, and included into a module, where its private `main`
//! can be called. One program links once; a program for each sample would take minutes.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::fence::Sample;
use crate::test::command::{GENERATED_TARGET, on_generated, pin_versions, run};
use crate::test::generated::features_of;

/// Features that samples do without: the mock speaks no TLS, and building it would take most of the time.
const TLS: [&str; 2] = ["rustls", "native-tls"];

/// Writes and compiles the program, and says where it is.
pub(super) fn build(api: &str, krate: &Path, samples: &[Sample]) -> Result<PathBuf> {
    let folder = Path::new("target/samples").join(api);
    fs::create_dir_all(folder.join("src")).with_context(|| folder.display().to_string())?;
    write(&folder.join("Cargo.toml"), &manifest(api, krate)?)?;
    pin_versions(&folder)?;
    for (index, sample) in samples.iter().enumerate() {
        write(&folder.join("src").join(file_of(index, sample)), &sample.text)?;
    }
    write(&folder.join("src/main.rs"), &main(samples))?;
    let target = Path::new(GENERATED_TARGET);
    let manifest = folder.join("Cargo.toml");
    run(on_generated("build", &manifest.to_string_lossy()).arg("--quiet"))?;
    let program = format!("{api}-samples{}", env::consts::EXE_SUFFIX);
    let program = target.join("debug").join(program);
    fs::canonicalize(&program).with_context(|| program.display().to_string())
}

fn manifest(api: &str, folder: &Path) -> Result<String> {
    let manifest = folder.join("Cargo.toml").to_string_lossy().into_owned();
    let features = features_of(&manifest)?;
    let features: Vec<&String> = features.iter().filter(|name| !TLS.contains(&name.as_str())).collect();
    let text = fs::read_to_string(&manifest).with_context(|| manifest.clone())?;
    let name = text.lines().find_map(|line| line.strip_prefix("name = ")).context("a package has a name")?;
    let krate = name.trim_matches('"');
    let path = fs::canonicalize(folder)?;
    Ok(format!(
        "[package]\nname = \"{api}-samples\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [lints.rust]\nwarnings = {{ level = \"deny\", priority = -1 }}\n# What is deprecated has a page too.\ndeprecated = \"allow\"\n\n\
         [dependencies]\n{krate} = {{ path = {path:?}, default-features = false, features = {features:?} }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n\n\
         [workspace]\n"
    ))
}

/// Named after its page, so that what the compiler says can be found there.
fn file_of(index: usize, sample: &Sample) -> String {
    format!("{index}-{}.rs", sample.page.replace('/', "-"))
}

fn main(samples: &[Sample]) -> String {
    let mut modules = String::new();
    let mut arms = String::new();
    for (index, sample) in samples.iter().enumerate() {
        let file = file_of(index, sample);
        let _ = write!(
            modules,
            "\nmod sample_{index} {{\n    include!({file:?});\n\n    pub(crate) fn run() -> std::process::ExitCode \
             {{\n        std::process::Termination::report(main())\n    }}\n}}\n"
        );
        let _ = writeln!(arms, "        Some(\"{index}\") => sample_{index}::run(),");
    }
    format!(
        "//! Runs the sample whose number is given.\n\nfn main() -> std::process::ExitCode {{\n    match \
         std::env::args().nth(1).as_deref() {{\n{arms}        _ => std::process::ExitCode::from(2),\n    }}\n}}\n{modules}"
    )
}

/// Leaves a file alone that is as it should be, so that cargo sees no change.
fn write(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).with_context(|| path.display().to_string())
}
