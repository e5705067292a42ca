//! Salary ranges on the wire.

use domain::{
    Text,
    learning::{self, SalaryRange},
    theme::{Amount, Currency, InvalidCost},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::ApiError,
    wire::{Word, optional_text},
};

pub(crate) type PayPeriod = Word<learning::PayPeriod>;

/// What people are paid somewhere.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SalaryRange, example = json!({
    "low": 38000, "high": 46000, "currency": "EUR", "period": "year", "region": "Hamburg"
}))]
pub(crate) struct SalaryRangeBody {
    /// In whole units of the currency.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    low: i32,
    /// Not less than `low`.
    #[schema(minimum = 0, maximum = 1_000_000_000)]
    high: i32,
    /// The three letters of ISO 4217.
    #[schema(min_length = 3, max_length = 3, pattern = "^[A-Z]{3}$")]
    currency: String,
    /// What the sum is paid for.
    period: PayPeriod,
    /// Where it is paid.
    #[schema(min_length = 1, max_length = 200)]
    region: Option<String>,
}

impl From<&SalaryRange> for SalaryRangeBody {
    fn from(range: &SalaryRange) -> Self {
        Self {
            low: range.low().get(),
            high: range.high().get(),
            currency: range.currency.to_string(),
            period: Word(range.period),
            region: range.region.as_ref().map(Text::to_string),
        }
    }
}

impl TryFrom<SalaryRangeBody> for SalaryRange {
    type Error = ApiError;

    fn try_from(
        SalaryRangeBody {
            low,
            high,
            currency,
            period: Word(period),
            region,
        }: SalaryRangeBody,
    ) -> Result<Self, ApiError> {
        let amount = |member: &str, amount| Amount::new(amount).map_err(misplaced(member, "range"));
        let range = (amount("low", low)?, amount("high", high)?);
        let currency = Currency::parse(&currency).map_err(misplaced("currency", "pattern"))?;
        let region = optional_text("/salary/region", region.as_deref())?;
        Self::of(range, currency, period, region)
            .map_err(|refused| ApiError::field("/salary/high", "upside_down", refused))
    }
}

fn misplaced(member: &str, code: &'static str) -> impl Fn(InvalidCost) -> ApiError {
    let pointer = format!("/salary/{member}");
    move |refused| ApiError::field(&pointer, code, refused)
}
