//! Values that must not be shown.
//!
//! Every credential the client keeps is wrapped here the moment it arrives. The wrapper knows only how to hide; the schemes in
//! `auth` decide where a value goes. While a call is written, the secrets that go into it are noted, so that an error about the call
//! does not repeat them. Invariant: the text leaves through [`Secret::expose`] and onto the wire alone, never through `Debug`.

use std::cell::RefCell;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::param::{Param, ToParam};

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

    /// Tells whoever writes a call that it has this secret in it.
    fn note(&self) {
        // A thread that is ending notes nothing, and writes no call either.
        let _ = NOTED.try_with(|noted| {
            if let Some(noted) = noted.borrow_mut().as_mut() {
                noted.push(self.clone());
            }
        });
    }
}

thread_local! {
    /// The secrets that were written so far, while a call is being written. Serializers have no way to hand them on.
    static NOTED: RefCell<Option<Vec<Secret>>> = const { RefCell::new(None) };
}

/// Writes something and notes the secrets in it.
pub(super) fn noting<T>(write: impl FnOnce() -> T) -> (T, Vec<Secret>) {
    /// Ends the noting even if writing panics.
    struct Ending;

    impl Drop for Ending {
        fn drop(&mut self) {
            let _ = NOTED.try_with(|noted| noted.take());
        }
    }

    NOTED.set(Some(Vec::new()));
    let ending = Ending;
    let written = write();
    let noted = NOTED.take();
    drop(ending);
    (written, noted.unwrap_or_default())
}

/// Whether a call is being written.
pub(super) fn is_noting() -> bool {
    NOTED
        .try_with(|noted| noted.borrow().is_some())
        .unwrap_or(false)
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

/// On the wire a secret is its text.
impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.note();
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

impl ToParam for Secret {
    fn to_param(&self) -> Param {
        self.note();
        self.0.to_param()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_that_are_written_are_noted() {
        let (json, noted) = noting(|| serde_json::to_string(&[Secret::new("a")]).unwrap());
        assert_eq!((json.as_str(), noted), ("[\"a\"]", vec![Secret::new("a")]));
        let (_, noted) = noting(|| (Secret::new("b").to_param(), "c".to_param()));
        assert_eq!(noted, [Secret::new("b")]);
        assert!(noting(|| ()).1.is_empty());
    }

    #[test]
    fn debug_hides_the_text() {
        let shown = format!("{:?}", Some(Secret::new("hunter2")));
        assert_eq!(shown, "Some(Secret(***))");
    }
}
