//! Names: what a document calls things → names that code can tell apart.
//!
//! Two names clash when they are the same in snake case or in camel case, because code in most languages keeps neither
//! case nor punctuation. The rules, in this order, are the same on every run:
//!
//! 1. A name that begins with punctuation and has no letter is written in words: `+1` is `plus_1`, `*` is `star`.
//! 2. Of names that clash, the first in the document keeps its own; a later one is written in words where that makes a
//!    difference, and gets the first free number from 2 otherwise.

use std::collections::{HashMap, HashSet};

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The names of one kind that are taken.
#[derive(Debug, Default)]
pub(super) struct Taken {
    keys: HashSet<String>,
    /// The number that was last put behind a name, by the name in snake case: those before it are taken as well, and
    /// trying them again for each of many equal names would take long.
    numbers: HashMap<String, usize>,
}

impl Taken {
    /// Takes the name, or the nearest one by the rules that is free.
    pub(super) fn claim(&mut self, name: &str) -> String {
        let plain = readable(name);
        if self.claim_exactly(&plain) {
            return plain;
        }
        let words = in_words(name);
        if self.claim_exactly(&words) { words } else { self.numbered(&plain) }
    }

    /// Takes an id, in which punctuation means nothing, or the same with the first number that is free.
    pub(super) fn claim_id(&mut self, id: &str) -> String {
        if self.claim_exactly(id) { id.to_owned() } else { self.numbered(id) }
    }

    fn numbered(&mut self, plain: &str) -> String {
        let key = plain.to_snake_case();
        let mut number = self.numbers.get(&key).map_or(2, |last| last + 1);
        loop {
            // Behind a digit the number would read as a part of it.
            let separator = if plain.ends_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
            let numbered = format!("{plain}{separator}{number}");
            if self.claim_exactly(&numbered) {
                self.numbers.insert(key, number);
                return numbered;
            }
            number += 1;
        }
    }

    /// Takes a name if it is free, and says whether it was.
    pub(super) fn claim_exactly(&mut self, name: &str) -> bool {
        let keys = keys(name);
        let is_free = keys.iter().all(|key| !self.keys.contains(key));
        if is_free {
            self.keys.extend(keys);
        }
        is_free
    }

    /// Whether nothing that was taken clashes with a name.
    pub(super) fn is_free(&self, name: &str) -> bool {
        keys(name).iter().all(|key| !self.keys.contains(key))
    }
}

/// What is left of a name in snake case and in camel case. Code puts a letter before a leading digit, so that `2` and
/// `v2` are the same name.
fn keys(name: &str) -> [String; 2] {
    let mut snake = name.to_snake_case();
    if snake.starts_with(|c: char| c.is_numeric()) {
        snake.insert(0, 'v');
    }
    let mut camel = String::with_capacity(snake.len() + 1);
    // No name in snake case begins with this, so the two kinds of keys never meet.
    camel.push('^');
    for word in snake.split('_') {
        let mut chars = word.chars();
        camel.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        camel.push_str(chars.as_str());
    }
    [snake, camel]
}

/// Whether something is left of a name when the punctuation is gone.
pub(super) fn has_word(name: &str) -> bool {
    name.chars().any(char::is_alphanumeric)
}

fn readable(name: &str) -> String {
    let starts_odd = name.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '_');
    let has_letter = name.chars().any(char::is_alphabetic);
    if !has_word(name) || (starts_odd && !has_letter) { in_words(name) } else { name.to_owned() }
}

/// A name with its punctuation in words.
fn in_words(name: &str) -> String {
    if name.is_empty() {
        return "empty".to_owned();
    }
    let keeps_underscores = has_word(name);
    let mut parts: Vec<String> = vec![String::new()];
    for c in name.chars() {
        if c.is_alphanumeric() {
            if let Some(last) = parts.last_mut() {
                last.push(c);
            }
        } else {
            if !(keeps_underscores && (c == '_' || c.is_whitespace())) {
                parts.push(word_of(c));
            }
            parts.push(String::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("_")
}

fn word_of(c: char) -> String {
    let word = match c {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '@' => "at",
        '$' => "dollar",
        '#' => "hash",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '=' => "equals",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '?' => "question",
        '~' => "tilde",
        '^' => "caret",
        '/' => "slash",
        '\\' => "backslash",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '_' => "underscore",
        ' ' => "space",
        '(' | ')' => "paren",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        '"' | '\'' | '`' => "quote",
        c => return format!("u{:x}", u32::from(c)),
    };
    word.to_owned()
}

/// The words of a text in camel case, as for ids that nobody wrote: `a list` is `aList`.
pub(super) fn camel(text: &str) -> String {
    let upper = text.to_upper_camel_case();
    let mut chars = upper.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// The most bytes of a name that files are called after. File systems store 255, and targets put words
/// and hyphens between.
const MOST_BYTES: usize = 180;

/// Cuts a name to so many characters, and so that a file can be called after it: as it is or in Latin
/// letters, depending on the target.
pub(super) fn shortened(name: &str, most: usize) -> String {
    let mut bytes = 0;
    let fits = |char: &char| {
        let latin = deunicode::deunicode_char(*char).map_or(0, str::len);
        bytes += char.len_utf8().max(latin);
        bytes <= MOST_BYTES
    };
    name.chars().take(most).take_while(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_by_their_longest_spelling() {
        assert_eq!(shortened("abcdef", 4), "abcd");
        assert_eq!(shortened(&"测".repeat(100), 70).chars().count(), 60, "three bytes each");
        assert_eq!(shortened(&"装".repeat(100), 70).chars().count(), 25, "`Zhuang ` each");
    }

    #[test]
    fn names_that_clash_are_told_apart() {
        let mut taken = Taken::default();
        let names: Vec<String> =
            ["asc", "ASC", "+1", "-1", "1", "", "*", "a<b", "a>b", "foo2", "foo_2", "👍", "V1"]
                .iter()
                .map(|name| taken.claim(name))
                .collect();
        assert_eq!(
            names,
            [
                "asc",
                "ASC2",
                "plus_1",
                "minus_1",
                "1",
                "empty",
                "star",
                "a<b",
                "a_greater_b",
                "foo2",
                "foo_2_2",
                "u1f44d",
                "V1_2"
            ]
        );
    }
}
