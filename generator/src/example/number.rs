//! Numbers within limits: the one nearest to a plain number, and others that differ from it.
//!
//! Limits that no number keeps to are reported elsewhere; here they only must not lead to a panic.

use serde_json::{Number, Value};

use crate::model::Limits;

/// Returns the whole number nearest to one within the limits and within `range`, or the `nth` after it.
pub(super) fn whole_number(limits: &Limits, range: (i128, i128), nth: usize) -> Number {
    let whole = |limit: &Option<Number>, round: fn(f64) -> f64| {
        let limit = limit.as_ref()?;
        limit.as_i128().or_else(|| limit.as_f64().map(|number| round(number) as i128))
    };
    let above = whole(&limits.exclusive_minimum, f64::floor).map(|limit| limit.saturating_add(1));
    let below = whole(&limits.exclusive_maximum, f64::ceil).map(|limit| limit.saturating_sub(1));
    let least = whole(&limits.minimum, f64::ceil).max(above).unwrap_or(range.0).max(range.0);
    let most = whole(&limits.maximum, f64::floor).into_iter().chain(below).min().unwrap_or(range.1);
    let most = most.min(range.1);
    let step = limits.multiple_of.as_ref().and_then(whole_step).filter(|step| *step > 1).unwrap_or(1);
    let value = nearest(1, (least, most), step, nth);
    i64::try_from(value).map(Number::from).unwrap_or_else(|_| Number::from(u64::try_from(value).unwrap_or(0)))
}

/// Returns the number nearest to one and a half within the limits, or the `nth` after it.
pub(super) fn fraction(limits: &Limits, nth: usize) -> Value {
    let bound = |limit: &Option<Number>| limit.as_ref().and_then(Number::as_f64);
    let least = bound(&limits.minimum).unwrap_or(f64::NEG_INFINITY);
    let most = bound(&limits.maximum).unwrap_or(f64::INFINITY);
    let (above, below) = (bound(&limits.exclusive_minimum), bound(&limits.exclusive_maximum));
    if let Some(step) = limits.multiple_of.as_ref().and_then(Step::of) {
        return multiple(
            &step,
            least.max(above.unwrap_or(least)),
            most.min(below.unwrap_or(most)),
            limits,
            nth,
        );
    }
    let inside = |value: f64| {
        value >= least
            && value <= most
            && above.is_none_or(|limit| value > limit)
            && below.is_none_or(|limit| value < limit)
    };
    let low = above.map_or(least, |above| above.max(least));
    let high = below.map_or(most, |below| below.min(most));
    let shift = nth as f64;
    let plain = 1.5_f64.max(least).min(most);
    let between = |part: f64| low + (high - low) * part;
    let candidates = [
        plain + shift,
        plain - shift,
        low + 1.0 + shift,
        high - 1.0 - shift,
        between(1.0 / (shift + 2.0)),
        between(1.0 - 1.0 / (shift + 2.0)),
    ];
    Value::from(candidates.into_iter().find(|value| value.is_finite() && inside(*value)).unwrap_or(plain))
}

/// The whole number with a step from zero that is nearest to `plain`; the `nth` lies above it, or below it where
/// there is no more room above.
fn nearest(plain: i128, (least, most): (i128, i128), step: i128, nth: usize) -> i128 {
    let first = plain.max(least).min(most);
    let up = first.saturating_add((step - first.rem_euclid(step)) % step);
    let first = if up <= most { up } else { up.saturating_sub(step) };
    let nth = i128::try_from(nth).unwrap_or(i128::MAX);
    let room = (most.saturating_sub(first) / step).max(0);
    if nth <= room {
        first.saturating_add(nth.saturating_mul(step))
    } else {
        first.saturating_sub((nth - room).saturating_mul(step))
    }
}

/// The smallest whole number that is a multiple of a step.
fn whole_step(step: &Number) -> Option<i128> {
    let Step { digits, scale } = Step::of(step)?;
    let unit = 10_i128.checked_pow(scale)?;
    Some(digits / gcd(digits, unit))
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// A step as it is written in decimal: whole digits, of which the last `scale` follow the point. Binary fractions
/// would make other numbers of its multiples.
struct Step {
    digits: i128,
    scale: u32,
}

impl Step {
    fn of(step: &Number) -> Option<Self> {
        const MOST_DIGITS: u32 = 18;
        let text = step.to_string();
        let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((&text, "0"));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        let scale = i64::try_from(fraction.len()).ok()? - exponent.parse::<i64>().ok()?;
        let grow = 10_i128.checked_pow(u32::try_from(-scale.min(0)).ok()?)?;
        let scale = u32::try_from(scale.max(0)).ok()?;
        (digits > 0 && scale <= MOST_DIGITS).then_some(Self { digits: digits.checked_mul(grow)?, scale })
    }

    fn to_f64(&self) -> f64 {
        self.times(1)
    }

    fn times(&self, count: i128) -> f64 {
        let digits = self.digits.saturating_mul(count);
        format!("{digits}e-{}", self.scale).parse().unwrap_or(0.0)
    }
}

/// A multiple of a step near one and a half.
fn multiple(step: &Step, least: f64, most: f64, limits: &Limits, nth: usize) -> Value {
    let bound = |limit: &Option<Number>| limit.as_ref().and_then(Number::as_f64);
    let inside = |value: f64| {
        value >= least
            && value <= most
            && bound(&limits.exclusive_minimum).is_none_or(|limit| value > limit)
            && bound(&limits.exclusive_maximum).is_none_or(|limit| value < limit)
    };
    let near = |value: f64| (value / step.to_f64()).ceil() as i128;
    let nth = i128::try_from(nth).unwrap_or(0);
    let starts = [near(1.5_f64.max(least).min(most)), near(least), near(most)];
    let shifts = [nth, nth + 1, -nth, -nth - 1];
    let counts = starts.iter().flat_map(|start| shifts.map(|shift| start.saturating_add(shift)));
    let mut values = counts.map(|count| step.times(count));
    let first = values.clone().next().unwrap_or(0.0);
    Value::from(values.find(|value| inside(*value)).unwrap_or(first))
}
