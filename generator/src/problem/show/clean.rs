//! Cleaning: characters that would act on a terminal or on the order of the text → characters that are only seen.
//!
//! Spec text is data: an escape sequence in a description must not clear the screen of the person who reads about it.

/// The picture of a character that must not be shown as it is; `None` for all others.
pub(super) fn picture(c: char) -> Option<char> {
    match c {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        // Control characters of the second set, marks that change the direction of the text, separators that break
        // lines in some terminals, and characters that are not seen at all.
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some('\u{fffd}'),
        _ => None,
    }
}

/// A text in one line, with nothing in it that acts on a terminal.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|c| picture(c).unwrap_or(c)).collect()
}

/// JSON whose control characters of the second set are escaped, which JSON itself does not ask for.
pub(super) fn escape_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\u{7f}'..='\u{9f}' => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => escaped.push(c),
        }
    }
    escaped
}
