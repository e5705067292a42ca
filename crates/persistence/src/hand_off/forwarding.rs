//! The forwardings of hand-offs, kept as rows of their own.

use std::collections::HashMap;

use domain::{
    Id, Stored, Text,
    hand_off::{Forwarding, HandOff, Recipient},
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set,
    sea_query::extension::postgres::PgExpr,
};
use uuid::Uuid;

use crate::{
    Error, Executor,
    column::Cells,
    entity::forwarding::{ActiveModel, Column, Entity, Model},
    workspace::{Owner, child_id},
};

/// Completes hand-offs with their forwardings, by one statement.
pub(super) async fn read(
    db: &impl Executor,
    owner: Owner,
    rows: &mut [Stored<HandOff>],
) -> Result<(), Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.uuid()).collect();
    let mut kept = find_of(db, owner, ids).await?;
    for row in rows {
        let forwardings = kept.remove(&row.id.uuid()).unwrap_or_default();
        let corrupt = Cells::of("hand_off", row.id.uuid()).corrupt("forwardings");
        let forwarded = row.value.clone().forwarded(forwardings);
        row.value = forwarded.map_err(|_invalid| corrupt)?;
    }
    Ok(())
}

async fn find_of(
    db: &impl Executor,
    owner: Owner,
    hand_offs: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<Forwarding>>, Error> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::HandOffId.into_expr().eq_any(hand_offs))
        .order_by_asc(Column::HandOffId)
        .order_by_asc(Column::Position)
        .all(db.raw())
        .await?;
    let mut of: HashMap<Uuid, Vec<Forwarding>> = HashMap::new();
    for row in rows {
        of.entry(row.hand_off_id).or_default().push(read_row(row)?);
    }
    Ok(of)
}

/// Makes the rows say what the hand-off says; rows that say it already stay as they are.
pub(super) async fn keep(
    db: &impl Executor,
    owner: Owner,
    saved: &Stored<HandOff>,
) -> Result<(), Error> {
    let forwardings = saved.value.forwardings();
    // A hand-off in its first revision was inserted a moment ago.
    if saved.version > 1 {
        let kept = find_of(db, owner, vec![saved.id.uuid()]).await?;
        let kept = kept.get(&saved.id.uuid()).map_or(&[][..], Vec::as_slice);
        if kept == forwardings {
            return Ok(());
        }
        Entity::delete_many()
            .filter(Column::OwnerId.eq(owner.uuid()))
            .filter(Column::HandOffId.eq(saved.id.uuid()))
            .exec(db.raw())
            .await?;
    }
    if forwardings.is_empty() {
        return Ok(());
    }
    let rows = (0_i16..)
        .zip(forwardings)
        .map(|(position, forwarding)| write(owner, saved.id, position, forwarding));
    Entity::insert_many(rows)
        .exec_without_returning(db.raw())
        .await?;
    Ok(())
}

fn read_row(row: Model) -> Result<Forwarding, Error> {
    let Model {
        owner_id: _,
        id,
        version: _,
        hand_off_id: _,
        position: _,
        contact_id,
        recipient,
        organization_id,
        how,
        forwarded_at,
        delivered_at,
    } = row;
    let cells = Cells::of("forwarding", id);
    let to = match (contact_id, recipient) {
        (Some(contact), _) => Recipient::Contact(Id::new(contact)),
        (None, Some(name)) => Recipient::Named(cells.text("recipient", &name)?),
        (None, None) => return Err(cells.corrupt("recipient")),
    };
    Ok(Forwarding {
        to,
        organization_id: organization_id.map(Id::new),
        how: cells.word("how", &how)?,
        forwarded_at,
        delivered_at,
    })
}

fn write(
    owner: Owner,
    hand_off: Id<HandOff>,
    position: i16,
    forwarding: &Forwarding,
) -> ActiveModel {
    let Forwarding {
        to,
        organization_id,
        how,
        forwarded_at,
        delivered_at,
    } = forwarding;
    let (contact_id, recipient) = match to {
        Recipient::Contact(id) => (Some(id.uuid()), None),
        Recipient::Named(name) => (None, Some(Text::to_string(name))),
    };
    ActiveModel {
        owner_id: Set(owner.uuid()),
        id: Set(child_id(hand_off.uuid(), position)),
        version: NotSet,
        hand_off_id: Set(hand_off.uuid()),
        position: Set(position),
        contact_id: Set(contact_id),
        recipient: Set(recipient),
        organization_id: Set(organization_id.map(Id::uuid)),
        how: Set(how.to_string()),
        forwarded_at: Set(*forwarded_at),
        delivered_at: Set(*delivered_at),
    }
}
