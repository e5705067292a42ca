//! Saying a pitch aloud, with the seconds that it took.

use actix_web::{delete, get, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    pitch::{Pitch, Rehearsal},
};
use persistence::workspace::Filter;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadProfile, WriteProfile},
    },
    wire::{instant, optional_text, whole},
};

/// How long a pitch took when it was said aloud.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "seconds": 41, "note": "Slower at the end." }))]
struct RehearsalInput {
    /// As a watch measured them.
    #[schema(minimum = 1, maximum = 3600)]
    seconds: i16,
    /// When it was said; now when it is not given.
    at: Option<DateTime<Utc>>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

impl RehearsalInput {
    fn of(self, pitch_id: Id<Pitch>, now: DateTime<Utc>) -> Result<Rehearsal, ApiError> {
        let Self { seconds, at, note } = self;
        let at = instant("/at", at.unwrap_or(now))?;
        if at > now {
            let detail = "must not be in the future";
            return Err(ApiError::field("/at", "future", detail));
        }
        Ok(Rehearsal {
            pitch_id,
            seconds: whole("/seconds", seconds)?,
            at,
            note: optional_text("/note", note.as_deref())?,
        })
    }
}

/// One time that a pitch was said aloud.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PitchRehearsal, example = json!({
    "id": "019b76da-a800-7000-8000-000000000009", "object": "pitch_rehearsal",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "pitch_id": "019b76da-a800-7000-8000-000000000007", "seconds": 41, "at": "2026-01-05T09:00:00Z",
    "note": "Slower at the end."
}))]
struct RehearsalResponse {
    id: Uuid,
    /// Always `pitch_rehearsal`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    pitch_id: Uuid,
    #[schema(minimum = 1, maximum = 3600)]
    seconds: i16,
    /// When it was said.
    at: DateTime<Utc>,
    #[schema(max_length = 5000)]
    note: Option<String>,
}

impl From<Stored<Rehearsal>> for RehearsalResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value:
                Rehearsal {
                    pitch_id,
                    seconds,
                    at,
                    note,
                },
        }: Stored<Rehearsal>,
    ) -> Self {
        Self {
            id: id.uuid(),
            object: "pitch_rehearsal",
            created_at,
            updated_at,
            pitch_id: pitch_id.uuid(),
            seconds: seconds.get(),
            at,
            note: note.map(Text::into_string),
        }
    }
}

/// Record a rehearsal of a pitch
///
/// The seconds of the latest one count over what the words would take.
#[utoipa::path(operation_id = "create_pitch_rehearsal", tag = "pitches", security(("bearer" = ["profile:write"])),
    request_body = RehearsalInput,
    responses(
        (status = 201, description = "The rehearsal", body = RehearsalResponse),
        (status = 409, description = "`limit_reached`: the pitch has 100 of them", body = Problem),
    ))]
#[post("/pitches/{id}/rehearsals")]
async fn create_pitch_rehearsal(
    caller: Caller<WriteProfile>,
    write: Write,
    id: Path<Uuid>,
    body: Body<RehearsalInput>,
) -> Result<Answer<RehearsalResponse>, ApiError> {
    let rehearsal = body.0.of(Id::new(*id), write.now())?;
    let collection = format!("/v1/pitches/{id}/rehearsals");
    write
        .create_child(caller.owner, &collection, rehearsal, Some(Rehearsal::MAX))
        .await
}

/// List the rehearsals of a pitch
#[utoipa::path(operation_id = "list_pitch_rehearsals", tag = "pitches", security(("bearer" = ["profile:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of them, the last recorded first", body = Page<RehearsalResponse>)))]
#[get("/pitches/{id}/rehearsals")]
async fn list_pitch_rehearsals(
    caller: Caller<ReadProfile>,
    read: Read,
    id: Path<Uuid>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<RehearsalResponse>>, ApiError> {
    read.children::<Rehearsal, _>(caller.owner, *id, Filter::default(), "-created_at", page.0)
        .await
}

/// Find a rehearsal of a pitch
#[utoipa::path(operation_id = "find_pitch_rehearsal", tag = "pitches", security(("bearer" = ["profile:read"])),
    responses((status = 200, description = "The rehearsal", body = RehearsalResponse)))]
#[get("/pitches/{id}/rehearsals/{rehearsal_id}")]
async fn find_pitch_rehearsal(
    caller: Caller<ReadProfile>,
    read: Read,
    ids: Path<(Uuid, Uuid)>,
) -> Result<Answer<RehearsalResponse>, ApiError> {
    read.child::<Rehearsal, _>(caller.owner, ids.into_inner())
        .await
}

/// Delete a rehearsal of a pitch
#[utoipa::path(operation_id = "delete_pitch_rehearsal", tag = "pitches", security(("bearer" = ["profile:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/pitches/{id}/rehearsals/{rehearsal_id}")]
async fn delete_pitch_rehearsal(
    caller: Caller<WriteProfile>,
    write: Write,
    ids: Path<(Uuid, Uuid)>,
) -> Result<Answer<()>, ApiError> {
    write
        .delete_child::<Rehearsal>(caller.owner, ids.into_inner())
        .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_pitch_rehearsal)
        .service(list_pitch_rehearsals)
        .service(find_pitch_rehearsal)
        .service(delete_pitch_rehearsal);
}

crate::change::shown_as!(Rehearsal => RehearsalResponse);
