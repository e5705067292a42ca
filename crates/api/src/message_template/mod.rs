//! Templates of messages over HTTP: those that ship with the service, the caller's own, and what comes of filling one in.

mod engine;
mod render;
mod render_wire;
mod value;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id, Stored,
    message::{MAX_OWN_TEMPLATES, MessageTemplate, TemplateOrigin},
};
use persistence::{
    Transaction,
    message_template::{Criteria, ORDER, count_own, find, list},
    workspace::{self, Owner},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::render_wire::{WindowInput, WindowResponse};
use self::wire::{Origin, TemplateCopyInput, TemplateInput, TemplatePatch, TemplateResponse};
pub(crate) use self::{
    render::{Wanted, grounds, visiting, whom, write_from},
    render_wire::ValueInput,
    wire::{MessageKind, language},
};
use crate::{
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadMessages, WriteMessages},
        etag,
    },
    wire::{Word, optional_text},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListTemplates {
    /// Only templates for messages of one of these kinds.
    #[param(max_items = 11)]
    kind: Option<Vec<MessageKind>>,
    /// Only those that ship with the service, or only the caller's own.
    origin: Option<Origin>,
}

/// Create a template
///
/// A text with places such as `{{ contact.name }}` and conditions such as `{% if common_ground %}...{% endif %}`;
/// `GET /v1/message-template-values` says what can be mentioned. One that cannot be filled in is refused.
#[utoipa::path(operation_id = "create_message_template", tag = "messages", security(("bearer" = ["messages:write"])),
    request_body = TemplateInput,
    responses(
        (status = 201, description = "The template", body = TemplateResponse),
        (status = 409, description = "`limit_reached`: the caller has 200 templates", body = Problem),
    ))]
#[post("/message-templates")]
async fn create_message_template(
    caller: Caller<WriteMessages>,
    write: Write,
    body: Body<TemplateInput>,
) -> Result<Answer<TemplateResponse>, ApiError> {
    let (owner, template) = (caller.owner, MessageTemplate::try_from(body.0)?);
    let admit = async |tx: &Transaction, _, _: &_| make_room(tx, owner).await;
    write
        .create(owner, "/v1/message-templates", template, admit)
        .await
}

async fn make_room(tx: &Transaction, owner: Owner) -> Result<(), ApiError> {
    let room = u64::try_from(MAX_OWN_TEMPLATES).unwrap_or(u64::MAX);
    if count_own(tx, owner).await? < room {
        return Ok(());
    }
    let detail = format!("There are at most {MAX_OWN_TEMPLATES} of your own. Delete one first.");
    Err(ApiError::new(Code::LimitReached, detail))
}

/// List templates
///
/// Those that ship with the service first, then the caller's own, the oldest first.
#[utoipa::path(operation_id = "list_message_templates", tag = "messages", security(("bearer" = ["messages:read"])),
    params(ListTemplates, PageQuery),
    responses((status = 200, description = "One page of the templates", body = Page<TemplateResponse>)))]
#[get("/message-templates")]
async fn list_message_templates(
    caller: Caller<ReadMessages>,
    read: Read,
    query: Query<ListTemplates>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<TemplateResponse>>, ApiError> {
    let ListTemplates { kind, origin } = query.0;
    let criteria = Criteria {
        kinds: Word::list(kind),
        origin: origin.map(|Word(origin)| origin),
    };
    let paging = read.paging(caller.owner, page.0)?;
    let listing = paging.listing(ORDER, false)?;
    let rows = list(read.db(), caller.owner, &criteria, &listing).await?;
    let (rows, last) = paging.cut(rows, ORDER);
    paging.answer(rows.into_iter().map(Into::into).collect(), last)
}

/// Find a template
#[utoipa::path(operation_id = "find_message_template", tag = "messages", security(("bearer" = ["messages:read"])),
    responses((status = 200, description = "The template", body = TemplateResponse)))]
#[get("/message-templates/{id}")]
async fn find_message_template(
    caller: Caller<ReadMessages>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<TemplateResponse>, ApiError> {
    let found = find(read.db(), caller.owner, Id::new(*id)).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

/// Copy a template
///
/// The copy is the caller's own, to be changed at will.
#[utoipa::path(operation_id = "copy_message_template", tag = "messages", security(("bearer" = ["messages:write"])),
    request_body = TemplateCopyInput,
    responses(
        (status = 201, description = "The copy", body = TemplateResponse),
        (status = 409, description = "`limit_reached`: the caller has 200 templates", body = Problem),
    ))]
#[post("/message-templates/{id}/copies")]
async fn copy_message_template(
    caller: Caller<WriteMessages>,
    write: Write,
    id: Path<Uuid>,
    body: Body<TemplateCopyInput>,
) -> Result<Answer<TemplateResponse>, ApiError> {
    let owner = caller.owner;
    let name = optional_text("/name", body.0.name.as_deref())?;
    write
        .run(owner, async |tx| {
            let original = found(tx, &write, owner, *id).await?;
            make_room(tx, owner).await?;
            let mut copy = original.value.copied();
            copy.name = name.unwrap_or(copy.name);
            let copy = workspace::insert(tx, owner, write.new_id()?, &copy, write.now()).await?;
            Ok(Reply::created("/v1/message-templates", copy))
        })
        .await
}

/// A template that the caller may read, in the revision that they expect.
async fn found(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    id: Uuid,
) -> Result<Stored<MessageTemplate>, ApiError> {
    let found = find(tx, owner, Id::new(id)).await?;
    let found = found.ok_or_else(ApiError::not_found)?;
    etag::require_match(write.request(), &etag::of(&found))?;
    Ok(found)
}

/// Change a template
///
/// One of the caller's own; what ships with the service is copied first.
#[utoipa::path(operation_id = "update_message_template", tag = "messages", security(("bearer" = ["messages:write"])),
    request_body(content = TemplatePatch, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, description = "The template as it now is", body = TemplateResponse),
        (status = 409, description = "`built_in`: copy it first", body = Problem),
    ))]
#[patch("/message-templates/{id}")]
async fn update_message_template(
    caller: Caller<WriteMessages>,
    write: Write,
    id: Path<Uuid>,
    patch: TemplatePatch,
) -> Result<Answer<TemplateResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current = found_own(tx, &write, owner, *id).await?;
            let wanted = patch.apply(&TemplateInput::from(&current.value))?;
            let next = current.with(wanted.try_into()?);
            Ok(Reply::ok(write.save(tx, owner, next).await?))
        })
        .await
}

/// Delete a template
///
/// One of the caller's own. Messages that were written from it stay.
#[utoipa::path(operation_id = "delete_message_template", tag = "messages", security(("bearer" = ["messages:write"])),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`built_in`: it is everybody's", body = Problem),
    ))]
#[delete("/message-templates/{id}")]
async fn delete_message_template(
    caller: Caller<WriteMessages>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current = found_own(tx, &write, owner, *id).await?;
            workspace::delete(tx, owner, current.id).await?;
            Ok(Reply::nothing())
        })
        .await
}

/// One of the caller's own. Nobody else writes in this workspace meanwhile, so its row needs no lock.
async fn found_own(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    id: Uuid,
) -> Result<Stored<MessageTemplate>, ApiError> {
    let found = found(tx, write, owner, id).await?;
    if found.value.origin == TemplateOrigin::System {
        let detail = "It ships with the service and is everybody's. Copy it, and change the copy.";
        return Err(ApiError::new(Code::BuiltIn, detail));
    }
    Ok(found)
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_message_template)
        .service(list_message_templates)
        .service(find_message_template)
        .service(copy_message_template)
        .service(update_message_template)
        .service(delete_message_template);
    render::routes(config);
    value::routes(config);
}
