//! Who was asked, in the database.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    contact::Contact,
    network_ask::{NetworkAsk, Recipient, RecipientState, Standing},
    text::Name,
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, EntityTrait, FromQueryResult, Set};
use uuid::Uuid;

use crate::{
    Error, Transaction,
    child::Child,
    column::Cells,
    entity::network_ask_recipient::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    select,
    workspace::{Filter, Owner, Resource},
};

impl Resource for Recipient {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            network_ask_id,
            contact_id,
            channel,
            asked_at,
            state,
            replied_at,
            note,
        } = row;
        let cells = Cells::of("network_ask_recipient", id);
        let standing = Standing::new(cells.word("state", &state)?, replied_at);
        let value = Self {
            network_ask_id: Id::new(network_ask_id),
            contact_id: Id::new(contact_id),
            channel: cells.word("channel", &channel)?,
            asked_at,
            standing: standing.map_err(|_invalid| cells.corrupt("replied_at"))?,
            note: cells.optional_text("note", note.as_deref())?,
        };
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value,
        })
    }

    fn write(&self) -> ActiveModel {
        let Self {
            network_ask_id,
            contact_id,
            channel,
            asked_at,
            standing,
            note,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            network_ask_id: Set(network_ask_id.uuid()),
            contact_id: Set(contact_id.uuid()),
            channel: Set(channel.to_string()),
            asked_at: Set(*asked_at),
            state: Set(standing.word().to_string()),
            replied_at: Set(standing.replied_at()),
            note: Set(note.as_ref().map(Text::to_string)),
        }
    }
}

/// The people whom asks went to, in any of the given states.
pub fn filter(states: &[RecipientState]) -> Filter {
    Filter::default().any_of(Column::State, states.iter().map(|state| state.as_str()))
}

impl Child for Recipient {
    type Parent = NetworkAsk;

    const PARENT: &'static str = "network_ask_id";

    fn parent(&self) -> Id<NetworkAsk> {
        self.network_ask_id
    }
}

/// A contact who may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub contact_id: Id<Contact>,
    pub name: Name,
    pub do_not_contact: bool,
    /// Whether they were asked this already.
    pub is_asked: bool,
    /// How many this ask went to.
    pub recipients: usize,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    do_not_contact: bool,
    is_asked: bool,
    recipients: i64,
}

/// Those of the contacts that are the owner's, with what decides whether they are asked; holds them until the
/// transaction ends.
pub async fn list_candidates(
    tx: &Transaction,
    owner: Owner,
    ask: Id<NetworkAsk>,
    contacts: &[Id<Contact>],
) -> Result<Vec<Candidate>, Error> {
    let contacts: Vec<Uuid> = contacts.iter().map(|id| id.uuid()).collect();
    let rows = select::all::<Row>(
        tx,
        "SELECT c.id, c.name, c.do_not_contact, EXISTS (SELECT FROM network_ask_recipient r \
         WHERE r.owner_id = $1 AND r.network_ask_id = $2 AND r.contact_id = c.id) AS is_asked, \
         (SELECT count(*) FROM network_ask_recipient r WHERE r.owner_id = $1 AND r.network_ask_id = $2) AS recipients \
         FROM contact c WHERE c.owner_id = $1 AND c.id = ANY ($3) ORDER BY c.id FOR NO KEY UPDATE OF c",
        [owner.uuid().into(), ask.uuid().into(), contacts.into()],
    )
    .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<Candidate, Error> {
    let Row {
        id,
        name,
        do_not_contact,
        is_asked,
        recipients,
    } = row;
    Ok(Candidate {
        contact_id: Id::new(id),
        name: Cells::of("contact", id).text("name", &name)?,
        do_not_contact,
        is_asked,
        recipients: usize::try_from(recipients).unwrap_or(usize::MAX),
    })
}

/// Inserts new recipients by one statement.
pub async fn insert_all(
    tx: &Transaction,
    owner: Owner,
    recipients: &[(Id<Recipient>, Recipient)],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if recipients.is_empty() {
        return Ok(());
    }
    let rows = recipients.iter().map(|(id, recipient)| ActiveModel {
        owner_id: Set(owner.uuid()),
        id: Set(id.uuid()),
        created_at: Set(now),
        updated_at: Set(now),
        ..recipient.write()
    });
    Entity::insert_many(rows)
        .exec_without_returning(tx.raw())
        .await?;
    Ok(())
}
