//! The test drive of a theme (F148): what the ratings say and how far they can be relied on.
//!
//! No number of a methodology decides here. A rating counts as corroborated when two conversations led to it, for one
//! source is not proof, and what is low or high is told by the middle of the scale.

use crate::{
    fit_rating::{Evidence, FitDimension, Score},
    vocabulary,
    vocabulary::Vocabulary,
};

vocabulary! {
    /// How far the ratings of one dimension can be relied on.
    pub enum Reliance {
        Unrated = "unrated",
        /// Rated, but after no conversation.
        Impression = "impression",
        /// All after one conversation.
        OneSource = "one_source",
        /// After several conversations, some below the middle of the scale and some above it.
        Divided = "divided",
        Corroborated = "corroborated",
    }
}

/// The ratings of one dimension, counted. There is at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub dimension: FitDimension,
    pub count: u32,
    pub sum: u32,
    pub lowest: Score,
    pub highest: Score,
    pub latest: Score,
    /// The conversations after which it was rated, each once.
    pub conversations: u32,
    /// What was noted most recently.
    pub evidence: Vec<Evidence>,
}

/// One dimension of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    pub dimension: FitDimension,
    /// `None`: never rated.
    pub tally: Option<Tally>,
}

impl Tally {
    /// The mean, to two decimals.
    pub fn mean(&self) -> f64 {
        (f64::from(self.sum) / f64::from(self.count) * 100.0).round() / 100.0
    }

    /// Whether the ratings lie below the middle of the scale on the whole (F133).
    pub fn is_mismatch(&self) -> bool {
        let twice_the_middle = i64::from(Score::MIN.get()) + i64::from(Score::MAX.get());
        2 * i64::from(self.sum) < twice_the_middle * i64::from(self.count)
    }

    fn is_divided(&self) -> bool {
        let twice_the_middle = Score::MIN.get() + Score::MAX.get();
        2 * self.lowest.get() < twice_the_middle && 2 * self.highest.get() > twice_the_middle
    }
}

impl Fit {
    pub fn reliance(&self) -> Reliance {
        match &self.tally {
            None => Reliance::Unrated,
            Some(Tally {
                conversations: 0, ..
            }) => Reliance::Impression,
            Some(Tally {
                conversations: 1, ..
            }) => Reliance::OneSource,
            Some(tally) if tally.is_divided() => Reliance::Divided,
            Some(_) => Reliance::Corroborated,
        }
    }

    pub fn is_mismatch(&self) -> bool {
        self.tally.as_ref().is_some_and(Tally::is_mismatch)
    }

    /// The same for people.
    pub fn wording(&self) -> String {
        let Some(tally) = &self.tally else {
            return "Not rated yet".to_owned();
        };
        let rated = counted(tally.count, "rating");
        match self.reliance() {
            Reliance::Unrated | Reliance::Impression => {
                format!("{rated}, after no conversation: an impression")
            }
            Reliance::OneSource => {
                format!("{rated} after one conversation: one source is no proof")
            }
            Reliance::Divided => format!(
                "{rated} after {} conversations that disagree",
                tally.conversations
            ),
            Reliance::Corroborated => {
                format!("{rated} after {} conversations", tally.conversations)
            }
        }
    }
}

/// Every dimension in its order, rated or not.
pub fn fits(tallies: &[Tally]) -> Vec<Fit> {
    let of = |dimension: FitDimension| {
        let tally = tallies.iter().find(|tally| tally.dimension == dimension);
        tally.cloned()
    };
    let all = FitDimension::ALL.iter().copied();
    all.map(|dimension| Fit {
        dimension,
        tally: of(dimension),
    })
    .collect()
}

fn counted(number: u32, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    pub(in crate::theme) fn tally(
        dimension: FitDimension,
        scores: &[i16],
        conversations: u32,
    ) -> Tally {
        let score = |score: &i16| Score::new(*score).unwrap();
        Tally {
            dimension,
            count: u32::try_from(scores.len()).unwrap(),
            sum: scores
                .iter()
                .map(|score| u32::try_from(*score).unwrap())
                .sum(),
            lowest: score(scores.iter().min().unwrap()),
            highest: score(scores.iter().max().unwrap()),
            latest: score(scores.last().unwrap()),
            conversations,
            evidence: Vec::new(),
        }
    }

    #[test]
    fn reliance_grows_with_the_conversations_and_not_with_the_ratings() {
        let of = |scores: &[i16], conversations| {
            let tally = Some(tally(FitDimension::Skills, scores, conversations));
            let fit = Fit {
                dimension: FitDimension::Skills,
                tally,
            };
            (fit.reliance(), fit.wording())
        };
        assert_eq!(
            of(&[4, 4, 4], 0),
            (
                Reliance::Impression,
                "3 ratings, after no conversation: an impression".to_owned()
            )
        );
        assert_eq!(
            of(&[4], 1),
            (
                Reliance::OneSource,
                "1 rating after one conversation: one source is no proof".to_owned()
            )
        );
        assert_eq!(
            of(&[2, 4], 2),
            (
                Reliance::Divided,
                "2 ratings after 2 conversations that disagree".to_owned()
            )
        );
        assert_eq!(
            of(&[3, 5], 2),
            (
                Reliance::Corroborated,
                "2 ratings after 2 conversations".to_owned()
            )
        );
    }

    proptest! {
        #[test]
        fn the_mean_lies_between_the_lowest_and_the_highest(scores in vec(1_i16..=5, 1..40)) {
            let tally = tally(FitDimension::Skills, &scores, 2);
            prop_assert!(f64::from(tally.lowest.get()) <= tally.mean());
            prop_assert!(tally.mean() <= f64::from(tally.highest.get()));
            prop_assert_eq!(tally.is_mismatch(), f64::from(tally.sum) / f64::from(tally.count) < 3.0);
        }
    }
}
