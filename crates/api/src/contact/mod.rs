//! Contacts over HTTP.

mod custom;
mod erasure;
mod list;
mod method;
mod neighbor;
mod response;
mod tag;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{contact::Contact, follow_up::Occasion};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::neighbor::ContactExpansion;
use self::neighbor::ExpandContact;
pub(crate) use self::{
    custom::admit as admit_custom,
    list::tags,
    response::ContactResponse,
    wire::{ContactInput, Relationship, Seniority, Warmth},
};

use crate::{
    error::{ApiError, Problem},
    follow_up::keep_up,
    http::{
        Answer, Body, Caller, Patch, Query, Read, Reply, Write,
        caller::{ReadContacts, WriteContacts},
    },
    outreach::settle_contacts,
};

type ContactPatch = Patch<ContactInput>;

/// Create a contact
///
/// With all the ways to reach them. Only a name is needed: what else there is to say can follow.
#[utoipa::path(operation_id = "create_contact", tag = "contacts", security(("bearer" = ["contacts:write"])),
    request_body = ContactInput,
    responses((status = 201, description = "The contact", body = ContactResponse)))]
#[post("/contacts")]
async fn create_contact(
    caller: Caller<WriteContacts>,
    write: Write,
    body: Body<ContactInput>,
) -> Result<Answer<ContactResponse>, ApiError> {
    let contact = Contact::try_from(body.0)?;
    let owner = caller.owner;
    let admit = async |tx: &_, _, contact: &Contact| admit_custom(tx, owner, None, contact).await;
    write.create(owner, "/v1/contacts", contact, admit).await
}

/// Find a contact
#[utoipa::path(operation_id = "find_contact", tag = "contacts", security(("bearer" = ["contacts:read"])),
    params(ExpandContact),
    responses((status = 200, description = "The contact", body = ContactResponse)))]
#[get("/contacts/{id}")]
async fn find_contact(
    caller: Caller<ReadContacts>,
    read: Read,
    id: Path<Uuid>,
    expand: Query<ExpandContact>,
) -> Result<Answer<ContactResponse>, ApiError> {
    read.one_with::<_, Contact, _>(&caller, *id, expand.0.expand)
        .await
}

/// Change a contact
///
/// `tags` and `methods` are replaced whole. A contact who is not to be contacted any more ends the outreach to them.
#[utoipa::path(operation_id = "update_contact", tag = "contacts", security(("bearer" = ["contacts:write"])),
    request_body(content = ContactPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The contact as it now is", body = ContactResponse)))]
#[patch("/contacts/{id}")]
async fn update_contact(
    caller: Caller<WriteContacts>,
    write: Write,
    id: Path<Uuid>,
    patch: ContactPatch,
) -> Result<Answer<ContactResponse>, ApiError> {
    let effect = async |tx: &_| {
        let current = write
            .find_for_update::<Contact>(tx, caller.owner, *id)
            .await?;
        let wanted = Contact::try_from(patch.apply(&ContactInput::from(&current.value))?)?;
        if wanted.source != current.value.source {
            let detail = "is set when the contact is created and never changed";
            return Err(ApiError::field("/source", "immutable", detail));
        }
        admit_custom(tx, caller.owner, Some(&current.value), &wanted).await?;
        let (left, occasion) = (
            current.value.organization_id,
            occasion(&current.value, &wanted),
        );
        let is_turned = current.value.is_approached_otherwise(&wanted);
        let next = Contact {
            last_contacted_at: current.value.last_contacted_at,
            ..wanted
        };
        let saved = write.save(tx, caller.owner, current.with(next)).await?;
        if is_turned {
            let left = left.filter(|left| saved.value.organization_id != Some(*left));
            settle_contacts(tx, caller.owner, vec![saved.id], left, write.now()).await?;
        }
        if let Some(occasion) = occasion {
            keep_up(tx, &write, caller.owner, &[saved.id], occasion).await?;
        }
        Ok(Reply::ok(saved))
    };
    write.run(caller.owner, effect).await
}

/// Whether the next update to a contact depends on what changed about them.
fn occasion(before: &Contact, after: &Contact) -> Option<Occasion> {
    if before.update_every_days == after.update_every_days {
        (before.do_not_contact != after.do_not_contact).then_some(Occasion::Other)
    } else {
        Some(Occasion::Contact)
    }
}

/// Delete a contact
#[utoipa::path(operation_id = "delete_contact", tag = "contacts", security(("bearer" = ["contacts:write"])),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`in_use`: an outreach, interview, referral or follow-up refers to it", body = Problem),
    ))]
#[delete("/contacts/{id}")]
async fn delete_contact(
    caller: Caller<WriteContacts>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Contact>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_contact)
        .service(list::list_contacts)
        .service(tag::add_contact_tag)
        .service(tag::remove_contact_tag)
        .service(tag::list_tags)
        .service(find_contact)
        .service(update_contact)
        .service(delete_contact);
    erasure::routes(config);
}
