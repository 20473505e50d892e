//! String literals: text that no language reads as anything but itself.
//!
//! What people cannot see is escaped too: controls, marks of direction (which make code look like other code), and the
//! separators that some languages take for the end of a line.

use crate::model::Language;

/// A string literal, on one line.
pub(super) fn string(language: Language, text: &str) -> String {
    let quote = if language == Language::Node { '\'' } else { '"' };
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // PHP would read the name of a variable.
            '$' if language == Language::Php => out.push_str("\\$"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            c if is_unseen(c) => out.push_str(&escape(language, c)),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

/// A character as its number.
fn escape(language: Language, c: char) -> String {
    let number = u32::from(c);
    match language {
        Language::Node | Language::Php => format!("\\u{{{number:x}}}"),
        Language::Go | Language::Python | Language::CSharp if number > 0xFFFF => format!("\\U{number:08x}"),
        Language::Go | Language::Python | Language::CSharp => format!("\\u{number:04x}"),
    }
}

/// Whether nothing is to be seen of a character, and it is no plain blank.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// The key of an object in JavaScript: bare where it is a word, and never the one that sets a prototype.
pub(super) fn property(name: &str) -> String {
    let is_word = name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$'))
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '$'));
    if name == "__proto__" {
        format!("[{}]", string(Language::Node, name))
    } else if is_word {
        name.to_owned()
    } else {
        string(Language::Node, name)
    }
}
