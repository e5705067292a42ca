//! Pitches over HTTP: introductions of oneself, general, for a theme or for an organization.

mod rehearsal;
mod review;
mod review_wire;
mod variant;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Id, Stored, pitch::Pitch};
use persistence::{Transaction, pitch::Narrowing};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::{PitchInput, PitchPatch};
pub(crate) use self::{
    review::{Reviewed, review_of},
    review_wire::PitchReviewResponse,
    wire::{PitchResponse, PitchSection},
};
use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadProfile, WriteProfile},
    },
    wire::RecordSort,
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListPitches {
    /// Only pitches about this theme.
    theme_id: Option<Uuid>,
    /// Only pitches for this organization.
    organization_id: Option<Uuid>,
    /// Only variants made from this pitch.
    variant_of: Option<Uuid>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

/// Create a pitch
///
/// What the person opens a conversation with: who they are, what work they want and why, what they hope to learn. Parts may
/// be told later; the review says which are missing and whether it keeps the time. Without theme and organization it is a
/// general one. An interview uses the one its preparation names, else one for where the interviewee works, else one about
/// its theme, else a general one, each time the last changed.
#[utoipa::path(operation_id = "create_pitch", tag = "pitches", security(("bearer" = ["profile:write"])),
    request_body = PitchInput,
    responses((status = 201, description = "The pitch", body = PitchResponse)))]
#[post("/pitches")]
async fn create_pitch(
    caller: Caller<WriteProfile>,
    write: Write,
    body: Body<PitchInput>,
) -> Result<Answer<PitchResponse>, ApiError> {
    let pitch = Pitch::try_from(body.0)?;
    let admit = async |_: &_, _, _: &_| Ok(());
    write
        .create(caller.owner, "/v1/pitches", pitch, admit)
        .await
}

/// List pitches
#[utoipa::path(operation_id = "list_pitches", tag = "pitches", security(("bearer" = ["profile:read"])),
    params(ListPitches, PageQuery),
    responses((status = 200, description = "One page of the caller's pitches", body = Page<PitchResponse>)))]
#[get("/pitches")]
async fn list_pitches(
    caller: Caller<ReadProfile>,
    read: Read,
    list: Query<ListPitches>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<PitchResponse>>, ApiError> {
    let ListPitches {
        theme_id,
        organization_id,
        variant_of,
        sort,
    } = list.0;
    let narrowing = Narrowing {
        theme_id: theme_id.map(Id::new),
        organization_id: organization_id.map(Id::new),
        variant_of: variant_of.map(Id::new),
    };
    let sort = RecordSort::word(sort);
    read.page::<Pitch, _>(caller.owner, narrowing.into(), sort, page.0)
        .await
}

/// Find a pitch
#[utoipa::path(operation_id = "find_pitch", tag = "pitches", security(("bearer" = ["profile:read"])),
    responses((status = 200, description = "The pitch", body = PitchResponse)))]
#[get("/pitches/{id}")]
async fn find_pitch(
    caller: Caller<ReadProfile>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<PitchResponse>, ApiError> {
    read.one::<Pitch, _>(caller.owner, *id).await
}

/// Change a pitch
#[utoipa::path(operation_id = "update_pitch", tag = "pitches", security(("bearer" = ["profile:write"])),
    request_body(content = PitchPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The pitch as it now is", body = PitchResponse)))]
#[patch("/pitches/{id}")]
async fn update_pitch(
    caller: Caller<WriteProfile>,
    write: Write,
    id: Path<Uuid>,
    patch: PitchPatch,
) -> Result<Answer<PitchResponse>, ApiError> {
    // Where it came from is not for the client to say.
    let keep = async |_: &Transaction, current: &Stored<Pitch>, wanted: Pitch| {
        Ok(Pitch {
            variant_of: current.value.variant_of,
            ..wanted
        })
    };
    write.patch(caller.owner, *id, patch, keep).await
}

/// Delete a pitch
///
/// Its rehearsals go with it; its variants stay.
#[utoipa::path(operation_id = "delete_pitch", tag = "pitches", security(("bearer" = ["profile:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/pitches/{id}")]
async fn delete_pitch(
    caller: Caller<WriteProfile>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Pitch>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_pitch)
        .service(list_pitches)
        .service(find_pitch)
        .service(update_pitch)
        .service(delete_pitch);
    variant::routes(config);
    review::routes(config);
    rehearsal::routes(config);
}
