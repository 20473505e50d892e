//! Texts that match a regular expression: the simplest that its parts can be put together to.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A text that a pattern matches; repetitions go on for `more` than they have to. `None` for what regular expressions
/// of JSON Schema can say beyond those that are regular.
pub(super) fn matching(pattern: &str, more: u32) -> Option<String> {
    let mut text = String::new();
    write(&regex_syntax::parse(pattern).ok()?, more, &mut text)?;
    Some(text)
}

fn write(part: &Hir, more: u32, text: &mut String) -> Option<()> {
    match part.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.push_str(std::str::from_utf8(&literal.0).ok()?),
        HirKind::Class(class) => text.push(member(class)?),
        HirKind::Repetition(repetition) => {
            let wanted = repetition.min.saturating_add(more);
            for _ in 0..wanted.min(repetition.max.unwrap_or(u32::MAX)).min(256) {
                write(&repetition.sub, more, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, more, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, more, text))?,
        HirKind::Alternation(parts) => write(parts.first()?, more, text)?,
    }
    Some(())
}

/// A letter or a digit where there is one.
fn member(class: &Class) -> Option<char> {
    let Class::Unicode(class) = class else { return None };
    let has =
        |wanted: char| class.ranges().iter().any(|range| (range.start()..=range.end()).contains(&wanted));
    ['a', 'A', '1', '0', '-']
        .into_iter()
        .find(|c| has(*c))
        .or(class.ranges().first().map(|range| range.start()))
}

#[cfg(test)]
mod tests {
    use super::matching;

    #[test]
    fn texts_match() {
        assert_eq!(matching("^[A-Z]{2}-\\d+(x|y)?$", 0).as_deref(), Some("AA-1"));
        assert_eq!(matching("^[A-Z]{2}-\\d+(x|y)?$", 1).as_deref(), Some("AA-11x"));
        assert_eq!(matching("^(?=a)b", 0), None);
    }
}
