use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::report;
use crate::problem::{Format, Problems, show};
use crate::schema::{Api, Endpoint, Types};
use crate::source::Sources;

/// What is reported about a text that is not a `T`: line, column, message and help of each problem.
fn mistakes<T: DeserializeOwned>(text: &str) -> String {
    let sources = Sources::from_texts("t", &[("t.yaml", text)]);
    let mut problems = Problems::default();
    let (source, _) = sources.iter().next().expect("one file");
    if let Err(error) = serde_yaml::from_str::<T>(text) {
        let _ = report::<T>(source, text, &error, &mut problems);
        assert!(problems.has_errors(), "{text:?}: {error} is lost");
    }
    let mut out = String::new();
    for line in show(&problems, &sources, Format::Json).lines() {
        let problem: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let message = problem["message"].as_str().unwrap_or_default();
        let _ = write!(out, "{}:{} {message}", problem["line"], problem["column"]);
        if let Some(help) = problem["help"].as_str() {
            let _ = write!(out, " ({help})");
        }
        out.push('\n');
    }
    out
}

fn check<T: DeserializeOwned>(text: &str, expected: &[&str]) {
    let expected: String = expected.iter().map(|line| format!("{line}\n")).collect();
    assert_eq!(mistakes::<T>(text), expected, "{text}");
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(dead_code, reason = "only what reading it refuses is looked at")]
struct Sample {
    name: String,
    #[serde(default)]
    flag: bool,
    #[serde(default)]
    count: Option<u64>,
    #[serde(default)]
    choice: Option<Choice>,
    #[serde(default)]
    either: Option<Either>,
    #[serde(default)]
    inner: BTreeMap<String, Sample>,
    #[serde(default)]
    texts: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", deny_unknown_fields, rename_all = "lowercase")]
#[allow(dead_code, reason = "only what reading it refuses is looked at")]
enum Choice {
    One { text: String, more: Option<String>, word: Option<Word> },
    Two { number: i64 },
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    Head,
    Tail,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a list of names, or a list of such lists")]
#[allow(dead_code, reason = "only what reading it refuses is looked at")]
enum Either {
    Names(Vec<String>),
    Lists(Vec<Vec<String>>),
}

#[test]
fn every_mistake_of_a_file() {
    check::<Endpoint>(
        "http: GET /x\nsummary: 手机\nbody:\n  a: { requird: true, 类型: x, required: yes }\n  b: { enum: a, minLength: -1 }\nanswr: X\n",
        &[
            "1:1 the key `endpoint` is missing",
            "4:8 `requird` is not a key here (did you mean `required`?)",
            "4:23 `类型` is not a key here (the keys here are `type`, `wire`, `items`, `tuple`, `fields`, `extends`, `extra`, `oneOf`, `discriminator`, `enum`, `closed`, `description`, `required`, `nullable`, `default`, `example`, `minimum`, `maximum`, `exclusiveMinimum`, `exclusiveMaximum`, `multipleOf`, `minLength`, `maxLength`, `pattern`, `minItems`, `maxItems`, `minFields`, `maxFields`, `format`, `contentType`, `readOnly`, `writeOnly`, `unique`, `secret`, `fromOption`, `style`, `explode`, `allowReserved`, `deprecated` and `origin`)",
            "4:40 `required` takes `true` or `false`, not the text \"yes\" (write `true`)",
            "5:14 `enum` takes a list, not the text \"a\" (write it as a list: `[a]`)",
            "5:28 `minLength` takes a whole number that is not negative, not the number -1",
            "6:1 `answr` is not a key here (did you mean `answer`?)",
        ],
    );
    check::<Types>("types: [a]\r\n", &["1:8 `types` takes a map, not a list"]);
}

#[test]
fn what_a_typed_parse_accepts_is_no_mistake() {
    check::<Sample>(
        "name: 3.0\ntexts: [1, true, ~, 0x1F]\ninner: { 1: { name: }, true: { name: x } }\nflag: 1\n",
        &["4:7 `flag` takes `true` or `false`, not the number 1 (write `true`)"],
    );
}

#[test]
fn mistakes_inside_enums() {
    let cases = [
        (
            "{ kind: one, text: 5 }",
            &["2:29 `text` takes a text, not the number 5 (put it in quotes: `\"5\"`)"][..],
        ),
        (
            "{ kind: one, text: 5, more: 5 }",
            &[
                "2:29 `text` takes a text, not the number 5 (put it in quotes: `\"5\"`)",
                "2:38 `more` takes a text, not the number 5 (put it in quotes: `\"5\"`)",
            ],
        ),
        (
            "{ kind: one, txt: a }",
            &["2:10 the key `text` is missing", "2:23 `txt` is not a key here (did you mean `text`?)"],
        ),
        ("{ kind: tow, number: 1 }", &["2:18 `kind` takes `one` or `two`, not `tow` (did you mean `two`?)"]),
        ("{ kind: no, x: 1 }", &["2:18 `kind` takes `one` or `two`, not `no`"]),
        ("{ text: a }", &["2:10 the key `kind` is missing"]),
        (
            "{ kind: one, text: a, word: hed }",
            &["2:38 `word` takes `head` or `tail`, not `hed` (did you mean `head`?)"],
        ),
        ("one", &["2:10 `choice` takes a map, not the text \"one\""]),
    ];
    for (choice, expected) in cases {
        check::<Sample>(&format!("name: x\nchoice:  {choice}\nflag: 0\n"), &[expected, &[LAST]].concat());
    }
}

/// A mistake behind all others, which shows that they have been mended.
const LAST: &str = "3:7 `flag` takes `true` or `false`, not the number 0 (write `false`)";

#[test]
fn mistakes_inside_forms_that_are_tried() {
    let takes = "`either` takes a list of names, or a list of such lists";
    for (either, column) in [("5", 9), ("[a, 5]", 13), ("[[a], [b, {}]]", 19), ("{ a: b }", 9)] {
        check::<Sample>(
            &format!("name: x\neither: {either}\nflag: 0\n"),
            &[&format!("2:{column} {takes}"), LAST],
        );
    }
}

#[test]
fn broken_yaml() {
    let cases = [
        ("", "1:1 the file is empty"),
        ("# 空\n", "1:1 the file is empty"),
        ("[]", "1:1 the file takes a map, not a list"),
        ("手机: a: b", "1:6 a second colon makes no key here (put the text in quotes)"),
        (
            "a: 1\n b: 2\n",
            "2:3 a second colon makes no key here (check the indentation of this line and the one before)",
        ),
        ("a:\n\tb: 1\n", "2:1 a tab cannot indent a line (indent with spaces)"),
        ("手机: '中\r\nb: 1\r\n", "1:5 this quote is never closed"),
        ("手机: \"中\nb: 1\n", "1:5 this quote is never closed"),
        ("手机: [1, 2\nb: 3\n", "1:5 this bracket is never closed (`,` or `]` was expected on line 2)"),
        ("a: {b: 1\n", "1:4 this bracket is never closed (`,` or `}` was expected on line 2)"),
        ("a: [\"b\" c]\n", "1:9 `,` or `]` was expected here"),
        ("手: @x", "1:4 a text cannot begin with `@` (put the text in quotes)"),
        ("手: *zz\n", "1:4 there is no anchor"),
        (
            "a: **重要**\n",
            "1:4 an anchor is named with letters and digits (a text that begins with `*` or `&` needs quotes)",
        ),
        ("a: 1\n---\nb: 2\n", "2:1 a second document begins here; a file holds one"),
        ("键: 1\r\n键: 2\r\n", "2:1 the key `键` is given twice (it is given first on line 1)"),
        ("a: \u{1b}[31m", "1:4 a control character cannot stand here"),
        ("a: \"\\q\"", "1:5 double quotes have no such escape"),
        ("a: 'b' c\n", "1:8 a key was expected here"),
        ("- a\nb: c\n", "2:1 another element of the list was expected here"),
        ("a: 1\nb\nc: 2\n", "2:1 a key was expected here, with a colon behind it"),
        ("\u{feff}a: 1\nb: 2\n", "1:1 the file begins with a byte order mark"),
        ("name: 99999999999999999999999999999\nflag: 1", "1:7 this number is too large"),
    ];
    for (text, expected) in cases {
        let found = mistakes::<Sample>(text);
        let syntax = found.lines().any(|line| line.starts_with(expected));
        assert!(syntax, "{text:?}: {found}");
    }
}

#[test]
fn all_keys_that_are_given_twice() {
    check::<Sample>(
        "name: a\nname: b\ninner:\n  x: { name: a, name: b }\n",
        &[
            "2:1 the key `name` is given twice (it is given first on line 1)",
            "4:17 the key `name` is given twice (it is given first on line 4)",
        ],
    );
}

#[test]
fn hostile_texts_end_soon() {
    let bomb = (1..30).fold("a0: &a0 [x, x]\n".to_owned(), |bomb, i| {
        let before = format!("*a{}", i - 1);
        bomb + &format!("a{i}: &a{i} [{}]\n", [before.as_str(); 9].join(", "))
    });
    let wide = format!("a: &a [{}]\nb: [{}]\n", "x, ".repeat(20_000), "*a , ".repeat(20_000));
    let many = (0..5_000).map(|i| format!("k{i}: 1\n")).collect::<String>();
    let nested = "inner: ".to_owned() + &"{ a: { name: 1, inner: ".repeat(60) + "5" + &"} }".repeat(60);
    let texts = [
        bomb,
        wide,
        many,
        nested,
        "[".repeat(10_000),
        "{a: ".repeat(2_000),
        "- ".repeat(10_000),
        "? ".repeat(10_000),
        format!("{}x", "a:\n ".repeat(10_000)),
        "\"".repeat(10_001),
        "&a [*a, *a]".to_owned(),
        "a: ".to_owned() + &"x".repeat(1 << 20),
        format!("{}: 1", "x".repeat(1 << 20)),
    ];
    for text in texts {
        let found = mistakes::<Sample>(&text);
        assert!(found.lines().count() <= 101, "{found}");
    }
}

/// Texts made from a good one by a few changes; a fixed generator, so that a failure comes again.
#[test]
fn changed_texts_neither_panic_nor_lose_their_error() {
    let good = "endpoint: a\nhttp: GET /x\nauth: [[a], [b]]\nsummary: { zh-CN: 手机, en: \"b: c\" }\nquery:\n  \
                x: &x { type: string, enum: [a, { value: b }], deprecated: true }\n  y: *x\n\
                pagination: { style: pageNumber, page: a, limit: 'b', items: c }\n";
    let pieces = [
        "\n", " ", "\t", ":", ": ", "-", "- ", "[", "]", "{", "}", "'", "\"", "*x", "&y ", "!t ", "#", "|\n",
        "手", "5", "~", "\u{feff}",
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below.max(1) as u64) as usize
    };
    for _ in 0..1_500 {
        let mut text = good.to_owned();
        for _ in 0..=random(3) {
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let number = random(starts.len());
            let (at, end) = (starts[number], starts[(number + random(4)).min(starts.len() - 1)]);
            text.replace_range(at..end, pieces[random(pieces.len())]);
        }
        mistakes::<Endpoint>(&text);
        mistakes::<Api>(&text);
    }
}
