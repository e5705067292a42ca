//! Doing the jobs: several at a time, and several workers beside each other.

use std::{fmt, marker::PhantomData, time::Duration};

use graphile_worker::{
    IntoTaskHandlerResult, TaskHandler, WorkerContext, WorkerOptions, WorkerRecoveryConfig,
};
use serde::{Deserialize, Serialize};
use tracing::{Instrument as _, error, info_span, warn};

use super::{Attempt, Failure, SCHEMA, Task, dead};
use crate::{Database, Error, TRACE};

/// What a worker does, before it begins.
pub struct Plan<C> {
    options: WorkerOptions,
    db: Database,
    tasks: Vec<String>,
    timetable: Vec<String>,
    context: PhantomData<C>,
}

/// Does jobs until it is stopped.
pub struct Worker {
    inner: graphile_worker::Worker,
    db: Database,
    tasks: Vec<String>,
}

impl<C: Clone + fmt::Debug + Send + Sync + 'static> Plan<C> {
    /// A worker that does `parallel` jobs at a time. When it dies, others take its jobs over after `lease`.
    pub fn new(db: &Database, context: C, parallel: usize, lease: Duration) -> Self {
        let recovery = WorkerRecoveryConfig::default()
            .enabled(true)
            .heartbeat_interval(lease / 4)
            .sweep_interval(lease / 2)
            .sweep_threshold(lease)
            .recovery_delay(Duration::ZERO);
        let options = WorkerOptions::default()
            .schema(SCHEMA)
            .pg_pool(db.pool.clone())
            .concurrency(parallel)
            // Only for what nobody is told of: a job whose time has come.
            .poll_interval(Duration::from_secs(1))
            .listen_os_shutdown_signals(false)
            .worker_recovery(recovery)
            .add_extension(context);
        Self {
            options,
            db: db.clone(),
            tasks: Vec::new(),
            timetable: Vec::new(),
            context: PhantomData,
        }
    }

    /// Does jobs of this kind.
    #[must_use]
    pub fn doing<T: Task<Context = C>>(mut self) -> Self {
        self.options = self.options.define_job::<Job<T>>();
        self.tasks.push(T::NAME.to_owned());
        self
    }

    /// Adds such a job whenever the crontab's five fields say so, in UTC: once, however many workers there are. What was
    /// missed for at most a day is done once there is a worker again.
    #[must_use]
    pub fn at<T: Task<Context = C> + Default>(mut self, fields: &str) -> Self {
        let name = T::NAME;
        // One of it is enough, so that a worker that comes back finds one and not a day's worth: those that are added while one
        // waits become one with it.
        self.timetable.push(format!(
            "{fields} {name} ?fill=1d&jobKey={name}&max={} {{}}",
            T::ATTEMPTS
        ));
        self.doing::<T>()
    }

    /// Makes the worker.
    pub async fn ready(self) -> Result<Worker, Error> {
        let options = self.options.with_cron(self.timetable.join("\n"));
        let inner = options.map_err(Error::queue)?.init().await;
        Ok(Worker {
            inner: inner.map_err(Error::queue)?,
            db: self.db,
            tasks: self.tasks,
        })
    }
}

impl Worker {
    /// Does jobs until [`Worker::stop`]; then whatever runs may finish.
    pub async fn run(&self) -> Result<(), Error> {
        self.inner.run().await.map_err(Error::queue)
    }

    /// Does what there is to do now, and what comes of it, and returns.
    pub async fn run_once(&self) -> Result<(), Error> {
        while dead::is_anything_due(&self.db, &self.tasks).await? {
            self.inner.run_once().await.map_err(Error::queue)?;
        }
        Ok(())
    }

    /// Takes no further job.
    pub fn stop(&self) {
        self.inner.request_shutdown();
    }
}

/// A task as the library knows it.
#[derive(Deserialize, Serialize)]
#[serde(transparent, bound = "T: Task")]
struct Job<T>(T);

impl<T: Task> TaskHandler for Job<T> {
    const IDENTIFIER: &'static str = T::NAME;

    async fn run(self, context: WorkerContext) -> impl IntoTaskHandlerResult {
        let attempt = Attempt {
            job: *context.job().id(),
            number: *context.job().attempts(),
        };
        let Some(ours) = context.get_ext::<T::Context>().cloned() else {
            return Err(Failure::new("the worker has no context"));
        };
        let span = info_span!(target: TRACE, "job", otel.name = T::NAME, otel.kind = "consumer", rapport.attempt = i64::from(attempt.number));
        let done = self.0.run(ours, attempt).instrument(span).await;
        if let Err(failure) = &done {
            tell::<T>(attempt, failure);
            spread(&context, attempt).await;
        }
        done
    }
}

fn tell<T: Task>(attempt: Attempt, failure: &Failure) {
    let Attempt { job, number } = attempt;
    if number < T::ATTEMPTS {
        warn!(job, task = T::NAME, number, %failure, "a job failed and is tried again");
    } else {
        error!(job, task = T::NAME, number, %failure, "a job failed for good: see `rapport jobs`");
    }
}

/// The queue waits e^n seconds after the n-th failure, counted from when the job was due. It was due by chance up to half
/// of that later, so that jobs that failed together do not come back together.
async fn spread(context: &WorkerContext, attempt: Attempt) {
    let sql = "UPDATE graphile_worker._private_jobs \
               SET run_at = now() + random() * 0.5 * exp(least($2, 10)) * interval '1 second' WHERE id = $1";
    let spread = sqlx::query(sql)
        .bind(attempt.job)
        .bind(f64::from(attempt.number))
        .execute(context.pg_pool());
    if let Err(error) = spread.await {
        warn!(%error, "the next try is not spread");
    }
}

impl<C> fmt::Debug for Plan<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Plan")
            .field("timetable", &self.timetable)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").finish_non_exhaustive()
    }
}
