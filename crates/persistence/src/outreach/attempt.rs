//! Attempts in the database: written once, never changed, gone with their outreach.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    outreach::{Attempt, Outreach, Touch},
};
use sea_orm::{
    ColumnTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, Statement,
    sea_query::extension::postgres::PgExpr,
};
use uuid::Uuid;

use crate::{
    Error, Executor, Transaction,
    column::Cells,
    entity::attempt::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    workspace::Owner,
};

/// Inserts the next attempt of an outreach that this transaction holds.
pub async fn insert(
    tx: &Transaction,
    owner: Owner,
    outreach: Id<Outreach>,
    id: Id<Attempt>,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> Result<Stored<Attempt>, Error> {
    let Touch {
        channel,
        direction,
        outcome,
        at,
        with_whom,
        recontact_on,
        note,
        override_reason,
    } = attempt.touch();
    let corrupt = |_too_many| Cells::of("attempt", id.uuid()).corrupt("number");
    let row = ActiveModel {
        owner_id: Set(owner.uuid()),
        id: Set(id.uuid()),
        version: Set(1),
        created_at: Set(now),
        outreach_id: Set(outreach.uuid()),
        number: Set(i16::try_from(attempt.number()).map_err(corrupt)?),
        channel: Set(channel.to_string()),
        direction: Set(direction.to_string()),
        outcome: Set(outcome.to_string()),
        at: Set(*at),
        with_whom: Set(with_whom.as_ref().map(Text::to_string)),
        recontact_on: Set(*recontact_on),
        note: Set(note.as_ref().map(Text::to_string)),
        override_reason: Set(override_reason.as_ref().map(Text::to_string)),
    };
    Entity::insert(row).exec_without_returning(tx.raw()).await?;
    Ok(Stored {
        id,
        version: 1,
        created_at: now,
        updated_at: now,
        value: attempt.clone(),
    })
}

/// Finds one attempt of an outreach.
pub async fn find(
    db: &impl Executor,
    owner: Owner,
    outreach: Id<Outreach>,
    id: Id<Attempt>,
) -> Result<Option<Stored<Attempt>>, Error> {
    let found = Entity::find_by_id((owner.uuid(), id.uuid()))
        .filter(Column::OutreachId.eq(outreach.uuid()))
        .one(db.raw())
        .await?;
    found.map(read).transpose()
}

/// Finds several attempts, each with its outreach, in no order.
pub async fn find_several(
    db: &impl Executor,
    owner: Owner,
    ids: Vec<Uuid>,
) -> Result<Vec<(Id<Outreach>, Stored<Attempt>)>, Error> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::Id.into_expr().eq_any(ids))
        .all(db.raw())
        .await?;
    let found = rows.into_iter();
    found
        .map(|row| Ok((Id::new(row.outreach_id), read(row)?)))
        .collect()
}

/// Attempts of an outreach after the one with the number `after`, in order.
pub async fn list(
    db: &impl Executor,
    owner: Owner,
    outreach: Id<Outreach>,
    after: i16,
    limit: u64,
) -> Result<Vec<Stored<Attempt>>, Error> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::OutreachId.eq(outreach.uuid()))
        .filter(Column::Number.gt(after))
        .order_by_asc(Column::Number)
        .limit(limit)
        .all(db.raw())
        .await?;
    rows.into_iter().map(read).collect()
}

/// All attempts of several outreaches in order, without what was only noted about them.
pub(super) async fn list_bare(
    db: &impl Executor,
    owner: Owner,
    outreaches: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Attempt>>, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT owner_id, id, version, created_at, outreach_id, number, channel, direction, outcome, at, with_whom, \
         recontact_on, NULL AS note, NULL AS override_reason \
         FROM attempt WHERE owner_id = $1 AND outreach_id = ANY ($2) ORDER BY outreach_id, number",
        [owner.uuid().into(), outreaches.to_vec().into()],
    );
    let rows = Entity::find().from_raw_sql(statement).all(db.raw()).await?;
    let mut attempts = HashMap::<_, Vec<_>>::new();
    for row in rows {
        let of = attempts.entry(row.outreach_id).or_default();
        of.push(read(row)?.value);
    }
    Ok(attempts)
}

fn read(row: Model) -> Result<Stored<Attempt>, Error> {
    let Model {
        owner_id: _,
        id,
        version,
        created_at,
        outreach_id: _,
        number,
        channel,
        direction,
        outcome,
        at,
        with_whom,
        recontact_on,
        note,
        override_reason,
    } = row;
    let cells = Cells::of("attempt", id);
    let touch = Touch {
        channel: cells.word("channel", &channel)?,
        direction: cells.word("direction", &direction)?,
        outcome: cells.word("outcome", &outcome)?,
        at,
        with_whom: cells.optional_text("with_whom", with_whom.as_deref())?,
        recontact_on,
        note: cells.optional_text("note", note.as_deref())?,
        override_reason: cells.optional_text("override_reason", override_reason.as_deref())?,
    };
    let number = u16::try_from(number).map_err(|_negative| cells.corrupt("number"))?;
    let value = Attempt::parse(number, touch).map_err(|invalid| cells.corrupt(invalid.field()))?;
    Ok(Stored {
        id: Id::new(id),
        version,
        created_at,
        // What was recorded never changes.
        updated_at: created_at,
        value,
    })
}
