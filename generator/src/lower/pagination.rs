//! Pagination: how results come in pages.

use indexmap::IndexMap;

use super::{Context, unknown};
use crate::model::{self, ValuePath};
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
        let Pagination::PageNumber { page, limit, items, total } = style;
        Some(model::Pagination::PageNumber(model::PageNumber {
            page: ValuePath::new(&page),
            limit: ValuePath::new(&limit),
            items: ValuePath::new(&items),
            total: total.as_deref().map(ValuePath::new),
        }))
    }
}
