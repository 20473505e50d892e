//! Responses: of samples that fit the calls, mutated.

use serde_json::{Value, json};

use crate::random::Random;

/// A response to be.
#[derive(Clone)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// How large the pieces are in which the body comes; 0 is all at once.
    pub piece: usize,
    /// Whether the connection breaks off after the body.
    pub breaks: bool,
}

const BOOK: &str = r#"{"title":"a","count":3.0,"large":-9007199254740993,"size":18446744073709551615,"weight":1.5e-7,"ratio":1e2,"price":"12.50","exact":0.10,"day":"2024-02-29","time":"2026-01-31T09:30:00.123456789+02:00","stamp":"Sat, 31 Jan 2026 09:30:00 GMT","unix":1769851800,"length":"P1Y2M3DT4H5M6.7S","id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","link":"https://a.example/%E2%82%AC?x#y","bytes":"aGk=","url":"_-8","any":null,"flags":[true,false],"notes":{"a":null},"colour":"blue","level":2,"pair":["x",1,0.5],"parts":[{"title":"b"}],"alert":{"kind":"fire","floor":2},"loose":["x",[1]],"more":{"deep":[[[]]]}}"#;
const ALERT: &str = r#"{"kind":"flood","metres":2}"#;
const SAMPLES: &[&str] = &[
    BOOK,
    ALERT,
    r#"{"books":[{"title":"a"},{"title":"b","count":1}],"links":{"next":"/books?page=2"}}"#,
    r#"{"shelf":"s","books":[]}"#,
    r#"{"code":7,"message":"no"}"#,
    "\"text\"",
    "plain text\r\n\u{20ac}",
    ": comment\nretry: 20\nid: 1\nevent: added\ndata: {\"kind\":\"fire\",\ndata: \"floor\":1}\n\ndata: [DONE]\n\n",
    "data: {\"kind\":\"x\"}\r\rdata:x\r\n\r\n",
    "{\"title\":\"a\"}\n\n{\"title\":\"b\",\"count\":2e0}\r\n{\"title\":\"c\"}",
    "\u{1e}{\"title\":\"a\"}\n",
    "",
];

const PIECES: &[&[u8]] = &[
    b"\r\n",
    b"\n\n",
    b"\r",
    b"\n",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff",
    b"\xe2\x82",
    b"data:",
    b"id:",
    b"retry: 99999999999999999999\n",
    b"event:",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\",
    b"\\ud800",
    b"\\u0000",
    b"null",
    b"true",
    b"-0",
    b"1e400",
    b"1e-400",
    b"0.1",
    b",",
    b":",
    b"123456789012345678901234567890.5",
    b"-9223372036854775809",
    b"1E+2",
    b"\"kind\":",
    b"\"\xc3\xa9\"",
    b"2023-02-31",
    b"T24:00:00Z",
    b"23:59:60",
    b".1234567890\xc3\xa9Z",
    b"PT1e9H",
    b"P99999999999999999999Y",
    b"%",
    b"=",
    b"<",
    b">;rel=next",
    b"\xf0\x9f\x98\x80",
];

const TYPES: &[&str] = &[
    "application/json",
    "application/json; charset=utf-8",
    "application/problem+json",
    "text/event-stream",
    "text/plain",
    "text/plain; charset=latin1",
    "application/x-ndjson",
    "application/jsonl",
    "image/png",
    "application/octet-stream",
    "*/*",
    ";;;",
    "text",
    "application/json;;charset=\"",
];

const HEADERS: &[(&str, &str)] = &[
    ("retry-after", "0"),
    ("retry-after", "99999999999999999999"),
    ("retry-after", "Sat, 31 Jan 2026 09:30:00 GMT"),
    ("retry-after", "-1"),
    ("date", "Sat, 31 Feb 2026 99:30:00 GMT"),
    ("link", "</books?page=2>; rel=\"next\", <x>; rel=prev"),
    ("link", "<<>>;;,rel=next"),
    ("location", "//evil.example/\\"),
    ("location", "/there?x#y"),
    ("location", "http://[::1"),
    ("x-count", "1.0"),
    ("x-count", "x"),
    ("x-when", "2023-02-31T00:00:00Z"),
    ("x-when", "2026-01-31T09:30:00.1234567890123Z"),
    ("x-list", "a,,b, \"c\""),
    ("content-length", "5"),
    ("content-disposition", "attachment; filename*=UTF-8''%e2%82%ac%zz"),
    ("content-disposition", "attachment; filename=\"a\\"),
    ("content-range", "bytes 5-3/2"),
    ("etag", "W/\""),
    ("x-request-id", "\u{e9}"),
    ("set-cookie", "a=b; Expires=x"),
];

impl Response {
    pub fn random(random: &mut Random, call: usize) -> Self {
        let usual = crate::call::USUAL[call];
        let mut body = sample(random, usual.1).as_bytes().to_vec();
        for _ in 0..random.below(7) {
            mutate(random, &mut body);
        }
        let media = if random.below(4) == 0 { random.one_of(TYPES) } else { usual.0 };
        let mut headers = vec![("content-type".to_owned(), media.to_owned())];
        for _ in 0..random.below(4) {
            let (name, value) = random.one_of(HEADERS);
            let mut value = value.as_bytes().to_vec();
            if random.below(3) == 0 {
                mutate(random, &mut value);
            }
            headers.push((name.to_owned(), latin1(&value)));
        }
        Self {
            status: random.one_of(&[
                200, 200, 200, 200, 200, 202, 204, 206, 300, 302, 304, 400, 404, 429, 500, 503, 599,
            ]),
            headers,
            body,
            piece: random.one_of(&[0, 0, 1, 2, 3, 7, 64]),
            breaks: random.below(8) == 0,
        }
    }

    pub fn to_json(&self) -> Value {
        json!({
            "status": self.status, "headers": self.headers, "body": latin1(&self.body), "piece": self.piece, "breaks": self.breaks,
        })
    }

    pub fn of_json(value: &Value) -> Self {
        let number = |key: &str| value[key].as_u64().unwrap_or(0);
        let pair = |pair: &Value| Some((pair[0].as_str()?.to_owned(), pair[1].as_str()?.to_owned()));
        Self {
            status: u16::try_from(number("status")).unwrap_or(200),
            headers: value["headers"].as_array().into_iter().flatten().filter_map(pair).collect(),
            body: bytes(value["body"].as_str().unwrap_or_default()),
            piece: usize::try_from(number("piece")).unwrap_or(0),
            breaks: value["breaks"].as_bool().unwrap_or(false),
        }
    }
}

fn sample(random: &mut Random, usual: usize) -> &'static str {
    if random.below(5) == 0 { random.one_of(SAMPLES) } else { SAMPLES[usual] }
}

fn mutate(random: &mut Random, bytes: &mut Vec<u8>) {
    let at = random.below(bytes.len() + 1);
    let end = (at + random.below(24)).min(bytes.len());
    match random.below(8) {
        0 => drop(bytes.drain(at..end)),
        1 => {
            let copy = bytes[at..end].to_vec();
            bytes.splice(at..at, copy);
        }
        2 if at < bytes.len() => bytes[at] = random.next().to_le_bytes()[0],
        3 => bytes.truncate(at),
        4 => {
            // Nesting and length, by which decoders could be overwhelmed.
            let piece = random.one_of(PIECES);
            let times = random.one_of(&[10, 200, 5_000]);
            bytes.splice(at..at, piece.repeat(times));
        }
        5 => {
            let other = random.one_of(SAMPLES).as_bytes();
            let from = random.below(other.len() + 1);
            bytes.splice(at..end, other[from..].iter().copied());
        }
        _ => {
            let piece = random.one_of(PIECES);
            bytes.splice(at..end, piece.iter().copied());
        }
    }
}

/// Bytes as a text of JSON: each is a character.
fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

pub fn bytes(text: &str) -> Vec<u8> {
    text.chars().map(|char| u8::try_from(u32::from(char)).unwrap_or(b'?')).collect()
}
