//! Simulations on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id, Zone,
    methodology::Methodology,
    outreach::{Attempt, Course, Simulated, Simulation},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::rule::Channel;
use crate::{
    outreach::{ContactTypeResponse, Direction, NextActionResponse, Outcome, OutreachState},
    wire::Word,
};

/// What to assume.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "starts_at": "2026-11-20T15:00:00Z", "contact_time_zone": "America/New_York", "contact_country": "US",
    "has_colleagues": true, "events": [{ "outcome": "sent" }, { "outcome": "reply_interested", "days_later": 5 }]
}))]
pub(super) struct SimulationInput {
    /// When it begins; now when it is not given.
    pub(super) starts_at: Option<DateTime<Utc>>,
    /// Where the contact's days begin; the caller's zone when it is not given.
    #[schema(min_length = 1, max_length = 64)]
    pub(super) contact_time_zone: Option<String>,
    /// Whose public holidays their business days leave out; the caller's when it is not given.
    #[schema(min_length = 2, max_length = 2)]
    pub(super) contact_country: Option<String>,
    /// Whether others are known at their organization.
    #[serde(default)]
    pub(super) has_colleagues: bool,
    /// What happens, in order; after the last one nobody answers.
    #[serde(default)]
    #[schema(max_items = 30)]
    pub(super) events: Vec<EventInput>,
}

/// Something that happens.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SimulationEvent)]
pub(super) struct EventInput {
    pub(super) outcome: Outcome,
    /// So many days after the touch before, it comes from them; without, it is what comes of the next touch.
    #[schema(minimum = 0, maximum = 1000)]
    pub(super) days_later: Option<u32>,
}

/// How it would go.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Simulation, example = json!({
    "object": "simulation", "methodology_id": "01a21526-e400-7000-8000-000000000601", "time_zone": "America/New_York",
    "touches": [{
        "at": "2026-11-20T15:00:00Z", "happens_on": "2026-11-20", "number": 1, "channel": "letter", "direction": "outbound",
        "outcome": "sent", "action": null
    }],
    "ends": {
        "state": "awaiting_reply", "recontact_on": null, "next_action": null,
        "contact_type": { "type": "unknown", "reason": "Nothing has been heard from them yet.", "rule": null, "source": null }
    }
}))]
pub(super) struct SimulationResponse {
    /// Always `simulation`.
    #[schema(max_length = 50)]
    object: &'static str,
    methodology_id: Uuid,
    /// The zone of `happens_on`: the caller's.
    #[schema(max_length = 64)]
    time_zone: String,
    #[schema(max_items = 31)]
    touches: Vec<TouchResponse>,
    ends: EndResponse,
}

/// One touch, or one answer.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SimulatedTouch)]
struct TouchResponse {
    at: DateTime<Utc>,
    happens_on: NaiveDate,
    /// Counts the attempts from 1; null, as the next three are, when somebody else is asked.
    #[schema(minimum = 1, maximum = 100)]
    number: Option<u16>,
    channel: Option<Channel>,
    direction: Option<Direction>,
    outcome: Option<Outcome>,
    /// What the methodology had to be done; null when something came from them.
    action: Option<NextActionResponse>,
}

/// Where it would stand then.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SimulatedCourse)]
struct EndResponse {
    state: OutreachState,
    recontact_on: Option<NaiveDate>,
    next_action: Option<NextActionResponse>,
    contact_type: ContactTypeResponse,
}

impl SimulationResponse {
    pub(super) fn new(
        methodology: Id<Methodology>,
        zone: Zone,
        Simulation { touches, ends }: Simulation,
    ) -> Self {
        let touches = touches.into_iter();
        Self {
            object: "simulation",
            methodology_id: methodology.uuid(),
            time_zone: zone.to_string(),
            touches: touches
                .map(|touch| TouchResponse::new(touch, zone))
                .collect(),
            ends: ends.into(),
        }
    }
}

impl TouchResponse {
    fn new(
        Simulated {
            action,
            at,
            attempt,
        }: Simulated,
        zone: Zone,
    ) -> Self {
        let touch = attempt.as_ref().map(Attempt::touch);
        Self {
            at,
            happens_on: zone.day_of(at),
            number: attempt.as_ref().map(Attempt::number),
            channel: touch.map(|touch| Word(touch.channel)),
            direction: touch.map(|touch| Word(touch.direction)),
            outcome: touch.map(|touch| Word(touch.outcome)),
            action: action.map(Into::into),
        }
    }
}

impl From<Course> for EndResponse {
    fn from(
        Course {
            state,
            next_action,
            recontact_on,
            contact_type,
            helps_since: _,
        }: Course,
    ) -> Self {
        Self {
            state: Word(state),
            recontact_on,
            next_action: next_action.map(Into::into),
            contact_type: contact_type.into(),
        }
    }
}
