//! References: their text → the parts of it (RFC 3986, RFC 6901).

/// A reference as the file that it names, which may be empty, and what follows the `#`.
pub(super) fn split(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// Whether the part of a reference that names a file is a URL.
pub(super) fn is_remote(file: &str) -> bool {
    file.starts_with("//")
        || file.split_once(':').is_some_and(|(scheme, _)| {
            scheme.len() > 1
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        })
}

/// The keys of a JSON pointer in a fragment.
pub(super) fn keys(fragment: &str) -> Vec<String> {
    percent_decoded(fragment)
        .split('/')
        .skip(1)
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
        .collect()
}

/// A text with its `%XX` replaced by the bytes that they mean; what makes no UTF-8 is left alone.
pub(super) fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_come_apart() {
        assert_eq!(split("a.yaml#/b"), ("a.yaml", "/b"));
        assert_eq!(split("#/b"), ("", "/b"));
        assert_eq!(split("a.yaml"), ("a.yaml", ""));
        assert_eq!(keys("/paths/~1a~0b/get%20x"), ["paths", "/a~b", "get x"]);
        assert_eq!(keys(""), [""; 0]);
        assert!(is_remote("https://example.com/x.yaml") && is_remote("//x") && is_remote("urn:x"));
        assert!(!is_remote("a/b.yaml") && !is_remote("c:x"));
        assert_eq!(percent_decoded("%E4%B8%AD%zz%"), "中%zz%");
    }
}
