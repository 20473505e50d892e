//! Views of paging: how the runtime turns the pages of an operation.

use serde::Serialize;

use super::operation_view::{Scene, body_link, page_param};
use super::types::{Kind, Scope};
use super::{layout, names};
use crate::model::{Field, Operation, Pagination, Type, TypeKind, ValuePath};

/// The implementation of the runtime's `Paged`.
#[derive(Debug, Serialize)]
pub(super) struct PagingView {
    /// The type of an item.
    pub(super) item: String,
    /// The statement that binds `page`, an `Option` of the page number that the caller asked for.
    pub(super) start: String,
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
    /// The statement that binds `total`, an `Option` of the number of all items; empty when there is none.
    pub(super) total: String,
    /// Whether there is one.
    pub(super) has_total: bool,
    /// The expression of the items of a page.
    pub(super) items: String,
}

/// The view, where results come in pages.
pub(super) fn paging_view(scene: &Scene<'_>, operation: &Operation) -> Option<PagingView> {
    let Pagination::PageNumber(pages) = operation.pagination.as_ref()?;
    let answer = &operation.answer.as_ref()?.ty;
    let items = steps(scene, answer, &pages.items)?;
    let Type::Array(item) = &items.last()?.ty else { return None };
    let total = pages.total.as_ref().and_then(|total| steps(scene, answer, total));
    let (start, turn, prepare) = match page_param(operation) {
        Some(page) => {
            let args = [super::literal::string(page.name.wire()), "self.page".to_owned()];
            (
                "        let page = self.page;".to_owned(),
                "        self.page = to.number();".to_owned(),
                layout::call(8, "", "self.call.query", &args, ";") + "\n",
            )
        }
        None => {
            let body = &operation.body.as_ref()?.ty;
            let page = steps(scene, body, &pages.page)?;
            (read_path("let page = ", &["self", ".body"], &page), turn_path(&page), String::new())
        }
    };
    Some(PagingView {
        item: scene.types.text(item, Scope::Crate),
        start,
        turn,
        prepare_mutates: !prepare.is_empty(),
        prepare,
        call: format!("self.call{}", body_link(operation).unwrap_or_default()),
        count: count_path(&items),
        has_total: total.is_some(),
        total: total.map_or(String::new(), |total| read_path("let total = ", &["page"], &total)),
        items: take_path(&items),
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

/// A statement that binds an `Option` of the number at the end of the way.
fn read_path(binding: &str, from: &[&str], steps: &[&Field]) -> String {
    let mut chain = strings(from);
    let mut is_option = false;
    let last = steps.len().saturating_sub(1);
    for (index, field) in steps.iter().enumerate() {
        let ident = names::field(&field.name);
        // Numbers are copied out at the end; on the way there, what is optional is looked into.
        let look = index < last && !is_plain(field);
        match (is_option, is_plain(field)) {
            (false, _) => {
                chain.push(format!(".{ident}"));
                chain.extend(look.then(|| ".as_ref()".to_owned()));
            }
            (true, true) if index == last => chain.push(format!(".map(|at| at.{ident})")),
            (true, true) => chain.push(format!(".map(|at| &at.{ident})")),
            (true, false) if look => chain.push(format!(".and_then(|at| at.{ident}.as_ref())")),
            (true, false) => chain.push(format!(".and_then(|at| at.{ident})")),
        }
        is_option |= !is_plain(field);
    }
    if !is_option {
        chain = vec![format!("Some({})", chain.concat())];
    }
    layout::chain(8, binding, &chain, ";")
}

/// The statement that writes the page number to the end of the way, making what is missing on it.
fn turn_path(steps: &[&Field]) -> String {
    let mut chain = strings(&["self", ".body"]);
    let last = steps.len().saturating_sub(1);
    for (index, field) in steps.iter().enumerate() {
        chain.push(format!(".{}", names::field(&field.name)));
        if index < last && !is_plain(field) {
            chain.push(".get_or_insert_default()".to_owned());
        }
    }
    match steps.last() {
        Some(field) if is_plain(field) => {
            let place = layout::chain(8, "let page = &mut ", &chain, ";");
            format!("{place}\n        *page = to.number().unwrap_or(*page);")
        }
        _ => layout::chain(8, "", &chain, " = to.number();"),
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
        is_option |= !is_plain(field);
    }
    chain.extend(is_option.then(|| ".unwrap_or_default()".to_owned()));
    layout::chain(8, "", &chain, "")
}

fn strings(parts: &[&str]) -> Vec<String> {
    parts.iter().map(|part| (*part).to_owned()).collect()
}
