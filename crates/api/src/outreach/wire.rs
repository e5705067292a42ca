//! Outreach on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id, Stored, Text,
    outreach::{self, Course, Outreach},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::action_wire::{ContactType, ContactTypeResponse, NextActionResponse};
use crate::{contact::ContactResponse, theme::ThemeResponse, wire::Word};

pub(crate) type OutreachState = Word<outreach::OutreachState>;

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
    /// The methodology to go by, kept to its end: a built-in one or one of the caller's own. What the profile has chosen, or
    /// the default of the service, when it is not given.
    pub(super) methodology_id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 20000)]
    pub(super) notes: Option<String>,
}

/// What can be changed of an outreach; the rest follows from its attempts.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "theme_id": "019b76da-a800-7000-8000-000000000006", "notes": "She is back from Lisbon in March.",
    "judged_contact_type": "booster", "asks_only_them": true
}))]
pub(super) struct OutreachDetailsInput {
    /// The theme that the conversation is for.
    pub(super) theme_id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 20000)]
    pub(super) notes: Option<String>,
    /// What the caller takes the contact for; null, what the attempts show.
    pub(super) judged_contact_type: Option<ContactType>,
    /// Whether steps towards somebody else at the organization are left out.
    pub(super) asks_only_them: bool,
}

/// The pursuit of one conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Outreach, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "outreach",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "contact_id": "019b76da-a800-7000-8000-000000000005", "theme_id": "019b76da-a800-7000-8000-000000000006",
    "methodology_id": "01a21526-e400-7000-8000-000000000601", "notes": "Uncle Max knows her from the choir.",
    "state": "awaiting_reply", "recontact_on": null,
    "contact_type": {
        "type": "unknown", "reason": "Nothing has been heard from them yet.", "rule": "curmudgeon_after_attempts",
        "source": "Dalton, The 2-Hour Job Search (D1), as many as the cap"
    },
    "judged_contact_type": null, "asks_only_them": false, "helps_from": null,
    "next_action": {
        "kind": "call_to_follow_up", "channels": ["phone"],
        "from": "2026-01-11T23:00:00Z", "until": "2026-01-19T22:59:59Z",
        "reason": "Your letter of 2026-01-05 has had no answer yet: call between 2026-01-12 and 2026-01-19.",
        "rule": "follow_up_steps", "source": "seed 001 (F50, F51, F52)", "candidates": [],
        "counted": {
            "unit": "calendar_days", "min": 7, "max": 14, "first_on": "2026-01-12", "last_on": "2026-01-19",
            "time_zone": "Europe/Berlin"
        },
        "then": null
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
    /// The version that it began with, and keeps.
    methodology_id: Uuid,
    #[schema(max_length = 20000)]
    notes: Option<String>,
    /// Follows from the attempts, the contact's wish and the interview.
    state: OutreachState,
    /// The day from which they can be approached again.
    recontact_on: Option<NaiveDate>,
    /// What kind of helper they are, apart from the state: what the caller said, or what the attempts show.
    contact_type: ContactTypeResponse,
    judged_contact_type: Option<ContactType>,
    /// Whether steps towards somebody else at the organization are left out.
    asks_only_them: bool,
    /// Since when they help: they agreed to meet, or are willing and a booster. Where the methodology says so, nobody else
    /// at the organization is asked then.
    helps_from: Option<DateTime<Utc>>,
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
            methodology,
            notes,
            judged_type,
            asks_only_them,
            course,
        } = value;
        let Course {
            state,
            next_action,
            recontact_on,
            contact_type,
            helps_since,
        } = course;
        Self {
            id: id.uuid(),
            object: "outreach",
            created_at,
            updated_at,
            contact_id: contact_id.uuid(),
            theme_id: theme_id.map(Id::uuid),
            methodology_id: methodology.id.uuid(),
            notes: notes.map(Text::into_string),
            state: Word(state),
            recontact_on,
            contact_type: contact_type.into(),
            judged_contact_type: judged_type.map(Word),
            asks_only_them,
            helps_from: helps_since,
            next_action: next_action.map(NextActionResponse::from),
            contact: None,
            theme: None,
        }
    }
}

impl From<&Outreach> for OutreachDetailsInput {
    fn from(
        Outreach {
            contact_id: _,
            theme_id,
            methodology: _,
            notes,
            judged_type,
            asks_only_them,
            course: _,
        }: &Outreach,
    ) -> Self {
        Self {
            theme_id: theme_id.map(Id::uuid),
            notes: notes.as_ref().map(Text::to_string),
            judged_contact_type: judged_type.map(Word),
            asks_only_them: *asks_only_them,
        }
    }
}

crate::change::shown_as!(Outreach => OutreachResponse);
