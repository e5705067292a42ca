//! Messages on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text, channel, interview,
    locale::Locale,
    message::{self, ChosenTemplate, Message, Sent, State},
    whole::Whole,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    http::Patch,
    message_template::{MessageKind, ValueInput, WindowInput, WindowResponse},
    wire::Word,
};

pub(super) type Channel = Word<channel::Channel>;
type Mode = Word<interview::Mode>;
pub(super) type MessageState = Word<message::MessageState>;

/// What to write a message from.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "id": "01a21000-8800-7000-8000-000000000102", "mode": "phone",
    "values": [{ "name": "sought", "text": "a speech therapist in a school" }]
}))]
pub(super) struct FromTemplateInput {
    /// The template.
    pub(super) id: Uuid,
    /// How the two would talk.
    pub(super) mode: Option<Mode>,
    /// Values for this once, in the place of what is known.
    #[serde(default)]
    #[schema(max_items = 30)]
    pub(super) values: Vec<ValueInput>,
}

/// Something to send, say or hand over.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "outreach_id": null, "template": null, "kind": "email", "channel": null,
    "subject": "A question about speech therapy", "body": "Dear Ms. Okafor,\n\nWould you have 20 minutes?\n\nAda",
    "language": "en", "attachments": [], "requested_minutes": 20,
    "window": { "starts_on": "2026-10-10", "ends_on": "2026-10-15", "place": "Baltimore" }, "learnings": [],
    "is_resume_asked_for": false
}))]
pub(super) struct MessageInput {
    /// To whom; that of the outreach when it is not given, and nobody in particular without one.
    pub(super) contact_id: Option<Uuid>,
    pub(super) outreach_id: Option<Uuid>,
    /// Writes subject and body anew, whatever they say.
    pub(super) template: Option<FromTemplateInput>,
    /// That of the template when it is not given; needed without one.
    pub(super) kind: Option<MessageKind>,
    /// By what it is to go; as its kind does when it is not given.
    pub(super) channel: Option<Channel>,
    /// Not for a letter, a call, a voicemail or a connection note: those have no subject.
    #[schema(min_length = 1, max_length = 200)]
    pub(super) subject: Option<String>,
    /// Needed without a template.
    #[schema(min_length = 1, max_length = 20000)]
    pub(super) body: Option<String>,
    /// The language of the text, as a tag of BCP 47; that of the template when it is not given. Without one the lint goes
    /// by the profile's.
    #[schema(min_length = 2, max_length = 35)]
    pub(super) language: Option<String>,
    /// Documents of the caller's that go along.
    #[serde(default)]
    #[schema(max_items = 10)]
    pub(super) attachments: Vec<Uuid>,
    /// How many minutes it asks for.
    #[schema(minimum = 5, maximum = 60)]
    pub(super) requested_minutes: Option<i16>,
    /// When the caller could meet; in a new message, the days of the visit that the outreach is linked to when it is not
    /// given.
    pub(super) window: Option<WindowInput>,
    /// What was new to the caller, for a thank-you to name; a template names the first.
    #[serde(default)]
    #[schema(max_items = 10, min_length = 1, max_length = 1000)]
    pub(super) learnings: Vec<String>,
    /// They asked for the resume.
    #[serde(default)]
    pub(super) is_resume_asked_for: bool,
}

pub(super) type MessagePatch = Patch<MessageInput>;

/// Something to send, say or hand over, or that was.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Message, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "message",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "contact_id": "019b76da-a800-7000-8000-000000000005", "outreach_id": "019b76da-a800-7000-8000-000000000006",
    "template_id": null, "kind": "email", "channel": null, "subject": "A question about speech therapy",
    "body": "Dear Ms. Okafor,\n\nWould you have 20 minutes?\n\nAda", "language": "en", "attachments": [],
    "requested_minutes": 20, "window": { "starts_on": "2026-10-10", "ends_on": "2026-10-15", "place": "Baltimore" },
    "learnings": [], "is_resume_asked_for": false, "state": "draft", "sent_at": null, "attempt_id": null,
    "override_reason": null
}))]
pub(super) struct MessageResponse {
    id: Uuid,
    /// Always `message`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    contact_id: Option<Uuid>,
    outreach_id: Option<Uuid>,
    /// What it was written from.
    template_id: Option<Uuid>,
    kind: MessageKind,
    /// By what it is to go, or went; null: as its kind does.
    channel: Option<Channel>,
    #[schema(max_length = 200)]
    subject: Option<String>,
    #[schema(max_length = 20000)]
    body: String,
    #[schema(max_length = 35)]
    language: Option<String>,
    #[schema(max_items = 10)]
    attachments: Vec<Uuid>,
    #[schema(minimum = 5, maximum = 60)]
    requested_minutes: Option<i16>,
    window: Option<WindowResponse>,
    #[schema(max_items = 10, max_length = 1000)]
    learnings: Vec<String>,
    is_resume_asked_for: bool,
    state: MessageState,
    sent_at: Option<DateTime<Utc>>,
    /// The attempt of the outreach that it was.
    attempt_id: Option<Uuid>,
    /// Why it went out although there was something to look at again.
    #[schema(max_length = 1000)]
    override_reason: Option<String>,
}

impl From<Stored<Message>> for MessageResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Message>,
    ) -> Self {
        let state = value.state_word();
        let Message {
            contact_id,
            outreach_id,
            template,
            kind,
            channel,
            subject,
            body,
            language,
            attachments,
            requested_minutes,
            window,
            learnings,
            is_resume_asked_for,
            state: how,
        } = value;
        let sent = match how {
            State::Draft => None,
            State::Sent(sent) => Some(sent),
        };
        let (channel, sent_at, attempt_id, override_reason) = match sent {
            None => (channel, None, None, None),
            Some(Sent {
                at,
                channel,
                attempt_id,
                override_reason,
            }) => (Some(channel), Some(at), attempt_id, override_reason),
        };
        let documents = attachments.into_vec().into_iter().map(Id::uuid);
        let learnings = learnings.into_vec().into_iter().map(Text::into_string);
        Self {
            id: id.uuid(),
            object: "message",
            created_at,
            updated_at,
            contact_id: contact_id.map(Id::uuid),
            outreach_id: outreach_id.map(Id::uuid),
            template_id: template.map(|ChosenTemplate { id, .. }| id.uuid()),
            kind: Word(kind),
            channel: channel.map(Word),
            subject: subject.map(Text::into_string),
            body: body.into_string(),
            language: language.as_ref().map(Locale::to_string),
            attachments: documents.collect(),
            requested_minutes: requested_minutes.map(Whole::get),
            window: window.map(Into::into),
            learnings: learnings.collect(),
            is_resume_asked_for,
            state: Word(state),
            sent_at,
            attempt_id: attempt_id.map(Id::uuid),
            override_reason: override_reason.map(Text::into_string),
        }
    }
}

impl From<&Message> for MessageInput {
    fn from(
        Message {
            contact_id,
            outreach_id,
            template: _,
            kind,
            channel,
            subject,
            body,
            language,
            attachments,
            requested_minutes,
            window,
            learnings,
            is_resume_asked_for,
            state: _,
        }: &Message,
    ) -> Self {
        let documents = attachments.as_slice().iter().map(|id| id.uuid());
        let learnings = learnings.as_slice().iter().map(Text::to_string);
        Self {
            contact_id: contact_id.map(Id::uuid),
            outreach_id: outreach_id.map(Id::uuid),
            template: None,
            kind: Some(Word(*kind)),
            channel: channel.map(Word),
            subject: subject.as_ref().map(Text::to_string),
            body: Some(body.to_string()),
            language: language.as_ref().map(Locale::to_string),
            attachments: documents.collect(),
            requested_minutes: requested_minutes.map(Whole::get),
            window: window.as_ref().map(Into::into),
            learnings: learnings.collect(),
            is_resume_asked_for: *is_resume_asked_for,
        }
    }
}

crate::change::shown_as!(Message => MessageResponse);
