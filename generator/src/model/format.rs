//! Formats: what texts of built-in types look like. One place says it, for specs and for documents that become specs.

/// A decimal number in a text.
#[must_use]
pub fn is_decimal(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// RFC 3339, `full-date`: a day that the calendar has (section 5.7).
#[must_use]
pub fn is_date(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u16>().ok());
    let is_day = |year: u16, month: u16, day: u16| (1..=days_in(year, month)).contains(&day);
    let has_form = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    text.len() == 10
        && has_form
        && matches!(
            (number(0..4), number(5..7), number(8..10)),
            (Some(year), Some(month), Some(day)) if is_day(year, month, day)
        )
}

/// How many days a month has; none where there is no such month.
fn days_in(year: u16, month: u16) -> u16 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// RFC 3339, `date-time`.
#[must_use]
pub fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else { return false };
    let Some((clock, offset)) = time.rfind(['Z', 'z', '+', '-']).map(|at| time.split_at(at)) else {
        return false;
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    is_date(date)
        && is_clock(clock, 3)
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && (offset.eq_ignore_ascii_case("z") || offset.get(1..).is_some_and(|clock| is_clock(clock, 2)))
        && (!clock.ends_with(":60") || is_leap_second(date, clock, offset))
}

/// RFC 3339, section 5.7: a leap second ends a month, in UTC.
fn is_leap_second(date: &str, clock: &str, offset: &str) -> bool {
    let number = |text: &str| text.parse::<u16>().unwrap_or_default();
    let minutes = |text: &str| {
        let mut parts = text.split(':').map(|part| i32::from(number(part)));
        parts.next().unwrap_or_default() * 60 + parts.next().unwrap_or_default()
    };
    let ahead = match offset.split_at(1) {
        ("+", ahead) => minutes(ahead),
        ("-", behind) => -minutes(behind),
        _ => 0,
    };
    let mut parts = date.split('-').map(number);
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let last = days_in(year.unwrap_or_default(), month.unwrap_or_default());
    let day = day.unwrap_or_default();
    match minutes(clock) - ahead {
        // In UTC it is the minute before midnight of the day before, of the same day, or of the next one.
        -1 => day == 1,
        1_439 => day == last,
        2_879 => day + 1 == last,
        _ => false,
    }
}

/// Says how many days the month has, where the day of a date or of a date and time is beyond them.
#[must_use]
pub fn days_of_its_month(text: &str) -> Option<String> {
    let (date, month) = (text.get(..10)?, text.get(..7)?);
    let first = format!("{month}-01");
    let day: u8 = date.strip_prefix(month)?.strip_prefix('-')?.parse().ok()?;
    let days = days_in(month.get(..4)?.parse().ok()?, month.get(5..)?.parse().ok()?);
    (is_date(&first) && u16::from(day) > days).then(|| format!("{month} has {days} days"))
}

fn is_clock(text: &str, parts: usize) -> bool {
    let found: Vec<&str> = text.split(':').collect();
    let is_part = |(part, most): (&&str, u8)| {
        part.len() == 2
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse::<u8>().is_ok_and(|n| n <= most)
    };
    found.len() == parts && found.iter().zip([23, 59, 60]).all(is_part)
}

/// RFC 9562.
#[must_use]
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// RFC 4648, section 4, with its padding.
#[must_use]
pub fn is_base64(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len().is_multiple_of(4)
        && text.len() - body.len() <= 2
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/')
}

/// RFC 4648, section 5, with its padding or without.
#[must_use]
pub fn is_base64url(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    text.len() - body.len() <= 2
        && body.len() % 4 != 1
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// RFC 9110, the form that is written today.
#[must_use]
pub fn is_http_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(' ').collect();
    let [weekday, day, month, year, clock, "GMT"] = parts.as_slice() else { return false };
    let is_number =
        |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    let weekdays = ["Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"];
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    weekdays.contains(weekday)
        && is_number(day, 2)
        && is_number(year, 4)
        && months.iter().zip(1..).any(|(name, number)| {
            let parsed = (year.parse(), day.parse::<u16>());
            name == month
                && matches!(parsed, (Ok(year), Ok(day)) if (1..=days_in(year, number)).contains(&day))
        })
        && is_clock(clock, 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_the_calendar_has_not_are_no_dates() {
        for good in ["2024-02-29", "2000-02-29", "2023-12-31", "0000-01-01"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["2023-02-31", "2023-02-29", "1900-02-29", "2023-04-31", "2023-13-01", "2023-00-01"] {
            assert!(!is_date(bad), "{bad}");
            assert!(!is_date_time(&format!("{bad}T00:00:00Z")), "{bad}");
        }
        assert_eq!(days_of_its_month("2023-02-31T09:00:00Z").as_deref(), Some("2023-02 has 28 days"));
        for other in ["2023-02-28", "2023-13-41", "2023-02", "2023-2-310", "é023-02-31"] {
            assert_eq!(days_of_its_month(other), None, "{other}");
        }
        assert!(is_http_date("Thu, 29 Feb 2024 09:30:00 GMT"));
        assert!(!is_http_date("Fri, 31 Feb 2023 09:30:00 GMT"));
    }

    #[test]
    fn leap_seconds_end_a_month_in_utc() {
        for good in ["1990-12-31T23:59:60Z", "1990-12-31T15:59:60-08:00", "1991-01-01T00:59:60.5+01:00"] {
            assert!(is_date_time(good), "{good}");
        }
        for bad in ["1990-12-31T12:00:60Z", "1990-12-30T23:59:60Z", "1990-12-31T23:59:60+01:00"] {
            assert!(!is_date_time(bad), "{bad}");
        }
    }
}
