//! What somebody would invest in a theme, and so wants to know before (F148).

use std::fmt;

use chrono::NaiveDate;

use crate::text::Text;

/// A training, a business or whatever else costs money or years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedInvestment {
    pub what: Text<500>,
    pub cost: Option<Cost>,
    /// The last day on which to decide about it.
    pub decide_on: Option<NaiveDate>,
}

/// Whole units of a currency, from 0 to [`Amount::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(i32);

/// A currency by its three letters of ISO 4217; whether the letters are assigned is not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

/// What it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    pub amount: Amount,
    pub currency: Currency,
}

/// Why a cost was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidCost {
    #[error("must be a whole number from 0 to {}", Amount::MAX)]
    Amount,
    #[error("must be three capital letters such as EUR")]
    Currency,
    #[error("is needed for a currency")]
    AmountMissing,
    #[error("is needed for an amount")]
    CurrencyMissing,
}

impl InvalidCost {
    /// The member that does not fit.
    pub fn field(self) -> &'static str {
        match self {
            Self::Amount | Self::AmountMissing => "amount",
            Self::Currency | Self::CurrencyMissing => "currency",
        }
    }
}

impl Amount {
    pub const MAX: i32 = 1_000_000_000;

    /// # Errors
    /// [`InvalidCost::Amount`]
    pub fn new(amount: i32) -> Result<Self, InvalidCost> {
        match amount {
            0..=Self::MAX => Ok(Self(amount)),
            _ => Err(InvalidCost::Amount),
        }
    }

    pub const fn get(self) -> i32 {
        self.0
    }
}

impl Cost {
    /// Amount and currency, or neither.
    ///
    /// # Errors
    /// One without the other, or one that is malformed.
    pub fn of(amount: Option<i32>, currency: Option<&str>) -> Result<Option<Self>, InvalidCost> {
        let amount = amount.map(Amount::new).transpose()?;
        match (amount, currency.map(Currency::parse).transpose()?) {
            (None, None) => Ok(None),
            (Some(amount), Some(currency)) => Ok(Some(Self { amount, currency })),
            (None, Some(_)) => Err(InvalidCost::AmountMissing),
            (Some(_), None) => Err(InvalidCost::CurrencyMissing),
        }
    }
}

impl Currency {
    /// # Errors
    /// [`InvalidCost::Currency`]
    pub fn parse(text: &str) -> Result<Self, InvalidCost> {
        let letters = <[u8; 3]>::try_from(text.as_bytes());
        let letters = letters.map_err(|_length| InvalidCost::Currency)?;
        if letters.iter().all(u8::is_ascii_uppercase) {
            Ok(Self(letters))
        } else {
            Err(InvalidCost::Currency)
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second, third] = self.0.map(char::from);
        write!(f, "{first}{second}{third}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_a_currency_and_a_currency_an_amount() {
        let cost = Cost::of(Some(12_000), Some("EUR")).unwrap().unwrap();
        assert_eq!(
            (cost.amount.get(), cost.currency.to_string()),
            (12_000, "EUR".to_owned())
        );
        assert_eq!(Cost::of(None, None), Ok(None));
        assert_eq!(Cost::of(Some(1), None), Err(InvalidCost::CurrencyMissing));
        assert_eq!(Cost::of(None, Some("EUR")), Err(InvalidCost::AmountMissing));
    }

    #[test]
    fn a_malformed_cost_is_refused_by_its_member() {
        for (amount, currency, member) in [
            (-1, "EUR", "amount"),
            (Amount::MAX + 1, "EUR", "amount"),
            (1, "eur", "currency"),
            (1, "EURO", "currency"),
        ] {
            let refused = Cost::of(Some(amount), Some(currency)).unwrap_err();
            assert_eq!(refused.field(), member);
        }
    }
}
