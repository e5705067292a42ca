//! What waits, what runs and what was given up, for whoever keeps the service.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::FromQueryResult;

use crate::{Database, Error, Executor, select};

/// A job as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRow {
    pub id: i64,
    pub task: String,
    pub state: JobState,
    /// Tries so far, and at most.
    pub attempts: i16,
    pub max_attempts: i16,
    /// When it is or was to be done.
    pub run_at: DateTime<Utc>,
    pub last_error: Option<String>,
}

/// Where a job stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobState {
    /// Its time has come, or comes.
    Waiting,
    /// A worker has it.
    Running,
    /// Tried as often as it may be.
    Dead,
}

impl JobState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Dead => "dead",
        }
    }

    fn of(is_running: bool, is_given_up: bool) -> Self {
        match (is_running, is_given_up) {
            (true, _) => Self::Running,
            (false, true) => Self::Dead,
            (false, false) => Self::Waiting,
        }
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: i64,
    task: String,
    is_running: bool,
    attempts: i16,
    max_attempts: i16,
    run_at: DateTime<Utc>,
    last_error: Option<String>,
}

impl From<Row> for JobRow {
    fn from(row: Row) -> Self {
        let Row {
            id,
            task,
            is_running,
            attempts,
            max_attempts,
            run_at,
            last_error,
        } = row;
        let state = JobState::of(is_running, attempts >= max_attempts);
        Self {
            id,
            task,
            state,
            attempts,
            max_attempts,
            run_at,
            last_error,
        }
    }
}

/// The jobs that are not done, the oldest `limit` of them; with `dead`, only those that were given up.
pub async fn list(db: &impl Executor, dead: bool, limit: u32) -> Result<Vec<JobRow>, Error> {
    let sql = "SELECT id, task_identifier AS task, locked_at IS NOT NULL AS is_running, attempts, max_attempts, run_at, \
               last_error FROM graphile_worker.jobs WHERE NOT $1 OR (attempts >= max_attempts AND locked_at IS NULL) \
               ORDER BY run_at, id LIMIT $2";
    let rows = select::all::<Row>(db, sql, [dead.into(), i64::from(limit).into()]).await?;
    Ok(rows.into_iter().map(JobRow::from).collect())
}

#[derive(FromQueryResult)]
struct Standing {
    is_running: bool,
    is_dead: bool,
    jobs: i64,
}

/// How many jobs there are, by where they stand.
pub async fn count(db: &impl Executor) -> Result<Vec<(JobState, i64)>, Error> {
    let sql = "SELECT locked_at IS NOT NULL AS is_running, attempts >= max_attempts AS is_dead, count(*) AS jobs \
               FROM graphile_worker.jobs GROUP BY 1, 2";
    let rows = select::all::<Standing>(db, sql, []).await?;
    let counts = rows
        .into_iter()
        .map(|row| (JobState::of(row.is_running, row.is_dead), row.jobs));
    Ok(counts.collect())
}

/// Lets jobs be tried anew from the first attempt, in `after` from now; those that run are left alone. Returns how many.
pub async fn retry(db: &Database, jobs: &[i64], after: TimeDelta) -> Result<u64, Error> {
    let done = sqlx::query(
        "UPDATE graphile_worker._private_jobs SET attempts = 0, updated_at = now(), \
         run_at = now() + $2 * interval '1 microsecond' WHERE id = ANY ($1) AND locked_at IS NULL",
    )
    .bind(jobs)
    .bind(after.num_microseconds().unwrap_or(0))
    .execute(&db.pool)
    .await?;
    Ok(done.rows_affected())
}

/// Whether a worker that does these tasks has anything to do now.
pub(super) async fn is_anything_due(db: &Database, tasks: &[String]) -> Result<bool, Error> {
    let due = sqlx::query_scalar(
        "SELECT EXISTS (SELECT FROM graphile_worker.jobs WHERE task_identifier = ANY ($1) AND locked_at IS NULL \
         AND attempts < max_attempts AND run_at <= now())",
    );
    Ok(due.bind(tasks).fetch_one(&db.pool).await?)
}
