//! The mock: started from a model, and asked for every operation of the document.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use bindery::mock::Server;
use bindery::model::Api;
use serde_json::Value;

/// How many operations are requested.
const MOST: usize = 12;

/// How long a response may take. Nothing here waits on purpose.
const PATIENCE: Duration = Duration::from_secs(30);

/// Starts the mock and requests operations of the document.
pub(super) fn run(api: Api, document: &Value) -> Result<()> {
    let server = Server::start(api, SocketAddr::from(([127, 0, 0, 1], 0)))?;
    for (method, path) in operations(document).into_iter().take(MOST) {
        let response =
            request(server.address(), &method, &path).with_context(|| format!("{method} {path}"))?;
        ensure!(response.starts_with(b"HTTP/1.1 "), "the mock does not respond to {method} {path}");
    }
    Ok(())
}

/// Returns the operations that can be written as a request line.
fn operations(document: &Value) -> Vec<(String, String)> {
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let mut operations = Vec::new();
    for (path, item) in paths {
        let is_plain = path.starts_with('/') && path.bytes().all(|byte| byte.is_ascii_graphic());
        for method in ["get", "put", "post", "delete", "patch"] {
            if is_plain && item.get(method).is_some() {
                operations.push((method.to_uppercase(), path.replace(['{', '}', '#', '?'], "1")));
            }
        }
    }
    operations
}

fn request(address: SocketAddr, method: &str, path: &str) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let body = "{}";
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\naccept: */*\r\n\
         authorization: Bearer x\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )?;
    let mut response = Vec::new();
    stream.read_to_end(&mut response)?;
    Ok(response)
}
