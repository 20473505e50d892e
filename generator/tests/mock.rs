//! The mock over a socket: the reference API, played to a client that knows no more than HTTP.
#![cfg(feature = "mock")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in the functions that it calls too")]

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bindery::mock::{Logger, Server, Settings};
use bindery::problem::Problems;
use serde_json::Value;

const APP: &str = "x-authing-app-id: 6342b8537axxxx047d314109\r\n";
const BEARER: &str = "authorization: Bearer eyJ\r\n";
const JSON: &str = "content-type: application/json\r\n";

fn start() -> Server {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/authing");
    let mut problems = Problems::default();
    let api = bindery::load(&bindery::source::read(&spec).unwrap(), &mut problems).unwrap();
    assert!(!problems.has_errors());
    Server::start(api, SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).unwrap()
}

/// Sends a request and returns the status, the head and the body of its answer.
fn send(server: &Server, line: &str, headers: &str, body: &str) -> (u16, String, Value) {
    let mut socket = TcpStream::connect(server.address()).unwrap();
    let length = body.len();
    let request = format!(
        "{line} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    );
    socket.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    (status, head.to_owned(), serde_json::from_str(body).unwrap_or_default())
}

#[test]
fn a_call_is_answered_by_its_example_and_recorded() {
    let server = start();
    let body = r#"{"phoneNumber":"188xxxx8888","passCode":"123456"}"#;
    let (status, head, answer) =
        send(&server, "POST /api/v3/bind-phone?x=1", &format!("{APP}{BEARER}{JSON}"), body);
    assert_eq!((status, &answer["statusCode"]), (200, &200.into()));
    assert!(head.contains("content-type: application/json"), "{head}");
    let recorded = server.take_requests().remove(0);
    let request = &recorded.request;
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/api/v3/bind-phone"));
    assert_eq!((request.query.as_str(), request.body.as_slice()), ("x=1", body.as_bytes()));
    assert_eq!(request.header("X-Authing-App-Id"), Some("6342b8537axxxx047d314109"));
    assert_eq!((recorded.operation.as_deref(), recorded.status), (Some("bindPhone"), 200));
    assert!(server.requests().is_empty());
}

#[test]
fn a_bad_call_is_refused_in_the_envelope_and_by_name() {
    let server = start();
    let (status, _, answer) =
        send(&server, "POST /api/v3/bind-phone", &format!("{APP}{BEARER}{JSON}"), r#"{"passCode":"1"}"#);
    assert_eq!((status, &answer["statusCode"]), (400, &400.into()));
    assert_eq!(answer["parameter"], "body.phoneNumber");
    assert!(answer["message"].as_str().unwrap().contains("phoneNumber"), "{answer}");
    let (status, _, _) = send(&server, "POST /api/v3/bind-phone", &format!("{APP}{JSON}"), "{}");
    assert_eq!(status, 401);
    let (status, head, _) = send(&server, "GET /api/v3/bind-phone", "", "");
    assert!(status == 405 && head.contains("allow: OPTIONS, POST"), "{head}");
    assert_eq!(send(&server, "GET /api/v3/nothing", "", "").0, 404);
    assert!(server.requests().iter().all(|recorded| recorded.refusal.is_some()));
}

#[test]
fn pages_of_the_body_end() {
    let server = start();
    let list = |page: u32| {
        let body = format!(r#"{{"options":{{"pagination":{{"page":{page},"limit":10}}}}}}"#);
        let (_, _, answer) = send(&server, "POST /api/v3/list-users", &format!("{BEARER}{JSON}"), &body);
        assert_eq!(answer["data"]["totalCount"], 25, "{answer}");
        answer["data"]["list"].as_array().unwrap().len()
    };
    assert_eq!([list(1), list(2), list(3), list(4)], [10, 10, 5, 0]);
}

#[test]
fn what_is_no_http_or_too_large_ends_no_more_than_itself() {
    let server = start();
    let mut socket = TcpStream::connect(server.address()).unwrap();
    socket.write_all(b"\x16\x03\x01 nonsense\r\n\r\n").unwrap();
    let _ = socket.read_to_end(&mut Vec::new());
    let large = " ".repeat(16 * 1024 * 1024 + 1);
    assert_eq!(send(&server, "POST /api/v3/bind-phone", JSON, &large).0, 413);
    assert_eq!(send(&server, "GET /oidc/.well-known/openid-configuration", "", "").0, 200);
}

#[test]
fn nothing_listens_after_the_drop() {
    let server = start();
    let address = server.address();
    drop(server);
    assert!(TcpStream::connect(address).is_err());
}

/// The command prints where it listens, serves, and ends well when it is told to.
#[cfg(unix)]
#[test]
fn the_command_serves_until_it_is_stopped() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};

    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/authing");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(["mock", "--schema"]).arg(spec).args(["--listen", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address: SocketAddr = line.trim().strip_prefix("http://").unwrap().parse().unwrap();
    assert!(address.ip().is_loopback() && TcpStream::connect(address).is_ok());
    // The signal may arrive before it is listened for, and then ends the program all the same.
    std::thread::sleep(std::time::Duration::from_millis(200));
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

fn settings(settings: Settings) -> Server {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/authing");
    let api = bindery::load(&bindery::source::read(&spec).unwrap(), &mut Problems::default()).unwrap();
    Server::start_as(api, SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), settings).unwrap()
}

/// Sends bytes and returns what comes back until the server closes the connection.
fn raw(server: &Server, request: &str) -> String {
    let mut socket = TcpStream::connect(server.address()).unwrap();
    socket.write_all(request.as_bytes()).unwrap();
    let mut response = String::new();
    socket.read_to_string(&mut response).unwrap();
    response
}

#[test]
fn heads_and_bodies_that_never_arrive_are_given_up() {
    let server = settings(Settings { patience: Duration::from_millis(200), ..Settings::default() });
    let head = "POST /api/v3/bind-phone HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n";
    let response = raw(&server, &format!("{head}\r\n{{"));
    assert!(response.starts_with("HTTP/1.1 408 "), "{response}");
    // Without a whole head there is nothing to respond to: the connection ends.
    assert!(!raw(&server, head).starts_with("HTTP/1.1 200 "));
}

#[test]
fn names_that_are_not_the_servers_get_nothing() {
    let server = settings(Settings { hosts: vec!["mock.example".to_owned()], ..Settings::default() });
    let status = |host: &str| {
        let response = raw(&server, &format!("GET / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n"));
        response.split(' ').nth(1).unwrap().to_owned()
    };
    assert_eq!([status("localhost"), status("mock.example:4010"), status("127.0.0.1")], ["200"; 3]);
    assert_eq!([status("rebound.example"), status("localhost.example")], ["421"; 2]);
}

#[test]
fn pages_of_any_origin_read_responses_and_each_is_logged() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let own = Arc::clone(&lines);
    let log = Logger::new(move |line: &str| own.lock().unwrap().push(line.to_owned()));
    let server = settings(Settings { log: Some(log), ..Settings::default() });
    let get = "HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n";
    let response = raw(&server, &format!("GET /?token=s3cret {get}origin: https://a.example\r\n\r\n"));
    assert!(response.contains("access-control-allow-origin: https://a.example\r\n"), "{response}");
    let head = raw(&server, &format!("HEAD / {get}\r\n"));
    assert!(head.contains("content-length: ") && head.ends_with("\r\n\r\n"), "{head}");
    let lines = lines.lock().unwrap();
    assert!(lines[0].starts_with("GET /?token=*** 200 - ") && lines.len() == 2, "{lines:?}");
}

/// An address in use is named, with what to do about it.
#[test]
fn an_address_in_use_is_explained() {
    let server = start();
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/authing");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(["mock", "--schema"]).arg(spec).args(["--listen", &server.address().to_string()]);
    let output = command.output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && message.contains("is in use; choose another address"), "{message}");
}
