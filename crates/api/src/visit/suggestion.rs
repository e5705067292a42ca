//! Whom else to ask during a visit, over HTTP.

use actix_web::{get, web::Path};
use domain::{
    Id, Stored, Text, outreach,
    visit::{self, NEAR_KM, Suggestion, Visit, Whereabouts},
};
use persistence::{visit::list_suggestions, workspace};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    contact::Warmth,
    error::ApiError,
    http::{Answer, Caller, Query, Read, caller::ReadOutreach},
    wire::Word,
};

type OutreachState = Word<outreach::OutreachState>;
type SuggestionReason = Word<visit::SuggestionReason>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// How near a site of their organization has to be, for a visit with coordinates.
    #[param(minimum = 0.001, maximum = 500.0, default = 50.0)]
    within_km: Option<f64>,
}

/// Whom else to ask during a visit.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = VisitSuggestions, example = json!({
    "object": "visit_suggestions", "visit_id": "019b76da-a800-7000-8000-000000000009",
    "people": [{
        "contact_id": "019b76da-a800-7000-8000-000000000005", "name": "Grace Okafor", "warmth": "warm",
        "organization_id": "019b76da-a800-7000-8000-000000000003", "organization_name": "Canal Street Clinic",
        "outreach_id": "019b76da-a800-7000-8000-000000000007", "outreach_state": "in_conversation",
        "site": "Harbor office", "distance_km": 1.204, "reasons": ["employer_near", "in_conversation", "warm"]
    }]
}))]
struct SuggestionsResponse {
    /// Always `visit_suggestions`.
    #[schema(max_length = 50)]
    object: &'static str,
    visit_id: Uuid,
    /// Those who have come farthest first, then those at targets, then the warm; 50 at most.
    #[schema(max_items = 50)]
    people: Vec<SuggestionResponse>,
}

/// Somebody to ask during a visit.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = VisitSuggestion)]
struct SuggestionResponse {
    contact_id: Uuid,
    #[schema(max_length = 200)]
    name: String,
    warmth: Warmth,
    organization_id: Option<Uuid>,
    #[schema(max_length = 200)]
    organization_name: Option<String>,
    /// The outreach to link to the visit; null where it is to be started first.
    outreach_id: Option<Uuid>,
    outreach_state: Option<OutreachState>,
    /// The site of their organization, where that is why.
    #[schema(max_length = 200)]
    site: Option<String>,
    /// From the visit's coordinates to the site, where that is why.
    #[schema(minimum = 0.0, maximum = 500.0)]
    distance_km: Option<f64>,
    #[schema(max_items = 8)]
    reasons: Vec<SuggestionReason>,
}

impl From<Suggestion> for SuggestionResponse {
    fn from(suggestion: Suggestion) -> Self {
        let reasons = suggestion.reasons();
        let Suggestion {
            contact_id,
            name,
            warmth,
            organization,
            is_at_target: _,
            outreach,
            whereabouts,
        } = suggestion;
        let (organization_id, organization_name) = organization.unzip();
        let (outreach_id, state) = outreach.unzip();
        let (site, metres) = match whereabouts {
            Whereabouts::InCity => (None, None),
            Whereabouts::EmployerInCity { site } => (Some(site), None),
            Whereabouts::EmployerNear { site, metres } => (Some(site), Some(metres)),
        };
        Self {
            contact_id: contact_id.uuid(),
            name: name.into_string(),
            warmth: Word(warmth),
            organization_id: organization_id.map(Id::uuid),
            organization_name: organization_name.map(Text::into_string),
            outreach_id: outreach_id.map(Id::uuid),
            outreach_state: state.map(Word),
            site: site.map(Text::into_string),
            distance_km: metres.map(|metres| f64::from(metres) / 1000.0),
            reasons: reasons.into_iter().map(Word).collect(),
        }
    }
}

/// Find whom else to ask during a visit
///
/// Those in the city, those whose organization has a site there, and for a visit with coordinates those whose organization
/// has a site near. Left out are those whose outreach is linked already, those whose last outreach is over, and those who
/// are not to be contacted.
#[utoipa::path(operation_id = "find_visit_suggestions", tag = "visits", security(("bearer" = ["outreach:read"])),
    params(Wanted),
    responses((status = 200, description = "The people", body = SuggestionsResponse)))]
#[get("/visits/{id}/suggestions")]
async fn find_visit_suggestions(
    caller: Caller<ReadOutreach>,
    read: Read,
    id: Path<Uuid>,
    wanted: Query<Wanted>,
) -> Result<Answer<SuggestionsResponse>, ApiError> {
    let visit = workspace::find(read.db(), caller.owner, Id::new(*id)).await?;
    let visit: Stored<Visit> = visit.ok_or_else(ApiError::not_found)?;
    let metres = wanted.0.within_km.unwrap_or(NEAR_KM) * 1000.0;
    let people = list_suggestions(read.db(), caller.owner, &visit, metres).await?;
    Ok(Answer::ok(&SuggestionsResponse {
        object: "visit_suggestions",
        visit_id: *id,
        people: people.into_iter().map(Into::into).collect(),
    }))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_visit_suggestions);
}
