//! Samples: `samples/<group>/<endpoint>.<extension>`, an author's own code for the endpoint of the same path.
//!
//! The file is the code, as it is, whatever it says. Its extension tells the language: that of the language's files
//! where there is a usual one, else the word for the language.

/// Languages with a usual extension, by the word that the rest of the program has for them.
const EXTENSIONS: &[(&str, &str)] = &[
    ("csharp", "cs"),
    ("javascript", "js"),
    ("kotlin", "kt"),
    ("node", "ts"),
    ("python", "py"),
    ("ruby", "rb"),
    ("rust", "rs"),
    ("shell", "sh"),
];

/// Other words for languages, as documents and authors use them.
const ALIASES: &[(&str, &str)] = &[
    ("bash", "shell"),
    ("c#", "csharp"),
    ("cpp", "c++"),
    ("curl", "shell"),
    ("dotnet", "csharp"),
    ("golang", "go"),
    ("node.js", "node"),
    ("nodejs", "node"),
    ("python3", "python"),
    ("typescript", "node"),
];

/// The word for a language, from what a document or an extension calls it; `None` for what cannot be one.
#[must_use]
pub fn language(word: &str) -> Option<String> {
    let word = word.trim().to_lowercase();
    let of = |pairs: &[(&str, &str)], wanted: &str| {
        pairs.iter().find_map(|(from, to)| (*from == wanted).then(|| (*to).to_owned()))
    };
    let of_extension =
        EXTENSIONS.iter().find_map(|(language, extension)| (*extension == word).then_some(*language));
    let known = of(ALIASES, &word).or_else(|| of_extension.map(str::to_owned));
    if known.is_some() {
        return known;
    }
    let joined = word.split_whitespace().collect::<Vec<_>>().join("-");
    let is_word = joined.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '_'));
    (is_word && !joined.is_empty() && joined.len() <= 40).then_some(joined)
}

/// The extension of files in a language.
#[must_use]
pub(super) fn extension(language: &str) -> &str {
    EXTENSIONS
        .iter()
        .find_map(|(known, extension)| (*known == language).then_some(*extension))
        .unwrap_or(language)
}

/// Whether a path below a spec folder is that of a sample.
#[must_use]
pub fn is_sample(path: &str) -> bool {
    // Tools keep notes of their own in files that begin with a dot.
    path.starts_with("samples/") && !path.split('/').any(|part| part.starts_with('.'))
}

/// The path of the endpoint's file without its extension, and the language of a sample; `None` where the name of the
/// file tells no language.
pub(super) fn target(path: &str) -> Option<(String, String)> {
    let (stem, extension) = path.strip_prefix("samples/")?.rsplit_once('.')?;
    Some((format!("endpoints/{stem}"), language(extension)?))
}

/// The path of a sample, from that of its endpoint's file.
pub(super) fn path(endpoint: &str, language: &str) -> String {
    let stem = endpoint.strip_prefix("endpoints/").unwrap_or(endpoint);
    let stem = stem.strip_suffix(".yaml").unwrap_or(stem);
    format!("samples/{stem}.{}", extension(language))
}

#[cfg(test)]
mod tests {
    use super::{language, path, target};

    #[test]
    fn words_for_languages() {
        for (word, expected) in [
            ("Java", Some("java")),
            ("C#", Some("csharp")),
            ("cs", Some("csharp")),
            ("Node.js", Some("node")),
            ("Visual Basic", Some("visual-basic")),
            ("../x", None),
            ("", None),
        ] {
            assert_eq!(language(word).as_deref(), expected, "{word}");
        }
    }

    #[test]
    fn a_sample_finds_its_endpoint_again() {
        for word in ["java", "csharp", "node", "python", "visual-basic", "c++"] {
            let path = path("endpoints/users/get-user.yaml", word);
            let expected = ("endpoints/users/get-user".to_owned(), word.to_owned());
            assert_eq!(target(&path), Some(expected), "{path}");
        }
    }
}
