//! The timeline on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Text, change,
    timeline::{self, Happening},
};
use persistence::timeline::Criteria;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{agenda::ContactNameResponse, wire::Word};

type TimelineKind = Word<timeline::TimelineKind>;
type ChangedResource = Word<change::ChangedResource>;

/// Which part of the timeline.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListTimeline {
    /// Only what is of one of these kinds.
    #[param(max_items = 24)]
    kind: Option<Vec<TimelineKind>>,
    /// Only what is about this contact.
    contact_id: Option<Uuid>,
    /// Only what is about this organization, or about somebody who works there now.
    organization_id: Option<Uuid>,
    /// Only what is about this theme.
    theme_id: Option<Uuid>,
    /// Only what happened at this moment or later.
    since: Option<DateTime<Utc>>,
    /// Only what happened before this moment.
    before: Option<DateTime<Utc>>,
}

impl From<ListTimeline> for Criteria {
    fn from(
        ListTimeline {
            kind,
            contact_id,
            organization_id,
            theme_id,
            since,
            before,
        }: ListTimeline,
    ) -> Self {
        Self {
            kinds: Word::list(kind),
            contact_id: contact_id.map(Id::new),
            organization_id: organization_id.map(Id::new),
            theme_id: theme_id.map(Id::new),
            since,
            before,
            ..Self::default()
        }
    }
}

/// One thing that happened.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = TimelineItem, example = json!({
    "id": "5d41402a-bc4b-2a76-b971-9d911017c592", "object": "timeline_item", "kind": "answer_received",
    "at": "2026-01-04T14:00:00Z", "title": "You heard from Grace Okafor", "word": "reply_interested",
    "excerpt": "She would love to, after the holidays.", "resource": "attempt",
    "resource_id": "019b76da-a800-7000-8000-000000000009",
    "contact": { "id": "019b76da-a800-7000-8000-000000000005", "name": "Grace Okafor" },
    "theme_id": "019b76da-a800-7000-8000-000000000001"
}))]
pub(super) struct HappeningResponse {
    /// Stays the same for the same happening; it is that of no resource.
    id: Uuid,
    /// Always `timeline_item`.
    #[schema(max_length = 50)]
    object: &'static str,
    kind: TimelineKind,
    at: DateTime<Utc>,
    /// The story in a line.
    #[schema(max_length = 300)]
    title: String,
    /// More of it in a word of the resource: its outcome, channel, mode, kind or state.
    #[schema(max_length = 50)]
    word: Option<String>,
    /// The beginning of what was said or written of it.
    #[schema(max_length = 500)]
    excerpt: Option<String>,
    /// What says so, as the changes of a workspace name it.
    resource: ChangedResource,
    resource_id: Uuid,
    /// With whom.
    contact: Option<ContactNameResponse>,
    theme_id: Option<Uuid>,
}

impl From<Happening> for HappeningResponse {
    fn from(happening: Happening) -> Self {
        let title = happening.title();
        let Happening {
            id,
            kind,
            at,
            resource_id,
            contact,
            theme_id,
            word,
            excerpt,
        } = happening;
        Self {
            id,
            object: "timeline_item",
            kind: Word(kind),
            at,
            title,
            word,
            excerpt: excerpt.map(Text::into_string),
            resource: Word(kind.resource()),
            resource_id,
            contact: contact.map(|(id, name)| ContactNameResponse::new(id, name)),
            theme_id: theme_id.map(Id::uuid),
        }
    }
}
