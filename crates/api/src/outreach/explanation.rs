//! Why an outreach stands where it stands, over HTTP.

use actix_web::{get, web::Path};
use domain::{
    Id, Stored,
    outreach::{Explained, explain},
};
use persistence::{methodology::find_of_outreach, outreach::find_pursuit};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::explanation_wire::ExplanationResponse;
use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadOutreach},
};

/// Explain an outreach
///
/// The whole derivation of its state and next action: how each attempt was read, the rules that apply with their numbers
/// and sources, how the days were counted, one by one where weekends and holidays fall into them, and what each outcome of
/// the next touch would make of it, were that made as soon as it may be.
#[utoipa::path(operation_id = "find_outreach_explanation", tag = "outreach", security(("bearer" = ["outreach:read"])),
    responses((status = 200, description = "The derivation", body = ExplanationResponse)))]
#[get("/outreach/{id}/explanation")]
async fn find_outreach_explanation(
    caller: Caller<ReadOutreach>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ExplanationResponse>, ApiError> {
    let (db, owner, id) = (read.db(), caller.owner, Id::new(*id));
    let pursuit = find_pursuit(db, owner, id).await?;
    let pursuit = pursuit.ok_or_else(ApiError::not_found)?;
    let methodology = find_of_outreach(db, owner, id).await?;
    let Stored {
        id: followed,
        value: methodology,
        ..
    } = methodology.ok_or_else(|| ApiError::internal("an outreach without a methodology"))?;
    let explained: Explained = explain(
        &pursuit.attempts,
        &pursuit.policy,
        &pursuit.facts,
        read.now(),
    );
    let answer = ExplanationResponse::new(id, followed, explained, &methodology.rules);
    Ok(Answer::ok(&answer))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_outreach_explanation);
}
