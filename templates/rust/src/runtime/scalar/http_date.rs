//! Points in time as HTTP writes them.

use std::time::SystemTime;

use super::text_scalar;

text_scalar! {
    /// A point in time (RFC 9110, `HTTP-date`), as in `Sat, 31 Jan 2026 09:30:00 GMT`.
    HttpDate, HttpDateMeaning, "a date like Sat, 31 Jan 2026 09:30:00 GMT", |text| httpdate::parse_http_date(text).is_ok()
}

impl HttpDate {
    /// The point in time; `None` when the text is none.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        httpdate::parse_http_date(self.as_str()).ok()
    }
}

/// To the second, which is all that there is room for. Years before 1970 and after 9999 become the nearest that can be said.
impl From<SystemTime> for HttpDate {
    fn from(time: SystemTime) -> Self {
        // The last second that has a text; the library would panic beyond it.
        const LAST: u64 = 253_402_300_799;
        let since = time
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let seconds = std::time::Duration::from_secs(since.as_secs().min(LAST));
        Self::from(httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_kept() {
        let text = "Sat, 31 Jan 2026 09:30:00 GMT";
        let date: HttpDate = text.parse().unwrap();
        assert_eq!(HttpDate::from(date.to_system_time().unwrap()), text);
        assert!("2026-01-31".parse::<HttpDate>().is_err());
        assert_eq!(HttpDate::from("soon").to_system_time(), None);
        let far = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1 << 40);
        assert_eq!(HttpDate::from(far), "Fri, 31 Dec 9999 23:59:59 GMT");
    }
}
