//! Locating: a place → line and column.
//!
//! The text is walked once for all problems of a file, with a parser that keeps marks; nothing here runs unless a
//! problem is shown. It knows nothing about the schema, so it serves JSON and OpenAPI documents as well. A place that
//! is not in the text (a missing key, the part behind a syntax error) resolves to its deepest ancestor that is.

mod find;
mod json;
mod lines;
mod quotes;
mod tree;

use super::{Place, Target};
use find::Finder;
use tree::Tree;

pub(super) use lines::{Lines, Span};

/// The spans of places, in the order of the places.
pub(super) fn locate(lines: &Lines<'_>, wanted: &[(&Place, Target)]) -> Vec<Span> {
    let needs_tree = wanted.iter().any(|(_, target)| !matches!(target, Target::Offset(_)));
    let tree = if needs_tree {
        let places: Vec<&Place> = wanted.iter().map(|(place, _)| *place).collect();
        json::parse(lines.text(), &places).unwrap_or_else(|| Tree::parse(lines.text()))
    } else {
        Tree::default()
    };
    let mut finder = Finder::new(&tree);
    wanted
        .iter()
        .map(|(place, target)| match target {
            Target::Offset(offset) => word_at(lines, *offset),
            Target::Key | Target::Name => lines.span_of_chars(finder.key(&place.segments())),
            Target::Value => lines.span_of_chars(finder.value(&place.segments())),
        })
        .collect()
}

/// The word that begins at an offset, or the one character there.
fn word_at(lines: &Lines<'_>, offset: usize) -> Span {
    let text = lines.text();
    let start = lines::char_start(text, offset);
    let rest = &text[start..];
    let word = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '-')).unwrap_or(rest.len());
    let character = match rest.chars().next() {
        None | Some('\n' | '\r') => 0,
        Some(c) => c.len_utf8(),
    };
    lines.span(start, start + word.max(character))
}

#[cfg(test)]
mod tests {
    use super::{Lines, locate};
    use crate::problem::{Place, Target};
    use crate::source::Sources;

    /// A path as tests write it: keys and `#index`, with `/` between them.
    fn place(path: &str) -> Place {
        let sources = Sources::from_texts("t", &[("t.yaml", "")]);
        let file = Place::file(sources.iter().next().expect("one file").0);
        path.split('/').filter(|part| !part.is_empty()).fold(file, |place, part| {
            match part.strip_prefix('#') {
                Some(index) => place.index(index.parse().expect("an index")),
                None => place.key(part),
            }
        })
    }

    /// What is found, as `line:column text`.
    fn found(text: &str, path: &str, target: Target) -> String {
        let lines = Lines::new(text);
        let place = place(path);
        let span = locate(&lines, &[(&place, target)])[0];
        format!("{}:{} {}", span.start.line, span.start.column, &text[span.start.offset..span.end.offset])
    }

    fn check(text: &str, cases: &[(&str, Target, &str)]) {
        for (path, target, expected) in cases {
            assert_eq!(found(text, path, *target), *expected, "{path} {target:?} in {text:?}");
        }
    }

    use Target::{Key, Value};

    #[test]
    fn block_style() {
        let text = "body:\n  passCode:\n    type: intger  # why\n    'quoted': \"a b\"   # c\n  list:\n  - a\n  -   b c\nnone:\n";
        check(
            text,
            &[
                ("", Value, "1:1 body"),
                ("body", Value, "2:3 passCode"),
                ("body", Key, "1:1 body"),
                ("body/passCode/type", Value, "3:11 intger"),
                ("body/passCode/type", Key, "3:5 type"),
                ("body/passCode/quoted", Key, "4:5 'quoted'"),
                ("body/passCode/quoted", Value, "4:15 \"a b\""),
                ("body/list/#1", Value, "7:7 b c"),
                ("body/list/#1", Key, "7:7 b c"),
                ("none", Value, "8:1 none"),
                ("body/passCode/missing", Value, "3:5 type"),
                ("body/passCode/missing/deeper", Key, "3:5 type"),
                ("body/passCode/type/below", Value, "3:11 intger"),
                ("body/list/#9", Value, "6:5 a"),
            ],
        );
    }

    #[test]
    fn flow_style_and_json() {
        let text = "{\"a\": {\"b\":[1, {\"c\" :\"d, e\"}]},\n \"f\": \"\\ud83d\\ude00\", \"g\":true }";
        check(
            text,
            &[
                ("a/b/#1/c", Value, "1:22 \"d, e\""),
                ("a/b/#1/c", Key, "1:17 \"c\""),
                ("a/b/#1", Value, "1:16 {\"c\" :\"d, e\"}"),
                ("a/b", Value, "1:12 [1, {\"c\" :\"d, e\"}]"),
                ("g", Value, "2:27 true"),
            ],
        );
    }

    #[test]
    fn columns_count_characters() {
        let text = "\u{feff}名称: 手机号\r\n描述: { 中文: 绑定, en: Bind }\r\n\r\n表情: ['😀', x]\r\n";
        check(
            text,
            &[
                ("", Value, "1:1 名称"),
                ("名称", Value, "1:5 手机号"),
                ("描述/en", Value, "2:19 Bind"),
                ("描述/en", Key, "2:15 en"),
                ("表情/#1", Value, "4:11 x"),
                ("表情/#0", Value, "4:6 '😀'"),
            ],
        );
    }

    #[test]
    fn anchors_aliases_tags_and_duplicates() {
        let text = "base: &b\n  type: string\nuse: *b\nself: &s [*s]\ntag: !t &x word\nkey: 1\nkey: 2\n? [odd]\n: v\nlast: |\n  text\n";
        check(
            text,
            &[
                ("use", Value, "3:6 *b"),
                ("use/type", Value, "2:9 string"),
                ("self/#0/#0/#0", Value, "4:11 *s"),
                ("tag", Value, "5:6 !t &x word"),
                ("key", Value, "6:6 1"),
                ("last", Value, "11:3 text\n"),
            ],
        );
    }

    #[test]
    fn broken_and_empty_text() {
        check(
            "a: 1\nb: [1, 2\nc: d: e\n",
            &[("a", Value, "1:4 1"), ("b/#0", Value, "2:5 1"), ("c", Value, "1:1 a")],
        );
        check("a: 1\n---\na: 2\nb: 3\n", &[("a", Value, "1:4 1"), ("b", Value, "1:1 a")]);
        for text in ["", "\u{feff}", "\n", "# only this\n", "@", "\0", "a"] {
            found(text, "a/b", Value);
            found(text, "", Key);
        }
    }

    #[test]
    fn offsets_point_at_words() {
        let text = "键: \tab-c d\r\n";
        for (offset, expected) in [
            (0, "1:1 键"),
            (1, "1:1 键"),
            (5, "1:4 \t"),
            (6, "1:5 ab-c"),
            (11, "1:10 d"),
            (12, "1:11 "),
            (99, "2:1 "),
        ] {
            assert_eq!(found(text, "", Target::Offset(offset)), expected, "{offset}");
        }
    }

    #[test]
    fn hostile_nesting_ends() {
        for text in [
            "- ".repeat(10_000),
            "[".repeat(10_000),
            "{a: ".repeat(10_000),
            "? ".repeat(10_000),
            "&a ".repeat(10_000),
        ] {
            found(&text, "a/#0", Value);
        }
        let deep = vec!["#0"; 1_000].join("/");
        assert!(found(&"- ".repeat(10_000), &deep, Value).starts_with("1:"));
    }

    #[test]
    fn many_problems_cost_one_walk() {
        let text: String = (0..20_000).map(|i| format!("key{i}: {{ a: 1 }}\n")).collect();
        let lines = Lines::new(&text);
        let places: Vec<_> = (0..20_000).map(|i| place(&format!("key{i}/a"))).collect();
        let wanted: Vec<_> = places.iter().map(|place| (place, Value)).collect();
        let spans = locate(&lines, &wanted);
        assert_eq!(spans[19_999].start.line, 20_000);
    }
}
