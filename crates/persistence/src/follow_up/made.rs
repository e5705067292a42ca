//! Follow-ups that rules made, and what they are made from.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    contact::Contact,
    follow_up::{FollowUp, FollowUpState, MAX_LOOPS, OpenLoop, Settled},
    interview::Interview,
    message::Message,
    referral::Referral,
    vocabulary::Vocabulary,
};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, Statement};
use uuid::Uuid;

use crate::{
    Error, Executor, Transaction,
    column::Cells,
    entity::follow_up::{Column, Entity},
    workspace::{self, Owner, Resource},
};

/// All that rules made of one interview, whatever became of it: a handful.
pub async fn list_made(
    db: &impl Executor,
    owner: Owner,
    interview: Id<Interview>,
) -> Result<Vec<Stored<FollowUp>>, Error> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::InterviewId.eq(interview.uuid()))
        .filter(Column::Rule.is_not_null())
        .all(db.raw())
        .await?;
    rows.into_iter().map(FollowUp::read).collect()
}

/// By what a follow-up is settled besides the person's own word.
#[derive(Clone, Copy, Debug)]
pub enum SettledBy {
    Message(Id<Message>),
    Referral(Id<Referral>),
}

/// The follow-ups that are pending and settled by this: a handful.
pub async fn list_settled_by(
    db: &impl Executor,
    owner: Owner,
    by: SettledBy,
) -> Result<Vec<Stored<FollowUp>>, Error> {
    let named = match by {
        SettledBy::Message(id) => Column::MessageId.eq(id.uuid()),
        SettledBy::Referral(id) => Column::ReferralId.eq(id.uuid()),
    };
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(named)
        .filter(Column::State.eq(FollowUpState::Pending.as_str()))
        .all(db.raw())
        .await?;
    rows.into_iter().map(FollowUp::read).collect()
}

/// Keeps what became of follow-ups: those made by one statement, and one for each that changed. Returns the new ones.
pub async fn keep_settled(
    tx: &Transaction,
    owner: Owner,
    settled: Settled,
    next_id: impl Fn() -> Id<FollowUp>,
    now: DateTime<Utc>,
) -> Result<Vec<Stored<FollowUp>>, Error> {
    let Settled { made, changed } = settled;
    for one in changed {
        // The workspace is held, so nobody else changed it since it was read.
        workspace::update(tx, owner, one, now).await?;
    }
    let made = made.into_iter().map(|one| (next_id(), one));
    workspace::insert_several(tx, owner, made.collect(), now).await
}

#[derive(FromQueryResult)]
struct Loop {
    referral_id: Uuid,
    referrer_id: Uuid,
    led_to: String,
}

/// Who led to a contact, has not been told what came of it, and is not to be told already; the first of them.
pub async fn list_open_loops(
    db: &impl Executor,
    owner: Owner,
    contact: Id<Contact>,
) -> Result<Vec<OpenLoop>, Error> {
    let sql = "SELECT r.id AS referral_id, r.referrer_id, c.name AS led_to FROM referral r \
         JOIN contact c ON c.owner_id = r.owner_id AND c.id = r.contact_id \
         WHERE r.owner_id = $1 AND r.contact_id = $2 AND r.loop_closed_at IS NULL AND NOT EXISTS \
         (SELECT FROM follow_up f WHERE f.owner_id = r.owner_id AND f.referral_id = r.id) \
         ORDER BY r.created_at, r.id LIMIT $3";
    let values = [
        owner.uuid().into(),
        contact.uuid().into(),
        i64::from(MAX_LOOPS).into(),
    ];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    let rows = Loop::find_by_statement(statement).all(db.raw()).await?;
    let open = |row: Loop| {
        let led_to = Cells::of("contact", contact.uuid()).text("name", &row.led_to)?;
        Ok(OpenLoop {
            referral_id: Id::new(row.referral_id),
            referrer_id: Id::new(row.referrer_id),
            led_to,
        })
    };
    rows.into_iter().map(open).collect()
}
