//! Minimizing: an input that fails → a small one that fails alike (delta debugging over nodes).

use serde_json::Value;

use crate::node;

/// Whether a candidate still fails; `None` ends the search.
pub type Fails<'f> = &'f mut dyn FnMut(&Value) -> Option<bool>;

/// Removes and simplifies parts of an input as long as it fails. Returns the smallest input that was
/// found before `fails` ended the search.
pub fn minimize(input: Value, fails: Fails<'_>) -> Value {
    let mut best = input;
    // The search ends by itself where nothing can be removed any more.
    let _ = search(&mut best, fails);
    best
}

fn search(best: &mut Value, fails: Fails<'_>) -> Option<()> {
    if let Some(new) = best.get("new").cloned()
        && fails(&new)?
    {
        *best = new;
    }
    loop {
        let before = best.to_string().len();
        let mut position = 0;
        while position < node::count(best) {
            remove_children(best, position, fails)?;
            simplify(best, position, fails)?;
            position += 1;
        }
        if best.to_string().len() >= before {
            return Some(());
        }
    }
}

/// Removes the children of a node that the failure does not need: all of them, halves, quarters, …
fn remove_children(best: &mut Value, position: usize, fails: Fails<'_>) -> Option<()> {
    let mut chunk = children(best, position);
    while chunk > 0 {
        let mut start = 0;
        while start < children(best, position) {
            let mut candidate = best.clone();
            if let Some(node) = node::at(&mut candidate, position) {
                drain(node, start, chunk);
            }
            if fails(&candidate)? {
                *best = candidate;
            } else {
                start += chunk;
            }
        }
        chunk /= 2;
    }
    Some(())
}

fn children(document: &Value, position: usize) -> usize {
    match node::get(document, position).map(|node| node.value) {
        Some(Value::Object(map)) => map.len(),
        Some(Value::Array(items)) => items.len(),
        _ => 0,
    }
}

fn drain(node: &mut Value, start: usize, count: usize) {
    let is_kept = |index: usize| index < start || index >= start + count;
    match node {
        Value::Object(map) => {
            let entries = std::mem::take(map).into_iter().enumerate();
            *map = entries.filter(|(index, _)| is_kept(*index)).map(|(_, entry)| entry).collect();
        }
        Value::Array(items) => {
            let mut index = 0;
            items.retain(|_| {
                index += 1;
                is_kept(index - 1)
            });
        }
        _ => {}
    }
}

/// Replaces a node by one of its children or by a simpler value.
fn simplify(best: &mut Value, position: usize, fails: Fails<'_>) -> Option<()> {
    let simpler: Vec<Value> = match node::get(best, position).map(|node| node.value) {
        Some(Value::Object(map)) => map.values().take(3).cloned().collect(),
        Some(Value::Array(items)) => items.iter().take(3).cloned().collect(),
        Some(Value::String(text)) if text.chars().count() > 1 => {
            let chars: Vec<char> = text.chars().collect();
            let half = |range: &[char]| Value::String(range.iter().collect());
            let middle = chars.len() / 2;
            vec!["".into(), "a".into(), half(&chars[..middle]), half(&chars[middle..])]
        }
        _ => Vec::new(),
    };
    for value in simpler {
        let mut candidate = best.clone();
        if let Some(node) = node::at(&mut candidate, position) {
            *node = value;
        }
        if fails(&candidate)? {
            *best = candidate;
            break;
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::minimize;

    #[test]
    fn what_the_failure_does_not_need_goes() {
        let input = json!({
            "new": { "a": [1, 2, { "deep": { "bad": "xxxx!xxxx", "other": 1 } }, 3], "b": {} },
            "old": { "a": 1 },
        });
        let smallest = minimize(input, &mut |value| Some(value.to_string().contains('!')));
        assert!(smallest.to_string().len() < 10, "{smallest}");
    }

    #[test]
    fn a_search_can_be_ended() {
        let input = json!([1, 2, 3]);
        assert_eq!(minimize(input.clone(), &mut |_| None), input);
    }
}
