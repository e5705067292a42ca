//! Hand-offs over HTTP: documents given to somebody to pass on (F178).

mod neighbor;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id, Stored,
    document::Document,
    hand_off::{Edition, HandOff},
};
use persistence::{
    Transaction,
    hand_off::filter,
    workspace::{self, Owner},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::neighbor::ExpandHandOff;
pub(crate) use self::neighbor::HandOffExpansion;
use self::wire::{HandOffInput, HandOffPatch, HandOffResponse, HandOffState};

use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadDocuments, WriteDocuments},
    },
    wire::{RecordSort, Word},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListHandOffs {
    /// Only hand-offs of this document.
    document_id: Option<Uuid>,
    /// Only hand-offs to this advocate.
    contact_id: Option<Uuid>,
    /// Only hand-offs that have come as far as one of these says.
    #[param(max_items = 3)]
    state: Option<Vec<HandOffState>>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

/// The hand-off with the edition that the document is in now.
async fn dated(tx: &Transaction, owner: Owner, hand_off: HandOff) -> Result<HandOff, ApiError> {
    let found = workspace::find::<Document>(tx, owner, hand_off.document_id).await?;
    let document = found.ok_or_else(|| ApiError::unknown_reference("/document_id"))?;
    let mut dated = hand_off;
    dated.edition = Edition::from(&document.value);
    Ok(dated)
}

/// Record a hand-off
///
/// A document was given to a contact who passes it on. It keeps which version of the document that was.
#[utoipa::path(operation_id = "create_hand_off", tag = "documents", security(("bearer" = ["documents:write"])),
    request_body = HandOffInput,
    responses((status = 201, description = "The hand-off", body = HandOffResponse)))]
#[post("/hand-offs")]
async fn create_hand_off(
    caller: Caller<WriteDocuments>,
    write: Write,
    body: Body<HandOffInput>,
) -> Result<Answer<HandOffResponse>, ApiError> {
    let (owner, id) = (caller.owner, write.new_id()?);
    let hand_off = HandOff::try_from(body.0)?;
    write
        .run(owner, async |tx| {
            let hand_off = dated(tx, owner, hand_off).await?;
            let inserted = workspace::insert(tx, owner, id, &hand_off, write.now()).await?;
            Ok(Reply::created("/v1/hand-offs", inserted))
        })
        .await
}

/// List hand-offs
#[utoipa::path(operation_id = "list_hand_offs", tag = "documents", security(("bearer" = ["documents:read"])),
    params(ListHandOffs, ExpandHandOff, PageQuery),
    responses((status = 200, description = "One page of the caller's hand-offs", body = Page<HandOffResponse>)))]
#[get("/hand-offs")]
async fn list_hand_offs(
    caller: Caller<ReadDocuments>,
    read: Read,
    list: Query<ListHandOffs>,
    expand: Query<ExpandHandOff>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<HandOffResponse>>, ApiError> {
    let ListHandOffs {
        document_id,
        contact_id,
        state,
        sort,
    } = list.0;
    let (document, contact) = (document_id.map(Id::new), contact_id.map(Id::new));
    let filter = filter(document, contact, &Word::list(state));
    read.page_with::<_, HandOff, _>(
        &caller,
        filter,
        RecordSort::word(sort),
        page.0,
        expand.0.expand,
    )
    .await
}

/// Find a hand-off
#[utoipa::path(operation_id = "find_hand_off", tag = "documents", security(("bearer" = ["documents:read"])),
    params(ExpandHandOff, ("id" = Uuid, Path, description = "The id of the hand-off")),
    responses((status = 200, description = "The hand-off", body = HandOffResponse)))]
#[get("/hand-offs/{id}")]
async fn find_hand_off(
    caller: Caller<ReadDocuments>,
    read: Read,
    id: Path<Uuid>,
    expand: Query<ExpandHandOff>,
) -> Result<Answer<HandOffResponse>, ApiError> {
    read.one_with::<_, HandOff, _>(&caller, *id, expand.0.expand)
        .await
}

/// Change a hand-off
///
/// `forwardings` are replaced whole. The version of the document stays the one that was handed over, unless another
/// document is named.
#[utoipa::path(operation_id = "update_hand_off", tag = "documents", security(("bearer" = ["documents:write"])),
    params(("id" = Uuid, Path, description = "The id of the hand-off")),
    request_body(content = HandOffPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The hand-off as it now is", body = HandOffResponse)))]
#[patch("/hand-offs/{id}")]
async fn update_hand_off(
    caller: Caller<WriteDocuments>,
    write: Write,
    id: Path<Uuid>,
    patch: HandOffPatch,
) -> Result<Answer<HandOffResponse>, ApiError> {
    let settle = async |tx: &Transaction, current: &Stored<HandOff>, mut next: HandOff| {
        if next.document_id == current.value.document_id {
            next.edition = current.value.edition.clone();
            return Ok(next);
        }
        dated(tx, caller.owner, next).await
    };
    write.patch(caller.owner, *id, patch, settle).await
}

/// Delete a hand-off
#[utoipa::path(operation_id = "delete_hand_off", tag = "documents", security(("bearer" = ["documents:write"])),
    params(("id" = Uuid, Path, description = "The id of the hand-off")),
    responses((status = 204, description = "It is gone")))]
#[delete("/hand-offs/{id}")]
async fn delete_hand_off(
    caller: Caller<WriteDocuments>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<HandOff>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_hand_off)
        .service(list_hand_offs)
        .service(find_hand_off)
        .service(update_hand_off)
        .service(delete_hand_off);
}
