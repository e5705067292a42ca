//! Proposed times on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text, WebUrl,
    interview::{self, Interview, PlannedMinutes},
    meeting_slot::{self, MAX_AT_ONCE, MeetingSlot, State},
    visit::Visit,
};
use persistence::outreach::Pursuit;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    error::ApiError,
    wire::{Word, instant, optional_text, optional_web_url, whole, zone},
};

type MeetingParty = Word<meeting_slot::MeetingParty>;
type Mode = Word<interview::Mode>;
type SlotState = Word<meeting_slot::SlotState>;

/// Times to choose from.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MeetingSlotsInput, example = json!({
    "mode": "in_person", "place": "Cafe Central", "minutes": 20,
    "slots": [{ "starts_at": "2026-10-12T14:00:00Z" }, { "starts_at": "2026-10-13T14:00:00Z", "place": "Her office" }]
}))]
pub(super) struct OfferInput {
    /// The visit during which they are: each begins on one of its days.
    pub(super) visit_id: Option<Uuid>,
    /// `me` when it is not given.
    proposed_by: Option<MeetingParty>,
    mode: Mode,
    /// Where to meet; the interviewee chooses, so it may follow.
    #[schema(min_length = 1, max_length = 500)]
    place: Option<String>,
    /// What to open for a video call.
    #[schema(format = "uri", min_length = 1, max_length = 2000)]
    link: Option<String>,
    /// The IANA zone in which the times are told; the visit's when it is not given, and else the account's.
    #[schema(min_length = 1, max_length = 64)]
    time_zone: Option<String>,
    /// How long each is; what the methodology proposes when it is not given.
    #[schema(minimum = 5, maximum = 60)]
    minutes: Option<i16>,
    #[schema(min_items = 1, max_items = 10)]
    slots: Vec<SlotInput>,
}

/// One of the times.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MeetingSlotInput)]
struct SlotInput {
    starts_at: DateTime<Utc>,
    /// Where to meet at this time; that of all when it is not given.
    #[schema(min_length = 1, max_length = 500)]
    place: Option<String>,
}

/// Who chooses.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChooseMeetingSlot, example = json!({ "chosen_by": "interviewee", "place": "Her office" }))]
pub(super) struct ChooseInput {
    chosen_by: MeetingParty,
    /// Where they want to meet, as the interviewee chooses; as proposed when it is not given.
    #[schema(min_length = 1, max_length = 500)]
    place: Option<String>,
    /// What to open for a video call; as proposed when it is not given.
    #[schema(format = "uri", min_length = 1, max_length = 2000)]
    link: Option<String>,
}

impl ChooseInput {
    /// The slot as it is chosen, and what is arranged for it.
    pub(super) fn choose(
        &self,
        slot: MeetingSlot,
        interview: Id<Interview>,
    ) -> Result<MeetingSlot, ApiError> {
        let Self {
            chosen_by: Word(by),
            place,
            link,
        } = self;
        let place = optional_text("/place", place.as_deref())?;
        let link = optional_web_url("/link", link.as_deref())?;
        Ok(slot.moved_to(place, link).choose(*by, interview)?)
    }
}

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

impl OfferInput {
    /// The slots, completed by what the outreach, its methodology and the visit say.
    pub(super) fn read(
        &self,
        pursuit: &Pursuit,
        visit: Option<&Visit>,
    ) -> Result<Vec<MeetingSlot>, ApiError> {
        if self.slots.len() > MAX_AT_ONCE {
            let detail = format!("must have at most {MAX_AT_ONCE} items");
            return Err(ApiError::field("/slots", "max_items", detail));
        }
        let usual = PlannedMinutes::nearest(pursuit.policy.ask_minutes.value.default);
        let minutes = self.minutes.map(|minutes| whole("/minutes", minutes));
        let told_in = self
            .time_zone
            .as_deref()
            .map(|name| zone("/time_zone", name));
        let there = visit.map_or(pursuit.facts.zone, |visit| visit.zone);
        let all = MeetingSlot {
            outreach_id: pursuit.outreach.id,
            visit_id: self.visit_id.map(Id::new),
            proposed_by: self
                .proposed_by
                .map_or(meeting_slot::MeetingParty::Me, |Word(party)| party),
            mode: self.mode.0,
            place: optional_text("/place", self.place.as_deref())?,
            link: optional_web_url("/link", self.link.as_deref())?,
            starts_at: DateTime::UNIX_EPOCH,
            zone: told_in.transpose()?.unwrap_or(there),
            minutes: minutes.transpose()?.unwrap_or(usual),
            state: State::Offered,
        };
        let slots = self.slots.iter().enumerate();
        let slots = slots.map(|(index, slot)| {
            slot.read(&all)
                .map_err(|error| error.below(&format!("/slots/{index}")))
        });
        slots.collect()
    }
}

impl SlotInput {
    /// This one of several that have the rest in common.
    fn read(&self, all: &MeetingSlot) -> Result<MeetingSlot, ApiError> {
        let Self { starts_at, place } = self;
        let place = optional_text("/place", place.as_deref())?;
        Ok(MeetingSlot {
            starts_at: instant("/starts_at", *starts_at)?,
            place: place.or_else(|| all.place.clone()),
            ..all.clone()
        })
    }
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
