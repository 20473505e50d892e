//! Text of a spec as Rust literals.

/// A string literal: quotes, backslashes, control and bidirectional characters are escaped.
pub(crate) fn string(text: &str) -> String {
    format!("{text:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_the_literal() {
        for text in
            ["plain", "a\"b", "a\\", "line\nfeed", "nul\0", "\u{202e}flip", "}} */ //", "绑定手机号", "'"]
        {
            let literal = string(text);
            let parsed: syn::LitStr = syn::parse_str(&literal).expect("a string literal");
            assert_eq!(parsed.value(), text);
            assert!(!literal.contains(['\n', '\u{202e}', '\0']));
        }
    }
}
