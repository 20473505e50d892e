//! Samples of arrays.

use serde_json::{Value, json};

use super::{Fill, Sampler};
use crate::corpus::flat::Flat;

/// How many elements an array is filled up to at most.
const LONGEST: usize = 64;

impl<'a> Sampler<'a> {
    /// One array, with an element unless it has to do without.
    pub(super) fn array(&self, flat: &Flat<'a>, fill: Fill) -> Option<Value> {
        if !flat.tuple.is_empty() {
            return flat.tuple.iter().map(|item| self.one(item, fill)).collect();
        }
        let least = flat.limit("minItems").unwrap_or_default();
        if least > 1 {
            let items = self.items(flat);
            return if flat.unique && items.len() < least { None } else { filled(&items, 0, least) };
        }
        let count = if fill == Fill::Whole { 1 } else { least };
        let item = match flat.items {
            Some(items) if count > 0 => self.one(items, fill),
            _ => (count > 0).then(|| json!("item")),
        };
        match item {
            Some(item) => Some(json!([item])),
            None => (least == 0).then(|| json!([])),
        }
    }

    /// An array with two elements, then one for each other form of an element, and an empty one.
    pub(super) fn array_forms(&self, flat: &Flat<'a>) -> Vec<Value> {
        if !flat.tuple.is_empty() {
            let fills = [Fill::Whole, Fill::Least];
            return fills.into_iter().filter_map(|fill| self.array(flat, fill)).collect();
        }
        let least = flat.limit("minItems").unwrap_or_default();
        let items = self.items(flat);
        let different = if flat.unique { items.len() } else { usize::MAX };
        let most = flat.limit("maxItems").unwrap_or(usize::MAX).min(different);
        let mut values = Vec::new();
        values.extend(filled(&items, 0, least.max(2).min(most)));
        values.extend((0..items.len()).filter_map(|first| filled(&items, first, least.max(1).min(most))));
        if least == 0 {
            values.push(json!([]));
        }
        values
    }

    fn items(&self, flat: &Flat<'a>) -> Vec<Value> {
        flat.items.map_or_else(|| vec![json!("item"), json!(1)], |items| self.forms(items))
    }
}

/// An array of a length that begins with one of the values; the others follow, again and again.
fn filled(items: &[Value], first: usize, length: usize) -> Option<Value> {
    if length > LONGEST {
        return None;
    }
    let all = items.iter().cycle().skip(first);
    let list: Vec<Value> = all.take(length).cloned().collect();
    (list.len() == length).then_some(Value::Array(list))
}
