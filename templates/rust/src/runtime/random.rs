//! Numbers that nobody foresees: for waits, and for keys of calls.
//!
//! The standard library seeds its hash states from the system, each differently, and browsers have a source of their own. That is random
//! enough to spread load and to tell calls apart, and saves a dependency. Invariant: nothing here protects a secret.

use super::platform::bits;

/// A number in `0.0..1.0`.
pub(super) fn fraction() -> f64 {
    (bits() >> 11) as f64 / (1u64 << 53) as f64
}

/// Sixteen hexadecimal digits.
pub(super) fn digits() -> String {
    format!("{:016x}", bits())
}

/// A UUID of version 4 (RFC 9562).
pub(super) fn uuid() -> String {
    let (high, low) = (bits(), bits());
    let version = high & 0xffff_ffff_ffff_0fff | 0x4000;
    let variant = low & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000;
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        version >> 32,
        version >> 16 & 0xffff,
        version & 0xffff,
        variant >> 48,
        variant & 0xffff_ffff_ffff,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_differ_and_stay_in_range() {
        let draws: Vec<f64> = (0..100).map(|_| fraction()).collect();
        assert!(draws.iter().all(|draw| (0.0..1.0).contains(draw)));
        assert!(draws.windows(2).any(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn uuids_have_their_form() {
        let uuid = uuid();
        let lengths: Vec<_> = uuid.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(uuid.get(14..15), Some("4"));
        assert!(matches!(uuid.get(19..20), Some("8" | "9" | "a" | "b")));
        assert_ne!(uuid, super::uuid());
    }
}
