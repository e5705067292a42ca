//! Snafus over HTTP: what went wrong, and the lesson to be told before the next message.

mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id, Stored,
    snafu::{NotPermitted, Snafu},
};
use persistence::{Transaction, snafu::Narrowing};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::wire::{SnafuCause, SnafuResponse};
use self::wire::{SnafuInput, SnafuPatch, SnafuResolutionInput};
use crate::{
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadOutreach, WriteOutreach},
    },
    wire::{RecordSort, Word},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListSnafus {
    /// Only what is about this contact.
    contact_id: Option<Uuid>,
    /// Only what is about this organization.
    organization_id: Option<Uuid>,
    /// Only snafus of one of these causes.
    #[param(max_items = 14)]
    cause: Option<Vec<SnafuCause>>,
    /// Only those that are open, or only those that are resolved.
    is_open: Option<bool>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

impl From<NotPermitted> for ApiError {
    fn from(refused: NotPermitted) -> Self {
        Self::new(Code::WrongState, refused)
    }
}

/// Record a snafu
///
/// What went wrong in reaching somebody, with the lesson. A bounced message, a wrong number and a message unopened because the
/// sender was not recognized are recorded with the attempt.
#[utoipa::path(operation_id = "create_snafu", tag = "outreach", security(("bearer" = ["outreach:write"])),
    request_body = SnafuInput,
    responses((status = 201, description = "The snafu", body = SnafuResponse)))]
#[post("/snafus")]
async fn create_snafu(
    caller: Caller<WriteOutreach>,
    write: Write,
    body: Body<SnafuInput>,
) -> Result<Answer<SnafuResponse>, ApiError> {
    let snafu = body.0.read(write.now())?;
    let admit = async |_: &Transaction, _, _: &Snafu| Ok(());
    write.create(caller.owner, "/v1/snafus", snafu, admit).await
}

/// List snafus
///
/// What went wrong, and what it teaches.
#[utoipa::path(operation_id = "list_snafus", tag = "outreach", security(("bearer" = ["outreach:read"])),
    params(ListSnafus, PageQuery),
    responses((status = 200, description = "One page of the snafus", body = Page<SnafuResponse>)))]
#[get("/snafus")]
async fn list_snafus(
    caller: Caller<ReadOutreach>,
    read: Read,
    list: Query<ListSnafus>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<SnafuResponse>>, ApiError> {
    let ListSnafus {
        contact_id,
        organization_id,
        cause,
        is_open,
        sort,
    } = list.0;
    let narrowing = Narrowing {
        contact: contact_id.map(Id::new),
        organization: organization_id.map(Id::new),
        causes: Word::list(cause),
        is_open,
    };
    read.page::<Snafu, _>(
        caller.owner,
        narrowing.into(),
        RecordSort::word(sort),
        page.0,
    )
    .await
}

/// Find a snafu
#[utoipa::path(operation_id = "find_snafu", tag = "outreach", security(("bearer" = ["outreach:read"])),
    params(("id" = Uuid, Path, description = "The id of the snafu")),
    responses((status = 200, description = "The snafu", body = SnafuResponse)))]
#[get("/snafus/{id}")]
async fn find_snafu(
    caller: Caller<ReadOutreach>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<SnafuResponse>, ApiError> {
    read.one::<Snafu, _>(caller.owner, *id).await
}

/// Change a snafu
///
/// Whether it is resolved stays as it is.
#[utoipa::path(operation_id = "update_snafu", tag = "outreach", security(("bearer" = ["outreach:write"])),
    params(("id" = Uuid, Path, description = "The id of the snafu")),
    request_body(content = SnafuPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The snafu as it now is", body = SnafuResponse)))]
#[patch("/snafus/{id}")]
async fn update_snafu(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
    patch: SnafuPatch,
) -> Result<Answer<SnafuResponse>, ApiError> {
    let now = write.now();
    let transition = async |_: &Transaction, current: Stored<Snafu>| {
        let wanted = patch.apply(&SnafuInput::from(&current.value))?.read(now)?;
        let resolution = current.value.resolution.clone();
        Ok(current.with(Snafu {
            resolution,
            ..wanted
        }))
    };
    write.change(caller.owner, *id, transition).await
}

/// Resolve a snafu
///
/// It was made good: the check before sending no longer tells it.
#[utoipa::path(operation_id = "resolve_snafu", tag = "outreach", security(("bearer" = ["outreach:write"])),
    params(("id" = Uuid, Path, description = "The id of the snafu")),
    request_body = SnafuResolutionInput,
    responses(
        (status = 200, description = "The snafu as it now is", body = SnafuResponse),
        (status = 409, description = "`wrong_state`: it is resolved already", body = Problem),
    ))]
#[post("/snafus/{id}/resolve")]
async fn resolve_snafu(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
    body: Body<SnafuResolutionInput>,
) -> Result<Answer<SnafuResponse>, ApiError> {
    let resolution = body.0.read(write.now())?;
    let transition = async |_: &Transaction, current: Stored<Snafu>| {
        let resolved = current.value.clone().resolve(resolution)?;
        Ok(current.with(resolved))
    };
    write.change(caller.owner, *id, transition).await
}

/// Open a snafu again
#[utoipa::path(operation_id = "reopen_snafu", tag = "outreach", security(("bearer" = ["outreach:write"])),
    params(("id" = Uuid, Path, description = "The id of the snafu")),
    responses(
        (status = 200, description = "The snafu as it now is", body = SnafuResponse),
        (status = 409, description = "`wrong_state`: it is open", body = Problem),
    ))]
#[post("/snafus/{id}/reopen")]
async fn reopen_snafu(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<SnafuResponse>, ApiError> {
    let transition = async |_: &Transaction, current: Stored<Snafu>| {
        let reopened = current.value.clone().reopen()?;
        Ok(current.with(reopened))
    };
    write.change(caller.owner, *id, transition).await
}

/// Delete a snafu
#[utoipa::path(operation_id = "delete_snafu", tag = "outreach", security(("bearer" = ["outreach:write"])),
    params(("id" = Uuid, Path, description = "The id of the snafu")),
    responses((status = 204, description = "It is gone")))]
#[delete("/snafus/{id}")]
async fn delete_snafu(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Snafu>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_snafu)
        .service(list_snafus)
        .service(find_snafu)
        .service(update_snafu)
        .service(resolve_snafu)
        .service(reopen_snafu)
        .service(delete_snafu);
}
