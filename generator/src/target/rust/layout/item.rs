//! Layout of items: their first lines, which are broken where a name is too long for one line.
//!
//! Each function gives what stands before the content of an item, its opening brace included and without a line feed.
//! rustfmt leaves an item as it is where no way of breaking it fits; then it is given on one line here as well.

use super::{MAX_WIDTH, broken, width};
use crate::target::rust::literal;

/// An enum or struct: its brace moves to the next line where it does not fit.
pub(crate) fn declaration(head: &str) -> String {
    if fits(&[head, " {"]) { format!("{head} {{") } else { format!("{head}\n{{") }
}

/// A struct without fields.
pub(crate) fn empty(head: &str) -> String {
    format!("{}}}", declaration(head))
}

/// A struct with a parameter that has a default.
pub(crate) fn generic(head: &str, parameter: &str) -> String {
    let whole = format!("{head}<{parameter}>");
    if width(&whole) <= MAX_WIDTH { declaration(&whole) } else { format!("{head}<\n    {parameter},\n> {{") }
}

/// An `impl` without a trait; `parameters` are those of the `impl` itself, brackets and all.
pub(crate) fn inherent(parameters: &str, ty: &str) -> String {
    let line = format!("impl{parameters} {ty} {{");
    let next = format!("    {ty}");
    if width(&line) <= MAX_WIDTH {
        line
    } else if width(&next) <= MAX_WIDTH {
        format!("impl{parameters}\n{next}\n{{")
    } else {
        broken(4, ty).map_or(line, |ty| format!("impl{parameters}\n    {ty}\n{{"))
    }
}

/// An `impl` of a trait for a type.
pub(crate) fn implementation(parameters: &str, name: &str, ty: &str) -> String {
    let line = format!("impl{parameters} {name} for {ty} {{");
    let first = format!("impl{parameters} {name}");
    let second = format!("    for {ty}");
    let own = format!("    {name}");
    if width(&line) <= MAX_WIDTH || width(&own) > MAX_WIDTH {
        line
    } else if width(&first) > MAX_WIDTH && width(&second) <= MAX_WIDTH {
        format!("impl{parameters}\n{own}\n{second}\n{{")
    } else if width(&second) <= MAX_WIDTH {
        format!("{first}\n{second}\n{{")
    } else {
        broken(4, ty).map_or(line, |ty| format!("{first}\n    for {ty}\n{{"))
    }
}

/// A variant that holds a value.
pub(crate) fn variant(name: &str, ty: &str) -> String {
    let line = format!("    {name}({ty}),");
    if width(&line) <= MAX_WIDTH {
        return line;
    }
    let held = format!("        {ty},");
    if width(&held) <= MAX_WIDTH {
        return format!("    {name}(\n{held}\n    ),");
    }
    broken(8, ty).map_or(line, |ty| format!("    {name}(\n        {ty},\n    ),"))
}

/// Another name of a type, which moves to the next line where it does not fit.
pub(crate) fn alias(indent: usize, name: &str, ty: &str) -> String {
    let pad = " ".repeat(indent);
    let line = format!("{pad}pub type {name} = {ty};");
    let next = format!("{pad}    {ty}");
    // The semicolon takes no column on that line.
    if width(&line) <= MAX_WIDTH || width(&next) > MAX_WIDTH {
        return line;
    }
    format!("{pad}pub type {name} =\n{next};")
}

/// A static that is a struct literal; each field has an indent of four columns and its comma.
pub(crate) fn statics(name: &str, ty: &str, fields: &[String]) -> String {
    let line = format!("static {name}: {ty} = {ty} {{");
    let first = format!("static {name}: {ty} =");
    let name = format!("static {name}:");
    let body = |indent: &str| -> String {
        fields.iter().flat_map(|field| field.lines()).map(|line| format!("{indent}{line}\n")).collect()
    };
    // The semicolon at the end takes a column of the first line too.
    let is_long = width(&line) >= MAX_WIDTH;
    if is_long && width(&first) <= MAX_WIDTH {
        return format!("{first}\n    {ty} {{\n{}    }};", body("    "));
    }
    // Three columns stay free after the name, where rustfmt would put the rest.
    let is_broken = is_long && width(&name) + 3 <= MAX_WIDTH;
    let head = if is_broken { format!("{name}\n    {ty} = {ty} {{") } else { line };
    format!("{head}\n{}}};", body(""))
}

/// A field of a literal that is a list: a line for each item where it is longer than rustfmt's widest short list.
pub(crate) fn list(indent: usize, before: &str, items: &[String]) -> String {
    let pad = " ".repeat(indent);
    let list = items.join(", ");
    if width(&list) <= super::CALL_WIDTH {
        return format!("{pad}{before} &[{list}],");
    }
    let items: String = items.iter().map(|item| format!("{pad}    {item},\n")).collect();
    format!("{pad}{before} &[\n{items}{pad}],")
}

/// A field of a literal that is a list of pairs. One pair alone stays with its bracket, and a wide one takes a line for
/// each half.
pub(crate) fn pairs(indent: usize, before: &str, pairs: &[(String, String)]) -> String {
    let pad = " ".repeat(indent);
    let inner = |(first, second): &(String, String)| format!("{first}, {second}");
    let pair = |pair: &(String, String), indent: usize| {
        let (line, pad) = (inner(pair), " ".repeat(indent));
        match width(&line) <= super::CALL_WIDTH {
            true => format!("({line})"),
            false => format!("(\n{pad}    {},\n{pad}    {},\n{pad})", pair.0, pair.1),
        }
    };
    match pairs {
        [only] => format!("{pad}{before} &[{}],", pair(only, indent)),
        several if several.iter().all(|pair| width(&inner(pair)) <= super::CALL_WIDTH) => {
            list(indent, before, &several.iter().map(|one| pair(one, 0)).collect::<Vec<_>>())
        }
        several => {
            let one = |one| format!("{pad}    {},\n", pair(one, indent + 4));
            format!("{pad}{before} &[\n{}{pad}],", several.iter().map(one).collect::<String>())
        }
    }
}

/// The attribute that leaves an item out without a feature.
pub(crate) fn cfg(feature: &str) -> String {
    let feature = literal::string(feature);
    let line = format!("#[cfg(feature = {feature})]");
    if width(&line) <= MAX_WIDTH { line } else { format!("#[cfg(\n    feature = {feature}\n)]") }
}

fn fits(parts: &[&str]) -> bool {
    parts.iter().map(|part| width(part)).sum::<usize>() <= MAX_WIDTH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(length: usize) -> String {
        format!("A{}", "a".repeat(length - 1))
    }

    // The widths on both sides of each limit are what rustfmt does with them.
    #[test]
    fn long_declarations_end_in_a_brace_of_its_own() {
        assert_eq!(declaration(&format!("pub enum {}", name(89))).lines().count(), 1);
        assert_eq!(declaration(&format!("pub enum {}", name(90))).lines().nth(1), Some("{"));
        let generic = |length| generic(&format!("pub struct {}", name(length)), "M = runtime::Async");
        assert_eq!([67, 69, 70].map(|length| generic(length).lines().count()), [1, 2, 3]);
    }

    #[test]
    fn long_implementations_take_a_line_for_each_part() {
        let text = implementation("", &format!("From<{}>", name(41)), &name(42));
        assert_eq!(text, format!("impl From<{}>\n    for {}\n{{", name(41), name(42)));
        assert_eq!(implementation("", &format!("From<{}>", name(40)), &name(42)).lines().count(), 1);
        assert_eq!(implementation("", &format!("From<{}>", name(50)), &name(93)).lines().count(), 1);
        assert_eq!(implementation("", &format!("From<{}>", name(90)), &name(50)).lines().count(), 4);
        assert_eq!(inherent("<M: Mode>", &format!("{}<M>", name(90))).lines().count(), 3);
        assert_eq!(inherent("", &format!("{}<runtime::Blocking>", name(85))).lines().count(), 5);
        assert_eq!(inherent("", &name(97)).lines().count(), 1);
    }

    #[test]
    fn long_variants_take_a_line_for_what_they_hold() {
        assert_eq!(variant(&name(42), "Box<A>").lines().count(), 1);
        let text = variant(&name(45), &format!("Box<{}>", name(45)));
        assert_eq!(text, format!("    {}(\n        Box<{}>,\n    ),", name(45), name(45)));
        assert_eq!(variant(&name(60), &format!("Box<{}>", name(87))).lines().count(), 5);
        assert_eq!(variant(&name(60), &format!("Box<{}>", name(88))).lines().count(), 1);
    }

    #[test]
    fn long_statics_move_their_value_or_their_type() {
        let fields = ["    name: \"a\",".to_owned()];
        let text = |length| statics(&name(length), "runtime::Operation", &fields);
        assert!(text(49).starts_with(&format!("static {}: runtime::Operation = runtime::Op", name(49))));
        assert!(text(50).ends_with("=\n    runtime::Operation {\n        name: \"a\",\n    };"));
        assert!(text(72).ends_with(":\n    runtime::Operation = runtime::Operation {\n    name: \"a\",\n};"));
        assert_eq!(text(90).lines().count(), 3);
    }

    #[test]
    fn long_lists_and_features_are_broken() {
        assert_eq!(list(4, "auth:", &["&[0]".into()]), "    auth: &[&[0]],");
        assert_eq!(list(4, "auth:", &vec!["&[0]".to_owned(); 11]).lines().count(), 13);
        assert_eq!(cfg(&name(80)).lines().count(), 1);
        assert_eq!(cfg(&name(81)).lines().count(), 3);
    }
}
