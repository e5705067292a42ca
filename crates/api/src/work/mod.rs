//! Work in the background: what the service does without being asked, in any of its instances. See docs/adr/0019.

mod mail;
mod notify;
mod tidy;

use std::time::Duration;

use actix_web::web::Data;
use persistence::job::{Plan, Worker};

pub(crate) use self::mail::Mail;
use crate::state::State;

/// Makes a worker that does every kind of job there is.
pub async fn worker(state: &Data<State>) -> Result<Worker, persistence::Error> {
    let settings = &state.config.worker;
    let lease = Duration::from_secs(settings.lease_seconds);
    Plan::new(&state.db, state.clone(), settings.parallel, lease)
        .doing::<mail::Mailing>()
        .at::<notify::Notify>("* * * * *")
        .at::<tidy::Tidy>("17 3 * * *")
        .ready()
        .await
}
