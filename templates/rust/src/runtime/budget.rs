//! How much of what is sent may be repetition.
//!
//! Retries help one call and harm a server that is overloaded, so all calls of a client draw theirs from one account. It knows
//! numbers only. Invariant: however many calls fail, no more is sent again than the reserve and a tenth of what succeeded.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// What a repetition costs, where a success earns one.
const PRICE: u32 = 10;

/// An account of retries. Clones share it, and so do all calls of a client.
#[derive(Clone)]
pub struct RetryBudget(Option<Arc<Account>>);

struct Account {
    credit: AtomicU32,
    most: u32,
}

impl RetryBudget {
    /// Lets calls be repeated so many times in a row; every ten successes allow one repetition more, up to the same number.
    pub fn new(reserve: u32) -> Self {
        let most = reserve.saturating_mul(PRICE);
        let credit = AtomicU32::new(most);
        Self(Some(Arc::new(Account { credit, most })))
    }

    /// Sets no limit: the policy of each call alone decides.
    pub fn unlimited() -> Self {
        Self(None)
    }

    /// Pays for a repetition, where there is enough left.
    pub(super) fn withdraw(&self) -> bool {
        let Some(account) = &self.0 else { return true };
        account.change(|credit| credit.checked_sub(PRICE))
    }

    /// Takes note of a success.
    pub(super) fn deposit(&self) {
        if let Some(account) = &self.0 {
            account.change(|credit| Some(credit + 1).filter(|credit| *credit <= account.most));
        }
    }
}

impl Account {
    fn change(&self, change: impl Fn(u32) -> Option<u32>) -> bool {
        let relaxed = Ordering::Relaxed;
        self.credit.fetch_update(relaxed, relaxed, change).is_ok()
    }
}

impl Default for RetryBudget {
    /// 500 repetitions in reserve.
    fn default() -> Self {
        Self::new(500)
    }
}

impl fmt::Debug for RetryBudget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let left = self.0.as_ref().map(|account| {
            let credit = account.credit.load(Ordering::Relaxed);
            credit / PRICE
        });
        f.debug_struct("RetryBudget").field("left", &left).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn successes_pay_for_repetitions() {
        let budget = RetryBudget::new(2);
        let shared = budget.clone();
        assert!(budget.withdraw() && shared.withdraw() && !budget.withdraw());
        (0..9).for_each(|_| shared.deposit());
        assert!(!budget.withdraw());
        budget.deposit();
        assert!(budget.withdraw() && !budget.withdraw());
    }

    #[test]
    fn the_reserve_is_not_exceeded() {
        let budget = RetryBudget::new(1);
        (0..100).for_each(|_| budget.deposit());
        assert!(budget.withdraw() && !budget.withdraw());
        assert!((0..1_000).all(|_| RetryBudget::unlimited().withdraw()));
        assert!(!RetryBudget::new(0).withdraw());
    }
}
