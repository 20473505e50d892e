//! Paths: the keys of `paths` → templates that requests can be made of.
//!
//! Documents write `<id>` and `:id` for `{id}`, braces without partners, and characters that no path can have; those
//! are repaired. The operators of RFC 6570, as in `{+path}` and `{?page,limit}`, say how a parameter is written, and
//! where. A fixed query stays part of the template, and so does a fragment: they tell operations with one path apart.

use std::collections::HashMap;

use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::pointer;
use crate::openapi::report::Kind;
use crate::schema::Style;

/// The longest path that is read; the rest of a longer one is left out. Servers refuse what is longer (RFC 9110, section
/// 4.1, asks for 8000), and some steps here look at the rest of the path for each of its characters.
const LONGEST: usize = 8_000;

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Literal(String),
    Param(String),
}

/// How a parameter is written, as RFC 6570 has it in the braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Operator {
    pub(super) style: Option<Style>,
    pub(super) explode: bool,
    pub(super) reserved: bool,
}

/// A path with parameters, and what follows it.
#[derive(Debug, Clone, Default)]
pub(super) struct Template {
    pub(super) parts: Vec<Part>,
    /// The parameters that have an operator.
    operators: Vec<(String, Operator)>,
    /// The pairs of a fixed query: decoded names, and pairs as they are sent.
    fixed: Vec<(String, String)>,
    /// Parameters that the query has a place for: their names, and what stands in the braces.
    open: Vec<(String, String)>,
    /// What is never sent, and tells operations apart.
    apart: Vec<String>,
    /// The names that parameters have, with the last number that was tried for another one of the name.
    taken: HashMap<String, usize>,
}

impl Template {
    /// The template as `http` has it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                Part::Param(name) => {
                    text.push('{');
                    text.push_str(name);
                    text.push('}');
                }
            }
        }
        let pairs: Vec<&str> = self.fixed.iter().map(|(_, pair)| pair.as_str()).collect();
        if !pairs.is_empty() {
            text.push('?');
            text.push_str(&pairs.join("&"));
        }
        if !self.apart.is_empty() {
            text.push('#');
            text.push_str(&self.apart.join("#"));
        }
        text
    }

    /// The operator of a parameter.
    pub(super) fn operator(&self, name: &str) -> Option<Operator> {
        self.operators.iter().find(|(known, _)| known == name).map(|(_, operator)| *operator)
    }

    /// Leaves a parameter of the query to its description: what the query has fixed only tells the path apart then.
    pub(super) fn give_up(&mut self, name: &str) {
        self.open.retain(|(known, _)| known != name);
        let (given_up, kept) =
            std::mem::take(&mut self.fixed).into_iter().partition(|(known, _)| known == name);
        self.fixed = kept;
        let given_up: Vec<(String, String)> = given_up;
        self.apart.extend(given_up.into_iter().map(|(_, pair)| pair));
    }

    /// The parameters that the query has a place for and nothing described yet.
    pub(super) fn take_open(&mut self) -> Vec<String> {
        std::mem::take(&mut self.open).into_iter().map(|(name, _)| name).collect()
    }

    /// The parameter of the query that has a placeholder for its value.
    pub(super) fn take_open_by_placeholder(&mut self, placeholder: &str) -> Option<String> {
        let at = self.open.iter().position(|(_, known)| known == placeholder)?;
        Some(self.open.remove(at).0)
    }

    /// The names of the parameters.
    pub(super) fn params(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Param(name) => Some(name.as_str()),
            Part::Literal(_) => None,
        })
    }
}

impl<'d> Import<'d, '_> {
    /// The template of a path.
    pub(super) fn path_template(&mut self, item: Node<'d>, path: &str) -> Template {
        let whole = path;
        let end = (0..=LONGEST.min(whole.len())).rev().find(|at| whole.is_char_boundary(*at));
        let path = whole.get(..end.unwrap_or_default()).unwrap_or_default();
        if path.len() < whole.len() {
            let message = format!("the path is longer than {LONGEST} bytes; what follows is left out");
            self.report.problem(Kind::Path, item, message);
        }
        let (template, repaired) = template(path);
        if repaired {
            let message = format!("the path `{path}` is no template; it is taken as `{}`", template.text());
            self.report.problem(Kind::Path, item, message);
        }
        template
    }
}

/// Reads a path, and says whether it had to be repaired.
fn template(path: &str) -> (Template, bool) {
    let is_rooted = path.starts_with('/');
    let mut repaired = !is_rooted;
    let mut template = Template::default();
    let whole = without_query_expressions(path, &mut template.open);
    repaired |= !template.open.is_empty();
    let (path, end) = match whole.find(['?', '#']) {
        Some(at) => whole.split_at(at),
        None => (whole.as_str(), ""),
    };
    let mut literal = if is_rooted { String::new() } else { "/".to_owned() };
    let mut rest = path;
    while let Some(first) = rest.chars().next() {
        if let Some((name, operator, tail)) = parameter(rest) {
            if !literal.is_empty() {
                template.parts.push(Part::Literal(std::mem::take(&mut literal)));
            }
            repaired |= first != '{' || rest.get(1..1 + name.len()) != Some(name.as_str());
            let name = template.unused(name);
            template.operators.extend(operator.map(|operator| (name.clone(), operator)));
            template.parts.push(Part::Param(name));
            rest = tail;
            continue;
        }
        if is_sent_as_it_is(first) {
            literal.push(first);
        } else {
            literal.push_str(&escaped(first));
            repaired = true;
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    if !literal.is_empty() || template.parts.is_empty() {
        template.parts.push(Part::Literal(if literal.is_empty() { "/".to_owned() } else { literal }));
    }
    template.add_end(end);
    (template, repaired)
}

impl Template {
    /// Takes in what follows a path: a query, a fragment or both.
    fn add_end(&mut self, end: &str) {
        let (query, fragment) = end.split_once('#').unwrap_or((end, ""));
        for pair in query.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = pointer::percent_decoded(name);
            match value.strip_prefix('{').and_then(|value| value.strip_suffix('}')) {
                Some(placeholder) if !placeholder.is_empty() => {
                    self.open.push((name, placeholder.to_owned()));
                }
                _ => {
                    let pair =
                        pair.chars().map(|c| if is_sent_as_it_is(c) { c.to_string() } else { escaped(c) });
                    self.fixed.push((name, pair.collect()));
                }
            }
        }
        let is_plain = |c: &char| !c.is_whitespace() && !c.is_control() && !matches!(c, '{' | '}' | '?');
        let fragment: String = fragment.chars().filter(is_plain).collect();
        self.apart.extend((!fragment.is_empty()).then_some(fragment));
    }
}

fn is_sent_as_it_is(c: char) -> bool {
    !matches!(c, '{' | '}' | '<' | '>' | '"' | '\\' | '^' | '`' | '|')
        && !c.is_whitespace()
        && !c.is_control()
}

fn escaped(c: char) -> String {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// A path without expressions like `{?page,limit}`, whose names are parameters of the query.
fn without_query_expressions(path: &str, open: &mut Vec<(String, String)>) -> String {
    let mut kept = String::new();
    let mut rest = path;
    while let Some(at) = [rest.find("{?"), rest.find("{&")].into_iter().flatten().min() {
        let (before, expression) = rest.split_at(at);
        let Some((names, after)) = expression.split_once('}') else { break };
        let names = names.trim_start_matches(['{', '?', '&']).split(',');
        let names = names.map(|name| name.trim().trim_end_matches('*')).filter(|name| !name.is_empty());
        open.extend(names.map(|name| (name.to_owned(), name.to_owned())));
        kept.push_str(before);
        rest = after;
    }
    kept + rest
}

/// A parameter at the beginning of a text, its operator, and what follows it.
fn parameter(text: &str) -> Option<(String, Option<Operator>, &str)> {
    let (open, close) = [('{', '}'), ('<', '>')].into_iter().find(|(open, _)| text.starts_with(*open))?;
    let (written, tail) = text.get(1..)?.split_once(close)?;
    let written = written.trim();
    let explode = written.ends_with('*');
    let (style, reserved) = match written.chars().next() {
        Some('+') => (None, true),
        Some('.') => (Some(Style::Label), false),
        Some(';') => (Some(Style::Matrix), false),
        _ => (None, false),
    };
    let name = written.trim_start_matches(['+', '.', ';']).trim_end_matches('*').replace([open, close], "");
    let is_name =
        !name.is_empty() && !name.contains(['/', '{', '}', '<', '>']) && !name.contains(char::is_whitespace);
    let operator = Operator { style, explode, reserved };
    let says = style.is_some() || explode || reserved;
    is_name.then_some((name, says.then_some(operator), tail))
}

impl Template {
    /// The name of a parameter, with a number where another one has it.
    fn unused(&mut self, name: String) -> String {
        let mut number = self.taken.get(&name).copied().unwrap_or(1);
        let mut own = name.clone();
        while self.taken.contains_key(&own) {
            number += 1;
            own = format!("{name}{number}");
        }
        // A name that comes again goes on where it ended: it may come a thousand times.
        self.taken.insert(name, number);
        self.taken.insert(own.clone(), 1);
        own
    }
}

/// What tells an endpoint from another one: method and path, whatever the parameters are called.
pub(super) fn route(http: &str) -> String {
    let mut route = String::new();
    let mut in_param = false;
    for c in http.chars() {
        match c {
            '{' => in_param = true,
            '}' => {
                in_param = false;
                route.push_str("{}");
            }
            c if !in_param => route.push(c),
            _ => {}
        }
    }
    route
}

/// Method and path with a fragment that no other endpoint has: its id.
pub(super) fn told_apart(http: &str, id: &str) -> String {
    let fragment: String =
        id.chars().filter(|c| !matches!(c, '{' | '}' | '?') && !c.is_whitespace()).collect();
    format!("{http}#{fragment}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_repaired() {
        for (path, expected, is_repaired) in [
            ("/users/{id}", "/users/{id}", false),
            ("/", "/", false),
            ("", "/", true),
            ("users", "/users", true),
            ("/<upload_url>", "/{upload_url}", true),
            ("/a b/{", "/a%20b/%7B", true),
            ("/a/{}/b", "/a/%7B%7D/b", true),
            ("/{id}/{id}", "/{id}/{id2}", false),
            ("/{+path*}", "/{path}", true),
            ("/x?beta=true", "/x?beta=true", false),
            ("/x?a=b c&d={d}#e", "/x?a=b%20c#e", false),
            ("/x{?page,limit*}", "/x", true),
            ("/x{?page", "/x%7B?page", true),
            ("/x#folders", "/x#folders", false),
            ("/{a}-{b}.json", "/{a}-{b}.json", false),
        ] {
            let (template, repaired) = template(path);
            assert_eq!((template.text().as_str(), repaired), (expected, is_repaired), "{path}");
        }
        let mut open = template("/x{?page,limit*}").0;
        assert_eq!(open.take_open(), ["page", "limit"]);
        let mut given_up = template("/x?a=1&b=2").0;
        given_up.give_up("a");
        assert_eq!(given_up.text(), "/x?b=2#a=1");
        let labelled =
            template("/x/{.format*}").0.operator("format").map(|found| (found.style, found.explode));
        assert_eq!(labelled, Some((Some(Style::Label), true)));
        assert_eq!(route("GET /a/{b}/c"), route("GET /a/{d}/c"));
    }
}
