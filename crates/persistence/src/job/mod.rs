//! Work for later: jobs that PostgreSQL keeps until somebody has done them. See docs/adr/0019.

mod dead;
mod worker;

use chrono::TimeDelta;
use graphile_worker::{Schema, WorkerUtils};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde::{Serialize, de::DeserializeOwned};

pub use self::{
    dead::{JobRow, JobState, count, list, retry},
    worker::{Plan, Worker},
};
use crate::{Database, Error, Executor};

/// Where the jobs live, apart from our own tables.
const SCHEMA: &str = "graphile_worker";

/// One kind of job; its fields are what the job was given.
///
/// A job is done at least once: whoever does it may die between its effect and the note that it is done. So a task
/// makes its effect in one transaction that can tell a second time, or says in its own words why twice does no harm.
pub trait Task: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// How the queue calls it; never changed while a job of it may wait.
    const NAME: &'static str;
    /// How often it is tried before it is left for somebody to look at.
    const ATTEMPTS: i16;
    /// What every task of a worker may use.
    type Context: Clone + std::fmt::Debug + Send + Sync + 'static;

    fn run(
        self,
        context: Self::Context,
        attempt: Attempt,
    ) -> impl Future<Output = Result<(), Failure>> + Send + 'static;
}

/// Which try this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The job's own number: the same at every try.
    pub job: i64,
    /// 1 at first.
    pub number: i16,
}

/// Why a try did not succeed: in the log and with the job, so without anybody's words.
#[derive(thiserror::Error)]
#[error("{0}")]
pub struct Failure(String);

// The queue keeps what this prints.
impl std::fmt::Debug for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Failure {
    pub fn new(why: impl std::fmt::Display) -> Self {
        Self(why.to_string())
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::new(error)
    }
}

/// When a job is to be done, and whether one is enough.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Not before so long from now. By the database's clock, so that a worker whose clock is wrong is not early.
    pub after: TimeDelta,
    /// One waiting job of this key is enough: a later one takes its place.
    pub key: Option<String>,
}

/// Leaves a job to the workers. In a transaction it is there when that commits, and not otherwise.
pub async fn add<T: Task>(db: &impl Executor, task: &T, terms: Terms) -> Result<(), Error> {
    let payload = serde_json::to_value(task)
        .map_err(|error| Error::Database(sea_orm::DbErr::Json(format!("{}: {error}", T::NAME))))?;
    let microseconds = terms.after.num_microseconds().unwrap_or(i64::MAX).max(0);
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT graphile_worker.add_job($1, payload => $2::json, run_at => now() + $3 * interval '1 microsecond', \
         max_attempts => $4, job_key => $5)",
        [
            T::NAME.into(),
            payload.into(),
            microseconds.into(),
            i32::from(T::ATTEMPTS).into(),
            terms.key.into(),
        ],
    );
    db.raw().execute_raw(statement).await?;
    Ok(())
}

fn queue(db: &Database) -> WorkerUtils {
    WorkerUtils::new(db.pool.clone(), Schema::new(SCHEMA))
}

/// Brings the queue's own tables up to this program.
pub(crate) async fn migrate(db: &Database) -> Result<(), Error> {
    queue(db).migrate().await.map_err(Error::queue)
}

/// Takes the queue away, and every job with it.
pub(crate) async fn drop_all(db: &Database) -> Result<(), Error> {
    sqlx::query("DROP SCHEMA IF EXISTS graphile_worker CASCADE")
        .execute(&db.pool)
        .await?;
    Ok(())
}
