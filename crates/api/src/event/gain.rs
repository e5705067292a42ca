//! What an event has brought, over HTTP.

use actix_web::{get, web::Path};
use domain::{Id, event::Gain};
use persistence::event::find_gain;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::wire::EventCost;
use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadNetwork},
};

/// What an event has brought since it began.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = EventYield, example = json!({
    "object": "event_yield", "event_id": "019b76da-a800-7000-8000-000000000007", "people_met": 6,
    "outreach_opened": 3, "interviews_held": 2, "referrals": 1,
    "cost": { "amount_minor": 2500, "currency": "USD" },
    "cost_per_conversation": { "amount_minor": 1250, "currency": "USD" }
}))]
struct YieldResponse {
    /// Always `event_yield`.
    #[schema(max_length = 50)]
    object: &'static str,
    event_id: Uuid,
    #[schema(minimum = 0, maximum = 1_000_000)]
    people_met: u32,
    /// Outreach to the people met, opened since.
    #[schema(minimum = 0, maximum = 1_000_000)]
    outreach_opened: u32,
    /// Interviews with the people met, held since.
    #[schema(minimum = 0, maximum = 1_000_000)]
    interviews_held: u32,
    /// Referrals that name the event, and those since by people met there.
    #[schema(minimum = 0, maximum = 1_000_000)]
    referrals: u32,
    cost: Option<EventCost>,
    /// The cost divided by the interviews held, to the nearest unit; null while none was held.
    cost_per_conversation: Option<EventCost>,
}

impl YieldResponse {
    fn new(event: Uuid, gain: Gain) -> Self {
        let per_conversation = gain.cost_per_conversation();
        let Gain {
            people_met,
            outreach_opened,
            interviews_held,
            referrals,
            cost,
        } = gain;
        Self {
            object: "event_yield",
            event_id: event,
            people_met,
            outreach_opened,
            interviews_held,
            referrals,
            cost: cost.map(EventCost::from),
            cost_per_conversation: per_conversation.map(EventCost::from),
        }
    }
}

/// Find out what an event has brought
///
/// The people met there, what became of it since, and what each conversation has cost.
#[utoipa::path(operation_id = "find_event_yield", tag = "events", security(("bearer" = ["network:read"])),
    responses((status = 200, description = "What it has brought", body = YieldResponse)))]
#[get("/events/{id}/yield")]
async fn find_event_yield(
    caller: Caller<ReadNetwork>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<YieldResponse>, ApiError> {
    let found = find_gain(read.db(), caller.owner, Id::new(*id)).await?;
    let gain = found.ok_or_else(ApiError::not_found)?;
    Ok(Answer::ok(&YieldResponse::new(*id, gain)))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_event_yield);
}
