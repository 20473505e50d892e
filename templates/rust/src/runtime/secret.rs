//! Values that must not be shown.
//!
//! Every credential the client keeps is wrapped here the moment it arrives. The wrapper knows only how to hide; the schemes in
//! `auth` decide where a value goes. Writers of requests note the secrets that go into a call in its `RequestContext`, so that an
//! error about the call does not repeat them. Invariant: the text leaves through [`Secret::expose`] and onto the wire alone, never through `Debug`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::param::{Param, ToParam};
use super::request_context::{RequestContext, SECRET};

/// A piece of text that `Debug` does not print.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Secret(String);

impl Secret {
    /// Wraps `value`.
    pub fn new(value: impl Into<String>) -> Self {
        Self(value.into())
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl From<String> for Secret {
    fn from(value: String) -> Self {
        Self(value)
    }
}

impl From<&str> for Secret {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

/// On the wire a secret is its string; its name lets the writer of a request note it.
impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(SECRET, &self.0)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

impl ToParam for Secret {
    fn to_param(&self, context: &RequestContext) -> Param {
        context.note(self.clone());
        self.0.to_param(context)
    }
}

#[cfg(test)]
mod tests {
    use super::super::json_text;
    use super::*;

    #[test]
    fn secrets_that_are_written_are_noted() {
        let context = RequestContext::default();
        let values = [(Some(Secret::new("a")), "b")];
        let json = json_text::to_vec(&values, &context).unwrap();
        assert_eq!(json, br#"[["a","b"]]"#);
        assert_eq!(context.into_secrets(), [Secret::new("a")]);
        let context = RequestContext::default();
        let _ = (Secret::new("b").to_param(&context), "c".to_param(&context));
        assert_eq!(context.into_secrets(), [Secret::new("b")]);
    }

    #[test]
    fn debug_hides_the_text() {
        let shown = format!("{:?}", Some(Secret::new("hunter2")));
        assert_eq!(shown, "Some(Secret(***))");
    }
}
