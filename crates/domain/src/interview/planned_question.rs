//! A question planned for one interview: a copy of its words, and what became of it.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Action, Interview, InterviewState, Told, WrongState};
use crate::{
    Id, Text,
    question::{BankQuestion, Body, Minutes, Priority, Question, Subject, Topic},
    vocabulary,
    whole::Whole,
};

vocabulary! {
    /// What became of a planned question.
    pub enum MarkWord {
        Planned = "planned",
        Asked = "asked",
        /// They told before they were asked (F110).
        AnsweredUnprompted = "answered_unprompted",
        /// The answer was known already.
        AlreadyKnown = "already_known",
        Skipped = "skipped",
        /// Left for a message afterwards (F114).
        Deferred = "deferred",
    }
}

/// What they said.
pub type Answer = Text<10000>;
/// Where a question stands in the list: 1 to 100. It can be asked in any order (F109).
pub type Position = Whole<1, 100>;

/// Where the words of a planned question come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    Own(Id<Question>),
    Bank(Id<BankQuestion>),
}

impl Origin {
    /// Exactly one of the two, as columns and bodies name it.
    pub fn one_of(own: Option<Uuid>, bank: Option<Uuid>) -> Option<Self> {
        match (own, bank) {
            (Some(id), None) => Some(Self::Own(Id::new(id))),
            (None, Some(id)) => Some(Self::Bank(Id::new(id))),
            _ => None,
        }
    }

    /// The same, to be written.
    pub fn ids(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Own(id) => (Some(id.uuid()), None),
            Self::Bank(id) => (None, Some(id.uuid())),
        }
    }
}

/// What became of a planned question, with what is known then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    Planned,
    Asked {
        at: DateTime<Utc>,
        answer: Option<Answer>,
    },
    AnsweredUnprompted {
        at: DateTime<Utc>,
        answer: Option<Answer>,
    },
    AlreadyKnown {
        at: DateTime<Utc>,
    },
    Skipped {
        at: DateTime<Utc>,
    },
    Deferred {
        at: DateTime<Utc>,
    },
}

/// A question planned for one interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedQuestion {
    pub interview_id: Id<Interview>,
    pub position: Position,
    /// None for one written for this interview, or whose origin is gone.
    pub origin: Option<Origin>,
    pub body: Body,
    pub topic: Topic,
    pub subject: Subject,
    pub minutes: Minutes,
    pub priority: Priority,
    pub mark: Mark,
}

/// Why a question keeps its mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkRefused {
    #[error(transparent)]
    WrongState(#[from] WrongState),
    #[error("at most {max} questions are left for a message afterwards")]
    TooManyDeferred { max: u32 },
}

/// The list of questions is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at most {} questions are planned for an interview", Position::MAX)]
pub struct TooManyQuestions;

impl Mark {
    pub fn word(&self) -> MarkWord {
        match self {
            Self::Planned => MarkWord::Planned,
            Self::Asked { .. } => MarkWord::Asked,
            Self::AnsweredUnprompted { .. } => MarkWord::AnsweredUnprompted,
            Self::AlreadyKnown { .. } => MarkWord::AlreadyKnown,
            Self::Skipped { .. } => MarkWord::Skipped,
            Self::Deferred { .. } => MarkWord::Deferred,
        }
    }

    pub fn at(&self) -> Option<DateTime<Utc>> {
        match *self {
            Self::Planned => None,
            Self::Asked { at, .. }
            | Self::AnsweredUnprompted { at, .. }
            | Self::AlreadyKnown { at }
            | Self::Skipped { at }
            | Self::Deferred { at } => Some(at),
        }
    }

    pub fn answer(&self) -> Option<&Answer> {
        match self {
            Self::Asked { answer, .. } | Self::AnsweredUnprompted { answer, .. } => answer.as_ref(),
            Self::Planned
            | Self::AlreadyKnown { .. }
            | Self::Skipped { .. }
            | Self::Deferred { .. } => None,
        }
    }
}

impl PlannedQuestion {
    /// A copy of one of the person's own questions.
    pub fn of_own(
        interview_id: Id<Interview>,
        position: Position,
        id: Id<Question>,
        question: &Question,
    ) -> Self {
        Self {
            interview_id,
            position,
            origin: Some(Origin::Own(id)),
            body: question.body.clone(),
            topic: question.topic,
            subject: question.subject,
            minutes: question.minutes,
            priority: question.priority,
            mark: Mark::Planned,
        }
    }

    /// A copy of a question of the bank.
    pub fn of_bank(
        interview_id: Id<Interview>,
        position: Position,
        id: Id<BankQuestion>,
        question: &BankQuestion,
        priority: Priority,
    ) -> Self {
        Self {
            interview_id,
            position,
            origin: Some(Origin::Bank(id)),
            body: question.body.clone(),
            topic: question.topic,
            subject: question.subject,
            minutes: question.minutes,
            priority,
            mark: Mark::Planned,
        }
    }

    /// Whether that can be told of the question while the interview goes on or afterwards.
    ///
    /// `others_deferred` counts the other questions of the interview that are deferred, `max_deferred` is the
    /// methodology's limit (F114).
    ///
    /// # Errors
    /// [`WrongState`] as [`Interview::admits_marks`] has it; [`MarkRefused::TooManyDeferred`].
    pub fn admits(
        &self,
        told: &Told,
        interview: &Interview,
        others_deferred: u32,
        max_deferred: u32,
    ) -> Result<(), MarkRefused> {
        interview.admits_marks()?;
        let defers = *told == Told::Deferred && self.mark.word() != MarkWord::Deferred;
        if defers && others_deferred >= max_deferred {
            return Err(MarkRefused::TooManyDeferred { max: max_deferred });
        }
        Ok(())
    }
}

impl Interview {
    /// Whether questions can be added, changed and removed.
    ///
    /// # Errors
    /// [`WrongState`] once it was canceled or missed.
    pub fn admits_questions(&self) -> Result<(), WrongState> {
        let state = self.state.word();
        match state {
            InterviewState::Canceled | InterviewState::NoShow => Err(WrongState {
                action: Action::PlanQuestions,
                state,
            }),
            _ => Ok(()),
        }
    }

    /// Whether what happened in it can be noted.
    ///
    /// # Errors
    /// [`WrongState`] unless it is in progress or completed, for notes are often written up afterwards (F122).
    pub fn admits_marks(&self) -> Result<(), WrongState> {
        let state = self.state.word();
        match state {
            InterviewState::InProgress | InterviewState::Completed => Ok(()),
            _ => Err(WrongState {
                action: Action::MarkQuestions,
                state,
            }),
        }
    }
}

/// How many of the questions are left for a message afterwards (F114).
pub fn deferred<'a>(questions: impl IntoIterator<Item = &'a PlannedQuestion>) -> u32 {
    let words = questions.into_iter().map(|question| question.mark.word());
    let count = words.filter(|word| *word == MarkWord::Deferred).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The place behind the last of the positions taken.
///
/// # Errors
/// [`TooManyQuestions`] when the last place is taken.
pub fn next_position(
    taken: impl IntoIterator<Item = Position>,
) -> Result<Position, TooManyQuestions> {
    match taken.into_iter().max() {
        None => Ok(Position::MIN),
        Some(Position::MAX) => Err(TooManyQuestions),
        Some(last) => Ok(last.next()),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::interview::samples::{canceled, completed, in_progress, missed, noon, scheduled};

    fn question() -> PlannedQuestion {
        let own = Question {
            body: Body::parse("How did you get into this work?").unwrap(),
            topic: Topic::IntervieweePath,
            subject: Subject::Interviewee,
            minutes: Minutes::new(3).unwrap(),
            priority: Priority::Must,
            bank_question_id: None,
            interview_id: None,
        };
        let interview_id = Id::new(Uuid::from_u128(1));
        PlannedQuestion::of_own(
            interview_id,
            Position::MIN,
            Id::new(Uuid::from_u128(7)),
            &own,
        )
    }

    const ASKED: Told = Told::Asked { answer: None };

    #[test]
    fn questions_are_marked_during_the_interview_and_when_notes_are_written_up() {
        for interview in [in_progress(), completed()] {
            assert!(question().admits(&ASKED, &interview, 0, 2).is_ok());
        }
        for interview in [scheduled(), canceled(), missed()] {
            let refused = question().admits(&ASKED, &interview, 0, 2);
            let state = interview.state.word();
            let action = Action::MarkQuestions;
            assert_eq!(
                refused,
                Err(MarkRefused::WrongState(WrongState { action, state }))
            );
        }
    }

    #[test]
    fn no_more_questions_are_deferred_than_the_methodology_admits() {
        let one = PlannedQuestion {
            mark: Mark::Deferred { at: noon() },
            ..question()
        };
        assert_eq!(deferred([&one, &question()]), 1);
        let admits = |question: &PlannedQuestion, others| {
            question.admits(&Told::Deferred, &in_progress(), others, 2)
        };
        assert_eq!(admits(&question(), 1), Ok(()));
        let refused = Err(MarkRefused::TooManyDeferred { max: 2 });
        assert_eq!(admits(&question(), 2), refused);
        assert_eq!(admits(&one, 2), Ok(()));
        assert_eq!(question().admits(&ASKED, &in_progress(), 2, 2), Ok(()));
    }

    #[test]
    fn the_questions_of_an_interview_that_did_not_take_place_are_history() {
        for interview in [scheduled(), in_progress(), completed()] {
            assert_eq!(interview.admits_questions(), Ok(()));
        }
        assert_eq!(
            canceled().admits_questions().unwrap_err().to_string(),
            "an interview that is canceled cannot have its questions changed"
        );
        assert!(missed().admits_questions().is_err());
    }

    #[test]
    fn a_question_goes_behind_the_last_one_while_there_is_room() {
        let place = |number: i16| Position::new(number).unwrap();
        assert_eq!(next_position([]), Ok(place(1)));
        assert_eq!(next_position([place(7), place(3)]), Ok(place(8)));
        assert_eq!(next_position([Position::MAX]), Err(TooManyQuestions));
    }
}
