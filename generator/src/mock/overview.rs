//! The overview: what the server has, for people who open its root.

use super::accept::Accept;
use super::play::Reply;
use super::request::Request;
use crate::model::Api;

/// The list of operations at `/`: HTML where a request prefers that, else text.
pub(super) fn overview(api: &Api, request: &Request) -> Reply {
    let weight =
        |media: &str| Accept::parse(request.header("accept")).map_or(1000, |accept| accept.weight(media));
    let named = request.header("accept").is_some_and(|accept| accept.contains("text/html"));
    let (media, text) = if named && weight("text/html") >= weight("text/plain") {
        ("text/html; charset=utf-8", html(api))
    } else {
        ("text/plain; charset=utf-8", plain(api))
    };
    Reply {
        status: 200,
        raw: Some((media.to_owned(), text.into_bytes())),
        headers: vec![
            ("content-security-policy".to_owned(), "default-src 'none'".to_owned()),
            ("x-content-type-options".to_owned(), "nosniff".to_owned()),
        ],
        ..Reply::default()
    }
}

/// Method, path and summary of each operation.
fn rows(api: &Api) -> impl Iterator<Item = [String; 3]> {
    api.operations.iter().map(|operation| {
        let summary = operation.summary.get(0);
        [operation.method.as_str().to_owned(), operation.path.to_string(), summary.to_owned()]
    })
}

fn plain(api: &Api) -> String {
    let line = |text: &str| text.replace(char::is_control, " ");
    let mut text = format!("{} {}\n\n", line(api.title.get(0)), line(&api.version));
    for [method, path, summary] in rows(api) {
        text.push_str(&format!("{method:7} {}  {}\n", line(&path), line(&summary)));
    }
    text
}

fn html(api: &Api) -> String {
    let title = format!("{} {}", escaped(api.title.get(0)), escaped(&api.version));
    let rows: String = rows(api)
        .map(|row| {
            let [method, path, summary] = row.map(|text| escaped(&text));
            format!("<tr><td>{method}<td><code>{path}</code><td>{summary}\n")
        })
        .collect();
    format!(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<h1>{title}</h1>\n<table>\n{rows}</table>\n"
    )
}

/// Text that cannot leave its element.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
