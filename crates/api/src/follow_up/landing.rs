//! Telling everybody who helped, in one step.

use std::collections::HashMap;

use actix_web::post;
use chrono::NaiveDate;
use domain::{
    Stored,
    follow_up::{self, FollowUp, Helper, Landing},
};
use persistence::{
    Transaction,
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
const MAX_HELPERS: usize = 200;

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
            input.admit(zone.day_of(write.now()))?;
            let since = zone.start_of(input.landed_on);
            let mut helpers = list_helpers(tx, owner, since, MAX_HELPERS + 1).await?;
            let has_more = helpers.len() > MAX_HELPERS;
            helpers.truncate(MAX_HELPERS);
            let landing = Landing {
                due_on: input.due_on,
                zone,
                note,
            };
            let made = if input.dry_run {
                Vec::new()
            } else {
                tell(tx, &write, owner, &landing, &helpers).await?
            };
            Ok(Reply::plain(LandingResponse::of(helpers, &made, has_more)))
        })
        .await
}

async fn tell(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    landing: &Landing,
    helpers: &[Helper],
) -> Result<Vec<Stored<FollowUp>>, ApiError> {
    let owed = helpers
        .iter()
        .map(|helper| (write.next_id(), landing.announcement(helper)));
    Ok(workspace::insert_several(tx, owner, owed.collect(), write.now()).await?)
}

impl LandingInput {
    fn admit(&self, today: NaiveDate) -> Result<(), ApiError> {
        if self.landed_on > today {
            let detail = "must not be in the future";
            return Err(ApiError::field("/landed_on", "in_future", detail));
        }
        if self.due_on < self.landed_on {
            let detail = "must not be before `landed_on`";
            return Err(ApiError::field("/due_on", "before_landed_on", detail));
        }
        Ok(())
    }
}

impl LandingResponse {
    fn of(helpers: Vec<Helper>, made: &[Stored<FollowUp>], has_more: bool) -> Self {
        let made: HashMap<_, _> = made
            .iter()
            .map(|one| (one.value.contact_id, one.id))
            .collect();
        let helper = |Helper {
                          contact_id,
                          name,
                          help,
                      }| HelperResponse {
            contact_id: contact_id.uuid(),
            name: name.into_string(),
            help: help.into_iter().map(Word).collect(),
            follow_up_id: made.get(&contact_id).map(|id| id.uuid()),
        };
        Self {
            object: "landing_announcement",
            has_more,
            helpers: helpers.into_iter().map(helper).collect(),
        }
    }
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(announce_landing);
}
