//! How to reach somebody through the people one knows, over HTTP.

use actix_web::{get, web::Path};
use domain::{
    Id,
    referral::{Link, Route, Stop},
    vocabulary,
};
use persistence::referral::{Destination, list_routes};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::wire::PermissionToName;
use crate::{
    contact::{Relationship, Warmth},
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadReferrals},
    wire::Word,
};

vocabulary! {
    /// What links a person on a path to the next.
    pub(crate) enum PathLink {
        /// They led to the next.
        Referral = "referral",
        /// They work at the same organization.
        Employer = "employer",
    }
}

type PathLinkWord = Word<PathLink>;

/// How to reach somebody.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ContactPaths, example = json!({
    "object": "contact_paths",
    "paths": [{
        "introductions": 1,
        "steps": [
            {
                "contact_id": "019b76da-a800-7000-8000-000000000005", "name": "Grace Okafor", "relationship": "alum",
                "warmth": "warm", "link": "referral", "why": "Grace Okafor led to Sam Lee and may be named.",
                "referral_id": "019b76da-a800-7000-8000-000000000009", "permission_to_name": "granted",
                "organization_id": null
            },
            {
                "contact_id": "019b76da-a800-7000-8000-000000000006", "name": "Sam Lee", "relationship": "referred",
                "warmth": "cold", "link": null, "why": null, "referral_id": null, "permission_to_name": null,
                "organization_id": null
            }
        ]
    }]
}))]
struct PathsResponse {
    /// Always `contact_paths`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// The shortest first, of equally short ones those that begin with the warmest contact.
    #[schema(max_items = 20)]
    paths: Vec<PathResponse>,
}

/// One way to reach somebody.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ContactPath)]
struct PathResponse {
    /// How many introductions it needs; 0 for somebody known directly.
    #[schema(minimum = 0, maximum = 3)]
    introductions: u32,
    /// From somebody known directly to the person to be reached.
    #[schema(max_items = 4)]
    steps: Vec<StepResponse>,
}

/// A person on the way, and what links them to the next.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ContactPathStep)]
struct StepResponse {
    contact_id: Uuid,
    #[schema(max_length = 200)]
    name: String,
    relationship: Relationship,
    warmth: Warmth,
    /// Null for the last.
    link: Option<PathLinkWord>,
    /// Why they lead to the next.
    #[schema(max_length = 1000)]
    why: Option<String>,
    /// The referral to the next.
    referral_id: Option<Uuid>,
    /// Whether they may be named to the next.
    permission_to_name: Option<PermissionToName>,
    /// The employer they share with the next.
    organization_id: Option<Uuid>,
}

impl From<(Stop, Option<String>)> for StepResponse {
    fn from((stop, why): (Stop, Option<String>)) -> Self {
        let Stop {
            contact_id,
            name,
            relationship,
            warmth,
            onward,
        } = stop;
        let (link, referral_id, permission, organization_id) = match onward {
            None => (None, None, None, None),
            Some(Link::Referral {
                id,
                permission_to_name,
            }) => {
                let link = Some(PathLink::Referral);
                (link, Some(id.uuid()), Some(permission_to_name), None)
            }
            Some(Link::Employer { id, name: _ }) => {
                (Some(PathLink::Employer), None, None, Some(id.uuid()))
            }
        };
        Self {
            contact_id: contact_id.uuid(),
            name: name.into_string(),
            relationship: Word(relationship),
            warmth: Word(warmth),
            link: link.map(Word),
            why,
            referral_id,
            permission_to_name: permission.map(Word),
            organization_id,
        }
    }
}

impl From<Route> for PathResponse {
    fn from(route: Route) -> Self {
        Self {
            introductions: u32::try_from(route.introductions()).unwrap_or(u32::MAX),
            steps: route.explained().into_iter().map(Into::into).collect(),
        }
    }
}

async fn paths(
    caller: &Caller<ReadReferrals>,
    read: &Read,
    destination: Destination,
) -> Result<Answer<PathsResponse>, ApiError> {
    let found = list_routes(read.db(), caller.owner, destination).await?;
    let routes = found.ok_or_else(ApiError::not_found)?;
    Ok(Answer::ok(&PathsResponse {
        object: "contact_paths",
        paths: routes.into_iter().map(Into::into).collect(),
    }))
}

/// Find paths to a contact
///
/// Who of the people known directly, or talked with already, can lead there in up to three introductions: over referrals
/// and common employers, 20 paths at most, looking at the 25 warmest neighbors of each person. Nobody who is not to be
/// contacted is on a path.
#[utoipa::path(operation_id = "find_contact_paths", tag = "contacts", security(("bearer" = ["referrals:read"])),
    responses((status = 200, description = "The paths", body = PathsResponse)))]
#[get("/contacts/{id}/paths")]
async fn find_contact_paths(
    caller: Caller<ReadReferrals>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<PathsResponse>, ApiError> {
    paths(&caller, &read, Destination::Contact(Id::new(*id))).await
}

/// Find paths into an organization
///
/// The same to anybody who works there; of many, to the 25 warmest.
#[utoipa::path(operation_id = "find_organization_paths", tag = "organizations",
    security(("bearer" = ["referrals:read"])),
    responses((status = 200, description = "The paths", body = PathsResponse)))]
#[get("/organizations/{id}/paths")]
async fn find_organization_paths(
    caller: Caller<ReadReferrals>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<PathsResponse>, ApiError> {
    paths(&caller, &read, Destination::Organization(Id::new(*id))).await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(find_contact_paths)
        .service(find_organization_paths);
}
