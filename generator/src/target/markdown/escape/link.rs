//! Links: anchors, destinations of our own, and which destinations of an author's are let through.

use std::fmt::Write as _;

/// The anchor of a name: letters, digits, `_`, `-` and `.` stay, everything else becomes `-`.
pub(in super::super) fn anchor(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '-' }).collect()
}

/// A destination between the parentheses of a link.
pub(in super::super) fn destination(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        let is_safe = c.is_alphanumeric() || "-._~/:?#@!$&+,;=%".contains(c);
        if is_safe {
            out.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// Whether an author's link may lead there: the web, a mail address. A page cannot know what lies beside it, and a
/// script is no place.
pub(super) fn is_allowed(destination: &str) -> bool {
    let lower: String = destination.chars().take(8).flat_map(char::to_lowercase).collect();
    ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}
