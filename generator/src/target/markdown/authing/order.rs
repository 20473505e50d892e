//! Order: which rows of a table come first.
//!
//! What sorted the family's tables compared unevenly: the required ones come first, in reverse order. Tables of query
//! parameters were sorted in place, once for each language, so that every other language has them the right way round.

/// What has to be there first, in reverse order; then the rest, in order.
pub(super) fn required_first<T>(items: Vec<T>, is_required: impl Fn(&T) -> bool) -> Vec<T> {
    let (mut required, optional): (Vec<T>, Vec<T>) = items.into_iter().partition(is_required);
    required.reverse();
    required.extend(optional);
    required
}

/// The same after several languages; the first has the index 0.
pub(super) fn sorted_in_place<T>(
    items: Vec<T>,
    language: usize,
    is_required: impl Fn(&T) -> bool + Copy,
) -> Vec<T> {
    let once = required_first(items, is_required);
    if language.is_multiple_of(2) { once } else { required_first(once, is_required) }
}
