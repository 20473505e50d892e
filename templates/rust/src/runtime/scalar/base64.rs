//! Bytes as text.

use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose};

use super::text_scalar;

text_scalar! {
    /// Bytes in base64 (RFC 4648, section 4). [`Base64::from`] bytes encodes them.
    Base64, Base64Meaning, "bytes in base64", |text| STANDARD.decode(text).is_ok()
}

text_scalar! {
    /// Bytes in base64 for URLs (RFC 4648, section 5), without padding. [`Base64Url::from`] bytes encodes them.
    Base64Url, Base64UrlMeaning, "bytes in base64 for URLs", |text| URL_SAFE.decode(text).is_ok()
}

/// Padding may be there or not in what is read.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&base64::alphabet::URL_SAFE, LENIENT);

impl Base64 {
    /// The bytes; `None` when the text is no base64.
    pub fn decode(&self) -> Option<Vec<u8>> {
        STANDARD.decode(self.as_str()).ok()
    }
}

impl Base64Url {
    /// The bytes; `None` when the text is no base64 for URLs.
    pub fn decode(&self) -> Option<Vec<u8>> {
        URL_SAFE.decode(self.as_str()).ok()
    }
}

/// Encodes bytes.
macro_rules! from_bytes {
    ($ty:ident, $engine:expr) => {
        impl From<&[u8]> for $ty {
            fn from(bytes: &[u8]) -> Self {
                Self::from($engine.encode(bytes))
            }
        }

        impl<const N: usize> From<&[u8; N]> for $ty {
            fn from(bytes: &[u8; N]) -> Self {
                Self::from($engine.encode(bytes))
            }
        }

        impl From<Vec<u8>> for $ty {
            fn from(bytes: Vec<u8>) -> Self {
                Self::from($engine.encode(bytes))
            }
        }
    };
}

from_bytes!(Base64, general_purpose::STANDARD);
from_bytes!(Base64Url, general_purpose::URL_SAFE_NO_PAD);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_encoded_and_text_is_not() {
        let bytes = [0xfb, 0xff, 0x00, 0x10];
        assert_eq!(Base64::from(&bytes), "+/8AEA==");
        assert_eq!(Base64Url::from(&bytes), "-_8AEA");
        for text in ["+/8AEA==", "+/8AEA"] {
            assert_eq!(Base64::from(text).decode().as_deref(), Some(&bytes[..]));
        }
        for text in ["-_8AEA==", "-_8AEA"] {
            assert_eq!(Base64Url::from(text).decode().as_deref(), Some(&bytes[..]));
        }
        assert_eq!(Base64::from("-_8AEA").decode(), None);
        assert!("?".parse::<Base64>().is_err() && "?".parse::<Base64Url>().is_err());
        assert_eq!(Base64::from(vec![1, 2, 3]).decode(), Some(vec![1, 2, 3]));
    }
}
