//! What a refusal without an envelope says.
//!
//! The places that the API declares come first, then those of the standard for such answers (RFC 9457), then those that servers use
//! without saying so. It knows the words of other people's errors and nothing of the API. Invariant: a message is a text, a code is a
//! text or a number, and nothing else of a body is taken for either.

use reqwest::header::CONTENT_TYPE;
use serde_json::Value;

use super::answer::Answer;
use super::error::Refusal;
use super::json;
use super::plan::Plan;

/// The code and the message of a refusal.
pub(super) fn unwrapped(plan: &Plan, answer: &Answer) -> Refusal {
    let [code, message] = json::pick(&answer.body, [plan.code, plan.message]);
    let media = answer.headers.get(CONTENT_TYPE);
    let is_problem = media.is_some_and(|media| media.as_bytes().starts_with(PROBLEM));
    let standard = [Some("type"), Some("detail"), Some("title")];
    let [kind, detail, title] = if is_problem {
        json::pick(&answer.body, standard)
    } else {
        [None, None, None]
    };
    let mut said = Refusal {
        code: code.or_else(|| kind.filter(|kind| kind != "about:blank")),
        message: message.or(detail).or(title),
        ..Refusal::default()
    };
    if said.code.is_none() || said.message.is_none() {
        add_usual(&mut said, &answer.body);
    }
    said
}

/// The media type of problem details (RFC 9457).
const PROBLEM: &[u8] = b"application/problem+json";

/// Where servers put the sentence for people, the likeliest place first.
const MESSAGES: [&str; 9] = [
    "/message",
    "/error/message",
    "/error_description",
    "/detail",
    "/title",
    "/errors/0/message",
    "/errors/0/detail",
    "/errors/0/title",
    "/msg",
];

/// Where they put the code.
const CODES: [&str; 6] = [
    "/code",
    "/error/code",
    "/error_code",
    "/errorCode",
    "/errors/0/code",
    "/error/type",
];

/// Fills what is still open from the usual places. The field `error` alone is a code, or a sentence where it has several words.
fn add_usual(said: &mut Refusal, body: &[u8]) {
    let Ok(body) = serde_json::from_slice::<Value>(body) else {
        return;
    };
    let of = |places: &[&str], read: fn(&Value) -> Option<String>| {
        let mut values = places.iter().filter_map(|place| body.pointer(place));
        values.find_map(read)
    };
    let error = text_of(&body["error"]);
    let (sentence, word) = match error {
        Some(error) if error.contains(char::is_whitespace) => (Some(error), None),
        word => (None, word),
    };
    let code = said.code.take().or_else(|| of(&CODES, code_of)).or(word);
    let message = said.message.take().or_else(|| of(&MESSAGES, text_of));
    said.code = code;
    said.message = message.or(sentence);
}

fn text_of(value: &Value) -> Option<String> {
    let text = value.as_str().filter(|text| !text.trim().is_empty())?;
    Some(text.to_owned())
}

fn code_of(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        other => text_of(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usual(body: &str) -> (Option<String>, Option<String>) {
        let mut said = Refusal::default();
        add_usual(&mut said, body.as_bytes());
        (said.code, said.message)
    }

    #[test]
    fn the_words_of_most_servers_are_found() {
        for (body, code, message) in [
            (
                r#"{"message":"no such page size"}"#,
                None,
                Some("no such page size"),
            ),
            (r#"{"error":"invalid_token"}"#, Some("invalid_token"), None),
            (r#"{"error":"not found"}"#, None, Some("not found")),
            (
                r#"{"error":"invalid_grant","error_description":"expired"}"#,
                Some("invalid_grant"),
                Some("expired"),
            ),
            (
                r#"{"error":{"code":"x","message":"y"}}"#,
                Some("x"),
                Some("y"),
            ),
            (
                r#"{"error":{"code":404,"message":"y"}}"#,
                Some("404"),
                Some("y"),
            ),
            (r#"{"detail":"d","title":"t"}"#, None, Some("d")),
            (r#"{"title":"t"}"#, None, Some("t")),
            (
                r#"{"errors":[{"code":"a","detail":"b"}]}"#,
                Some("a"),
                Some("b"),
            ),
            (r#"{"error":"Bad Request","message":"m"}"#, None, Some("m")),
        ] {
            let found = usual(body);
            assert_eq!(
                (found.0.as_deref(), found.1.as_deref()),
                (code, message),
                "{body}"
            );
        }
    }

    #[test]
    fn what_is_no_text_is_no_message() {
        for body in [
            r#"{"message":["m"],"code":true,"error":{},"detail":[{"loc":1}],"title":7}"#,
            r#"{"message":" ","error":null,"errors":[]}"#,
            "[]",
            "\"text\"",
            "{\"message\":\"m\"",
            "",
        ] {
            assert_eq!(usual(body), (None, None), "{body}");
        }
    }
}
