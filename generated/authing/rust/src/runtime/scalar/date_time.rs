//! Points in time.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::super::platform;
use super::date::{self, date_of, days_since_1970};
use super::{billionths, digits, fraction_text, text_scalar};

text_scalar! {
    ordered
    /// A point in time (RFC 3339, `date-time`), as in `2026-01-31T09:30:00Z`.
    ///
    /// Two texts of one point in time, in different zones or with more zeros, are different values, and the order of texts is that of
    /// time only where zone and fraction are written alike; compare what [`DateTime::to_system_time`] gives where the point in time
    /// counts.
    DateTime, DateTimeMeaning, "a point in time like 2026-01-31T09:30:00Z", |text| parse(text).is_some()
}

impl DateTime {
    /// Now, in UTC.
    pub fn now() -> Self {
        platform::now().into()
    }

    /// The point in time; `None` when the text is none.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let (seconds, nanos) = parse(self.as_str())?;
        let whole = Duration::from_secs(seconds.unsigned_abs());
        let at = match seconds < 0 {
            true => UNIX_EPOCH.checked_sub(whole)?,
            false => UNIX_EPOCH.checked_add(whole)?,
        };
        at.checked_add(Duration::from_nanos(nanos.into()))
    }
}

/// The point in time, in UTC.
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        let (seconds, nanos) = since_1970(time);
        let (year, month, day) = date_of(seconds.div_euclid(86_400));
        let clock = seconds.rem_euclid(86_400);
        let (hour, minute, second) = (clock / 3_600, clock / 60 % 60, clock % 60);
        let fraction = fraction_text(nanos);
        Self::from(format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"
        ))
    }
}

/// Whole seconds, rounded down, and the billionths on top of them.
pub(super) fn since_1970(time: SystemTime) -> (i64, u32) {
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => (seconds(after), after.subsec_nanos()),
        Err(before) => match (seconds(before.duration()), before.duration().subsec_nanos()) {
            (whole, 0) => (-whole, 0),
            (whole, nanos) => (-whole - 1, 1_000_000_000 - nanos),
        },
    }
}

/// Seconds since 1970 and billionths on top of them.
fn parse(text: &str) -> Option<(i64, u32)> {
    let (year, month, day) = date::parse(text.get(..10)?)?;
    let time = text.get(10..)?.strip_prefix(['T', 't', ' '])?;
    let (clock, zone) = time.split_at(time.find(['Z', 'z', '+', '-'])?);
    let (clock, nanos) = match clock.split_once('.') {
        Some((clock, fraction)) => (clock, billionths(fraction)?),
        None => (clock, 0),
    };
    let (minutes, second) = clock.rsplit_once(':')?;
    let second = digits(second, 2).filter(|second| *second <= 60)?;
    let offset = match zone {
        "Z" | "z" => 0,
        zone => minutes_of(&zone[1..])? * if zone.starts_with('-') { -60 } else { 60 },
    };
    let seconds =
        days_since_1970(year, month, day) * 86_400 + minutes_of(minutes)? * 60 + i64::from(second);
    let seconds = seconds - offset;
    (second < 60 || begins_month(seconds)).then_some((seconds, nanos))
}

/// Whether a month begins at a time: a leap second ends one, in UTC (RFC 3339, section 5.7).
fn begins_month(seconds: i64) -> bool {
    seconds.rem_euclid(86_400) == 0 && date_of(seconds.div_euclid(86_400)).2 == 1
}

/// The minutes of `HH:MM`.
fn minutes_of(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let hour = digits(hour, 2).filter(|hour| *hour < 24)?;
    let minute = digits(minute, 2).filter(|minute| *minute < 60)?;
    Some(i64::from(hour * 60 + minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(text: &str) -> Option<i64> {
        let time = DateTime::from(text).to_system_time()?;
        Some(since_1970(time).0)
    }

    #[test]
    fn zones_and_fractions_are_understood() {
        assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(seconds("2001-09-09T01:46:40Z"), Some(1_000_000_000));
        assert_eq!(seconds("2001-09-09t03:46:40.5+02:00"), Some(1_000_000_000));
        assert_eq!(seconds("1969-12-31 23:59:59.25-00:30"), Some(1799));
        assert_eq!(seconds("1969-12-31T23:59:59.25Z"), Some(-1));
        assert_eq!(seconds("1970-01-01T01:59:60+02:00"), Some(0));
        for odd in [
            "",
            "yesterday",
            "2001-09-09",
            "2001-09-09T01:46:40",
            "2001-09-09T24:00:00Z",
            "2001-09-09T01:46:40.Z",
            "2001-09-09T01:46Z",
            "2001-09-09T01:46:40+2",
            "2001-09-09T01:46:60Z",
            "2001-09-09T23:59:60Z",
            "2001-09-30T23:59:60+02:00",
            "日本日本日本日本",
            "2001-09-09T01:46:40.12345678éZ",
        ] {
            assert_eq!(seconds(odd), None, "{odd}");
            assert!(odd.parse::<DateTime>().is_err());
        }
    }

    #[test]
    fn a_time_of_the_system_is_found_again() {
        for (seconds, nanos) in [
            (0, 0),
            (1_700_000_000, 123_456_789),
            (253_402_300_799, 1),
            (1, 500_000_000),
        ] {
            let time = UNIX_EPOCH + Duration::new(seconds, nanos);
            assert_eq!(DateTime::from(time).to_system_time(), Some(time));
        }
        let before = UNIX_EPOCH - Duration::from_millis(1);
        assert_eq!(DateTime::from(before), "1969-12-31T23:59:59.999Z");
        assert_eq!(DateTime::from(before).to_system_time(), Some(before));
        assert!(DateTime::now().to_system_time().is_some());
    }
}
