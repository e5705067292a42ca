//! Network asks over HTTP.

mod recipient;
mod recipient_wire;
mod results;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Id, Stored, network_ask::NetworkAsk};
use persistence::network_ask::filter;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::{ListNetworkAsks, NetworkAskInput, NetworkAskPatch, NetworkAskResponse};
use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadNetwork, WriteNetwork},
    },
    wire::{RecordSort, Word},
};

/// Create a network ask
///
/// What is asked of the people one knows. A specific ask names role, field and place, so that they know whom to think
/// of; an announcement tells what one is available for.
#[utoipa::path(operation_id = "create_network_ask", tag = "network-asks", security(("bearer" = ["network:write"])),
    request_body = NetworkAskInput,
    responses((status = 201, description = "The ask", body = NetworkAskResponse)))]
#[post("/network-asks")]
async fn create_network_ask(
    caller: Caller<WriteNetwork>,
    write: Write,
    body: Body<NetworkAskInput>,
) -> Result<Answer<NetworkAskResponse>, ApiError> {
    let ask = NetworkAsk::try_from(body.0)?;
    let admit = async |_: &_, _, _: &_| Ok(());
    write
        .create(caller.owner, "/v1/network-asks", ask, admit)
        .await
}

/// List network asks
#[utoipa::path(operation_id = "list_network_asks", tag = "network-asks", security(("bearer" = ["network:read"])),
    params(ListNetworkAsks, PageQuery),
    responses((status = 200, description = "One page of the caller's asks", body = Page<NetworkAskResponse>)))]
#[get("/network-asks")]
async fn list_network_asks(
    caller: Caller<ReadNetwork>,
    read: Read,
    list: Query<ListNetworkAsks>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<NetworkAskResponse>>, ApiError> {
    let ListNetworkAsks {
        kind,
        state,
        theme_id,
        sort,
    } = list.0;
    let theme = theme_id.map(Id::new);
    let filter = filter(&Word::list(kind), &Word::list(state), theme);
    read.page::<NetworkAsk, _>(caller.owner, filter, RecordSort::word(sort), page.0)
        .await
}

/// Find a network ask
#[utoipa::path(operation_id = "find_network_ask", tag = "network-asks", security(("bearer" = ["network:read"])),
    responses((status = 200, description = "The ask", body = NetworkAskResponse)))]
#[get("/network-asks/{id}")]
async fn find_network_ask(
    caller: Caller<ReadNetwork>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<NetworkAskResponse>, ApiError> {
    read.one::<NetworkAsk, _>(caller.owner, *id).await
}

/// Change a network ask
///
/// `closed` once nobody else is to be asked.
#[utoipa::path(operation_id = "update_network_ask", tag = "network-asks", security(("bearer" = ["network:write"])),
    request_body(content = NetworkAskPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The ask as it now is", body = NetworkAskResponse)))]
#[patch("/network-asks/{id}")]
async fn update_network_ask(
    caller: Caller<WriteNetwork>,
    write: Write,
    id: Path<Uuid>,
    patch: NetworkAskPatch,
) -> Result<Answer<NetworkAskResponse>, ApiError> {
    let settle = async |_: &_, _: &Stored<NetworkAsk>, next: NetworkAsk| Ok(next);
    write.patch(caller.owner, *id, patch, settle).await
}

/// Delete a network ask
///
/// With those who were asked. The referrals that arose from it stay.
#[utoipa::path(operation_id = "delete_network_ask", tag = "network-asks", security(("bearer" = ["network:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/network-asks/{id}")]
async fn delete_network_ask(
    caller: Caller<WriteNetwork>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<NetworkAsk>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_network_ask)
        .service(list_network_asks)
        .service(find_network_ask)
        .service(update_network_ask)
        .service(delete_network_ask);
    recipient::routes(config);
    results::routes(config);
}
