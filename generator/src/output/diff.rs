//! The difference between two texts, for people to read.

use std::time::Duration;

use similar::{Algorithm, TextDiff};

/// Two texts that have little in common are compared no longer than this; the difference is then a coarser one.
const PATIENCE: Duration = Duration::from_secs(1);

/// The unified diff from one text to the other, with its headers.
pub(super) fn unified(path: &str, old: &[u8], new: &[u8]) -> String {
    let (Ok(old), Ok(new)) = (std::str::from_utf8(old), std::str::from_utf8(new)) else {
        return format!("Binary files a/{path} and b/{path} differ\n");
    };
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).timeout(PATIENCE).diff_lines(old, new);
    let text =
        diff.unified_diff().context_radius(3).header(&format!("a/{path}"), &format!("b/{path}")).to_string();
    harmless(&text)
}

/// Shows control characters instead of obeying them: the text comes from a spec and goes to a terminal.
fn harmless(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_control() && char != '\n' && char != '\t' {
            safe.extend(char.escape_unicode());
        } else {
            safe.push(char);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn lines_are_told_apart() {
        let diff = unified("rust/a.rs", b"one\ntwo\nthree\n", b"one\n2\nthree\n");
        assert_eq!(diff, "--- a/rust/a.rs\n+++ b/rust/a.rs\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n");
    }

    #[test]
    fn a_missing_line_feed_is_shown() {
        assert!(unified("a", b"x\n", b"x").contains("\\ No newline at end of file"));
    }

    #[test]
    fn control_characters_are_shown() {
        let diff = unified("a", b"x\r\n", b"\x1b[31mx\n");
        assert!(diff.contains("-x\\u{d}\n") && diff.contains("+\\u{1b}[31mx\n"), "{diff}");
    }

    #[test]
    fn bytes_are_only_said_to_differ() {
        assert_eq!(unified("a", b"\xff", b"x"), "Binary files a/a and b/a differ\n");
    }
}
