//! Forms, the ways an app proves itself at the token endpoints, and options that fill parameters.

use authing::runtime::ClientAuthMethod;
use authing::types::GrantType;
use authing::{AuthenticationClient, AuthenticationClientBuilder};
use client_e2e::{Answer, Recorded, Server};

use crate::support::{SYSTEM, user};

const FORM: Option<&str> = Some("application/x-www-form-urlencoded");
const TOKENS: &str = r#"{"access_token":"s3cr3t-new","token_type":"Bearer","expire_in":60}"#;

fn introspection() -> Server {
    Server::script([Answer::json(200, r#"{"active":true,"scope":"openid"}"#)])
}

fn builder(server: &Server) -> AuthenticationClientBuilder {
    AuthenticationClient::builder().app_id("app:1").app_secret("a b:&%").app_host(server.url())
}

async fn introspected(server: &Server, builder: AuthenticationClientBuilder) -> Recorded {
    let client = builder.build().unwrap();
    assert!(client.introspect_token("绑定 a&b=c+d%/?").send().await.unwrap().active);
    let sent = server.request();
    assert_eq!((sent.method.as_str(), sent.target.as_str()), ("POST", "/oidc/token/introspection"));
    assert_eq!(sent.header("content-type"), FORM);
    sent
}

const TOKEN_FIELD: &str = "token=%E7%BB%91%E5%AE%9A+a%26b%3Dc%2Bd%25%2F%3F";

#[tokio::test]
async fn client_secret_post_puts_both_into_the_form() {
    let server = introspection();
    let sent = introspected(&server, builder(&server)).await;
    assert_eq!(sent.text(), format!("{TOKEN_FIELD}&client_id=app%3A1&client_secret=a+b%3A%26%25"));
    assert_eq!(sent.header("authorization"), None);
}

#[tokio::test]
async fn client_secret_basic_puts_both_into_the_header() {
    let server = introspection();
    let builder = builder(&server).token_endpoint_auth_method(ClientAuthMethod::ClientSecretBasic);
    let sent = introspected(&server, builder).await;
    assert_eq!(sent.text(), TOKEN_FIELD);
    // `app%3A1:a+b%3A%26%25`: both are encoded as form values first.
    assert_eq!(sent.header("authorization"), Some("Basic YXBwJTNBMTphK2IlM0ElMjYlMjU="));
}

#[tokio::test]
async fn none_sends_the_id_alone() {
    let server = introspection();
    let builder = AuthenticationClient::builder().app_id("app:1").app_host(server.url());
    let builder = builder.token_endpoint_auth_method(ClientAuthMethod::None);
    let sent = introspected(&server, builder).await;
    assert_eq!(sent.text(), format!("{TOKEN_FIELD}&client_id=app%3A1"));
    assert_eq!(sent.header("authorization"), None);
}

#[tokio::test]
async fn a_missing_secret_is_named() {
    let server = Server::script([]);
    let client = AuthenticationClient::builder().app_id("a").app_host(server.url()).build().unwrap();
    let error = client.introspect_token("t").send().await.unwrap_err();
    assert!(error.is_build() && error.to_string().ends_with("needs: `app_id` with `app_secret`"), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_missing_access_token_is_named() {
    let server = Server::script([Answer::json(401, "")]);
    let client = AuthenticationClient::builder().app_id("a").app_host(server.url()).build().unwrap();
    let error = client.bind_phone("1", "2").send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "bindPhone: the client lacks a credential that this call needs: `access_token`"
    );
    assert!(server.requests().is_empty());
    let signed_in = client.with_access_token("t");
    assert!(signed_in.bind_phone("1", "2").send().await.unwrap_err().is_api());
    assert_eq!(server.request().header("authorization"), Some("Bearer t"));
}

#[tokio::test]
async fn an_option_of_the_client_fills_a_parameter_until_a_call_has_its_own() {
    let server = Server::with(|_| Answer::json(200, TOKENS));
    let client = builder(&server).redirect_uri("https://app.example/回?a=b&c").build().unwrap();
    let exchange = || client.exchange_token(GrantType::AuthorizationCode).code("c+d");
    let tokens = exchange().send().await.unwrap();
    assert_eq!(tokens.access_token.as_ref().unwrap().expose(), "s3cr3t-new");
    assert!(!format!("{tokens:?}").contains("s3cr3t"), "{tokens:?}");
    exchange().redirect_uri("app://here").send().await.unwrap();
    let sent: Vec<_> = server.requests().iter().map(Recorded::text).collect();
    let tail = "&code=c%2Bd&client_id=app%3A1&client_secret=a+b%3A%26%25";
    let uri = "https%3A%2F%2Fapp.example%2F%E5%9B%9E%3Fa%3Db%26c";
    assert_eq!(sent[0], format!("grant_type=authorization_code&redirect_uri={uri}{tail}"));
    assert_eq!(sent[1], format!("grant_type=authorization_code&redirect_uri=app%3A%2F%2Fhere{tail}"));
}

#[tokio::test]
async fn without_the_option_the_parameter_is_left_out() {
    let server = Server::script([Answer::json(200, TOKENS), Answer::json(200, SYSTEM)]);
    let client = user(&server);
    client.exchange_token(GrantType::RefreshToken).refresh_token("r").send().await.unwrap();
    assert_eq!(
        server.request().text(),
        "grant_type=refresh_token&refresh_token=r&client_id=app&client_secret=s3cr3t-app"
    );
    // Without an envelope, and with nothing but the id of the app.
    assert_eq!(client.get_system_info().send().await.unwrap().public_ips, ["192.0.2.1"]);
    assert_eq!(server.requests()[1].header("authorization"), None);
}
