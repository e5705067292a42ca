//! Finding what people are to be told now, minute by minute: each thing once, also when nobody looked for a while.

use actix_web::web::Data;
use persistence::{
    job::{Attempt, Failure, Task},
    notification::{self, Reminded},
};
use serde::{Deserialize, Serialize};

use super::Mail;
use crate::state::State;

/// Mails that one transaction leaves to the workers.
const AT_A_TIME: i64 = 200;

/// Leaves every mail that is due to the workers.
#[derive(Debug, Default, Deserialize, Serialize)]
pub(super) struct Notify {}

impl Task for Notify {
    const NAME: &'static str = "notify";
    // The next minute looks again.
    const ATTEMPTS: i16 = 3;
    type Context = Data<State>;

    async fn run(self, state: Data<State>, _attempt: Attempt) -> Result<(), Failure> {
        while digests(&state).await? == AT_A_TIME {}
        while reminders(&state, Reminded::Interview).await? == AT_A_TIME {}
        while reminders(&state, Reminded::FollowUp).await? == AT_A_TIME {}
        Ok(())
    }
}

/// The digest is left to a worker in the transaction that says when the next one is due: neither twice nor never.
async fn digests(state: &State) -> Result<i64, Failure> {
    let (now, tx) = (state.clock.now(), state.db.begin().await?);
    let due = notification::take_due_digests(&tx, now, AT_A_TIME).await?;
    for digest in &due {
        // After a while without workers today's is the only one that anybody wants.
        let on = digest.zone.day_of(now);
        Mail::Digest { on }.leave(&tx, digest.account).await?;
        let next = digest.notifications.next_digest(digest.zone, now);
        notification::schedule_digest(&tx, digest.account, next).await?;
    }
    tx.commit().await?;
    Ok(count(due.len()))
}

async fn reminders(state: &State, about: Reminded) -> Result<i64, Failure> {
    let (now, tx) = (state.clock.now(), state.db.begin().await?);
    let due = notification::take_due_reminders(&tx, about, now, AT_A_TIME).await?;
    for reminder in &due {
        let (id, at) = (reminder.id, reminder.due_at);
        let mail = match about {
            Reminded::Interview => Mail::Interview { id, starts_at: at },
            Reminded::FollowUp => Mail::FollowUp { id, due_at: at },
        };
        mail.leave(&tx, reminder.account).await?;
    }
    tx.commit().await?;
    Ok(count(due.len()))
}

fn count(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}
