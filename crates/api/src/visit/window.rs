//! The window that an outreach proposes, over HTTP.

use actix_web::{get, web::Path};
use chrono::NaiveDate;
use domain::{Id, outreach::Outreach, visit::ProposedWindow};
use persistence::{visit::find_window, workspace};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadOutreach},
};

/// When and where a message of an outreach can propose to meet.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ProposedWindow, example = json!({
    "object": "proposed_window", "outreach_id": "019b76da-a800-7000-8000-000000000007",
    "visit_id": "019b76da-a800-7000-8000-000000000009", "starts_on": "2026-10-10", "ends_on": "2026-10-15",
    "place": "Baltimore, Maryland"
}))]
struct WindowResponse {
    /// Always `proposed_window`.
    #[schema(max_length = 50)]
    object: &'static str,
    outreach_id: Uuid,
    /// Null, as all that follows, when it proposes none.
    visit_id: Option<Uuid>,
    /// The first day that is left of the visit.
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    /// City and region.
    #[schema(max_length = 402)]
    place: Option<String>,
}

/// Find the window that an outreach proposes
///
/// What the closing of a letter says: thanks, and from when to when one is in their city. It is what is left of the first
/// planned visit that the outreach is linked to.
#[utoipa::path(operation_id = "find_proposed_window", tag = "visits", security(("bearer" = ["outreach:read"])),
    responses((status = 200, description = "The window, if there is one", body = WindowResponse)))]
#[get("/outreach/{id}/proposed-window")]
async fn find_proposed_window(
    caller: Caller<ReadOutreach>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<WindowResponse>, ApiError> {
    let (owner, outreach) = (caller.owner, Id::<Outreach>::new(*id));
    let window = find_window(read.db(), owner, outreach, read.now()).await?;
    if window.is_none() && !workspace::exists(read.db(), owner, outreach).await? {
        return Err(ApiError::not_found());
    }
    Ok(Answer::ok(&WindowResponse::of(*id, window)))
}

impl WindowResponse {
    fn of(outreach_id: Uuid, window: Option<ProposedWindow>) -> Self {
        let (visit_id, days, place) = match window {
            None => (None, None, None),
            Some(ProposedWindow {
                visit_id,
                from,
                to,
                place,
            }) => (Some(visit_id.uuid()), Some((from, to)), Some(place)),
        };
        let (starts_on, ends_on) = days.unzip();
        Self {
            object: "proposed_window",
            outreach_id,
            visit_id,
            starts_on,
            ends_on,
            place,
        }
    }
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_proposed_window);
}
