//! What drafts said before, over HTTP.

use actix_web::{get, web::Path};
use chrono::{DateTime, Utc};
use domain::{Stored, Text, message::MessageVersion};
use persistence::workspace::Filter;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadMessages},
};

/// What a message said before it was changed.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MessageVersion, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "message_version",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "message_id": "019b76da-a800-7000-8000-000000000007", "revision": 1, "subject": "A question",
    "body": "Dear Ms. Okafor,\n\nWould you have a moment?\n\nAda"
}))]
struct VersionResponse {
    id: Uuid,
    /// Always `message_version`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// When the text was replaced.
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    message_id: Uuid,
    /// Counts the revisions of the message from 1; those without this text in between changed something else.
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    revision: i32,
    #[schema(max_length = 200)]
    subject: Option<String>,
    #[schema(max_length = 20000)]
    body: String,
}

impl From<Stored<MessageVersion>> for VersionResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<MessageVersion>,
    ) -> Self {
        let MessageVersion {
            message_id,
            revision,
            subject,
            body,
        } = value;
        Self {
            id: id.uuid(),
            object: "message_version",
            created_at,
            updated_at,
            message_id: message_id.uuid(),
            revision,
            subject: subject.map(Text::into_string),
            body: body.into_string(),
        }
    }
}

/// List former texts
///
/// What a message said before, the latest first.
#[utoipa::path(operation_id = "list_message_versions", tag = "messages", security(("bearer" = ["messages:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the former texts", body = Page<VersionResponse>)))]
#[get("/messages/{id}/versions")]
async fn list_message_versions(
    caller: Caller<ReadMessages>,
    read: Read,
    id: Path<Uuid>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<VersionResponse>>, ApiError> {
    read.children::<MessageVersion, _>(caller.owner, *id, Filter::default(), "-created_at", page.0)
        .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_message_versions);
}

crate::change::shown_as!(MessageVersion => VersionResponse);
