//! What pages show: the source page's facts, and the faults of its family mended.

use serde_json::json;

use super::reading::Reading;
use super::{api, pages_of, reference, spec};

#[test]
fn bind_phone_has_what_the_source_page_has() {
    let (pages, _) = pages_of(&reference());
    let page = &pages["zh-CN/profile/bind-phone.md"];
    let reading = Reading::of(page);
    let headings: Vec<&str> = reading.headings.iter().map(|(_, text)| text.as_str()).collect();
    let expected = [
        "绑定手机号",
        "方法名称",
        "请求地址",
        "认证方式",
        "请求参数",
        "示例代码",
        "请求响应",
        "错误处理",
        "数据结构",
    ];
    assert_eq!(headings, expected);
    for row in [
        &["passCode", "string", "是", "-", "短信", "123456"][..],
        &["phoneNumber", "string", "是", "-", "手机号", "188xxxx8888"],
        &["phoneCountryCode", "string", "否", "-", "区号", "+86"],
        &["statusCode", "number", "200"],
        &["message", "string", "说明"],
        &["apiCode", "number", "错误码"],
        &["requestId", "string", "请求 ID"],
    ] {
        let first = reading.cells.iter().position(|cell| cell == row[0]).unwrap();
        for (cell, expected) in reading.cells[first..].iter().zip(row) {
            assert!(cell.contains(expected), "{cell:?} has no {expected:?}");
        }
    }
    let example = json!({
        "statusCode": 200,
        "message": "操作成功",
        "requestId": "934108e5-9fbf-4d24-8da1-c330328abd6c",
    });
    let languages: Vec<&str> = reading.fences.iter().map(|(language, _)| language.as_str()).collect();
    assert_eq!(languages, ["rust", "java", "ts", "go", "python", "php", "csharp", "json"]);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&reading.fences[7].1).unwrap(), example);
    assert!(page.contains("`AuthenticationClient.bindPhone`"), "{page}");
    assert!(page.contains("`POST /api/v3/bind-phone`") && page.contains("`CommonResponseDto`"), "{page}");
}

#[test]
fn defaults_arrays_maps_and_enums_are_shown_in_full() {
    let types = json!({
        "Part": { "fields": {
            "color": { "enum": ["red", { "value": "blue", "description": "As the sea." }], "example": "blue" },
            "parts": { "type": "Part[]" },
        } },
    });
    let endpoint = json!({
        "endpoint": "makeThing",
        "http": "POST /things/{id}",
        "summary": "Make a thing",
        "path": { "id": { "type": "int64", "minimum": 1 } },
        "query": { "dry": { "type": "boolean", "default": false } },
        "body": {
            "count": { "type": "int32", "default": 0, "minimum": 0, "maximum": 9 },
            "name": { "type": "string", "default": "", "maxLength": 3 },
            "tags": { "type": "set<string>", "minItems": 1, "example": ["a"] },
            "parts": { "type": "map<Part[]>", "nullable": true },
        },
        "answer": "Part[]",
    });
    let (pages, _) = pages_of(&spec(&api(), &types, &[("make-thing", endpoint)]));
    let page = &pages["en/things/make-thing.md"];
    for part in [
        "### Path parameters",
        "### Query parameters",
        "### Request body",
        "| dry | boolean | no | `false` |  |  |",
        "| count | number | no | `0` | Format: `int32`. Range: 0 to 9. |  |",
        "| name | string | no | `\"\"` | Length: at most 3. |  |",
        "| tags | string[] | no | - | Number of elements: at least 1. No two elements are equal. | `[\"a\"]` |",
        "| parts | map&lt;string, <a href=\"#Part\">Part[]</a>&gt; | no | - | Can be `null`. |  |",
        "Type: <a href=\"#Part\">Part[]</a>",
        "| `blue` | As the sea. |",
        "[\n  {\n    \"color\": \"blue\"\n  }\n]",
    ] {
        assert!(page.contains(part), "there is no {part}\n{page}");
    }
    assert_eq!(page.matches("<a id=\"Part\"></a>").count(), 1);
}

#[test]
fn a_locale_without_labels_has_english_ones() {
    let mut api = api();
    api["locales"] = json!(["tlh"]);
    let endpoint = json!({ "endpoint": "ping", "http": "GET /ping", "summary": "Ping" });
    let (pages, problems) = pages_of(&spec(&api, &json!({}), &[("ping", endpoint)]));
    assert!(pages["tlh/things/ping.md"].contains("This endpoint takes no parameters."));
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("`tlh`"), "{problems:?}");
}

#[test]
fn pages_never_share_a_path() {
    let names = ["readme", "con", "Ünïcode", "one_two", "绑定"];
    let endpoint = |name: &str| json!({ "endpoint": name, "http": format!("GET /{name}"), "summary": "x" });
    let endpoints: Vec<_> = names.iter().map(|name| (*name, endpoint(name))).collect();
    let (pages, _) = pages_of(&spec(&api(), &json!({}), &endpoints));
    let found: Vec<&str> = pages.keys().filter_map(|path| path.strip_prefix("en/things/")).collect();
    assert_eq!(found, ["README.md", "con-.md", "one-two.md", "readme-2.md", "ünïcode.md", "绑定.md"]);
}

/// It is in no list either, and a group of nothing else is not shown at all.
#[test]
fn hidden_endpoints_have_no_pages() {
    let endpoint = |id: &str, hidden: bool| json!({ "endpoint": id, "http": format!("GET /{id}"), "summary": id, "description": id, "hidden": hidden });
    let endpoints = [("shown", endpoint("shown", false)), ("kept-back", endpoint("keptBack", true))];
    let (pages, _) = pages_of(&spec(&api(), &json!({}), &endpoints));
    assert!(pages.contains_key("en/things/shown.md"), "{:?}", pages.keys());
    assert!(!pages.contains_key("en/things/kept-back.md"), "{:?}", pages.keys());
    assert!(pages.values().all(|page| !page.contains("keptBack") && !page.contains("kept-back")));
}
