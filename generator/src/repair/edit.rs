//! Edits: the smallest change of a spec that takes an error away.
//!
//! A file of the spec is edited as the tree that it would be printed as, because the path of a problem leads through
//! that tree. What is at the path becomes weaker: a shape becomes any value, everything else is left out. An edit after
//! which the tree is not a file of its kind any more is made one level further up.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::problem::{Place, Problem, Segment};
use crate::schema::{Endpoint, Spec, Types};

/// Keys of a shape of which one at least tells its type.
const TYPE_KEYS: &[&str] = &["type", "fields", "items", "tuple", "oneOf", "enum", "extra", "extends"];

/// Keys that say how a shape is used; they stay when it becomes any value.
const USE_KEYS: &[&str] =
    &["required", "wire", "description", "deprecated", "readOnly", "writeOnly", "secret"];

/// What kind of file is edited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum File {
    Api,
    Types,
    Endpoint,
}

/// A change of a spec.
#[derive(Debug)]
pub(super) struct Edit {
    pub(super) file: File,
    /// The place of the file: that of what it was made of.
    place: Place,
    /// The path inside the file. Everything below its end is weakened.
    path: Vec<Segment>,
    /// The error that it takes away.
    error: Problem,
    /// What becomes of it.
    effect: Effect,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    AnyValue,
    LeftOut,
}

impl Edit {
    /// The warning about the edit.
    pub(super) fn problem(&self) -> Problem {
        let effect = match (self.effect, self.file, self.path.is_empty()) {
            (Effect::AnyValue, ..) => "any value is taken instead",
            (Effect::LeftOut, File::Endpoint, true) => "the operation is left out",
            (Effect::LeftOut, ..) => "it is left out",
        };
        let site = shown(&self.path);
        let site = if site.is_empty() { site } else { format!("`{site}`: ") };
        Problem::error(&self.error.place, format!("{site}{}; {effect}", self.error.message)).warning()
    }
}

/// The path with dots, as in `query.limit.default`.
fn shown(path: &[Segment]) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Key(key) if text.is_empty() => text.push_str(key),
            Segment::Key(key) => text.extend([".", key]),
            Segment::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

/// Makes all edits of a spec that was imported anew, in their order.
pub(super) fn apply(spec: &mut Spec, edits: &[Edit]) {
    for edit in edits {
        match edit.file {
            File::Api => {
                let api = spec.api.as_mut().filter(|file| file.place == edit.place);
                if let Some(file) = api
                    && let Some(api) = edited(&file.value, edit)
                {
                    file.value = api;
                }
            }
            File::Types => {
                let is_its = |name: Option<&Segment>, types: &Types| match name {
                    Some(Segment::Key(name)) => types.types.contains_key(&**name),
                    _ => true,
                };
                let name = edit.path.get(1);
                let mut files = spec.types.iter_mut();
                let file = files.find(|file| file.place == edit.place && is_its(name, &file.value));
                if let Some(file) = file
                    && let Some(types) = edited(&file.value, edit)
                {
                    file.value = types;
                }
            }
            File::Endpoint if edit.path.is_empty() => {
                spec.endpoints.retain(|file| file.place != edit.place);
            }
            File::Endpoint => {
                for file in spec.endpoints.iter_mut().filter(|file| file.place == edit.place) {
                    if let Some(endpoint) = edited::<Endpoint>(&file.value.endpoint, edit) {
                        file.value.endpoint = endpoint;
                    }
                }
            }
        }
    }
    spec.types.retain(|file| !file.value.types.is_empty());
}

fn edited<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T, edit: &Edit) -> Option<T> {
    let mut tree = serde_json::to_value(value).ok()?;
    change(&mut tree, &edit.path, edit.effect)?;
    serde_json::from_value(tree).ok()
}

/// Returns the edits that take errors away; none for those that lie in no file of the spec.
///
/// What an earlier edit has changed already is changed one level further up, or as a whole.
pub(super) fn edits_for(spec: &Spec, errors: &[Problem], earlier: &[Edit], as_a_whole: bool) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for error in errors {
        let Some((file, tree)) = file_of(spec, error) else { continue };
        let place = error.place.clone();
        let mut path: Vec<Segment> = error.place.inner_segments().into_iter().cloned().collect();
        let made = |path: &[Segment], edit: &Edit| {
            edit.file == file && edit.place == place && edit.path.starts_with(path)
        };
        // Siblings of the same error may still be in the way: only what was changed itself is not changed again.
        while earlier.iter().any(|edit| edit.path.len() == path.len() && made(&path, edit))
            && path.pop().is_some()
        {}
        if as_a_whole {
            path.truncate(if file == File::Types { 2 } else { usize::from(file == File::Api) });
        }
        if edits
            .iter()
            .any(|edit| made(&path, edit) || path.starts_with(&edit.path) && made(&edit.path, edit))
        {
            continue;
        }
        if let Some((path, effect)) = possible(file, &tree, path) {
            edits.push(Edit { file, place, path, error: error.clone(), effect });
        }
    }
    // Of several elements of one list the last goes first, so that the places of the others stay what they are.
    edits.sort_by(|a, b| indices(&b.path).cmp(&indices(&a.path)));
    edits
}

fn indices(path: &[Segment]) -> Vec<usize> {
    path.iter()
        .filter_map(|segment| if let Segment::Index(index) = segment { Some(*index) } else { None })
        .collect()
}

/// The file that an error lies in, as a tree.
fn file_of(spec: &Spec, error: &Problem) -> Option<(File, Value)> {
    let path = error.place.inner_segments();
    if let Some(file) = spec.endpoints.iter().find(|file| file.place == error.place) {
        return Some((File::Endpoint, serde_json::to_value(&file.value.endpoint).ok()?));
    }
    let name = match path.as_slice() {
        [Segment::Key(types), Segment::Key(name), ..] if &**types == "types" => Some(name),
        _ => None,
    };
    if let Some(name) = name {
        let mut files = spec.types.iter();
        let file = files.find(|file| file.place == error.place && file.value.types.contains_key(&**name))?;
        return Some((File::Types, serde_json::to_value(&file.value).ok()?));
    }
    let api = spec.api.as_ref().filter(|file| file.place == error.place && !path.is_empty())?;
    Some((File::Api, serde_json::to_value(&api.value).ok()?))
}

/// The first edit at a path, or further up, after which the file is still one of its kind.
fn possible(file: File, tree: &Value, mut path: Vec<Segment>) -> Option<(Vec<Segment>, Effect)> {
    let least = match file {
        File::Types => 2,
        File::Api => 1,
        File::Endpoint => 0,
    };
    while path.len() >= least {
        if path.is_empty() {
            return Some((path, Effect::LeftOut));
        }
        for effect in [Effect::AnyValue, Effect::LeftOut] {
            let mut changed = tree.clone();
            if change(&mut changed, &path, effect).is_some() && is_file(file, changed) {
                return Some((path, effect));
            }
        }
        path.pop();
    }
    None
}

fn is_file(file: File, tree: Value) -> bool {
    match file {
        File::Api => serde_json::from_value::<crate::schema::Api>(tree).is_ok(),
        File::Types => serde_json::from_value::<Types>(tree).is_ok(),
        File::Endpoint => serde_json::from_value::<Endpoint>(tree).is_ok(),
    }
}

/// Changes what is at a path. `None` when there is nothing, or nothing that would become weaker.
fn change(tree: &mut Value, path: &[Segment], effect: Effect) -> Option<()> {
    let (last, above) = path.split_last()?;
    let parent = above.iter().try_fold(tree, |value, segment| match segment {
        Segment::Key(key) => value.get_mut(&**key),
        Segment::Index(index) => value.get_mut(index),
    })?;
    match (effect, last) {
        (Effect::AnyValue, Segment::Key(key)) => weaken(parent.get_mut(&**key)?),
        (Effect::AnyValue, Segment::Index(index)) => weaken(parent.get_mut(index)?),
        (Effect::LeftOut, Segment::Key(key)) => parent.as_object_mut()?.shift_remove(&**key).map(drop),
        (Effect::LeftOut, Segment::Index(index)) => {
            let list = parent.as_array_mut().filter(|list| *index < list.len())?;
            list.remove(*index);
            Some(())
        }
    }
}

/// Turns a shape into any value, unless it is one already.
fn weaken(value: &mut Value) -> Option<()> {
    let shape = value.as_object_mut()?;
    let known: HashSet<&str> = shape.keys().map(String::as_str).collect();
    if !TYPE_KEYS.iter().any(|key| known.contains(key)) {
        return None;
    }
    let is_any = shape.get("type") == Some(&json!("any"));
    if is_any && known.iter().all(|key| *key == "type" || USE_KEYS.contains(key)) {
        return None;
    }
    let mut any = Map::from_iter([("type".to_owned(), json!("any"))]);
    for key in USE_KEYS {
        any.extend(shape.remove(*key).map(|kept| ((*key).to_owned(), kept)));
    }
    *shape = any;
    Some(())
}

/// An endpoint as it becomes when something at a path of keys is wrong; `None` when it is left out.
#[cfg(test)]
pub(super) fn changed(endpoint: &Value, path: &str) -> Option<Value> {
    let path = path.split('.').map(|key| Segment::Key(key.into())).collect();
    let (path, effect) = possible(File::Endpoint, endpoint, path)?;
    let mut tree = endpoint.clone();
    change(&mut tree, &path, effect)?;
    Some(tree)
}
