//! What an outreach needs to know of its contact.

use domain::{Id, contact::Contact, outreach::Outreach};
use sea_orm::{EntityTrait, FromQueryResult, QuerySelect};
use uuid::Uuid;

use super::OPEN;
use crate::{
    Error, Executor, Transaction,
    entity::outreach::{Column, Entity},
    select,
    workspace::Owner,
};

/// Whether a contact can be approached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approach {
    pub do_not_contact: bool,
    /// The outreach that is open for the contact.
    pub open: Option<Id<Outreach>>,
}

/// Whom an outreach is to.
pub async fn find_contact(
    db: &impl Executor,
    owner: Owner,
    outreach: Id<Outreach>,
) -> Result<Option<Id<Contact>>, Error> {
    let found = Entity::find_by_id((owner.uuid(), outreach.uuid()))
        .select_only()
        .column(Column::ContactId)
        .into_tuple::<Uuid>()
        .one(db.raw())
        .await?;
    Ok(found.map(Id::new))
}

#[derive(FromQueryResult)]
struct Row {
    do_not_contact: bool,
    open_id: Option<Uuid>,
}

/// Finds what a new outreach to a contact depends on, and holds the contact until the transaction ends.
pub async fn find_approach(
    tx: &Transaction,
    owner: Owner,
    contact: Id<Contact>,
) -> Result<Option<Approach>, Error> {
    let found = select::one::<Row>(
        tx,
        format!(
            "SELECT c.do_not_contact, \
              (SELECT o.id FROM outreach o WHERE o.owner_id = c.owner_id AND o.contact_id = c.id AND o.state IN {OPEN}) \
              AS open_id FROM contact c WHERE c.owner_id = $1 AND c.id = $2 FOR NO KEY UPDATE OF c"
        ),
        [owner.uuid().into(), contact.uuid().into()],
    )
    .await?;
    let Some(Row {
        do_not_contact,
        open_id,
    }) = found
    else {
        return Ok(None);
    };
    Ok(Some(Approach {
        do_not_contact,
        open: open_id.map(Id::new),
    }))
}
