//! URIs.

use super::text_scalar;
use crate::runtime::Url;

text_scalar! {
    ordered
    /// A URI (RFC 3986), as in `https://example.com/`. `parse` takes absolute ones.
    Uri, UriMeaning, "an absolute URI", |text| Url::parse(text).is_ok()
}

impl Uri {
    /// The URI in its parts; `None` when the text is no absolute URI.
    pub fn to_url(&self) -> Option<Url> {
        Url::parse(self.as_str()).ok()
    }
}

impl From<Url> for Uri {
    fn from(url: Url) -> Self {
        Self::from(String::from(url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_keeps_its_text() {
        let uri: Uri = "HTTPS://example.com".parse().unwrap();
        assert_eq!(uri, "HTTPS://example.com");
        assert_eq!(Uri::from(uri.to_url().unwrap()), "https://example.com/");
        assert_eq!(Uri::from("/here").to_url(), None);
        assert!("/here".parse::<Uri>().is_err());
    }
}
