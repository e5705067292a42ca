//! Endpoints, and how far each was told.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text, WebUrl,
    webhook::{EventType, EventTypes, Previous, Secrets, Seed, WebhookEndpoint},
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait,
    QueryFilter, Set, Statement, Value,
};

use crate::{
    Error, Transaction,
    column::Cells,
    entity::webhook_endpoint::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    workspace::{Owner, Resource},
};

impl Resource for WebhookEndpoint {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            url,
            description,
            event_types,
            disabled_reason,
            seed,
            previous_seed,
            previous_until,
        } = row;
        let cells = Cells::of("webhook_endpoint", id);
        let types = event_types.map(|types| {
            let types: Vec<_> = types
                .iter()
                .map(|word| EventType::parse(word))
                .collect::<Result<_, _>>()
                .map_err(|_unknown| cells.corrupt("event_types"))?;
            EventTypes::only(types).map_err(|_none| cells.corrupt("event_types"))
        });
        let read_seed = |column, seed: Vec<u8>| {
            let bytes = seed
                .try_into()
                .map_err(|_other_length| cells.corrupt(column))?;
            Ok::<_, Error>(Seed(bytes))
        };
        let previous = previous_seed.zip(previous_until).map(|(seed, until)| {
            let seed = read_seed("previous_seed", seed)?;
            Ok::<_, Error>(Previous { seed, until })
        });
        let value = Self {
            url: WebUrl::parse(&url).map_err(|_invalid| cells.corrupt("url"))?,
            description: cells.optional_text("description", description.as_deref())?,
            event_types: types.unwrap_or(Ok(EventTypes::All))?,
            disabled: cells.optional_word("disabled_reason", disabled_reason.as_deref())?,
            secrets: Secrets {
                current: read_seed("seed", seed)?,
                previous: previous.transpose()?,
            },
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
            url,
            description,
            event_types,
            disabled,
            secrets: Secrets { current, previous },
        } = self;
        let types = match event_types {
            EventTypes::All => None,
            EventTypes::Only(types) => Some(types.iter().map(ToString::to_string).collect()),
        };
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            url: Set(url.to_string()),
            description: Set(description.as_ref().map(Text::to_string)),
            event_types: Set(types),
            disabled_reason: Set(disabled.map(|reason| reason.to_string())),
            seed: Set(current.0.to_vec()),
            previous_seed: Set(previous.map(|one| one.seed.0.to_vec())),
            previous_until: Set(previous.map(|one| one.until)),
        }
    }
}

/// How many endpoints a person has. Lock the workspace first where that decides something.
pub async fn count(tx: &Transaction, owner: Owner) -> Result<u64, Error> {
    let of_owner = Entity::find().filter(Column::OwnerId.eq(owner.uuid()));
    Ok(of_owner.count(tx.raw()).await?)
}

/// Tells an endpoint of what changes from now on; what it was not told of before is left out. The workspace is locked.
pub async fn begin(
    tx: &Transaction,
    owner: Owner,
    endpoint: Id<WebhookEndpoint>,
) -> Result<(), Error> {
    let sql = "INSERT INTO webhook_progress (owner_id, endpoint_id, told_seq) \
               SELECT owner_id, $2, last_seq FROM change_counter WHERE owner_id = $1 \
               ON CONFLICT (owner_id, endpoint_id) DO UPDATE SET told_seq = EXCLUDED.told_seq, due_at = NULL, \
               leased_until = NULL, rest_until = NULL, failing_since = NULL";
    change(tx, sql, owner, endpoint, []).await?;
    Ok(())
}

/// Tells an endpoint of nothing more. Whoever is at it finds out.
pub async fn end(
    tx: &Transaction,
    owner: Owner,
    endpoint: Id<WebhookEndpoint>,
) -> Result<(), Error> {
    let sql = "UPDATE webhook_progress SET due_at = NULL, leased_until = NULL WHERE owner_id = $1 AND endpoint_id = $2";
    change(tx, sql, owner, endpoint, []).await?;
    Ok(())
}

/// Has a worker look at an endpoint now, and as it now is: whoever is at it finds out.
pub async fn wake(
    tx: &Transaction,
    owner: Owner,
    endpoint: Id<WebhookEndpoint>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let sql = "UPDATE webhook_progress SET due_at = $3, leased_until = NULL WHERE owner_id = $1 AND endpoint_id = $2";
    change(tx, sql, owner, endpoint, [now.into()]).await?;
    Ok(())
}

/// Tells an endpoint once more of what happened since a moment: of what could not be delivered, and of what it was never
/// told because it was disabled.
pub async fn recover(
    tx: &Transaction,
    owner: Owner,
    endpoint: Id<WebhookEndpoint>,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let failed = "UPDATE webhook_message SET state = 'pending', tries = 0, next_attempt_at = $4, updated_at = $4 \
                  WHERE owner_id = $1 AND endpoint_id = $2 AND state = 'failed' AND occurred_at >= $3";
    change(tx, failed, owner, endpoint, [since.into(), now.into()]).await?;
    // The log is read anew from there on. Of what became a message already there is no second one.
    let untold = "UPDATE webhook_progress SET due_at = $4, leased_until = NULL, told_seq = LEAST(told_seq, COALESCE( \
                    (SELECT seq FROM change WHERE owner_id = $1 AND at < $3 ORDER BY seq DESC LIMIT 1), 0)) \
                  WHERE owner_id = $1 AND endpoint_id = $2";
    change(tx, untold, owner, endpoint, [since.into(), now.into()]).await?;
    Ok(())
}

/// Runs a statement about one endpoint: `$1` is its owner, `$2` its id. Returns how many rows it changed.
pub(super) async fn change<const N: usize>(
    tx: &Transaction,
    sql: &str,
    owner: Owner,
    endpoint: Id<WebhookEndpoint>,
    further: [Value; N],
) -> Result<u64, Error> {
    let ids = [owner.uuid().into(), endpoint.uuid().into()];
    let values = ids.into_iter().chain(further);
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    Ok(tx.raw().execute_raw(statement).await?.rows_affected())
}
