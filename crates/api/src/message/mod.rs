//! Messages over HTTP: drafted, looked at again, sent, and kept as they went.

mod addressee;
mod compose;
mod finding;
mod finding_wire;
mod rule;
mod send;
mod settlement;
mod version;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id, Stored,
    message::{MAX_VERSIONS, Message, MessageVersion},
};
use persistence::{
    Transaction, child,
    message::{Criteria, filter},
    workspace::{self, Owner},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::addressee::find_addressed;
use self::wire::{MessageInput, MessagePatch, MessageResponse, MessageState};
use crate::{
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadMessages, WriteMessages},
    },
    message_template::MessageKind,
    wire::{RecordSort, Word},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListMessages {
    /// Only messages to this contact.
    contact_id: Option<Uuid>,
    /// Only messages of this outreach.
    outreach_id: Option<Uuid>,
    /// Only the message that this attempt was.
    attempt_id: Option<Uuid>,
    /// Only messages of one of these kinds.
    #[param(max_items = 11)]
    kind: Option<Vec<MessageKind>>,
    /// Only drafts, or only what was sent.
    state: Option<MessageState>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

/// Draft a message
///
/// In the caller's own words, or from a template. What is missing stands in the text as a placeholder, and
/// `GET /v1/messages/{id}/findings` finds it.
#[utoipa::path(operation_id = "create_message", tag = "messages", security(("bearer" = ["messages:write"])),
    request_body = MessageInput,
    responses((status = 201, description = "The draft", body = MessageResponse)))]
#[post("/messages")]
async fn create_message(
    caller: Caller<WriteMessages>,
    write: Write,
    body: Body<MessageInput>,
) -> Result<Answer<MessageResponse>, ApiError> {
    let (owner, id) = (caller.owner, write.new_id()?);
    write
        .run(owner, async |tx| {
            let input = body.0.while_visiting(tx, owner, write.now()).await?;
            let draft = input.compose(tx, owner, None).await?;
            let kept = workspace::insert(tx, owner, id, &draft, write.now()).await?;
            Ok(Reply::created("/v1/messages", kept))
        })
        .await
}

/// List messages
#[utoipa::path(operation_id = "list_messages", tag = "messages", security(("bearer" = ["messages:read"])),
    params(ListMessages, PageQuery),
    responses((status = 200, description = "One page of the caller's messages", body = Page<MessageResponse>)))]
#[get("/messages")]
async fn list_messages(
    caller: Caller<ReadMessages>,
    read: Read,
    list: Query<ListMessages>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<MessageResponse>>, ApiError> {
    let ListMessages {
        contact_id,
        outreach_id,
        attempt_id,
        kind,
        state,
        sort,
    } = list.0;
    let filter = filter(&Criteria {
        contact_id: contact_id.map(Id::new),
        outreach_id: outreach_id.map(Id::new),
        attempt_id: attempt_id.map(Id::new),
        kinds: Word::list(kind),
        state: state.map(|Word(state)| state),
    });
    read.page::<Message, _>(caller.owner, filter, RecordSort::word(sort), page.0)
        .await
}

/// Find a message
#[utoipa::path(operation_id = "find_message", tag = "messages", security(("bearer" = ["messages:read"])),
    responses((status = 200, description = "The message", body = MessageResponse)))]
#[get("/messages/{id}")]
async fn find_message(
    caller: Caller<ReadMessages>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<MessageResponse>, ApiError> {
    read.one::<Message, _>(caller.owner, *id).await
}

/// Change a draft
///
/// What it said before is kept, to be read at `GET /v1/messages/{id}/versions`.
#[utoipa::path(operation_id = "update_message", tag = "messages", security(("bearer" = ["messages:write"])),
    request_body(content = MessagePatch, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, description = "The draft as it now is", body = MessageResponse),
        (status = 409, body = Problem, description = "`already_sent`: it stays as it went; `limit_reached`: it has 200 \
            former texts"),
    ))]
#[patch("/messages/{id}")]
async fn update_message(
    caller: Caller<WriteMessages>,
    write: Write,
    id: Path<Uuid>,
    patch: MessagePatch,
) -> Result<Answer<MessageResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current: Stored<Message> = write.find_for_update(tx, owner, *id).await?;
            let draft = current.value.as_draft()?;
            let wanted = patch.apply(&MessageInput::from(draft))?;
            let next = wanted.compose(tx, owner, draft.template).await?;
            if !next.says_the_same(draft) {
                keep_version(tx, &write, owner, &current).await?;
            }
            Ok(Reply::ok(write.save(tx, owner, current.with(next)).await?))
        })
        .await
}

/// Keeps what a draft says before it is changed.
async fn keep_version(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    current: &Stored<Message>,
) -> Result<(), ApiError> {
    let room = u64::try_from(MAX_VERSIONS).unwrap_or(u64::MAX);
    if child::count::<MessageVersion>(tx, owner, current.id).await? >= room {
        let detail = format!("It has {MAX_VERSIONS} former texts. Begin a new message.");
        return Err(ApiError::new(Code::LimitReached, detail));
    }
    let version = MessageVersion {
        message_id: current.id,
        revision: current.version,
        subject: current.value.subject.clone(),
        body: current.value.body.clone(),
    };
    workspace::insert(tx, owner, write.next_id(), &version, write.now()).await?;
    Ok(())
}

/// Delete a draft
///
/// Its former texts go with it.
#[utoipa::path(operation_id = "delete_message", tag = "messages", security(("bearer" = ["messages:write"])),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`already_sent`: it stays as it went", body = Problem),
    ))]
#[delete("/messages/{id}")]
async fn delete_message(
    caller: Caller<WriteMessages>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current: Stored<Message> = write.find_for_update(tx, owner, *id).await?;
            current.value.as_draft()?;
            workspace::delete(tx, owner, current.id).await?;
            Ok(Reply::nothing())
        })
        .await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(create_message).service(list_messages);
    finding::routes(config);
    config
        .service(find_message)
        .service(update_message)
        .service(delete_message);
    version::routes(config);
    send::routes(config);
    rule::routes(config);
}
