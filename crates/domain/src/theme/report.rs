//! The test drive of a theme (F148): what the ratings say, how far they can be relied on, and what to do next (F19).
//!
//! No number of a methodology decides here. A rating counts as corroborated when two conversations led to it, for one
//! source is not proof, and what is low or high is told by the middle of the scale.

use super::{Theme, ThemeStatus};
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

vocabulary! {
    /// What to do next about a theme (F19).
    pub enum Step {
        /// It is an idea: begin.
        Explore = "explore",
        ResearchMore = "research_more",
        Decide = "decide",
        /// It is decided or ruled out.
        Settled = "settled",
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

/// What was done about a theme so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    pub interviews_held: u32,
    /// Arranged or going on.
    pub interviews_arranged: u32,
    /// Pursuits that have not come to their end.
    pub outreach_open: u32,
    /// Research gaps about the theme that are still open (F79).
    pub gaps_open: u32,
    /// The conversations after which something was rated, each once.
    pub conversations_rated: u32,
}

/// What to do next, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub step: Step,
    pub why: String,
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

/// Whether to decide or to research more (F19), for one reason, the first that applies.
pub fn suggest(theme: &Theme, fits: &[Fit], activity: &Activity) -> Suggestion {
    let (step, why) = match theme.status {
        ThemeStatus::Idea => (
            Step::Explore,
            "It is an idea so far. Explore it by talking to the people in it.".to_owned(),
        ),
        ThemeStatus::Decided | ThemeStatus::RuledOut => (
            Step::Settled,
            "It is settled. Tell those who helped, or take it up again if something changed."
                .to_owned(),
        ),
        ThemeStatus::Exploring => match lack(fits, activity) {
            Some(lack) => (Step::ResearchMore, lack),
            None => (Step::Decide, verdict(fits)),
        },
    };
    Suggestion { step, why }
}

/// What is missing before a decision.
fn lack(fits: &[Fit], activity: &Activity) -> Option<String> {
    let unrated = named(fits, |fit| fit.tally.is_none());
    if activity.interviews_held == 0 {
        Some("Nobody has been talked to about it yet.".to_owned())
    } else if !unrated.is_empty() {
        Some(format!("Not rated yet: {}.", unrated.join(", ")))
    } else if activity.conversations_rated < 2 {
        Some(
            "The ratings rest on fewer than two conversations, and one source is no proof."
                .to_owned(),
        )
    } else {
        None
    }
}

/// What a decision would have to answer for.
fn verdict(fits: &[Fit]) -> String {
    let mismatches = named(fits, Fit::is_mismatch);
    let divided = named(fits, |fit| fit.reliance() == Reliance::Divided);
    let mut why = if mismatches.is_empty() {
        "Every dimension is rated, and none below the middle of the scale.".to_owned()
    } else {
        format!(
            "Every dimension is rated. Below the middle of the scale: {}.",
            mismatches.join(", ")
        )
    };
    if !divided.is_empty() {
        why = format!("{why} Conversations disagree on: {}.", divided.join(", "));
    }
    why
}

fn named(fits: &[Fit], is_meant: impl Fn(&Fit) -> bool) -> Vec<&'static str> {
    let meant = fits.iter().filter(|fit| is_meant(fit));
    meant.map(|fit| fit.dimension.as_str()).collect()
}

fn counted(number: u32, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::theme::sample;

    fn tally(dimension: FitDimension, scores: &[i16], conversations: u32) -> Tally {
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

    fn all(scores: &[i16]) -> Vec<Fit> {
        let tallies = FitDimension::ALL.iter();
        fits(
            &tallies
                .map(|dimension| tally(*dimension, scores, 2))
                .collect::<Vec<_>>(),
        )
    }

    const TALKED: Activity = Activity {
        interviews_held: 2,
        interviews_arranged: 0,
        outreach_open: 0,
        gaps_open: 0,
        conversations_rated: 2,
    };

    fn exploring(fits: &[Fit], activity: &Activity) -> Suggestion {
        suggest(&sample(ThemeStatus::Exploring), fits, activity)
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

    #[test]
    fn more_is_to_be_researched_until_all_is_rated_after_two_conversations() {
        let nobody = exploring(&fits(&[]), &Activity::default());
        assert_eq!(nobody.step, Step::ResearchMore);
        assert_eq!(nobody.why, "Nobody has been talked to about it yet.");
        let values = [tally(FitDimension::Values, &[4], 1)];
        let partly = exploring(&fits(&values), &TALKED);
        assert_eq!(partly.step, Step::ResearchMore);
        assert_eq!(
            partly.why,
            "Not rated yet: skills, knowledge, experience, interests, abilities, lifestyle."
        );
        let once = Activity {
            conversations_rated: 1,
            ..TALKED
        };
        assert_eq!(exploring(&all(&[4]), &once).step, Step::ResearchMore);
        assert_eq!(exploring(&all(&[4, 4]), &TALKED).step, Step::Decide);
    }

    #[test]
    fn a_decision_is_told_what_speaks_against_it() {
        let mut mixed = all(&[4, 5]);
        mixed[0].tally = Some(tally(FitDimension::Skills, &[1, 2], 2));
        mixed[1].tally = Some(tally(FitDimension::Knowledge, &[1, 5], 2));
        let decide = exploring(&mixed, &TALKED);
        assert_eq!(decide.step, Step::Decide);
        assert_eq!(
            decide.why,
            "Every dimension is rated. Below the middle of the scale: skills. Conversations disagree on: knowledge."
        );
    }

    #[test]
    fn a_theme_that_is_not_explored_needs_no_decision() {
        for (status, step) in [
            (ThemeStatus::Idea, Step::Explore),
            (ThemeStatus::Decided, Step::Settled),
            (ThemeStatus::RuledOut, Step::Settled),
        ] {
            let suggestion = suggest(&sample(status), &fits(&[]), &Activity::default());
            assert_eq!(suggestion.step, step);
        }
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
