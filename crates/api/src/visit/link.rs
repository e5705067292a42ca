//! Which outreach proposes a visit, over HTTP.

use actix_web::{delete, get, put, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    outreach::OutreachState,
    visit::{MAX_OUTREACHES, Visit, VisitOutreach, VisitState},
};
use persistence::{
    Transaction, child,
    visit::{find_link, find_outreach_state},
    workspace::{self, Filter, Owner},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::{ApiError, Code, Problem},
    http::{
        Answer, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadOutreach, WriteOutreach},
        etag,
    },
};

/// That an outreach asks for a conversation during a visit.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = VisitOutreach, example = json!({
    "id": "019b76da-a800-7000-8000-00000000000a", "object": "visit_outreach",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "visit_id": "019b76da-a800-7000-8000-000000000009", "outreach_id": "019b76da-a800-7000-8000-000000000007"
}))]
struct VisitOutreachResponse {
    id: Uuid,
    /// Always `visit_outreach`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    visit_id: Uuid,
    outreach_id: Uuid,
}

impl From<Stored<VisitOutreach>> for VisitOutreachResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<VisitOutreach>,
    ) -> Self {
        let VisitOutreach {
            visit_id,
            outreach_id,
        } = value;
        Self {
            id: id.uuid(),
            object: "visit_outreach",
            created_at,
            updated_at,
            visit_id: visit_id.uuid(),
            outreach_id: outreach_id.uuid(),
        }
    }
}

/// Propose a visit in an outreach
///
/// The visit becomes the window in which the outreach asks for a conversation. Linking it twice changes nothing. A visit
/// is proposed in at most 100 outreaches.
#[utoipa::path(operation_id = "link_visit_outreach", tag = "visits", security(("bearer" = ["outreach:write"])),
    responses(
        (status = 200, description = "They are linked already", body = VisitOutreachResponse),
        (status = 201, description = "They are linked now", body = VisitOutreachResponse),
        (status = 409, body = Problem, description = "`outreach_closed`: the outreach is over, as its `state` says; \
            `wrong_state`: the visit is canceled; `limit_reached`: 100 outreaches propose it"),
    ))]
#[put("/visits/{id}/outreaches/{outreach_id}")]
async fn link_visit_outreach(
    caller: Caller<WriteOutreach>,
    write: Write,
    ids: Path<(Uuid, Uuid)>,
) -> Result<Answer<VisitOutreachResponse>, ApiError> {
    let owner = caller.owner;
    let link = VisitOutreach {
        visit_id: Id::new(ids.0),
        outreach_id: Id::new(ids.1),
    };
    write
        .run(owner, async |tx| {
            let found = find_link(tx, owner, link.visit_id, link.outreach_id).await?;
            if let Some(current) = found {
                let tag = etag::of(&current);
                etag::require_match(write.request(), &tag)?;
                etag::require_new(write.request(), &tag)?;
                return Ok(Reply::ok(current));
            }
            admit(tx, owner, link).await?;
            etag::require_no_match(write.request())?;
            let added = workspace::insert(tx, owner, write.next_id(), &link, write.now()).await?;
            let VisitOutreach {
                visit_id,
                outreach_id,
            } = link;
            let location = format!("/v1/visits/{visit_id}/outreaches/{outreach_id}");
            Ok(Reply::created_at(location, added))
        })
        .await
}

/// Refuses unless both are the owner's, the visit takes place and the outreach goes on.
async fn admit(tx: &Transaction, owner: Owner, link: VisitOutreach) -> Result<(), ApiError> {
    let visit = workspace::find_for_update::<Visit>(tx, owner, link.visit_id).await?;
    let visit = visit.ok_or_else(ApiError::not_found)?;
    let state = find_outreach_state(tx, owner, link.outreach_id).await?;
    refuse_over(state.ok_or_else(ApiError::not_found)?)?;
    if visit.value.state == VisitState::Canceled {
        let detail = "The visit is canceled. Plan it again first.";
        return Err(ApiError::new(Code::WrongState, detail).with("state", "canceled"));
    }
    let linked = child::count::<VisitOutreach>(tx, owner, visit.id).await?;
    if linked >= u64::try_from(MAX_OUTREACHES).unwrap_or(u64::MAX) {
        let detail = format!("{MAX_OUTREACHES} outreaches propose this visit. Unlink one first.");
        return Err(ApiError::new(Code::LimitReached, detail));
    }
    Ok(())
}

/// Refuses what an outreach that is over no longer needs.
pub(crate) fn refuse_over(state: OutreachState) -> Result<(), ApiError> {
    match state {
        OutreachState::Declined | OutreachState::Closed => {
            let detail = format!("The outreach is {state}. Start another one first.");
            Err(ApiError::new(Code::OutreachClosed, detail).with("state", state.to_string()))
        }
        _ => Ok(()),
    }
}

/// List the outreaches that propose a visit
///
/// Newest first.
#[utoipa::path(operation_id = "list_visit_outreaches", tag = "visits", security(("bearer" = ["outreach:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the links", body = Page<VisitOutreachResponse>)))]
#[get("/visits/{id}/outreaches")]
async fn list_visit_outreaches(
    caller: Caller<ReadOutreach>,
    read: Read,
    id: Path<Uuid>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<VisitOutreachResponse>>, ApiError> {
    read.children::<VisitOutreach, _>(caller.owner, *id, Filter::default(), "-created_at", page.0)
        .await
}

/// Find the link of an outreach to a visit
#[utoipa::path(operation_id = "find_visit_outreach", tag = "visits", security(("bearer" = ["outreach:read"])),
    responses((status = 200, description = "The link", body = VisitOutreachResponse)))]
#[get("/visits/{id}/outreaches/{outreach_id}")]
async fn find_visit_outreach(
    caller: Caller<ReadOutreach>,
    read: Read,
    ids: Path<(Uuid, Uuid)>,
) -> Result<Answer<VisitOutreachResponse>, ApiError> {
    let (visit, outreach) = ids.into_inner();
    let found = find_link(read.db(), caller.owner, Id::new(visit), Id::new(outreach)).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

/// Propose a visit in an outreach no longer
///
/// Slots that were offered for the visit stay as they are.
#[utoipa::path(operation_id = "unlink_visit_outreach", tag = "visits", security(("bearer" = ["outreach:write"])),
    responses((status = 204, description = "They are linked no longer")))]
#[delete("/visits/{id}/outreaches/{outreach_id}")]
async fn unlink_visit_outreach(
    caller: Caller<WriteOutreach>,
    write: Write,
    ids: Path<(Uuid, Uuid)>,
) -> Result<Answer<()>, ApiError> {
    let (owner, (visit, outreach)) = (caller.owner, ids.into_inner());
    write
        .run(owner, async |tx| {
            let found = find_link(tx, owner, Id::new(visit), Id::new(outreach)).await?;
            let found = found.ok_or_else(ApiError::not_found)?;
            etag::require_match(write.request(), &etag::of(&found))?;
            workspace::delete(tx, owner, found.id).await?;
            Ok(Reply::nothing())
        })
        .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(link_visit_outreach)
        .service(list_visit_outreaches)
        .service(find_visit_outreach)
        .service(unlink_visit_outreach);
}

crate::change::shown_as!(VisitOutreach => VisitOutreachResponse);
