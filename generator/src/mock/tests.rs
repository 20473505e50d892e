//! Requests and what comes of them, without a socket: routing, credentials, parameters, bodies, pages.

mod bodies;
mod declared;
mod manner;
mod samples;

use serde_json::{Value, json};

use super::manner::Manner;
use super::play::{Play, Reply};
use super::request::Request;
use crate::problem::Problems;
use crate::source::Sources;

/// A small library, with something of every kind in it.
fn play() -> Play {
    let mut files = vec![
        ("api.yaml".to_owned(), clients().to_string()),
        ("types/all.yaml".to_owned(), types().to_string()),
    ];
    files.extend(endpoints());
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut problems = Problems::default();
    let api = crate::load(&Sources::from_texts("library", &files), &mut problems);
    assert!(!problems.has_errors(), "{problems:?}");
    Play::new(api.unwrap(), Manner::default())
}

fn clients() -> Value {
    let method =
        json!({ "enum": ["client_secret_post", "client_secret_basic"], "default": "client_secret_post" });
    json!({
        "bindery": 1, "title": "Library", "version": "1", "locales": ["en"],
        "clients": { "LibraryClient": {
            "server": { "option": "host" },
            "auth": [],
            "options": {
                "host": {}, "key": {}, "user": {}, "password": {}, "id": {}, "secret": {},
                "method": method,
                "language": { "header": "x-language", "enum": ["en", "fr"] },
            },
        } },
        "auth": {
            "headerKey": { "type": "apiKey", "in": "header", "name": "x-key", "option": "key" },
            "queryKey": { "type": "apiKey", "in": "query", "name": "key", "option": "key" },
            "cookieKey": { "type": "apiKey", "in": "cookie", "name": "key", "option": "key" },
            "bearer": { "type": "bearer", "option": "key" },
            "basic": { "type": "basic", "username": "user", "password": "password" },
            "token": {
                "type": "tokenRequest", "http": "POST /token", "body": { "name": "user" },
                "token": "data.token", "expiresIn": "data.seconds",
            },
            "claims": {
                "type": "tokenRequest", "http": "POST /claims", "body": { "name": "user" },
                "token": "token", "claimHeaders": { "x-pool": "pool" },
            },
            "oauth": { "type": "oauthClient", "id": "id", "secret": "secret", "method": "method" },
        },
        "groups": { "books": { "title": "Books" } },
    })
}

fn types() -> Value {
    json!({ "types": {
        "Book": { "fields": {
            "bookId": { "type": "string", "required": true, "example": "b" },
            "tags": { "type": "set<string>" },
            "parts": { "type": "Book[]" },
        } },
        "Shelf": { "fields": {
            "list": { "type": "Book[]", "required": true }, "total": { "type": "int32", "required": true },
        } },
        "Colour": { "enum": ["red", "blue"] },
        "User": { "fields": {
            "id": { "type": "string", "required": true, "readOnly": true },
            "name": { "type": "string", "required": true },
        }, "extra": { "type": "int32" } },
        "Sealed": { "closed": true, "fields": { "a": { "type": "string" } } },
        "Robot": { "fields": { "series": { "type": "int32", "required": true } } },
        "Visitor": { "discriminator": "kind", "oneOf": [
            { "tags": ["user"], "shape": { "type": "User" } }, { "tags": ["robot"], "shape": { "type": "Robot" } },
        ] },
    } })
}

/// Every endpoint as a file.
fn endpoints() -> Vec<(String, String)> {
    let mut endpoints = paths();
    endpoints.extend(parameters());
    endpoints.extend(bodies::endpoints());
    for scheme in ["headerKey", "queryKey", "cookieKey", "bearer", "token", "claims", "basic", "oauth"] {
        endpoints.push((scheme.to_owned(), format!("POST /auth/{scheme}"), json!({ "auth": [scheme] })));
    }
    let either = json!({ "auth": [["headerKey", "bearer"], ["basic"]] });
    endpoints.push(("either".to_owned(), "POST /auth/either".to_owned(), either));
    endpoints.into_iter().map(file).collect()
}

/// An endpoint: its name, its method and path, and the rest.
type Endpoint = (String, String, Value);

fn file((name, http, more): Endpoint) -> (String, String) {
    let mut text = json!({ "endpoint": name, "http": http, "summary": "x" });
    for (key, value) in more.as_object().into_iter().flatten() {
        text[key] = value.clone();
    }
    (format!("endpoints/books/{name}.yaml"), text.to_string())
}

fn endpoint(name: &str, http: &str, more: Value) -> Endpoint {
    (name.to_owned(), http.to_owned(), more)
}

fn paths() -> Vec<Endpoint> {
    let id = json!({ "id": { "type": "int32", "minimum": 1 } });
    let cover = json!({ "id": { "type": "string" }, "format": { "type": "string" } });
    vec![
        endpoint("getBook", "GET /books/{id}", json!({ "path": id, "answer": "Book" })),
        endpoint("copyBook", "COPY /copies/{id}", json!({ "path": id })),
        endpoint(
            "queryBooks",
            "QUERY /books",
            json!({ "body": { "words": { "type": "string", "required": true } } }),
        ),
        endpoint("getNewest", "GET /books/newest", json!({ "answer": "Book" })),
        endpoint("getCover", "GET /books/{id}/cover.{format}", json!({ "path": cover })),
    ]
}

fn parameters() -> Vec<Endpoint> {
    let count = json!({ "type": "int64", "maximum": 9 });
    let find = json!({
        "query": { "ids": { "type": "int32[]", "required": true }, "colour": { "type": "Colour" } },
        "header": { "x-depth": { "type": "int32" } },
        "cookie": { "seen": { "type": "boolean" } },
    });
    let list = json!({
        "query": {
            "page": { "type": "int32", "default": 1 },
            "limit": { "type": "int32", "default": 4, "maximum": 20 },
        },
        "answer": "Shelf",
        "pagination": { "style": "pageNumber", "page": "page", "limit": "limit", "items": "list", "total": "total" },
    });
    let linked = json!({
        "answer": { "fields": { "list": { "type": "Book[]" }, "next": { "type": "uri" } } },
        "pagination": { "style": "nextLink", "next": "next", "items": "list" },
    });
    let mut linked_after_post = linked.clone();
    linked_after_post["body"] = json!({ "count": { "type": "int32", "required": true } });
    let by_header = json!({ "answer": "Book[]", "pagination": { "style": "linkHeader" } });
    let book = json!({ "body": { "book": { "type": "Book", "required": true }, "count": count } });
    let form = json!({ "form": {
        "book": { "type": "Book" }, "flags": { "type": "boolean[]" }, "labels": { "type": "map<int32>" },
    } });
    vec![
        endpoint("addBook", "POST /books", book),
        endpoint("welcome", "POST /visitors", json!({ "body": "Visitor", "answer": "User" })),
        endpoint("sendForm", "PUT /form", form),
        endpoint("find", "GET /find", find),
        endpoint("list", "GET /list", list),
        endpoint("linked", "GET /linked", linked),
        endpoint("linkedAfterPost", "POST /linked-after-post", linked_after_post),
        endpoint("linkedByHeader", "GET /linked-by-header", by_header),
    ]
}

/// A request as `METHOD path?query`, headers as `name: value`, and a body.
fn request(line: &str, headers: &[&str], body: &str) -> Request {
    let (method, target) = line.split_once(' ').unwrap();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers = headers.iter().filter_map(|line| line.split_once(": "));
    Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        body: body.as_bytes().to_vec(),
    }
}

fn reply(line: &str, headers: &[&str], body: &str) -> Reply {
    play().reply(&request(line, headers, body))
}

#[track_caller]
fn accepted(line: &str, headers: &[&str], body: &str) {
    let reply = reply(line, headers, body);
    assert_eq!(reply.refusal, None, "{line}");
}

#[track_caller]
fn refused(line: &str, headers: &[&str], body: &str, status: u16, message: &str) {
    let reply = reply(line, headers, body);
    let refusal = reply.refusal.unwrap_or_default();
    assert!(reply.status == status && refusal.contains(message), "{line}: {} {refusal}", reply.status);
}

#[test]
fn literal_segments_win_over_parameters() {
    let called = |line| reply(line, &[], "").operation;
    assert_eq!(called("GET /books/7").as_deref(), Some("getBook"));
    assert_eq!(called("GET /books/newest").as_deref(), Some("getNewest"));
    assert_eq!(called("GET /books/%6Eewest").as_deref(), Some("getNewest"));
    assert_eq!(called("GET /books/a%2Fb/cover.png").as_deref(), Some("getCover"));
    assert_eq!(called("GET /books/a/cover."), None);
    assert_eq!(called("GET /books/"), None);
    assert_eq!(called("GET /books/7/"), None);
}

#[test]
fn unknown_paths_and_methods_are_told_apart() {
    refused("GET /nowhere", &[], "", 404, "/nowhere");
    let reply = reply("DELETE /books/newest", &[], "");
    assert_eq!(
        (reply.status, reply.headers),
        (405, vec![("allow".to_owned(), "GET, HEAD, OPTIONS".to_owned())])
    );
}

#[test]
fn parameters_are_read_by_their_types() {
    refused("GET /books/x", &[], "", 400, "path.id: a whole number");
    refused("GET /books/0", &[], "", 400, "path.id: 0 is less than the minimum, 1");
    refused("GET /find", &[], "", 400, "query.ids: it is required");
    accepted("GET /find?ids=1&ids=2&colour=red", &["x-depth: 3", "Cookie: a=b; seen=true"], "");
    refused("GET /find?ids=1&ids=b", &[], "", 400, "query.ids[1]:");
    refused("GET /find?ids=1&colour=bleu", &[], "", 400, "query.colour: \"bleu\"");
    refused("GET /find?ids=1", &["x-depth: deep"], "", 400, "header.x-depth:");
    refused("GET /find?ids=1", &["cookie: seen=often"], "", 400, "cookie.seen:");
    refused("GET /find?ids=1", &["x-language: de"], "", 400, "header.x-language: \"de\"");
}

#[test]
fn unions_are_told_apart_and_what_only_answers_have_is_not_asked_for() {
    const JSON: &[&str] = &["content-type: application/json"];
    accepted("POST /visitors", JSON, r#"{"kind": "robot", "series": 2, "unknown": true}"#);
    refused("POST /visitors", JSON, r#"{"kind": "robot"}"#, 400, "`series` is required");
    refused("POST /visitors", JSON, r#"{"kind": "user", "series": 2}"#, 400, "`name` is required");
    accepted("POST /visitors", JSON, r#"{"kind": "user", "name": "Ada", "age": 36}"#);
    accepted("POST /visitors", JSON, r#"{"kind": "user", "name": "Ada", "id": "u-1"}"#);
    refused("POST /visitors", JSON, r#"{"kind": "user", "name": "Ada", "age": "x"}"#, 400, "body.age:");
    let answer = reply("POST /visitors", JSON, r#"{"kind": "robot", "series": 2}"#).body;
    assert_eq!(answer, Some(json!({ "id": "string", "name": "string" })));
}

#[test]
fn json_bodies_are_checked_in_depth() {
    const JSON: &[&str] = &["content-type: application/json; charset=utf-8"];
    accepted("POST /books", JSON, r#"{"book": {"bookId": "b", "unknown": 1}, "other": null}"#);
    refused("POST /books", &[], "", 400, "body.book: it is required");
    refused("POST /books", JSON, "{", 400, "body: it is no JSON");
    refused("POST /books", &[], "{}", 415, "content-type");
    refused("POST /books", JSON, "[]", 400, "body: an object is wanted");
    refused("POST /books", JSON, r#"{"book": {"bookId": "b"}, "count": 10}"#, 400, "body.count: 10 is more");
    let deep = r#"{"book": {"bookId": "b", "parts": [{"bookId": "c"}, {}]}}"#;
    refused("POST /books", JSON, deep, 400, "body.book.parts[1].bookId: it is required");
}

#[test]
fn forms_repeat_lists_and_bracket_fields() {
    const FORM: &[&str] = &["content-type: application/x-www-form-urlencoded"];
    let form = "book[bookId]=a+b%26&book[parts]=x&flags=true&flags=false&labels%5Bx%5D=7";
    refused("PUT /form", FORM, form, 400, "body.book.parts[0]: an object");
    accepted("PUT /form", FORM, "book[bookId]=a+b%26&book[tags]=x&flags=true&flags=false&labels%5Bx%5D=7");
    refused("PUT /form", FORM, "labels[x]=y", 400, "body.labels.x: a whole number");
    refused("PUT /form", FORM, "book[tags]=x", 400, "body.book.bookId: it is required");
}

#[test]
fn credentials_are_wanted_in_their_places() {
    refused("POST /auth/headerKey", &[], "", 401, "the header `x-key`");
    accepted("POST /auth/headerKey", &["x-key: k"], "");
    refused("POST /auth/queryKey", &["key: k"], "", 401, "the query parameter `key`");
    accepted("POST /auth/queryKey?key=k", &[], "");
    accepted("POST /auth/cookieKey", &["cookie: key=k"], "");
    refused("POST /auth/bearer", &["authorization: Basic dTpw"], "", 401, "bearer");
    accepted("POST /auth/bearer", &["authorization: bearer t"], "");
    accepted("POST /auth/bearer", &["authorization: eyJh.eyJz.c2ln"], "");
    refused("POST /auth/bearer", &["authorization: Bearer"], "", 401, "bearer");
    refused("POST /auth/bearer", &["authorization: Digest a b"], "", 401, "bearer");
    refused("POST /auth/basic", &["authorization: Basic ???"], "", 401, "password");
    accepted("POST /auth/basic", &["authorization: Basic dTpw"], "");
    accepted("POST /auth/either", &["authorization: Basic dTpw"], "");
    accepted("POST /auth/either", &["authorization: Bearer t", "x-key: k"], "");
    refused("POST /auth/either", &["authorization: Bearer t"], "", 401, "x-key");
}

#[test]
fn oauth_clients_prove_themselves_in_body_or_header() {
    const FORM: &[&str] = &["content-type: application/x-www-form-urlencoded"];
    accepted("POST /auth/oauth", FORM, "client_id=a&client_secret=b");
    accepted(
        "POST /auth/oauth",
        &["content-type: application/json"],
        r#"{"client_id":"a","client_secret":"b"}"#,
    );
    accepted("POST /auth/oauth", &["authorization: Basic dTpw"], "");
    refused("POST /auth/oauth", FORM, "client_id=a", 401, "client_secret");
}

#[test]
fn token_requests_are_answered_without_an_operation() {
    const JSON: &[&str] = &["content-type: application/json"];
    let granted = reply("POST /token", JSON, r#"{"name":"u"}"#);
    assert_eq!(granted.body.unwrap(), json!({ "data": { "token": "mock-token", "seconds": 3600 } }));
    refused("POST /token", JSON, "{}", 400, "body.name: it is required");
    refused("GET /token", &[], "", 404, "/token");
    refused("POST /auth/token", &[], "", 401, "bearer");
    accepted("POST /auth/token", &["authorization: Bearer t"], "");
}

#[test]
fn pages_page() {
    let page = |query: &str| reply(&format!("GET /list?{query}"), &[], "").body.unwrap();
    let ids = |page: &Value| -> Vec<String> {
        let items = page["list"].as_array().unwrap();
        items.iter().map(|item| item["bookId"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&page("")), ["b", "b-2", "b-3", "b-4"]);
    assert_eq!(ids(&page("page=3")), ["b-9", "b-10"]);
    assert_eq!(ids(&page("page=4")), [""; 0]);
    assert_eq!(ids(&page("page=2&limit=9")), ["b-10"]);
    assert_eq!(page("page=4")["total"], 10);
    refused("GET /list?limit=21", &[], "", 400, "query.limit: 21 is more");
}

#[test]
fn an_operation_without_an_answer_has_no_body() {
    let reply = reply("GET /books/a/cover.png", &[], "");
    assert_eq!((reply.status, reply.body), (204, None));
}
