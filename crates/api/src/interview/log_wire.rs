//! The log of a conversation on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    interview::{self, Happening, Interview, SessionEvent, Told},
    whole::Whole,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::live_wire::SessionResponse;
use crate::{
    error::ApiError,
    wire::{Word, instant, optional_text, whole},
};

type SessionEventKind = Word<interview::SessionEventKind>;

/// What happened in a conversation since the last time that the log was sent.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "events": [{
    "id": "5f0c7a1e-3c1b-4f52-9d55-0d3b6a6a7c11", "kind": "note", "happened_at": "2026-01-05T08:55:00Z",
    "text": "She lights up when she talks about the children."
}] }))]
pub(super) struct SessionEventsInput {
    #[schema(min_items = 1, max_items = 100)]
    events: Vec<SessionEventInput>,
}

/// Something that happened in a conversation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NotedEventInput, example = json!({
    "id": "5f0c7a1e-3c1b-4f52-9d55-0d3b6a6a7c11", "kind": "extension_offered", "happened_at": "2026-01-05T08:55:00Z",
    "minutes": 10
}))]
pub(super) struct SessionEventInput {
    /// A random id made where the event was noted. Sent again, it adds nothing.
    id: Uuid,
    kind: SessionEventKind,
    /// When it happened; it may arrive late.
    happened_at: DateTime<Utc>,
    /// The question that it is about; not with `extension_offered`, `time_announced` and `note`.
    interview_question_id: Option<Uuid>,
    /// The note or the answer; needed with `note` and `answered`, possible with `asked` and `answered_unprompted`.
    #[schema(min_length = 1, max_length = 10000)]
    text: Option<String>,
    /// The minutes offered; with `extension_offered` only.
    #[schema(minimum = 1, maximum = 120)]
    minutes: Option<i16>,
}

/// Something that happened in a conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SessionEvent, example = json!({
    "id": "5f0c7a1e-3c1b-4f52-9d55-0d3b6a6a7c11", "object": "session_event",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "interview_id": "019b76da-a800-7000-8000-000000000009", "kind": "extension_offered",
    "interview_question_id": null, "text": null, "minutes": 10, "happened_at": "2026-01-05T08:55:00Z"
}))]
pub(super) struct SessionEventResponse {
    id: Uuid,
    /// Always `session_event`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// When it arrived.
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    interview_id: Uuid,
    kind: SessionEventKind,
    interview_question_id: Option<Uuid>,
    #[schema(max_length = 10000)]
    text: Option<String>,
    #[schema(minimum = 1, maximum = 120)]
    minutes: Option<i16>,
    happened_at: DateTime<Utc>,
}

/// What became of events that were sent, and the session after them.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = RecordedSessionEvents, example = json!({
    "recorded": 1, "repeated": 0, "session": {
        "object": "interview_session", "interview_id": "019b76da-a800-7000-8000-000000000009", "state": "in_progress",
        "at": "2026-01-08T14:18:00Z", "phase": "closing", "begins_at": "2026-01-08T14:00:00Z",
        "close_at": "2026-01-08T14:17:00Z", "time_is_up_at": "2026-01-08T14:20:00Z", "time_announced_at": null,
        "planned_minutes": 20, "extended_minutes": 0, "elapsed_seconds": 1080, "remaining_seconds": 120, "question_minutes": 0,
        "advice": "Time is up at 14:20, in 2 minutes: ask who else to talk to and how to stay in touch, and thank them.",
        "next": null, "questions": [], "deferred": { "count": 0, "max": 2, "room": 2, "is_over": false }
    }
}))]
pub(super) struct RecordedResponse {
    /// How many are new.
    #[schema(minimum = 0, maximum = 100)]
    pub(super) recorded: u32,
    /// How many were there already.
    #[schema(minimum = 0, maximum = 100)]
    pub(super) repeated: u32,
    pub(super) session: SessionResponse,
}

impl SessionEventsInput {
    /// The events in the order in which they were sent, each with its id.
    pub(super) fn read(
        self,
        interview: Id<Interview>,
        now: DateTime<Utc>,
    ) -> Result<Vec<(Id<SessionEvent>, SessionEvent)>, ApiError> {
        let events = self.events.into_iter().enumerate().map(|(index, event)| {
            let event = event.read(interview, now);
            event.map_err(|refused| refused.below(&format!("/events/{index}")))
        });
        events.collect()
    }
}

impl SessionEventInput {
    fn read(
        self,
        interview_id: Id<Interview>,
        now: DateTime<Utc>,
    ) -> Result<(Id<SessionEvent>, SessionEvent), ApiError> {
        let happened_at = instant("/happened_at", self.happened_at)?;
        if happened_at > now {
            return Err(ApiError::field(
                "/happened_at",
                "in_future",
                "has not come yet",
            ));
        }
        let id = Id::new(self.id);
        let happening = self.happening()?;
        let event = SessionEvent {
            interview_id,
            happened_at,
            happening,
        };
        Ok((id, event))
    }

    /// With the members that this kind has, and no others.
    fn happening(self) -> Result<Happening, ApiError> {
        use interview::SessionEventKind as Kind;
        let Word(kind) = self.kind;
        let text = optional_text("/text", self.text.as_deref())?;
        let has_text = [
            Kind::Asked,
            Kind::Answered,
            Kind::AnsweredUnprompted,
            Kind::Note,
        ];
        let needs_text = matches!(kind, Kind::Answered | Kind::Note);
        let extends = kind == Kind::ExtensionOffered;
        let about = !extends && !matches!(kind, Kind::Note | Kind::TimeAnnounced);
        fits(
            "/text",
            kind,
            text.is_some(),
            (needs_text, has_text.contains(&kind)),
        )?;
        fits("/minutes", kind, self.minutes.is_some(), (extends, extends))?;
        let question = self.interview_question_id;
        fits(
            "/interview_question_id",
            kind,
            question.is_some(),
            (about, about),
        )?;
        let told = match (kind, text) {
            (Kind::Note, Some(text)) => return Ok(Happening::Note { text }),
            (Kind::TimeAnnounced, _) => return Ok(Happening::TimeAnnounced),
            (Kind::ExtensionOffered | Kind::Note, _) => {
                let minutes = whole("/minutes", self.minutes.unwrap_or_default())?;
                return Ok(Happening::ExtensionOffered { minutes });
            }
            (Kind::Asked, answer) => Told::Asked { answer },
            (Kind::Answered, answer) => Told::Answered { answer },
            (Kind::AnsweredUnprompted, answer) => Told::AnsweredUnprompted { answer },
            (Kind::AlreadyKnown, _) => Told::AlreadyKnown,
            (Kind::Skipped, _) => Told::Skipped,
            (Kind::Deferred, _) => Told::Deferred,
            (Kind::TakenBack, _) => Told::TakenBack,
        };
        let id = Id::new(question.unwrap_or_default());
        Ok(Happening::Question { id, told })
    }
}

/// Refuses a member that an event of this kind lacks or must not have.
fn fits(
    pointer: &str,
    kind: interview::SessionEventKind,
    is_given: bool,
    (is_needed, is_possible): (bool, bool),
) -> Result<(), ApiError> {
    if is_needed && !is_given {
        let detail = format!("is required with {kind}");
        return Err(ApiError::field(pointer, "required", detail));
    }
    if is_given && !is_possible {
        let detail = format!("is not possible with {kind}");
        return Err(ApiError::field(pointer, "not_with_kind", detail));
    }
    Ok(())
}

impl From<Stored<SessionEvent>> for SessionEventResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<SessionEvent>,
    ) -> Self {
        Self {
            id: id.uuid(),
            object: "session_event",
            created_at,
            updated_at,
            interview_id: value.interview_id.uuid(),
            kind: Word(value.kind()),
            interview_question_id: value.question().map(Id::uuid),
            text: value.text().map(Text::to_string),
            minutes: value.minutes().map(Whole::get),
            happened_at: value.happened_at,
        }
    }
}

crate::change::shown_as!(SessionEvent => SessionEventResponse);
