//! Work in the background: what the service does without being asked, in any of its instances. See docs/adr/0019.

mod mail;
mod notify;
mod tidy;
mod webhooks;

use std::time::Duration;

use actix_web::web::Data;
use persistence::job::{Plan, Worker};
use tokio::{pin, select, sync::watch, time::timeout};
use tracing::error;

pub(crate) use self::mail::Mail;
use crate::{state::State, webhook::Courier};

/// How long the jobs rest after the database did not answer.
const RESUMED_AFTER: Duration = Duration::from_secs(1);

/// Does everything there is to do until it is stopped: jobs, and the delivery of webhooks.
#[derive(Debug)]
pub struct Work {
    state: Data<State>,
    jobs: Worker,
    courier: Courier,
    stopped: watch::Sender<bool>,
}

impl Work {
    /// Works until [`Work::stop`]; then whatever runs may finish.
    pub async fn run(&self) {
        tokio::join!(self.do_jobs(), self.courier.run());
    }

    /// A worker of the queue ends for good at the first statement that fails, and the database may be away for a moment
    /// while the process stays: then another worker goes on.
    async fn do_jobs(&self) {
        let mut done = self.do_jobs_with(&self.jobs).await;
        while !*self.stopped.borrow() {
            if let Err(error) = &done {
                error!(%error, "the jobs are interrupted");
            }
            let _rested = timeout(RESUMED_AFTER, self.until_stopped()).await;
            done = match jobs(&self.state).await {
                Ok(next) => self.do_jobs_with(&next).await,
                Err(error) => Err(error),
            };
        }
    }

    async fn do_jobs_with(&self, jobs: &Worker) -> Result<(), persistence::Error> {
        let running = jobs.run();
        pin!(running);
        select! {
            done = &mut running => return done,
            () = self.until_stopped() => jobs.stop(),
        }
        running.await
    }

    async fn until_stopped(&self) {
        let mut stopped = self.stopped.subscribe();
        while !*stopped.borrow_and_update() && stopped.changed().await.is_ok() {}
    }

    /// Does what there is to do now, and what comes of it, and returns.
    pub async fn run_once(&self) -> Result<(), persistence::Error> {
        self.jobs.run_once().await?;
        while self.courier.run_once().await? {
            self.jobs.run_once().await?;
        }
        Ok(())
    }

    /// Takes nothing further.
    pub fn stop(&self) {
        self.stopped.send_replace(true);
        self.courier.stop();
    }
}

/// Makes a worker that does everything there is to do.
pub async fn worker(state: &Data<State>) -> Result<Work, persistence::Error> {
    Ok(Work {
        state: state.clone(),
        jobs: jobs(state).await?,
        courier: Courier::new(state.clone()),
        stopped: watch::Sender::new(false),
    })
}

async fn jobs(state: &Data<State>) -> Result<Worker, persistence::Error> {
    let settings = &state.config.worker;
    let lease = Duration::from_secs(settings.lease_seconds);
    Plan::new(&state.db, state.clone(), settings.parallel, lease)
        .doing::<mail::Mailing>()
        .at::<notify::Notify>("* * * * *")
        .at::<webhooks::Sweep>("* * * * *")
        .at::<tidy::Tidy>("17 3 * * *")
        .ready()
        .await
}
