//! What cannot happen to an interview or its questions, as problems.

use chrono::SecondsFormat;
use domain::interview::{
    Action, InterviewState, MarkRefused, Refused, TooManyQuestions, WrongState,
};

use crate::error::{ApiError, Code};

impl From<WrongState> for ApiError {
    fn from(refused: WrongState) -> Self {
        let WrongState { action, state } = refused;
        wrong_state(refused.to_string(), action, state)
    }
}

impl From<MarkRefused> for ApiError {
    fn from(refused: MarkRefused) -> Self {
        match refused {
            MarkRefused::WrongState(refused) => refused.into(),
            MarkRefused::TooManyDeferred { max } => {
                Self::new(Code::TooManyDeferred, refused).with("max", max)
            }
        }
    }
}

impl From<TooManyQuestions> for ApiError {
    fn from(refused: TooManyQuestions) -> Self {
        Self::new(Code::TooManyQuestions, refused)
    }
}

/// The problem of a refused transition; a time that does not fit is told at the field that gives it.
pub(crate) fn refusal(field: &str, refused: Refused) -> ApiError {
    let code = match refused {
        Refused::WrongState(refused) => return refused.into(),
        Refused::StartsInThePast { .. } => "too_long_ago",
        Refused::TooEarly { .. } | Refused::NotMissedYet { .. } => "too_early",
        Refused::InTheFuture { .. } => "in_future",
        Refused::EndsBeforeItBegan { .. } => "before_start",
        Refused::NotOverYet { .. } => "before_end",
    };
    ApiError::field(field, code, refused)
}

/// The problem of a no-show in this state: no field gives its time, so one recorded too early is told by the state.
pub(super) fn not_missed(state: InterviewState, refused: Refused) -> ApiError {
    match refused {
        Refused::NotMissedYet { starts_at } => {
            let not_before = starts_at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
            wrong_state(refused.to_string(), Action::NoShow, state).with("not_before", not_before)
        }
        other => refusal("", other),
    }
}

fn wrong_state(detail: String, action: Action, state: InterviewState) -> ApiError {
    ApiError::new(Code::WrongState, detail)
        .with("state", state.to_string())
        .with("action", word(action))
}

fn word(action: Action) -> &'static str {
    match action {
        Action::Reschedule => "reschedule",
        Action::Cancel => "cancel",
        Action::Start => "start",
        Action::Complete => "complete",
        Action::NoShow => "no_show",
        Action::Transcribe => "transcribe",
        Action::PlanQuestions => "plan_questions",
        Action::MarkQuestions => "mark_questions",
        Action::FollowSession => "follow_session",
    }
}
