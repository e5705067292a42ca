//! Interviews on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text, WebUrl,
    interview::{self, Interview, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    debrief_wire::{DebriefInput, DebriefResponse, debriefed},
    refusal::refusal,
};
use crate::{
    contact::ContactResponse,
    error::ApiError,
    http::Patch,
    theme::ThemeResponse,
    wire::{Word, instant, optional_text, optional_web_url},
};

pub(super) type InterviewKind = Word<interview::InterviewKind>;
pub(super) type Mode = Word<interview::Mode>;
pub(super) type CanceledBy = Word<interview::CanceledBy>;
pub(super) type InterviewState = Word<interview::InterviewState>;

/// What can be changed of an interview without moving it or changing its state.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "exploratory", "mode": "in_person", "place": "Cafe Central, the table by the window",
    "notes": "She prefers tea."
}))]
pub(super) struct InterviewDetailsInput {
    kind: InterviewKind,
    mode: Mode,
    /// Where they meet.
    #[schema(min_length = 1, max_length = 500)]
    place: Option<String>,
    /// What to open for a video call.
    #[schema(format = "uri", min_length = 1, max_length = 2000)]
    link: Option<String>,
    theme_id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 20000)]
    notes: Option<String>,
    /// When they asked for the resume; not in the future.
    resume_requested_at: Option<DateTime<Utc>>,
    /// How it went; only once it has ended.
    debrief: Option<DebriefInput>,
}

pub(super) type InterviewPatch = Patch<InterviewDetailsInput>;

/// A conversation agreed on, held, or missed.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Interview, example = json!({
    "id": "019b76da-a800-7000-8000-000000000009", "object": "interview",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "outreach_id": "019b76da-a800-7000-8000-000000000007", "contact_id": "019b76da-a800-7000-8000-000000000005",
    "theme_id": "019b76da-a800-7000-8000-000000000006", "kind": "exploratory", "mode": "in_person",
    "place": "Cafe Central", "link": null, "starts_at": "2026-01-08T14:00:00Z", "time_zone": "Europe/Berlin",
    "planned_minutes": 20, "planned_end_at": "2026-01-08T14:20:00Z", "reschedule_count": 0, "state": "scheduled",
    "started_at": null, "completed_at": null, "actual_minutes": null, "canceled_by": null, "end_reason": null,
    "notes": null, "notes_transcribed_at": null, "resume_requested_at": null, "extended_minutes": 0, "debrief": null
}))]
pub(super) struct InterviewResponse {
    id: Uuid,
    /// Always `interview`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// The outreach that led to it.
    outreach_id: Uuid,
    pub(super) contact_id: Uuid,
    pub(super) theme_id: Option<Uuid>,
    kind: InterviewKind,
    mode: Mode,
    #[schema(max_length = 500)]
    place: Option<String>,
    #[schema(format = "uri", max_length = 2000)]
    link: Option<String>,
    starts_at: DateTime<Utc>,
    /// The zone in which the two agreed on the time.
    #[schema(max_length = 64)]
    time_zone: String,
    #[schema(minimum = 5, maximum = 60)]
    planned_minutes: i16,
    /// When the minutes asked for are over, counted from when it began, or else from when it is to begin.
    planned_end_at: DateTime<Utc>,
    #[schema(minimum = 0, maximum = 32767)]
    reschedule_count: i16,
    state: InterviewState,
    started_at: Option<DateTime<Utc>>,
    completed_at: Option<DateTime<Utc>>,
    #[schema(minimum = 1, maximum = 600)]
    actual_minutes: Option<i16>,
    canceled_by: Option<CanceledBy>,
    /// Why it was canceled or missed.
    #[schema(max_length = 1000)]
    end_reason: Option<String>,
    #[schema(max_length = 20000)]
    notes: Option<String>,
    /// When the notes were written out; they stay as they were.
    notes_transcribed_at: Option<DateTime<Utc>>,
    /// When they asked for the resume.
    resume_requested_at: Option<DateTime<Utc>>,
    /// What the interviewee offered beyond the planned minutes.
    #[schema(minimum = 0, maximum = 540)]
    extended_minutes: i16,
    /// How it went; null until it has ended.
    debrief: Option<DebriefResponse>,
    /// With `expand=contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) contact: Option<Box<ContactResponse>>,
    /// With `expand=theme`, when it is for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) theme: Option<Box<ThemeResponse>>,
}

/// What is known of a state besides its word.
#[derive(Default)]
struct Known {
    started_at: Option<DateTime<Utc>>,
    completed_at: Option<DateTime<Utc>>,
    actual_minutes: Option<i16>,
    canceled_by: Option<interview::CanceledBy>,
    end_reason: Option<interview::EndReason>,
    notes_transcribed_at: Option<DateTime<Utc>>,
}

impl From<State> for Known {
    fn from(state: State) -> Self {
        let nothing = Self::default();
        match state {
            State::Scheduled => nothing,
            State::InProgress { started_at } => Self {
                started_at: Some(started_at),
                ..nothing
            },
            State::Completed {
                started_at,
                completed_at,
                actual_minutes,
                debrief: _,
                notes_transcribed_at,
            } => Self {
                started_at: Some(started_at),
                completed_at: Some(completed_at),
                actual_minutes: Some(actual_minutes.get()),
                notes_transcribed_at,
                ..nothing
            },
            State::Canceled { by, reason } => Self {
                canceled_by: Some(by),
                end_reason: reason,
                ..nothing
            },
            State::NoShow { reason } => Self {
                end_reason: reason,
                ..nothing
            },
        }
    }
}

impl From<Stored<Interview>> for InterviewResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Interview>,
    ) -> Self {
        let word = value.state.word();
        let known = Known::from(value.state.clone());
        let begins = known.started_at.unwrap_or(value.starts_at);
        let planned_end_at = value.end_if_begun(begins);
        let debrief = DebriefResponse::of(&value);
        let Interview {
            outreach_id,
            contact_id,
            theme_id,
            kind,
            mode,
            place,
            link,
            starts_at,
            zone,
            planned_minutes,
            extended_minutes,
            reschedule_count,
            notes,
            resume_requested_at,
            state: _,
        } = value;
        Self {
            id: id.uuid(),
            object: "interview",
            created_at,
            updated_at,
            outreach_id: outreach_id.uuid(),
            contact_id: contact_id.uuid(),
            theme_id: theme_id.map(Id::uuid),
            kind: Word(kind),
            mode: Word(mode),
            place: place.map(Text::into_string),
            link: link.map(|link| link.to_string()),
            starts_at,
            time_zone: zone.to_string(),
            planned_minutes: planned_minutes.get(),
            planned_end_at,
            reschedule_count: reschedule_count.get(),
            state: Word(word),
            started_at: known.started_at,
            completed_at: known.completed_at,
            actual_minutes: known.actual_minutes,
            canceled_by: known.canceled_by.map(Word),
            end_reason: known.end_reason.map(Text::into_string),
            notes: notes.map(Text::into_string),
            notes_transcribed_at: known.notes_transcribed_at,
            resume_requested_at,
            extended_minutes: extended_minutes.get(),
            debrief,
            contact: None,
            theme: None,
        }
    }
}

impl From<&Interview> for InterviewDetailsInput {
    fn from(interview: &Interview) -> Self {
        Self {
            kind: Word(interview.kind),
            mode: Word(interview.mode),
            place: interview.place.as_ref().map(Text::to_string),
            link: interview.link.as_ref().map(WebUrl::to_string),
            theme_id: interview.theme_id.map(Id::uuid),
            notes: interview.notes.as_ref().map(Text::to_string),
            resume_requested_at: interview.resume_requested_at,
            debrief: DebriefInput::of(interview),
        }
    }
}

impl InterviewDetailsInput {
    /// The interview with these details.
    pub(super) fn change(
        self,
        interview: Interview,
        now: DateTime<Utc>,
    ) -> Result<Interview, ApiError> {
        let Self {
            kind: Word(kind),
            mode: Word(mode),
            place,
            link,
            theme_id,
            notes,
            resume_requested_at,
            debrief,
        } = self;
        let interview = debriefed(interview, debrief)?;
        let asked = resume_requested_at.map(|at| instant("/resume_requested_at", at));
        let interview = interview.asked_for_resume(asked.transpose()?, now);
        let interview = interview.map_err(|refused| refusal("/resume_requested_at", refused))?;
        Ok(Interview {
            kind,
            mode,
            place: optional_text("/place", place.as_deref())?,
            link: optional_web_url("/link", link.as_deref())?,
            theme_id: theme_id.map(Id::new),
            notes: optional_text("/notes", notes.as_deref())?,
            ..interview
        })
    }
}

crate::change::shown_as!(Interview => InterviewResponse);
