//! Telling everybody who helped, in one step.

use actix_web::post;
use chrono::NaiveDate;
use domain::{
    Stored,
    follow_up::{self, FollowUp, Helper, Landing},
};
use persistence::{
    follow_up::list_helpers,
    workspace::{self, Owner},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{Answer, Body, Caller, Reply, Write, caller::WriteFollowUps},
    interview::zone,
    wire::{Word, optional_text},
};

/// Those who are told by one request, at most.
const MAX_HELPERS: u32 = 200;

type Help = Word<follow_up::Help>;

/// That the person has landed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "landed_on": "2026-01-02", "due_on": "2026-01-09", "note": "I start at the clinic in March.", "dry_run": false
}))]
struct LandingInput {
    /// The day of landing, in the person's zone. Whoever was told since is not told again.
    landed_on: NaiveDate,
    /// The day by the end of which everybody is to be told; not before `landed_on`.
    due_on: NaiveDate,
    /// What to say: the `note` of each follow-up.
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
    /// Only show who would be told.
    #[serde(default)]
    dry_run: bool,
}

/// Who is to be told that the person has landed.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LandingAnnouncement, example = json!({
    "object": "landing_announcement", "has_more": false,
    "helpers": [{
        "contact_id": "019b76da-a800-7000-8000-000000000005", "name": "Grace Okafor",
        "help": ["conversation", "advice"], "follow_up_id": "019b76da-a800-7000-8000-000000000007"
    }]
}))]
struct LandingResponse {
    /// Always `landing_announcement`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// Whether there are others: ask again, and they are told as well.
    has_more: bool,
    /// Those with whom the person was in touch last come first.
    #[schema(max_items = 200)]
    helpers: Vec<HelperResponse>,
}

/// Somebody who helped.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Helper)]
struct HelperResponse {
    contact_id: Uuid,
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_items = 3)]
    help: Vec<Help>,
    /// The follow-up that was made; null when none was, for a dry run.
    follow_up_id: Option<Uuid>,
}

/// Announce that one has landed
///
/// Makes a follow-up of the kind `announcement` for everybody who gave a conversation, a referral or advice: each says
/// what to thank them for. Who does not want to be contacted is left out, and so is who is to be told already, or was
/// since `landed_on`; so the request may be repeated. At most 200 people at a time.
#[utoipa::path(operation_id = "announce_landing", tag = "follow-ups", security(("bearer" = ["follow_ups:write"])),
    request_body = LandingInput,
    responses((status = 200, description = "Who is to be told", body = LandingResponse)))]
#[post("/follow-ups/announce-landing")]
async fn announce_landing(
    caller: Caller<WriteFollowUps>,
    write: Write,
    body: Body<LandingInput>,
) -> Result<Answer<LandingResponse>, ApiError> {
    let (owner, input) = (caller.owner, body.0);
    let note = optional_text("/note", input.note.as_deref())?;
    write
        .run(owner, async |tx| {
            let zone = zone(tx, owner).await?;
            admit(&input, zone.day_of(write.now()))?;
            let since = zone.start_of(input.landed_on);
            let helpers = list_helpers(tx, owner, since, MAX_HELPERS + 1).await?;
            let (landed, helpers) = LandingResponse::of(helpers);
            if input.dry_run {
                return Ok(Reply::ok_of(landed));
            }
            let landing = Landing {
                due_on: input.due_on,
                zone,
                note: note.clone(),
            };
            let owed = helpers.iter().map(|one| (write.next_id(), landing.announcement(one)));
            let made = workspace::insert_several(tx, owner, owed.collect(), write.now()).await?;
            Ok(Reply::ok_of(landed.with(&made)))
        })
        .await
}
