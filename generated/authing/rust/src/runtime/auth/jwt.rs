//! Reading claims from a token that was issued to us.
//!
//! Used to fill headers that repeat what a token says. It does not verify: the token came from the server that will check it, and
//! nothing is decided by what it says. Invariant: text that is no JSON Web Token has no claims.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::super::json;

/// The claim at a place of the token's payload, as text.
pub(super) fn claim(token: &str, place: &str) -> Option<String> {
    let payload = token.split('.').nth(1)?;
    let payload = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    let [value] = json::pick(&payload, [Some(place)]);
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_read_by_place() {
        let token = format!(
            "h.{}.s",
            URL_SAFE_NO_PAD.encode(r#"{"scoped_userpool_id":"p","a":{"b":7}}"#)
        );
        assert_eq!(claim(&token, "scoped_userpool_id").as_deref(), Some("p"));
        assert_eq!(claim(&token, "a.b").as_deref(), Some("7"));
        assert_eq!(claim(&token, "c"), None);
        assert_eq!(claim("opaque", "c"), None);
        assert_eq!(claim("a.%%.c", "c"), None);
    }
}
