//! A spec with a text in every field that takes one.
//!
//! `SPEC` lists every key of the format, which a test holds against the JSON Schema; where it says `TEXT`, the text of
//! a test goes in. Fields that are no free text (a URL, the name of a header) say `STRICT:` and a name, and are harmless
//! unless a test asks for that one.

use std::collections::BTreeSet;

use bindery::schema::{FileKind, json_schema};
use bindery::source::Sources;
use serde_json::{Value, json};

use super::SENTINEL;

/// The fields that are no free text: a spec may be refused because of them.
pub(super) const STRICT: &[&str] = &[
    "crate",
    "version",
    "license",
    "repository",
    "package",
    "class",
    "source",
    "server",
    "optionServer",
    "knownServer",
    "ownServer",
    "tokenUrl",
    "scheme",
    "header",
    "headerValue",
    "keyName",
    "tokenPath",
    "tokenField",
    "claimHeader",
    "claim",
    "envelope",
    "code",
    "requestId",
    "literalPath",
    "mustContain",
    "wire",
    "mediaType",
    "streamType",
    "fileType",
    "multipart",
    "contentType",
    "partType",
];

/// The same for those that become identifiers as well, or have to be one that is there.
pub(super) const NAMES: &[&str] = &[
    "items",
    "queryParam",
    "headerParam",
    "cookieParam",
    "replyHeader",
    "field",
    "discriminator",
    "part",
    "formField",
    "shownOption",
];

/// The spec with a text in every field for text.
pub(super) fn with_text(text: &str) -> Sources {
    build(&|field| (field == "TEXT").then(|| text.to_owned()))
}

/// The spec with a text in one field that is not meant for it; `None` when there is no such field.
pub(super) fn with_strict(field: &str, text: &str) -> Option<Sources> {
    let found = std::cell::Cell::new(false);
    let sources = build(&|name| {
        let is_it = name.strip_prefix("STRICT:") == Some(field);
        found.set(found.get() || is_it);
        is_it.then(|| text.to_owned())
    });
    found.get().then_some(sources)
}

fn build(plant: &dyn Fn(&str) -> Option<String>) -> Sources {
    let mut files: Vec<(&str, String)> =
        documents().into_iter().map(|(path, document)| (path, ascii(&planted(&document, plant)))).collect();
    let sample = plant("TEXT").unwrap_or_else(|| SENTINEL.to_owned());
    files.push(("samples/things/make-thing.java", sample.clone()));
    files.push(("samples/things/make-thing.own", sample));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    Sources::from_texts("hostile", &files)
}

/// Texts in place of the words for them, as values and as keys.
fn planted(value: &Value, plant: &dyn Fn(&str) -> Option<String>) -> Value {
    match value {
        Value::String(text) => Value::String(replaced(text, plant)),
        Value::Array(items) => items.iter().map(|item| planted(item, plant)).collect(),
        Value::Object(map) => Value::Object(
            map.iter().map(|(key, value)| (replaced(key, plant), planted(value, plant))).collect(),
        ),
        other => other.clone(),
    }
}

/// A word is `TEXT`, or `STRICT:name=harmless` with `{}` in it where the text goes.
fn replaced(word: &str, plant: &dyn Fn(&str) -> Option<String>) -> String {
    if word == "TEXT" {
        return plant(word).unwrap_or_else(|| SENTINEL.to_owned());
    }
    let Some((field, harmless)) = word.split_once('=').filter(|(field, _)| field.starts_with("STRICT:"))
    else {
        return word.to_owned();
    };
    harmless.replace("{}", &plant(field).unwrap_or_default())
}

/// JSON is YAML as long as it is ASCII, and its escapes carry every character.
fn ascii(value: &Value) -> String {
    let escaped = |c: char| match c {
        ' '..='~' => c.to_string(),
        other if u32::from(other) > 0xffff => format!("\\U{:08x}", u32::from(other)),
        other => format!("\\u{:04x}", u32::from(other)),
    };
    value.to_string().chars().map(escaped).collect()
}

fn documents() -> Vec<(&'static str, Value)> {
    vec![
        ("api.yaml", api()),
        ("types/all.yaml", types()),
        ("endpoints/things/make-thing.yaml", make_thing()),
        ("endpoints/things/list-things.yaml", list_things()),
        ("endpoints/things/send-parts.yaml", send_parts()),
        ("endpoints/things/send-bytes.yaml", send_bytes()),
        ("endpoints/others/sign-in.yaml", sign_in()),
        ("endpoints/things/watch-things.yaml", watch_things()),
    ]
}

fn api() -> Value {
    json!({
        "bindery": 1, "title": "TEXT", "description": "TEXT", "version": "TEXT", "locales": ["en", "zh-CN"],
        "translations": "partial",
        "clients": {
            "ThingClient": {
                "description": "TEXT", "timeout": "10s", "auth": ["key"],
                "server": { "option": "host", "url": "STRICT:optionServer=https://example.com/{}" },
                "options": {
                    "host": { "description": "TEXT", "example": "TEXT" },
                    "key": { "required": true, "secret": true, "description": "TEXT", "example": "TEXT" },
                    "scope": { "default": "STRICT:mustContain=openid{}", "mustContain": ["STRICT:mustContain=openid{}"] },
                    "mood": { "default": "TEXT", "description": "TEXT", "header": "STRICT:header=x-{}" },
                    "way": { "enum": ["client_secret_post"], "default": "client_secret_post" },
                    "id": { "example": "TEXT" },
                },
            },
            "OtherClient": {
                "server": {
                    "option": "home", "url": "STRICT:server=https://{region}.example.com/{zone}{}",
                    "variables": {
                        "region": { "default": "eu", "enum": ["eu", "us"], "description": "TEXT" },
                        "zone": { "default": "TEXT" },
                    },
                },
                "servers": [{ "url": "STRICT:knownServer=https://test.example.com/{}", "description": "TEXT" }],
                "options": { "home": {}, "key": { "description": { "en": "TEXT", "zh-CN": "TEXT" } }, "id": {}, "way": {} },
            },
        },
        "groups": {
            "things": { "title": "TEXT", "description": "TEXT" },
            "others": { "title": { "en": "TEXT", "zh-CN": "TEXT" } },
        },
        "auth": {
            "key": { "type": "apiKey", "in": "header", "name": "STRICT:keyName=x-key{}", "option": "key", "description": "TEXT" },
            "bearer": { "type": "bearer", "option": "key", "description": "TEXT" },
            "basic": { "type": "basic", "username": "id", "password": "key", "description": "TEXT" },
            "oauth": { "type": "oauthClient", "id": "id", "secret": "key", "method": "way", "description": "TEXT" },
            "token": {
                "type": "tokenRequest", "http": "POST /token", "body": { "STRICT:tokenField=key{}": "key" },
                "token": "STRICT:tokenPath=data.token{}", "expiresIn": "data.expires",
                "claimHeaders": { "STRICT:claimHeader=x-pool{}": "STRICT:claim=pool{}" }, "expired": [401],
                "description": "TEXT",
            },
            "digest": { "type": "http", "scheme": "STRICT:scheme=Digest{}", "option": "key", "description": "TEXT" },
            "machine": {
                "type": "clientCredentials", "tokenUrl": "STRICT:tokenUrl=https://example.com/token{}", "id": "id", "secret": "key",
                "method": "way", "scope": "id", "scopes": { "TEXT": "TEXT" }, "description": "TEXT",
            },
            "certificate": { "type": "mutualTLS", "description": "TEXT" },
            "formToken": { "type": "tokenRequest", "http": "POST /token", "form": { "key": "key" }, "token": "token" },
        },
        "headers": { "x-from": "STRICT:headerValue=me{}" },
        "envelope": {
            "status": "STRICT:envelope=status{}", "success": [200], "code": "STRICT:code=code{}", "message": "message",
            "requestId": "STRICT:requestId=requestId{}", "data": "data",
        },
        "pagination": {
            "byPage": { "style": "pageNumber", "page": "page", "first": 0, "limit": "limit", "items": "STRICT:items=list{}", "total": "total" },
            "byOffset": { "style": "offset", "offset": "STRICT:offset=skip{}", "limit": "limit", "items": "list" },
            "byCursor": { "style": "cursor", "cursor": "STRICT:cursor=after{}", "next": "STRICT:next=next{}", "items": "list" },
        },
        "retry": { "attempts": 2, "baseDelay": "1s", "maxDelay": "2s" },
        "naming": { "body": "{}Body", "answer": "{}Answer" },
        "targets": {
            "rust": {
                "crate": "STRICT:crate=hostile{}", "version": "STRICT:version=1.0.0{}",
                "license": "STRICT:license=MIT{}", "repository": "STRICT:repository=https://example.com/{}",
            },
            "markdown": {
                "source": "STRICT:source=https://example.com/{}/{file}",
                "options": ["STRICT:shownOption=id{}"],
                "java": { "package": "STRICT:package=com.example{}" },
                "node": { "package": "STRICT:package=@hostile/client{}", "classes": { "ThingClient": "STRICT:class=Client{}" } },
                "go": { "package": "STRICT:package=example.com/hostile{}", "case": "pascal" },
                "python": { "package": "STRICT:package=hostile{}", "case": "camel" },
                "php": { "package": "STRICT:package=Hostile{}", "case": "snake" },
                "csharp": {},
            },
        },
    })
}

fn types() -> Value {
    json!({ "types": {
        "Thing": {
            "description": "TEXT", "deprecated": { "since": "TEXT", "instead": "TEXT" },
            "fields": {
                "name": {
                    "type": "string", "required": true, "example": "TEXT", "description": "TEXT", "pattern": "TEXT",
                    "minLength": 1, "maxLength": 100000,
                },
                "label": { "type": "Label", "default": "TEXT", "description": { "en": "TEXT", "zh-CN": "TEXT" } },
                "kind": { "type": "Kind", "nullable": true, "deprecated": { "since": "TEXT" } },
                "parts": { "items": { "fields": { "name": { "type": "string", "example": "TEXT" } } }, "description": "TEXT" },
                "number": { "type": "int32", "minimum": 1, "maximum": 9, "example": 3, "description": "TEXT" },
                "even": { "type": "int32", "exclusiveMinimum": 1, "exclusiveMaximum": 9, "multipleOf": 2, "example": 4 },
                "wired": { "type": "string", "wire": "STRICT:wire=plain wire{}", "format": "TEXT", "readOnly": true, "example": "TEXT" },
                "told": { "type": "map<string>", "minFields": 1, "maxFields": 3, "writeOnly": true, "example": { "TEXT": "TEXT" } },
                "STRICT:field=plain{}": { "type": "string", "example": "TEXT" },
            },
        },
        "Label": { "type": "string", "description": "TEXT", "pattern": "TEXT", "origin": { "name": "TEXT" } },
        "Base": { "fields": { "STRICT:discriminator=base{}": { "type": "string", "example": "TEXT", "description": "TEXT" } } },
        "Left": { "extends": ["Base"], "fields": { "left": { "type": "string", "example": "TEXT" } }, "extra": { "type": "string", "description": "TEXT" } },
        "Either": {
            "description": "TEXT", "discriminator": "STRICT:discriminator=base{}",
            "oneOf": [{ "name": "left", "tags": ["TEXT"], "shape": { "type": "Left", "description": "TEXT" } }, { "tags": ["plain"], "fallback": true, "shape": { "type": "Base" } }],
        },
        "Kind": {
            "description": "TEXT", "closed": true,
            "enum": [{ "value": "TEXT", "name": "hostile", "description": "TEXT" }, { "value": "plain", "description": "TEXT" }],
        },
        "Pair": {
            "description": "TEXT", "minItems": 1, "extra": { "type": "string", "description": "TEXT" },
            "tuple": [{ "type": "string", "example": "TEXT", "description": "TEXT", "pattern": "TEXT" }, "Thing"],
        },
        "Numbers": { "type": "int32", "enum": [{ "value": 1, "name": "one", "description": "TEXT" }], "description": "TEXT" },
    } })
}

fn make_thing() -> Value {
    json!({
        "endpoint": "makeThing", "client": "ThingClient", "http": "STRICT:literalPath=POST /things{}/{id}", "auth": [["key", "bearer"], ["basic"]],
        "summary": "TEXT", "description": "TEXT", "idempotent": true, "idempotencyKey": "STRICT:keyHeader=x-key{}", "hidden": false,
        "origin": { "id": "TEXT", "tags": ["TEXT"], "order": 1, "summary": "TEXT", "description": "TEXT" },
        "deprecated": { "since": "TEXT", "instead": "TEXT" },
        "path": { "id": { "type": "string", "example": "TEXT", "description": "TEXT", "origin": { "description": "TEXT", "default": "TEXT", "example": "TEXT" } } },
        "query": {
            "STRICT:queryParam=mode{}": { "type": "string", "default": "TEXT", "description": "TEXT" },
            "kinds": { "type": "Kind[]", "required": true, "example": ["TEXT"], "minItems": 1, "maxItems": 5, "unique": true },
            "numbers": { "type": "Numbers", "example": 1, "style": "form", "explode": false, "allowReserved": true },
        },
        "header": { "STRICT:headerParam=x-mode{}": { "type": "string", "required": true, "example": "TEXT", "secret": true } },
        "cookie": { "STRICT:cookieParam=mood{}": { "type": "string", "fromOption": "mood", "example": "TEXT" } },
        "body": {
            "thing": { "type": "Thing", "required": true, "description": "TEXT" },
            "any": { "type": "any", "required": true, "example": { "TEXT": ["TEXT"] } },
            "more": { "type": "map<string>", "example": { "TEXT": "TEXT" } },
        },
        "bodyExamples": { "TEXT": { "thing": { "name": "TEXT" }, "any": "TEXT" } },
        "answer": { "fields": { "status": { "type": "int32", "example": 200 }, "word": { "type": "string", "example": "TEXT" } } },
        "answerExample": { "word": "TEXT" },
        "errors": {
            "404": {
                "type": "Thing", "description": "TEXT", "contentType": "STRICT:mediaType=application/problem{}+json",
                "headers": { "STRICT:replyHeader=x-left{}": { "type": "string", "description": "TEXT", "example": "TEXT" } },
                "examples": { "TEXT": { "name": "TEXT" } },
            },
            "4XX": { "type": "string", "contentType": "text/plain", "description": "TEXT", "example": "TEXT" },
            "default": { "shape": { "fields": { "reason": { "type": "string", "description": "TEXT", "example": "TEXT" } } } },
        },
        "streamed": {
            "type": "Thing", "stream": "events", "until": "TEXT", "with": { "TEXT": "TEXT" },
            "contentType": "STRICT:streamType=text/event-stream{}",
        },
    })
}

fn watch_things() -> Value {
    json!({
        "endpoint": "watchThings", "client": "ThingClient", "http": "GET /things/events", "summary": "TEXT",
        "answers": {
            "200": { "type": "Thing", "stream": "events", "until": "TEXT", "description": "TEXT" },
            "202": {
                "type": "binary", "contentType": "STRICT:fileType=image/png{}", "description": "TEXT",
                "or": [{ "type": "string", "contentType": "STRICT:noteType=text/plain{}", "example": "TEXT" }],
            },
            "204": { "description": "TEXT" },
            "3XX": { "headers": { "location": { "type": "uri", "description": "TEXT" } }, "description": "TEXT" },
        },
    })
}

fn list_things() -> Value {
    json!({
        "endpoint": "listThings", "client": "ThingClient", "http": "GET /things", "auth": ["token"],
        "summary": { "en": "TEXT", "zh-CN": "TEXT" }, "pagination": "byPage",
        "query": { "page": { "type": "int32", "example": 1 }, "limit": { "type": "int32", "example": 2 } },
        "answer": { "fields": { "STRICT:items=list{}": { "type": "Thing[]" }, "total": { "type": "int32", "example": 1 } } },
    })
}

fn send_parts() -> Value {
    json!({
        "endpoint": "sendParts", "client": "ThingClient", "http": "POST /parts", "auth": [], "summary": "TEXT",
        "contentType": "STRICT:multipart=multipart/form-data{}", "bodyOptional": true, "bodyClosed": true, "otherContentTypes": { "STRICT:other=application/xml{}": "own" },
        "multipart": {
            "STRICT:part=part{}": { "type": "string", "contentType": "STRICT:partType=text/plain{}", "example": "TEXT" },
            "file": { "type": "binary", "description": "TEXT", "example": "TEXT" },
        },
    })
}

fn send_bytes() -> Value {
    json!({
        "endpoint": "sendBytes", "client": "ThingClient", "http": "POST /bytes", "auth": [], "summary": "TEXT",
        "body": "binary", "contentType": "STRICT:contentType=image/*{}",
    })
}

fn sign_in() -> Value {
    json!({
        "endpoint": "signIn", "client": "OtherClient", "http": "POST /sign-in", "auth": [["oauth"], ["digest", "machine", "certificate"]], "scopes": { "machine": ["TEXT"] },
        "server": "STRICT:ownServer=https://own.example.com/{}",
        "summary": "TEXT", "envelope": false,
        "form": {
            "word": { "type": "string", "required": true, "example": "TEXT", "description": "TEXT" },
            "STRICT:formField=styled{}": { "type": "string[]", "style": "pipeDelimited", "explode": true, "allowReserved": true, "example": ["TEXT"] },
            "told": { "type": "map<string>", "wire": "TEXT", "style": "json", "example": { "TEXT": "TEXT" } },
        },
        "bodyExample": { "word": "TEXT" },
        "answer": "Either",
    })
}

/// No key of the format is missing here, so that none is forgotten when it is added.
#[test]
fn every_keyword_is_in_the_spec() {
    let mut written = BTreeSet::new();
    for (_, document) in documents() {
        keys(&document, &mut written);
    }
    for kind in FileKind::ALL {
        let mut known = BTreeSet::new();
        properties(&json_schema(kind), &mut known);
        let missing: Vec<_> = known.difference(&written).collect();
        assert!(missing.is_empty(), "{kind:?}: {missing:?}");
    }
}

fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            found.insert(key.clone());
            keys(value, found);
        }),
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

fn properties(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            if let (true, Some(properties)) = (key == "properties", value.as_object()) {
                found.extend(properties.keys().cloned());
            }
            properties(value, found);
        }),
        Value::Array(items) => items.iter().for_each(|item| properties(item, found)),
        _ => {}
    }
}
