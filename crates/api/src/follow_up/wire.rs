//! Follow-ups on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    follow_up::{self, FollowUp, Refused, State},
    vocabulary::Vocabulary,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    contact::ContactResponse,
    error::{ApiError, Code},
    http::Patch,
    wire::{FollowUpSort, Word, instant, optional_text, text},
};

type FollowUpKind = Word<follow_up::FollowUpKind>;
type FollowUpState = Word<follow_up::FollowUpState>;

/// What a person says of something they owe a contact.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "contact_id": "019b76da-a800-7000-8000-000000000005", "kind": "other", "due_at": "2026-01-09T16:00:00Z",
    "reason": "I promised her the article on stammering.", "note": "Send the link and the print."
}))]
pub(super) struct FollowUpInput {
    contact_id: Uuid,
    /// The conversation it comes from, which was with this contact.
    interview_id: Option<Uuid>,
    /// `other` when it is not given.
    kind: Option<FollowUpKind>,
    due_at: DateTime<Utc>,
    /// Why it is owed.
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

pub(super) type FollowUpPatch = Patch<FollowUpInput>;

/// Something owed to a contact by a moment.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FollowUp, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "follow_up",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "contact_id": "019b76da-a800-7000-8000-000000000005", "interview_id": "019b76da-a800-7000-8000-000000000006",
    "kind": "thank_you", "due_at": "2026-01-06T22:59:59Z", "rule": "thank_you_days",
    "reason": "A thank-you is due by the end of the day after the conversation.", "note": null,
    "state": "pending", "snoozed_until": null, "next_due_at": "2026-01-06T22:59:59Z", "settled_at": null,
    "skip_reason": null
}))]
pub(crate) struct FollowUpResponse {
    id: Uuid,
    /// Always `follow_up`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    pub(super) contact_id: Uuid,
    interview_id: Option<Uuid>,
    kind: FollowUpKind,
    due_at: DateTime<Utc>,
    /// The rule of the methodology that made it; null for one that the person made.
    #[schema(max_length = 100)]
    rule: Option<String>,
    #[schema(max_length = 1000)]
    reason: String,
    #[schema(max_length = 5000)]
    note: Option<String>,
    state: FollowUpState,
    /// Put off until then.
    snoozed_until: Option<DateTime<Utc>>,
    /// When it is to be done while it is pending: the later of `due_at` and `snoozed_until`.
    next_due_at: Option<DateTime<Utc>>,
    /// When it was done or skipped.
    settled_at: Option<DateTime<Utc>>,
    /// Why it was skipped.
    #[schema(max_length = 1000)]
    skip_reason: Option<String>,
    /// With `expand=contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) contact: Option<Box<ContactResponse>>,
}

impl From<Stored<FollowUp>> for FollowUpResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<FollowUp>,
    ) -> Self {
        let next_due_at = value.next_due_at();
        let FollowUp {
            contact_id,
            interview_id,
            kind,
            due_at,
            rule,
            reason,
            note,
            state,
        } = value;
        let word = state.word();
        let (snoozed_until, settled_at, skip_reason) = match state {
            State::Pending { snoozed_until } => (snoozed_until, None, None),
            State::Done { at } => (None, Some(at), None),
            State::Skipped { at, reason } => (None, Some(at), Some(reason.into_string())),
        };
        Self {
            id: id.uuid(),
            object: "follow_up",
            created_at,
            updated_at,
            contact_id: contact_id.uuid(),
            interview_id: interview_id.map(Id::uuid),
            kind: Word(kind),
            due_at,
            rule: rule.map(Text::into_string),
            reason: reason.into_string(),
            note: note.map(Text::into_string),
            state: Word(word),
            snoozed_until,
            next_due_at,
            settled_at,
            skip_reason,
            contact: None,
        }
    }
}

impl From<&FollowUp> for FollowUpInput {
    fn from(
        FollowUp {
            contact_id,
            interview_id,
            kind,
            due_at,
            rule: _,
            reason,
            note,
            state: _,
        }: &FollowUp,
    ) -> Self {
        Self {
            contact_id: contact_id.uuid(),
            interview_id: interview_id.map(Id::uuid),
            kind: Some(Word(*kind)),
            due_at: *due_at,
            reason: reason.to_string(),
            note: note.as_ref().map(Text::to_string),
        }
    }
}

/// One that the person makes: by no rule, and pending.
impl TryFrom<FollowUpInput> for FollowUp {
    type Error = ApiError;

    fn try_from(
        FollowUpInput {
            contact_id,
            interview_id,
            kind,
            due_at,
            reason,
            note,
        }: FollowUpInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            contact_id: Id::new(contact_id),
            interview_id: interview_id.map(Id::new),
            kind: kind.map_or(follow_up::FollowUpKind::Other, |Word(kind)| kind),
            due_at: instant("/due_at", due_at)?,
            rule: None,
            reason: text("/reason", &reason)?,
            note: optional_text("/note", note.as_deref())?,
            state: State::Pending {
                snoozed_until: None,
            },
        })
    }
}

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::AlreadySettled { state } => {
                Self::new(Code::AlreadySettled, refused).with("state", state.as_str())
            }
            Refused::NotSettled => Self::new(Code::WrongState, refused)
                .with("state", follow_up::FollowUpState::Pending.as_str()),
            Refused::SnoozedIntoThePast { .. } => Self::field("/until", "in_the_past", refused),
            Refused::DoneInTheFuture { .. } => Self::field("/at", "in_the_future", refused),
            Refused::GivenByRule { member } => {
                Self::field(&format!("/{member}"), "given_by_rule", refused)
            }
        }
    }
}

/// Which follow-ups, in which order.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListFollowUps {
    /// Only follow-ups in one of these states.
    #[param(max_items = 3)]
    state: Option<Vec<FollowUpState>>,
    /// Only follow-ups of one of these kinds.
    #[param(max_items = 4)]
    kind: Option<Vec<FollowUpKind>>,
    /// Only what is owed to this contact.
    contact_id: Option<Uuid>,
    /// Only what comes from this interview.
    interview_id: Option<Uuid>,
    /// Only what is due before this moment, by `due_at`.
    due_before: Option<DateTime<Utc>>,
    /// The order; by `due_at` when it is not given.
    sort: Option<FollowUpSort>,
}

impl ListFollowUps {
    /// What narrows the list, and the word of its order.
    pub(super) fn read(self) -> (persistence::follow_up::Criteria, &'static str) {
        let Self {
            state,
            kind,
            contact_id,
            interview_id,
            due_before,
            sort,
        } = self;
        let criteria = persistence::follow_up::Criteria {
            states: Word::list(state),
            kinds: Word::list(kind),
            contact_id: contact_id.map(Id::new),
            interview_id: interview_id.map(Id::new),
            due_before,
        };
        let order = sort.map_or("due_at", |Word(order)| order.as_str());
        (criteria, order)
    }
}

crate::change::shown_as!(FollowUp => FollowUpResponse);
