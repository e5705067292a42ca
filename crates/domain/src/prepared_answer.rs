//! Short answers, written beforehand, to what they may ask in return (F104 to F107, F164).

use crate::{
    Id, Stored, Text,
    interview::{InterviewKind, Origin},
    question::{Body, Priority, Topic},
    theme::Theme,
};

/// A short answer.
pub type AnswerText = Text<1000>;

/// What the person would say when they are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreparedAnswer {
    pub question: Origin,
    /// The theme that it is about; none, it will do for any.
    pub theme_id: Option<Id<Theme>>,
    pub answer: AnswerText,
    /// Whether the person knows it without reading.
    pub by_heart: bool,
}

/// The question is one to ask, not one to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a question that they may ask you, of the topic asked_of_you")]
pub struct NotAskedOfYou;

/// # Errors
/// [`NotAskedOfYou`]
pub fn admit(topic: Topic) -> Result<(), NotAskedOfYou> {
    match topic {
        Topic::AskedOfYou => Ok(()),
        _ => Err(NotAskedOfYou),
    }
}

/// A question that they may ask in an interview, and what the person would say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReverseQuestion {
    pub question: Origin,
    pub body: Body,
    pub priority: Priority,
    /// The one about the theme of the interview goes before the one about none.
    pub answer: Option<Stored<PreparedAnswer>>,
}

impl ReverseQuestion {
    /// Whether it counts in an interview of this kind: what must be answered, and what should where both sides feel each
    /// other out. Nobody is asked such things in a talk about a hobby.
    pub fn counts(&self, kind: InterviewKind) -> bool {
        match kind {
            InterviewKind::Exploratory => self.priority == Priority::Must,
            InterviewKind::MutualFit => self.priority != Priority::Could,
            InterviewKind::Practice => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn what_counts_depends_on_the_kind_of_interview() {
        let counted = |kind| -> Vec<Priority> {
            let all = Priority::ALL.iter().copied();
            all.filter(|priority| {
                let question = ReverseQuestion {
                    question: Origin::Bank(Id::new(Uuid::from_u128(92))),
                    body: Body::parse("What did you study?").unwrap(),
                    priority: *priority,
                    answer: None,
                };
                question.counts(kind)
            })
            .collect()
        };
        assert_eq!(counted(InterviewKind::Practice), []);
        assert_eq!(counted(InterviewKind::Exploratory), [Priority::Must]);
        assert_eq!(
            counted(InterviewKind::MutualFit),
            [Priority::Must, Priority::Should]
        );
    }

    #[test]
    fn only_what_they_may_ask_is_answered() {
        for topic in Topic::ALL {
            assert_eq!(admit(*topic).is_ok(), *topic == Topic::AskedOfYou);
        }
    }
}
