//! Whom a message is to, where another resource names it.

use domain::{Id, Stored, contact::Contact, message::Message};
use persistence::{Transaction, workspace, workspace::Owner};

use crate::error::ApiError;

/// The message that `message_id` of a body names, if it does: one to this contact or to several.
pub(crate) async fn find_addressed(
    tx: &Transaction,
    owner: Owner,
    message: Option<Id<Message>>,
    contact: Id<Contact>,
) -> Result<Option<Stored<Message>>, ApiError> {
    let Some(message) = message else {
        return Ok(None);
    };
    let found = workspace::find(tx, owner, message).await?;
    let found: Stored<Message> = found.ok_or_else(|| ApiError::unknown_reference("/message_id"))?;
    match found.value.contact_id {
        Some(addressee) if addressee != contact => {
            let detail = "must be a message to this contact";
            Err(ApiError::field("/message_id", "other_contact", detail))
        }
        _ => Ok(Some(found)),
    }
}
