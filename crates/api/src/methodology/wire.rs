//! Methodologies on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    methodology::{self, Methodology},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::rule::RuleResponse;
use crate::wire::Word;

pub(super) type Origin = Word<methodology::Origin>;

/// A named, versioned set of rules; a published version never changes.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Methodology, example = json!({
    "id": "01a21526-e400-7000-8000-000000000601", "object": "methodology",
    "created_at": "2026-11-25T00:00:00Z", "updated_at": "2026-11-25T00:00:00Z",
    "origin": "built_in", "based_on_id": null, "key": "letter_then_call", "version": 3, "name": "Letter, then call",
    "summary": "Write a short personal letter or e-mail, follow it up by phone, and know when to stop.",
    "is_default": true,
    "rules": [{
        "key": "follow_up_steps", "value": null, "min": null, "max": null, "default": null, "channels": [], "word": null,
        "flag": null,
        "steps": [{
            "after": { "min": 7, "max": 14 }, "unit": "calendar_days", "channels": ["phone"],
            "target": "same_contact", "counted_from": "previous_attempt", "max": null
        }],
        "unit": "steps", "rationale": "Long enough for nobody to feel badgered.",
        "source": "seed 001 (F50, F51)", "confidence": "medium"
    }]
}))]
pub(super) struct MethodologyResponse {
    id: Uuid,
    /// Always `methodology`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    origin: Origin,
    /// The built-in version that an own one was copied from, if over others.
    based_on_id: Option<Uuid>,
    /// The same for all versions of a profile.
    #[schema(max_length = 60)]
    key: String,
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    version: i32,
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_length = 5000)]
    summary: String,
    /// Whether the service proposes it for new outreaches; a choice in the caller's profile goes before.
    is_default: bool,
    #[schema(max_items = 100)]
    rules: Vec<RuleResponse>,
}

impl From<Stored<Methodology>> for MethodologyResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Methodology>,
    ) -> Self {
        let Methodology {
            origin,
            based_on,
            key,
            version,
            name,
            summary,
            is_default,
            rules,
        } = value;
        Self {
            id: id.uuid(),
            object: "methodology",
            created_at,
            updated_at,
            origin: Word(origin),
            based_on_id: based_on.map(Id::uuid),
            key: key.into_string(),
            version,
            name: name.into_string(),
            summary: summary.into_string(),
            is_default,
            rules: rules.into_iter().map(RuleResponse::from).collect(),
        }
    }
}
