//! Laying a methodology out on a calendar, over HTTP.

use actix_web::{post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    calendar::KnownDesk,
    outreach::{Event, Scenario, simulate},
};
use persistence::{Transaction, profile, workspace::Owner};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    own::expected,
    simulation_wire::{SimulationInput, SimulationResponse},
};
use crate::{
    error::{ApiError, Problem},
    http::{Answer, Body, Caller, Reply, Write, caller::WriteOutreach},
    wire::{instant, optional_country, zone},
};

/// Simulate a methodology
///
/// Its touches on a calendar from a date, each made at the beginning of its window, until nothing is to be done, a meeting
/// is agreed, they are to be left alone, or there are thirty. Nothing is kept. Without `events` nobody answers. It decides
/// by the very rules by which an outreach would, so recording the same touches step by step leads to the same.
#[utoipa::path(operation_id = "simulate_methodology", tag = "methodologies", security(("bearer" = ["outreach:write"])),
    request_body = SimulationInput,
    responses(
        (status = 200, description = "The touches, and where it would stand then", body = SimulationResponse),
        (status = 422, body = Problem, description = "An event that cannot be, by its place among `events`"),
    ))]
#[post("/methodologies/{id}/simulate")]
async fn simulate_methodology(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
    body: Body<SimulationInput>,
) -> Result<Answer<SimulationResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let methodology = expected(tx, &write, owner, *id).await?;
            let scenario = scenario(tx, owner, write.now(), body.0).await?;
            let simulation = simulate(&methodology.value.policy()?, &scenario);
            let simulation = simulation.map_err(|invalid| {
                let below = format!("/events/{}", invalid.index);
                ApiError::from(invalid.why).below(&below)
            })?;
            let zone = scenario.sender.zone;
            Ok(Reply::plain(SimulationResponse::new(
                methodology.id,
                zone,
                simulation,
            )))
        })
        .await
}

async fn scenario(
    tx: &Transaction,
    owner: Owner,
    now: DateTime<Utc>,
    input: SimulationInput,
) -> Result<Scenario, ApiError> {
    let SimulationInput {
        starts_at,
        contact_time_zone,
        contact_country,
        has_colleagues,
        events,
    } = input;
    let kept = profile::find(tx, owner).await?;
    let kept = kept.ok_or_else(ApiError::not_found)?;
    let starts_at = starts_at.unwrap_or(now);
    let contact_zone = contact_time_zone.map(|given| zone("/contact_time_zone", &given));
    let country = optional_country("/contact_country", contact_country.as_deref())?;
    let events = events.into_iter().map(|event| Event {
        outcome: event.outcome.0,
        days_later: event.days_later,
    });
    Ok(Scenario {
        starts_at: instant("/starts_at", starts_at)?,
        sender: kept.whole().value.desk(),
        recipient: KnownDesk {
            zone: contact_zone.transpose()?,
            calendar: country.map(Into::into),
        },
        has_colleagues,
        events: events.collect(),
    })
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(simulate_methodology);
}
