//! Attempts that the domain does not accept, as problems.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::outreach::{Explanation, InvalidAttempt, MAX_ATTEMPTS, Refused};

use crate::error::{ApiError, Code};

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        let overridable = refused.overridable();
        let error = match refused {
            Refused::TooEarly { not_before, why } => {
                explained(Code::TooEarly, why).with("not_before", instant(not_before))
            }
            Refused::CapReached {
                cap,
                again_from,
                why,
            } => explained(Code::AttemptCapReached, why)
                .with("cap", cap)
                .with("again_from", instant(again_from)),
            Refused::DoNotContact => {
                let detail = "They asked not to be contacted, and nothing outweighs that.";
                Self::new(Code::DoNotContact, detail)
            }
            Refused::OutreachClosed { state } => {
                let detail =
                    format!("The outreach is {state}; what you send now would be beside it.");
                Self::new(Code::OutreachClosed, detail).with("state", state.to_string())
            }
        };
        error.with("overridable", overridable)
    }
}

fn explained(code: Code, why: Explanation) -> ApiError {
    let Explanation {
        reason,
        rule,
        source,
    } = why;
    ApiError::new(code, &reason)
        .with("reason", reason)
        .with("rule", rule)
        .with("source", source)
}

fn instant(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

impl From<InvalidAttempt> for ApiError {
    fn from(invalid: InvalidAttempt) -> Self {
        let code = match &invalid {
            InvalidAttempt::Number => {
                let detail = format!("It holds {MAX_ATTEMPTS}; start another one.");
                return Self::new(Code::TooManyAttempts, detail);
            }
            InvalidAttempt::WithoutWhom => "required",
            InvalidAttempt::NotByChannel { .. } => "not_by_channel",
            InvalidAttempt::NotInbound { .. } => "not_inbound",
            InvalidAttempt::AnswerToWriting { .. } => "answer_to_writing",
            InvalidAttempt::RecontactWithout => "not_with_outcome",
            InvalidAttempt::RecontactTooSoon { .. } => "too_soon",
            InvalidAttempt::RecontactTooFar => "too_far",
            InvalidAttempt::InFuture => "in_future",
            InvalidAttempt::BeforeEarlier { .. } => "before_earlier",
        };
        Self::field(&format!("/{}", invalid.field()), code, &invalid)
    }
}
