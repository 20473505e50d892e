//! Points in time as a number of seconds.

use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::date_time::since_1970;
use crate::runtime::{Param, RequestContext, ToParam};

/// A point in time as the seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(pub i64);

impl UnixTime {
    /// The point in time; `None` when it is further away than a clock can say.
    pub fn to_system_time(self) -> Option<SystemTime> {
        let distance = Duration::from_secs(self.0.unsigned_abs());
        match self.0 < 0 {
            true => UNIX_EPOCH.checked_sub(distance),
            false => UNIX_EPOCH.checked_add(distance),
        }
    }
}

impl From<i64> for UnixTime {
    fn from(seconds: i64) -> Self {
        Self(seconds)
    }
}

/// Rounded down to the second.
impl From<SystemTime> for UnixTime {
    fn from(time: SystemTime) -> Self {
        Self(since_1970(time).0)
    }
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for UnixTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for UnixTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(Self)
    }
}

impl ToParam for UnixTime {
    fn to_param(&self, _: &RequestContext) -> Param {
        Param::text(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_and_times_are_one() {
        for seconds in [0, -1, 1_700_000_000] {
            let time = UnixTime(seconds).to_system_time().unwrap();
            assert_eq!(UnixTime::from(time), UnixTime(seconds));
        }
        assert_eq!(
            UnixTime::from(UNIX_EPOCH - Duration::from_millis(1)),
            UnixTime(-1)
        );
        assert_eq!(
            serde_json::from_str::<UnixTime>("7").unwrap(),
            UnixTime::from(7)
        );
    }
}
