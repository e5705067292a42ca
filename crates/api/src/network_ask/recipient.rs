//! Asking people, and keeping what they answer.

use std::collections::HashMap;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id, Stored,
    contact::Contact,
    network_ask::{MAX_RECIPIENTS, NetworkAsk, NetworkAskState, Recipient, Standing},
};
use persistence::{
    Transaction,
    network_ask::{Candidate, filter_recipients, insert_all, list_candidates},
    workspace::Owner,
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::recipient_wire::{
    Added, AddedResponse, ListRecipients, RecipientInput, RecipientPatch, RecipientResponse,
    RecipientsInput, Wanted,
};
use crate::{
    error::{ApiError, Code, Problem},
    follow_up::touched,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadNetwork, WriteNetwork},
    },
    wire::Word,
};

/// Ask several people
///
/// Sends nothing: it keeps whom the ask went to, by what means and when, and that they were contacted. Whoever was asked
/// before stays as they are, so the same request can be made again. An ask goes to 500 people at most.
#[utoipa::path(operation_id = "add_network_ask_recipients", tag = "network-asks",
    security(("bearer" = ["network:write"])), request_body = RecipientsInput,
    responses(
        (status = 200, description = "Whom it now goes to", body = AddedResponse),
        (status = 409, description = "`do_not_contact`: the problem names them in `contact_ids`; `wrong_state`: the ask \
            is closed; `too_many_recipients`: it would go to more than 500 people", body = Problem),
    ))]
#[post("/network-asks/{id}/recipients")]
async fn add_network_ask_recipients(
    caller: Caller<WriteNetwork>,
    write: Write,
    id: Path<Uuid>,
    body: Body<RecipientsInput>,
) -> Result<Answer<AddedResponse>, ApiError> {
    let (owner, wanted) = (caller.owner, body.0.read(write.now())?);
    write
        .run(owner, async |tx| {
            let ask: Stored<NetworkAsk> = write.find_for_update(tx, owner, *id).await?;
            if ask.value.state == NetworkAskState::Closed {
                let detail = "The ask is closed. Open it again to ask more people.";
                return Err(ApiError::new(Code::WrongState, detail));
            }
            let known = list_candidates(tx, owner, ask.id, &wanted.contacts).await?;
            let (new, already_asked) = admit(&wanted.contacts, known)?;
            let recipients = add(tx, &write, owner, ask.id, &wanted, &new).await?;
            let added = Added {
                ask,
                recipients,
                already_asked,
            };
            Ok(Reply::ok(added.stored()))
        })
        .await
}

type Contacts = Vec<Id<Contact>>;

/// Those to be asked and those asked before, in the order in which they are named.
fn admit(
    contacts: &[Id<Contact>],
    known: Vec<Candidate>,
) -> Result<(Contacts, Contacts), ApiError> {
    let before = known.first().map_or(0, |one| one.recipients);
    let known: HashMap<_, _> = known.into_iter().map(|one| (one.contact_id, one)).collect();
    let place = |index| format!("/contact_ids/{index}");
    let (mut new, mut already, mut left_alone) = (Vec::new(), Vec::new(), Vec::new());
    for (index, id) in contacts.iter().enumerate() {
        let candidate = known.get(id);
        let candidate = candidate.ok_or_else(|| ApiError::unknown_reference(&place(index)))?;
        if candidate.is_asked {
            already.push(*id);
        } else if candidate.do_not_contact {
            left_alone.push(candidate);
        } else {
            new.push(*id);
        }
    }
    if !left_alone.is_empty() {
        return Err(do_not_contact(&left_alone));
    }
    if before + new.len() > MAX_RECIPIENTS {
        let detail = format!("It goes to {before} people, and to {MAX_RECIPIENTS} at most.");
        return Err(ApiError::new(Code::TooManyRecipients, detail));
    }
    Ok((new, already))
}

fn do_not_contact(left_alone: &[&Candidate]) -> ApiError {
    let names: Vec<&str> = left_alone.iter().map(|one| one.name.as_str()).collect();
    let ids: Vec<String> = left_alone
        .iter()
        .map(|one| one.contact_id.to_string())
        .collect();
    let detail = format!("Nobody was asked: leave {} out.", names.join(", "));
    ApiError::new(Code::DoNotContact, detail).with("contact_ids", ids)
}

async fn add(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    ask: Id<NetworkAsk>,
    wanted: &Wanted,
    new: &[Id<Contact>],
) -> Result<Vec<Stored<Recipient>>, ApiError> {
    let now = write.now();
    let recipients = new.iter().map(|contact| {
        let recipient = Recipient {
            network_ask_id: ask,
            contact_id: *contact,
            channel: wanted.channel,
            asked_at: wanted.asked_at,
            standing: Standing::Waiting,
            note: None,
        };
        (write.next_id(), recipient)
    });
    let recipients: Vec<_> = recipients.collect();
    insert_all(tx, owner, &recipients, now).await?;
    touched(tx, write, owner, new, wanted.asked_at).await?;
    let stored = recipients.into_iter().map(|(id, value)| Stored {
        id,
        version: 1,
        created_at: now,
        updated_at: now,
        value,
    });
    Ok(stored.collect())
}

/// List those who were asked
///
/// Newest first.
#[utoipa::path(operation_id = "list_network_ask_recipients", tag = "network-asks",
    security(("bearer" = ["network:read"])), params(ListRecipients, PageQuery),
    responses((status = 200, description = "One page of those who were asked", body = Page<RecipientResponse>)))]
#[get("/network-asks/{id}/recipients")]
async fn list_network_ask_recipients(
    caller: Caller<ReadNetwork>,
    read: Read,
    id: Path<Uuid>,
    list: Query<ListRecipients>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<RecipientResponse>>, ApiError> {
    let filter = filter_recipients(&Word::list(list.0.state));
    read.children::<Recipient, _>(caller.owner, *id, filter, "-created_at", page.0)
        .await
}

/// Find one of those who were asked
#[utoipa::path(operation_id = "find_network_ask_recipient", tag = "network-asks",
    security(("bearer" = ["network:read"])),
    responses((status = 200, description = "Who was asked", body = RecipientResponse)))]
#[get("/network-asks/{id}/recipients/{recipient_id}")]
async fn find_network_ask_recipient(
    caller: Caller<ReadNetwork>,
    read: Read,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<RecipientResponse>, ApiError> {
    read.child::<Recipient, _>(caller.owner, path.into_inner())
        .await
}

/// Note what one of those who were asked has said
///
/// An answer counts as contact with them. Whom they led to is kept as a referral that names the ask.
#[utoipa::path(operation_id = "update_network_ask_recipient", tag = "network-asks",
    security(("bearer" = ["network:write"])),
    request_body(content = RecipientPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "Where it now stands with them", body = RecipientResponse)))]
#[patch("/network-asks/{id}/recipients/{recipient_id}")]
async fn update_network_ask_recipient(
    caller: Caller<WriteNetwork>,
    write: Write,
    ids: Path<(Uuid, Uuid)>,
    patch: RecipientPatch,
) -> Result<Answer<RecipientResponse>, ApiError> {
    let (owner, now, ids) = (caller.owner, write.now(), ids.into_inner());
    write
        .run(owner, async |tx| {
            let current: Stored<Recipient> = write.take_child(tx, owner, ids).await?;
            let input = patch.apply(&RecipientInput::from(&current.value))?;
            let next = input.change(current.value.clone(), now)?;
            let saved = write.save(tx, owner, current.with(next)).await?;
            if let Some(at) = saved.value.standing.replied_at() {
                touched(tx, &write, owner, &[saved.value.contact_id], at).await?;
            }
            Ok(Reply::ok(saved))
        })
        .await
}

/// Remove one of those who were asked
///
/// For somebody who was entered by mistake.
#[utoipa::path(operation_id = "delete_network_ask_recipient", tag = "network-asks",
    security(("bearer" = ["network:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/network-asks/{id}/recipients/{recipient_id}")]
async fn delete_network_ask_recipient(
    caller: Caller<WriteNetwork>,
    write: Write,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<()>, ApiError> {
    write
        .delete_child::<Recipient>(caller.owner, path.into_inner())
        .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(add_network_ask_recipients)
        .service(list_network_ask_recipients)
        .service(find_network_ask_recipient)
        .service(update_network_ask_recipient)
        .service(delete_network_ask_recipient);
}
