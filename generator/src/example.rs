//! Examples: JSON values that show what an API takes and answers.
//!
//! Pages, samples and servers that play the API all take their values from here, so that they agree. An author's
//! example comes first, then the default, then the first value of an enum; what is optional and has none of these is
//! left out, and what is required gets the plainest value of its type within its limits. What is made up for one
//! direction has no fields that only the other one has. Nothing here knows a language or a template.
//!
//! Invariant: every value is finite, however types refer to each other, and of the type that it stands for. The one
//! thing that is not made up is a string for a pattern that is not regular, which only an author's example can match.

mod limits;
mod number;
mod parts;
mod pattern;
mod plain;
mod sent;

use serde_json::{Map, Value};

pub use self::parts::value_with_parts;
use self::plain::plain_value;
pub use self::sent::{Parts, parts, sent};
use crate::check;
use crate::model::{
    Api, Direction, Enum, EnumValue, Field, Limits, Object, Operation, Scalar, Tuple, Type, TypeId, TypeKind,
    Union, Variant, spelled,
};

/// How deep an example goes before everything optional is left out.
const MAX_DEPTH: usize = 24;

/// Where even what is required ends in null: no example that anyone can read is as deep.
const FAR_TOO_DEEP: usize = 100;

/// What a success of the operation answers; `None` when the answer has no body.
#[must_use]
pub fn answer(api: &Api, operation: &Operation) -> Option<Value> {
    let answer = operation.answer.as_ref()?;
    Some(answer.example.clone().unwrap_or_else(|| value_of_type(api, &answer.ty, Direction::Answer)))
}

/// The body of a call with everything that an example has; `None` when the operation takes no body.
#[must_use]
pub fn body(api: &Api, operation: &Operation) -> Option<Value> {
    let body = operation.body.as_ref()?;
    Some(body.example.clone().unwrap_or_else(|| value_of_type(api, &body.ty, Direction::Request)))
}

/// A value of a field or a parameter.
#[must_use]
pub fn value_of(api: &Api, field: &Field, direction: Direction) -> Value {
    Builder::new(api, direction, Detail::Full).required(field)
}

/// A value of a type.
#[must_use]
pub fn value_of_type(api: &Api, ty: &Type, direction: Direction) -> Value {
    Builder::new(api, direction, Detail::Full).value(ty, &Limits::default())
}

/// A value of a type with nothing in it that could be left out.
#[must_use]
pub fn least_value_of_type(api: &Api, ty: &Type, direction: Direction) -> Value {
    Builder::new(api, direction, Detail::Least).value(ty, &Limits::default())
}

/// How much an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// Optional fields too, where there is something to show.
    Full,
    /// Required fields only.
    Least,
    /// Some fields of each object, though nothing says what they hold.
    Parts,
}

/// Builds one value; it remembers which types are being built, and how much there is already.
struct Builder<'a> {
    api: &'a Api,
    direction: Direction,
    detail: Detail,
    open: Vec<TypeId>,
    values: usize,
    /// Which of several different values is built.
    nth: usize,
}

impl<'a> Builder<'a> {
    fn new(api: &'a Api, direction: Direction, detail: Detail) -> Self {
        Self { api, direction, detail, open: Vec::new(), values: 0, nth: 0 }
    }

    fn is_full(&self) -> bool {
        self.detail != Detail::Least
            && self.values < self.api.example_bounds.optional
            && self.open.len() < MAX_DEPTH
    }

    /// How many more values there may be.
    fn left(&self) -> usize {
        self.api.example_bounds.required.saturating_sub(self.values)
    }

    /// What a field has to have.
    fn required(&mut self, field: &Field) -> Value {
        if let Some(tag) = self.tag(field) {
            return tag;
        }
        // Of several values that differ the first is the author's.
        if let Some(known) = field.example.as_ref().or(field.default()).filter(|_| self.nth == 0) {
            return known.clone();
        }
        if field.nullable && self.is_open(&field.ty) {
            return Value::Null;
        }
        self.value(&field.ty, &field.limits)
    }

    /// What an optional field shows, if anything.
    fn optional(&mut self, field: &Field) -> Option<Value> {
        if let Some(tag) = self.tag(field) {
            return Some(tag);
        }
        if !self.is_full() {
            return None;
        }
        if let Some(known) = field.example.as_ref().or(field.default()) {
            return Some(known.clone());
        }
        if self.is_open(&field.ty) {
            return None;
        }
        if self.detail == Detail::Parts {
            return Some(self.value(&field.ty, &field.limits));
        }
        let id = field.ty.innermost_named()?;
        if let TypeKind::Alias(..) = self.api[id].kind {
            return None;
        }
        let value = self.value(&field.ty, &field.limits);
        (!is_empty(&value)).then_some(value)
    }

    /// The value of a discriminator: the example where it identifies this object, and not another one with the field.
    fn tag(&self, field: &Field) -> Option<Value> {
        let tag = self.api.tag_of(field)?;
        let is_own = |value: &&Value| spelled(value).is_some_and(|value| field.tags.contains(&value));
        Some(field.example.as_ref().filter(is_own).cloned().unwrap_or_else(|| tag.to_json()))
    }

    fn is_open(&self, ty: &Type) -> bool {
        ty.innermost_named().is_some_and(|id| self.open.contains(&id))
    }

    fn value(&mut self, ty: &Type, limits: &Limits) -> Value {
        self.values += 1;
        if self.left() == 0 || self.open.len() > FAR_TOO_DEEP {
            return Value::Null;
        }
        match ty {
            Type::Array(element) => Value::Array(self.elements(element, limits, false)),
            Type::Set(element) => Value::Array(self.elements(element, limits, true)),
            Type::Map(element) => self.entries(element, limits),
            Type::Nullable(inner) if self.is_open(inner) => Value::Null,
            Type::Nullable(inner) => self.value(inner, limits),
            Type::Named(id) => self.named(*id, limits),
            // An object without fields would show nothing.
            Type::Any if self.detail == Detail::Parts => plain_value(&Type::String, limits, self.nth),
            plain => plain_value(plain, limits, self.nth),
        }
    }

    /// One element, or as many as there have to be; none where one would contain itself.
    fn elements(&mut self, element: &Type, limits: &Limits, distinct: bool) -> Vec<Value> {
        let least = usize::try_from(limits.min_items.unwrap_or(0)).unwrap_or(usize::MAX);
        let most = usize::try_from(limits.max_items.unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
        if self.is_open(element) && least == 0 {
            return Vec::new();
        }
        // One element shows no separator.
        let has_parts = self.detail == Detail::Parts && most > 1;
        let (least, distinct) = if has_parts { (least.max(2), true) } else { (least, distinct) };
        let first = self.value(element, limits.of_items());
        let least = least.min(1 + self.left() / size(&first));
        self.values += size(&first).saturating_mul(least.saturating_sub(1));
        if distinct && least > 1 {
            return self.distinct(element, limits.of_items(), first, least);
        }
        vec![first; least.max(1).min(most)]
    }

    /// As many different values as there have to be, or as many as can be found.
    fn distinct(&mut self, element: &Type, limits: &Limits, first: Value, least: usize) -> Vec<Value> {
        let mut found = vec![first];
        let before = self.nth;
        for nth in 1..least.saturating_mul(2).saturating_add(8) {
            if found.len() == least || self.left() == 0 {
                break;
            }
            self.nth = nth;
            let value = self.value(element, limits);
            if !found.contains(&value) {
                found.push(value);
            }
        }
        self.nth = before;
        found
    }

    fn entries(&mut self, element: &Type, limits: &Limits) -> Value {
        let least = usize::try_from(limits.min_fields.unwrap_or(0)).unwrap_or(usize::MAX);
        let mut entries = Map::new();
        let shown = usize::from(!self.is_open(element) && limits.max_fields != Some(0));
        self.further_entries(element, least.max(shown), &mut entries);
        Value::Object(entries)
    }

    fn named(&mut self, id: TypeId, limits: &Limits) -> Value {
        let depth = self.open.iter().filter(|open| **open == id).count();
        if depth > 1 {
            // A type that requires itself has no finite value; this is where the attempt ends.
            return Value::Null;
        }
        self.open.push(id);
        let api = self.api;
        let value = match &api[id].kind {
            TypeKind::Object(object) => self.object(object, limits),
            TypeKind::Enum(values) => nth_of(values, self.nth),
            TypeKind::Union(union) => self.union(union, limits),
            TypeKind::Tuple(tuple) => self.tuple(tuple),
            TypeKind::Alias(ty, own) => self.value(ty, &limits::both(own, limits)),
        };
        self.open.pop();
        value
    }

    /// A value of the first variant, or of a later one where another value is wanted, with a discriminator that says so.
    fn union(&mut self, union: &Union, limits: &Limits) -> Value {
        let count = union.variants.len().max(1);
        let Some(variant) = union.variants.get(self.nth % count) else { return Value::Null };
        let nth = self.nth;
        self.nth = nth / count;
        let mut value = self.value(&variant.ty, limits);
        self.nth = nth;
        if let (Some(field), Some(tag), Some(object)) =
            (&union.discriminator, variant.tags.first(), value.as_object_mut())
        {
            let known = object.get(field).and_then(spelled);
            if !known.is_some_and(|known| variant.tags.contains(&known)) {
                let own = self.api.object(&variant.ty).map(|(_, object)| object.fields.as_slice());
                let own = own.and_then(|fields| fields.iter().find(|own| own.name.wire() == field));
                let held = own.and_then(|own| self.api.as_held(&own.ty, tag));
                let tag = held.map_or_else(|| Value::from(tag.as_str()), |tag| tag.to_json());
                object.insert(field.clone(), tag);
            }
        }
        value
    }

    /// A value of each place that has to be there, and of those after it as far as there is something to show.
    fn tuple(&mut self, tuple: &Tuple) -> Value {
        let mut elements = Vec::new();
        for element in &tuple.elements {
            let value =
                if element.is_required() { Some(self.required(element)) } else { self.optional(element) };
            match value {
                Some(value) => elements.push(value),
                None => break,
            }
        }
        Value::Array(elements)
    }

    /// The fields of an object, as many as there have to be and no more than there may be.
    fn object(&mut self, object: &Object, limits: &Limits) -> Value {
        let direction = self.direction;
        let fields: Vec<&Field> =
            object.fields.iter().filter(|field| field.access.is_in(direction)).collect();
        let most = usize::try_from(limits.max_fields.unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
        let most = if self.detail == Detail::Parts { most.min(parts::MOST_FIELDS) } else { most };
        let mut room = most.saturating_sub(fields.iter().filter(|field| field.is_required()).count());
        let mut values: Vec<Option<Value>> = Vec::with_capacity(fields.len());
        for field in &fields {
            let value = if field.is_required() {
                Some(self.required(field))
            } else if room > 0 {
                self.optional(field)
            } else {
                None
            };
            room -= usize::from(value.is_some() && !field.is_required());
            values.push(value);
        }
        let least = usize::try_from(limits.min_fields.unwrap_or(0)).unwrap_or(usize::MAX);
        let mut missing = least.saturating_sub(values.iter().flatten().count());
        for (field, value) in fields.iter().zip(&mut values) {
            if missing > 0 && value.is_none() && !self.is_open(&field.ty) {
                *value = Some(self.required(field));
                missing -= 1;
            }
        }
        let named = fields.iter().zip(values);
        let named = named.filter_map(|(field, value)| Some((field.name.wire().to_owned(), value?)));
        let mut map: Map<String, Value> = named.collect();
        if let Some(extra) = &object.extra {
            self.further_entries(extra, least, &mut map);
        }
        Value::Object(map)
    }

    /// Adds entries until there are as many as there have to be.
    fn further_entries(&mut self, element: &Type, least: usize, entries: &mut Map<String, Value>) {
        if entries.len() >= least {
            return;
        }
        let value = self.value(element, &Limits::default());
        let least = least.min(entries.len() + 1 + self.left() / size(&value));
        let names =
            (1_usize..).map(|index| if index == 1 { "key".to_owned() } else { format!("key{index}") });
        for name in names {
            if entries.len() >= least {
                break;
            }
            self.values += size(&value);
            entries.entry(name).or_insert_with(|| value.clone());
        }
    }
}

/// The variant of a union that a value is of: the one that the discriminator tells, or else the closest that it fits, as
/// generated clients find it.
#[must_use]
pub fn variant_of<'a>(api: &Api, union: &'a Union, value: &Value) -> Option<&'a Variant> {
    let fits = |variant: &&Variant| check::misfit(api, &variant.ty, &Limits::default(), value).is_none();
    let closest = || {
        let fitting = union.variants.iter().filter(fits);
        // The first of several counts.
        fitting.rev().max_by_key(|variant| closeness(api, &variant.ty, value))
    };
    union.told(value).or_else(closest)
}

/// How many listed values a value of a type has, and how much else of it the type names.
fn closeness(api: &Api, ty: &Type, value: &Value) -> (usize, usize) {
    match (api.plain(ty), value) {
        (Type::Int32 | Type::Int64 | Type::UInt64, _) => (0, 1),
        (Type::Named(id), _) => match (&api[*id].kind, value) {
            (TypeKind::Enum(_), _) => (1, 0),
            (TypeKind::Object(object), Value::Object(entries)) => {
                let fields = object.fields.iter().filter(|field| entries.contains_key(field.name.wire()));
                let is_listed = |field: &&Field| match api.plain(&field.ty) {
                    Type::Named(id) => matches!(api[*id].kind, TypeKind::Enum(_)),
                    _ => false,
                };
                (fields.clone().filter(is_listed).count(), fields.count())
            }
            _ => (0, 0),
        },
        _ => (0, 0),
    }
}

/// A value of an enum. Those that say something come first: the empty string could not even stand in a path.
fn nth_of(values: &Enum, nth: usize) -> Value {
    let says = |value: &&EnumValue| value.value != Scalar::String(String::new());
    let says_nothing = |value: &&EnumValue| !says(value);
    let values: Vec<&EnumValue> =
        values.values.iter().filter(says).chain(values.values.iter().filter(says_nothing)).collect();
    let index = nth % values.len().max(1);
    values.get(index).map_or(Value::Null, |value| value.value.to_json())
}

/// How many values a value holds, itself included.
fn size(value: &Value) -> usize {
    match value {
        Value::Object(fields) => 1 + fields.values().map(size).sum::<usize>(),
        Value::Array(elements) => 1 + elements.iter().map(size).sum::<usize>(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    }
}

/// Whether a value says nothing: an optional field with such a value is better left out.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(fields) => fields.values().all(is_empty),
        Value::Array(elements) => elements.iter().all(is_empty),
        Value::Null => true,
        Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests;
