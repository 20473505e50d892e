//! Loading: the text of a document → its tree, and those of the files that it refers to.
//!
//! All files are there before the first construct is looked at, so that the rest of the import only borrows. Nothing
//! is fetched from a network: a reference to a URL is left to be reported where it stands.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{event, hierarchy, pointer, resource};
use crate::problem::{Place, Problem, Problems};
use crate::schema;
use crate::source::{SourceId, Sources};

/// The data with which streams of events usually end.
pub(super) const DONE: &str = "[DONE]";

/// A document with all the files that it is spread over.
#[derive(Debug)]
pub(super) struct Documents {
    /// The files, the document itself first.
    files: Vec<(SourceId, Value)>,
    /// The files that references lead to, by the file they are in and the part of them that names a file.
    beside: HashMap<(SourceId, String), Option<usize>>,
    /// How often each reference occurs.
    counts: HashMap<(SourceId, String), usize>,
    /// The references to files that lead out of the folder.
    outside: HashSet<(SourceId, String)>,
    /// Whether the document speaks of the usual end of a stream of events: asked once, since that takes a walk through
    /// all of it.
    done: OnceCell<bool>,
    /// How many values all files hold, those inside others included.
    values: usize,
}

impl Documents {
    /// Reads the first file of `sources` and those that it refers to. `None` when it cannot be read at all.
    pub(super) fn load(sources: &mut Sources, problems: &mut Problems) -> Option<Self> {
        let (source, text) = sources.iter().next().map(|(id, file)| (id, file.text.clone()))?;
        let mut value = schema::parse_document(source, &text, problems)?;
        resource::complete(&mut value);
        hierarchy::complete(&mut value);
        event::complete(&mut value);
        let mut documents = Self {
            files: vec![(source, value)],
            beside: HashMap::new(),
            counts: HashMap::new(),
            outside: HashSet::new(),
            done: OnceCell::new(),
            values: 0,
        };
        let mut next = 0;
        while next < documents.files.len() {
            documents.load_beside(next, sources, problems);
            next += 1;
        }
        documents.values = documents.files.iter().map(|(_, value)| count(value)).sum();
        Some(documents)
    }

    /// How many values all files hold, those inside others included.
    pub(super) fn values(&self) -> usize {
        self.values
    }

    /// Reads the files that a file refers to and that are not there yet.
    fn load_beside(&mut self, index: usize, sources: &mut Sources, problems: &mut Problems) {
        let Some((source, value)) = self.files.get(index) else { return };
        let source = *source;
        let mut references = Vec::new();
        collect(value, &mut references);
        let mut wanted: Vec<String> = Vec::new();
        for reference in references {
            let (file, _) = pointer::split(reference);
            if !file.is_empty() && !pointer::is_remote(file) {
                wanted.push(file.to_owned());
            }
            *self.counts.entry((source, reference.to_owned())).or_default() += 1;
        }
        for file in wanted {
            let key = (source, file);
            if !self.beside.contains_key(&key) {
                let found = self.open(source, &key.1, sources, problems);
                self.beside.insert(key, found);
            }
        }
    }

    fn open(
        &mut self,
        from: SourceId,
        reference: &str,
        sources: &mut Sources,
        problems: &mut Problems,
    ) -> Option<usize> {
        let decoded = pointer::percent_decoded(reference);
        if sources.leads_out(from, &decoded) {
            self.outside.insert((from, reference.to_owned()));
        }
        let id = sources.add_beside(from, &decoded).ok()?;
        if let Some(known) = self.files.iter().position(|(known, _)| *known == id) {
            return Some(known);
        }
        let text = sources.file(id)?.text.clone();
        let mut own = Problems::default();
        let mut value = schema::parse_document(id, &text, &mut own);
        value.iter_mut().for_each(resource::complete);
        // A file that cannot be read costs only what refers to it.
        own.iter().for_each(|problem| problems.push(problem.clone().warning()));
        self.files.push((id, value?));
        Some(self.files.len() - 1)
    }

    /// Whether a reference to a file leads out of the folder of the document.
    pub(super) fn leads_out(&self, from: SourceId, reference: &str) -> bool {
        self.outside.contains(&(from, reference.to_owned()))
    }

    /// The document itself.
    pub(super) fn root(&self) -> Option<(SourceId, &Value)> {
        self.files.first().map(|(id, value)| (*id, value))
    }

    /// The file that a reference leads to, by the part of it that names a file.
    pub(super) fn file(&self, from: SourceId, reference: &str) -> Option<(SourceId, &Value)> {
        let index = if reference.is_empty() {
            self.files.iter().position(|(id, _)| *id == from)?
        } else {
            (*self.beside.get(&(from, reference.to_owned()))?)?
        };
        self.files.get(index).map(|(id, value)| (*id, value))
    }

    /// Whether any text of the document has in it what usually ends a stream of events.
    pub(super) fn mention_done(&self) -> bool {
        *self.done.get_or_init(|| self.files.iter().any(|(_, value)| has_word(value, DONE)))
    }

    /// Whether nothing but a reference uses the schema that it leads to, which only a schema with a name can say: any
    /// other one is used where it is as well. Across files the texts of references do not tell.
    pub(super) fn is_used_once(&self, from: SourceId, reference: &str) -> bool {
        self.files.len() == 1
            && reference.strip_prefix("#/components/schemas/").is_some_and(|name| !name.contains('/'))
            && !reference.contains('%')
            && self.counts.get(&(from, reference.to_owned())) == Some(&1)
    }
}

/// Whether a text anywhere in a tree has a word in it. A stack of its own, since the tree may be deep.
fn has_word(value: &Value, word: &str) -> bool {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::String(text) if text.contains(word) => return true,
            Value::Array(items) => open.extend(items),
            Value::Object(map) => open.extend(map.values()),
            _ => {}
        }
    }
    false
}

/// Every `$ref` of a tree, and what discriminators map to: that counts as use as well.
fn collect<'d>(value: &'d Value, found: &mut Vec<&'d str>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(reference) if key == "$ref" => found.push(reference),
                    Value::Object(mapping) if key == "mapping" => {
                        found.extend(
                            mapping.values().filter_map(Value::as_str).filter(|text| text.contains('#')),
                        );
                        collect(value, found);
                    }
                    value => collect(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

impl Documents {
    /// Whether the document is one of OpenAPI 3.0, in which a schema that tells no type means less than later.
    pub(super) fn is_of_3_0(&self) -> bool {
        let version = self.root().and_then(|(_, value)| value.get("openapi")?.as_str());
        version.is_some_and(|version| version.starts_with("3.0"))
    }
}

/// Refuses what is no OpenAPI 3 document; a version that is not known yet is tried.
pub(super) fn check_version(source: SourceId, value: &Value, problems: &mut Problems) -> bool {
    let place = Place::file(source);
    let Some(version) = value.get("openapi") else {
        let problem = if value.get("swagger").is_some() {
            Problem::error(&place.key("swagger"), "this is a document of OpenAPI 2, which is called Swagger")
                .help("convert it to OpenAPI 3 first; there are converters for it")
        } else {
            Problem::error(&place, "this is no OpenAPI document: it has no `openapi` with the version")
        };
        problems.push(problem);
        return false;
    };
    let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
    let is_known = ["3.0", "3.1", "3.2"].iter().any(|known| version.starts_with(known)) || version == "3";
    if !is_known {
        problems.push(
            Problem::error(&place.key("openapi"), format!("version {version} of OpenAPI is not known"))
                .warning()
                .help("it is read like 3.2"),
        );
    }
    true
}

/// The values of a tree; parsing has bounded its depth.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}
