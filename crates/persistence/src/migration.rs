//! The embedded migrations, run under PostgreSQL's advisory lock and checked against their checksums.

use sqlx::migrate::Migrator;

use crate::{Database, Error, job};

static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// Brings the schema up to this program. Two starting instances wait for each other.
pub async fn up(db: &Database) -> Result<(), Error> {
    MIGRATOR.run(&db.pool).await?;
    job::migrate(db).await
}

/// Takes every migration after `version` back; 0 takes all of them, and the queue of jobs.
pub async fn down(db: &Database, version: i64) -> Result<(), Error> {
    if version == 0 {
        job::drop_all(db).await?;
    }
    Ok(MIGRATOR.undo(&db.pool, version).await?)
}

/// How many migrations the database lacks.
pub async fn pending(db: &Database) -> Result<usize, Error> {
    let applied: i64 = sqlx::query_scalar("SELECT count(*) FROM _sqlx_migrations WHERE success")
        .fetch_one(&db.pool)
        .await?;
    let known = MIGRATOR
        .iter()
        .filter(|migration| migration.migration_type.is_up_migration())
        .count();
    Ok(known.saturating_sub(usize::try_from(applied).unwrap_or(0)))
}
