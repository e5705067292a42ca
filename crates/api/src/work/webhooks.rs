//! Finding endpoints that were not noted to have something to be told: whoever changed a workspace may have died before
//! they could say so.

use actix_web::web::Data;
use persistence::{
    job::{Attempt, Failure, Task},
    webhook,
};
use serde::{Deserialize, Serialize};

use crate::state::State;

/// Notes every endpoint that has something to be told. Twice does no harm.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Sweep {}

impl Task for Sweep {
    const NAME: &'static str = "webhooks";
    // The next minute looks again.
    const ATTEMPTS: i16 = 3;
    type Context = Data<State>;

    async fn run(self, state: Data<State>, _attempt: Attempt) -> Result<(), Failure> {
        Ok(webhook::mark_due(&state.db, None, state.clock.now()).await?)
    }
}
