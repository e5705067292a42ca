//! What a person keeps of a contact beyond what the service foresees (user ask 8).

use std::collections::BTreeMap;

use crate::text::Text;

/// The name of a custom field: lower snake case, 1 to 40 characters, a letter first.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldKey(String);

/// The text is no name of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 to 40 lower-case letters, digits and underscores, a letter first")]
pub struct InvalidFieldKey;

impl FieldKey {
    pub const MAX: usize = 40;

    /// # Errors
    /// It is not lower snake case, or too long.
    pub fn parse(text: &str) -> Result<Self, InvalidFieldKey> {
        let is_snake = text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        let begins_well = text
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_lowercase());
        if is_snake && begins_well && text.len() <= Self::MAX {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidFieldKey)
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A finite number that a browser holds exactly or nearly: at most 2^53 - 1 on either side of zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(f64);

// It is never NaN, so equality is what it should be.
impl Eq for Number {}

/// The number is out of bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a number from -9007199254740991 to 9007199254740991")]
pub struct InvalidNumber;

impl Number {
    pub const MAX: f64 = 9_007_199_254_740_991.0;

    /// # Errors
    /// It is not finite, or beyond [`Number::MAX`].
    pub fn new(number: f64) -> Result<Self, InvalidNumber> {
        if number.abs() <= Self::MAX {
            // No minus zero: it would be another number in every notation but this one.
            Ok(Self(number + 0.0))
        } else {
            Err(InvalidNumber)
        }
    }

    pub fn get(self) -> f64 {
        self.0
    }
}

/// What a custom field can hold; a date, a choice and an address on the web are texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomValue {
    Text(Text<2000>),
    Number(Number),
    Boolean(bool),
}

/// The values of a contact by the keys of their fields; what is not said has no entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomValues(BTreeMap<FieldKey, CustomValue>);

/// There are more values than fields can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must have at most {} values", CustomValues::MAX)]
pub struct TooManyValues;

impl CustomValues {
    /// As many as there can be fields.
    pub const MAX: usize = 50;

    /// # Errors
    /// More than [`CustomValues::MAX`].
    pub fn new(values: BTreeMap<FieldKey, CustomValue>) -> Result<Self, TooManyValues> {
        if values.len() > Self::MAX {
            return Err(TooManyValues);
        }
        Ok(Self(values))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&FieldKey, &CustomValue)> {
        self.0.iter()
    }

    pub fn get(&self, key: &FieldKey) -> Option<&CustomValue> {
        self.0.get(key)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_lower_snake_case_and_begins_with_a_letter() {
        for good in ["pronouns", "a1_b", "x"] {
            assert!(FieldKey::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "1a", "_a", "A", "a-b", "a b", "ä", &"x".repeat(41)] {
            assert_eq!(FieldKey::parse(bad), Err(InvalidFieldKey), "{bad}");
        }
    }

    #[test]
    fn a_number_is_finite_and_within_what_every_client_can_hold() {
        assert!(Number::new(-Number::MAX).is_ok());
        assert_eq!(Number::new(-0.0).map(|zero| zero.get().to_bits()), Ok(0));
        for bad in [f64::NAN, f64::INFINITY, Number::MAX + 1.0] {
            assert_eq!(Number::new(bad), Err(InvalidNumber));
        }
    }
}
