//! Work in the background: what the service does without being asked, in any of its instances. See docs/adr/0019.

mod mail;
mod notify;
mod tidy;
mod webhooks;

use std::time::Duration;

use actix_web::web::Data;
use persistence::job::{Plan, Worker};

pub(crate) use self::mail::Mail;
use crate::{state::State, webhook::Courier};

/// Does everything there is to do until it is stopped: jobs, and the delivery of webhooks.
#[derive(Debug)]
pub struct Work {
    jobs: Worker,
    courier: Courier,
}

impl Work {
    /// Works until [`Work::stop`]; then whatever runs may finish.
    pub async fn run(&self) -> Result<(), persistence::Error> {
        let jobs = async {
            let done = self.jobs.run().await;
            self.courier.stop();
            done
        };
        let (done, ()) = tokio::join!(jobs, self.courier.run());
        done
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
        self.jobs.stop();
        self.courier.stop();
    }
}

/// Makes a worker that does everything there is to do.
pub async fn worker(state: &Data<State>) -> Result<Work, persistence::Error> {
    Ok(Work {
        jobs: jobs(state).await?,
        courier: Courier::new(state.clone()),
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
