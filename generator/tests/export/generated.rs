//! Specs that nobody wrote: every keyword with every other one, as far as they go together.
//!
//! A spec is made of bytes, each of which decides something, so that a failure shrinks to few decisions. What `check`
//! would refuse is no spec; most of what is made here passes.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use bindery::problem::Problems;
use bindery::schema;
use bindery::source::Sources;

/// What a type expression can be made of.
const SCALARS: &[&str] = &[
    "string",
    "boolean",
    "int32",
    "int64",
    "integer",
    "float",
    "double",
    "number",
    "decimal",
    "date",
    "date-time",
    "duration",
    "uuid",
    "uri",
    "bytes",
    "any",
    "object",
];

/// Names that are hard to keep.
const NAMES: &[&str] =
    &["name", "Größe", "type", "a.b", "x-y", "名称", "A", "is_open", "+1", "two words", "self"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_spec_comes_back_as_it_went(bytes in prop::collection::vec(any::<u8>(), 0..1_500)) {
        come_back(&bytes)?;
    }
}

/// Most of what is made passes the checks, or nothing would be tried here.
#[test]
fn most_specs_are_right() {
    let right = (0..60_u32).filter(|seed| {
        let bytes: Vec<u8> = (0..1_500_u32)
            .map(|i| (seed.wrapping_mul(7919).wrapping_add(i * i * 31 + i * 17) >> 3) as u8)
            .collect();
        is_right(&sources(&bytes))
    });
    let right = right.count();
    assert!(right > 30, "{right} of 60");
}

fn come_back(bytes: &[u8]) -> Result<(), TestCaseError> {
    let sources = sources(bytes);
    if !is_right(&sources) {
        return Ok(());
    }
    let failed = |error: anyhow::Error| TestCaseError::fail(format!("{error:#}"));
    let document = super::exported(&sources).map_err(failed)?;
    for as_json in [true, false] {
        let text = schema::print_document(&document, as_json).map_err(failed)?;
        let difference = super::difference(&sources, &text).map_err(failed)?;
        prop_assert!(difference.is_empty(), "{}\n{}", difference, text);
    }
    Ok(())
}

fn is_right(sources: &Sources) -> bool {
    let mut problems = Problems::default();
    bindery::load(sources, &mut problems);
    !problems.has_errors()
}

/// Decides by one byte after the other, and for the first choice when there are none left.
struct Choice<'b> {
    bytes: std::slice::Iter<'b, u8>,
    types: Vec<String>,
}

impl Choice<'_> {
    fn of(&mut self, count: usize) -> usize {
        self.bytes.next().map_or(0, |byte| usize::from(*byte) % count)
    }

    fn one<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.of(words.len())]
    }

    /// Yes, one time of so many.
    fn is(&mut self, times: usize) -> bool {
        self.of(times) == times - 1
    }

    fn text(&mut self) -> Value {
        match self.of(4) {
            0 => json!("A text."),
            1 => json!({ "en": "Text `x`\n\n- a\n- b\n", "zh-CN": "文本" }),
            2 => json!("  spaces around \n"),
            _ => json!("a: b # c | \"d\" \\ <e>"),
        }
    }

    fn expression(&mut self, depth: usize) -> String {
        let kind = if depth == 0 { self.of(2) } else { self.of(5) };
        match kind {
            0 => self.one(SCALARS).to_owned(),
            1 if !self.types.is_empty() => {
                let index = self.of(self.types.len());
                self.types[index].clone()
            }
            2 => format!("{}[]", self.expression(depth - 1)),
            3 => format!("set<{}>", self.expression(depth - 1)),
            4 => format!("map<{}>", self.expression(depth - 1)),
            _ => "string".to_owned(),
        }
    }

    /// A shape, as anything has it.
    fn shape(&mut self, depth: usize) -> Map<String, Value> {
        let kind = self.of(if depth == 0 { 4 } else { 9 });
        let shape = match kind {
            0 | 1 => json!({ "type": self.expression(2) }),
            2 => self.text_with_limits(),
            3 => self.number_with_limits(),
            4 => json!({ "fields": self.fields(depth - 1), "maxFields": 9 }),
            5 => json!({ "items": self.field(depth - 1), "minItems": 1, "unique": self.is(2) }),
            6 => json!({ "extra": self.shape(depth - 1), "minFields": 1 }),
            7 => self.tuple(depth - 1),
            _ => self.values(),
        };
        let Value::Object(mut shape) = shape else { return Map::new() };
        if shape.get("unique") == Some(&json!(false)) {
            shape.shift_remove("unique");
        }
        if self.is(2) {
            shape.insert("description".to_owned(), self.text());
        }
        shape
    }

    fn tuple(&mut self, depth: usize) -> Value {
        let mut element = self.shape(depth);
        element.shift_remove("default");
        let mut shape = json!({ "tuple": [self.expression(1), element] });
        if self.is(2) {
            shape["minItems"] = json!(self.of(3));
        }
        if self.is(2) {
            shape["extra"] = Value::Object(self.shape(depth));
        }
        shape
    }

    fn text_with_limits(&mut self) -> Value {
        let mut shape = json!({ "type": "string", "maxLength": 9, "example": "abc" });
        match self.of(4) {
            0 => shape["pattern"] = json!("^[a-z]+$"),
            1 => shape["secret"] = json!(true),
            2 => shape["format"] = json!("email"),
            _ => shape["minLength"] = json!(1),
        }
        shape
    }

    fn number_with_limits(&mut self) -> Value {
        let ty = self.one(&["int32", "int64", "number", "float"]);
        match self.of(3) {
            0 => json!({ "type": ty, "minimum": 1, "maximum": 9, "example": 3 }),
            1 => json!({ "type": ty, "exclusiveMinimum": 0, "exclusiveMaximum": 8.5, "default": 2 }),
            _ => json!({ "type": ty, "multipleOf": 5, "example": 10 }),
        }
    }

    fn values(&mut self) -> Value {
        match self.of(4) {
            0 => {
                json!({ "enum": ["a", { "value": "b", "description": self.text() }, { "value": "+", "name": "plus" }] })
            }
            1 => {
                json!({ "type": "int32", "closed": true, "enum": [{ "value": 1, "name": "one" }, { "value": -2, "name": "less" }] })
            }
            2 => json!({ "type": "string[]", "enum": ["x", "y"] }),
            _ => json!({ "closed": true, "enum": ["x", "null", "1", "true"] }),
        }
    }

    /// A shape with what only fields and parameters can say.
    fn field(&mut self, depth: usize) -> Map<String, Value> {
        let mut shape = self.shape(depth);
        let has_default = shape.contains_key("default");
        if self.is(3) && !has_default {
            shape.insert("required".to_owned(), json!(true));
        }
        if self.is(3) {
            shape.insert("nullable".to_owned(), json!(true));
        }
        match self.of(6) {
            0 => shape.insert("deprecated".to_owned(), json!(true)),
            1 => shape.insert("deprecated".to_owned(), json!({ "since": "2.0", "instead": "Use `x`." })),
            _ => None,
        };
        shape
    }

    fn fields(&mut self, depth: usize) -> Map<String, Value> {
        let mut fields = Map::new();
        for index in 0..self.of(4) {
            let mut field = self.field(depth);
            match self.of(6) {
                0 => field.insert("readOnly".to_owned(), json!(true)),
                1 => field.insert("writeOnly".to_owned(), json!(true)),
                2 => field.insert("wire".to_owned(), json!(format!("wire {index}#"))),
                _ => None,
            };
            fields.insert(format!("{}{index}", self.one(NAMES)), Value::Object(field));
        }
        fields
    }

    fn params(&mut self, place: &str, names: &[&str]) -> Map<String, Value> {
        let mut params = Map::new();
        for (index, name) in names.iter().enumerate().take(self.of(names.len() + 1)) {
            let mut param = self.field(0);
            if place == "query" && self.is(3) {
                param.insert("wire".to_owned(), json!(format!("q[{index}]")));
            }
            if place == "query" && self.is(4) {
                param.insert("style".to_owned(), json!("json"));
            }
            if place == "header" {
                param.insert("wire".to_owned(), json!(format!("x-{name}")));
            }
            params.insert((*name).to_owned(), Value::Object(param));
        }
        params
    }

    fn endpoint(&mut self, index: usize) -> Value {
        let id = format!("call{index}");
        let method = self.one(&["GET", "POST", "put", "DELETE", "PATCH"]);
        let mut endpoint = json!({
            "endpoint": id, "client": self.one(&["AClient", "BClient"]), "http": format!("{method} /{id}/{{id}}"),
            "summary": self.text(), "path": { "id": { "type": "string", "example": "i" } },
            "query": self.params("query", &["q", "page", "Sort"]), "header": self.params("header", &["h", "trace"]),
        });
        if self.is(2) {
            let body = if self.is(2) {
                json!(self.expression(2))
            } else {
                json!({ "b": self.field(2), "c": self.field(1) })
            };
            endpoint[self.one(&["body", "form"])] = body;
        }
        match self.of(3) {
            0 => endpoint["answer"] = json!(self.expression(2)),
            1 => endpoint["answer"] = Value::Object(self.shape(2)),
            _ => {}
        }
        match self.of(8) {
            0 => endpoint["auth"] = json!([]),
            1 => endpoint["auth"] = json!(["key"]),
            2 => endpoint["auth"] = json!([["key", "user"], []]),
            3 => endpoint["deprecated"] = json!({ "instead": self.text() }),
            4 => endpoint["idempotent"] = json!(true),
            5 => endpoint["envelope"] = json!(false),
            6 => endpoint["description"] = self.text(),
            _ => {}
        }
        endpoint
    }

    fn named_type(&mut self, index: usize) -> Value {
        let objects: Vec<String> =
            self.types.iter().filter(|name| name.starts_with("Object")).cloned().collect();
        match self.of(5) {
            0 if !objects.is_empty() => json!({ "extends": [objects[0]], "fields": self.fields(1) }),
            1 if objects.len() > 1 => json!({
                "discriminator": format!("kind{index}"),
                "oneOf": [{ "tags": ["a", "b"], "shape": { "type": objects[0] } }, { "name": "other", "tags": ["c"], "shape": { "type": objects[1] } }],
            }),
            2 => self.values(),
            3 => json!({ "type": "string", "pattern": "^x", "description": self.text() }),
            _ => {
                json!({ "oneOf": ["string", { "name": "count", "shape": { "type": "int64" } }, "boolean[]"] })
            }
        }
    }
}

/// The files of a spec.
fn sources(bytes: &[u8]) -> Sources {
    let mut choice = Choice { bytes: bytes.iter(), types: Vec::new() };
    let mut types = Map::new();
    for index in 0..choice.of(4) {
        let name = format!("Object{index}");
        types.insert(name.clone(), json!({ "fields": choice.fields(2), "description": choice.text() }));
        choice.types.push(name);
    }
    for index in 0..choice.of(4) {
        let name = format!("{}{index}", choice.one(&["Other", "Größe", "any"]));
        types.insert(name.clone(), choice.named_type(index));
        choice.types.push(name);
    }
    let client = |url: &str| json!({ "server": { "url": url }, "auth": ["user"], "options": { "k": { "secret": true } } });
    let api = json!({
        "bindery": 1, "title": choice.text(), "version": "1.0", "locales": ["en", "zh-CN"], "translations": "partial",
        "clients": { "AClient": client("https://a.example.com"), "BClient": client("https://b.example.com/v1") },
        "auth": {
            "key": { "type": "apiKey", "in": choice.one(&["header", "query", "cookie"]), "name": "k", "option": "k" },
            "user": { "type": "bearer", "option": "k", "description": choice.text() },
        },
        "groups": { "one": { "title": choice.text() }, "two": { "title": "A text." } },
        "envelope": { "status": "status", "success": [200] },
    });
    let mut files = vec![("api.yaml".to_owned(), api.to_string())];
    if !types.is_empty() {
        files.push(("types/all.yaml".to_owned(), json!({ "types": types }).to_string()));
    }
    for index in 0..=choice.of(4) {
        let group = choice.one(&["one", "two"]);
        files.push((format!("endpoints/{group}/call{index}.yaml"), choice.endpoint(index).to_string()));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Sources::from_texts("generated", &files)
}
