//! Promises on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id, Stored, Text,
    promise::{self, Promise, Refused, State},
    vocabulary::Vocabulary,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::{ApiError, Code},
    http::Patch,
    wire::{Word, optional_day, optional_text, text},
};

pub(crate) type PromiseDirection = Word<promise::PromiseDirection>;
pub(super) type PromiseState = Word<promise::PromiseState>;

/// Something promised to a contact or by one.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "contact_id": "019b76da-a800-7000-8000-000000000005", "interview_id": "019b76da-a800-7000-8000-000000000006",
    "direction": "mine", "what": "The article on stammering", "due_on": "2026-01-09", "note": "Send the link and the print."
}))]
pub(super) struct PromiseInput {
    contact_id: Uuid,
    /// The conversation in which it was made; one with that contact.
    interview_id: Option<Uuid>,
    /// Whose promise it is: the person's own or the contact's.
    direction: PromiseDirection,
    #[schema(min_length = 1, max_length = 500)]
    what: String,
    /// The last day on which it is in time, where the person lives.
    due_on: Option<NaiveDate>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

pub(super) type PromisePatch = Patch<PromiseInput>;

/// A promise, and what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Promise, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "promise",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "contact_id": "019b76da-a800-7000-8000-000000000005", "interview_id": "019b76da-a800-7000-8000-000000000006",
    "direction": "mine", "what": "The article on stammering", "due_on": "2026-01-09", "note": null, "state": "open",
    "settled_at": null
}))]
pub(crate) struct PromiseResponse {
    id: Uuid,
    /// Always `promise`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    contact_id: Uuid,
    interview_id: Option<Uuid>,
    direction: PromiseDirection,
    #[schema(max_length = 500)]
    what: String,
    due_on: Option<NaiveDate>,
    #[schema(max_length = 5000)]
    note: Option<String>,
    state: PromiseState,
    /// When it was kept, broken or withdrawn.
    settled_at: Option<DateTime<Utc>>,
}

impl From<Stored<Promise>> for PromiseResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Promise>,
    ) -> Self {
        let Promise {
            contact_id,
            interview_id,
            direction,
            what,
            due_on,
            note,
            state,
        } = value;
        Self {
            id: id.uuid(),
            object: "promise",
            created_at,
            updated_at,
            contact_id: contact_id.uuid(),
            interview_id: interview_id.map(Id::uuid),
            direction: Word(direction),
            what: what.into_string(),
            due_on,
            note: note.map(Text::into_string),
            state: Word(state.word()),
            settled_at: state.settled_at(),
        }
    }
}

impl From<&Promise> for PromiseInput {
    fn from(
        Promise {
            contact_id,
            interview_id,
            direction,
            what,
            due_on,
            note,
            // Moved by operations of their own.
            state: _,
        }: &Promise,
    ) -> Self {
        Self {
            contact_id: contact_id.uuid(),
            interview_id: interview_id.map(Id::uuid),
            direction: Word(*direction),
            what: what.to_string(),
            due_on: *due_on,
            note: note.as_ref().map(Text::to_string),
        }
    }
}

impl TryFrom<PromiseInput> for Promise {
    type Error = ApiError;

    fn try_from(
        PromiseInput {
            contact_id,
            interview_id,
            direction: Word(direction),
            what,
            due_on,
            note,
        }: PromiseInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            contact_id: Id::new(contact_id),
            interview_id: interview_id.map(Id::new),
            direction,
            what: text("/what", &what)?,
            due_on: optional_day("/due_on", due_on)?,
            note: optional_text("/note", note.as_deref())?,
            state: State::Open,
        })
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::WrongState { state } => {
                Self::new(Code::WrongState, refused).with("state", state.as_str())
            }
            Refused::InTheFuture => Self::field("/at", "in_the_future", refused),
        }
    }
}

crate::change::shown_as!(Promise => PromiseResponse);
