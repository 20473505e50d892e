//! Strings that match a regular expression: the simplest that its parts can be put together to.

use regex_syntax::hir::{Class, Hir, HirKind};

/// How long a string becomes at most, in bytes.
const LONGEST: usize = 20_000;

/// How many parts are written at most, empty ones included: patterns nest repetitions.
const MOST_PARTS: usize = 50_000;

/// Returns the `nth` string that a pattern matches, with at least `least` characters where its repetitions allow that.
/// Returns `None` for patterns that are not regular, such as those with back references.
pub(super) fn matching(pattern: &str, least: u64, nth: usize) -> Option<String> {
    let regular = without_lookaround(pattern);
    let hir = regex_syntax::parse(pattern).ok().or_else(|| regex_syntax::parse(&regular).ok())?;
    let least = usize::try_from(least).unwrap_or(LONGEST).min(LONGEST);
    let mut more = 0;
    loop {
        let mut writer = Writer { text: String::new(), more, choice: nth, parts: 0 };
        writer.write(&hir)?;
        let length = writer.text.chars().count();
        // Nothing that repeats is left.
        let is_full = writer.more > 0;
        if length >= least || is_full || writer.text.len() >= LONGEST {
            if length < least && !is_anchored(pattern) {
                writer.text.extend(std::iter::repeat_n('a', least - length));
            }
            return Some(writer.text);
        }
        more += ((least - length) / 8).max(1);
    }
}

/// Whether nothing may follow what the pattern matches.
fn is_anchored(pattern: &str) -> bool {
    pattern.contains('$')
}

/// The pattern without conditions on what stands around, of which strings are made as if they were not there.
fn without_lookaround(pattern: &str) -> String {
    let mut rest = pattern;
    let mut kept = String::new();
    while let Some((start, marker)) =
        ["(?=", "(?!", "(?<=", "(?<!"].iter().filter_map(|marker| Some((rest.find(marker)?, *marker))).min()
    {
        kept.push_str(&rest[..start]);
        rest = after_group(&rest[start + marker.len()..]);
    }
    kept + rest
}

/// What follows the group that `text` is inside.
fn after_group(text: &str) -> &str {
    let (mut depth, mut in_class, mut is_escaped) = (1, false, false);
    for (index, c) in text.char_indices() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[index + 1..];
        }
    }
    ""
}

/// Writes a string part by part.
struct Writer {
    text: String,
    /// How many repetitions beyond those that are required are left.
    more: usize,
    /// Which of several possibilities to take: a number in which each choice takes a digit.
    choice: usize,
    parts: usize,
}

impl Writer {
    fn write(&mut self, part: &Hir) -> Option<()> {
        self.parts += 1;
        if self.text.len() > LONGEST || self.parts > MOST_PARTS {
            return None;
        }
        match part.kind() {
            HirKind::Empty | HirKind::Look(_) => {}
            HirKind::Literal(literal) => self.text.push_str(std::str::from_utf8(&literal.0).ok()?),
            HirKind::Class(class) => {
                let members = members(class)?;
                let index = self.choose(members.len());
                self.text.push(*members.get(index)?);
            }
            HirKind::Repetition(repetition) => {
                let least = repetition.min as usize;
                let most = repetition.max.map_or(usize::MAX, |most| most as usize);
                let extra = self.more.min(most.saturating_sub(least));
                self.more -= extra;
                for _ in 0..least.saturating_add(extra) {
                    self.write(&repetition.sub)?;
                }
            }
            HirKind::Capture(capture) => self.write(&capture.sub)?,
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.write(part))?,
            HirKind::Alternation(parts) => {
                let index = self.choose(parts.len());
                self.write(parts.get(index)?)?;
            }
        }
        Some(())
    }

    fn choose(&mut self, among: usize) -> usize {
        let among = among.max(1);
        let index = self.choice % among;
        self.choice /= among;
        index
    }
}

/// Letters and digits of a class where it has any, else its first characters.
fn members(class: &Class) -> Option<Vec<char>> {
    const MOST: usize = 40;
    let Class::Unicode(class) = class else { return None };
    let has =
        |wanted: &char| class.ranges().iter().any(|range| (range.start()..=range.end()).contains(wanted));
    let plain: Vec<char> =
        ('a'..='z').chain('A'..='Z').chain('1'..='9').chain(['0', '-', '_']).filter(has).collect();
    if !plain.is_empty() {
        return Some(plain);
    }
    let others = class.ranges().iter().flat_map(|range| range.start()..=range.end());
    Some(others.take(MOST).collect())
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn strings_match() {
        for (pattern, least, nth, expected) in [
            ("^[A-Z]{2}-\\d+(x|y)?$", 0, 0, Some("AA-1")),
            ("^[A-Z]{2}-\\d+(x|y)?$", 6, 0, Some("AA-111")),
            ("^[A-Z]{2}-\\d+(x|y)?$", 0, 1, Some("BA-1")),
            ("^(red|blue)$", 0, 1, Some("blue")),
            ("^(?!0)(?=[1-9(])\\d{3}$", 0, 0, Some("111")),
            ("^\\w+@\\w+$", 10, 0, Some("aaaaaaaa@a")),
            ("ab", 4, 0, Some("abaa")),
            ("^(a)\\1$", 0, 0, None),
        ] {
            assert_eq!(matching(pattern, least, nth).as_deref(), expected, "{pattern} {least} {nth}");
        }
    }

    #[test]
    fn repetitions_of_repetitions_end() {
        assert_eq!(matching("^((((a{100}){100}){100}){100})$", 0, 0), None);
    }
}
