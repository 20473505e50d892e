use super::{Format, show};
use crate::problem::{Place, Problem, Problems};
use crate::source::Sources;

const PLAIN: Format = Format::Human { colour: false };

fn key(sources: &Sources, file: usize, path: &[&str]) -> Place {
    let (source, _) = sources.iter().nth(file).expect("a file");
    path.iter().fold(Place::file(source), |place, key| place.key(key))
}

/// What is shown of one error about a value.
fn shown(text: &str, path: &[&str], message: &str, format: Format) -> String {
    let sources = Sources::from_texts("t", &[("a.yaml", text)]);
    let mut problems = Problems::default();
    problems.push(Problem::error(&key(&sources, 0, path), message));
    show(&problems, &sources, format)
}

#[test]
fn looks_like_a_compiler() {
    let text = "body:\n  passCode:\n    type: intger\n";
    let sources = Sources::from_texts("t", &[("a.yaml", text), ("b.yaml", "x: 1\n")]);
    let mut problems = Problems::default();
    let ty = key(&sources, 0, &["body", "passCode", "type"]);
    problems.push(Problem::error(&key(&sources, 1, &["x"]), "last").at_key().warning());
    problems.push(Problem::error(&ty, "the type `intger` is not known").help("did you mean `integer`?"));
    problems.push(Problem::error(&key(&sources, 0, &[]), "first").at_offset(0));
    problems.push(Problem::error(&ty, "the type `intger` is not known").help("did you mean `integer`?"));
    let expected = "\
error: first
 --> a.yaml:1:1
  |
1 | body:
  | ^^^^

error: the type `intger` is not known
 --> a.yaml:3:11
  |
3 |     type: intger
  |           ^^^^^^
  = help: did you mean `integer`?
  = at: body.passCode.type

warning: last
 --> b.yaml:1:1
  |
1 | x: 1
  | ^
  = at: x

2 errors, 1 warning
";
    assert_eq!(show(&problems, &sources, PLAIN), expected);
    let coloured = show(&problems, &sources, Format::Human { colour: true });
    assert!(coloured.contains("\u{1b}[1;31merror\u{1b}[0m"));
    assert!(coloured.contains("\u{1b}[1;33mwarning\u{1b}[0m"));
}

/// Many problems of one kind stay readable, and nothing is hidden without saying so.
#[test]
fn many_of_a_kind_are_shown_together() {
    let text: String = (0..9).map(|number| format!("k{number}: {{ a: 1 }}\n")).collect();
    let sources = Sources::from_texts("t", &[("a.yaml", &text)]);
    let mut problems = Problems::default();
    for number in 0..9 {
        let place = key(&sources, 0, &[&format!("k{number}"), "a"]);
        problems.push(Problem::error(&place, format!("`k{number}` is left out")).warning());
        problems.push(Problem::error(&place, "not carried over: titles").note());
    }
    let few = show(&problems, &sources, PLAIN);
    assert_eq!(few.matches("  |\n").count(), 3, "{few}");
    let end = "
warning: 6 more of this kind: `k3` is left out
 --> a.yaml:4:10 /k3/a
 --> a.yaml:5:10 /k4/a
 --> a.yaml:6:10 /k5/a
 --> and 3 more

note: not carried over: titles (9)
 --> a.yaml:1:10 /k0/a
 --> a.yaml:2:10 /k1/a
 --> a.yaml:3:10 /k2/a
 --> and 6 more

0 errors, 9 warnings, 9 notes; 9 not shown, --verbose shows all of them
";
    assert!(few.ends_with(end), "{few}");
    let full = show(&problems, &sources, Format::Full { colour: false });
    assert!((0..9).all(|number| full.contains(&format!("`k{number}` is left out"))), "{full}");
    assert!((0..9).all(|number| full.contains(&format!(" /k{number}/a\n"))), "{full}");
    assert!(full.ends_with("0 errors, 9 warnings, 9 notes\n"), "{full}");
    assert_eq!(show(&problems, &sources, Format::Json).lines().count(), 18);
}

#[test]
fn nothing_to_show() {
    let sources = Sources::from_texts("t", &[]);
    for format in [PLAIN, Format::Json, Format::Github] {
        assert_eq!(show(&Problems::default(), &sources, format), "");
    }
    assert!(show(&Problems::default(), &sources, Format::Sarif).contains("\"results\": []"));
}

/// The source line and the marks below it.
fn excerpt(text: &str, path: &[&str]) -> (String, String) {
    let shown = shown(text, path, "m", PLAIN);
    let lines: Vec<_> =
        shown.lines().map(|line| line.split_once("| ").map_or("", |(_, rest)| rest)).collect();
    (lines[3].to_owned(), lines[4].to_owned())
}

#[test]
fn marks_stand_below_what_they_mark() {
    let cases = [
        ("名: { 称: 手机 }", &["名", "称"][..], "名: { 称: 手机 }", "          ^^^^"),
        ("'\t': b", &["\t"], "'    ': b", "        ^"),
        ("a: \"\u{1b}[2J\u{9b}\u{202e}\"", &["a"], "a: \"␛[2J\u{fffd}\u{fffd}\"", "   ^^^^^^^^"),
        ("a: 'e\u{301}'  # b\r\n", &["a"], "a: 'e\u{301}'  # b", "   ^^^"),
        ("a: 'x\n  y'\nb: 1", &["a"], "a: 'x", "   ^^"),
    ];
    for (text, path, line, marks) in cases {
        assert_eq!(excerpt(text, path), (line.to_owned(), marks.to_owned()), "{text:?}");
    }
}

#[test]
fn wide_lines_are_cut_around_the_span() {
    let filling = "中文 abc ".repeat(5_000);
    for text in [
        format!("{{\"x\": \"{filling}\", \"k\": wrong, \"y\": \"{filling}\"}}"),
        format!("{{\"x\": 1, \"k\": wrong, \"y\": \"{filling}\"}}"),
        format!("{{\"x\": \"{filling}\", \"k\": wrong}}"),
        format!("{{\"k\": \"{filling}\"}}"),
        format!("{{\"x\": \"{}\", \"k\": wrong}}", "\u{301}".repeat(100_000)),
    ] {
        let shown = shown(&text, &["k"], "m", PLAIN);
        for line in shown.lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 120, "{line}");
        }
        let (line, marks) = excerpt(&text, &["k"]);
        let before = unicode_width::UnicodeWidthStr::width(line.split("\"k\": ").next().expect("a part"));
        assert_eq!(before + "\"k\": ".len(), marks.find('^').expect("marks"), "{line}");
    }
}

#[test]
fn machine_formats() {
    let text = "名: x\n";
    let json = shown(text, &["名"], "a \"b\"\n\u{1b}\u{9b}", Format::Json);
    assert_eq!(
        json,
        "{\"severity\":\"error\",\"file\":\"a.yaml\",\"line\":1,\"column\":4,\"endLine\":1,\"endColumn\":5,\
         \"path\":\"名\",\"pointer\":\"/名\",\"message\":\"a \\\"b\\\"\\n\\u001b\\u009b\"}\n"
    );
    let github = shown(text, &["名"], "50% a,b: c\n::error::\u{1b}", Format::Github);
    assert_eq!(github, "::error file=a.yaml,line=1,col=4,endColumn=5,title=名::50%25 a,b: c%0A::error::␛\n");
    let sarif = shown(text, &["名"], "m", Format::Sarif);
    let log: serde_json::Value = serde_json::from_str(&sarif).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let location = &log["runs"][0]["results"][0]["locations"][0];
    assert_eq!(location["physicalLocation"]["region"]["startColumn"], 4);
    assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "名");
}

#[test]
fn no_text_reaches_the_terminal_as_a_sequence() {
    let hostile = "\u{1b}]0;x\u{7}\u{9b}31m\r\u{202e}\u{2028}";
    let text = format!("\"{hostile}\": \"{hostile}\"\n");
    let sources = Sources::from_texts("t", &[(&format!("{hostile}.yaml"), &text)]);
    let mut problems = Problems::default();
    problems.push(Problem::error(&key(&sources, 0, &[hostile]), hostile).help(hostile));
    for format in [PLAIN, Format::Json, Format::Github, Format::Sarif] {
        let shown = show(&problems, &sources, format);
        assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{format:?}: {shown:?}");
    }
}
