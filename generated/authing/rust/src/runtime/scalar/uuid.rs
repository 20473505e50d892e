//! UUIDs.

use super::text_scalar;

text_scalar! {
    ordered
    /// A UUID (RFC 9562), as in `6f1b2c34-5d6e-4f70-8a9b-0c1d2e3f4a5b`.
    Uuid, UuidMeaning, "a UUID", |text| parse(text).is_some()
}

impl Uuid {
    /// The 16 bytes; `None` when the text is no UUID.
    pub fn to_bytes(&self) -> Option<[u8; 16]> {
        parse(self.as_str())
    }
}

/// In lower case with hyphens.
impl From<[u8; 16]> for Uuid {
    fn from(bytes: [u8; 16]) -> Self {
        let mut text = String::with_capacity(36);
        for (index, byte) in bytes.into_iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            for half in [byte >> 4, byte & 15] {
                text.extend(char::from_digit(half.into(), 16));
            }
        }
        Self::from(text)
    }
}

fn parse(text: &str) -> Option<[u8; 16]> {
    let parts: Vec<&str> = text.split('-').collect();
    let has_form = parts.len() == 5
        && parts
            .iter()
            .zip([8, 4, 4, 4, 12])
            .all(|(part, length)| part.len() == length);
    if !has_form || !text.is_ascii() {
        return None;
    }
    let digits = parts.concat();
    let mut bytes = [0; 16];
    for (byte, index) in bytes.iter_mut().zip((0..).step_by(2)) {
        let pair = digits.get(index..index + 2)?;
        // A sign would be taken for a part of the number.
        let is_hex = pair.bytes().all(|digit| digit.is_ascii_hexdigit());
        *byte = is_hex
            .then(|| u8::from_str_radix(pair, 16).ok())
            .flatten()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_text_are_one() {
        let text = "6f1b2c34-5d6e-4f70-8a9b-0c1d2e3f4a5b";
        let bytes = text.parse::<Uuid>().unwrap().to_bytes().unwrap();
        assert_eq!(Uuid::from(bytes), text);
        assert_eq!(Uuid::from(text.to_uppercase()).to_bytes(), Some(bytes));
        for bad in [
            "",
            "6f1b2c345d6e4f708a9b0c1d2e3f4a5b",
            "+f1b2c34-5d6e-4f70-8a9b-0c1d2e3f4a5b",
            "6f1b2c34-5d6e-4f70-8a9b-0c1d2e3f4a5é",
        ] {
            assert!(bad.parse::<Uuid>().is_err(), "{bad}");
        }
        assert_eq!(Uuid::from("odd").to_bytes(), None);
    }
}
