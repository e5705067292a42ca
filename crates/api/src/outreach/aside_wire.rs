//! What is told of an attempt besides the touch itself, on the wire.

use domain::{outreach::Outcome, snafu, text::Paragraph};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::ApiError,
    referral::lead::Lead,
    snafu::SnafuCause,
    wire::{Word, optional_text},
};

/// What went wrong with an attempt.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AttemptSnafuInput)]
pub(super) struct AttemptSnafuInput {
    /// What the outcome says when it is not given; `other` where it says nothing.
    cause: Option<SnafuCause>,
    /// What to do better next time; what the cause usually teaches when it is not given.
    #[schema(min_length = 1, max_length = 5000)]
    lesson: Option<String>,
}

/// What is told of an attempt besides the touch itself.
#[derive(Default)]
pub(super) struct Aside {
    pub(super) address: Option<String>,
    pub(super) leads: Vec<Lead>,
    /// The cause and the lesson of what went wrong.
    pub(super) snafu: Option<(snafu::SnafuCause, Paragraph)>,
}

impl AttemptSnafuInput {
    pub(super) fn read(
        given: Option<Self>,
        outcome: Outcome,
    ) -> Result<Option<(snafu::SnafuCause, Paragraph)>, ApiError> {
        let usual = snafu::SnafuCause::of(outcome);
        let Some(Self { cause, lesson }) = given else {
            return Ok(usual.map(|cause| (cause, cause.usual_lesson())));
        };
        let cause = cause.map(|Word(cause)| cause).or(usual);
        let cause = cause.unwrap_or(snafu::SnafuCause::Other);
        let lesson = optional_text("/snafu/lesson", lesson.as_deref())?;
        Ok(Some((
            cause,
            lesson.unwrap_or_else(|| cause.usual_lesson()),
        )))
    }
}
