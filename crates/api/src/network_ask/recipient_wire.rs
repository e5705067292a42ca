//! Those who were asked, on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text, channel,
    contact::Contact,
    network_ask::{self, InvalidReply, NetworkAsk, Recipient, Standing},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::Patch,
    wire::{Word, instant, optional_text},
};

pub(super) type RecipientState = Word<network_ask::RecipientState>;
type Channel = Word<channel::Channel>;

/// Whom an ask goes to.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "contact_ids": ["019b76da-a800-7000-8000-000000000005", "019b76da-a800-7000-8000-000000000006"],
    "channel": "email", "asked_at": "2026-01-05T09:00:00Z"
}))]
pub(super) struct RecipientsInput {
    /// At most 100 at once; whoever is named twice is asked once.
    #[schema(min_items = 1, max_items = 100)]
    contact_ids: Vec<Uuid>,
    channel: Channel,
    /// When it was sent; now when it is not given.
    asked_at: Option<DateTime<Utc>>,
}

/// What came from one of those who were asked.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NetworkAskRecipientInput, example = json!({
    "state": "introduced", "replied_at": "2026-01-05T09:00:00Z", "note": "She wrote to Dr. Chen for me."
}))]
pub(super) struct RecipientInput {
    state: RecipientState,
    /// When they answered; now when a patch names an answer and nothing is known yet. Null without an answer.
    replied_at: Option<DateTime<Utc>>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

pub(super) type RecipientPatch = Patch<RecipientInput>;

/// Somebody whom an ask went to.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NetworkAskRecipient, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "network_ask_recipient",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "network_ask_id": "019b76da-a800-7000-8000-000000000007", "contact_id": "019b76da-a800-7000-8000-000000000005",
    "channel": "email", "asked_at": "2026-01-05T09:00:00Z", "state": "waiting", "replied_at": null, "note": null
}))]
pub(super) struct RecipientResponse {
    id: Uuid,
    /// Always `network_ask_recipient`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    network_ask_id: Uuid,
    contact_id: Uuid,
    channel: Channel,
    asked_at: DateTime<Utc>,
    state: RecipientState,
    /// When they answered.
    replied_at: Option<DateTime<Utc>>,
    #[schema(max_length = 5000)]
    note: Option<String>,
}

/// Whom the ask now goes to.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AddedRecipients, example = json!({
    "network_ask_id": "019b76da-a800-7000-8000-000000000007",
    "added": [{
        "id": "019b76da-a800-7000-8000-000000000008", "object": "network_ask_recipient",
        "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
        "network_ask_id": "019b76da-a800-7000-8000-000000000007",
        "contact_id": "019b76da-a800-7000-8000-000000000005", "channel": "email",
        "asked_at": "2026-01-05T09:00:00Z", "state": "waiting", "replied_at": null, "note": null
    }],
    "already_asked": ["019b76da-a800-7000-8000-000000000006"]
}))]
pub(super) struct AddedResponse {
    network_ask_id: Uuid,
    /// In the order in which they were named.
    #[schema(max_items = 100)]
    added: Vec<RecipientResponse>,
    /// The contacts whom it had gone to before; nothing was changed about them.
    #[schema(max_items = 100)]
    already_asked: Vec<Uuid>,
}

/// Which of those who were asked.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListRecipients {
    /// Only those in one of these states.
    #[param(max_items = 5)]
    pub(super) state: Option<Vec<RecipientState>>,
}

/// Whom to ask, each once, by what means and when.
pub(super) struct Wanted {
    pub(super) contacts: Vec<Id<Contact>>,
    pub(super) channel: channel::Channel,
    pub(super) asked_at: DateTime<Utc>,
}

/// Whom an ask now goes to.
#[derive(Debug)]
pub(super) struct Added {
    pub(super) ask: Stored<NetworkAsk>,
    pub(super) recipients: Vec<Stored<Recipient>>,
    pub(super) already_asked: Vec<Id<Contact>>,
}

impl RecipientsInput {
    pub(super) fn read(self, now: DateTime<Utc>) -> Result<Wanted, ApiError> {
        let Self {
            contact_ids,
            channel: Word(channel),
            asked_at,
        } = self;
        let mut contacts = Vec::with_capacity(contact_ids.len());
        for id in contact_ids.into_iter().map(Id::new) {
            if !contacts.contains(&id) {
                contacts.push(id);
            }
        }
        let asked_at = asked_at.map_or(Ok(now), |at| instant("/asked_at", at))?;
        if asked_at > now {
            let detail = "must not be in the future";
            return Err(ApiError::field("/asked_at", "in_future", detail));
        }
        Ok(Wanted {
            contacts,
            channel,
            asked_at,
        })
    }
}

impl RecipientInput {
    /// The recipient after what they said, at `now` unless it says when.
    pub(super) fn change(
        self,
        recipient: Recipient,
        now: DateTime<Utc>,
    ) -> Result<Recipient, ApiError> {
        let Self {
            state: Word(state),
            replied_at,
            note,
        } = self;
        let replied_at = replied_at
            .map(|at| instant("/replied_at", at))
            .transpose()?;
        let replied_at = replied_at.or_else(|| state.is_answer().then_some(now));
        let standing = Standing::new(state, replied_at)?;
        let mut answered = recipient.answered(standing, now)?;
        answered.note = optional_text("/note", note.as_deref())?;
        Ok(answered)
    }
}

impl From<&Recipient> for RecipientInput {
    fn from(recipient: &Recipient) -> Self {
        Self {
            state: Word(recipient.standing.word()),
            replied_at: recipient.standing.replied_at(),
            note: recipient.note.as_ref().map(Text::to_string),
        }
    }
}

impl From<InvalidReply> for ApiError {
    fn from(refused: InvalidReply) -> Self {
        let code = match refused {
            InvalidReply::WithoutTime { .. } => "required",
            InvalidReply::TimeWithoutReply { .. } => "exclusive",
            InvalidReply::BeforeAsked => "before_asked",
            InvalidReply::InFuture => "in_future",
        };
        Self::field("/replied_at", code, refused)
    }
}

impl From<Stored<Recipient>> for RecipientResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Recipient>,
    ) -> Self {
        let Recipient {
            network_ask_id,
            contact_id,
            channel,
            asked_at,
            standing,
            note,
        } = value;
        Self {
            id: id.uuid(),
            object: "network_ask_recipient",
            created_at,
            updated_at,
            network_ask_id: network_ask_id.uuid(),
            contact_id: contact_id.uuid(),
            channel: Word(channel),
            asked_at,
            state: Word(standing.word()),
            replied_at: standing.replied_at(),
            note: note.map(Text::into_string),
        }
    }
}

impl Added {
    /// With the identity of the ask, so that the answer carries its `ETag`.
    pub(super) fn stored(self) -> Stored<Self> {
        Stored {
            id: Id::new(self.ask.id.uuid()),
            version: self.ask.version,
            created_at: self.ask.created_at,
            updated_at: self.ask.updated_at,
            value: self,
        }
    }
}

/// Under the revision of the ask.
impl From<Stored<Added>> for AddedResponse {
    fn from(added: Stored<Added>) -> Self {
        let Added {
            ask,
            recipients,
            already_asked,
        } = added.value;
        Self {
            network_ask_id: ask.id.uuid(),
            added: recipients.into_iter().map(Into::into).collect(),
            already_asked: already_asked.into_iter().map(Id::uuid).collect(),
        }
    }
}

crate::change::shown_as!(Recipient => RecipientResponse);
