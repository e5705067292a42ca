//! What an event cost, in the smallest unit of its currency.

use std::fmt;

/// The largest amount, in the smallest unit of the currency.
pub const MAX_AMOUNT_MINOR: i32 = 100_000_000;

/// An amount from 0 to [`MAX_AMOUNT_MINOR`], in the smallest unit of its currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmountMinor(i32);

/// The amount is negative or too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a whole number from 0 to {MAX_AMOUNT_MINOR}")]
pub struct OutOfRange;

impl AmountMinor {
    /// # Errors
    /// [`OutOfRange`].
    pub fn new(amount: i32) -> Result<Self, OutOfRange> {
        if (0..=MAX_AMOUNT_MINOR).contains(&amount) {
            Ok(Self(amount))
        } else {
            Err(OutOfRange)
        }
    }

    pub fn get(self) -> i32 {
        self.0
    }
}

/// A currency by its three letters (ISO 4217).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency([u8; 3]);

/// Not three capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be the three capital letters of a currency, such as EUR")]
pub struct InvalidCurrency;

impl Currency {
    /// # Errors
    /// [`InvalidCurrency`].
    pub fn parse(code: &str) -> Result<Self, InvalidCurrency> {
        let letters: [u8; 3] = code
            .as_bytes()
            .try_into()
            .map_err(|_length| InvalidCurrency)?;
        if letters.iter().all(u8::is_ascii_uppercase) {
            Ok(Self(letters))
        } else {
            Err(InvalidCurrency)
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.0))
    }
}

/// An amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    pub amount_minor: AmountMinor,
    pub currency: Currency,
}

impl Cost {
    /// The share of each of `parts`, to the nearest unit, half a unit upwards; None for no parts.
    pub fn per(self, parts: u32) -> Option<Self> {
        let (amount, parts) = (i64::from(self.amount_minor.get()), i64::from(parts));
        let share = (2 * amount + parts).checked_div(2 * parts)?;
        let amount_minor = AmountMinor::new(i32::try_from(share).ok()?).ok()?;
        Some(Self {
            amount_minor,
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn euro(cents: i32) -> Cost {
        Cost {
            amount_minor: AmountMinor::new(cents).unwrap(),
            currency: Currency::parse("EUR").unwrap(),
        }
    }

    #[test]
    fn a_currency_is_three_capital_letters() {
        assert_eq!(Currency::parse("EUR").unwrap().to_string(), "EUR");
        for wrong in ["", "eur", "EU", "EURO", "E1R", "€UR"] {
            assert_eq!(Currency::parse(wrong), Err(InvalidCurrency), "{wrong}");
        }
    }

    #[test]
    fn a_share_is_rounded_to_the_nearest_unit() {
        assert_eq!(euro(1000).per(3), Some(euro(333)));
        assert_eq!(euro(1001).per(2), Some(euro(501)));
        assert_eq!(euro(0).per(7), Some(euro(0)));
        assert_eq!(euro(1000).per(0), None);
        assert_eq!(AmountMinor::new(-1), Err(OutOfRange));
    }

    proptest! {
        #[test]
        fn the_shares_differ_from_the_whole_by_less_than_a_unit_each(
            amount in 0..=MAX_AMOUNT_MINOR, parts in 1..1000_u32,
        ) {
            let share = i64::from(euro(amount).per(parts).unwrap().amount_minor.get());
            prop_assert!((share * i64::from(parts) - i64::from(amount)).abs() <= i64::from(parts));
        }
    }
}
