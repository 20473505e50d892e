//! Walks over types: which of them a page describes, and what its example result shows.
//!
//! The family follows the references of properties and of their elements, and no others, and gives up on a type that
//! leads back to itself. What a few lines of a spec could make endless is bounded.

use serde_json::{Map, Value};

use super::facts::{self, Told};
use super::json;
use crate::model::{Api, Field, Type, TypeId, TypeKind};

/// How deep types may nest.
const MOST_LEVELS: usize = 100;

/// How many fields an example result may have.
const MOST_FIELDS: usize = 50_000;

/// The fields of a type; `None` where it is no object.
pub(super) fn fields(api: &Api, id: TypeId) -> Option<&[Field]> {
    match &api[id].kind {
        TypeKind::Object(object) => Some(&object.fields),
        // An object of which nothing is known is a map of anything here.
        TypeKind::Alias(Type::Map(_), _) => Some(&[]),
        _ => None,
    }
}

/// The objects that a type refers to, each once, before those that they refer to themselves.
pub(super) fn models(api: &Api, root: TypeId) -> Result<Vec<TypeId>, String> {
    let mut walk = Walk { api, way: vec![root], found: Vec::new() };
    walk.enter(root)?;
    Ok(walk.found)
}

struct Walk<'a> {
    api: &'a Api,
    /// The types that lead here.
    way: Vec<TypeId>,
    found: Vec<TypeId>,
}

impl Walk<'_> {
    fn enter(&mut self, id: TypeId) -> Result<(), String> {
        for field in fields(self.api, id).unwrap_or_default() {
            let Some(child) = facts::reference(self.api, field) else { continue };
            refuse_circle(self.api, &self.way, child)?;
            if fields(self.api, child).is_none() || self.found.contains(&child) {
                continue;
            }
            self.found.push(child);
            self.way.push(child);
            self.enter(child)?;
            self.way.pop();
        }
        Ok(())
    }
}

/// The example result of a type.
pub(super) fn example(api: &Api, root: TypeId) -> Result<Value, String> {
    Example { api, way: Vec::new(), left: MOST_FIELDS }.object(root)
}

struct Example<'a> {
    api: &'a Api,
    /// The types that lead here.
    way: Vec<TypeId>,
    /// How many fields may still come.
    left: usize,
}

impl Example<'_> {
    fn object(&mut self, id: TypeId) -> Result<Value, String> {
        refuse_circle(self.api, &self.way, id)?;
        self.way.push(id);
        let mut map = Map::new();
        for field in fields(self.api, id).unwrap_or_default() {
            self.left = self.left.checked_sub(1).ok_or("its example result is too large")?;
            if let Some(value) = self.field(field)? {
                map.insert(field.name.wire().to_owned(), value);
            }
        }
        self.way.pop();
        Ok(Value::Object(map))
    }

    fn field(&mut self, field: &Field) -> Result<Option<Value>, String> {
        if let Some(example) = facts::example(field) {
            // Arrays had become texts by the time that the family came here.
            let is_array = example.is_array();
            return Ok(Some(if is_array { Value::String(json::compact(example)) } else { example.clone() }));
        }
        match facts::reference(self.api, field) {
            Some(id) if fields(self.api, id).is_some() => self.object(id).map(Some),
            // JavaScript's truth: a default that counts as nothing is left out, as an example is.
            _ => Ok(facts::default(field).filter(|value| !json::is_nothing(value)).cloned()),
        }
    }
}

fn refuse_circle(api: &Api, way: &[TypeId], id: TypeId) -> Result<(), String> {
    if way.contains(&id) {
        return Err(format!("its type `{}` leads back to itself", facts::name(api, id)));
    }
    if way.len() > MOST_LEVELS {
        return Err("its types nest too deep".to_owned());
    }
    Ok(())
}

/// The named object that a type is.
pub(super) fn object(api: &Api, ty: &Type) -> Option<TypeId> {
    let Type::Named(id) = ty else { return None };
    let is_object = fields(api, *id).is_some();
    (is_object || matches!(facts::told(api, ty), Told::Reference(_))).then_some(*id)
}
