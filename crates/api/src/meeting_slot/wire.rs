//! Proposed times on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text, WebUrl, interview,
    meeting_slot::{self, MeetingSlot, State},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::wire::Word;

pub(super) type MeetingParty = Word<meeting_slot::MeetingParty>;
pub(super) type Mode = Word<interview::Mode>;
type SlotState = Word<meeting_slot::SlotState>;

/// A time and a place proposed for a meeting.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MeetingSlot, example = json!({
    "id": "019b76da-a800-7000-8000-00000000000b", "object": "meeting_slot",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "outreach_id": "019b76da-a800-7000-8000-000000000007", "visit_id": "019b76da-a800-7000-8000-000000000009",
    "proposed_by": "me", "mode": "in_person", "place": "Cafe Central", "link": null,
    "starts_at": "2026-10-12T14:00:00Z", "ends_at": "2026-10-12T14:20:00Z", "time_zone": "America/New_York", "minutes": 20,
    "state": "offered", "chosen_by": null, "interview_id": null
}))]
pub(super) struct SlotResponse {
    id: Uuid,
    /// Always `meeting_slot`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    outreach_id: Uuid,
    visit_id: Option<Uuid>,
    proposed_by: MeetingParty,
    mode: Mode,
    #[schema(max_length = 500)]
    place: Option<String>,
    #[schema(format = "uri", max_length = 2000)]
    link: Option<String>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    #[schema(max_length = 64)]
    time_zone: String,
    #[schema(minimum = 5, maximum = 60)]
    minutes: i16,
    state: SlotState,
    chosen_by: Option<MeetingParty>,
    /// What was arranged when it was chosen; null again once that is deleted.
    interview_id: Option<Uuid>,
}

/// The times that are on offer now.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MeetingSlotOffer, example = json!({
    "outreach_id": "019b76da-a800-7000-8000-000000000007",
    "slots": [{
        "id": "019b76da-a800-7000-8000-00000000000b", "object": "meeting_slot",
        "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
        "outreach_id": "019b76da-a800-7000-8000-000000000007", "visit_id": null,
        "proposed_by": "me", "mode": "in_person", "place": "Cafe Central", "link": null,
        "starts_at": "2026-10-12T14:00:00Z", "ends_at": "2026-10-12T14:20:00Z", "time_zone": "America/New_York", "minutes": 20,
        "state": "offered", "chosen_by": null, "interview_id": null
    }]
}))]
pub(super) struct OfferResponse {
    outreach_id: Uuid,
    #[schema(max_items = 10)]
    slots: Vec<SlotResponse>,
}

/// Which slots.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListSlots {
    /// Only slots in one of these states.
    #[param(max_items = 4)]
    pub(super) state: Option<Vec<SlotState>>,
}

impl OfferResponse {
    pub(super) fn of(outreach_id: Uuid, slots: Vec<Stored<MeetingSlot>>) -> Self {
        Self {
            outreach_id,
            slots: slots.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Stored<MeetingSlot>> for SlotResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<MeetingSlot>,
    ) -> Self {
        let ends_at = value.period().until;
        let MeetingSlot {
            outreach_id,
            visit_id,
            proposed_by,
            mode,
            place,
            link,
            starts_at,
            zone,
            minutes,
            state,
        } = value;
        let (chosen_by, interview_id) = match state {
            State::Chosen { by, interview_id } => (Some(Word(by)), interview_id),
            State::Offered | State::Declined | State::Withdrawn => (None, None),
        };
        Self {
            id: id.uuid(),
            object: "meeting_slot",
            created_at,
            updated_at,
            outreach_id: outreach_id.uuid(),
            visit_id: visit_id.map(Id::uuid),
            proposed_by: Word(proposed_by),
            mode: Word(mode),
            place: place.map(Text::into_string),
            link: link.as_ref().map(WebUrl::to_string),
            starts_at,
            ends_at,
            time_zone: zone.name().to_owned(),
            minutes: minutes.get(),
            state: Word(state.word()),
            chosen_by,
            interview_id: interview_id.map(Id::uuid),
        }
    }
}

crate::change::shown_as!(MeetingSlot => SlotResponse);
