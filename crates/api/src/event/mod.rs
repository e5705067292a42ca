//! Events over HTTP.

mod gain;
mod meeting;
mod neighbor;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Id, Stored, event::Event};
use persistence::event::Narrowing;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::neighbor::EventExpansion;
use self::neighbor::ExpandEvent;
use self::wire::{EventInput, EventPatch, EventResponse, ListEvents};

use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadNetwork, WriteNetwork},
    },
    wire::{EventSort, Word},
};

/// Create an event
///
/// An occasion to meet people of a field, such as an evening of a professional association.
#[utoipa::path(operation_id = "create_event", tag = "events", security(("bearer" = ["network:write"])),
    request_body = EventInput,
    responses((status = 201, description = "The event", body = EventResponse)))]
#[post("/events")]
async fn create_event(
    caller: Caller<WriteNetwork>,
    write: Write,
    body: Body<EventInput>,
) -> Result<Answer<EventResponse>, ApiError> {
    let event = Event::try_from(body.0)?;
    let admit = async |_: &_, _, _: &_| Ok(());
    write.create(caller.owner, "/v1/events", event, admit).await
}

/// List events
#[utoipa::path(operation_id = "list_events", tag = "events", security(("bearer" = ["network:read"])),
    params(ListEvents, ExpandEvent, PageQuery),
    responses((status = 200, description = "One page of the caller's events", body = Page<EventResponse>)))]
#[get("/events")]
async fn list_events(
    caller: Caller<ReadNetwork>,
    read: Read,
    list: Query<ListEvents>,
    expand: Query<ExpandEvent>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<EventResponse>>, ApiError> {
    let ListEvents {
        organization_id,
        attended_as,
        starts_after,
        starts_before,
        sort,
    } = list.0;
    let narrowing = Narrowing {
        organization: organization_id.map(Id::new),
        attended_as: Word::list(attended_as),
        starts_after,
        starts_before,
    };
    let sort = EventSort::word(sort);
    read.page_with::<_, Event, _>(&caller, narrowing.into(), sort, page.0, expand.0.expand)
        .await
}

/// Find an event
#[utoipa::path(operation_id = "find_event", tag = "events", security(("bearer" = ["network:read"])),
    params(ExpandEvent),
    responses((status = 200, description = "The event", body = EventResponse)))]
#[get("/events/{id}")]
async fn find_event(
    caller: Caller<ReadNetwork>,
    read: Read,
    id: Path<Uuid>,
    expand: Query<ExpandEvent>,
) -> Result<Answer<EventResponse>, ApiError> {
    read.one_with::<_, Event, _>(&caller, *id, expand.0.expand)
        .await
}

/// Change an event
#[utoipa::path(operation_id = "update_event", tag = "events", security(("bearer" = ["network:write"])),
    request_body(content = EventPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The event as it now is", body = EventResponse)))]
#[patch("/events/{id}")]
async fn update_event(
    caller: Caller<WriteNetwork>,
    write: Write,
    id: Path<Uuid>,
    patch: EventPatch,
) -> Result<Answer<EventResponse>, ApiError> {
    let settle = async |_: &_, _: &Stored<Event>, next: Event| Ok(next);
    write.patch(caller.owner, *id, patch, settle).await
}

/// Delete an event
///
/// With the meetings there. The contacts stay, and so do the referrals that arose there.
#[utoipa::path(operation_id = "delete_event", tag = "events", security(("bearer" = ["network:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/events/{id}")]
async fn delete_event(
    caller: Caller<WriteNetwork>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Event>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_event)
        .service(list_events)
        .service(find_event)
        .service(update_event)
        .service(delete_event);
    meeting::routes(config);
    gain::routes(config);
}
