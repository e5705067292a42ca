//! How a conversation went, on the wire.

use domain::{
    Text,
    interview::{Debrief, Interview, State},
    whole::Whole,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::ApiError,
    wire::{optional_text, whole},
};

/// How a conversation went, as the person tells it.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DebriefInput, example = json!({
    "stay_in_touch": "By mail, twice a year", "confidence_before": 2, "confidence_after": 4, "talk_share_percent": 30
}))]
pub(super) struct DebriefInput {
    /// How they would like to stay in touch.
    #[schema(min_length = 1, max_length = 500)]
    stay_in_touch: Option<String>,
    /// From 1, not at all, to 5, fully.
    #[schema(minimum = 1, maximum = 5)]
    confidence_before: Option<i16>,
    /// From 1, not at all, to 5, fully.
    #[schema(minimum = 1, maximum = 5)]
    confidence_after: Option<i16>,
    /// The person's own part of the talking, in percent; they should talk less than the other.
    #[schema(minimum = 0, maximum = 100)]
    talk_share_percent: Option<i16>,
}

/// How a conversation went.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Debrief, example = json!({
    "stay_in_touch": "By mail, twice a year", "confidence_before": 2, "confidence_after": 4, "talk_share_percent": 30,
    "overrun_minutes": 0
}))]
pub(super) struct DebriefResponse {
    #[schema(max_length = 500)]
    stay_in_touch: Option<String>,
    #[schema(minimum = 1, maximum = 5)]
    confidence_before: Option<i16>,
    #[schema(minimum = 1, maximum = 5)]
    confidence_after: Option<i16>,
    #[schema(minimum = 0, maximum = 100)]
    talk_share_percent: Option<i16>,
    /// Minutes beyond those agreed on and those that the interviewee offered.
    #[schema(minimum = 0, maximum = 600)]
    overrun_minutes: i16,
}

impl DebriefInput {
    pub(super) fn read(self) -> Result<Debrief, ApiError> {
        let Self {
            stay_in_touch,
            confidence_before,
            confidence_after,
            talk_share_percent,
        } = self;
        Ok(Debrief {
            stay_in_touch: optional_text("/stay_in_touch", stay_in_touch.as_deref())?,
            confidence_before: optional_whole("/confidence_before", confidence_before)?,
            confidence_after: optional_whole("/confidence_after", confidence_after)?,
            talk_share_percent: optional_whole("/talk_share_percent", talk_share_percent)?,
        })
    }

    /// What is known of an interview that has ended.
    pub(super) fn of(interview: &Interview) -> Option<Self> {
        let State::Completed { debrief, .. } = &interview.state else {
            return None;
        };
        let Debrief {
            stay_in_touch,
            confidence_before,
            confidence_after,
            talk_share_percent,
        } = debrief;
        Some(Self {
            stay_in_touch: stay_in_touch.as_ref().map(Text::to_string),
            confidence_before: confidence_before.map(Whole::get),
            confidence_after: confidence_after.map(Whole::get),
            talk_share_percent: talk_share_percent.map(Whole::get),
        })
    }
}

impl DebriefResponse {
    pub(super) fn of(interview: &Interview) -> Option<Self> {
        let overrun_minutes = interview.overrun_minutes()?;
        let DebriefInput {
            stay_in_touch,
            confidence_before,
            confidence_after,
            talk_share_percent,
        } = DebriefInput::of(interview)?;
        Some(Self {
            stay_in_touch,
            confidence_before,
            confidence_after,
            talk_share_percent,
            overrun_minutes,
        })
    }
}

/// The interview with another debrief; none empties the one it has.
pub(super) fn debriefed(
    interview: Interview,
    debrief: Option<DebriefInput>,
) -> Result<Interview, ApiError> {
    let State::Completed {
        started_at,
        completed_at,
        actual_minutes,
        debrief: _,
        notes_transcribed_at,
    } = interview.state
    else {
        if debrief.is_none() {
            return Ok(interview);
        }
        let detail = "only an interview that has ended has one";
        return Err(ApiError::field("/debrief", "not_in_state", detail));
    };
    let debrief = debrief.unwrap_or_default().read();
    let state = State::Completed {
        started_at,
        completed_at,
        actual_minutes,
        debrief: debrief.map_err(|refused| refused.below("/debrief"))?,
        notes_transcribed_at,
    };
    Ok(Interview { state, ..interview })
}

fn optional_whole<const MIN: i16, const MAX: i16>(
    pointer: &str,
    given: Option<i16>,
) -> Result<Option<Whole<MIN, MAX>>, ApiError> {
    given.map(|given| whole(pointer, given)).transpose()
}
