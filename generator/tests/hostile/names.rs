//! Any string as a name: it is refused, or the code that is made of it is Rust.

use bindery::source::Sources;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Files, generate};

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_name_is_refused_or_becomes_an_identifier(name in any::<String>()) {
        check(&name);
    }

    #[test]
    fn words_become_identifiers(name in "[a-zA-Z0-9_ .:/-]{1,12}") {
        check(&name);
    }
}

#[test]
fn names_that_were_trouble_once() {
    for name in [
        "self",
        "Self",
        "_",
        "__",
        "r#type",
        "crate",
        "type",
        "'static",
        "a'b",
        "\u{200b}",
        "ﬁ",
        "ß",
        "İ",
        "ǆ",
        "Ⅷ",
        "²",
        "数",
        "数字",
        "ا",
        "é",
        "e\u{301}",
        "\u{301}",
        "🦀",
        "a🦀b",
        "..",
        "../x",
        "con",
        "aux",
        "a/b",
        "a\\b",
        "\0",
        "\n",
        "default",
        "new",
        "send",
        "std",
        "core",
        "KNOWN",
        "Err",
        "Error",
        "Unknown",
        "UnknownValue",
        "value",
        "body",
        "call",
        "page",
        "1",
        "-1",
        "+1",
    ] {
        check(name);
    }
}

/// Each place of a name alone, so that one that refuses it does not hide the others.
fn check(name: &str) {
    for place in
        ["client", "group", "option", "endpoint", "type", "field", "value", "query", "path", "scheme"]
    {
        if let Some(files) = generate(&spec(place, name)) {
            parse(&files, &format!("{name:?} as {place}"));
        }
    }
}

fn parse(files: &Files, about: &str) {
    for (path, content) in files {
        assert!(path.split('/').all(|part| !part.is_empty() && part != ".."), "{about}: {path}");
        if path.ends_with(".rs") {
            syn::parse_file(content).unwrap_or_else(|error| panic!("{about}: {path}: {error}\n{content}"));
        }
        if path.ends_with(".toml") {
            content.parse::<toml::Table>().unwrap_or_else(|error| panic!("{about}: {error}\n{content}"));
        }
    }
}

/// A spec in which everything has a plain name, except for one place.
fn spec(place: &str, name: &str) -> Sources {
    let n = |here: &str, plain: &str| if here == place { name.to_owned() } else { plain.to_owned() };
    let (client, option, scheme, ty) =
        (n("client", "ThingClient"), n("option", "key"), n("scheme", "key"), n("type", "Thing"));
    let api = json!({
        "bindery": 1, "title": "Things", "version": "1", "locales": ["en"],
        "clients": { &client: {
            "server": { "url": "https://example.com" }, "auth": [&scheme], "options": { &option: { "secret": true } },
        } },
        "auth": { &scheme: { "type": "bearer", "option": &option } },
        "groups": { n("group", "things"): { "title": "Things" } },
    });
    let types = json!({ "types": {
        &ty: { "fields": { n("field", "name"): { "type": "string", "required": true }, "kind": { "enum": [n("value", "a"), "b"] } } },
    } });
    let id = n("path", "id");
    let endpoint = json!({
        "endpoint": n("endpoint", "makeThing"), "http": format!("POST /things/{{{id}}}"), "summary": "Make a thing",
        "path": { &id: { "type": "string" } },
        "query": { n("query", "mode"): { "type": "string", "required": true } },
        "body": &ty, "answer": format!("{ty}[]"),
    });
    let endpoint_path = format!("endpoints/{}/make.yaml", n("group", "things"));
    let text = |value: Value| value.to_string();
    Sources::from_texts(
        "things",
        &[("api.yaml", &text(api)), ("types/all.yaml", &text(types)), (&endpoint_path, &text(endpoint))],
    )
}
