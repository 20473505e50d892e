//! Redirects are followed at home; whatever leads elsewhere gets nothing of the client.

use authing::runtime::{Call, Operation, Settings};
use authing::{AuthenticationClient, CallOptions, ManagementClient};
use client_e2e::{Answer, Server};
use serde_json::json;

use crate::support::{
    FINE, SECRET, SYSTEM, admin, answer, is_token, one_user, quick, shown, token_answer, user,
};

/// A server elsewhere that would answer anything.
fn elsewhere() -> Server {
    Server::with(|_| {
        answer(json!({"statusCode": 200, "message": "ok", "data": crate::support::user_json("evil")}))
    })
}

#[tokio::test]
async fn redirects_at_home_are_followed() {
    let server = Server::with(|request| match request.path() {
        "/there" => one_user("home"),
        _ if is_token(request) => token_answer("a"),
        _ => Answer::redirect(307, "/there"),
    });
    assert_eq!(admin(&server).get_user("u").send().await.unwrap().data.user_id, "home");
    let sent = server.requests().pop().unwrap();
    assert!(sent.header("authorization").is_some() && sent.header("x-authing-userpool-id") == Some("pool"));
}

#[tokio::test]
async fn one_of_several_choices_is_an_option() {
    let server = Server::with(|request| match request.path() {
        "/there" => Answer::json(200, SYSTEM),
        _ => Answer::redirect(300, "/there"),
    });
    let client = |follow| {
        let builder = AuthenticationClient::builder().app_id("a").app_host(server.url());
        builder.follow_multiple_choices(follow).build().unwrap()
    };
    let error = client(false).get_system_info().send().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(300));
    assert_eq!(client(true).get_system_info().send().await.unwrap().version.server, "1");
}

#[tokio::test]
async fn cookies_are_an_option() {
    let set = || Answer::json(200, SYSTEM).header("set-cookie", "session=c-1; Path=/; HttpOnly");
    for keep in [false, true] {
        let server = Server::with(move |_| set());
        let builder = AuthenticationClient::builder().app_id("a").app_host(server.url());
        let client = builder.cookie_store(keep).build().unwrap();
        client.get_system_info().send().await.unwrap();
        client.get_system_info().send().await.unwrap();
        let sent: Vec<Option<String>> =
            server.requests().iter().map(|sent| sent.header("cookie").map(str::to_owned)).collect();
        assert_eq!(sent, [None, keep.then(|| "session=c-1".to_owned())]);
        // Another client, and another server, know nothing of it.
        let elsewhere = Server::with(|_| Answer::json(200, SYSTEM));
        let builder = AuthenticationClient::builder().app_id("a").app_host(elsewhere.url());
        builder.cookie_store(true).build().unwrap().get_system_info().send().await.unwrap();
        assert_eq!(elsewhere.request().header("cookie"), None);
    }
}

#[tokio::test]
async fn a_post_keeps_its_body_where_the_status_says_so() {
    for (status, method) in [(307, "POST"), (308, "POST"), (303, "GET"), (302, "GET"), (301, "GET")] {
        let server = Server::with(move |request| match request.path() {
            "/there" => Answer::json(200, FINE),
            _ => Answer::redirect(status, "/there"),
        });
        user(&server).bind_phone("1", "2").send().await.unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!((sent.method.as_str(), sent.body.is_empty()), (method, method == "GET"), "{status}");
    }
}

#[tokio::test]
async fn secrets_stay_at_home() {
    let other = elsewhere();
    let away = other.url();
    let home = Server::with(move |request| match is_token(request) {
        true => token_answer("a"),
        false => Answer::redirect(307, format!("{away}/x")),
    });
    let options = CallOptions::new().header("x-mine", "s3cr3t-mine").header("cookie", "s3cr3t-cookie");
    let call = admin(&home).get_user("u").with(options);
    assert_eq!(call.send().await.unwrap().data.user_id, "evil");
    let sent = other.request();
    assert_eq!(sent.target, "/x");
    assert!(!sent.mentions(SECRET) && !sent.mentions("Bearer") && !sent.mentions("pool"), "{sent:?}");
    let bare = ["accept", "accept-encoding", "host"];
    assert!(sent.headers.iter().all(|(name, _)| bare.contains(&name.as_str())), "{sent:?}");
    // A body may hold a password, so it does not travel either.
    let error = user(&home).bind_phone("s3cr3t-code", "1").send().await.unwrap_err();
    shown(&error);
    assert_eq!((error.is_api(), error.status().unwrap().as_u16()), (true, 307));
    assert_eq!(other.requests().len(), 1);
}

#[tokio::test]
async fn a_token_request_does_not_leave_home_either() {
    let other = elsewhere();
    let away = other.url();
    let home = Server::with(move |_| Answer::redirect(308, away.clone()));
    let error = admin(&home).get_user("u").send().await.unwrap_err();
    shown(&error);
    assert_eq!((error.operation(), error.status().unwrap().as_u16()), ("managementToken", 308));
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn circles_end() {
    let server = Server::with(|_| Answer::redirect(302, "/round"));
    let error = user(&server).get_system_info().send().await.unwrap_err();
    assert!(error.is_transport() && !error.is_retryable(), "{error}");
    assert_eq!(server.requests().len(), 11);
}

#[tokio::test]
async fn redirects_to_nowhere_are_refusals() {
    for location in ["ftp://a.example/", "http://[", "javascript:alert(1)"] {
        let server = Server::script([Answer::redirect(302, location)]);
        let error = user(&server).get_system_info().send().await.unwrap_err();
        assert_eq!((error.is_api(), error.status().unwrap().as_u16()), (true, 302), "{location}");
    }
}

#[tokio::test]
async fn a_declared_redirect_is_an_answer() {
    static AUTHORIZE: Operation =
        Operation { name: "authorize", route: "/oidc/auth", answers: &[302], ..Operation::DEFAULT };
    let server = Server::script([Answer::redirect(302, "https://elsewhere.example/?code=1")]);
    let mut settings = Settings::new("test");
    settings.server(server.url());
    let response = Call::new(&settings.build().unwrap(), &AUTHORIZE).send_empty().await.unwrap();
    assert_eq!(response.headers()["location"], "https://elsewhere.example/?code=1");
}

fn with_http_client(server: &Server, client: reqwest::Client) -> AuthenticationClient {
    let builder = AuthenticationClient::builder().app_id("app").access_token("s3cr3t-token");
    builder.app_host(server.url()).retry(quick()).http_client(client).build().unwrap()
}

#[tokio::test]
async fn an_http_client_of_the_app_is_used() {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let server = Server::script([Answer::redirect(302, "/there"), Answer::json(200, SYSTEM)]);
    with_http_client(&server, client).get_system_info().send().await.unwrap();
    assert_eq!(server.requests()[1].path(), "/there");
}

#[tokio::test]
async fn an_http_client_that_strays_is_reported_and_its_answer_not_used() {
    let other = elsewhere();
    let away = other.url();
    let home = Server::with(move |request| match is_token(request) {
        true => token_answer("a"),
        false => Answer::redirect(302, away.clone()),
    });
    let builder = ManagementClient::builder().access_key_id("i").access_key_secret("s3cr3t-key");
    let builder = builder.host(home.url()).retry(quick()).http_client(reqwest::Client::new());
    let error = builder.build().unwrap().get_user("u").send().await.unwrap_err();
    assert!(shown(&error).contains("redirect::Policy::none()"), "{error:?}");
    assert!(error.is_transport() && !error.is_retryable(), "{error:?}");
    assert_eq!(other.requests().len(), 1, "once is bad enough");
    // At home it may do as it likes.
    let server = Server::script([Answer::redirect(302, "/there"), Answer::json(200, SYSTEM)]);
    with_http_client(&server, reqwest::Client::new()).get_system_info().send().await.unwrap();
}
