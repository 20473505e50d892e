//! Suggesting: a word that is not known → the known word that was probably meant.
//!
//! Knows nothing about what the words are: keys, types, names of clients. The answer depends only on the words, not on
//! their order, and a word that resembles nothing gets no suggestion, since a wrong one misleads more than none.

use std::cmp::Reverse;

/// Longer words are no typing mistakes, and comparing them would cost the square of their length.
const LONGEST: usize = 100;

/// The fewest characters at which the beginning of a word is taken for an abbreviation of it.
const SHORTEST_PREFIX: usize = 3;

/// How far a known word is from the word that was written; smaller is nearer.
type Rank<'a> = (usize, usize, Reverse<usize>, &'a str);

/// The known word nearest to a word, when one is near enough.
///
/// Case, `_` and `-` weigh less than letters, and the beginning of a longer word counts as an abbreviation of it.
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(word);
    if folded.is_empty() || word.len() > LONGEST {
        return None;
    }
    known
        .into_iter()
        .filter(|candidate| *candidate != word)
        .filter_map(|candidate| rank(word, &folded, candidate))
        .min()
        .map(|(.., candidate)| candidate)
}

fn rank<'a>(word: &str, folded: &str, candidate: &'a str) -> Option<Rank<'a>> {
    if candidate.len() > LONGEST {
        return None;
    }
    let other = fold(candidate);
    let distance = strsim::osa_distance(folded, &other);
    let longer = folded.chars().count().max(other.chars().count());
    let allowed = longer.max(3) / 3;
    let near = if distance <= allowed && distance < longer {
        distance
    } else if is_abbreviation(folded, &other) {
        allowed + 1
    } else {
        return None;
    };
    let exact = strsim::osa_distance(word, candidate);
    Some((near, exact, Reverse(shared_prefix(folded, &other)), candidate))
}

fn is_abbreviation(word: &str, other: &str) -> bool {
    let (short, long) = if word.len() <= other.len() { (word, other) } else { (other, word) };
    short.chars().count() >= SHORTEST_PREFIX && long.starts_with(short)
}

fn shared_prefix(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

fn fold(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn nearest_known_word() {
        let keys = ["type", "example", "required", "description", "maxLength", "minLength", "enum", "items"];
        let types = ["string", "integer", "int32", "int64", "date", "date-time", "double"];
        let cases: [(&str, &[&str], Option<&str>); 14] = [
            ("exmaple", &keys, Some("example")),
            ("requried", &keys, Some("required")),
            ("Type", &keys, Some("type")),
            ("max_length", &keys, Some("maxLength")),
            ("maxlength", &keys, Some("maxLength")),
            ("desc", &keys, Some("description")),
            ("descriptions", &keys, Some("description")),
            ("colour", &keys, None),
            ("", &keys, None),
            ("x", &keys, None),
            ("intger", &types, Some("integer")),
            ("int", &types, Some("int32")),
            ("datetime", &types, Some("date-time")),
            ("类型", &["类形", "名称"], Some("类形")),
        ];
        for (word, known, expected) in cases {
            assert_eq!(nearest(word, known.iter().copied()), expected, "{word}");
            assert_eq!(nearest(word, known.iter().rev().copied()), expected, "{word}, other order");
        }
    }

    #[test]
    fn very_long_words_are_not_compared() {
        let long = "a".repeat(1 << 20);
        assert_eq!(nearest(&long, [long.as_str(), "a"]), None);
    }
}
