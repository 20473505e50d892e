//! Pages: which operations list something page by page.
//!
//! OpenAPI has no word for it, so it is read off what such operations have in common: a list in the answer, and a way to the next
//! page that needs no guess. That is an address in the answer or in the header `Link`, a mark that the answer gives and a parameter
//! takes, or a number of a page or of items to skip beside the size of a page. Invariant: what is recognised passes `check`; where
//! two readings are possible there is none.

use std::collections::HashMap;

use serde_json::Value;

use crate::schema::{
    Endpoint, Pagination, PaginationUse, Shape, Spec, TypeOrFields, TypeOrReply, TypeOrShape,
};

/// How deep places in bodies and answers are looked for.
const MOST_LEVELS: usize = 3;

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

const LINKS: &[&str] =
    &["nextlink", "nexturl", "nexturi", "nexthref", "nextpageurl", "nextpagelink", "nextpageuri"];
const TOTALS: &[&str] = &["total", "totalcount", "totalresults", "totalitems", "totalsize", "totalrecords"];
const LIMITS: &[&str] = &[
    "limit",
    "pagesize",
    "perpage",
    "size",
    "take",
    "count",
    "maxresults",
    "top",
    "itemsperpage",
    "resultsperpage",
    "pagelimit",
    "rows",
];
const NUMBERS: &[&str] = &["page", "pagenumber", "pageno", "pagenum", "currentpage"];
const OFFSETS: &[&str] = &["offset", "skip", "startat"];

/// Finds out how the operations of a spec page, and how many do.
pub(super) fn recognise(spec: &mut Spec) -> usize {
    let types = spec.shapes();
    let reader = Reader { types: &types };
    let found: Vec<Option<Pagination>> =
        spec.endpoints.iter().map(|file| reader.pagination(&file.value.endpoint)).collect();
    let count = found.iter().flatten().count();
    for (file, pagination) in spec.endpoints.iter_mut().zip(found) {
        file.value.endpoint.pagination = pagination.map(PaginationUse::Inline);
    }
    count
}

/// A field or a parameter, and where it is.
#[derive(Debug, Clone)]
struct At<'a> {
    path: Vec<&'a str>,
    shape: &'a Shape,
}

impl At<'_> {
    /// The place as a spec writes it.
    fn place(&self) -> String {
        self.path.join(".")
    }

    /// The last name on the way, without what spellings differ in.
    fn name(&self) -> String {
        self.path.last().map(|name| plain(name)).unwrap_or_default()
    }

    fn is_in(&self, names: &[&str]) -> bool {
        names.contains(&self.name().as_str())
    }
}

/// Reads shapes whose types are known.
struct Reader<'a> {
    types: &'a HashMap<&'a str, &'a Shape>,
}

impl<'a> Reader<'a> {
    fn pagination(&self, endpoint: &'a Endpoint) -> Option<Pagination> {
        let is_read = endpoint.http.starts_with("GET ") || endpoint.http.starts_with("POST ");
        let answer = Answer::of(endpoint).filter(|_| is_read)?;
        let notes = self.notes(answer.ty);
        let list = self.list(answer.ty)?;
        let items = (!list.is_empty()).then(|| list.join("."));
        let params = self.params(endpoint);
        if let Some(link) = notes.iter().find(|note| is_link(note)) {
            return Some(Pagination::NextLink { next: link.place(), items });
        }
        if answer.has_link_header && params.iter().any(|param| is_about_pages(&param.name())) {
            return Some(Pagination::LinkHeader { items });
        }
        let limit = one_of(&params, LIMITS, is_count);
        if let Some((cursor, next)) = cursor(&params, &notes) {
            let limit = limit.map(At::place);
            return Some(Pagination::Cursor { cursor: cursor.place(), next: next.place(), limit, items });
        }
        let limit = limit?;
        let total = notes.iter().find(|note| note.is_in(TOTALS) && is_count(note.shape)).map(At::place);
        let is_beside = |param: &&At<'_>| {
            param.path.split_last().map(|(_, to)| to) == limit.path.split_last().map(|(_, to)| to)
        };
        if let Some(page) = one_of(&params, NUMBERS, is_count).filter(is_beside) {
            let first = first_of(page.shape)?;
            let (page, limit) = (page.place(), limit.place());
            return Some(Pagination::PageNumber { page, first, limit, items, total });
        }
        let offset = one_of(&params, OFFSETS, is_count).filter(is_beside)?;
        Some(Pagination::Offset { offset: offset.place(), limit: limit.place(), items, total })
    }

    /// The parameters that can say which page is wanted: those of the query, and the fields of the body.
    fn params(&self, endpoint: &'a Endpoint) -> Vec<At<'a>> {
        let mut params: Vec<At<'a>> =
            endpoint.query.iter().map(|(name, shape)| At { path: vec![wire(name, shape)], shape }).collect();
        match &endpoint.body {
            Some(TypeOrFields::Fields(fields)) => {
                fields.iter().for_each(|(name, field)| self.below(name, field, &[], &mut params));
            }
            Some(TypeOrFields::Type(ty)) => {
                if let Some(shape) = self.types.get(ty.as_str()) {
                    self.inside(shape, &[], &mut params);
                }
            }
            None => {}
        }
        params.retain(|param| param.path.iter().all(|name| !name.contains('.')));
        params
    }

    /// A field, and those inside it.
    fn below(&self, name: &'a str, shape: &'a Shape, to: &[&'a str], found: &mut Vec<At<'a>>) {
        let mut path = to.to_vec();
        path.push(wire(name, shape));
        if path.len() < MOST_LEVELS {
            self.inside(shape, &path, found);
        }
        found.push(At { path, shape });
    }

    /// The fields inside an object.
    fn inside(&self, shape: &'a Shape, to: &[&'a str], found: &mut Vec<At<'a>>) {
        for (name, field) in self.fields(shape) {
            self.below(name, field, to, found);
        }
    }

    /// What tells about pages: the fields of an answer, and those of objects in it that are there for that.
    fn notes(&self, answer: Ty<'a>) -> Vec<At<'a>> {
        let mut all = Vec::new();
        if let Some(object) = self.object(answer) {
            self.inside(object, &[], &mut all);
        }
        all.retain(|at| {
            let (_, to) = at.path.split_last().unwrap_or((&"", &[]));
            let is_note = |name: &&str| {
                NOTES.contains(&plain(name).as_str()) || WRAPPERS.contains(&plain(name).as_str())
            };
            to.iter().all(is_note) && at.path.iter().all(|name| !name.contains('.'))
        });
        all.sort_by_key(|at| at.path.len());
        all
    }

    /// Where the list is: the answer itself, the only list in it, or the one that is called so.
    fn list(&self, answer: Ty<'a>) -> Option<Vec<&'a str>> {
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
    fn fields(&self, shape: &'a Shape) -> Vec<(&'a str, &'a Shape)> {
        let Some(object) = self.object(Ty::Shape(shape)) else { return Vec::new() };
        let bases = object.extends.iter().filter_map(|base| self.types.get(base.as_str()));
        let all = bases.copied().chain([object]).filter_map(|shape| shape.fields.as_ref());
        all.flatten().map(|(name, field)| (name.as_str(), field)).collect()
    }

    /// The object that a type is; one that stands for another by its name alone is none that `check` looks into.
    fn object(&self, ty: Ty<'a>) -> Option<&'a Shape> {
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
enum Ty<'a> {
    Name(&'a str),
    Shape(&'a Shape),
}

impl Ty<'_> {
    /// Whether it is a list, each of whose elements is something.
    fn is_list(self) -> bool {
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
struct Answer<'a> {
    ty: Ty<'a>,
    /// Whether a header leads to the next page.
    has_link_header: bool,
}

impl<'a> Answer<'a> {
    fn of(endpoint: &'a Endpoint) -> Option<Self> {
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

/// A parameter that takes a mark, and where the answer has it.
fn cursor<'a, 'b>(params: &'b [At<'a>], notes: &'b [At<'a>]) -> Option<(&'b At<'a>, &'b At<'a>)> {
    let may_be_left_out = |param: &&At<'_>| is_text(param.shape) && !param.shape.required;
    params.iter().filter(may_be_left_out).find_map(|param| {
        let name = param.name();
        let leads_on = |note: &&At<'_>| {
            let mark = note.name();
            let is_same = name.starts_with("next")
                || name.contains("continuation")
                || note.path.iter().any(|above| plain(above) == "cursors");
            let is_end = mark == "endcursor" || (mark == "lastid" && has_more(notes));
            is_text(note.shape)
                && (mark == format!("next{name}") || (mark == name && is_same) || (name == "after" && is_end))
        };
        Some((param, notes.iter().find(leads_on)?))
    })
}

/// Whether the answer says if there is more.
fn has_more(notes: &[At<'_>]) -> bool {
    notes.iter().any(|note| note.name() == "hasmore")
}

/// Whether a field has the address of the next page.
fn is_link(note: &At<'_>) -> bool {
    let ty = note.shape.ty.as_deref();
    let is_address = ty == Some("uri") || ty == Some("string");
    let among_links = || {
        let above: Vec<String> = note.path.iter().rev().skip(1).map(|name| plain(name)).collect();
        let name = note.name();
        let is_next = name == "next" || (name == "href" && above.first().is_some_and(|name| name == "next"));
        is_next && above.iter().any(|name| name == "links")
    };
    note.shape.values.is_none()
        && is_address
        && (note.is_in(LINKS) || (note.name() == "next" && ty == Some("uri")) || among_links())
}

/// Whether a parameter is there for pages.
fn is_about_pages(name: &str) -> bool {
    [LIMITS, NUMBERS, OFFSETS, &["cursor", "after", "before", "since", "marker"]].concat().contains(&name)
}

/// The one parameter with one of some names.
fn one_of<'a, 'b>(
    params: &'b [At<'a>],
    names: &[&str],
    is_fit: impl Fn(&Shape) -> bool,
) -> Option<&'b At<'a>> {
    let mut found = params.iter().filter(|param| param.is_in(names) && is_fit(param.shape));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// Whether pages and items can be counted in it.
fn is_count(shape: &Shape) -> bool {
    let is_number =
        matches!(shape.ty.as_deref(), Some("int32" | "int64" | "uint64" | "float" | "double" | "number"));
    is_number && shape.values.is_none()
}

fn is_text(shape: &Shape) -> bool {
    shape.ty.as_deref() == Some("string") && shape.values.is_none()
}

/// The number of the first page, where it is not 1; `None` where a document leaves it open.
fn first_of(page: &Shape) -> Option<Option<u64>> {
    let is_zero = |value: Option<&Value>| value.and_then(Value::as_f64) == Some(0.0);
    let least = page.minimum.clone().map(Value::Number);
    match (page.default.as_ref(), is_zero(least.as_ref())) {
        (Some(default), _) => Some(is_zero(Some(default)).then_some(0)),
        (None, true) => None,
        (None, false) => Some(None),
    }
}

/// A name without what spellings differ in.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a field is called where it is sent.
fn wire<'a>(name: &'a str, shape: &'a Shape) -> &'a str {
    shape.wire.as_deref().unwrap_or(name)
}
