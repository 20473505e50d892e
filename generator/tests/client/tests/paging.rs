//! Listings are walked page by page, wherever the page number travels.

use client_e2e::{Answer, Recorded, Server};
use serde_json::json;

use authing::types::{ListUsersOptionsDto, PaginationDto};

use crate::support::{admin, answer, behind_token, groups, token_answer, users};

/// Five users in pages of two, the number in the body.
pub fn user_listing() -> Server {
    behind_token(|request| match request.text() {
        text if text.contains("\"page\":3") => users(5, &["e"]),
        text if text.contains("\"page\":2") => users(5, &["c", "d"]),
        _ => users(5, &["a", "b"]),
    })
}

/// Three groups in pages of two, the number in the query.
fn group_listing() -> Server {
    behind_token(|request| match request.query().contains("page=2") {
        true => groups(3, &["c"]),
        false => groups(3, &["a", "b"]),
    })
}

fn from(page: i32) -> ListUsersOptionsDto {
    ListUsersOptionsDto::new().with_post(true).pagination(PaginationDto::new().page(page))
}

fn bodies(server: &Server) -> Vec<String> {
    server.requests()[1..].iter().map(Recorded::text).collect()
}

#[tokio::test]
async fn a_page_number_in_the_body_is_turned() {
    let server = user_listing();
    let mut items = admin(&server).list_users().keywords("k").items();
    let mut seen = String::new();
    while let Some(item) = items.next().await {
        seen += &item.unwrap().user_id;
    }
    assert_eq!(seen, "abcde");
    assert_eq!(
        bodies(&server),
        [
            r#"{"keywords":"k"}"#,
            r#"{"keywords":"k","options":{"pagination":{"page":2}}}"#,
            r#"{"keywords":"k","options":{"pagination":{"page":3}}}"#,
        ]
    );
}

#[tokio::test]
async fn a_page_number_in_the_query_is_turned() {
    let server = group_listing();
    let mut items = admin(&server).list_groups().keywords("k").limit(2).items();
    let mut seen = String::new();
    while let Some(item) = items.next().await {
        seen += &item.unwrap().code;
    }
    assert_eq!(seen, "abc");
    let sent = server.requests();
    assert_eq!(sent[1].target, "/api/v3/list-groups?keywords=k&limit=2");
    assert_eq!(sent[2].target, "/api/v3/list-groups?keywords=k&limit=2&page=2");
    assert_eq!(sent.len(), 3);
    admin(&server).list_groups().page(2).send().await.unwrap();
    assert_eq!(server.requests().pop().unwrap().target, "/api/v3/list-groups?page=2");
}

#[tokio::test]
async fn a_walk_may_begin_anywhere() {
    let server = user_listing();
    let mut pages = admin(&server).list_users().options(from(2)).pages();
    assert_eq!(pages.next().await.unwrap().unwrap().data.list.len(), 2);
    assert_eq!(pages.next().await.unwrap().unwrap().data.list.len(), 1);
    assert!(pages.next().await.is_none() && pages.next().await.is_none());
    assert_eq!(bodies(&server)[1], r#"{"options":{"pagination":{"page":3},"withPost":true}}"#);
    fn is_stream<S: futures_core::Stream + Send + 'static>(_: &S) {}
    is_stream(&pages);
    is_stream(&admin(&server).list_users().items());
}

#[tokio::test]
async fn pages_are_fetched_when_they_are_asked_for() {
    let server = user_listing();
    let mut items = admin(&server).list_users().items();
    assert!(server.requests().is_empty());
    for _ in 0..2 {
        items.next().await.unwrap().unwrap();
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn an_error_ends_a_listing() {
    let server = Server::script([token_answer("a"), users(5, &["a", "b"]), Answer::json(400, "")]);
    let mut items = admin(&server).list_users().items();
    assert!(items.next().await.unwrap().is_ok());
    assert!(items.next().await.unwrap().is_ok());
    assert!(items.next().await.unwrap().unwrap_err().is_api());
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_refusal_in_the_envelope_of_a_page_ends_a_listing() {
    let server = behind_token(|_| answer(json!({"statusCode": 403, "message": "no", "requestId": "r"})));
    let mut pages = admin(&server).list_groups().pages();
    assert_eq!(pages.next().await.unwrap().unwrap_err().request_id(), Some("r"));
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn a_total_that_is_never_reached_does_not_go_on_for_ever() {
    let server = behind_token(|request| match request.query().contains("page=2") {
        true => groups(9, &[]),
        false => groups(9, &["a"]),
    });
    let mut pages = admin(&server).list_groups().pages();
    while let Some(page) = pages.next().await {
        page.unwrap();
    }
    assert_eq!(server.requests().len(), 3);
}
