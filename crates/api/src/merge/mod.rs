//! Merging two contacts that are one person, over HTTP, and undoing it.

mod perform;
mod wire;

use actix_web::{delete, get, post, web::Path};
use domain::{Id, merge::Merge};
use persistence::merge::filter;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::wire::{ContactField, MergeSide, MergeState};
use self::wire::{ListMerges, MergeInput, MergeResponse, PreviewResponse, Undone, UndoneResponse};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadContacts, WriteContacts},
        etag,
    },
    wire::Word,
};

/// Preview a merge
///
/// What merging the two would make of them, field by field and row by row. Nothing changes.
#[utoipa::path(operation_id = "preview_merge", tag = "duplicates", security(("bearer" = ["contacts:write"])),
    request_body = MergeInput,
    responses((status = 200, description = "What would become of the two", body = PreviewResponse)))]
#[post("/merges/preview")]
async fn preview_merge(
    caller: Caller<WriteContacts>,
    write: Write,
    body: Body<MergeInput>,
) -> Result<Answer<PreviewResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let plan = perform::plan(tx, owner, &body.0).await?;
            Ok(Reply::plain(plan.preview(tx).await?.try_into()?))
        })
        .await
}

/// Merge two contacts
///
/// One contact is kept and gets what refers to the other, which is gone then. Of a field of which nothing is chosen the kept
/// contact's value stays, unless it is blank; lists are united; whoever wants to be left alone is; the later contact counts.
/// What both have, such as their part in one network ask, is there once. The merge is recorded with both contacts as they
/// were, until the record or the kept contact is deleted, so that it can be undone. What was merged into the other contact
/// before is part of it, and comes back with it.
#[utoipa::path(operation_id = "create_merge", tag = "duplicates", security(("bearer" = ["contacts:write"])),
    request_body = MergeInput,
    responses(
        (status = 201, description = "The merge", body = MergeResponse),
        (status = 409, description = "`outreach_already_open`: both contacts are pursued, in the two outreaches that the \
            problem names in `outreach_ids`; end one of them first", body = Problem),
    ))]
#[post("/merges")]
async fn create_merge(
    caller: Caller<WriteContacts>,
    write: Write,
    body: Body<MergeInput>,
) -> Result<Answer<MergeResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let plan = perform::plan(tx, owner, &body.0).await?;
            let merge = plan.perform(tx, &write).await?;
            Ok(Reply::created("/v1/merges", merge))
        })
        .await
}

/// List merges
///
/// With `merge_id` they tell where a contact went that is there no more.
#[utoipa::path(operation_id = "list_merges", tag = "duplicates", security(("bearer" = ["contacts:read"])),
    params(ListMerges, PageQuery),
    responses((status = 200, description = "One page of the merges, the newest first", body = Page<MergeResponse>)))]
#[get("/merges")]
async fn list_merges(
    caller: Caller<ReadContacts>,
    read: Read,
    list: Query<ListMerges>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<MergeResponse>>, ApiError> {
    let ListMerges {
        keep_id,
        merge_id,
        state,
    } = list.0;
    let (keep, merge) = (keep_id.map(Id::new), merge_id.map(Id::new));
    let filter = filter(keep, merge, state.map(|Word(state)| state));
    read.page::<Merge, _>(caller.owner, filter, "-created_at", page.0)
        .await
}

/// Find a merge
#[utoipa::path(operation_id = "find_merge", tag = "duplicates", security(("bearer" = ["contacts:read"])),
    params(("id" = Uuid, Path, description = "The id of the merge")),
    responses((status = 200, description = "The merge", body = MergeResponse)))]
#[get("/merges/{id}")]
async fn find_merge(
    caller: Caller<ReadContacts>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<MergeResponse>, ApiError> {
    read.one::<Merge, _>(caller.owner, *id).await
}

/// Undo a merge
///
/// The contact that was merged is there again under its id, with its fields and with the rows that it brought. The kept
/// contact says again what it said, but for what was changed since. `If-Match` is about the merge.
#[utoipa::path(operation_id = "undo_merge", tag = "duplicates", security(("bearer" = ["contacts:write"])),
    params(("id" = Uuid, Path, description = "The id of the merge")),
    responses(
        (status = 200, description = "What became of the two", body = UndoneResponse),
        (status = 409, description = "`wrong_state`: it was undone before", body = Problem),
    ))]
#[post("/merges/{id}/undo")]
async fn undo_merge(
    caller: Caller<WriteContacts>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<UndoneResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let merge = write.find_for_update::<Merge>(tx, owner, *id).await?;
            let (merge, undone) = perform::undo(tx, &write, owner, merge).await?;
            let tag = etag::of(&merge);
            Ok(Reply::tagged(tag, Undone { merge, undone }.into()))
        })
        .await
}

/// Delete a merge
///
/// Makes it final: what was kept of the contact that was merged is gone.
#[utoipa::path(operation_id = "delete_merge", tag = "duplicates", security(("bearer" = ["contacts:write"])),
    params(("id" = Uuid, Path, description = "The id of the merge")),
    responses((status = 204, description = "It is gone")))]
#[delete("/merges/{id}")]
async fn delete_merge(
    caller: Caller<WriteContacts>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Merge>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(preview_merge)
        .service(create_merge)
        .service(list_merges)
        .service(find_merge)
        .service(undo_merge)
        .service(delete_merge);
}
