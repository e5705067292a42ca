//! What a person says when they offer times or one is chosen.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    interview::{Interview, PlannedMinutes},
    meeting_slot::{self, MAX_AT_ONCE, MeetingSlot, State},
    visit::Visit,
};
use persistence::outreach::Pursuit;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::wire::{MeetingParty, Mode};
use crate::{
    error::ApiError,
    wire::{Word, instant, optional_text, optional_web_url, whole, zone},
};

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
        let usual = PlannedMinutes::nearest(pursuit.policy.preparing.ask_minutes.value.default);
        let minutes = self.minutes.map(|minutes| whole("/minutes", minutes));
        let told_in = self
            .time_zone
            .as_deref()
            .map(|name| zone("/time_zone", name));
        let there = visit.map_or(pursuit.facts.zone(), |visit| visit.zone);
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
