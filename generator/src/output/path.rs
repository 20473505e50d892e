//! Which paths a file of the output may have.
//!
//! Names come from specs, which strangers write, and the folder is checked out on every system. What one of them
//! would resolve to another place, or could not store, is refused everywhere.

use anyhow::{Result, bail};

/// What the names of files that this room keeps for itself start with.
pub(super) const RESERVED_PREFIX: &str = ".bindery-";

/// The longest part of a path in bytes; the common file systems store 255 bytes or UTF-16 units.
const LONGEST_PART: usize = 240;

/// Names that are devices on Windows, with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Refuses what is no plain path downwards on every system.
pub(crate) fn check(path: &str) -> Result<()> {
    if path.is_empty() {
        bail!("a file has an empty path");
    }
    for part in path.split('/') {
        if let Some(reason) = fault(part) {
            bail!("{path:?} cannot be the path of a file: {reason}");
        }
    }
    Ok(())
}

fn fault(part: &str) -> Option<String> {
    if part.is_empty() {
        return Some("a part of it is empty".to_owned());
    }
    if part == "." || part == ".." {
        return Some(format!("`{part}` leads elsewhere"));
    }
    if part.len() > LONGEST_PART {
        return Some(format!("a part of it is longer than {LONGEST_PART} bytes"));
    }
    if let Some(bad) = part.chars().find(|char| char.is_control() || r#"\<>:"|?*"#.contains(*char)) {
        return Some(format!("{bad:?} is not allowed in names on every system"));
    }
    if part.ends_with(['.', ' ']) {
        return Some("Windows drops a dot or a space at the end of a name".to_owned());
    }
    if is_device(part) {
        return Some(format!("`{part}` is a device on Windows"));
    }
    if part.eq_ignore_ascii_case(".git") || part.to_lowercase().starts_with(RESERVED_PREFIX) {
        return Some(format!("the name `{part}` is reserved"));
    }
    None
}

fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_lowercase();
    let numbered = |name: &str| {
        stem.strip_prefix(name).is_some_and(|rest| {
            let mut chars = rest.chars();
            // Windows takes superscript digits for digits here.
            chars.next().is_some_and(|digit| digit.is_ascii_digit() || "¹²³".contains(digit))
                && chars.next().is_none()
        })
    };
    DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn plain_paths_are_taken() {
        for path in [
            "a",
            "rust/src/lib.rs",
            "markdown/zh-CN/用户/绑定手机号.md",
            ".gitignore",
            "a/com/b",
            "come.rs",
            "null",
        ] {
            check(path).unwrap_or_else(|error| panic!("{error}"));
        }
    }

    #[test]
    fn everything_else_is_refused() {
        let long = "x".repeat(241);
        for path in [
            "",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "../a",
            "a/../b",
            "a/./b",
            "a\\b",
            "C:\\a",
            "c:a",
            "a\nb",
            "a\0b",
            "a\u{7f}",
            "a?",
            "a*",
            "a|b",
            "a<b>",
            "a\"b",
            "a.",
            "a ",
            "a/b. /c",
            "con",
            "CON.txt",
            "a/Nul",
            "aux.rs",
            "com1",
            "LPT9.md",
            "com¹",
            "conin$",
            "con .txt",
            ".git",
            "rust/.GIT/config",
            ".bindery-files",
            "a/.Bindery-New.1",
            &long,
        ] {
            assert!(check(path).is_err(), "{path:?}");
        }
    }
}
