//! Pagination: how results come in pages.

use indexmap::IndexMap;

use super::{Context, unknown};
use crate::model::{self, Turn, ValuePath};
use crate::problem::Place;
use crate::schema::{Pagination, PaginationUse};

impl Context<'_> {
    /// Lowers the pagination of an endpoint.
    pub(super) fn pagination(
        &mut self,
        used: PaginationUse,
        styles: &IndexMap<String, Pagination>,
        place: &Place,
    ) -> Option<model::Pagination> {
        let style = match used {
            PaginationUse::Inline(style) => style,
            PaginationUse::Named(name) => {
                let Some(style) = styles.get(&name) else {
                    let known: Vec<&str> = styles.keys().map(String::as_str).collect();
                    self.problems.push(unknown("pagination style", &name, &known, place));
                    return None;
                };
                style.clone()
            }
        };
        if let Pagination::PageNumber { first: Some(2..), .. } = style {
            self.error(&place.key("first"), "pages are counted from 0 or from 1");
        }
        Some(lowered(style))
    }
}

fn lowered(style: Pagination) -> model::Pagination {
    let (turn, position, limit, items, total, next) = match style {
        Pagination::PageNumber { page, first, limit, items, total } => {
            let turn = if first == Some(0) { Turn::Index } else { Turn::Page };
            (turn, Some(page), Some(limit), items, total, None)
        }
        Pagination::Offset { offset, limit, items, total } => {
            (Turn::Offset, Some(offset), Some(limit), items, total, None)
        }
        Pagination::Cursor { cursor, next, limit, items } => {
            (Turn::Cursor, Some(cursor), limit, items, None, Some(next))
        }
        Pagination::NextLink { next, items } => (Turn::Link, None, None, items, None, Some(next)),
        Pagination::LinkHeader { items } => (Turn::LinkHeader, None, None, items, None, None),
    };
    let path = |place: Option<String>| place.as_deref().map(ValuePath::new);
    model::Pagination {
        turn,
        position: path(position),
        limit: path(limit),
        items: path(items).unwrap_or(ValuePath(Vec::new())),
        total: path(total),
        next: path(next),
    }
}
