//! How much somebody already knows of each topic of a theme (F131): conversations seek what is least known.

use std::collections::BTreeMap;

use crate::{question::Topic, vocabulary, vocabulary::Vocabulary};

vocabulary! {
    /// How much somebody knows of a topic.
    pub enum FamiliarityLevel {
        Unknown = "unknown",
        HeardOf = "heard_of",
        Basic = "basic",
        Good = "good",
        Expert = "expert",
    }
}

/// The level for each topic that was spoken about; every other one is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Familiarity(BTreeMap<Topic, FamiliarityLevel>);

/// Why a familiarity was refused; `index` counts the topics as they were given, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidFamiliarity {
    #[error("is a part of a conversation, not something to know about a field of work")]
    NothingToLearn { index: usize },
    #[error("the topic is already there")]
    Repeated { index: usize },
}

impl InvalidFamiliarity {
    pub fn index(self) -> usize {
        match self {
            Self::NothingToLearn { index } | Self::Repeated { index } => index,
        }
    }
}

/// Whether a topic is one to know something about; the others are phases and kinds of a conversation.
pub fn is_to_learn(topic: Topic) -> bool {
    match topic {
        Topic::WorkEnvironment
        | Topic::IndustryTrends
        | Topic::Lifestyle
        | Topic::SkillsAndQualifications
        | Topic::ChallengesAndRewards
        | Topic::Compensation
        | Topic::CompanyAndField
        | Topic::IntervieweePath
        | Topic::YourChances => true,
        Topic::Closing | Topic::Opener | Topic::AskedOfYou | Topic::Practice => false,
    }
}

impl Familiarity {
    /// # Errors
    /// A topic that is not to be learned, or one that comes twice.
    pub fn new(
        given: impl IntoIterator<Item = (Topic, FamiliarityLevel)>,
    ) -> Result<Self, InvalidFamiliarity> {
        let mut levels = BTreeMap::new();
        for (index, (topic, level)) in given.into_iter().enumerate() {
            if !is_to_learn(topic) {
                return Err(InvalidFamiliarity::NothingToLearn { index });
            }
            if levels.insert(topic, level).is_some() {
                return Err(InvalidFamiliarity::Repeated { index });
            }
        }
        Ok(Self(levels))
    }

    /// What was said, in the order of the topics.
    pub fn iter(&self) -> impl Iterator<Item = (Topic, FamiliarityLevel)> {
        self.0.iter().map(|(topic, level)| (*topic, *level))
    }

    pub fn level(&self, topic: Topic) -> FamiliarityLevel {
        let level = self.0.get(&topic);
        level.copied().unwrap_or(FamiliarityLevel::Unknown)
    }

    /// Every topic there is to learn, with its level.
    pub fn levels(&self) -> impl Iterator<Item = (Topic, FamiliarityLevel)> {
        let topics = Topic::ALL
            .iter()
            .copied()
            .filter(|topic| is_to_learn(*topic));
        topics.map(|topic| (topic, self.level(topic)))
    }

    /// The topics to ask about: those of the lowest level, unless there is nothing left to learn.
    pub fn least_known(&self) -> Vec<Topic> {
        let lowest = self.levels().map(|(_, level)| level).min();
        let lowest = lowest.filter(|level| *level < FamiliarityLevel::Expert);
        let of_lowest = self.levels().filter(|(_, level)| Some(*level) == lowest);
        of_lowest.map(|(topic, _)| topic).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::btree_map, prelude::*, sample::select};

    use super::*;

    fn familiarity() -> impl Strategy<Value = Familiarity> {
        let topics: Vec<_> = Familiarity::default()
            .levels()
            .map(|(topic, _)| topic)
            .collect();
        btree_map(select(topics), select(FamiliarityLevel::ALL), 0..=9).prop_map(Familiarity)
    }

    #[test]
    fn what_was_not_spoken_about_is_unknown_and_asked_first() {
        let known = Familiarity::new([
            (Topic::Lifestyle, FamiliarityLevel::Expert),
            (Topic::Compensation, FamiliarityLevel::HeardOf),
        ])
        .unwrap();
        let ask = known.least_known();
        assert_eq!(ask.len(), 7);
        assert!(!ask.contains(&Topic::Lifestyle) && !ask.contains(&Topic::Compensation));
    }

    #[test]
    fn who_knows_everything_is_sent_to_ask_nothing() {
        let all = Familiarity::default();
        let all = all
            .levels()
            .map(|(topic, _)| (topic, FamiliarityLevel::Expert));
        assert_eq!(Familiarity::new(all).unwrap().least_known(), []);
    }

    #[test]
    fn phases_of_a_conversation_and_repeated_topics_are_refused() {
        let basic = FamiliarityLevel::Basic;
        assert_eq!(
            Familiarity::new([(Topic::Lifestyle, basic), (Topic::Closing, basic)]),
            Err(InvalidFamiliarity::NothingToLearn { index: 1 })
        );
        assert_eq!(
            Familiarity::new([(Topic::Lifestyle, basic), (Topic::Lifestyle, basic)]),
            Err(InvalidFamiliarity::Repeated { index: 1 })
        );
    }

    proptest! {
        #[test]
        fn no_topic_left_out_is_less_known_than_one_to_ask_about(known in familiarity()) {
            let ask = known.least_known();
            for topic in &ask {
                prop_assert!(known.levels().all(|(_, level)| level >= known.level(*topic)));
            }
            for (topic, level) in known.levels().filter(|(topic, _)| !ask.contains(topic)) {
                prop_assert!(level == FamiliarityLevel::Expert || ask.iter().all(|asked| known.level(*asked) < level), "{topic}");
            }
        }
    }
}
