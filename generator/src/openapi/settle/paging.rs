//! Pages: which operations list something page by page.
//!
//! OpenAPI has no word for it, so it is read off what such operations have in common: a list in the answer, and a way to the next
//! page that needs no guess. That is an address in the answer or in the header `Link`, a mark that the answer gives and a parameter
//! takes, or a number of a page or of items to skip beside the size of a page. Invariant: what is recognised passes `check`; where
//! two readings are possible there is none.

mod place;

use serde_json::Value;

use crate::schema::{Endpoint, Pagination, PaginationUse, Shape, Spec};
use place::{Answer, At, Reader, plain};

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
