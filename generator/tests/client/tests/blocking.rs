//! The blocking clients, on every sort of thread.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use authing::blocking::{AuthenticationClient, ManagementClient};
use authing::runtime::{BoxFuture, Incoming, Request, StatusCode, TransportError};
use client_e2e::{Answer, Fault, Server};

use crate::paging::user_listing;
use crate::support::{FINE, NOBODY, SYSTEM, quick, shown};

fn admin(server: &Server) -> ManagementClient {
    let builder = authing::ManagementClient::builder().access_key_id("i").access_key_secret("k");
    builder.host(server.url()).build_blocking().unwrap()
}

fn user(server: &Server) -> AuthenticationClient {
    let builder = authing::AuthenticationClient::builder().app_id("a").access_token("s3cr3t-token");
    builder.app_host(server.url()).retry(quick()).build_blocking().unwrap()
}

#[test]
fn listings_are_iterators() {
    let server = user_listing();
    let admin = admin(&server);
    let seen: Vec<_> = admin.list_users().items().map(|item| item.unwrap().user_id).collect();
    assert_eq!(seen.concat(), "abcde");
    assert_eq!(admin.list_users().pages().count(), 3);
    assert_eq!(admin.list_users().send().unwrap().data.list.len(), 2);
}

#[test]
fn clones_work_on_many_threads() {
    let server = user_listing();
    let admin = admin(&server);
    let send = |_| {
        let admin = admin.clone();
        std::thread::spawn(move || admin.list_users().send().unwrap().status())
    };
    for thread in (0..8).map(send).collect::<Vec<_>>() {
        assert!(thread.join().unwrap().is_success());
    }
    let tokens = server.requests().iter().filter(|sent| crate::support::is_token(sent)).count();
    assert_eq!(tokens, 1);
}

#[test]
fn errors_are_the_same() {
    let server = Server::script([
        Answer::json(200, r#"{"statusCode":400,"apiCode":7,"message":"no"}"#),
        Answer::json(200, FINE).fault(Fault::CutOff),
        Answer::json(200, "{"),
        Answer::json(503, ""),
        Answer::json(200, SYSTEM),
    ]);
    let user = user(&server);
    let bind = || user.bind_phone("s3cr3t", "2").send().unwrap_err();
    let (refused, broken, unreadable) = (bind(), bind(), bind());
    for error in [&refused, &broken, &unreadable] {
        shown(error);
    }
    assert_eq!(refused.code(), Some("7"));
    assert!(broken.is_transport() && unreadable.is_decode());
    assert_eq!(user.get_system_info().send().unwrap().version.login, "3");
    assert_eq!(server.requests().len(), 5);
}

#[test]
fn time_limits_hold() {
    let slow = Answer::json(200, SYSTEM).fault(Fault::SlowHeaders(Duration::from_secs(2)));
    let server = Server::with(move |_| slow.clone());
    let options = authing::CallOptions::new().timeout(Duration::from_millis(100));
    assert!(user(&server).get_system_info().with(options).send().unwrap_err().is_timeout());
}

#[tokio::test]
async fn calls_work_on_the_threads_of_spawn_blocking() {
    let server = user_listing();
    let admin = admin(&server);
    let seen = tokio::task::spawn_blocking(move || {
        admin.list_users().items().map(|item| item.unwrap().user_id).collect::<String>()
    });
    assert_eq!(seen.await.unwrap(), "abcde");
}

#[tokio::test]
async fn neither_calls_nor_drops_panic_in_an_asynchronous_context() {
    let server = user_listing();
    let admin = admin(&server);
    assert_eq!(admin.list_users().send().unwrap().data.total_count, 5);
    drop(admin);
    let builder = authing::AuthenticationClient::builder().app_id("a").app_host(NOBODY);
    let client = builder.retry(quick()).build_blocking().unwrap();
    assert!(client.get_system_info().send().is_err());
}

/// A transport that blocks its thread until it is told to go on, and works with a blocking client itself.
struct Stubborn {
    begun: Sender<()>,
    go_on: Mutex<Receiver<()>>,
    inner: AuthenticationClient,
}

impl authing::Transport for Stubborn {
    fn send(&self, _: Request) -> BoxFuture<'_, Result<Incoming, TransportError>> {
        Box::pin(async {
            self.begun.send(()).unwrap();
            self.go_on.lock().unwrap().recv().unwrap();
            let answer = self.inner.get_system_info().send().map_err(TransportError::connection)?;
            Ok(Incoming::whole(StatusCode::OK, answer.headers().clone(), answer.bytes().clone()))
        })
    }
}

#[tokio::test]
async fn a_transport_that_blocks_holds_up_its_own_call_and_no_other() {
    let server = Server::with(|_| Answer::json(200, SYSTEM));
    let ((begun, has_begun), (go_on, told)) = (channel(), channel());
    let transport = Stubborn { begun, go_on: Mutex::new(told), inner: user(&server) };
    let builder = authing::AuthenticationClient::builder().app_id("a").app_host(NOBODY).transport(transport);
    let client = builder.build_blocking().unwrap();
    let call = |client: AuthenticationClient| {
        tokio::task::spawn_blocking(move || client.get_system_info().send().unwrap().status())
    };
    let calls = [call(client.clone()), call(client)];
    for _ in &calls {
        has_begun.recv_timeout(Duration::from_secs(60)).expect("one call does not wait for another");
    }
    calls.iter().for_each(|_| go_on.send(()).unwrap());
    for call in calls {
        assert!(call.await.unwrap().is_success());
    }
}
