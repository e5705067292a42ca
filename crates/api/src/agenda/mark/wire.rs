//! Marks on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Stored,
    agenda::{self, AgendaMark, Fate},
    follow_up::{FollowUp, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{agenda::wire::cells, wire::Word};

type MarkedKind = Word<agenda::MarkedKind>;

/// Until when an item is put off.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "until": "2026-01-12T08:00:00Z" }))]
pub(super) struct AgendaSnoozeInput {
    /// A moment to come.
    pub(super) until: DateTime<Utc>,
}

/// Why an item is not done.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "She moved to another field." }))]
pub(super) struct AgendaDismissalInput {
    #[schema(min_length = 1, max_length = 1000)]
    pub(super) reason: String,
}

/// What the caller said about an item of the agenda.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AgendaMark, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "agenda_mark",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z", "kind": "outreach",
    "about": "call_to_follow_up 1768172400", "snoozed_until": "2026-01-12T08:00:00Z", "dismissed_at": null,
    "dismissal_reason": null
}))]
pub(super) struct AgendaMarkResponse {
    /// That of the item, and of what it is about.
    id: Uuid,
    /// Always `agenda_mark`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    kind: MarkedKind,
    /// What the item said. It counts as long as the item says that. Null for a follow-up, which keeps it itself.
    #[schema(max_length = 200)]
    about: Option<String>,
    snoozed_until: Option<DateTime<Utc>>,
    dismissed_at: Option<DateTime<Utc>>,
    /// Why it is not done.
    #[schema(max_length = 1000)]
    dismissal_reason: Option<String>,
}

impl AgendaMarkResponse {
    fn of<T>(
        stored: &Stored<T>,
        kind: agenda::MarkedKind,
        about: Option<String>,
        fate: Option<Fate>,
    ) -> Self {
        let (snoozed_until, dismissed_at, dismissal_reason) = cells(fate);
        Self {
            id: stored.id.uuid(),
            object: "agenda_mark",
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            kind: Word(kind),
            about,
            snoozed_until,
            dismissed_at,
            dismissal_reason,
        }
    }
}

impl From<Stored<AgendaMark>> for AgendaMarkResponse {
    fn from(stored: Stored<AgendaMark>) -> Self {
        let AgendaMark { kind, about, fate } = stored.value.clone();
        Self::of(&stored, kind.into(), Some(about.into_string()), Some(fate))
    }
}

impl From<Stored<FollowUp>> for AgendaMarkResponse {
    fn from(stored: Stored<FollowUp>) -> Self {
        let fate = match stored.value.state.clone() {
            State::Pending { snoozed_until } => snoozed_until.map(|until| Fate::Snoozed { until }),
            State::Skipped { at, reason } => Some(Fate::Dismissed { at, reason }),
            State::Done { .. } | State::Withdrawn { .. } => None,
        };
        Self::of(&stored, agenda::MarkedKind::FollowUp, None, fate)
    }
}
