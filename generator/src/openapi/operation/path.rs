//! Paths: the keys of `paths` → templates that requests can be made of.
//!
//! Documents write `<id>` and `:id` for `{id}`, braces without partners, and characters that no path can have; those
//! are repaired. A fragment tells operations with the same path apart and stays part of the template; a fixed query does
//! so as a fragment, and is sent as parameters that have one value.

use crate::openapi::Import;
use crate::openapi::node::Node;
use crate::openapi::pointer;
use crate::openapi::report::Kind;

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Literal(String),
    Param(String),
}

/// A path with parameters, and what follows it.
#[derive(Debug, Clone, Default)]
pub(super) struct Template {
    pub(super) parts: Vec<Part>,
    /// `#…`, or nothing.
    pub(super) end: String,
    /// The names and values of a fixed query.
    pub(super) fixed: Vec<(String, String)>,
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
        text + &self.end
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
    let mut repaired = !path.starts_with('/');
    let (path, end) = match path.find(['?', '#']) {
        Some(at) => path.split_at(at),
        None => (path, ""),
    };
    let mut template = Template::default();
    let mut literal = if repaired { "/".to_owned() } else { String::new() };
    let mut rest = path;
    while let Some(first) = rest.chars().next() {
        if let Some((name, tail)) = parameter(rest) {
            if !literal.is_empty() {
                template.parts.push(Part::Literal(std::mem::take(&mut literal)));
            }
            repaired |= first != '{' || rest.get(1..1 + name.len()) != Some(name.as_str());
            let name = unused(name, &template);
            template.parts.push(Part::Param(name));
            rest = tail;
            continue;
        }
        if matches!(first, '{' | '}' | '<' | '>' | '"' | '\\' | '^' | '`' | '|')
            || first.is_whitespace()
            || first.is_control()
        {
            let mut bytes = [0; 4];
            for byte in first.encode_utf8(&mut bytes).bytes() {
                literal.push_str(&format!("%{byte:02X}"));
            }
            repaired = true;
        } else {
            literal.push(first);
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    if !literal.is_empty() || template.parts.is_empty() {
        template.parts.push(Part::Literal(if literal.is_empty() { "/".to_owned() } else { literal }));
    }
    let (query, fragment) = end.split_once('#').unwrap_or((end, ""));
    let query = query.trim_start_matches('?');
    template.fixed = fixed(query);
    let apart = [query, fragment].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("#");
    if !apart.is_empty() {
        let is_plain = |c: &char| !c.is_whitespace() && !c.is_control() && !matches!(c, '{' | '}' | '?');
        template.end = format!("#{}", apart.chars().filter(is_plain).collect::<String>());
    }
    (template, repaired)
}

/// The names and values of a query.
fn fixed(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (pointer::percent_decoded(name), pointer::percent_decoded(value)))
        .collect()
}

/// A parameter at the beginning of a text, and what follows it.
fn parameter(text: &str) -> Option<(String, &str)> {
    let (open, close) = [('{', '}'), ('<', '>')].into_iter().find(|(open, _)| text.starts_with(*open))?;
    let (name, tail) = text.get(1..)?.split_once(close)?;
    let name: String =
        name.trim().trim_start_matches(['+', '.', ';']).trim_end_matches('*').replace([open, close], "");
    let is_name =
        !name.is_empty() && !name.contains(['/', '{', '}', '<', '>']) && !name.contains(char::is_whitespace);
    is_name.then_some((name, tail))
}

fn unused(name: String, template: &Template) -> String {
    let is_free = |wanted: &str| template.params().all(|known| known != wanted);
    if is_free(&name) {
        return name;
    }
    (2..).map(|number| format!("{name}{number}")).find(|name| is_free(name)).unwrap_or(name)
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
            ("/x?beta=true", "/x#beta=true", false),
            ("/x#folders", "/x#folders", false),
            ("/{a}-{b}.json", "/{a}-{b}.json", false),
        ] {
            let (template, repaired) = template(path);
            assert_eq!((template.text().as_str(), repaired), (expected, is_repaired), "{path}");
        }
        assert_eq!(route("GET /a/{b}/c"), route("GET /a/{d}/c"));
    }
}
