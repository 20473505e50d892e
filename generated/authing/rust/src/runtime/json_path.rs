//! Turning a position inside JSON text into words.
//!
//! Used when decoding has failed, so that the success path pays nothing for it: the body is walked again up to the reported
//! position. It knows the shape of JSON, and trusts nothing about its content. Invariant: never fails and never shows a value.

/// One open object or list on the way to the position.
enum Frame {
    Object { key: String, awaits_key: bool },
    List { index: usize },
}

/// The place (`data.list[3].name`) of a decoding error; empty for the top level and for unknown positions. A field that is missing
/// is noticed at the end of its object, after some other field.
pub(super) fn of(body: &[u8], error: &serde_json::Error) -> String {
    let mut frames = frames(body, error.line(), error.column());
    let text = error.to_string();
    let missing = text
        .strip_prefix("missing field `")
        .and_then(|rest| rest.split('`').next());
    if let (Some(field), Some(Frame::Object { key, .. })) = (missing, frames.last_mut()) {
        *key = field.escape_debug().collect();
    }
    render(&frames)
}

/// The place at which a JSON text breaks off.
pub(super) fn at_end(text: &[u8]) -> String {
    render(&frames_until(text, text.len()))
}

/// What is open at a one-based line and column.
fn frames(body: &[u8], line: usize, column: usize) -> Vec<Frame> {
    frames_until(body, offset(body, line, column))
}

fn frames_until(body: &[u8], end: usize) -> Vec<Frame> {
    let mut frames = Vec::new();
    let mut position = 0;
    while position < end {
        position = step(body, position, end, &mut frames);
    }
    frames
}

fn offset(body: &[u8], line: usize, column: usize) -> usize {
    if line == 0 {
        return 0;
    }
    let start: usize = body
        .split(|byte| *byte == b'\n')
        .take(line - 1)
        .map(|line| line.len() + 1)
        .sum();
    (start + column.saturating_sub(1)).min(body.len())
}

/// Reads one token and returns where the next one begins.
fn step(body: &[u8], position: usize, end: usize, frames: &mut Vec<Frame>) -> usize {
    match body[position] {
        b'{' => frames.push(Frame::Object {
            key: String::new(),
            awaits_key: true,
        }),
        b'[' => frames.push(Frame::List { index: 0 }),
        b'}' | b']' => drop(frames.pop()),
        b',' => match frames.last_mut() {
            Some(Frame::Object { awaits_key, .. }) => *awaits_key = true,
            Some(Frame::List { index }) => *index += 1,
            None => {}
        },
        b'"' => return string(body, position + 1, end, frames),
        _ => {}
    }
    position + 1
}

/// Skips a string and remembers it when it is a field name.
fn string(body: &[u8], start: usize, end: usize, frames: &mut [Frame]) -> usize {
    let mut position = start;
    while position < end && body[position] != b'"' {
        position += if body[position] == b'\\' { 2 } else { 1 };
    }
    let text = &body[start..position.min(end)];
    if let Some(Frame::Object {
        key,
        awaits_key: awaits_key @ true,
    }) = frames.last_mut()
    {
        *key = String::from_utf8_lossy(text).escape_debug().collect();
        *awaits_key = false;
    }
    position + 1
}

fn render(frames: &[Frame]) -> String {
    let mut path = String::new();
    for frame in frames {
        match frame {
            Frame::Object { key, .. } if key.is_empty() => {}
            Frame::Object { key, .. } if path.is_empty() => path.push_str(key),
            Frame::Object { key, .. } => {
                path.push('.');
                path.push_str(key);
            }
            Frame::List { index } => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

/// The message of a JSON error with every quoted value blanked. Only the names of missing and repeated fields come from the types
/// of the client; anything else in quotes may be a piece of the body.
pub(super) fn without_values(message: &str) -> String {
    let mut shown = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(start) = rest.find(['"', '`']) {
        let quote = if rest[start..].starts_with('"') {
            '"'
        } else {
            '`'
        };
        let (before, quoted) = (&rest[..start], &rest[start + 1..]);
        let close = closing(quoted, quote);
        shown.push_str(before);
        shown.push(quote);
        shown.push_str(if is_field_of_ours(before) {
            &quoted[..close]
        } else {
            "…"
        });
        shown.push(quote);
        rest = quoted.get(close + 1..).unwrap_or_default();
    }
    shown.push_str(rest);
    shown
}

fn is_field_of_ours(before: &str) -> bool {
    before.ends_with("missing field ") || before.ends_with("duplicate field ")
}

/// Where the quoted text ends. A double-quoted value may hold quotes of its own, escaped; to be safe it reaches to the last one.
fn closing(quoted: &str, quote: char) -> usize {
    let found = if quote == '"' {
        quoted.rfind('"')
    } else {
        quoted.find('`')
    };
    found.unwrap_or(quoted.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(body: &[u8], line: usize, column: usize) -> String {
        render(&frames(body, line, column))
    }

    #[test]
    fn follows_objects_and_lists() {
        let body = b"{\"a\": [1, {\"b\\\"c\": 2}],\n \"d\": {\"e\": 5}}";
        assert_eq!(at(body, 1, 20), "a[1].b\\\\\\\"c");
        assert_eq!(at(body, 2, 13), "d.e");
        assert_eq!(at(body, 9, 9), "");
        assert_eq!(at(b"\xff\xfe{{[[\"", 1, 40), "[0][0]");
    }

    #[derive(Debug)]
    struct Node {
        id: u8,
        next: Option<Box<Node>>,
    }

    super::super::object! {
        Node { 0 id: u8 = "id" required, 1 next: Option<Box<Node>> = "next" optional, }
    }

    #[test]
    fn a_missing_field_is_named_in_its_own_object() {
        for (body, place) in [
            (r#"[{"id":1},{"new":2}]"#, "[1].id"),
            (r#"[{}]"#, "[0].id"),
            (
                r#"[{"id":1,"next":{"next":{"id":1}, "new":[1]} }]"#,
                "[0].next.id",
            ),
            (r#"[{"next":{"id":1}}]"#, "[0].id"),
            (r#"[{"next":{"id":"hunter2"}}]"#, "[0].next.id"),
        ] {
            let error = serde_json::from_str::<Vec<Node>>(body).unwrap_err();
            assert_eq!(of(body.as_bytes(), &error), place, "{body}: {error}");
        }
        let node: Node = serde_json::from_str(r#"{"id":1}"#).unwrap();
        assert_eq!((node.id, node.next.is_some()), (1, false));
    }

    #[test]
    fn values_are_blanked_and_field_names_kept() {
        assert_eq!(
            without_values("invalid type: string \"a\\\"b\", expected u8"),
            "invalid type: string \"…\", expected u8"
        );
        assert_eq!(
            without_values("missing field `name` at line 1"),
            "missing field `name` at line 1"
        );
        assert_eq!(
            without_values("unknown variant `hunter2`, expected `a`"),
            "unknown variant `…`, expected `…`"
        );
    }
}
