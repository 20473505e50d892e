//! Durations as text.

use std::time::Duration;

use super::{billionths, fraction_text, text_scalar};

text_scalar! {
    /// A duration (ISO 8601), as in `PT1H30M`.
    ///
    /// Two texts of one length are different values; compare what [`IsoDuration::to_duration`] gives where the length counts.
    IsoDuration, IsoDurationMeaning, "a duration like PT1H30M", |text| parse(text).is_some()
}

impl IsoDuration {
    /// The duration, a day taken as 24 hours; `None` when the text is none, or says years or months, whose length depends on the
    /// calendar, or is negative.
    pub fn to_duration(&self) -> Option<Duration> {
        parse(self.as_str()).flatten()
    }
}

/// In days, hours, minutes and seconds, a day being 24 hours.
impl From<Duration> for IsoDuration {
    fn from(duration: Duration) -> Self {
        let seconds = duration.as_secs();
        let (days, clock) = (seconds / 86_400, seconds % 86_400);
        let (hours, minutes, seconds) = (clock / 3_600, clock / 60 % 60, clock % 60);
        let fraction = fraction_text(duration.subsec_nanos());
        let mut text = "P".to_owned();
        if days > 0 {
            text.push_str(&format!("{days}D"));
        }
        let mut time = String::new();
        for (number, unit) in [(hours, 'H'), (minutes, 'M')] {
            if number > 0 {
                time.push_str(&format!("{number}{unit}"));
            }
        }
        if seconds > 0 || !fraction.is_empty() || (days == 0 && time.is_empty()) {
            time.push_str(&format!("{seconds}{fraction}S"));
        }
        if !time.is_empty() {
            text.push('T');
            text.push_str(&time);
        }
        Self::from(text)
    }
}

/// The units in their order, with their seconds; the length of years and months is not fixed.
const DATE: &[(char, Option<u64>)] = &[
    ('Y', None),
    ('M', None),
    ('W', Some(604_800)),
    ('D', Some(86_400)),
];
const TIME: &[(char, Option<u64>)] = &[('H', Some(3_600)), ('M', Some(60)), ('S', Some(1))];

/// `None` for what is no duration, `Some(None)` for one whose length is not fixed.
fn parse(text: &str) -> Option<Option<Duration>> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (date, time) = match unsigned.strip_prefix('P')?.split_once('T') {
        Some((_, "")) => return None,
        Some((date, time)) => (date, time),
        None => (unsigned.strip_prefix('P')?, ""),
    };
    if date.is_empty() && time.is_empty() {
        return None;
    }
    let mut nanos = (!text.starts_with('-')).then_some(0_u128);
    for (part, units) in [(date, DATE), (time, TIME)] {
        let mut rest = part;
        let mut units = units.iter();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
            let unit = rest[end..].chars().next()?;
            let seconds = units.find(|(known, _)| *known == unit)?.1;
            let own = amount(&rest[..end], seconds.unwrap_or(0))?;
            nanos = match (nanos, seconds) {
                (Some(nanos), Some(_)) => u128::checked_add(nanos, own),
                _ => None,
            };
            rest = &rest[end + 1..];
        }
    }
    Some(nanos.and_then(duration_of))
}

/// A number of a unit in nanoseconds.
fn amount(number: &str, seconds: u64) -> Option<u128> {
    let (whole, fraction) = match number.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, billionths(fraction)?),
        None => (number, 0),
    };
    let is_number = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
    let whole: u64 = is_number.then(|| whole.parse().ok()).flatten()?;
    Some((u128::from(whole) * 1_000_000_000 + u128::from(fraction)) * u128::from(seconds))
}

fn duration_of(nanos: u128) -> Option<Duration> {
    let seconds = u64::try_from(nanos / 1_000_000_000).ok()?;
    let rest = u32::try_from(nanos % 1_000_000_000).ok()?;
    Some(Duration::new(seconds, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_add_up() {
        let seconds = |text: &str| text.parse::<IsoDuration>().unwrap().to_duration();
        assert_eq!(seconds("PT1H30M"), Some(Duration::from_secs(5_400)));
        assert_eq!(
            seconds("P1W2DT0.5S"),
            Some(Duration::from_millis(777_600_500))
        );
        assert_eq!(seconds("P1Y"), None);
        assert_eq!(seconds("-PT1S"), None);
        for bad in [
            "", "P", "PT", "1H", "PT1", "PT1M1H", "P1H", "PTS", "PT-1S", "PT1.S", "PT1é",
        ] {
            assert!(bad.parse::<IsoDuration>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_duration_is_found_again() {
        for (duration, text) in [
            (Duration::ZERO, "PT0S"),
            (Duration::from_secs(40 * 86_400), "P40D"),
            (Duration::from_secs(5_400), "PT1H30M"),
            (Duration::new(93_784, 500_000_000), "P1DT2H3M4.5S"),
            (Duration::from_nanos(1), "PT0.000000001S"),
            (Duration::MAX, "P213503982334601DT7H15.999999999S"),
        ] {
            assert_eq!(IsoDuration::from(duration), text);
            assert_eq!(IsoDuration::from(duration).to_duration(), Some(duration));
        }
    }
}
