//! Follow-ups on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    follow_up::{self, FollowUp, Reason, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    advice::AdviceResponse,
    contact::ContactResponse,
    error::ApiError,
    http::Patch,
    wire::{Word, instant, optional_text, text},
};

pub(super) type FollowUpKind = Word<follow_up::FollowUpKind>;
type ThankYouState = Word<follow_up::ThankYouState>;
pub(super) type FollowUpState = Word<follow_up::FollowUpState>;

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
    /// The draft that settles it once it is sent: one to this contact.
    message_id: Option<Uuid>,
    /// Of a thank-you, what was new to the person and is named in it: a learning marked `new_to_me`, from this contact or
    /// interview.
    learning_id: Option<Uuid>,
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
    "referral_id": null, "message_id": null, "learning_id": null, "state": "pending", "thank_you_state": "due",
    "snoozed_until": null, "next_due_at": "2026-01-06T22:59:59Z", "settled_at": null, "skip_reason": null,
    "withdrawal_reason": null
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
    /// The referral whose referrer is to be told what came of it.
    referral_id: Option<Uuid>,
    /// The message that settles it once it is sent, or that did.
    message_id: Option<Uuid>,
    /// What was new to the person and is named in the thanks.
    learning_id: Option<Uuid>,
    state: FollowUpState,
    /// Where a thank-you stands; null for anything else.
    thank_you_state: Option<ThankYouState>,
    /// Put off until then.
    snoozed_until: Option<DateTime<Utc>>,
    /// When it is to be done while it is pending: the later of `due_at` and `snoozed_until`.
    next_due_at: Option<DateTime<Utc>>,
    /// When it was done, skipped or withdrawn.
    settled_at: Option<DateTime<Utc>>,
    /// Why it was skipped.
    #[schema(max_length = 1000)]
    skip_reason: Option<String>,
    /// Why the rule that made it took it back.
    #[schema(max_length = 1000)]
    withdrawal_reason: Option<String>,
    /// With `expand=contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) contact: Option<Box<ContactResponse>>,
    /// With `expand=advice`: what the contact advised and has not been told about, the oldest first, ten of it at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 10)]
    pub(super) advice: Option<Vec<AdviceResponse>>,
}

/// What is known of a state besides its word.
#[derive(Default)]
struct Known {
    snoozed_until: Option<DateTime<Utc>>,
    settled_at: Option<DateTime<Utc>>,
    skip_reason: Option<Reason>,
    withdrawal_reason: Option<Reason>,
}

impl From<State> for Known {
    fn from(state: State) -> Self {
        let nothing = Self::default();
        match state {
            State::Pending { snoozed_until } => Self {
                snoozed_until,
                ..nothing
            },
            State::Done { at } => Self {
                settled_at: Some(at),
                ..nothing
            },
            State::Skipped { at, reason } => Self {
                settled_at: Some(at),
                skip_reason: Some(reason),
                ..nothing
            },
            State::Withdrawn { at, reason } => Self {
                settled_at: Some(at),
                withdrawal_reason: Some(reason),
                ..nothing
            },
        }
    }
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
        let thank_you_state = value.thank_you_state();
        let FollowUp {
            contact_id,
            interview_id,
            referral_id,
            kind,
            due_at,
            rule,
            reason,
            note,
            message_id,
            learning_id,
            state,
        } = value;
        let word = state.word();
        let known = Known::from(state);
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
            referral_id: referral_id.map(Id::uuid),
            message_id: message_id.map(Id::uuid),
            learning_id: learning_id.map(Id::uuid),
            state: Word(word),
            thank_you_state: thank_you_state.map(Word),
            snoozed_until: known.snoozed_until,
            next_due_at,
            settled_at: known.settled_at,
            skip_reason: known.skip_reason.map(Text::into_string),
            withdrawal_reason: known.withdrawal_reason.map(Text::into_string),
            contact: None,
            advice: None,
        }
    }
}

impl From<&FollowUp> for FollowUpInput {
    fn from(
        FollowUp {
            contact_id,
            interview_id,
            referral_id: _,
            kind,
            due_at,
            rule: _,
            reason,
            note,
            message_id,
            learning_id,
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
            message_id: message_id.map(Id::uuid),
            learning_id: learning_id.map(Id::uuid),
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
            message_id,
            learning_id,
        }: FollowUpInput,
    ) -> Result<Self, ApiError> {
        let wanted = Self {
            contact_id: Id::new(contact_id),
            interview_id: interview_id.map(Id::new),
            referral_id: None,
            kind: kind.map_or(follow_up::FollowUpKind::Other, |Word(kind)| kind),
            due_at: instant("/due_at", due_at)?,
            rule: None,
            reason: text("/reason", &reason)?,
            note: optional_text("/note", note.as_deref())?,
            message_id: message_id.map(Id::new),
            learning_id: learning_id.map(Id::new),
            state: State::Pending {
                snoozed_until: None,
            },
        };
        Ok(wanted.consistent()?)
    }
}

crate::change::shown_as!(FollowUp => FollowUpResponse);
