//! Sets of questions, to be planned for an interview at once: those that ship with the project, and a person's own.

use crate::{
    Text,
    at_most::AtMost,
    interview::{Interview, InterviewKind, Mark, Origin, PlannedQuestion, next_position},
    question::{Priority, Question, Topic},
    text::Name,
    vocabulary,
};

/// Sets of their own that one person has at most.
pub const MAX_OWN_SETS: usize = 100;
/// Questions that one set has at most.
pub const MAX_QUESTIONS: usize = 50;

vocabulary! {
    /// Whose a set is.
    pub enum SetOrigin {
        /// It ships with the service, and is everybody's.
        System = "system",
        /// The person's own.
        Own = "own",
    }
}

vocabulary! {
    /// What a set is for, besides a kind of interview.
    pub enum SetPurpose {
        /// The first few questions of somebody who never asked any (F7).
        Starter = "starter",
        /// The last minutes (F116 to F119).
        Closing = "closing",
        /// To judge a school or a course by those who went through it (F89).
        TrainingProgramme = "training_programme",
        /// What they may ask in return (F104 to F107).
        Reverse = "reverse",
    }
}

/// A question in its place in a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetItem {
    pub question: Origin,
    pub priority: Priority,
}

/// The questions of a set in their order, none of them twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Items(AtMost<SetItem, MAX_QUESTIONS>);

/// Why a list of questions is no set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidItems {
    #[error("must have at most {MAX_QUESTIONS} items")]
    TooMany,
    #[error("is in the set already")]
    Twice { index: usize },
}

impl Items {
    /// # Errors
    /// [`InvalidItems`]
    pub fn new(items: Vec<SetItem>) -> Result<Self, InvalidItems> {
        let repeated = |(index, item): &(usize, &SetItem)| {
            let mut before = items.iter().take(*index);
            before.any(|other| other.question == item.question)
        };
        if let Some((index, _)) = items.iter().enumerate().find(repeated) {
            return Err(InvalidItems::Twice { index });
        }
        let items = AtMost::new(items).map_err(|_too_many| InvalidItems::TooMany)?;
        Ok(Self(items))
    }

    pub fn as_slice(&self) -> &[SetItem] {
        self.0.as_slice()
    }
}

/// Questions that are planned together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionSet {
    pub origin: SetOrigin,
    pub name: Name,
    pub description: Option<Text<1000>>,
    /// The kind of interview that it is for; none, any (F183).
    pub kind: Option<InterviewKind>,
    pub purpose: Option<SetPurpose>,
    pub questions: Items,
}

impl QuestionSet {
    /// The same questions as a set of the person's own, to be changed at will.
    #[must_use]
    pub fn copied(&self) -> Self {
        Self {
            origin: SetOrigin::Own,
            ..self.clone()
        }
    }
}

/// A question of a set with its words, and with the priority that the set gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetQuestion {
    pub origin: Origin,
    pub question: Question,
    /// Only in an interview of the kind `mutual_fit` (F183).
    pub mutual_fit_only: bool,
}

impl SetQuestion {
    fn suits(&self, kind: InterviewKind) -> bool {
        match self.question.topic {
            Topic::Practice => kind == InterviewKind::Practice,
            _ => !self.mutual_fit_only || kind == InterviewKind::MutualFit,
        }
    }

    /// Whether it is this planned question, or says the same.
    fn is(&self, planned: &PlannedQuestion) -> bool {
        let said = |words: &str| words.to_lowercase();
        planned.origin == Some(self.origin)
            || said(planned.body.as_str()) == said(self.question.body.as_str())
    }
}

/// What comes of planning the questions of a set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// To be planned, in this order.
    pub questions: Vec<PlannedQuestion>,
    /// How many of the set were planned before.
    pub already_planned: u32,
    /// How many are not for an interview of this kind.
    pub unsuitable: u32,
    /// How many the interview has no place for.
    pub no_room: u32,
}

/// Draws from a set what an interview lacks: the most needed first, else in the order of the set, behind what is planned.
/// Nothing is planned twice (F80, F183).
pub fn draw(
    set: &[SetQuestion],
    interview: (crate::Id<Interview>, InterviewKind),
    planned: &[PlannedQuestion],
) -> Drawn {
    let (interview_id, kind) = interview;
    let mut drawn = Drawn::default();
    let mut by_priority: Vec<&SetQuestion> = set.iter().collect();
    by_priority.sort_by_key(|one| one.question.priority);
    for one in by_priority {
        let taken = || planned.iter().chain(&drawn.questions);
        if !one.suits(kind) {
            drawn.unsuitable += 1;
        } else if taken().any(|other| one.is(other)) {
            drawn.already_planned += 1;
        } else if let Ok(position) = next_position(taken().map(|other| other.position)) {
            drawn.questions.push(PlannedQuestion {
                interview_id,
                position,
                origin: Some(one.origin),
                body: one.question.body.clone(),
                topic: one.question.topic,
                subject: one.question.subject,
                minutes: one.question.minutes,
                priority: one.question.priority,
                mark: Mark::Planned,
            });
        } else {
            drawn.no_room += 1;
        }
    }
    drawn
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        Id,
        interview::Position,
        question::{Body, Minutes, Subject},
    };

    fn question(number: u128, priority: Priority, topic: Topic) -> SetQuestion {
        SetQuestion {
            origin: Origin::Bank(Id::new(Uuid::from_u128(number))),
            question: Question {
                body: Body::parse(&format!("Question {number}?")).unwrap(),
                topic,
                subject: Subject::Interviewee,
                minutes: Minutes::new(2).unwrap(),
                priority,
                bank_question_id: None,
                interview_id: None,
            },
            mutual_fit_only: false,
        }
    }

    fn interview(kind: InterviewKind) -> (Id<Interview>, InterviewKind) {
        (Id::new(Uuid::from_u128(1)), kind)
    }

    fn bodies(drawn: &Drawn) -> Vec<&str> {
        let questions = drawn.questions.iter();
        questions.map(|question| question.body.as_str()).collect()
    }

    #[test]
    fn the_most_needed_come_first_and_nothing_twice() {
        let set = [
            question(1, Priority::Could, Topic::Lifestyle),
            question(2, Priority::Must, Topic::Lifestyle),
            question(3, Priority::Must, Topic::Lifestyle),
        ];
        let exploratory = interview(InterviewKind::Exploratory);
        let first = draw(&set, exploratory, &[]);
        assert_eq!(
            bodies(&first),
            ["Question 2?", "Question 3?", "Question 1?"]
        );
        let again = draw(&set, exploratory, &first.questions[..2]);
        assert_eq!(bodies(&again), ["Question 1?"]);
        assert_eq!(again.questions[0].position.get(), 3);
        assert_eq!(again.already_planned, 2);
    }

    #[test]
    fn the_same_words_from_elsewhere_are_planned_already() {
        let set = [question(1, Priority::Must, Topic::Lifestyle)];
        let exploratory = interview(InterviewKind::Exploratory);
        let mut planned = draw(&set, exploratory, &[]).questions;
        planned[0].origin = None;
        planned[0].body = Body::parse("QUESTION 1?").unwrap();
        assert_eq!(draw(&set, exploratory, &planned).already_planned, 1);
    }

    #[test]
    fn what_does_not_suit_the_kind_of_interview_is_left_out() {
        let feeling_out = SetQuestion {
            mutual_fit_only: true,
            ..question(1, Priority::Must, Topic::CompanyAndField)
        };
        let hobby = question(2, Priority::Must, Topic::Practice);
        let set = [feeling_out, hobby];
        for (kind, drawn, unsuitable) in [
            (InterviewKind::Exploratory, vec![], 2),
            (InterviewKind::MutualFit, vec!["Question 1?"], 1),
            (InterviewKind::Practice, vec!["Question 2?"], 1),
        ] {
            let found = draw(&set, interview(kind), &[]);
            assert_eq!((bodies(&found), found.unsuitable), (drawn, unsuitable));
        }
    }

    #[test]
    fn an_interview_that_is_full_takes_no_more() {
        let set = [question(1, Priority::Must, Topic::Lifestyle)];
        let exploratory = interview(InterviewKind::Exploratory);
        let mut last = draw(&set, exploratory, &[]).questions;
        last[0].position = Position::MAX;
        last[0].origin = None;
        last[0].body = Body::parse("Another?").unwrap();
        let drawn = draw(&set, exploratory, &last);
        assert_eq!((drawn.questions.len(), drawn.no_room), (0, 1));
    }

    #[test]
    fn a_set_has_no_question_twice() {
        let item = |number| SetItem {
            question: Origin::Own(Id::new(Uuid::from_u128(number))),
            priority: Priority::Must,
        };
        assert!(Items::new(vec![item(1), item(2)]).is_ok());
        let twice = Items::new(vec![item(1), item(2), item(1)]);
        assert_eq!(twice, Err(InvalidItems::Twice { index: 2 }));
        let many = (0..51).map(item).collect();
        assert_eq!(Items::new(many), Err(InvalidItems::TooMany));
    }

    proptest! {
        #[test]
        fn every_question_of_a_set_is_accounted_for(
            numbers in prop::collection::vec((0..60_u128, 0..3_usize), 0..50),
            planned in 0..50_usize,
        ) {
            let priorities = [Priority::Must, Priority::Should, Priority::Could];
            let set: Vec<SetQuestion> = numbers
                .iter()
                .map(|(number, priority)| question(*number, priorities[*priority], Topic::Lifestyle))
                .collect();
            let kind = interview(InterviewKind::Exploratory);
            let before: Vec<PlannedQuestion> = draw(&set, kind, &[]).questions.into_iter().take(planned).collect();
            let drawn = draw(&set, kind, &before);
            let counted = drawn.already_planned + drawn.unsuitable + drawn.no_room;
            prop_assert_eq!(drawn.questions.len() + usize::try_from(counted).unwrap(), set.len());
            prop_assert!(drawn.questions.is_sorted_by_key(|one| one.priority));
            let after = [before, drawn.questions].concat();
            prop_assert!(draw(&set, kind, &after).questions.is_empty());
        }
    }
}
