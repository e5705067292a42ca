//! Follow-ups that come, move and go with an interview: one step, whatever happened to it.

use domain::{
    Stored, Zone,
    follow_up::{Facts, FollowUp, OpenLoop, Settling},
    interview::{Interview, InterviewState, PlannedQuestion, deferred},
};
use persistence::{
    Transaction, account,
    follow_up::{keep_settled, list_made},
    interview_question::list,
    workspace::Owner,
};

use super::policy;
use crate::{error::ApiError, http::Write};

/// What changed about an interview, as far as follow-ups depend on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Change<'a> {
    /// None when it was not there.
    pub(super) before: Option<&'a Interview>,
    pub(super) after: &'a Stored<Interview>,
    /// How many questions were left for a message afterwards, and how many are.
    pub(super) deferred: (u32, u32),
    /// Whose word is owed that was not owed before.
    pub(super) open_loops: &'a [OpenLoop],
}

impl<'a> Change<'a> {
    /// A change of the interview alone.
    pub(super) fn of(before: Option<&'a Interview>, after: &'a Stored<Interview>) -> Self {
        Self {
            before,
            after,
            deferred: (0, 0),
            open_loops: &[],
        }
    }

    fn facts(&self, zone: Zone) -> (Option<Facts<'a>>, Facts<'a>) {
        let facts = |interview, deferred_questions, open_loops| Facts {
            interview_id: self.after.id,
            interview,
            zone,
            deferred_questions,
            open_loops,
        };
        let (was, is) = self.deferred;
        let before = self.before.map(|interview| facts(interview, was, &[]));
        (before, facts(&self.after.value, is, self.open_loops))
    }
}

/// Makes what is owed now, moves what is owed by another day, and withdraws what is owed no longer. Call it in the
/// transaction of the change, after that is written. Returns what it made.
pub(super) async fn settle_follow_ups(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    change: Change<'_>,
    zone: Zone,
) -> Result<Vec<Stored<FollowUp>>, ApiError> {
    let policy = policy(tx, owner, change.after.value.outreach_id).await?;
    let (before, after) = change.facts(zone);
    let settling = Settling::new(before, after, (&policy.after).into(), write.now());
    if settling.is_idle() {
        return Ok(Vec::new());
    }
    let made = match change.before {
        Some(_) => list_made(tx, owner, change.after.id).await?,
        None => Vec::new(),
    };
    let settled = settling.decide(made);
    Ok(keep_settled(tx, owner, settled, || write.next_id(), write.now()).await?)
}

/// The same after a question of a conversation that is over was marked, or taken out: there may be more or fewer left.
pub(super) async fn settle_deferred(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    interview: &Stored<Interview>,
    (before, after): (u32, u32),
) -> Result<(), ApiError> {
    if before == after || interview.value.state.word() != InterviewState::Completed {
        return Ok(());
    }
    let change = Change {
        deferred: (before, after),
        ..Change::of(Some(&interview.value), interview)
    };
    settle_follow_ups(tx, write, owner, change, zone(tx, owner).await?).await?;
    Ok(())
}

/// The same where one question became another, or none; the rest is counted only if it matters.
pub(super) async fn settle_question(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    interview: &Stored<Interview>,
    (before, after): (&PlannedQuestion, Option<&PlannedQuestion>),
) -> Result<(), ApiError> {
    let (was, is) = (deferred([before]), deferred(after));
    if was == is || interview.value.state.word() != InterviewState::Completed {
        return Ok(());
    }
    let questions = list(tx, owner, interview.id).await?;
    let left = deferred(questions.iter().map(|question| &question.value));
    let counts = (left - is + was, left);
    settle_deferred(tx, write, owner, interview, counts).await
}

/// The zone in which the person's days are counted.
pub(crate) async fn zone(tx: &Transaction, owner: Owner) -> Result<Zone, ApiError> {
    let account = account::find(tx, owner).await?;
    // Gone since the token was checked.
    let account = account.ok_or_else(ApiError::not_found)?;
    Ok(account.value.time_zone)
}
