//! What workers ask and note while they deliver. An endpoint is one worker's at a time, by a lease that runs out when the
//! worker dies; each step looks first whether the lease is still held.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    change::Seq,
    webhook::{
        Delivery, DisabledReason, EventType, Health, Occasion, WebhookEndpoint, WebhookMessage,
    },
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Statement, Value, sea_query::OnConflict,
};
use uuid::Uuid;

use super::endpoint::change;
use crate::{
    Database, Error, Executor, Transaction,
    change::scan,
    entity::webhook_message::{Column, Entity},
    executor::sealed::Sealed,
    select,
    workspace::{self, Owner, Resource},
};

/// An endpoint that is ours until the lease runs out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub owner: Owner,
    pub endpoint: Id<WebhookEndpoint>,
    pub told: Seq,
    pub health: Health,
    pub leased_until: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct Row {
    owner_id: Uuid,
    endpoint_id: Uuid,
    told_seq: i64,
    failing_since: Option<DateTime<Utc>>,
    rest_until: Option<DateTime<Utc>>,
    leased_until: DateTime<Utc>,
}

/// Notes which endpoints of these owners, or of all, have something to be told. Rows are taken in one order, so that two
/// who note at the same time cannot block each other.
pub async fn mark_due(
    db: &impl Executor,
    owners: Option<&[Owner]>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let owners: Option<Vec<Uuid>> =
        owners.map(|owners| owners.iter().map(|owner| owner.uuid()).collect());
    let sql = "WITH behind AS (SELECT p.owner_id, p.endpoint_id FROM webhook_progress p \
                 JOIN change_counter c ON c.owner_id = p.owner_id AND c.last_seq > p.told_seq \
                 JOIN webhook_endpoint e ON e.owner_id = p.owner_id AND e.id = p.endpoint_id AND e.disabled_reason IS NULL \
                 WHERE ($1::uuid[] IS NULL OR p.owner_id = ANY ($1)) AND (p.due_at IS NULL OR p.due_at > $2) \
                 ORDER BY p.owner_id, p.endpoint_id FOR UPDATE OF p) \
               UPDATE webhook_progress p SET due_at = $2 FROM behind \
               WHERE p.owner_id = behind.owner_id AND p.endpoint_id = behind.endpoint_id";
    let values = [owners.into(), now.into()];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    db.raw().execute_raw(statement).await?;
    Ok(())
}

/// Takes up to `limit` endpoints that have something to do and are nobody's.
pub async fn claim(
    db: &Database,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<Claim>, Error> {
    let sql = "WITH due AS (SELECT owner_id, endpoint_id FROM webhook_progress \
                 WHERE due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1) \
                 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED) \
               UPDATE webhook_progress p SET leased_until = $2 FROM due \
               WHERE p.owner_id = due.owner_id AND p.endpoint_id = due.endpoint_id \
               RETURNING p.owner_id, p.endpoint_id, p.told_seq, p.failing_since, p.rest_until, p.leased_until";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = select::all::<Row>(db, sql, [now.into(), until.into(), limit.into()]).await?;
    let claims = rows.into_iter().map(|row| Claim {
        owner: Id::new(row.owner_id),
        endpoint: Id::new(row.endpoint_id),
        told: row.told_seq,
        health: Health {
            failing_since: row.failing_since,
            rest_until: row.rest_until,
        },
        leased_until: row.leased_until,
    });
    Ok(claims.collect())
}

/// Holds an endpoint until the transaction ends, and extends the lease. `false`: it is no longer ours, or not to be told.
/// Whoever deletes or changes the endpoint waits meanwhile.
pub async fn hold(
    tx: &Transaction,
    claim: &mut Claim,
    until: DateTime<Utc>,
) -> Result<bool, Error> {
    let sql = "WITH held AS (SELECT owner_id, id FROM webhook_endpoint \
                 WHERE owner_id = $1 AND id = $2 AND disabled_reason IS NULL FOR NO KEY UPDATE) \
               UPDATE webhook_progress p SET leased_until = $4 FROM held \
               WHERE p.owner_id = held.owner_id AND p.endpoint_id = held.id AND p.leased_until = $3";
    let values = [claim.leased_until.into(), until.into()];
    let is_ours = of(tx, claim, sql, values).await? > 0;
    if is_ours {
        claim.leased_until = until;
    }
    Ok(is_ours)
}

/// Makes messages of the next changes that the endpoint wants to be told, in the transaction that notes how far it was told.
pub async fn make_messages(
    tx: &Transaction,
    claim: &mut Claim,
    endpoint: &WebhookEndpoint,
    limit: usize,
    next_id: impl Fn() -> Id<WebhookMessage>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let resources = endpoint.event_types.resources();
    let found = scan(tx, claim.owner, claim.told, &resources, limit).await?;
    let messages = found.changes.iter().filter_map(|change| {
        let kind = EventType {
            resource: change.resource,
            operation: change.operation,
        };
        endpoint.event_types.contains(kind).then(|| WebhookMessage {
            endpoint_id: claim.endpoint,
            occasion: Occasion::Change {
                seq: change.seq,
                kind,
                id: change.resource_id,
            },
            occurred_at: change.at,
            delivery: Delivery::anew(now),
        })
    });
    let rows =
        messages.map(|message| workspace::row_of(claim.owner, next_id(), &message, now, now));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    if !rows.is_empty() {
        Entity::insert_many(rows)
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(tx.raw())
            .await?;
    }
    let told = "UPDATE webhook_progress SET told_seq = $3 WHERE owner_id = $1 AND endpoint_id = $2";
    of(tx, claim, told, [found.read.into()]).await?;
    claim.told = found.read;
    Ok(())
}

/// The endpoint's messages whose time has come, in the order of the changes.
pub async fn find_due(
    db: &impl Executor,
    claim: &Claim,
    limit: u64,
    now: DateTime<Utc>,
) -> Result<Vec<Stored<WebhookMessage>>, Error> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(claim.owner.uuid()))
        .filter(Column::EndpointId.eq(claim.endpoint.uuid()))
        .filter(Column::State.eq("pending"))
        .filter(Column::NextAttemptAt.lte(now))
        .order_by_asc(Column::NextAttemptAt)
        .order_by_asc(Column::Seq)
        .limit(limit)
        .all(db.raw())
        .await?;
    rows.into_iter().map(WebhookMessage::read).collect()
}

/// Notes how the endpoint is doing.
pub async fn settle(tx: &Transaction, claim: &mut Claim, health: Health) -> Result<(), Error> {
    let sql = "UPDATE webhook_progress SET failing_since = $3, rest_until = $4 WHERE owner_id = $1 AND endpoint_id = $2";
    let values = [health.failing_since.into(), health.rest_until.into()];
    of(tx, claim, sql, values).await?;
    claim.health = health;
    Ok(())
}

/// Gives the endpoint up: nothing is sent to it until its owner enables it again.
pub async fn disable(
    tx: &Transaction,
    claim: &Claim,
    reason: DisabledReason,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let sql = "UPDATE webhook_endpoint SET disabled_reason = $3, updated_at = $4 WHERE owner_id = $1 AND id = $2";
    of(tx, claim, sql, [reason.to_string().into(), now.into()]).await?;
    super::end(tx, claim.owner, claim.endpoint).await
}

/// Gives the endpoint back, and notes when there is something to do again. It is held, so that whoever has noted meanwhile
/// that there is something to be told was first, and what they noted is seen here.
pub async fn release(tx: &Transaction, claim: &Claim, now: DateTime<Utc>) -> Result<(), Error> {
    let sql = "UPDATE webhook_progress p SET leased_until = NULL, due_at = next.at FROM ( \
                 SELECT CASE WHEN step.at IS NOT NULL THEN GREATEST(step.at, q.rest_until) END AS at \
                 FROM webhook_progress q JOIN change_counter c ON c.owner_id = q.owner_id CROSS JOIN LATERAL ( \
                   SELECT CASE WHEN c.last_seq > q.told_seq THEN $4 ELSE (SELECT min(m.next_attempt_at) FROM webhook_message m \
                     WHERE m.owner_id = q.owner_id AND m.endpoint_id = q.endpoint_id AND m.state = 'pending') END AS at \
                 ) AS step WHERE q.owner_id = $1 AND q.endpoint_id = $2) AS next \
               WHERE p.owner_id = $1 AND p.endpoint_id = $2 AND p.leased_until = $3";
    of(tx, claim, sql, [claim.leased_until.into(), now.into()]).await?;
    Ok(())
}

async fn of<const N: usize>(
    tx: &Transaction,
    claim: &Claim,
    sql: &str,
    further: [Value; N],
) -> Result<u64, Error> {
    change(tx, sql, claim.owner, claim.endpoint, further).await
}
