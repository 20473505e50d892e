//! Places in the requests and answers of a spec: what a parameter or a field is called, where it is, and what it is.
//!
//! It looks into objects as `check` does, so that what is found here is found there, and knows nothing of pages but how the objects
//! that tell about them are called.

use std::collections::HashMap;

use crate::schema::{Endpoint, Shape, TypeOrFields, TypeOrReply, TypeOrShape};

/// How deep places in bodies and answers are looked for.
const MOST_LEVELS: usize = 3;

/// How many places are looked at in one body or answer: what says which page is wanted stands among few.
const MOST_PLACES: usize = 2000;

/// Names of lists, where an answer has several.
const LISTS: &[&str] = &[
    "items", "data", "results", "entries", "values", "value", "records", "list", "elements", "rows", "nodes",
];

/// Names of objects that hold the list and nothing else that is meant.
const WRAPPERS: &[&str] = &["data", "result", "results", "response", "payload"];

/// Names of objects that tell about pages.
const NOTES: &[&str] = &[
    "meta",
    "metadata",
    "responsemetadata",
    "pagination",
    "paging",
    "pageinfo",
    "links",
    "pages",
    "next",
    "cursors",
];

/// A field or a parameter, and where it is.
#[derive(Debug, Clone)]
pub(super) struct At<'a> {
    pub(super) path: Vec<&'a str>,
    pub(super) shape: &'a Shape,
}

impl At<'_> {
    /// The place as a spec writes it.
    pub(super) fn place(&self) -> String {
        self.path.join(".")
    }

    /// The last name on the way, without what spellings differ in.
    pub(super) fn name(&self) -> String {
        self.path.last().map(|name| plain(name)).unwrap_or_default()
    }

    pub(super) fn is_in(&self, names: &[&str]) -> bool {
        names.contains(&self.name().as_str())
    }
}

/// Reads shapes whose types are known.
pub(super) struct Reader<'a> {
    pub(super) types: &'a HashMap<&'a str, &'a Shape>,
}

impl<'a> Reader<'a> {
    /// The parameters that can say which page is wanted: those of the query, and the fields of the body.
    pub(super) fn params(&self, endpoint: &'a Endpoint) -> Vec<At<'a>> {
        let mut params: Vec<At<'a>> =
            endpoint.query.iter().map(|(name, shape)| At { path: vec![wire(name, shape)], shape }).collect();
        let fields = match &endpoint.body {
            Some(TypeOrFields::Fields(fields)) => {
                fields.iter().map(|(name, field)| (name.as_str(), field)).collect()
            }
            Some(TypeOrFields::Type(ty)) => {
                self.types.get(ty.as_str()).map_or(Vec::new(), |ty| self.fields(ty))
            }
            None => Vec::new(),
        };
        self.inside(fields, &[], |_| true, &mut params);
        params.retain(|param| param.path.iter().all(|name| !name.contains('.')));
        params
    }

    /// Fields, and those inside objects that may be entered.
    fn inside(
        &self,
        fields: Vec<(&'a str, &'a Shape)>,
        to: &[&'a str],
        may_enter: fn(&str) -> bool,
        found: &mut Vec<At<'a>>,
    ) {
        for (name, shape) in fields {
            if found.len() >= MOST_PLACES {
                return;
            }
            let path: Vec<&'a str> = to.iter().copied().chain([wire(name, shape)]).collect();
            if path.len() < MOST_LEVELS && may_enter(name) {
                self.inside(self.fields(shape), &path, may_enter, found);
            }
            found.push(At { path, shape });
        }
    }

    /// What tells about pages: the fields of an answer, and those of objects in it that are there for that.
    pub(super) fn notes(&self, answer: Ty<'a>) -> Vec<At<'a>> {
        let tells = |name: &str| {
            let name = plain(name);
            NOTES.contains(&name.as_str()) || WRAPPERS.contains(&name.as_str())
        };
        let mut all = Vec::new();
        let fields = self.object(answer).map_or(Vec::new(), |object| self.fields(object));
        self.inside(fields, &[], tells, &mut all);
        all.retain(|at| at.path.iter().all(|name| !name.contains('.')));
        all.sort_by_key(|at| at.path.len());
        all
    }

    /// Where the list is: the answer itself, the only list in it, or the one that is called so.
    pub(super) fn list(&self, answer: Ty<'a>) -> Option<Vec<&'a str>> {
        if answer.is_list() {
            return Some(Vec::new());
        }
        let fields = self.fields(self.object(answer)?);
        let lists: Vec<&(&'a str, &'a Shape)> =
            fields.iter().filter(|(_, shape)| Ty::Shape(shape).is_list()).collect();
        let named = || LISTS.iter().find_map(|word| lists.iter().find(|(name, _)| plain(name) == *word));
        let found = match lists.as_slice() {
            [only] => Some(only),
            [] => None,
            _ => Some(named()?),
        };
        if let Some((name, shape)) = found {
            return Some(vec![wire(name, shape)]).filter(|path| !path[0].contains('.'));
        }
        let (name, wrapper) = fields.iter().find(|(name, _)| WRAPPERS.contains(&plain(name).as_str()))?;
        let object = self.object(Ty::Shape(wrapper))?;
        let inner = self.fields(object).into_iter().filter(|(_, shape)| Ty::Shape(shape).is_list());
        match inner.collect::<Vec<_>>().as_slice() {
            [(list, shape)] => Some(vec![wire(name, wrapper), wire(list, shape)]),
            _ => None,
        }
    }

    /// The fields of an object, those that it extends included.
    pub(super) fn fields(&self, shape: &'a Shape) -> Vec<(&'a str, &'a Shape)> {
        let Some(object) = self.object(Ty::Shape(shape)) else { return Vec::new() };
        let bases = object.extends.iter().filter_map(|base| self.types.get(base.as_str()));
        let all = bases.copied().chain([object]).filter_map(|shape| shape.fields.as_ref());
        all.flatten().map(|(name, field)| (name.as_str(), field)).collect()
    }

    /// The object that a type is; one that stands for another by its name alone is none that `check` looks into.
    pub(super) fn object(&self, ty: Ty<'a>) -> Option<&'a Shape> {
        let shape = match ty {
            Ty::Name(name) => *self.types.get(name)?,
            Ty::Shape(shape) => match &shape.ty {
                Some(name) => *self.types.get(name.as_str())?,
                None => shape,
            },
        };
        (shape.is_object() && shape.ty.is_none() && shape.one_of.is_none()).then_some(shape)
    }
}

/// A type by name, or as it is described.
#[derive(Clone, Copy)]
pub(super) enum Ty<'a> {
    Name(&'a str),
    Shape(&'a Shape),
}

impl Ty<'_> {
    /// Whether it is a list, each of whose elements is something.
    pub(super) fn is_list(self) -> bool {
        let is_name = |name: &str| name.ends_with("[]") && !name.contains('?');
        match self {
            Self::Name(name) => is_name(name),
            Self::Shape(shape) if shape.unique || shape.tuple.is_some() => false,
            Self::Shape(shape) => match (&shape.items, &shape.ty) {
                (Some(items), _) => !items.nullable,
                (None, ty) => ty.as_deref().is_some_and(is_name),
            },
        }
    }
}

/// The one answer of a success.
pub(super) struct Answer<'a> {
    pub(super) ty: Ty<'a>,
    /// Whether a header leads to the next page.
    pub(super) has_link_header: bool,
}

impl<'a> Answer<'a> {
    pub(super) fn of(endpoint: &'a Endpoint) -> Option<Self> {
        match &endpoint.answer {
            Some(TypeOrShape::Type(ty)) => return Some(Self { ty: Ty::Name(ty), has_link_header: false }),
            Some(TypeOrShape::Shape(shape)) => {
                return Some(Self { ty: Ty::Shape(shape), has_link_header: false });
            }
            None => {}
        }
        let mut answers = endpoint.answers.values();
        match (answers.next()?, answers.next()) {
            (TypeOrReply::Type(ty), None) => Some(Self { ty: Ty::Name(ty), has_link_header: false }),
            (TypeOrReply::Reply(reply), None) => {
                let is_json = reply.content_type.is_none() && reply.stream.is_none() && reply.or.is_empty();
                let ty = match (&reply.ty, &reply.shape) {
                    (Some(ty), _) if ty != "binary" => Ty::Name(ty),
                    (None, Some(shape)) => Ty::Shape(shape),
                    _ => return None,
                };
                let has_link_header = reply.headers.keys().any(|name| name.eq_ignore_ascii_case("link"));
                is_json.then_some(Self { ty, has_link_header })
            }
            (_, Some(_)) => None,
        }
    }
}

/// A name without what spellings differ in.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a field is called where it is sent.
pub(super) fn wire<'a>(name: &'a str, shape: &'a Shape) -> &'a str {
    shape.wire.as_deref().unwrap_or(name)
}
