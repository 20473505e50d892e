//! Bodies that are no JSON: parts, texts and bytes.

use serde_json::json;

use super::{Endpoint, accepted, endpoint, refused, reply};

pub(super) fn endpoints() -> Vec<Endpoint> {
    let parts = json!({ "multipart": {
        "scan": { "type": "binary", "required": true }, "count": { "type": "int32" },
        "tags": { "type": "string[]" }, "book": { "type": "Book" },
    } });
    let styled = json!({ "form": {
        "tags": { "type": "string[]", "required": true, "style": "pipeDelimited" },
        "book": { "type": "Book", "style": "json" },
        "books": { "type": "Book[]", "style": "json", "explode": true },
        "spread": { "type": "map<int32>", "style": "form" },
    } });
    let bytes = json!({ "body": "binary", "contentType": "image/*, application/pdf" });
    vec![
        endpoint("sendParts", "POST /parts", parts),
        endpoint("sendStyled", "POST /styled", styled),
        endpoint("sendBytes", "POST /bytes", bytes),
        endpoint("sendText", "POST /text", json!({ "body": "Colour", "contentType": "text/plain" })),
        endpoint(
            "sendClosed",
            "POST /closed",
            json!({ "body": { "list": { "type": "Sealed[]" } }, "bodyClosed": true }),
        ),
        endpoint(
            "sendOthers",
            "POST /others",
            json!({
                "body": { "count": { "type": "int32", "required": true } },
                "otherContentTypes": {
                    "application/x-www-form-urlencoded": "same", "application/*+json": "same", "application/xml": "own",
                },
            }),
        ),
        endpoint("sendMaybe", "POST /maybe", json!({ "body": "string", "bodyOptional": true })),
        endpoint("sendExpected", "POST /expected", json!({ "body": "string?", "bodyOptional": "expected" })),
    ]
}

const PARTS: &[&str] = &["content-type: multipart/form-data; boundary=b"];

fn parts(parts: &[(&str, &str)]) -> String {
    let part = |(head, content): &(&str, &str)| {
        format!("--b\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
    };
    parts.iter().map(part).collect::<String>() + "--b--\r\n"
}

#[test]
fn fields_of_a_form_are_read_by_their_styles() {
    const FORM: &[&str] = &["content-type: application/x-www-form-urlencoded"];
    accepted("POST /styled", FORM, "tags=a%7Cb&book=%7B%22bookId%22:%22b%22%7D&left=7");
    accepted(
        "POST /styled",
        FORM,
        "tags=a&books=%7B%22bookId%22:%22b%22%7D&books=%7B%22bookId%22:%22c%22%7D",
    );
    refused("POST /styled", FORM, "tags=a&books=%7B%7D&books=1", 400, "body.books[1]");
    refused("POST /styled", FORM, "book=%7B%22bookId%22:%22b%22%7D", 400, "body.tags: it is required");
    refused("POST /styled", FORM, "tags=a&book=%7B%7D", 400, "body.book.bookId: it is required");
    refused("POST /styled", FORM, "tags=a&book[bookId]=b&left=x", 400, "body.spread.");
}

#[test]
fn other_methods_are_served() {
    const JSON: &[&str] = &["content-type: application/json"];
    accepted("COPY /copies/1", &[], "");
    accepted("QUERY /books", JSON, r#"{"words":"w"}"#);
    refused("QUERY /books", JSON, "{}", 400, "body.words: it is required");
    assert_eq!(reply("MOVE /copies/1", &[], "").status, 405);
}

#[test]
fn a_body_comes_in_each_of_its_media_types() {
    accepted("POST /others", &["content-type: application/json"], r#"{"count":1}"#);
    accepted("POST /others", &["content-type: application/x-www-form-urlencoded"], "count=1");
    accepted("POST /others", &["content-type: application/vnd.books+json"], r#"{"count":1}"#);
    accepted("POST /others", &["content-type: application/xml"], "<count>1</count>");
    refused(
        "POST /others",
        &["content-type: application/x-www-form-urlencoded"],
        "count=x",
        400,
        "body.count",
    );
    refused("POST /others", &["content-type: application/vnd.books+json"], "{}", 400, "body.count");
    refused("POST /others", &["content-type: text/plain"], "1", 415, "application/json");
}

#[test]
fn closed_objects_have_no_further_fields() {
    const JSON: &[&str] = &["content-type: application/json"];
    accepted("POST /closed", JSON, r#"{"list":[{"a":"x"}]}"#);
    refused("POST /closed", JSON, r#"{"other":1}"#, 400, "body.other: there is no field `other`");
    refused("POST /closed", JSON, r#"{"list":[{"a":"x","b":1}]}"#, 400, "there is no field `b`");
}

#[test]
fn parts_are_read_by_their_types() {
    let scan = ("name=\"scan\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf", "%PDF\r\n--");
    let book = "name=\"book\"\r\nContent-Type: application/json";
    let tags = [("name=\"tags\"", "a"), ("name=\"tags\"", "")];
    let all = [scan, ("name=\"count\"", "3"), tags[0], tags[1], (book, "{\"bookId\":\"b\"}")];
    accepted("POST /parts", PARTS, &parts(&all));
    refused("POST /parts", PARTS, &parts(&all[1..]), 400, "body.scan: it is required");
    refused(
        "POST /parts",
        PARTS,
        &parts(&[scan, ("name=\"count\"", "x")]),
        400,
        "body.count: a whole number",
    );
    refused("POST /parts", PARTS, &parts(&[scan, (book, "{")]), 400, "body.book: it is no JSON");
    refused("POST /parts", PARTS, &parts(&[("name=\"scan\"", "x")]), 400, "no file name");
}

#[test]
fn what_is_no_multipart_body_is_refused() {
    for body in ["", "--b", "--b\r\n", "--b\r\nx\r\n--b--\r\n", "--c--\r\n"] {
        refused("POST /parts", PARTS, body, 400, "body");
    }
    refused("POST /parts", &["content-type: multipart/form-data"], "--b--", 400, "no boundary");
}

#[test]
fn texts_and_bytes_have_media_types() {
    accepted("POST /bytes", &["content-type: image/png"], "\u{1}");
    accepted("POST /bytes", &["content-type: application/pdf"], "");
    refused("POST /bytes", &["content-type: text/plain"], "x", 415, "image/*");
    accepted("POST /text", &["content-type: text/plain; charset=utf-8"], "red");
    accepted("POST /maybe", &[], "");
    accepted("POST /expected", &[], "");
    accepted("POST /expected", &["content-type: application/json"], "null");
    refused("POST /expected", &["content-type: application/json"], "1", 400, "body");
    assert_eq!(reply("POST /text", &[], "red").status, 415);
}
