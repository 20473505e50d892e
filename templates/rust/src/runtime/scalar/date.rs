//! Dates without a time.

use super::{digits, text_scalar};

text_scalar! {
    ordered
    /// A date (RFC 3339, `full-date`), as in `2026-01-31`.
    Date, DateMeaning, "a date like 2026-01-31", |text| parse(text).is_some()
}

impl Date {
    /// The date of a year (0 to 9999), a month (1 to 12) and a day; `None` when there is no such day.
    pub fn from_parts(year: u16, month: u8, day: u8) -> Option<Self> {
        let text = format!("{year:04}-{month:02}-{day:02}");
        parse(&text).map(|_| text.into())
    }

    /// The year, the month (1 to 12) and the day; `None` when the text is no date.
    pub fn to_parts(&self) -> Option<(u16, u8, u8)> {
        parse(self.as_str())
    }
}

pub(super) fn parse(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let year = u16::try_from(digits(year, 4)?).ok()?;
    let month = u8::try_from(digits(month, 2)?).ok()?;
    let day = u8::try_from(digits(day, 2)?).ok()?;
    (1..=days_in(year, month))
        .contains(&day)
        .then_some((year, month, day))
}

fn days_in(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// The days from 1970-01-01 to a date of the Gregorian calendar. Years begin with March here, so that a leap day ends its year.
pub(super) fn days_since_1970(year: u16, month: u8, day: u8) -> i64 {
    let (month, day) = (i64::from(month), i64::from(day));
    let year = i64::from(year) - i64::from(month <= 2);
    let (era, month) = (year.div_euclid(400), (month + 9) % 12);
    let in_era = year.rem_euclid(400);
    let in_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719_468
}

/// The date of a day counted from 1970-01-01.
pub(super) fn date_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, in_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let years = (in_era - in_era / 1_460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * years + years / 4 - years / 100);
    let month = (5 * in_year + 2) / 153;
    let day = in_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (years + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_there_are_not_are_no_dates() {
        for good in ["2024-02-29", "2000-02-29", "0000-01-01", "9999-12-31"] {
            assert_eq!(good.parse::<Date>().unwrap(), good);
        }
        for bad in [
            "2023-02-29",
            "1900-02-29",
            "2024-04-31",
            "2024-13-01",
            "2024-00-01",
            "2024-1-1",
            "24-01-01",
            "2024-01-01-",
            "",
            "+024-01-01",
        ] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
        assert_eq!(Date::from_parts(2024, 2, 30), None);
        assert_eq!(
            Date::from_parts(2024, 2, 29).unwrap().to_parts(),
            Some((2024, 2, 29))
        );
    }

    #[test]
    fn every_day_is_found_again() {
        for days in (-719_528..2_932_897).step_by(97) {
            let (year, month, day) = date_of(days);
            let [year, month, day] = [year, month, day].map(|part| u16::try_from(part).unwrap());
            let (month, day) = (u8::try_from(month).unwrap(), u8::try_from(day).unwrap());
            assert_eq!(days_since_1970(year, month, day), days);
        }
        assert_eq!((date_of(0), date_of(-1)), ((1970, 1, 1), (1969, 12, 31)));
    }
}
