//! Where in a listing we are, and whether more follows.
//!
//! The arithmetic of paging, apart from requests and types. It trusts what a page holds more than what was asked for, since servers
//! cap the size of pages. Invariant: an empty page ends a listing, and so does a cursor that stands still, so no listing is endless by
//! a server's silence.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

/// A number in which an API counts pages or items.
pub trait Count: Sized {
    /// The number; `None` where it is too large for the type.
    fn of_count(number: u64) -> Option<Self>;

    /// What the number is; `None` where it counts nothing.
    fn to_count(self) -> Option<u64>;
}

macro_rules! counts {
    ($($ty:ty)*) => {$(
        impl Count for $ty {
            fn of_count(number: u64) -> Option<Self> {
                Self::try_from(number).ok()
            }

            fn to_count(self) -> Option<u64> {
                self.try_into().ok()
            }
        }
    )*};
}

counts!(i32 i64 u64);

/// Some documents call every number by the one word that JSON has for it. Up to 2 to the power of 53 each whole number has its own.
impl Count for f64 {
    fn of_count(number: u64) -> Option<Self> {
        const MOST: u64 = 1 << f64::MANTISSA_DIGITS;
        (number <= MOST).then_some(number as Self)
    }

    fn to_count(self) -> Option<u64> {
        let is_count = self.fract() == 0.0 && self >= 0.0 && self <= u64::MAX as Self;
        is_count.then_some(self as u64)
    }
}

/// A place in a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Position {
    /// The page of this number, counted from 1.
    Page(u64),
    /// The page of this number, counted from 0.
    Index(u64),
    /// The page that begins after this many items.
    Offset(u64),
    /// The page that the server marked with this text; empty for the first.
    Cursor(String),
    /// The page at this address, as the server gave it; empty for the first.
    Link(String),
}

impl Position {
    /// The page of this number, or the first where there is none.
    pub fn page<N: Count>(number: Option<N>) -> Self {
        Self::Page(number.and_then(Count::to_count).unwrap_or(1))
    }

    /// The page of this number, counted from 0, or the first.
    pub fn index<N: Count>(number: Option<N>) -> Self {
        Self::Index(number.and_then(Count::to_count).unwrap_or(0))
    }

    /// The page that begins after so many items, or the first.
    pub fn offset<N: Count>(number: Option<N>) -> Self {
        let number = number.and_then(Count::to_count);
        Self::Offset(number.unwrap_or(0))
    }

    /// The page with this mark, or the first where there is none.
    pub fn marked<S: Into<String>>(mark: Option<S>) -> Self {
        Self::Cursor(mark.map(Into::into).unwrap_or_default())
    }

    /// The first page of a listing whose pages are linked.
    pub fn linked() -> Self {
        Self::Link(String::new())
    }

    /// The number or offset, in whatever integer the request holds it; `None` for a cursor and for what does not fit.
    pub fn number<N: Count>(&self) -> Option<N> {
        match self {
            Self::Page(number) | Self::Index(number) | Self::Offset(number) => N::of_count(*number),
            Self::Cursor(_) | Self::Link(_) => None,
        }
    }

    /// The cursor or the address; `None` for the other kinds, and before the first page.
    pub fn cursor(&self) -> Option<&str> {
        match self {
            Self::Cursor(mark) | Self::Link(mark) if !mark.is_empty() => Some(mark),
            _ => None,
        }
    }
}

/// What a page says about the listing.
#[derive(Debug, Clone, Default)]
pub struct PageInfo {
    items: u64,
    total: Option<u64>,
    cursor: Option<String>,
}

impl PageInfo {
    /// A page of so many items.
    pub fn new(items: usize) -> Self {
        Self {
            items: items as u64,
            ..Self::default()
        }
    }

    /// How many items the whole listing has, when the server says so.
    pub fn total<N: Count>(mut self, total: Option<N>) -> Self {
        self.total = total.and_then(Count::to_count);
        self
    }

    /// The mark or the address of the next page.
    pub fn cursor<S: AsRef<str>>(mut self, cursor: Option<S>) -> Self {
        self.cursor = cursor.map(|cursor| cursor.as_ref().to_owned());
        self
    }
}

/// A walk through a listing.
#[derive(Debug, Clone)]
pub(super) struct Walk {
    at: Position,
    /// How many items the first page had: the size of a page as the server sees it.
    size: Option<u64>,
    /// How many items lie behind us, those before the first page included.
    passed: u64,
    /// The marks that led to pages before, in short.
    seen: HashSet<u64>,
    hasher: RandomState,
}

impl Walk {
    pub(super) fn from(start: Position) -> Self {
        let mut walk = Self {
            at: start,
            size: None,
            passed: 0,
            seen: HashSet::new(),
            hasher: RandomState::new(),
        };
        let mark = walk.at.cursor().map(str::to_owned);
        walk.further(mark);
        walk
    }

    /// Takes note of a page and moves to the next one, unless it was the last.
    pub(super) fn after(&mut self, page: PageInfo) -> Option<&Position> {
        let size = match self.size {
            Some(size) => size,
            None => self.begin(page.items),
        };
        self.passed += page.items;
        let more = match page.total {
            Some(total) => page.items > 0 && self.passed < total,
            None => page.items > 0 && page.items >= size,
        };
        let next = match self.at {
            Position::Page(number) => more.then(|| Position::Page(number.saturating_add(1))),
            Position::Index(number) => more.then(|| Position::Index(number.saturating_add(1))),
            Position::Offset(offset) => {
                more.then(|| Position::Offset(offset.saturating_add(page.items)))
            }
            Position::Cursor(_) => self.further(page.cursor).map(Position::Cursor),
            Position::Link(_) => self.further(page.cursor).map(Position::Link),
        };
        self.at = next?;
        Some(&self.at)
    }

    /// A mark that has not led anywhere yet: one that comes again leads in a circle, and what lies there was seen.
    fn further(&mut self, mark: Option<String>) -> Option<String> {
        let mark = mark.filter(|mark| !mark.is_empty())?;
        self.seen
            .insert(self.hasher.hash_one(&mark))
            .then_some(mark)
    }

    fn begin(&mut self, size: u64) -> u64 {
        self.size = Some(size);
        self.passed = match self.at {
            Position::Page(number) => number.saturating_sub(1).saturating_mul(size),
            Position::Index(number) => number.saturating_mul(size),
            Position::Offset(offset) => offset,
            Position::Cursor(_) | Position::Link(_) => 0,
        };
        size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(items: usize, total: Option<u64>) -> PageInfo {
        PageInfo::new(items).total(total)
    }

    #[test]
    fn a_total_ends_the_listing() {
        let mut walk = Walk::from(Position::Page(1));
        assert_eq!(walk.after(page(2, Some(5))), Some(&Position::Page(2)));
        assert_eq!(walk.after(page(2, Some(5))), Some(&Position::Page(3)));
        assert_eq!(walk.after(page(1, Some(5))), None);
        assert_eq!(Walk::from(Position::Page(3)).after(page(2, Some(6))), None);
        assert_eq!(Walk::from(Position::Page(1)).after(page(0, Some(6))), None);
    }

    #[test]
    fn pages_may_be_counted_from_zero() {
        let mut walk = Walk::from(Position::index(None::<i32>));
        assert_eq!(walk.after(page(2, Some(3))), Some(&Position::Index(1)));
        assert_eq!(walk.after(page(1, Some(3))), None);
        assert_eq!(
            Walk::from(Position::index(Some(2))).after(page(2, Some(6))),
            None
        );
    }

    #[test]
    fn without_a_total_a_short_page_ends_it() {
        let mut walk = Walk::from(Position::Offset(10));
        assert_eq!(walk.after(page(3, None)), Some(&Position::Offset(13)));
        assert_eq!(walk.after(page(3, None)), Some(&Position::Offset(16)));
        assert_eq!(walk.after(page(2, None)), None);
    }

    #[test]
    fn cursors_lead_on_until_they_stand_still() {
        let mut walk = Walk::from(Position::Cursor(String::new()));
        let marked = |mark: &str| PageInfo::new(0).cursor(Some(mark));
        assert_eq!(walk.after(marked("a")), Some(&Position::Cursor("a".into())));
        assert_eq!(walk.after(marked("a")), None);
        assert_eq!(walk.after(PageInfo::new(3)), None);
    }

    #[test]
    fn any_number_counts() {
        assert_eq!(Position::page(Some(3.0)), Position::Page(3));
        assert_eq!(Position::offset(Some(-1)), Position::Offset(0));
        assert_eq!(Position::Page(7).number::<f64>(), Some(7.0));
        assert_eq!(Position::Offset(1 << 40).number::<i32>(), None);
        assert_eq!((2.5).to_count(), None);
        assert_eq!(f64::NAN.to_count(), None);
        assert_eq!(f64::of_count(u64::MAX), None);
        assert_eq!(u64::of_count(u64::MAX), Some(u64::MAX));
    }

    #[test]
    fn circles_end() {
        for start in [Position::marked(Some("a")), Position::linked()] {
            let mut walk = Walk::from(start);
            let marked = |mark: &str| PageInfo::new(1).cursor(Some(mark));
            let ways = ["a", "b", "c", "b"].map(|mark| walk.after(marked(mark)).is_some());
            assert!(ways[1] && ways[2] && !ways[3]);
        }
        let mut walk = Walk::from(Position::marked(Some("a")));
        assert_eq!(walk.after(PageInfo::new(1).cursor(Some("a"))), None);
    }
}
