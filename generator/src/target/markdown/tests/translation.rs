//! The notice of a page that shows texts of another locale, wherever it shows them.

use serde_json::{Value, json};

use super::{api, pages_of, spec};

const NOTICE: &str = "本页部分内容尚未翻译";

/// The page of an endpoint in the second locale, with a mark in one place that is not translated.
fn page(place: &str) -> String {
    let text = |at: &str| match at == place {
        true => json!({ "en": "Read me" }),
        false => json!({ "en": "Read me", "zh-CN": "Translated" }),
    };
    let mut api = api();
    api["locales"] = json!(["en", "zh-CN"]);
    api["translations"] = json!("partial");
    api["auth"] = json!({ "key": {
        "type": "apiKey", "in": "header", "name": "X-Key", "option": "key", "description": text("scheme"),
    } });
    api["clients"]["ShopClient"]["options"] = json!({ "key": { "description": text("option") } });
    let types = json!({
        "Part": { "description": text("type"), "fields": {
            "deep": { "type": "Deep", "description": text("field of a type") },
        } },
        "Deep": { "fields": {
            "state": { "enum": ["new", { "value": "old", "description": text("value") }] },
            "gone": { "type": "string", "deprecated": { "instead": text("instead of a field") } },
        } },
        "Fault": { "fields": { "reason": { "type": "string", "description": text("field of a refusal") } } },
    });
    let endpoint = endpoint(text);
    let (mut pages, _) = pages_of(&spec(&api, &types, &[("make-thing", endpoint)]));
    assert!(!pages["en/things/make-thing.md"].contains("not translated"), "{place}");
    pages.remove("zh-CN/things/make-thing.md").unwrap()
}

fn endpoint(text: impl Fn(&str) -> Value) -> Value {
    json!({
        "endpoint": "makeThing",
        "http": "POST /things/{id}",
        "auth": ["key"],
        "summary": text("summary"),
        "description": text("description"),
        "deprecated": { "instead": text("instead") },
        "path": { "id": { "type": "string", "description": text("parameter") } },
        "body": { "part": { "type": "Part", "description": text("field") } },
        "answers": {
            "201": { "type": "Part", "description": text("answer"), "headers": {
                "X-Left": { "type": "int32", "description": text("header") },
            } },
        },
        "errors": { "404": { "type": "Fault", "description": text("refusal") } },
    })
}

#[test]
fn whatever_a_page_shows_in_another_locale_is_said_at_its_top() {
    assert!(!page("nowhere").contains(NOTICE));
    for place in [
        "scheme",
        "type",
        "field of a type",
        "value",
        "instead of a field",
        "field of a refusal",
        "summary",
        "description",
        "instead",
        "parameter",
        "field",
        "answer",
        "header",
        "refusal",
    ] {
        let page = page(place);
        assert!(page.contains(NOTICE) && page.contains("Read me"), "{place}\n{page}");
    }
}
