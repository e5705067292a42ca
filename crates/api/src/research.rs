//! How far the research about an organization or a contact has come.

use actix_web::{get, web::Path};
use chrono::NaiveDate;
use domain::research::{Check, Side, checklist};
use persistence::research::{Overview, find_overview};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadResearch},
    research_item::ResearchKind,
    wire::Word,
};

/// What was looked up about an organization or a contact, and what was not.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ResearchChecklist, example = json!({
    "object": "research_checklist", "organization_id": "019b76da-a800-7000-8000-000000000005", "contact_id": null,
    "name": "Harbor Hospital", "covered": 1, "missing": 1, "open_gaps": 2,
    "checks": [
        {
            "kind": "website", "is_covered": true, "count": 2, "latest_on": null,
            "why": "What they say of themselves is the least you are expected to know", "source": "F73, F74"
        },
        {
            "kind": "merger", "is_covered": false, "count": 0, "latest_on": null,
            "why": "Who owns whom changes what work there will be", "source": "F179"
        }
    ]
}))]
struct ResearchChecklistResponse {
    /// Always `research_checklist`.
    #[schema(max_length = 50)]
    object: &'static str,
    organization_id: Option<Uuid>,
    contact_id: Option<Uuid>,
    #[schema(max_length = 200)]
    name: String,
    /// How many of the checks are covered.
    #[schema(minimum = 0, maximum = 20)]
    covered: u32,
    #[schema(minimum = 0, maximum = 20)]
    missing: u32,
    /// How many research gaps about it are open.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    open_gaps: u32,
    /// The kinds worth looking for, then whatever else was found.
    #[schema(max_items = 20)]
    checks: Vec<ResearchCheckResponse>,
}

/// One kind of research: whether there is any, and why it matters.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ResearchCheck)]
struct ResearchCheckResponse {
    kind: ResearchKind,
    is_covered: bool,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    count: u32,
    /// The latest day on which something of it was published, if that is known.
    latest_on: Option<NaiveDate>,
    #[schema(max_length = 200)]
    why: &'static str,
    /// Where that comes from; F-numbers are points of the sources.
    #[schema(max_length = 100)]
    source: &'static str,
}

impl From<Check> for ResearchCheckResponse {
    fn from(check: Check) -> Self {
        let is_covered = check.is_covered();
        let Check {
            kind,
            count,
            latest_on,
            why,
            source,
        } = check;
        Self {
            kind: Word(kind),
            is_covered,
            count,
            latest_on,
            why,
            source,
        }
    }
}

impl ResearchChecklistResponse {
    fn new(side: Side, id: Uuid, overview: Overview) -> Self {
        let Overview {
            name,
            found,
            open_gaps,
        } = overview;
        let checks = checklist(side, &found);
        let number = |covered: bool| {
            let those = checks.iter().filter(|check| check.is_covered() == covered);
            u32::try_from(those.count()).unwrap_or(u32::MAX)
        };
        Self {
            object: "research_checklist",
            organization_id: (side == Side::Organization).then_some(id),
            contact_id: (side == Side::Contact).then_some(id),
            name,
            covered: number(true),
            missing: number(false),
            open_gaps,
            checks: checks.into_iter().map(Into::into).collect(),
        }
    }
}

async fn find(
    caller: &Caller<ReadResearch>,
    read: &Read,
    side: Side,
    id: Uuid,
) -> Result<Answer<ResearchChecklistResponse>, ApiError> {
    let found = find_overview(read.db(), caller.owner, side, id).await?;
    let overview = found.ok_or_else(ApiError::not_found)?;
    Ok(Answer::ok(&ResearchChecklistResponse::new(
        side, id, overview,
    )))
}

/// Find out how far the research about an organization has come
///
/// Which kinds of research there are, which are missing and why they matter.
#[utoipa::path(operation_id = "find_organization_research", tag = "research",
    security(("bearer" = ["research:read"])),
    params(("id" = Uuid, Path, description = "The id of the organization")),
    responses((status = 200, description = "The checklist", body = ResearchChecklistResponse)))]
#[get("/organizations/{id}/research")]
async fn find_organization_research(
    caller: Caller<ReadResearch>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ResearchChecklistResponse>, ApiError> {
    find(&caller, &read, Side::Organization, *id).await
}

/// Find out how far the research about a contact has come
///
/// Which kinds of research there are, which are missing and why they matter.
#[utoipa::path(operation_id = "find_contact_research", tag = "research", security(("bearer" = ["research:read"])),
    params(("id" = Uuid, Path, description = "The id of the contact")),
    responses((status = 200, description = "The checklist", body = ResearchChecklistResponse)))]
#[get("/contacts/{id}/research")]
async fn find_contact_research(
    caller: Caller<ReadResearch>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ResearchChecklistResponse>, ApiError> {
    find(&caller, &read, Side::Contact, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(find_organization_research)
        .service(find_contact_research);
}
