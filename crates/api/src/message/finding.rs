//! Looking at messages again before they are sent, over HTTP.

use actix_web::{get, post, web::Path};
use domain::{Id, Stored, lint::Finding, message::Message};
use persistence::{
    Executor,
    message::About,
    workspace::{self, Owner},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{finding_wire::FindingsResponse, wire::MessageInput};
use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Read, Reply, Write,
        caller::{ReadMessages, WriteMessages},
    },
    message_template::grounds,
};

/// What to look at again in a message, by all that is known about it. What goes along must be the caller's.
pub(super) async fn findings(
    db: &impl Executor,
    owner: Owner,
    message: &Message,
) -> Result<Vec<Finding>, ApiError> {
    let about = About {
        contact: message.contact_id,
        outreach: message.outreach_id,
        attachments: message.attachments.as_slice(),
    };
    let grounds = grounds(db, owner, about).await?;
    // One kind for each document that was found.
    if grounds.attachments.len() < about.attachments.len() {
        return Err(ApiError::unknown_reference("/attachments"));
    }
    Ok(grounds.findings(message))
}

/// Find what to look at again
///
/// In a kept message, by the methodology of its outreach and all that is known of the two people.
#[utoipa::path(operation_id = "find_message_findings", tag = "messages", security(("bearer" = ["messages:read"])),
    responses((status = 200, description = "What was found", body = FindingsResponse)))]
#[get("/messages/{id}/findings")]
async fn find_message_findings(
    caller: Caller<ReadMessages>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<FindingsResponse>, ApiError> {
    let found = workspace::find(read.db(), caller.owner, Id::new(*id)).await?;
    let message: Stored<Message> = found.ok_or_else(ApiError::not_found)?;
    let found = findings(read.db(), caller.owner, &message.value).await?;
    Ok(Answer::ok(&found.into()))
}

/// Look at a text again
///
/// The same for a text that is not kept, as it is while somebody types. Nothing is kept.
#[utoipa::path(operation_id = "lint_message", tag = "messages", security(("bearer" = ["messages:write"])),
    request_body = MessageInput,
    responses((status = 200, description = "What was found", body = FindingsResponse)))]
#[post("/messages/lint")]
async fn lint_message(
    caller: Caller<WriteMessages>,
    write: Write,
    body: Body<MessageInput>,
) -> Result<Answer<FindingsResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let input = body.0.while_visiting(tx, owner, write.now()).await?;
            let draft = input.compose(tx, owner, None).await?;
            Ok(Reply::plain(findings(tx, owner, &draft).await?.into()))
        })
        .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(lint_message).service(find_message_findings);
}
