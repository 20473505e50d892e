//! Responses as the spec declares them: media types, named examples, errors, preflights and base paths.

use serde_json::{Value, json};

use super::super::manner::Manner;
use super::super::play::{Play, Reply};
use super::super::request::Request;
use super::request;
use crate::openapi::{self, Imported, Options};
use crate::problem::Problems;
use crate::source::Sources;

fn play() -> Play {
    let problem = json!({
        "type": "object", "required": ["title", "status"],
        "properties": { "title": { "type": "string" }, "detail": { "type": "string", "maxLength": 60 },
            "status": { "type": "integer" } },
    });
    let thing =
        json!({ "type": "object", "required": ["id"], "properties": { "id": { "type": "integer" } } });
    let document = json!({
        "openapi": "3.1.0", "info": { "title": "A <b> & c", "version": "1" },
        "servers": [{ "url": "https://example.com/api/{version}", "variables": { "version": { "default": "v1" } } }],
        "paths": {
            "/things": {
                "get": {
                    "operationId": "listThings", "summary": "List <script>",
                    "parameters": [
                        { "name": "limit", "in": "query", "required": true, "schema": { "type": "integer", "maximum": 9 } },
                        { "name": "page", "in": "query", "schema": { "type": "integer" } },
                    ],
                    "responses": {
                        "200": { "description": "ok", "content": {
                            "application/vnd.things+json": { "schema": thing, "examples": {
                                "one": { "value": { "id": 1 } }, "two": { "value": { "id": 2 } } } },
                            "text/csv": { "schema": { "type": "string" }, "example": "id" },
                        } },
                        "422": { "description": "invalid", "content": { "application/problem+json": { "schema": problem } } },
                        "404": { "description": "missing", "content": { "application/problem+json": {
                            "schema": problem, "examples": { "gone": { "value": { "title": "Gone", "status": 404 } } } } } },
                    },
                },
                "post": {
                    "operationId": "addThing",
                    "requestBody": { "required": true, "content": { "multipart/form-data": {
                        "schema": { "type": "object", "required": ["image"], "properties": {
                            "image": { "type": "string", "format": "binary" }, "note": { "type": "string" } } },
                        "encoding": { "image": { "contentType": "image/png, image/jpeg" } },
                    } } },
                    "responses": { "201": { "description": "created" } },
                },
            },
        },
    });
    let mut sources = Sources::from_texts("t", &[("openapi.json", &document.to_string())]);
    let mut problems = Problems::default();
    let imported = openapi::import(&mut sources, &Options::default(), &mut problems);
    let api = imported.and_then(|Imported { spec, .. }| crate::load_spec(spec, &mut problems));
    assert!(!problems.has_errors(), "{problems:?}");
    Play::new(api.unwrap(), Manner::default())
}

fn reply(line: &str, headers: &[&str]) -> Reply {
    play().reply(&request(line, headers, ""))
}

fn header<'a>(reply: &'a Reply, name: &str) -> Option<&'a str> {
    reply.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

#[test]
fn media_types_are_those_that_the_request_takes_best() {
    let media = |accept: &str| {
        let reply = reply("GET /things?limit=1", &[&format!("accept: {accept}")]);
        reply.media.clone().or_else(|| reply.raw.as_ref().map(|(media, _)| media.clone()))
    };
    let found = |media: &str| Some(media.to_owned());
    assert_eq!(media("*/*"), found("application/vnd.things+json"));
    assert_eq!(media("text/*;q=0.2, application/*;q=0.1"), found("text/csv"));
    assert_eq!(media("application/vnd.things+json;q=0, */*;q=0.1"), found("text/csv"));
    let refused = reply("GET /things?limit=1", &["accept: image/png"]);
    assert_eq!(refused.status, 406);
    assert!(refused.refusal.unwrap_or_default().contains("text/csv"));
    assert_eq!(reply("GET /things?limit=1", &[]).media, found("application/vnd.things+json"));
}

#[test]
fn named_examples_are_chosen() {
    let chosen = |prefer: &str| reply("GET /things?limit=1", &[&format!("prefer: {prefer}")]);
    assert_eq!(chosen("example=two").body, Some(json!({ "id": 2 })));
    assert_eq!(header(&chosen("example=two"), "preference-applied"), Some("example=two"));
    let gone = chosen("code=404, example=\"gone\"");
    assert_eq!((gone.status, gone.body.as_ref().map(|body| &body["title"])), (404, Some(&json!("Gone"))));
    assert_eq!(header(&gone, "preference-applied"), Some("code=404, example=gone"));
    assert_eq!(chosen("example=gone").status, 404);
    let unknown = chosen("example=three");
    assert_eq!((unknown.status, header(&unknown, "preference-applied")), (200, None));
}

#[test]
fn invalid_requests_get_the_declared_error_with_all_that_is_wrong() {
    let reply = reply("GET /things?limit=10&page=x", &[]);
    assert_eq!((reply.status, reply.media.as_deref()), (422, Some("application/problem+json")));
    let refusal = reply.refusal.unwrap_or_default();
    assert!(refusal.contains("query.limit: 10 is more") && refusal.contains("query.page: "), "{refusal}");
    let body = reply.body.unwrap_or_default();
    assert_eq!((&body["status"], body["title"].is_string()), (&json!(422), true));
    let detail = body["detail"].as_str().unwrap_or_default();
    assert!(refusal.starts_with(detail) && detail.chars().count() == 60, "{detail}");
}

#[test]
fn all_faults_of_a_body_are_listed() {
    let json = r#"{"book": {"bookId": 7, "parts": [{}, {"bookId": true}]}, "count": 10}"#;
    let reply = super::reply("POST /books", &["content-type: application/json"], json);
    let body = reply.body.unwrap_or_default();
    let parameters: Vec<&Value> =
        body["errors"].as_array().into_iter().flatten().map(|error| &error["parameter"]).collect();
    let expected =
        ["body.book.bookId", "body.book.parts[0].bookId", "body.book.parts[1].bookId", "body.count"];
    assert_eq!(parameters, expected);
}

#[test]
fn head_options_and_preflights_are_answered() {
    let get = reply("HEAD /things?limit=1", &[]);
    assert_eq!((get.status, get.operation.as_deref()), (200, Some("listThings")));
    let options = reply("OPTIONS /things", &[]);
    assert_eq!((options.status, header(&options, "allow")), (204, Some("GET, HEAD, OPTIONS, POST")));
    let asked = [
        "origin: https://a.example",
        "access-control-request-method: POST",
        "access-control-request-headers: x-a",
    ];
    let preflight = reply("OPTIONS /api/v7/things", &asked);
    assert_eq!((preflight.status, header(&preflight, "access-control-allow-headers")), (204, Some("x-a")));
    assert_eq!(header(&preflight, "access-control-allow-methods"), Some("GET, HEAD, OPTIONS, POST"));
}

#[test]
fn the_path_of_the_server_may_come_first() {
    for path in ["/things", "/api/v1/things", "/api/v2/things"] {
        assert_eq!(
            reply(&format!("GET {path}?limit=1"), &[]).operation.as_deref(),
            Some("listThings"),
            "{path}"
        );
    }
    for path in ["/v1/things", "/apis/v1/things", "/api/v1/x/things"] {
        assert_eq!(reply(&format!("GET {path}?limit=1"), &[]).status, 404, "{path}");
    }
}

#[test]
fn parts_have_media_types() {
    let send = |media: &str| {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n{media}\r\nx\r\n--b--\r\n"
        );
        let request = request("POST /things", &["content-type: multipart/form-data; boundary=b"], &body);
        play().reply(&request)
    };
    assert_eq!(send("Content-Type: image/jpeg\r\n").status, 201);
    assert_eq!(send("").status, 201);
    let refused = send("Content-Type: text/html\r\n");
    assert_eq!(refused.status, 415);
    assert!(refused.refusal.unwrap_or_default().contains("body.image: the part is to be image/png"));
}

#[test]
fn the_root_lists_the_operations() {
    let text = |headers: &[&str]| {
        let (media, bytes) = reply("GET /", headers).raw.unwrap_or_default();
        (media, String::from_utf8(bytes).unwrap_or_default())
    };
    let (media, plain) = text(&[]);
    assert!(media.starts_with("text/plain") && plain.contains("POST    /things"), "{plain}");
    let (media, html) = text(&["accept: text/html,*/*;q=0.8"]);
    assert!(media.starts_with("text/html") && html.contains("List &lt;script&gt;"), "{html}");
    assert!(html.contains("A &lt;b&gt; &amp; c") && !html.contains("<script>"), "{html}");
}

/// Requests are logged without what is secret in them, on one line.
#[test]
fn secrets_are_not_logged() {
    use super::super::log::Log;
    use super::super::request::Recorded;

    let recorded = |line: &str| Recorded {
        request: Request { ..request(line, &[], "") },
        operation: Some("x".to_owned()),
        status: 200,
        refusal: None,
    };
    let mut problems = Problems::default();
    let sources = Sources::from_texts("library", &[("api.yaml", &super::clients().to_string())]);
    let log = Log::of(&crate::load(&sources, &mut problems).unwrap());
    let line = log
        .line(&recorded("GET /a?key=s3cret&accessToken=s3cret&page=2"), std::time::Duration::from_millis(3));
    assert_eq!(line, "GET /a?key=***&accessToken=***&page=2 200 x 3.0ms");
    let line = log.line(&recorded("GET /a\u{1b}[2J"), std::time::Duration::ZERO);
    assert!(!line.contains('\u{1b}'), "{line}");
}
