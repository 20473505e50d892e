//! Views of paging: how the runtime turns the pages of an operation.

use serde::Serialize;

use super::arguments::{body_link, page_param};
use super::operation_view::Scene;
use super::types::{Kind, Scope};
use super::{layout, names};
use crate::model::{Field, Operation, Pagination, Turn, Type, TypeKind, ValuePath};

/// The implementation of the runtime's `Paged`.
#[derive(Debug, Serialize)]
pub(super) struct PagingView {
    /// The type of an item.
    pub(super) item: String,
    /// The statement that binds `page`, what the caller asked for; empty where nothing does.
    pub(super) start: String,
    /// Whether there is one.
    pub(super) has_start: bool,
    /// The expression of the position at which the listing begins.
    pub(super) position: String,
    /// The statement that asks for another page.
    pub(super) turn: String,
    /// Whether there are statements that prepare the call.
    pub(super) prepare_mutates: bool,
    /// The statements that prepare the call, each ending in a line feed.
    pub(super) prepare: String,
    /// The expression of the prepared call.
    pub(super) call: String,
    /// The statement that binds `items`, the number of items on a page.
    pub(super) count: String,
    /// The statement that binds what else a page says; empty when it says no more.
    pub(super) detail: String,
    /// Whether there is one.
    pub(super) has_detail: bool,
    /// The expression of what a page says.
    pub(super) info: String,
    /// The expression of the items of a page.
    pub(super) items: String,
}

/// The view, where results come in pages.
pub(super) fn paging_view(scene: &Scene<'_>, operation: &Operation) -> Option<PagingView> {
    let pages = operation.pagination.as_ref()?;
    let answer = &operation.answer.as_ref()?.ty;
    let items = steps(scene, answer, &pages.items)?;
    let Type::Array(item) = items.last().map_or(answer, |field| &field.ty) else { return None };
    let way = way(scene, operation, pages)?;
    let (detail, info) = detail(scene, answer, pages)?;
    Some(PagingView {
        item: scene.types.text(item, Scope::Crate),
        has_start: !way.start.is_empty(),
        start: way.start,
        position: position(pages.turn),
        turn: way.turn,
        prepare_mutates: !way.prepare.is_empty(),
        prepare: way.prepare,
        call: format!("self.call{}", body_link(operation).unwrap_or_default()),
        count: count_path(&items),
        has_detail: !detail.is_empty(),
        detail,
        info: format!("        runtime::PageInfo::new(items){info}"),
        items: take_path(&items),
    })
}

/// How a request says which page it asks for.
struct Way {
    start: String,
    turn: String,
    prepare: String,
}

fn way(scene: &Scene<'_>, operation: &Operation, pages: &Pagination) -> Option<Way> {
    let is_text = pages.turn == Turn::Cursor;
    let Some(path) = &pages.position else {
        let turn = "        self.call.follow(to);".to_owned();
        return Some(Way { start: String::new(), turn, prepare: String::new() });
    };
    if let Some(page) = page_param(operation) {
        let value = if is_text { "self.page.as_deref()" } else { "self.page" };
        let args = [super::literal::string(page.name.wire()), value.to_owned()];
        return Some(Way {
            start: format!("        let page = {value};"),
            turn: format!("        self.page = {};", turned(is_text)),
            prepare: layout::call(8, "", "self.call.query", &args, ";") + "\n",
        });
    }
    let page = steps(scene, &operation.body.as_ref()?.ty, path)?;
    let start = read_path("let page = ", &["self", ".body"], &page, is_text);
    Some(Way { start, turn: turn_path(&page, is_text), prepare: String::new() })
}

/// The value that asks for another page.
fn turned(is_text: bool) -> &'static str {
    if is_text { "to.cursor().map(str::to_owned)" } else { "to.number()" }
}

fn position(turn: Turn) -> String {
    let made = match turn {
        Turn::Page => "page(page)",
        Turn::Index => "index(page)",
        Turn::Offset => "offset(page)",
        Turn::Cursor => "marked(page)",
        Turn::Link | Turn::LinkHeader => "linked()",
    };
    format!("        runtime::Position::{made}")
}

/// The statement that binds what a page says about the pages after it, and what makes use of that.
fn detail(scene: &Scene<'_>, answer: &Type, pages: &Pagination) -> Option<(String, &'static str)> {
    let next = || steps(scene, answer, pages.next.as_ref()?);
    Some(match pages.turn {
        Turn::Page | Turn::Index | Turn::Offset => {
            match pages.total.as_ref().and_then(|total| steps(scene, answer, total)) {
                Some(total) => (read_path("let total = ", &["page"], &total, false), ".total(total)"),
                None => (String::new(), ""),
            }
        }
        Turn::Cursor => (read_path("let next = ", &["page"], &next()?, true), ".cursor(next)"),
        Turn::Link => (read_path("let next = ", &["page"], &next()?, true), ".cursor(next)"),
        Turn::LinkHeader => {
            ("        let next = runtime::next_link(page.headers());".to_owned(), ".cursor(next)")
        }
    })
}

/// The fields on the way to a place inside a type.
fn steps<'a>(scene: &Scene<'a>, ty: &'a Type, path: &ValuePath) -> Option<Vec<&'a Field>> {
    let mut ty = ty;
    let mut steps = Vec::with_capacity(path.0.len());
    for name in &path.0 {
        let Type::Named(id) = ty else { return None };
        let TypeKind::Object(object) = &scene.api[*id].kind else { return None };
        let field = object.fields.iter().find(|field| field.name.wire() == name)?;
        ty = &field.ty;
        steps.push(field);
    }
    Some(steps)
}

fn is_plain(field: &Field) -> bool {
    Kind::of(field) == Kind::Required
}

/// What looks through the second `Option` of a field that may be absent and may be null.
fn look_through(field: &Field) -> Option<String> {
    (Kind::of(field) == Kind::Patch).then(|| ".and_then(Option::as_ref)".to_owned())
}

/// What takes the second `Option` of such a field away.
fn flattened(field: &Field) -> Option<String> {
    (Kind::of(field) == Kind::Patch).then(|| ".flatten()".to_owned())
}

/// A statement that binds an `Option` of the number, or of a borrowed text, at the end of the way.
fn read_path(binding: &str, from: &[&str], steps: &[&Field], is_text: bool) -> String {
    let mut chain = strings(from);
    let mut is_option = false;
    let last = steps.len().saturating_sub(1);
    for (index, field) in steps.iter().enumerate() {
        let ident = names::field(&field.name);
        // Numbers are copied out at the end; on the way there, what is optional is looked into.
        let look = (index < last || is_text) && !is_plain(field);
        match (is_option, is_plain(field)) {
            (false, _) => {
                chain.push(format!(".{ident}"));
                chain.extend(look.then(|| ".as_ref()".to_owned()));
            }
            (true, true) if index == last && !is_text => chain.push(format!(".map(|at| at.{ident})")),
            (true, true) => chain.push(format!(".map(|at| &at.{ident})")),
            (true, false) if look => chain.push(format!(".and_then(|at| at.{ident}.as_ref())")),
            (true, false) => chain.push(format!(".and_then(|at| at.{ident})")),
        }
        chain.extend(if look { look_through(field) } else { flattened(field) });
        is_option |= !is_plain(field);
    }
    if !is_option {
        let borrow = if is_text { "&" } else { "" };
        chain = vec![format!("Some({borrow}{})", chain.concat())];
    }
    layout::chain(8, binding, &chain, ";")
}

/// The statement that writes which page to the end of the way, making what is missing on it.
fn turn_path(steps: &[&Field], is_text: bool) -> String {
    let mut chain = strings(&["self", ".body"]);
    let last = steps.len().saturating_sub(1);
    for (index, field) in steps.iter().enumerate() {
        chain.push(format!(".{}", names::field(&field.name)));
        if index < last && !is_plain(field) {
            chain.push(".get_or_insert_default()".to_owned());
            if Kind::of(field) == Kind::Patch {
                chain.push(".get_or_insert_default()".to_owned());
            }
        }
    }
    match steps.last() {
        Some(field) if is_plain(field) => {
            let place = layout::chain(8, "let page = &mut ", &chain, ";");
            let value = if is_text {
                "to.cursor().unwrap_or_default().to_owned()"
            } else {
                "to.number().unwrap_or(*page)"
            };
            format!("{place}\n        *page = {value};")
        }
        Some(field) if Kind::of(field) == Kind::Patch => {
            let value = turned(is_text);
            layout::chain(8, "", &chain, &format!(" = {value}.map(Some);"))
        }
        _ => layout::chain(8, "", &chain, &format!(" = {};", turned(is_text))),
    }
}

/// The statement that binds the number of items at the end of the way.
fn count_path(steps: &[&Field]) -> String {
    let mut chain = strings(&["page"]);
    let mut is_option = false;
    for field in steps {
        let ident = names::field(&field.name);
        match (is_option, is_plain(field)) {
            (false, true) => chain.push(format!(".{ident}")),
            (false, false) => chain.extend([format!(".{ident}"), ".as_ref()".to_owned()]),
            (true, true) => chain.push(format!(".map(|at| &at.{ident})")),
            (true, false) => chain.push(format!(".and_then(|at| at.{ident}.as_ref())")),
        }
        chain.extend(look_through(field));
        is_option |= !is_plain(field);
    }
    chain.push(if is_option { ".map_or(0, |at| at.len())" } else { ".len()" }.to_owned());
    layout::chain(8, "let items = ", &chain, ";")
}

/// The expression that takes the items at the end of the way out of the page.
fn take_path(steps: &[&Field]) -> String {
    let mut chain = strings(&["page"]);
    let mut is_option = false;
    for field in steps {
        let ident = names::field(&field.name);
        match (is_option, is_plain(field)) {
            (false, _) => chain.push(format!(".{ident}")),
            (true, true) => chain.push(format!(".map(|at| at.{ident})")),
            (true, false) => chain.push(format!(".and_then(|at| at.{ident})")),
        }
        chain.extend(flattened(field));
        is_option |= !is_plain(field);
    }
    chain.extend(is_option.then(|| ".unwrap_or_default()".to_owned()));
    layout::chain(8, "", &chain, "")
}

fn strings(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|part| (*part).to_owned()).collect()
}
