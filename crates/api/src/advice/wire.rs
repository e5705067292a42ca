//! Advice on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id, Stored, Text,
    advice::{self, Advice, Refused, Report, State},
    vocabulary::Vocabulary,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::{ApiError, Code},
    http::Patch,
    wire::{Word, optional_day, text},
};

pub(super) type AdviceState = Word<advice::AdviceState>;

/// What somebody advised.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "contact_id": "019b76da-a800-7000-8000-000000000005", "theme_id": "019b76da-a800-7000-8000-000000000007",
    "interview_id": "019b76da-a800-7000-8000-000000000006", "what": "Shadow a night shift before you enroll.",
    "given_on": "2026-01-05"
}))]
pub(super) struct AdviceInput {
    /// Who gave it.
    contact_id: Uuid,
    theme_id: Option<Uuid>,
    /// The conversation in which it was given; one with that contact.
    interview_id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 2000)]
    what: String,
    given_on: Option<NaiveDate>,
}

pub(super) type AdvicePatch = Patch<AdviceInput>;

/// Advice, and how far it has come.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Advice, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "advice",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-02-05T09:00:00Z",
    "contact_id": "019b76da-a800-7000-8000-000000000005", "theme_id": "019b76da-a800-7000-8000-000000000007",
    "interview_id": "019b76da-a800-7000-8000-000000000006", "what": "Shadow a night shift before you enroll.",
    "given_on": "2026-01-05", "state": "reported_back", "decided_at": "2026-01-06T09:00:00Z", "decision_reason": null,
    "applied_at": "2026-01-20T06:00:00Z", "result": "I liked the quiet.", "reported_at": "2026-02-05T09:00:00Z",
    "message_id": null, "report_note": "On the phone."
}))]
pub(crate) struct AdviceResponse {
    id: Uuid,
    /// Always `advice`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    contact_id: Uuid,
    theme_id: Option<Uuid>,
    interview_id: Option<Uuid>,
    #[schema(max_length = 2000)]
    what: String,
    given_on: Option<NaiveDate>,
    state: AdviceState,
    decided_at: Option<DateTime<Utc>>,
    /// Why it is followed or not.
    #[schema(max_length = 1000)]
    decision_reason: Option<String>,
    applied_at: Option<DateTime<Utc>>,
    /// What came of it.
    #[schema(max_length = 2000)]
    result: Option<String>,
    /// When whoever gave it was told.
    reported_at: Option<DateTime<Utc>>,
    /// The message that told them; null also when it was deleted.
    message_id: Option<Uuid>,
    #[schema(max_length = 5000)]
    report_note: Option<String>,
}

impl From<Stored<Advice>> for AdviceResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Advice>,
    ) -> Self {
        let Advice {
            contact_id,
            theme_id,
            interview_id,
            what,
            given_on,
            state,
        } = value;
        let (decided_at, reason) = state.decision().unzip();
        let (application, report) = (state.application(), state.report());
        let note = report.and_then(|report: &Report| report.note.as_ref());
        let message = report.and_then(|report| report.message_id);
        Self {
            id: id.uuid(),
            object: "advice",
            created_at,
            updated_at,
            contact_id: contact_id.uuid(),
            theme_id: theme_id.map(Id::uuid),
            interview_id: interview_id.map(Id::uuid),
            what: what.into_string(),
            given_on,
            state: Word(state.word()),
            decided_at,
            decision_reason: reason.flatten().map(Text::to_string),
            applied_at: application.map(|application| application.at),
            result: application.map(|application| application.result.to_string()),
            reported_at: report.map(|report| report.at),
            message_id: message.map(Id::uuid),
            report_note: note.map(Text::to_string),
        }
    }
}

impl From<&Advice> for AdviceInput {
    fn from(
        Advice {
            contact_id,
            theme_id,
            interview_id,
            what,
            given_on,
            // Moved by operations of their own.
            state: _,
        }: &Advice,
    ) -> Self {
        Self {
            contact_id: contact_id.uuid(),
            theme_id: theme_id.map(Id::uuid),
            interview_id: interview_id.map(Id::uuid),
            what: what.to_string(),
            given_on: *given_on,
        }
    }
}

impl TryFrom<AdviceInput> for Advice {
    type Error = ApiError;

    fn try_from(
        AdviceInput {
            contact_id,
            theme_id,
            interview_id,
            what,
            given_on,
        }: AdviceInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            contact_id: Id::new(contact_id),
            theme_id: theme_id.map(Id::new),
            interview_id: interview_id.map(Id::new),
            what: text("/what", &what)?,
            given_on: optional_day("/given_on", given_on)?,
            state: State::Given,
        })
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::WrongState { state } => {
                Self::new(Code::WrongState, refused).with("state", state.as_str())
            }
            Refused::ReasonMissing => Self::field("/reason", "required", refused),
            Refused::InTheFuture => Self::field("/at", "in_the_future", refused),
        }
    }
}

crate::change::shown_as!(Advice => AdviceResponse);
