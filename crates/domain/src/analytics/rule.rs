//! The numbers behind the eagerness score: data, each with its reason and source.

use super::EagernessPart;
use crate::{methodology::Confidence, vocabulary, vocabulary::Vocabulary};

vocabulary! {
    /// What the number of an analytics rule counts.
    pub enum AnalyticsUnit {
        /// Against the other weights.
        Weight = "weight",
        CalendarDays = "calendar_days",
        /// As much as so many observations.
        Observations = "observations",
        Percent = "percent",
    }
}

/// One number, with the reason for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnalyticsRule {
    pub key: String,
    /// Counts from 1; the latest version of a key holds.
    pub version: i32,
    pub value: u32,
    pub unit: AnalyticsUnit,
    pub rationale: String,
    pub source: String,
    pub confidence: Confidence,
}

/// The rules as the score reads them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    /// In the order of [`EagernessPart::ALL`].
    weights: Vec<u32>,
    /// A reply within so many days is prompt.
    pub prompt_reply_days: u32,
    /// From this share of the minutes asked for on, the time was given.
    pub full_time_percent: u32,
    /// What the person's own mean counts against what is known of one organization.
    pub prior_observations: u32,
}

/// The data lack a number, so this is a defect of the data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no analytics rule {key}, or one that is too small")]
pub struct MissingNumber {
    pub key: String,
}

impl Numbers {
    /// # Errors
    /// [`MissingNumber`]
    pub fn from_rules(rules: &[AnalyticsRule]) -> Result<Self, MissingNumber> {
        let number = |key: String, least: u32| {
            let found = rules.iter().find(|rule| rule.key == key);
            let value = found.map(|rule| rule.value);
            value
                .filter(|value| *value >= least)
                .ok_or(MissingNumber { key })
        };
        let weight = |part: &EagernessPart| number(format!("weight_{part}"), 0);
        let weights = EagernessPart::ALL.iter().map(weight);
        let weights = weights.collect::<Result<Vec<u32>, _>>()?;
        if weights.iter().all(|weight| *weight == 0) {
            let key = "weight_".to_owned();
            return Err(MissingNumber { key });
        }
        Ok(Self {
            weights,
            prompt_reply_days: number("prompt_reply_days".to_owned(), 1)?,
            full_time_percent: number("full_time_percent".to_owned(), 1)?,
            prior_observations: number("prior_observations".to_owned(), 1)?,
        })
    }

    /// Each part with its weight.
    pub fn weights(&self) -> impl Iterator<Item = (EagernessPart, u32)> {
        let weights = self.weights.iter().copied();
        EagernessPart::ALL.iter().copied().zip(weights)
    }

    /// The part's share of the score, from 0 to 1.
    pub(super) fn share(&self, weight: u32) -> f64 {
        let all: u32 = self.weights.iter().sum();
        f64::from(weight) / f64::from(all)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) fn rules() -> Vec<AnalyticsRule> {
        let weights = EagernessPart::ALL.iter().zip([25, 15, 10, 15, 15, 15, 5]);
        let weights = weights.map(|(part, weight)| (format!("weight_{part}"), weight));
        let numbers = [
            ("prompt_reply_days", 5),
            ("full_time_percent", 100),
            ("prior_observations", 4),
        ];
        let numbers = numbers.map(|(key, value)| (key.to_owned(), value));
        let rule = |(key, value)| AnalyticsRule {
            key,
            version: 1,
            value,
            unit: AnalyticsUnit::Weight,
            rationale: "Because.".to_owned(),
            source: "our choice".to_owned(),
            confidence: Confidence::Low,
        };
        weights.chain(numbers).map(rule).collect()
    }

    #[test]
    fn the_shares_of_all_parts_make_a_whole() {
        let numbers = Numbers::from_rules(&rules()).unwrap();
        let shares: f64 = numbers
            .weights()
            .map(|(_, weight)| numbers.share(weight))
            .sum();
        assert!((shares - 1.0).abs() < 1e-12);
        assert_eq!(numbers.weights().next(), Some((EagernessPart::Replied, 25)));
    }

    #[test]
    fn a_number_that_lacks_is_named() {
        for missing in ["weight_referrals", "prior_observations"] {
            let rest: Vec<_> = rules()
                .into_iter()
                .filter(|rule| rule.key != missing)
                .collect();
            let refused = Numbers::from_rules(&rest).unwrap_err();
            assert_eq!(refused.key, missing);
        }
        let mut none = rules();
        for rule in none
            .iter_mut()
            .filter(|rule| rule.key.starts_with("weight_"))
        {
            rule.value = 0;
        }
        assert!(Numbers::from_rules(&none).is_err());
    }
}
