//! Forgetting what nobody needs any more, night by night.

use actix_web::web::Data;
use persistence::{
    account, change, idempotency,
    job::{self, Attempt, Failure, Task, Terms},
    notification, session, webhook,
    workspace::Owner,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{change::KEPT, state::State};

/// Workspaces that one job tidies; the next job goes on behind them.
const AT_A_TIME: u64 = 200;

/// Tidies the workspaces behind `after`. Twice does no harm: the second time there is nothing left.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Tidy {
    #[serde(default)]
    after: Option<Uuid>,
}

impl Task for Tidy {
    const NAME: &'static str = "tidy";
    const ATTEMPTS: i16 = 10;
    type Context = Data<State>;

    async fn run(self, state: Data<State>, _attempt: Attempt) -> Result<(), Failure> {
        let owners = account::list_owners(&state.db, self.after, AT_A_TIME).await?;
        for owner in &owners {
            tidy(&state, *owner).await?;
        }
        if let (Some(last), true) = (owners.last(), owners.len() as u64 == AT_A_TIME) {
            let rest = Self {
                after: Some(last.uuid()),
            };
            job::add(&state.db, &rest, Terms::default()).await?;
        }
        Ok(())
    }
}

async fn tidy(state: &State, owner: Owner) -> Result<(), Failure> {
    let (now, tx) = (state.clock.now(), state.db.begin().await?);
    change::forget(&tx, owner, now - KEPT).await?;
    idempotency::forget(&tx, owner, now).await?;
    session::forget(&tx, owner, now).await?;
    notification::forget_reminders(&tx, owner, now).await?;
    webhook::forget(&tx, owner, now - domain::webhook::KEPT).await?;
    Ok(tx.commit().await?)
}
