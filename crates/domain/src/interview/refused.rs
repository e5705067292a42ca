//! What cannot happen to an interview, and why.

use std::fmt;

use chrono::{DateTime, Utc};

use super::InterviewState;

/// What was tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Reschedule,
    Cancel,
    Start,
    Complete,
    NoShow,
    Transcribe,
    PlanQuestions,
    MarkQuestions,
    FollowSession,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reschedule => "be rescheduled",
            Self::Cancel => "be canceled",
            Self::Start => "be started",
            Self::Complete => "be completed",
            Self::NoShow => "be recorded as a no-show",
            Self::Transcribe => "have its notes transcribed",
            Self::PlanQuestions => "have its questions changed",
            Self::MarkQuestions => "have its questions marked",
            Self::FollowSession => "be followed",
        })
    }
}

/// The interview is not in a state that admits the action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an interview that is {} cannot {action}", spoken(*state))]
pub struct WrongState {
    pub action: Action,
    pub state: InterviewState,
}

fn spoken(state: InterviewState) -> &'static str {
    match state {
        InterviewState::Scheduled => "scheduled",
        InterviewState::InProgress => "in progress",
        InterviewState::Completed => "completed",
        InterviewState::Canceled => "canceled",
        InterviewState::NoShow => "recorded as a no-show",
    }
}

/// Why an interview stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error(transparent)]
    WrongState(#[from] WrongState),
    #[error("{starts_at} is more than 24 hours ago")]
    StartsInThePast { starts_at: DateTime<Utc> },
    #[error(
        "the interview is agreed for {starts_at}; to hold it more than 24 hours earlier, reschedule it first"
    )]
    TooEarly { starts_at: DateTime<Utc> },
    #[error("{at} has not come yet")]
    InTheFuture { at: DateTime<Utc> },
    #[error("the interview began at {started_at} and cannot end before that")]
    EndsBeforeItBegan { started_at: DateTime<Utc> },
    #[error("the interview ended at {completed_at}, and notes are transcribed after that")]
    NotOverYet { completed_at: DateTime<Utc> },
    #[error("nobody can miss an interview before it begins, at {starts_at}")]
    NotMissedYet { starts_at: DateTime<Utc> },
}
