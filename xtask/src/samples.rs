//! The Rust samples on pages: all of them are compiled as they stand, and run against the mock.
//!
//! A sample passes when it compiles without a warning and ends well, and when the mock has seen one valid call of the
//! operation whose page it stands on. The same text on pages in several locales is one sample.

pub(crate) mod fence;
mod project;
mod settings;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use bindery::mock::{Recorded, Server};
use bindery::model::{Api, SchemeKind};

pub(crate) use self::fence::Sample;

/// What is generated from an API: `rust` and `markdown` of a folder.
pub(crate) struct Job<'a> {
    /// The name of the API.
    pub(crate) name: &'a str,
    /// The folder.
    pub(crate) generated: &'a Path,
}

/// What else has to hold for the requests of a sample.
pub(crate) type Look<'a> = dyn FnMut(&Sample, &[Recorded]) -> Result<()> + 'a;

impl Job<'_> {
    /// Compiles the samples and runs each of them.
    pub(crate) fn run(&self, api: Api, look: &mut Look<'_>) -> Result<()> {
        let name = self.name;
        let samples = fence::collect(&self.generated.join("markdown"), "rust")?;
        if samples.is_empty() {
            bail!("the pages of {name} have no Rust sample");
        }
        let program = project::build(name, &self.generated.join("rust"), &samples)?;
        let settings = settings::of(&api);
        let tokens = token_operations(&api);
        let server = Server::start(api, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let mut failures = Vec::new();
        for (index, sample) in samples.iter().enumerate() {
            let mut command = Command::new(&program);
            command.arg(index.to_string());
            confine(&mut command);
            for variable in settings::variables(&sample.text) {
                command.env(variable, settings.value(variable, &server.url()));
            }
            let output = command.output().with_context(|| program.display().to_string())?;
            let requests = server.take_requests();
            let judged = judge(sample, output.status.success(), &requests, &tokens);
            if let Err(error) = judged.and_then(|()| look(sample, &requests)) {
                let stderr = String::from_utf8_lossy(&output.stderr);
                failures.push(format!("{}: {error:#}\n{}", sample.page, stderr.trim_end()));
            }
        }
        if !failures.is_empty() {
            let (failed, all) = (failures.len(), samples.len());
            bail!("{failed} of {all} samples of {name} failed:\n{}", failures.join("\n"));
        }
        let pages: usize = samples.iter().map(|sample| sample.pages).sum();
        println!("{name}: {} samples on {pages} pages compiled and ran", samples.len());
        Ok(())
    }
}

/// Lets a program reach this machine and nothing else: whatever is not here goes through a proxy that is not there.
fn confine(command: &mut Command) {
    for proxy in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env(proxy, "http://127.0.0.1:9");
    }
    command.env("NO_PROXY", "127.0.0.1");
}

/// The operations that clients call by themselves, for a token.
fn token_operations(api: &Api) -> Vec<String> {
    let is_token = |operation: &&bindery::model::Operation| {
        api.schemes.iter().any(|scheme| match &scheme.kind {
            SchemeKind::TokenRequest(request) => {
                request.method == operation.method && request.path == operation.path.to_string()
            }
            _ => false,
        })
    };
    api.operations.iter().filter(is_token).map(|operation| operation.name.spelling.clone()).collect()
}

fn judge(sample: &Sample, succeeded: bool, requests: &[Recorded], tokens: &[String]) -> Result<()> {
    for recorded in requests {
        if let Some(refusal) = &recorded.refusal {
            bail!("{} {} was refused: {refusal}", recorded.request.method, recorded.request.path);
        }
    }
    if !succeeded {
        bail!("the program failed");
    }
    let is_own = |operation: &String| sample.is_of(operation) || !tokens.contains(operation);
    let calls: Vec<String> =
        requests.iter().filter_map(|recorded| recorded.operation.clone()).filter(is_own).collect();
    match calls.as_slice() {
        [call] if sample.is_of(call) => Ok(()),
        [] => bail!("it called nothing"),
        calls => bail!("it called {}", calls.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use bindery::mock::{Recorded, Request};

    use super::fence::Sample;
    use super::judge;

    fn call(operation: &str, refusal: Option<&str>) -> Recorded {
        let operation = Some(operation.to_owned());
        Recorded { request: Request::default(), operation, status: 200, refusal: refusal.map(str::to_owned) }
    }

    fn passes(succeeded: bool, requests: &[Recorded]) -> bool {
        let sample = Sample { text: String::new(), page: "users/list-users".to_owned(), pages: 1 };
        judge(&sample, succeeded, requests, &["getToken".to_owned()]).is_ok()
    }

    #[test]
    fn a_sample_makes_one_valid_call_of_its_own_operation() {
        assert!(passes(true, &[call("listUsers", None)]));
        assert!(passes(true, &[call("getToken", None), call("listUsers", None)]));
        assert!(!passes(false, &[call("listUsers", None)]));
        assert!(!passes(true, &[]));
        assert!(!passes(true, &[call("getToken", None)]));
        assert!(!passes(true, &[call("getUser", None)]));
        assert!(!passes(true, &[call("listUsers", None), call("listUsers", None)]));
        assert!(!passes(true, &[call("listUsers", Some("query.page: …"))]));
    }
}
