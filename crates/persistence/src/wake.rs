//! Telling other processes that a workspace changed, and hearing it from them. Only a hint: what changed is in the log.

use sqlx::postgres::PgListener;
use uuid::Uuid;

use crate::{Database, Error, workspace::Owner};

const CHANNEL: &str = "rapport_changes";

/// Hears from the other processes on the same database.
#[derive(Debug)]
pub struct Wakes(PgListener);

impl Database {
    /// Tells every process that these workspaces changed. Apart from the writes, for the commits of all who notify wait
    /// for each other.
    pub async fn tell(&self, owners: impl IntoIterator<Item = Owner>) -> Result<(), Error> {
        let owners: Vec<String> = owners.into_iter().map(|owner| owner.to_string()).collect();
        if owners.is_empty() {
            return Ok(());
        }
        sqlx::query("SELECT pg_notify($1, owner) FROM unnest($2::text[]) AS owner")
            .bind(CHANNEL)
            .bind(owners)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Begins to listen, on a connection of its own.
    pub async fn listen(&self) -> Result<Wakes, Error> {
        let mut listener = PgListener::connect_with(&self.pool).await?;
        listener.listen(CHANNEL).await?;
        Ok(Wakes(listener))
    }
}

impl Wakes {
    /// The next workspace that changed. `None`: the connection was lost meanwhile, so that anything may have changed.
    pub async fn next(&mut self) -> Result<Option<Owner>, Error> {
        loop {
            let Some(told) = self.0.try_recv().await? else {
                return Ok(None);
            };
            if let Ok(owner) = Uuid::parse_str(told.payload()) {
                return Ok(Some(Owner::new(owner)));
            }
        }
    }
}
