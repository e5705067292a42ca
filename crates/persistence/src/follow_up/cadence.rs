//! What the next update to a contact depends on, in the database.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Zone,
    contact::{Contact, UpdateEveryDays},
    follow_up::{FollowUp, FollowUpKind, FollowUpState},
    outreach::Outreach,
    vocabulary::Vocabulary,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{
    Error, Executor,
    column::Cells,
    entity::follow_up::{Column, Entity},
    select,
    workspace::{Owner, Resource},
};

/// A contact with whom a conversation is over, or to whom an update is pending.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    pub contact_id: Id<Contact>,
    pub last_contacted_at: Option<DateTime<Utc>>,
    pub do_not_contact: bool,
    pub every_days: Option<UpdateEveryDays>,
    /// What led to the last conversation that is over; its methodology has the numbers.
    pub outreach_id: Option<Id<Outreach>>,
    /// The zone of the person.
    pub zone: Zone,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    last_contacted_at: Option<DateTime<Utc>>,
    do_not_contact: bool,
    update_every_days: Option<i16>,
    outreach_id: Option<Uuid>,
    time_zone: String,
}

const KEPT: &str = "SELECT c.id, c.last_contacted_at, c.do_not_contact, c.update_every_days, talk.outreach_id, a.time_zone \
     FROM contact c JOIN account a ON a.id = c.owner_id LEFT JOIN LATERAL (SELECT i.outreach_id FROM interview i \
         WHERE i.owner_id = c.owner_id AND i.contact_id = c.id AND i.state = 'completed' \
         ORDER BY i.completed_at DESC, i.id DESC LIMIT 1) talk ON true \
     WHERE c.owner_id = $1 AND c.id = ANY ($2) AND (talk.outreach_id IS NOT NULL OR EXISTS (\
         SELECT FROM follow_up f WHERE f.owner_id = c.owner_id AND f.contact_id = c.id \
         AND f.kind = 'update' AND f.rule IS NOT NULL AND f.state = 'pending')) ORDER BY c.id";

/// Those of the contacts that are kept up to date, or were; mostly none.
pub async fn list_kept(
    db: &impl Executor,
    owner: Owner,
    contacts: &[Id<Contact>],
) -> Result<Vec<Kept>, Error> {
    let ids: Vec<Uuid> = contacts.iter().map(|contact| contact.uuid()).collect();
    let rows = select::all::<Row>(db, KEPT, [owner.uuid().into(), ids.into()]).await?;
    let kept = |row: Row| {
        let cells = Cells::of("contact", row.id);
        Ok(Kept {
            contact_id: Id::new(row.id),
            last_contacted_at: row.last_contacted_at,
            do_not_contact: row.do_not_contact,
            every_days: cells.optional_whole("update_every_days", row.update_every_days)?,
            outreach_id: row.outreach_id.map(Id::new),
            zone: Cells::of("account", owner.uuid()).zone("time_zone", &row.time_zone)?,
        })
    };
    rows.into_iter().map(kept).collect()
}

/// The updates to a contact that a rule made and that are pending, the first made first: one, but after a merge.
pub async fn list_pending_updates(
    db: &impl Executor,
    owner: Owner,
    contact: Id<Contact>,
) -> Result<Vec<Stored<FollowUp>>, Error> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::ContactId.eq(contact.uuid()))
        .filter(Column::Kind.eq(FollowUpKind::Update.as_str()))
        .filter(Column::State.eq(FollowUpState::Pending.as_str()))
        .filter(Column::Rule.is_not_null())
        .order_by_asc(Column::CreatedAt)
        .order_by_asc(Column::Id)
        .all(db.raw())
        .await?;
    rows.into_iter().map(FollowUp::read).collect()
}

#[derive(FromQueryResult)]
struct Told {
    at: DateTime<Utc>,
}

/// When the last updates to a contact went out, the latest first: follow-ups that are done, and messages that settled
/// none.
pub async fn list_updated(
    db: &impl Executor,
    owner: Owner,
    contact: Id<Contact>,
    limit: u32,
) -> Result<Vec<DateTime<Utc>>, Error> {
    let sql = "SELECT at FROM (\
         SELECT settled_at AS at FROM follow_up WHERE owner_id = $1 AND contact_id = $2 AND kind = 'update' \
             AND state = 'done' \
         UNION ALL SELECT sent_at FROM message m WHERE owner_id = $1 AND contact_id = $2 AND kind = 'update' \
             AND sent_at IS NOT NULL AND NOT EXISTS (SELECT FROM follow_up f WHERE f.owner_id = m.owner_id \
             AND f.message_id = m.id AND f.kind = 'update')) AS told ORDER BY at DESC LIMIT $3";
    let values = [
        owner.uuid().into(),
        contact.uuid().into(),
        i64::from(limit).into(),
    ];
    let rows = select::all::<Told>(db, sql, values).await?;
    Ok(rows.into_iter().map(|row| row.at).collect())
}
