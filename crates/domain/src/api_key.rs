//! A key that an integration sends in place of an access token: what it may do, and for how long.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};

use crate::text::Name;

/// Keys that one account can have.
pub const MAX_KEYS: u64 = 20;
/// The longest that a key is good for: 366 days.
pub const LONGEST_LIFE: TimeDelta = TimeDelta::days(366);

/// What a key begins with after `rap_`: eight hexadecimal digits by which its owner and scanners of logs recognize it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix(String);

/// Not eight hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be eight lower-case hexadecimal digits")]
pub struct InvalidPrefix;

impl Prefix {
    /// # Errors
    /// [`InvalidPrefix`].
    pub fn parse(text: &str) -> Result<Self, InvalidPrefix> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 8 && text.bytes().all(is_digit) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidPrefix)
        }
    }
}

impl From<u32> for Prefix {
    fn from(bits: u32) -> Self {
        Self(format!("{bits:08x}"))
    }
}

impl fmt::Display for Prefix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A key as it is kept: without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    /// What its owner calls it.
    pub name: Name,
    pub prefix: Prefix,
    /// What it may do, as RFC 6749 section 3.3 writes it.
    pub scope: String,
    pub expires_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
}

/// Why a key cannot be good until then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidExpiry {
    #[error("must be in the future")]
    Past,
    #[error("must be within {} days", LONGEST_LIFE.num_days())]
    TooFar,
}

/// Decides until when a key made at `now` is good.
///
/// # Errors
/// [`InvalidExpiry`].
pub fn expiry(wanted: DateTime<Utc>, now: DateTime<Utc>) -> Result<DateTime<Utc>, InvalidExpiry> {
    let life = wanted.signed_duration_since(now);
    if life <= TimeDelta::zero() {
        Err(InvalidExpiry::Past)
    } else if life > LONGEST_LIFE {
        Err(InvalidExpiry::TooFar)
    } else {
        Ok(wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_eight_hexadecimal_digits() {
        assert_eq!(Prefix::from(0xab).to_string(), "000000ab");
        assert_eq!(Prefix::parse("000000ab"), Ok(Prefix::from(0xab)));
        for bad in ["", "000000a", "000000AB", "000000ag", "000000abc"] {
            assert_eq!(Prefix::parse(bad), Err(InvalidPrefix), "{bad}");
        }
    }

    #[test]
    fn a_key_expires_after_now_and_within_a_year() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        assert_eq!(expiry(now, now), Err(InvalidExpiry::Past));
        let last = now + LONGEST_LIFE;
        assert_eq!(expiry(last, now), Ok(last));
        let later = last + TimeDelta::seconds(1);
        assert_eq!(expiry(later, now), Err(InvalidExpiry::TooFar));
    }
}
