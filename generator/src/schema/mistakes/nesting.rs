//! Nesting: how deep the brackets of a text nest.
//!
//! Parsers of YAML take the square of the depth of lists and maps in brackets, so a text is refused before one reads
//! it. Strings, comments and block scalars are skipped by their rules (YAML 1.2, chapters 7 and 8) as far as is needed
//! to tell their brackets from those of lists and maps.

/// How deep lists and maps in brackets may nest.
const MAX_DEPTH: usize = 1_000;

/// The offset of the first bracket that is nested too deep.
pub(super) fn first_too_deep(text: &str) -> Option<usize> {
    if !may_be_too_deep(text) {
        return None;
    }
    let mut scan = Scan::default();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if let Some(at) = scan.line(line) {
            return Some(offset + at);
        }
        offset += line.len();
    }
    None
}

/// Whether brackets could nest too deep. All of them are counted here, so that almost every text is cleared by one look
/// at its bytes.
fn may_be_too_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > MAX_DEPTH
    })
}

#[derive(Debug, Default)]
struct Scan {
    depth: usize,
    /// The quote of the string that is open.
    quote: Option<u8>,
    /// The indentation of the key whose block scalar is open.
    block: Option<usize>,
}

impl Scan {
    /// Reads a line, up to the first bracket that is nested too deep.
    fn line(&mut self, line: &str) -> Option<usize> {
        let indent = line.len() - line.trim_start_matches(' ').len();
        if let Some(block) = self.block {
            if line.trim().is_empty() || indent > block {
                return None;
            }
            self.block = None;
        }
        let too_deep = self.content(line.as_bytes());
        if self.depth == 0 && self.quote.is_none() && begins_block(line) {
            self.block = Some(indent);
        }
        too_deep
    }

    fn content(&mut self, line: &[u8]) -> Option<usize> {
        // Whether a value may begin here: at the start of a line, or behind an indicator.
        let mut at_start = true;
        let mut previous = b' ';
        let mut at = 0;
        while let Some(&byte) = line.get(at) {
            match (self.quote, byte) {
                (Some(b'"'), b'\\') => at += 1,
                (Some(quote), byte) if byte == quote => self.quote = None,
                (Some(_), _) => {}
                (None, b'#') if previous.is_ascii_whitespace() => break,
                (None, b'"' | b'\'') if at_start => (self.quote, at_start) = (Some(byte), false),
                (None, b'[' | b'{') if at_start || self.depth > 0 => {
                    (self.depth, at_start) = (self.depth + 1, true);
                    if self.depth > MAX_DEPTH {
                        return Some(at);
                    }
                }
                (None, b']' | b'}') => (self.depth, at_start) = (self.depth.saturating_sub(1), false),
                (None, b',') => at_start = self.depth > 0,
                (None, b'-' | b':' | b'?') => {
                    at_start = line.get(at + 1).is_none_or(u8::is_ascii_whitespace);
                }
                (None, byte) if byte.is_ascii_whitespace() => {}
                (None, _) => at_start = false,
            }
            previous = byte;
            at += 1;
        }
        None
    }
}

/// Whether a line ends with the header of a block scalar, as in `description: |2-`.
fn begins_block(line: &str) -> bool {
    let content = line.split(" #").next().unwrap_or(line).trim_end();
    let header = content.rsplit(' ').next().unwrap_or(content);
    let rest = header.strip_prefix(['|', '>']);
    rest.is_some_and(|rest| rest.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'0'..=b'9')))
}

#[cfg(test)]
mod tests {
    use super::{MAX_DEPTH, first_too_deep};

    #[test]
    fn brackets_of_lists_and_maps_count() {
        let open = "[".repeat(MAX_DEPTH + 1);
        assert_eq!(first_too_deep(&format!("a: {open}")), Some(3 + MAX_DEPTH));
        assert_eq!(first_too_deep(&"[{a: ".repeat(MAX_DEPTH)), Some(5 * (MAX_DEPTH / 2)));
        assert_eq!(first_too_deep(&"[\n".repeat(MAX_DEPTH + 1)), Some(2 * MAX_DEPTH));
        let closed = format!("a: {}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
        assert_eq!(first_too_deep(&closed), None);
    }

    #[test]
    fn brackets_of_strings_and_comments_do_not_count() {
        let open = "[".repeat(MAX_DEPTH + 1);
        for text in [
            format!("a: \"{open}\\\"{open}\""),
            format!("a: '{open}''{open}'"),
            format!("a: 1 # {open}"),
            format!("a: text {open}"),
            format!("a: |\n  {open}\n\n  {open}\nb: [1]"),
            format!("a:\n  - >2-\n    {open}\n  - [1]"),
            format!("a: [don't, \"{open}\"]"),
        ] {
            assert_eq!(first_too_deep(&text), None, "{text:.40}");
        }
    }
}
