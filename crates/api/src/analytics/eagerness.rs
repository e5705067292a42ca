//! Which organizations were most eager to talk, over HTTP.

use actix_web::{get, web::Path};
use domain::{
    Id,
    analytics::{AnalyticsRule, MissingNumber, Numbers, place, rank},
};
use persistence::analytics::{find_evidence, list_records, list_rules};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::eagerness_wire::{EagernessRankingResponse, OrganizationEagernessResponse};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Query, Read, caller::ReadAnalytics},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Shown {
    /// How many organizations are shown, the most eager ones.
    #[param(minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: Option<u32>,
}

impl From<MissingNumber> for ApiError {
    fn from(missing: MissingNumber) -> Self {
        Self::internal(missing)
    }
}

async fn rules(read: &Read) -> Result<(Vec<AnalyticsRule>, Numbers), ApiError> {
    let rules = list_rules(read.db()).await?;
    let numbers = Numbers::from_rules(&rules)?;
    Ok((rules, numbers))
}

/// Rank organizations by how eager they were to talk
///
/// Every organization where you reached somebody, or where somebody came to you, with a score from 0 to 100 and the
/// parts that it is made of. What is known of one organization is drawn towards your mean over all of them, so one lucky
/// answer does not lead the list; the interval says what is possible, and where two of them overlap, the order is not to
/// be relied on. The weights are data with their reasons (`rules`). An organization's people are the contacts who work
/// there today.
///
/// A ranking is of one moment, so it is not paged; `total` says how many there are.
#[utoipa::path(operation_id = "find_eagerness_ranking", tag = "analytics", security(("bearer" = ["analytics:read"])),
    params(Shown),
    responses((status = 200, description = "The most eager ones", body = EagernessRankingResponse)))]
#[get("/analytics/organization-eagerness")]
async fn find_eagerness_ranking(
    caller: Caller<ReadAnalytics>,
    read: Read,
    shown: Query<Shown>,
) -> Result<Answer<EagernessRankingResponse>, ApiError> {
    let (rules, numbers) = rules(&read).await?;
    let records = list_records(read.db(), caller.owner, &numbers, read.now()).await?;
    let ranked = rank(records, &numbers);
    let limit = usize::try_from(shown.0.limit.unwrap_or(25)).unwrap_or(25);
    Ok(Answer::ok(&EagernessRankingResponse::new(
        ranked, limit, rules,
    )))
}

/// Find out how eager an organization was to talk
///
/// Its score with every part in plain words, its place among all of them, and the evidence: the latest hundred of the
/// attempts, of the conversations and of the referrals of its people. While nobody there was reached it has no rank, and
/// the score is your mean.
#[utoipa::path(operation_id = "find_organization_eagerness", tag = "analytics",
    security(("bearer" = ["analytics:read"])),
    responses((status = 200, description = "The score and its parts", body = OrganizationEagernessResponse)))]
#[get("/organizations/{id}/eagerness")]
async fn find_organization_eagerness(
    caller: Caller<ReadAnalytics>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<OrganizationEagernessResponse>, ApiError> {
    let evidence = find_evidence(read.db(), caller.owner, Id::new(*id)).await?;
    let evidence = evidence.ok_or_else(ApiError::not_found)?;
    let (rules, numbers) = rules(&read).await?;
    let records = list_records(read.db(), caller.owner, &numbers, read.now()).await?;
    let place = place(records, Id::new(*id), &numbers);
    Ok(Answer::ok(&OrganizationEagernessResponse::new(
        *id, place, evidence, rules,
    )))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(find_eagerness_ranking)
        .service(find_organization_eagerness);
}
