//! Lowering: schema (as written) → model (as meant).
//!
//! References are resolved, defaults filled in, shapes that were written in place get names. This room knows nothing
//! about any target language, and it never stops at the first problem: what cannot be lowered is reported and left
//! out, or replaced by something that lets the rest be lowered.
//!
//! New keyword? Destructure it here (no `..`); the compiler will have brought you.

mod access;
mod api;
mod body;
mod client;
mod discriminate;
mod endless;
mod enumeration;
mod expression;
mod extends;
mod field;
mod operation;
mod pagination;
mod patch;
mod reply;
mod server;
mod shape;
mod shown;
mod style;
mod tags;
mod text;
mod tuple;
mod ty;

use std::collections::{HashMap, HashSet};

use crate::model::{self, ClientId, GroupId, SchemeId, TypeId};
use crate::problem::{Place, Problem, Problems, nearest};
use crate::schema::{Naming, Spec};

pub(crate) use expression::is_word_of_expressions;

/// Lowers a spec. `None` when there is no API file to go by; that has been reported then.
pub fn lower(spec: Spec, problems: &mut Problems) -> Option<model::Api> {
    let Spec { name, api, has_all_types, types, endpoints } = spec;
    let mut context = Context::new(problems);
    context.has_all_types = has_all_types;
    Some(api::lower(context, name, api?, types, endpoints))
}

/// What the parts of lowering share: the names that can be referred to, and the types found so far.
struct Context<'a> {
    problems: &'a mut Problems,
    locales: Vec<model::Locale>,
    /// Whether a text that is missing in a locale is an error.
    complete_texts: bool,
    clients: HashMap<String, ClientId>,
    groups: HashMap<String, GroupId>,
    schemes: HashMap<String, SchemeId>,
    type_ids: HashMap<String, TypeId>,
    /// The names of types in snake case.
    type_keys: HashSet<String>,
    /// Whether every types file could be read. If not, what is not known may be in one of the others, and saying that
    /// it is not known would only bury the reason.
    has_all_types: bool,
    types: Vec<Option<model::TypeDef>>,
    body_name: String,
    answer_name: String,
}

impl<'a> Context<'a> {
    fn new(problems: &'a mut Problems) -> Self {
        Self {
            problems,
            locales: Vec::new(),
            complete_texts: true,
            clients: HashMap::new(),
            groups: HashMap::new(),
            schemes: HashMap::new(),
            type_ids: HashMap::new(),
            type_keys: HashSet::new(),
            has_all_types: true,
            types: Vec::new(),
            body_name: "{}Request".to_owned(),
            answer_name: "{}Answer".to_owned(),
        }
    }

    fn set_naming(&mut self, naming: Option<Naming>, place: &Place) {
        let Some(Naming { body, answer }) = naming else { return };
        for (key, pattern, slot) in [("body", body, 0), ("answer", answer, 1)] {
            let Some(pattern) = pattern else { continue };
            if !pattern.contains("{}") {
                self.error(&place.key(key), "the pattern has no `{}` for the endpoint's name");
            } else if slot == 0 {
                self.body_name = pattern;
            } else {
                self.answer_name = pattern;
            }
        }
    }

    fn error(&mut self, place: &Place, message: impl Into<String>) {
        self.problems.push(Problem::error(place, message));
    }

    /// Looks a name up, and reports one that is not known with the nearest that is.
    fn resolve<Id: Copy>(
        &mut self,
        what: &str,
        names: impl Fn(&Self) -> &HashMap<String, Id>,
        name: &str,
        place: &Place,
    ) -> Option<Id> {
        let known = names(self);
        if let Some(id) = known.get(name) {
            return Some(*id);
        }
        let mut words: Vec<&str> = known.keys().map(String::as_str).collect();
        words.sort_unstable();
        let problem = unknown(what, name, &words, place);
        self.problems.push(problem);
        None
    }
}

/// The problem of a name that nothing has, with the nearest of those that there are.
fn unknown(what: &str, name: &str, known: &[&str], place: &Place) -> Problem {
    let help = match nearest(name, known.iter().copied()) {
        Some(word) => Some(format!("did you mean `{word}`?")),
        None if known.is_empty() => None,
        None => Some(format!("known are {}", quoted_list(known))),
    };
    Problem::error(place, format!("the {what} `{name}` is not known")).maybe_help(help)
}

/// `a`, `b` and `c`; long lists are cut.
fn quoted_list(words: &[&str]) -> String {
    const MOST: usize = 12;
    let mut shown: Vec<String> = words.iter().take(MOST).map(|word| format!("`{word}`")).collect();
    if words.len() > MOST {
        shown.push(format!("{} more", words.len() - MOST));
    }
    match shown.pop() {
        Some(last) if shown.is_empty() => last,
        Some(last) => format!("{} and {last}", shown.join(", ")),
        None => String::new(),
    }
}

/// A name in the case of types: `bindPhone` → `BindPhone`, `list-users` → `ListUsers`; what is upper case stays so.
fn type_case(name: &str) -> String {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(|part| {
            let mut chars = part.chars();
            chars
                .next()
                .map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect::<String>())
        })
        .collect()
}
