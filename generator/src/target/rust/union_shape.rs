//! Shapes of variants: what the runtime knows of a type, to tell whether a value of a union is one of it.

use super::literal;
use super::types::{Kind, Types};
use crate::model::{Enum, EnumRepr, Field, Object, Scalar, Tuple, Type, TypeId, TypeKind, Union, Variant};

/// How deep unions and arrays in one another are described; whatever lies deeper can be anything.
const MOST_LEVELS: usize = 4;

/// What tells a variant from the others, as a literal of the runtime's `Shape`.
pub(super) fn shape(types: &Types<'_>, union: &Union, variant: &Variant) -> String {
    let mut shape = describe(types, &variant.ty, 0);
    shape.tags = variant.tags.iter().map(|tag| literal::string(tag)).collect();
    if let Some(property) = &union.discriminator {
        shape.tagged = is_tagged(types, &variant.ty, property);
        shape.fallback = variant.fallback;
        shape.unquoted = is_unquoted(types, &variant.ty, property, 0);
    }
    shape.literal()
}

/// Whether a type is a union that writes the discriminator itself.
fn is_tagged(types: &Types<'_>, ty: &Type, property: &str) -> bool {
    match types.api.plain(ty) {
        Type::Named(id) => match &types.api[*id].kind {
            TypeKind::Union(union) => union.discriminator.as_deref() == Some(property),
            _ => false,
        },
        _ => false,
    }
}

/// Whether the discriminator is a number or a boolean in a type.
fn is_unquoted(types: &Types<'_>, ty: &Type, property: &str, level: usize) -> bool {
    let Type::Named(id) = types.api.plain(ty) else { return false };
    match &types.api[*id].kind {
        TypeKind::Object(object) => {
            let field = object.fields.iter().find(|field| field.name.wire() == property);
            let tag = field.and_then(|field| types.api.tag_of(field));
            tag.is_some_and(|tag| !matches!(tag, Scalar::String(_)))
        }
        TypeKind::Union(union) if level < MOST_LEVELS => {
            let first = union.variants.first();
            first.is_some_and(|variant| is_unquoted(types, &variant.ty, property, level + 1))
        }
        _ => false,
    }
}

/// What the runtime's `Shape` says, as literals.
#[derive(Default)]
struct Shape {
    kinds: u8,
    open: bool,
    required: Vec<String>,
    known: Vec<String>,
    fixed: Vec<(String, Vec<String>)>,
    usual: Vec<(String, Vec<String>)>,
    texts: Vec<String>,
    tags: Vec<String>,
    tagged: bool,
    fallback: bool,
    unquoted: bool,
    union: bool,
    items: Option<Box<Shape>>,
    places: Vec<Shape>,
    least: usize,
}

const TEXT: u8 = 0x01;
const NUMBER: u8 = 0x02;
const INTEGER: u8 = 0x04;
const BOOLEAN: u8 = 0x08;
const ARRAY: u8 = 0x10;
const OBJECT: u8 = 0x20;
const NULL: u8 = 0x40;
const ANYTHING: u8 = 0x7f;

impl Shape {
    fn of_kinds(kinds: u8) -> Self {
        Self { kinds, ..Self::default() }
    }

    /// Adds values that a field usually has. A field speaks once, in however many types it has some of them.
    fn add_usual(&mut self, field: &str, values: &[String]) {
        let known = match self.usual.iter().position(|(name, _)| name == field) {
            Some(index) => index,
            None => {
                self.usual.push((field.to_owned(), Vec::new()));
                self.usual.len() - 1
            }
        };
        let Some((_, known)) = self.usual.get_mut(known) else { return };
        let news: Vec<String> = values.iter().filter(|value| !known.contains(value)).cloned().collect();
        known.extend(news);
    }

    /// The literal; what it says nothing about is left to the runtime.
    fn literal(&self) -> String {
        let list = |words: &[String]| format!("&[{}]", words.join(", "));
        let pairs = |pairs: &[(String, Vec<String>)]| {
            let pair = |(name, texts): &(String, Vec<String>)| format!("({name}, {})", list(texts));
            format!("&[{}]", pairs.iter().map(pair).collect::<Vec<_>>().join(", "))
        };
        let mut parts = vec![format!("kinds: {:#04x}", self.kinds)];
        let lists = [
            ("required", &self.required),
            ("known", &self.known),
            ("texts", &self.texts),
            ("tags", &self.tags),
        ];
        parts.extend(
            lists
                .iter()
                .filter(|(_, words)| !words.is_empty())
                .map(|(key, words)| format!("{key}: {}", list(words))),
        );
        for (key, words) in [("fixed", &self.fixed), ("usual", &self.usual)] {
            if !words.is_empty() {
                parts.push(format!("{key}: {}", pairs(words)));
            }
        }
        let flags = [
            ("open", self.open),
            ("union", self.union),
            ("tagged", self.tagged),
            ("fallback", self.fallback),
            ("unquoted", self.unquoted),
        ];
        for (key, flag) in flags {
            if flag {
                parts.push(format!("{key}: true"));
            }
        }
        if let Some(items) = &self.items {
            parts.push(format!("items: &[{}]", items.literal()));
        }
        if !self.places.is_empty() {
            let places: Vec<String> = self.places.iter().map(Shape::literal).collect();
            parts.push(format!("places: &[{}], least: {}", places.join(", "), self.least));
        }
        format!("crate::runtime::Shape {{ {}, ..crate::runtime::Shape::EMPTY }}", parts.join(", "))
    }
}

fn describe(types: &Types<'_>, ty: &Type, level: usize) -> Shape {
    match ty {
        Type::Boolean => Shape::of_kinds(BOOLEAN),
        whole if whole.is_whole() => Shape::of_kinds(INTEGER),
        Type::Float | Type::Double => Shape::of_kinds(NUMBER | INTEGER),
        Type::Decimal | Type::DecimalNumber => Shape::of_kinds(TEXT | NUMBER | INTEGER),
        Type::Any => Shape { open: true, ..Shape::of_kinds(ANYTHING) },
        Type::Array(inner) | Type::Set(inner) => {
            let items = (level < MOST_LEVELS).then(|| Box::new(describe(types, inner, level + 1)));
            Shape { items: items.filter(|items| items.kinds != ANYTHING), ..Shape::of_kinds(ARRAY) }
        }
        Type::Map(_) => Shape { open: true, ..Shape::of_kinds(OBJECT) },
        Type::Nullable(inner) => {
            let inner = describe(types, inner, level);
            Shape { kinds: inner.kinds | NULL, ..inner }
        }
        Type::Named(id) => describe_named(types, *id, level),
        _ => Shape::of_kinds(TEXT),
    }
}

fn describe_named(types: &Types<'_>, id: TypeId, level: usize) -> Shape {
    match &types.api[id].kind {
        // They never lead back to themselves: that has been checked.
        TypeKind::Alias(inner, _) => describe(types, inner, level),
        TypeKind::Union(union) if level < MOST_LEVELS => describe_union(types, union, level),
        TypeKind::Union(_) => Shape { open: true, ..Shape::of_kinds(ANYTHING) },
        TypeKind::Enum(values) => describe_enum(values),
        TypeKind::Object(object) => describe_object(types, object),
        TypeKind::Tuple(tuple) => describe_tuple(types, tuple, level),
    }
}

/// A tuple is told by its length, and by its elements where it does not lie too deep.
fn describe_tuple(types: &Types<'_>, tuple: &Tuple, level: usize) -> Shape {
    let place = |element: &Field| {
        let mut shape = match level < MOST_LEVELS {
            true => describe(types, &element.ty, level + 1),
            false => Shape { open: true, ..Shape::of_kinds(ANYTHING) },
        };
        if element.nullable || !element.is_required() {
            shape.kinds |= NULL;
        }
        shape
    };
    Shape {
        places: tuple.elements.iter().map(place).collect(),
        least: tuple.least(),
        open: tuple.rest.is_some(),
        ..Shape::of_kinds(ARRAY)
    }
}

fn describe_enum(values: &Enum) -> Shape {
    let kind = |value: &Scalar| match value {
        Scalar::String(_) => TEXT,
        Scalar::Integer(_) => INTEGER,
        Scalar::Boolean(_) => BOOLEAN,
        Scalar::Number(_) => NUMBER | INTEGER,
    };
    let kinds = values.values.iter().map(|value| kind(&value.value)).fold(0, |all, kind| all | kind);
    let texts = if values.repr == EnumRepr::String { spellings(values) } else { Vec::new() };
    Shape { texts, ..Shape::of_kinds(kinds) }
}

fn describe_object(types: &Types<'_>, object: &Object) -> Shape {
    let mut shape = Shape { open: object.extra.is_some(), ..Shape::of_kinds(OBJECT) };
    for field in &object.fields {
        let name = literal::string(field.name.wire());
        if matches!(Kind::of(field), Kind::Required | Kind::Nullable) {
            shape.required.push(name.clone());
        }
        describe_values(types, field, &name, &mut shape);
        shape.known.push(name);
    }
    shape
}

/// A field that is an enum tells types apart: surely where the enum is closed, likely where it is open.
fn describe_values(types: &Types<'_>, field: &Field, name: &str, shape: &mut Shape) {
    let Type::Named(id) = &field.ty else { return };
    let TypeKind::Enum(values) = &types.api[*id].kind else { return };
    let list = if values.open { &mut shape.usual } else { &mut shape.fixed };
    list.push((name.to_owned(), spellings(values)));
}

/// What values of any of the types of a union look like.
fn describe_union(types: &Types<'_>, union: &Union, level: usize) -> Shape {
    let variants: Vec<Shape> =
        union.variants.iter().map(|variant| describe(types, &variant.ty, level + 1)).collect();
    let objects: Vec<&Shape> = variants.iter().filter(|variant| variant.kinds & OBJECT != 0).collect();
    let mut shape = Shape { union: true, ..Shape::default() };
    let in_all = |name: &String| objects.iter().all(|object| object.required.contains(name));
    shape.required.extend(
        objects.iter().take(1).flat_map(|object| &object.required).filter(|name| in_all(name)).cloned(),
    );
    for variant in &variants {
        shape.kinds |= variant.kinds;
        shape.open |= variant.open;
        shape.texts.extend(variant.texts.iter().cloned());
        for (field, values) in variant.usual.iter().chain(&variant.fixed) {
            shape.add_usual(field, values);
        }
        let news: Vec<String> =
            variant.known.iter().filter(|name| !shape.known.contains(name)).cloned().collect();
        shape.known.extend(news);
    }
    if let Some(field) = &union.discriminator {
        let tags = union.variants.iter().flat_map(|variant| &variant.tags);
        let tags: Vec<String> = tags.map(|tag| literal::string(tag)).collect();
        shape.add_usual(&literal::string(field), &tags);
    }
    shape
}

/// The values of an enum as the runtime compares them: texts without quotes, everything else as JSON.
fn spellings(values: &Enum) -> Vec<String> {
    let spelling = |value: &Scalar| literal::string(&value.to_string());
    values.values.iter().map(|value| spelling(&value.value)).collect()
}
