//! Layout: code as rustfmt would leave it.
//!
//! Generated code is laid out here and not by running rustfmt, so that the same spec gives the same bytes wherever it
//! is generated, and at once. The widths are those of rustfmt's stock style; a test runs rustfmt over the result.

pub(crate) mod item;

/// The longest line.
const MAX_WIDTH: usize = 100;
/// The longest list of arguments, and the longest chain, on one line.
pub(crate) const CALL_WIDTH: usize = 60;
/// The longest argument that shares a line with others.
const SHORT_WIDTH: usize = 10;
/// The longest content of a struct literal on one line.
const LITERAL_WIDTH: usize = 18;

/// The width of text in columns, as rustfmt counts: wide characters take two.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(|c| unicode_width::UnicodeWidthChar::width(c).unwrap_or(0)).sum()
}

/// A function's signature up to its opening brace: `pub fn name(args) -> Ret {`.
pub(crate) fn signature(indent: usize, head: &str, params: &[String], ret: &str) -> String {
    let pad = " ".repeat(indent);
    let ret = if ret.is_empty() { String::new() } else { format!(" -> {ret}") };
    let list = params.join(", ");
    // rustfmt counts the bytes of the name and of the type that comes back, and the columns of the rest.
    if indent + head.len() + width(&list) + ret.len() + "() {".len() <= MAX_WIDTH {
        return format!("{pad}{head}({list}){ret} {{");
    }
    let params: String = params.iter().map(|param| format!("{}\n", parameter(indent + 4, param))).collect();
    format!("{pad}{head}(\n{params}{}", signature_end(&pad, &ret))
}

/// The last line of a signature whose parameters have lines of their own. The widths are what rustfmt does with it.
fn signature_end(pad: &str, ret: &str) -> String {
    let last = format!("{pad}){ret}");
    if width(&last) + " {".len() + pad.len() <= MAX_WIDTH {
        format!("{last} {{")
    } else if width(&last) <= MAX_WIDTH + 2 {
        format!("{last}\n{pad}{{")
    } else {
        let broken = format!("{pad}){}", broken_type(pad.len(), ret));
        // What cannot be broken is left as it is, without the blank before the brace.
        let fits = broken.lines().all(|line| width(line) <= MAX_WIDTH);
        if fits { format!("{broken} {{") } else { format!("{last}{{") }
    }
}

/// A parameter on a line of its own, whose type is broken where it has to be; it never moves to the next line.
fn parameter(indent: usize, param: &str) -> String {
    let line = format!("{}{param},", " ".repeat(indent));
    let Some((name, ty)) = param.split_once(": ") else { return line };
    // rustfmt does not count the word before the trait.
    let uncounted = if ty.starts_with("impl ") { "impl ".len() } else { 0 };
    if width(&line) <= MAX_WIDTH + uncounted && !has_wide_tuple(ty) {
        return line;
    }
    broken(indent, ty).map_or(line, |ty| format!("{}{name}: {ty},", " ".repeat(indent)))
}

/// A parameter or a field: a name with a type, whose arguments get lines of their own where it is too long for one.
pub(crate) fn typed(indent: usize, before: &str, ty: &str) -> String {
    let line = assigned(indent, before, ty, ",");
    if line.lines().all(|line| width(line) <= MAX_WIDTH) {
        return line;
    }
    broken(indent, ty).map_or(line, |ty| format!("{}{before} {ty},", " ".repeat(indent)))
}

/// A generic type or a tuple with a line for each of its arguments, if that makes it fit.
fn broken(indent: usize, ty: &str) -> Option<String> {
    let text = broken_type(indent, ty);
    (text.contains('\n') && text.lines().all(|line| width(line) <= MAX_WIDTH)).then_some(text)
}

/// A generic type or a tuple, with a line for each of its arguments; a type that is neither stays as it is.
fn broken_type(indent: usize, ty: &str) -> String {
    let (open, close) = if ty.ends_with(')') { ('(', ')') } else { ('<', '>') };
    let Some((name, arguments)) = ty.strip_suffix(close).and_then(|ty| ty.split_once(open)) else {
        return ty.to_owned();
    };
    let pad = " ".repeat(indent + 4);
    let mut lines = String::new();
    for argument in top_level(arguments) {
        let line = format!("{pad}{argument},\n");
        // The line break at the end takes no column.
        if width(&line) <= MAX_WIDTH && !has_wide_tuple(argument) {
            lines.push_str(&line);
        } else {
            lines.push_str(&format!("{pad}{},\n", broken_type(indent + 4, argument)));
        }
    }
    format!("{name}{open}\n{lines}{}{close}", " ".repeat(indent))
}

/// Whether there is a tuple in a type that is longer than rustfmt's widest short list.
fn has_wide_tuple(ty: &str) -> bool {
    let inner = ty.split_once('(').and_then(|(_, rest)| rest.rsplit_once(')'));
    inner.is_some_and(|(inner, _)| width(inner) > CALL_WIDTH)
}

/// The arguments of a generic type: what stands between the commas that are in no inner brackets.
fn top_level(arguments: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, char) in arguments.char_indices() {
        match char {
            '<' | '(' => depth += 1,
            '>' | ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(arguments[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(arguments[start..].trim());
    found
}

/// A call: `callee(args)`, after `before` and followed by `after` on its last line.
pub(crate) fn call(indent: usize, before: &str, callee: &str, args: &[String], after: &str) -> String {
    let pad = " ".repeat(indent);
    let list = args.join(", ");
    let line = format!("{pad}{before}{callee}({list}){after}");
    if width(&list) <= CALL_WIDTH {
        // One method of one name is no chain to rustfmt, however long it is.
        let is_chain = callee.matches('.').count() > 1;
        if is_chain && width(callee) + width(&list) + "()".len() > CALL_WIDTH {
            return chain(indent, before, &links(callee, &list), after);
        }
        if width(&line) <= MAX_WIDTH {
            return line;
        }
        // What is assigned moves to the next line if it fits there; the value of a field does not.
        let next = format!("{pad}    {callee}({list}){after}");
        if before.ends_with("= ") && width(&next) <= MAX_WIDTH {
            return format!("{pad}{}\n{next}", before.trim_end());
        }
    }
    // So does one that has to be broken, where its first line fits only there.
    let first = |before: &str| width(&pad) + width(before) + width(callee) + "(".len();
    if before.ends_with("= ") && first(before) > MAX_WIDTH && first("    ") <= MAX_WIDTH {
        return format!("{pad}{}\n{}", before.trim_end(), call(indent + 4, "", callee, args, after));
    }
    if args.iter().all(|arg| is_short(arg)) {
        return format!("{pad}{before}{callee}(\n{}{pad}){after}", filled(indent + 4, args));
    }
    let args: String = args.iter().map(|arg| argument(indent + 4, arg)).collect();
    format!("{pad}{before}{callee}(\n{args}{pad}){after}")
}

/// Whether rustfmt puts an argument on a line with its neighbours, if they are all like it.
fn is_short(arg: &str) -> bool {
    arg.len() <= SHORT_WIDTH && !arg.contains(['(', ':', ' '])
}

/// Arguments on as few lines as they need.
fn filled(indent: usize, args: &[String]) -> String {
    let pad = " ".repeat(indent);
    let mut lines = vec![pad.clone()];
    for arg in args {
        let next = format!("{}{arg},", if lines.last().is_some_and(|line| *line == pad) { "" } else { " " });
        match lines.last_mut() {
            Some(line) if width(line) + width(&next) <= MAX_WIDTH => line.push_str(&next),
            _ => lines.push(format!("{pad}{arg},")),
        }
    }
    lines.join("\n") + "\n"
}

/// Whether an argument does not fit on a line of its own.
pub(crate) fn is_too_wide(indent: usize, arg: &str) -> bool {
    indent + width(arg) + ",".len() > MAX_WIDTH
}

/// An argument on a line of its own; a call of one argument is broken once more where it does not fit.
fn argument(indent: usize, arg: &str) -> String {
    let pad = " ".repeat(indent);
    let line = format!("{pad}{arg},\n");
    match arg.strip_suffix(')').and_then(|arg| arg.rsplit_once('(')) {
        Some((callee, inner)) if width(&line) > MAX_WIDTH && !inner.is_empty() => {
            format!("{pad}{callee}(\n{pad}    {inner},\n{pad}),\n")
        }
        _ => line,
    }
}

/// The links of a chain that ends in a call with these arguments.
fn links(callee: &str, list: &str) -> Vec<String> {
    let mut links: Vec<String> = callee
        .split('.')
        .enumerate()
        .map(|(at, name)| if at == 0 { name.to_owned() } else { format!(".{name}") })
        .collect();
    if let Some(last) = links.last_mut() {
        last.push_str(&format!("({list})"));
    }
    links
}

/// A chain of fields and methods: on one line where it is short, else a line for each link.
pub(crate) fn chain(indent: usize, before: &str, links: &[String], after: &str) -> String {
    let pad = " ".repeat(indent);
    let all = links.concat();
    let line = format!("{pad}{before}{all}{after}");
    let has_calls = links.iter().any(|link| link.ends_with(')'));
    if width(&line) <= MAX_WIDTH && (width(&all) <= CALL_WIDTH || !has_calls) {
        return line;
    }
    // A root that is no longer than an indent keeps its first link beside it, unless something stands before it.
    let (root, rest) = match links {
        [root, first, rest @ ..] if before.is_empty() && root.len() <= 4 => (format!("{root}{first}"), rest),
        [root, rest @ ..] => (root.clone(), rest),
        [] => return line,
    };
    let rest: String = rest.iter().map(|link| format!("\n{pad}    {link}")).collect();
    format!("{pad}{before}{root}{rest}{after}")
}

/// A statement or field whose value cannot be broken: it goes to the next line where it does not fit.
pub(crate) fn assigned(indent: usize, before: &str, value: &str, after: &str) -> String {
    let pad = " ".repeat(indent);
    let line = format!("{pad}{before} {value}{after}");
    if width(&line) <= MAX_WIDTH || width(&pad) + 4 + width(value) + width(after) > MAX_WIDTH {
        return line;
    }
    format!("{pad}{before}\n{pad}    {value}{after}")
}

/// A statement that declares a name with a type, whose value cannot be broken.
pub(crate) fn declared(indent: usize, name: &str, ty: &str, value: &str) -> String {
    let before = format!("let {name}: {ty} =");
    let pad = " ".repeat(indent);
    if width(&pad) + width(&before) > MAX_WIDTH
        && let Some(ty) = broken(indent, ty)
    {
        return format!("{pad}let {name}: {ty} = {value};");
    }
    assigned(indent, &before, value, ";")
}

/// A field of something that is set: the two are a chain, which is broken where it is long. What follows a word no wider
/// than an indent stays beside it.
pub(crate) fn set(indent: usize, parent: &str, field: &str, value: &str) -> String {
    let is_short_word = width(parent) <= 4 && !parent.contains('.');
    if is_short_word || width(parent) + width(field) + ".".len() <= CALL_WIDTH {
        return assigned(indent, &format!("{parent}.{field} ="), value, ";");
    }
    let pad = " ".repeat(indent);
    format!("{pad}{parent}\n{}", assigned(indent + 4, &format!(".{field} ="), value, ";"))
}

/// A struct literal as the last expression of a block.
pub(crate) fn struct_literal(indent: usize, name: &str, fields: &[String]) -> String {
    let pad = " ".repeat(indent);
    let list = fields.join(", ");
    if fields.is_empty() {
        return format!("{pad}{name} {{}}");
    }
    if width(&list) <= LITERAL_WIDTH && indent + width(name) + " {  }".len() + width(&list) <= MAX_WIDTH {
        // rustfmt counts columns to choose a list without a last comma, and bytes to choose its place.
        return if list.len() <= LITERAL_WIDTH {
            format!("{pad}{name} {{ {list} }}")
        } else {
            format!("{pad}{name} {{\n{pad}    {list}\n{pad}}}")
        };
    }
    let fields: String = fields
        .iter()
        .map(|field| {
            // What comes after `..` is no field and takes no comma.
            let comma = if field.starts_with("..") { "" } else { "," };
            format!("{pad}    {field}{comma}\n")
        })
        .collect();
    format!("{pad}{name} {{\n{fields}{pad}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_signatures_take_a_line_for_each_parameter() {
        assert_eq!(signature(4, "pub fn a", &["&self".into()], "Self"), "    pub fn a(&self) -> Self {");
        let params = ["&self".to_owned(), format!("{}: impl Into<String>", "p".repeat(62))];
        let text = signature(4, "pub fn a", &params, "Self");
        assert_eq!(text.lines().count(), 4, "{text}");
        assert!(text.ends_with("    ) -> Self {"));
    }

    #[test]
    fn long_types_take_a_line_for_each_argument() {
        let long = format!("Map<String, {}>", "V".repeat(80));
        let text = typed(4, "pub deep:", &format!("Option<{long}>"));
        let value = "V".repeat(80);
        let expected = format!(
            "    pub deep: Option<\n        Map<\n            String,\n            {value},\n        >,\n    >,"
        );
        assert_eq!(text, expected);
        assert_eq!(typed(4, "pub a:", "Vec<A>"), "    pub a: Vec<A>,");
        let pair = |length| {
            let ty = format!("impl IntoIterator<Item = (impl Into<String>, {})>", "V".repeat(length));
            signature(4, "pub fn a", &["mut self".into(), format!("v: {ty}")], "Self").lines().count()
        };
        assert_eq!([41, 42].map(pair), [4, 9]);
    }

    #[test]
    fn long_chains_take_a_line_for_each_link() {
        let args = ["x".repeat(50)];
        let text = call(8, "", "self.call.query", &args, ";");
        assert_eq!(text, format!("        self.call\n            .query({});", args[0]));
        assert_eq!(call(8, "", "call.query", &args, ";").lines().count(), 1);
    }

    #[test]
    fn short_arguments_share_lines() {
        let args = ["version", "job", "sha", "r#ref", "detector", "scanned"].map(str::to_owned);
        let text = call(8, "let body = ", &format!("types::{}::new", "T".repeat(31)), &args, ";");
        assert!(text.ends_with("(\n            version, job, sha, r#ref, detector, scanned,\n        );"));
    }

    #[test]
    fn long_chains_of_fields_are_broken() {
        assert_eq!(set(8, "self.body", &"f".repeat(50), "Some(value)").lines().count(), 1);
        assert_eq!(set(8, "body", &"f".repeat(60), "Some(value)").lines().count(), 1);
        let text = set(8, "self.body", &"f".repeat(51), "Some(value)");
        assert_eq!(text, format!("        self.body\n            .{} = Some(value);", "f".repeat(51)));
    }

    #[test]
    fn what_a_long_name_leaves_no_room_for_moves_on() {
        let name = format!("types::{}::new", "T".repeat(70));
        let text = call(8, "let body = ", &name, &["data".into()], ";");
        let expected =
            format!("        let body =\n            {name}(\n                data,\n            );");
        assert_eq!(text, expected);
        let ty = format!("types::{}", "T".repeat(68));
        let text = declared(8, "value", &format!("Vec<{ty}>"), "collect(value)");
        let expected = format!("        let value: Vec<\n            {ty},\n        > = collect(value);");
        assert_eq!(text, expected);
    }

    #[test]
    fn a_type_too_long_to_break_is_left_alone() {
        let params = ["&self".to_owned(), format!("id: {}", "I".repeat(60))];
        let end = |ret: &str| signature(4, "pub fn a", &params, ret).lines().last().unwrap().to_owned();
        let short = "R".repeat(90);
        assert_eq!(end(&format!("{short}<M>")), "    {");
        let long = "R".repeat(91);
        assert_eq!(end(&format!("{long}<M>")), format!("    ) -> {long}<M>{{"));
    }

    #[test]
    fn short_literals_stay_on_their_line() {
        assert_eq!(struct_literal(8, "Self", &["id".into()]), "        Self { id }");
        assert_eq!(struct_literal(8, "Self", &[]), "        Self {}");
    }
}
