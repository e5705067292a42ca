//! Whom somebody met at an event, over HTTP.

use actix_web::{delete, get, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    event::{Event, Meeting},
};
use persistence::workspace::{self, Filter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::{ApiError, Problem},
    follow_up::touched,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadNetwork, WriteNetwork},
    },
    wire::optional_text,
};

/// Whom the person met.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EventMeetingInput, example = json!({
    "contact_id": "019b76da-a800-7000-8000-000000000005", "note": "By the coats; she asked me to write."
}))]
struct MeetingInput {
    contact_id: Uuid,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

/// Somebody whom the person met at an event.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = EventMeeting, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "event_meeting",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "event_id": "019b76da-a800-7000-8000-000000000007", "contact_id": "019b76da-a800-7000-8000-000000000005",
    "note": "By the coats; she asked me to write."
}))]
struct MeetingResponse {
    id: Uuid,
    /// Always `event_meeting`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    event_id: Uuid,
    contact_id: Uuid,
    #[schema(max_length = 5000)]
    note: Option<String>,
}

impl From<Stored<Meeting>> for MeetingResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Meeting>,
    ) -> Self {
        let Meeting {
            event_id,
            contact_id,
            note,
        } = value;
        Self {
            id: id.uuid(),
            object: "event_meeting",
            created_at,
            updated_at,
            event_id: event_id.uuid(),
            contact_id: contact_id.uuid(),
            note: note.map(Text::into_string),
        }
    }
}

/// Note whom one met at an event
///
/// Once the event has begun, that counts as contact with them.
#[utoipa::path(operation_id = "create_event_meeting", tag = "events", security(("bearer" = ["network:write"])),
    request_body = MeetingInput,
    responses(
        (status = 201, description = "The meeting", body = MeetingResponse),
        (status = 409, description = "`meeting_exists`: it is noted that they were met there", body = Problem),
    ))]
#[post("/events/{id}/meetings")]
async fn create_event_meeting(
    caller: Caller<WriteNetwork>,
    write: Write,
    id: Path<Uuid>,
    body: Body<MeetingInput>,
) -> Result<Answer<MeetingResponse>, ApiError> {
    let (owner, now) = (caller.owner, write.now());
    let MeetingInput { contact_id, note } = body.0;
    let note = optional_text("/note", note.as_deref())?;
    write
        .run(owner, async |tx| {
            let event: Stored<Event> = write.find_for_update(tx, owner, *id).await?;
            let meeting = Meeting {
                event_id: event.id,
                contact_id: Id::new(contact_id),
                note,
            };
            let new = workspace::insert(tx, owner, write.new_id()?, &meeting, now).await?;
            let at = event.value.span.starts_at();
            if at <= now {
                touched(tx, &write, owner, &[meeting.contact_id], at).await?;
            }
            Ok(Reply::created(&format!("/v1/events/{id}/meetings"), new))
        })
        .await
}

/// List whom one met at an event
///
/// Newest first.
#[utoipa::path(operation_id = "list_event_meetings", tag = "events", security(("bearer" = ["network:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the meetings", body = Page<MeetingResponse>)))]
#[get("/events/{id}/meetings")]
async fn list_event_meetings(
    caller: Caller<ReadNetwork>,
    read: Read,
    id: Path<Uuid>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<MeetingResponse>>, ApiError> {
    read.children::<Meeting, _>(caller.owner, *id, Filter::default(), "-created_at", page.0)
        .await
}

/// Find a meeting at an event
#[utoipa::path(operation_id = "find_event_meeting", tag = "events", security(("bearer" = ["network:read"])),
    responses((status = 200, description = "The meeting", body = MeetingResponse)))]
#[get("/events/{id}/meetings/{meeting_id}")]
async fn find_event_meeting(
    caller: Caller<ReadNetwork>,
    read: Read,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<MeetingResponse>, ApiError> {
    read.child::<Meeting, _>(caller.owner, path.into_inner())
        .await
}

/// Delete a meeting at an event
#[utoipa::path(operation_id = "delete_event_meeting", tag = "events", security(("bearer" = ["network:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/events/{id}/meetings/{meeting_id}")]
async fn delete_event_meeting(
    caller: Caller<WriteNetwork>,
    write: Write,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<()>, ApiError> {
    write
        .delete_child::<Meeting>(caller.owner, path.into_inner())
        .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_event_meeting)
        .service(list_event_meetings)
        .service(find_event_meeting)
        .service(delete_event_meeting);
}

crate::change::shown_as!(Meeting => MeetingResponse);
