//! Header names and values from text.
//!
//! Used wherever text of an app becomes a header. Knows what HTTP allows, and which headers hold credentials. Invariant: a value
//! that HTTP does not allow is an error that names the header and hides the value.

use reqwest::header::{
    AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue, PROXY_AUTHORIZATION,
};

use super::error::{Error, Result};
use super::transport::Request;

/// Sets a header, replacing one of the same name.
pub(super) fn set(headers: &mut HeaderMap, name: &str, text: &str) -> Result<()> {
    let name = self::name(name)?;
    let mut value = value(&name, text)?;
    value.set_sensitive([AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION].contains(&name));
    headers.insert(name, value);
    Ok(())
}

/// Sets a header that holds no credential.
pub(super) fn set_known(headers: &mut HeaderMap, name: HeaderName, text: &str) -> Result<()> {
    let value = value(&name, text)?;
    headers.insert(name, value);
    Ok(())
}

/// Notes every sensitive value of a request, whoever put it there, so that errors do not repeat it: as a whole, and without the word
/// before it that names its kind.
pub(super) fn hide_secrets(request: &mut Request) {
    let secrets = request
        .headers
        .values()
        .filter(|value| value.is_sensitive());
    let texts: Vec<String> = secrets
        .filter_map(|value| std::str::from_utf8(value.as_bytes()).ok())
        .flat_map(|text| [text.split_once(' ').map(|(_, rest)| rest), Some(text)])
        .flatten()
        .map(str::to_owned)
        .collect();
    texts.into_iter().for_each(|text| request.hide(text));
}

/// Sets a header whose value is not to be shown or indexed by lower layers.
pub(super) fn set_secret(headers: &mut HeaderMap, name: HeaderName, text: &str) -> Result<()> {
    let value = secret_value(&name, text)?;
    headers.insert(name, value);
    Ok(())
}

/// Such a value.
pub(super) fn secret_value(name: &HeaderName, text: &str) -> Result<HeaderValue> {
    let mut value = value(name, text)?;
    value.set_sensitive(true);
    Ok(value)
}

pub(super) fn name(text: &str) -> Result<HeaderName> {
    HeaderName::from_bytes(text.as_bytes())
        .map_err(|_| Error::build(format!("`{}` is no header name", text.escape_debug())))
}

fn value(name: &HeaderName, text: &str) -> Result<HeaderValue> {
    // UTF-8 is let through: it is opaque to HTTP, and servers that read such headers expect it.
    HeaderValue::from_bytes(text.as_bytes()).map_err(|_| {
        Error::build(format!(
            "the value of the header `{name}` holds characters that HTTP forbids"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_start_a_new_line() {
        let error = set(&mut HeaderMap::new(), "x-a", "hunter2\r\nx-b: 1").unwrap_err();
        assert!(!error.to_string().contains("hunter2"));
        assert!(set(&mut HeaderMap::new(), "x a", "1").is_err());
        assert!(set(&mut HeaderMap::new(), "x-a", "绑定").is_ok());
    }
}
