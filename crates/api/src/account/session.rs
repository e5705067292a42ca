//! The caller's sessions: where they are signed in, and ending that.

use actix_web::{
    delete, get,
    http::header::{ETag, EntityTag},
    web::Path,
};
use chrono::{DateTime, Utc};
use domain::{
    Id, Text,
    session::{EndReason, Session},
};
use persistence::{SortBy, session};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{
        Answer, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadAccount, WriteAccount},
        etag,
    },
};

/// A sign-in that goes on.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Session, example = json!({
    "id": "019b76da-a800-7000-8000-000000000002", "object": "session", "device": "Ada's phone",
    "scope": "account:read account:write", "created_at": "2026-01-05T09:00:00Z",
    "last_used_at": "2026-01-07T17:30:00Z", "expires_at": "2026-04-05T09:00:00Z", "is_current": true
}))]
struct SessionResponse {
    id: Uuid,
    /// Always `session`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// What the client called itself.
    #[schema(max_length = 200)]
    device: Option<String>,
    /// What it may do, separated by spaces.
    #[schema(max_length = 1000)]
    scope: String,
    created_at: DateTime<Utc>,
    /// When its tokens were last refreshed.
    last_used_at: DateTime<Utc>,
    /// When it ends, however often its tokens are refreshed.
    expires_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    is_current: bool,
}

impl SessionResponse {
    fn new(session: Session, current: Uuid) -> Self {
        let Session {
            id,
            account: _,
            device,
            scope,
            created_at,
            last_used_at,
            expires_at,
            state: _,
        } = session;
        Self {
            id: id.uuid(),
            object: "session",
            device: device.map(Text::into_string),
            scope,
            created_at,
            last_used_at,
            expires_at,
            is_current: id.uuid() == current,
        }
    }
}

/// List your sessions
///
/// Those that go on, newest first.
#[utoipa::path(operation_id = "list_sessions", tag = "account", security(("bearer" = ["account:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the caller's sessions", body = Page<SessionResponse>)))]
#[get("/sessions")]
async fn list_sessions(
    caller: Caller<ReadAccount>,
    read: Read,
    page: Query<PageQuery>,
) -> Result<Answer<Page<SessionResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let listing = paging.listing(SortBy::CreatedAt, true)?;
    let rows = session::list(read.db(), caller.owner, read.now(), listing).await?;
    let (rows, last) = paging.cut_at(rows, |row| (session::sort_key(row), row.id.uuid()));
    let (rows, current) = (rows.into_iter(), caller.session()?.uuid());
    let data = rows.map(|row| SessionResponse::new(row, current));
    paging.answer(data.collect(), last)
}

/// End a session
///
/// At once: neither its access tokens nor its refresh token are good any more. It may be the one that asks.
#[utoipa::path(operation_id = "end_session", tag = "account", security(("bearer" = ["account:write"])),
    responses((status = 204, description = "It has ended")))]
#[delete("/sessions/{id}")]
async fn end_session(
    caller: Caller<WriteAccount>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write
        .run(caller.owner, async |tx| {
            let (id, reason) = (Id::new(*id), EndReason::EndedByOwner);
            if !session::end(tx, caller.owner, id, reason, write.now()).await? {
                return Err(ApiError::not_found());
            }
            // A session has no revisions, so If-Match can only ask whether it exists.
            let only = EntityTag::new_strong(id.uuid().simple().to_string());
            etag::require_match(write.request(), &ETag(only))?;
            Ok(Reply::nothing())
        })
        .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_sessions).service(end_session);
}
