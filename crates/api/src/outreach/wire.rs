//! Outreach on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id, Stored, Text,
    outreach::{self, Course, NextAction, Outreach},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{contact::ContactResponse, theme::ThemeResponse, wire::Word};

pub(super) type Channel = Word<outreach::Channel>;
pub(super) type NextActionKind = Word<outreach::NextActionKind>;
pub(super) type OutreachState = Word<outreach::OutreachState>;

/// Whom to pursue, and for what.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "contact_id": "019b76da-a800-7000-8000-000000000005", "theme_id": "019b76da-a800-7000-8000-000000000006",
    "notes": "Uncle Max knows her from the choir."
}))]
pub(super) struct OutreachInput {
    pub(super) contact_id: Uuid,
    /// The theme that the conversation is for.
    pub(super) theme_id: Option<Uuid>,
    /// The profile by which to go about it; the default one when it is not given.
    pub(super) methodology_id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 20000)]
    pub(super) notes: Option<String>,
}

/// What can be changed of an outreach; the rest follows from its attempts.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "theme_id": "019b76da-a800-7000-8000-000000000006", "notes": "She is back from Lisbon in March."
}))]
pub(super) struct OutreachDetailsInput {
    /// The theme that the conversation is for.
    pub(super) theme_id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 20000)]
    pub(super) notes: Option<String>,
}

/// The pursuit of one conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Outreach, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "outreach",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "contact_id": "019b76da-a800-7000-8000-000000000005", "theme_id": "019b76da-a800-7000-8000-000000000006",
    "methodology_id": "01a2008d-7400-7000-8000-000000000001", "notes": "Uncle Max knows her from the choir.",
    "state": "awaiting_reply", "recontact_on": null,
    "next_action": {
        "kind": "call_to_follow_up", "channels": ["phone"],
        "from": "2026-01-11T23:00:00Z", "until": "2026-01-19T22:59:59Z",
        "reason": "Your letter of 2026-01-05 has had no answer yet: call between 2026-01-12 and 2026-01-19.",
        "rule": "follow_up_days", "source": "seed 001 (F50, F51)"
    }
}))]
pub(super) struct OutreachResponse {
    id: Uuid,
    /// Always `outreach`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    pub(super) contact_id: Uuid,
    pub(super) theme_id: Option<Uuid>,
    methodology_id: Uuid,
    #[schema(max_length = 20000)]
    notes: Option<String>,
    /// Follows from the attempts, the contact's wish and the interview.
    state: OutreachState,
    /// The day from which they can be approached again.
    recontact_on: Option<NaiveDate>,
    /// Null when there is nothing to do but hold the meeting, or nothing at all.
    next_action: Option<NextActionResponse>,
    /// With `expand=contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) contact: Option<Box<ContactResponse>>,
    /// With `expand=theme`, when it is for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) theme: Option<Box<ThemeResponse>>,
}

/// What to do next, when, and why.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NextAction)]
pub(super) struct NextActionResponse {
    kind: NextActionKind,
    /// By what to act, the preferred channel first.
    #[schema(max_items = 20)]
    channels: Vec<Channel>,
    /// Not before; an earlier attempt needs an `override_reason`.
    from: DateTime<Utc>,
    /// At the latest.
    until: DateTime<Utc>,
    /// Why, with dates of the person's time zone.
    #[schema(max_length = 2000)]
    reason: String,
    /// The key of the rule of the methodology.
    #[schema(max_length = 100)]
    rule: String,
    /// Where the rule comes from.
    #[schema(max_length = 2000)]
    source: String,
}

impl From<Stored<Outreach>> for OutreachResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Outreach>,
    ) -> Self {
        let Outreach {
            contact_id,
            theme_id,
            methodology_id,
            notes,
            course,
        } = value;
        let Course {
            state,
            next_action,
            recontact_on,
        } = course;
        Self {
            id: id.uuid(),
            object: "outreach",
            created_at,
            updated_at,
            contact_id: contact_id.uuid(),
            theme_id: theme_id.map(Id::uuid),
            methodology_id: methodology_id.uuid(),
            notes: notes.map(Text::into_string),
            state: Word(state),
            recontact_on,
            next_action: next_action.map(NextActionResponse::from),
            contact: None,
            theme: None,
        }
    }
}

impl From<NextAction> for NextActionResponse {
    fn from(
        NextAction {
            kind,
            channels,
            window,
            reason,
            rule,
            source,
        }: NextAction,
    ) -> Self {
        Self {
            kind: Word(kind),
            channels: channels.into_iter().map(Word).collect(),
            from: window.from(),
            until: window.until(),
            reason,
            rule,
            source,
        }
    }
}

impl From<&Outreach> for OutreachDetailsInput {
    fn from(
        Outreach {
            contact_id: _,
            theme_id,
            methodology_id: _,
            notes,
            course: _,
        }: &Outreach,
    ) -> Self {
        Self {
            theme_id: theme_id.map(Id::uuid),
            notes: notes.as_ref().map(Text::to_string),
        }
    }
}
