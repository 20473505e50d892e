//! Text with HTML → tags that mean something, and the text between them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::element::Element;

/// How long a tag may be.
const LONGEST_TAG: usize = 1_000;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What stays as it is written.
    Text,
    /// Code in Markdown, in which nothing is a tag.
    Code,
    /// `<br>`.
    Break,
    /// `<hr>`.
    Rule,
    /// `<img …>`.
    Image,
    /// A comment.
    Comment,
    Open(Element),
    Close(Element),
}

/// The parts of a text.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) tokens: Vec<Token>,
    /// An element of which a tag is text, because its other tag is missing.
    pub(super) unpaired: Option<String>,
}

/// Cuts a text into its parts.
pub(super) fn tokens(text: &str) -> Tokens {
    if !text.contains('<') {
        return Tokens::default();
    }
    let (tokens, open) = (Vec::new(), BTreeMap::new());
    let mut scan = Scan { text, at: 0, begin: 0, tokens, open, unpaired: None, no_comment: false };
    while let Some(found) = text[scan.at..].find(['<', '`']) {
        scan.at += found;
        if text[scan.at..].starts_with('`') {
            scan.code();
        } else {
            scan.tag();
        }
    }
    scan.text_until(text.len());
    scan.finish()
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// Where the text begins that is in no token yet.
    begin: usize,
    tokens: Vec<Token>,
    /// Start tags without an end tag so far, by the name of their element.
    open: BTreeMap<String, Vec<usize>>,
    unpaired: Option<String>,
    /// Whether no comment that begins here or later has an end.
    no_comment: bool,
}

impl Scan<'_> {
    fn text_until(&mut self, end: usize) {
        if self.begin < end {
            self.tokens.push(Token { kind: Kind::Text, range: self.begin..end });
        }
        self.begin = end;
    }

    fn push(&mut self, kind: Kind, length: usize) {
        self.text_until(self.at);
        self.tokens.push(Token { kind, range: self.at..self.at + length });
        self.at += length;
        self.begin = self.at;
    }

    /// A code span, or a fence, up to a run of as many backticks.
    fn code(&mut self) {
        let rest = &self.text[self.at..];
        let run = rest.bytes().take_while(|byte| *byte == b'`').count();
        let mut end = run;
        // Spans in a paragraph are short; a fence goes on to its end.
        let bytes = rest.as_bytes();
        let most = if run < 3 { bytes.len().min(LONGEST_TAG) } else { bytes.len() };
        while end < most {
            let found = bytes[end..most].iter().position(|byte| *byte == b'`');
            let Some(found) = found.filter(|found| run >= 3 || !rest[end..end + found].contains("\n\n"))
            else {
                break;
            };
            let length = bytes[end + found..].iter().take_while(|byte| **byte == b'`').count();
            end += found + length;
            if length == run {
                return self.push(Kind::Code, end);
            }
        }
        self.at += run;
    }

    fn tag(&mut self) {
        let rest = &self.text[self.at..];
        if rest.starts_with("<!--") {
            let end = if self.no_comment { None } else { rest.find("-->") };
            self.no_comment |= end.is_none();
            return match end {
                Some(end) => self.push(Kind::Comment, end + 3),
                None => self.at += 1,
            };
        }
        let Some((name, is_close, length)) = tag(rest) else {
            self.at += 1;
            return;
        };
        match name.as_str() {
            "br" => return self.push(Kind::Break, length),
            "hr" => return self.push(Kind::Rule, length),
            "img" => return self.push(Kind::Image, length),
            _ => {}
        }
        let Some(element) = Element::named(&name) else {
            self.at += 1;
            return;
        };
        if !is_close {
            self.push(Kind::Open(element), length);
            let index = self.tokens.len() - 1;
            self.open.entry(name).or_default().push(index);
        } else if self.open.get_mut(&name).and_then(Vec::pop).is_some() {
            self.push(Kind::Close(element), length);
        } else {
            self.unpaired = Some(name);
            self.at += 1;
        }
    }

    /// Start tags whose element never ends are text, but for those that need no end.
    fn finish(mut self) -> Tokens {
        for (name, indices) in self.open.iter().filter(|(name, _)| !Element::may_be_open(name)) {
            for index in indices {
                self.tokens[*index].kind = Kind::Text;
                self.unpaired = Some(name.clone());
            }
        }
        Tokens { tokens: self.tokens, unpaired: self.unpaired }
    }
}

/// The tag that a text begins with: its name in lower case, whether it ends an element, its length.
fn tag(text: &str) -> Option<(String, bool, usize)> {
    let inside = &text[1..];
    let is_close = inside.starts_with('/');
    let inside = if is_close { &inside[1..] } else { inside };
    let length = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = inside[..length].to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.len() > 10 {
        return None;
    }
    let mut quote = None;
    for (at, byte) in inside.bytes().enumerate().skip(length).take(LONGEST_TAG) {
        match (quote, byte) {
            (None, b'>') => return Some((name, is_close, 1 + usize::from(is_close) + at + 1)),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'<') => return None,
            // A name goes on to a blank or to the end of the tag.
            (None, byte) if at == length && !byte.is_ascii_whitespace() && byte != b'/' => return None,
            _ => {}
        }
    }
    None
}

/// The value of an attribute of a tag.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower[from..].find(name) {
        let at = from + found;
        from = at + name.len();
        let is_begin = lower[..at].ends_with(|c: char| c.is_ascii_whitespace());
        let Some(value) = tag[from..].trim_start().strip_prefix('=').map(str::trim_start) else { continue };
        if !is_begin {
            continue;
        }
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or_default(),
            _ => value.split(|c: char| c.is_ascii_whitespace() || c == '>').next().unwrap_or_default(),
        };
        return Some(decoded(value));
    }
    None
}

/// Text with the entities that HTML cannot do without.
pub(super) fn decoded(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
}
