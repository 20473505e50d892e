//! Type expressions: `string`, `User[]`, `map<User[]>`, `User?[]`.

use super::Context;
use crate::model::Type;
use crate::problem::{Place, Problem, nearest};

/// The built-in types by name. `integer` and `number` are the short names of the wide ones.
const BUILT_IN: &[(&str, Type)] = &[
    ("any", Type::Any),
    ("base64url", Type::Base64Url),
    ("binary", Type::Binary),
    ("boolean", Type::Boolean),
    ("bytes", Type::Bytes),
    ("date", Type::Date),
    ("date-time", Type::DateTime),
    ("decimal", Type::Decimal),
    ("decimal-number", Type::DecimalNumber),
    ("double", Type::Double),
    ("duration", Type::Duration),
    ("float", Type::Float),
    ("http-date", Type::HttpDate),
    ("int32", Type::Int32),
    ("int64", Type::Int64),
    ("integer", Type::Int64),
    ("number", Type::Double),
    ("string", Type::String),
    ("uint64", Type::UInt64),
    ("unix-time", Type::UnixTime),
    ("uri", Type::Uri),
    ("uuid", Type::Uuid),
];

/// How deep `[]`, `?`, `map<…>` and `set<…>` may nest.
const MAX_DEPTH: usize = 16;

/// Whether a word means something in a type expression, so that a type that is called so would take its place.
pub(crate) fn is_word_of_expressions(word: &str) -> bool {
    matches!(word, "array" | "map" | "object" | "set") || BUILT_IN.iter().any(|(name, _)| *name == word)
}

impl Context<'_> {
    /// Reads a type expression. What is not known is reported and becomes `any`.
    pub(super) fn type_expression(&mut self, expression: &str, place: &Place) -> Type {
        self.nested_expression(expression.trim(), place, 0)
    }

    fn nested_expression(&mut self, expression: &str, place: &Place, depth: usize) -> Type {
        if depth > MAX_DEPTH {
            self.error(place, format!("the type nests deeper than {MAX_DEPTH} levels"));
            return Type::Any;
        }
        let inner = |context: &mut Self, inner: &str| {
            Box::new(context.nested_expression(inner.trim(), place, depth + 1))
        };
        if let Some(element) = expression.strip_suffix('?') {
            return inner(self, element).or_null();
        }
        if let Some(element) = expression.strip_suffix("[]") {
            return Type::Array(inner(self, element));
        }
        if let Some(element) = bracketed(expression, "map") {
            return Type::Map(inner(self, element));
        }
        if let Some(element) = bracketed(expression, "set") {
            return Type::Set(inner(self, element));
        }
        if expression == "object" {
            return Type::Map(Box::new(Type::Any));
        }
        self.named_type(expression, place)
    }

    fn named_type(&mut self, name: &str, place: &Place) -> Type {
        // A type of the spec wins over a built-in one, so that a later version of the format cannot change a spec.
        if let Some(id) = self.type_ids.get(name) {
            return Type::Named(*id);
        }
        if let Some((_, ty)) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name) {
            return ty.clone();
        }
        if !self.has_all_types {
            return Type::Any;
        }
        let mut words: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).chain(["object"]).collect();
        let mut named: Vec<&str> = self.type_ids.keys().map(String::as_str).collect();
        named.sort_unstable();
        words.extend(named);
        let help = nearest(name, words.iter().copied()).map_or_else(
            || "name a built-in type, or a type from a file in `types/`".to_owned(),
            |word| format!("did you mean `{word}`?"),
        );
        self.problems.push(Problem::error(place, format!("the type `{name}` is not known")).help(help));
        Type::Any
    }
}

fn bracketed<'a>(expression: &'a str, word: &str) -> Option<&'a str> {
    expression.strip_prefix(word)?.trim_start().strip_prefix('<')?.strip_suffix('>')
}
