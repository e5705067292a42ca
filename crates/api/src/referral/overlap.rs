//! Who said no and may talk with a contact, over HTTP.

use actix_web::{get, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Text, outreach,
    referral::{Overlap, Refusal},
};
use persistence::referral::list_overlaps;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadReferrals},
    wire::Word,
};

type Outcome = Word<outreach::Outcome>;

/// Those who said no and may talk with a contact.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ContactOverlaps, example = json!({
    "object": "contact_overlaps", "contact_id": "019b76da-a800-7000-8000-000000000005",
    "overlaps": [{
        "contact_id": "019b76da-a800-7000-8000-000000000006", "name": "Sam Lee", "distance": 1,
        "same_organization": false, "do_not_contact": false, "outcome": "declined",
        "said_at": "2026-01-04T09:00:00Z", "said": "No time this year.",
        "mind": "Sam Lee said no: they may compare notes, so say nothing of it but thanks."
    }]
}))]
struct OverlapsResponse {
    /// Always `contact_overlaps`.
    #[schema(max_length = 50)]
    object: &'static str,
    contact_id: Uuid,
    /// The nearest first.
    #[schema(max_items = 50)]
    overlaps: Vec<OverlapResponse>,
}

/// Somebody who said no, how the contact may know them, and what to mind.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ContactOverlap)]
struct OverlapResponse {
    contact_id: Uuid,
    #[schema(max_length = 200)]
    name: String,
    /// Referrals between the two, one way or the other; null where none links them.
    #[schema(minimum = 1, maximum = 2)]
    distance: Option<u32>,
    /// Whether they work at the same organization.
    same_organization: bool,
    do_not_contact: bool,
    /// Their last answer; null where they are only marked as not to be contacted.
    outcome: Option<Outcome>,
    said_at: Option<DateTime<Utc>>,
    /// What was noted of it.
    #[schema(max_length = 5000)]
    said: Option<String>,
    /// What to mind when talking with the contact.
    #[schema(max_length = 500)]
    mind: String,
}

impl From<Overlap> for OverlapResponse {
    fn from(overlap: Overlap) -> Self {
        let mind = overlap.mind();
        let Overlap {
            contact_id,
            name,
            distance,
            same_organization,
            do_not_contact,
            refusal,
        } = overlap;
        let (outcome, said_at, said) = match refusal {
            None => (None, None, None),
            Some(Refusal { outcome, at, note }) => (Some(Word(outcome)), Some(at), note),
        };
        Self {
            contact_id: contact_id.uuid(),
            name: name.into_string(),
            distance,
            same_organization,
            do_not_contact,
            outcome,
            said_at,
            said: said.map(Text::into_string),
            mind,
        }
    }
}

/// Find out who said no and may talk with a contact
///
/// Those whose last answer was a no, or who are not to be contacted, and who are linked with the contact by up to two
/// referrals or work where they do: 50 at most. They may compare notes.
#[utoipa::path(operation_id = "find_contact_overlaps", tag = "contacts", security(("bearer" = ["referrals:read"])),
    responses((status = 200, description = "Those who said no", body = OverlapsResponse)))]
#[get("/contacts/{id}/overlaps")]
async fn find_contact_overlaps(
    caller: Caller<ReadReferrals>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<OverlapsResponse>, ApiError> {
    let found = list_overlaps(read.db(), caller.owner, Id::new(*id)).await?;
    let overlaps = found.ok_or_else(ApiError::not_found)?;
    Ok(Answer::ok(&OverlapsResponse {
        object: "contact_overlaps",
        contact_id: *id,
        overlaps: overlaps.into_iter().map(Into::into).collect(),
    }))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_contact_overlaps);
}
