//! Refresh tokens in the database: only their hashes.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    session::{RefreshToken, Session},
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement};

use crate::{
    Error, Transaction,
    entity::refresh_token::{Column, Entity, Model},
    executor::sealed::Sealed,
};

/// A refresh token about to be given out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewRefreshToken {
    /// SHA-256 of the token.
    pub hash: [u8; 32],
    pub expires_at: DateTime<Utc>,
}

impl From<&Model> for RefreshToken {
    fn from(row: &Model) -> Self {
        let Model {
            token_hash: _,
            session_id: _,
            created_at: _,
            expires_at,
            used_at,
        } = *row;
        Self {
            expires_at,
            used_at,
        }
    }
}

/// Finds a token and the one it was exchanged for. Call after locking their session.
pub async fn find_with_successor(
    tx: &Transaction,
    hash: &[u8; 32],
    successor: &[u8; 32],
) -> Result<(Option<RefreshToken>, Option<RefreshToken>), Error> {
    let rows = Entity::find()
        .filter(Column::TokenHash.is_in([hash.to_vec(), successor.to_vec()]))
        .all(tx.raw())
        .await?;
    let find = |hash: &[u8; 32]| {
        let found = rows.iter().find(|row| row.token_hash == hash);
        found.map(RefreshToken::from)
    };
    Ok((find(hash), find(successor)))
}

/// Exchanges a token for its successor, which counts as a use of the session.
pub async fn rotate(
    tx: &Transaction,
    session: Id<Session>,
    used: &[u8; 32],
    successor: &NewRefreshToken,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "WITH used AS (UPDATE refresh_token SET used_at = $3 WHERE token_hash = $2), \
              touched AS (UPDATE session SET last_used_at = $3 WHERE id = $1) \
         INSERT INTO refresh_token (token_hash, session_id, created_at, expires_at) VALUES ($4, $1, $3, $5)",
        [
            session.uuid().into(),
            used.to_vec().into(),
            now.into(),
            successor.hash.to_vec().into(),
            successor.expires_at.into(),
        ],
    );
    tx.raw().execute_raw(statement).await?;
    Ok(())
}
