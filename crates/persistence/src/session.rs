//! Sessions in the database.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    password::PasswordHash,
    session::{EndReason, Session, State},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement, sea_query::Expr,
};

use crate::{
    Error, Executor, Listing, SortKey, Transaction,
    column::Cells,
    entity::session::{Column, Entity, Model},
    executor::sealed::Sealed,
    refresh_token::NewRefreshToken,
    workspace::Owner,
};

impl TryFrom<Model> for Session {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let Model {
            id,
            account_id,
            created_at,
            last_used_at,
            expires_at,
            ended_at,
            ended_reason,
            device,
            scope,
        } = row;
        let cells = Cells::of("session", id);
        let device = Some(device.as_str()).filter(|device| !device.is_empty());
        let state = match (ended_at, ended_reason) {
            (Some(at), Some(reason)) => State::Ended {
                at,
                reason: cells.word("ended_reason", &reason)?,
            },
            _ => State::Open,
        };
        Ok(Self {
            id: Id::new(id),
            account: Id::new(account_id),
            device: cells.optional_text("device", device)?,
            scope,
            created_at,
            last_used_at,
            expires_at,
            state,
        })
    }
}

/// Opens a session with its first refresh token, if the account's password still is the one that was verified, and
/// forgets this account's expired sessions. `false`: the password was changed or the account deleted meanwhile.
pub async fn open(
    tx: &Transaction,
    session: &Session,
    verified: &PasswordHash,
    first: &NewRefreshToken,
) -> Result<bool, Error> {
    let device = session.device.as_ref().map_or("", |device| device.as_str());
    // FOR SHARE: a change of the password either is seen here or ends this session with the others.
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "WITH expired AS (DELETE FROM session WHERE account_id = $2 AND expires_at <= $3), opened AS ( \
           INSERT INTO session (id, account_id, created_at, last_used_at, expires_at, device, scope) \
           SELECT $1, id, $3, $4, $5, $6, $7 FROM account WHERE id = $2 AND password_hash = $8 FOR SHARE \
           RETURNING id) \
         INSERT INTO refresh_token (token_hash, session_id, created_at, expires_at) \
         SELECT $9, id, $3, $10 FROM opened",
        [
            session.id.uuid().into(),
            session.account.uuid().into(),
            session.created_at.into(),
            session.last_used_at.into(),
            session.expires_at.into(),
            device.into(),
            session.scope.as_str().into(),
            verified.as_str().into(),
            first.hash.to_vec().into(),
            first.expires_at.into(),
        ],
    );
    Ok(tx.raw().execute_raw(statement).await?.rows_affected() > 0)
}

/// Whose session this is, if it stands at `now`. Every request with a token asks this, so it is one look at one index.
pub async fn find_active(
    db: &impl Executor,
    id: Id<Session>,
    now: DateTime<Utc>,
) -> Result<Option<Owner>, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT account_id FROM session WHERE id = $1 AND ended_at IS NULL AND expires_at > $2",
        [id.uuid().into(), now.into()],
    );
    let row = db.raw().query_one_raw(statement).await?;
    let account = row.map(|row| row.try_get("", "account_id")).transpose()?;
    Ok(account.map(Id::new))
}

/// Finds the session of a refresh token, used or not, and locks its row until the transaction ends: of two requests
/// with tokens of one family, the second sees what the first did.
pub async fn find_by_refresh_token_for_update(
    tx: &Transaction,
    hash: &[u8; 32],
) -> Result<Option<Session>, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT * FROM session WHERE id = (SELECT session_id FROM refresh_token WHERE token_hash = $1) FOR UPDATE",
        [hash.to_vec().into()],
    );
    let found = Entity::find().from_raw_sql(statement).one(tx.raw()).await?;
    found.map(Session::try_from).transpose()
}

/// One page of the sessions of an account that stand at `now`.
pub async fn list(
    db: &impl Executor,
    account: Owner,
    now: DateTime<Utc>,
    listing: Listing,
) -> Result<Vec<Session>, Error> {
    let select = Entity::find()
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::EndedAt.is_null())
        .filter(Column::ExpiresAt.gt(now));
    let rows = listing.apply(select).all(db.raw()).await?;
    rows.into_iter().map(Session::try_from).collect()
}

/// The key by which a session sorts: when it was opened.
pub fn sort_key(session: &Session) -> SortKey {
    SortKey::Instant(session.created_at)
}

/// Ends a session that stands at `now`; `false` when the account has no such session.
pub async fn end(
    db: &impl Executor,
    account: Owner,
    id: Id<Session>,
    reason: EndReason,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let ended = end_where(db, account, Column::Id.eq(id.uuid()), reason, now).await?;
    Ok(ended > 0)
}

/// Ends every session of an account that stands at `now`, except one; returns how many.
pub async fn end_others(
    tx: &Transaction,
    account: Owner,
    kept: Id<Session>,
    reason: EndReason,
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    end_where(tx, account, Column::Id.ne(kept.uuid()), reason, now).await
}

/// Ends every session of an account that stands at `now`.
pub async fn end_all(
    tx: &Transaction,
    account: Owner,
    reason: EndReason,
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    end_where(tx, account, Expr::val(true), reason, now).await
}

async fn end_where(
    db: &impl Executor,
    account: Owner,
    which: Expr,
    reason: EndReason,
    now: DateTime<Utc>,
) -> Result<u64, Error> {
    let done = Entity::update_many()
        .col_expr(Column::EndedAt, Expr::val(now))
        .col_expr(Column::EndedReason, Expr::val(reason.to_string()))
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(which)
        .filter(Column::EndedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .exec(db.raw())
        .await?;
    Ok(done.rows_affected)
}

/// Forgets this account's expired sessions, and with them their refresh tokens.
pub async fn forget(tx: &Transaction, account: Owner, now: DateTime<Utc>) -> Result<(), Error> {
    Entity::delete_many()
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::ExpiresAt.lte(now))
        .exec(tx.raw())
        .await?;
    Ok(())
}
