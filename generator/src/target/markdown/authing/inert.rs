//! What could run in a browser, or in Vue, made harmless in texts that stand as they are otherwise.
//!
//! The family puts the texts of its documents into its pages unescaped, and they have HTML of their
//! own: line breaks, links, placeholders in angle brackets. Those stay. Every other tag loses its
//! bracket, and what would be an interpolation of Vue, a link to a script or an import of a file gets
//! a zero-width space, since an escape would be shown where the text is code. A text cannot leave
//! anything open for the next one.

use std::borrow::Cow;

use crate::target::markdown::escape::brace_unit;

/// Separates characters that mean something together.
const APART: char = '\u{200b}';

/// Elements that do something without any attribute, or hide what follows.
const ACTIVE: &[&str] = &[
    "applet",
    "base",
    "body",
    "button",
    "component",
    "embed",
    "form",
    "frame",
    "frameset",
    "head",
    "html",
    "iframe",
    "input",
    "link",
    "math",
    "meta",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "pre",
    "script",
    "select",
    "slot",
    "style",
    "svg",
    "teleport",
    "template",
    "textarea",
    "title",
    "xmp",
];

/// Attributes that cannot run anything, apart from where links lead.
const PASSIVE: &[&str] =
    &["align", "alt", "colspan", "height", "href", "rel", "rowspan", "src", "target", "title", "width"];

/// How long a tag may be.
const LONGEST_TAG: usize = 1_000;

/// Returns a text in which nothing runs, for a place inside a line.
pub(super) fn inert(text: &str) -> Cow<'_, str> {
    let has_fence = text.split(['\n', '\r']).skip(1).any(|line| fence(line).is_some());
    if has_fence { Cow::Owned(tags(&without_fences(text)).into_owned()) } else { tags(text) }
}

/// The same of blocks, which may have fences that end.
pub(super) fn inert_blocks(text: &str) -> Cow<'_, str> {
    let mut open: Option<(char, usize)> = None;
    for line in text.split(['\n', '\r']) {
        let Some((mark, length)) = fence(line) else { continue };
        open = match open {
            None => Some((mark, length)),
            Some((own, least)) if own == mark && length >= least && is_only(line, mark) => None,
            open => open,
        };
    }
    if open.is_some() { Cow::Owned(tags(&without_fences(text)).into_owned()) } else { tags(text) }
}

/// The mark of the fence that a line begins with, and its length.
fn fence(line: &str) -> Option<(char, usize)> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    (length >= 3).then_some((mark, length))
}

fn is_only(line: &str, mark: char) -> bool {
    line.trim().chars().all(|c| c == mark)
}

/// A text whose lines begin no code: what follows on the page would be a part of it, and code would be none.
fn without_fences(text: &str) -> String {
    let line = |line: &str| match fence(line) {
        Some(_) => format!("{APART}{line}"),
        None => line.to_owned(),
    };
    text.split_inclusive(['\n', '\r']).map(line).collect()
}

fn tags(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '{', '\\', '&', ']', '@']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '<' => bracket(rest, &mut out),
            '{' | '\\' | '&' if brace_unit(rest).is_some() => braces(rest, &mut out),
            ']' => link(rest, &mut out),
            '@' if rest.starts_with("@[") => {
                out.extend(['@', APART]);
                1
            }
            c => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    Cow::Owned(out)
}

/// The same between the quotes of an attribute.
pub(super) fn in_attribute(text: &str) -> String {
    inert(text).replace('"', "&quot;")
}

/// Writes what begins with `<`. Returns how much of the text it took.
fn bracket(text: &str, out: &mut String) -> usize {
    let begins_tag = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    if text.starts_with("<<<") {
        // An import of a file.
        out.push_str("<<");
        out.push(APART);
        return 2;
    }
    if !begins_tag {
        out.push('<');
        return 1;
    }
    match passive_tag(text).or_else(|| web_link(text)) {
        Some(length) => {
            out.push_str(&text[..length]);
            length
        }
        None => {
            out.push_str("&lt;");
            1
        }
    }
}

/// The length of a tag that does nothing.
fn passive_tag(text: &str) -> Option<usize> {
    let inside = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let before = text.len() - inside.len();
    let length = inside.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))?;
    let name = inside[..length].to_lowercase();
    let end = inside.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')?;
    let attributes = inside.get(length..end)?;
    let attributes = attributes.strip_suffix('/').unwrap_or(attributes);
    let is_passive = !ACTIVE.contains(&name.as_str()) && are_passive(attributes);
    is_passive.then_some(before + end + 1)
}

fn are_passive(attributes: &str) -> bool {
    let mut rest = attributes;
    loop {
        let trimmed = rest.trim_start();
        if trimmed.is_empty() {
            return true;
        }
        // Attributes are separated from the name and from each other.
        let Some((name, value)) = trimmed.split_once('=').filter(|_| trimmed.len() < rest.len()) else {
            return false;
        };
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return false };
        let Some((value, after)) = value[1..].split_once(quote) else { return false };
        let leads_on = matches!(name, "href" | "src");
        if !PASSIVE.contains(&name) || value.contains(['<', '`']) || (leads_on && !leads_to_web(value)) {
            return false;
        }
        rest = after;
    }
}

/// The length of a link of the web in angle brackets.
fn web_link(text: &str) -> Option<usize> {
    let inside = &text[1..];
    let end = inside.bytes().take(LONGEST_TAG).position(|byte| byte == b'>')?;
    let link = &inside[..end];
    let is_web = link.starts_with("https://") || link.starts_with("http://");
    (is_web && !link.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '"' | '\'')))
        .then_some(end + 2)
}

/// Writes a run of opening braces, however they are written.
fn braces(text: &str, out: &mut String) -> usize {
    let mut length = 0;
    let mut count = 0;
    while let Some(unit) = brace_unit(&text[length..]) {
        length += unit;
        count += 1;
    }
    if count == 1 {
        out.push_str(&text[..length]);
    } else {
        let braces = vec!["{"; count];
        out.push_str(&braces.join(APART.encode_utf8(&mut [0; 4])));
    }
    length
}

/// Writes the bracket that ends the words of a link, or the name of a definition.
fn link(text: &str, out: &mut String) -> usize {
    out.push(']');
    let after = text[1..].strip_prefix(['(', ':']).map(str::trim_start);
    if after.is_some_and(|after| !leads_to_web(after.strip_prefix('<').unwrap_or(after))) {
        out.push(APART);
    }
    1
}

/// Whether a target leads to the web, to a mail address or to a page of the site, in plain letters.
fn leads_to_web(target: &str) -> bool {
    let head: String = target.chars().take(8).collect::<String>().to_ascii_lowercase();
    if ["https://", "http://", "mailto:"].iter().any(|scheme| head.starts_with(scheme)) {
        return true;
    }
    // A scheme ends in a colon before anything else that parts a URL. What is escaped could become one.
    let part = |c: char| matches!(c, '/' | '?' | '#' | ')' | ':' | '&' | '\\' | '%') || c.is_control();
    match target.chars().take(LONGEST_TAG).find(|c| part(*c)) {
        Some(c) => !(matches!(c, ':' | '&' | '\\' | '%') || c.is_control()),
        None => target.len() < LONGEST_TAG,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_family_has_stays() {
        for text in [
            "one<br>two<br/>",
            "https://<YOUR_DOMAIN>.authing.cn and <string>",
            "[words](https://example.com/a_(b)) and [more](/guides/a.md#b)",
            "<a href=\"https://example.com\" target='_blank'>here</a> <img src=\"/a.png\" alt=\"a\">",
            "a < b, 1<2, {a}, {\"a\":[1]}, a & b, x\\y, me@example.com, <https://example.com/?a=b>",
        ] {
            assert_eq!(inert(text), text);
        }
    }

    #[test]
    fn what_runs_does_not() {
        for (text, expected) in [
            ("<script>x</script>", "&lt;script>x&lt;/script>"),
            ("<SCRIPT src=x>", "&lt;SCRIPT src=x>"),
            ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"),
            ("<img src=\"/x\"onerror=\"alert(1)\">", "&lt;img src=\"/x\"onerror=\"alert(1)\">"),
            ("<p :title=\"alert(1)\">", "&lt;p :title=\"alert(1)\">"),
            ("<a href=\"java&#115;cript:x\">", "&lt;a href=\"java&#115;cript:x\">"),
            ("<b", "&lt;b"),
            ("<!-- x", "&lt;!-- x"),
            ("<javascript:alert(1)>", "&lt;javascript:alert(1)>"),
            ("{{ x }}", "{\u{200b}{ x }}"),
            ("\\{&#123;&lbrace; x }}", "{\u{200b}{\u{200b}{ x }}"),
            ("[x](javascript:alert(1))", "[x]\u{200b}(javascript:alert(1))"),
            ("[x]( <JavaScript:x>)", "[x]\u{200b}( <JavaScript:x>)".replace('<', "&lt;").as_str()),
            ("[x](java&Tab;script:x)", "[x]\u{200b}(java&Tab;script:x)"),
            ("[x]: data:text/html,x", "[x]\u{200b}: data:text/html,x"),
            ("<<< @/file", "<<\u{200b}< @/file"),
            ("@[code](../x)", "@\u{200b}[code](../x)"),
        ] {
            assert_eq!(inert(text), expected, "{text:?}");
        }
        assert_eq!(inert("x\n```\ny\n```"), "x\n\u{200b}```\ny\n\u{200b}```");
        assert_eq!(inert_blocks("```\nx\n```"), "```\nx\n```");
        assert_eq!(inert_blocks("```\nx\n~~~"), "\u{200b}```\nx\n\u{200b}~~~");
        assert_eq!(in_attribute("x\" onclick=\"y"), "x&quot; onclick=&quot;y");
    }
}
