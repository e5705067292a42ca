//! What was done about the person a referral leads to, by one statement.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    outreach::Outcome,
    referral::{Deeds, Referral, ReferralOutcome},
    vocabulary::Vocabulary,
};
use sea_orm::FromQueryResult;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

const DEEDS: &str = "SELECT r.outcome, \
    (SELECT max(i.completed_at) FROM interview i WHERE i.owner_id = $1 AND i.contact_id = r.contact_id) AS talked_at, \
    (SELECT count(*) FROM outreach o JOIN attempt t ON t.owner_id = $1 AND t.outreach_id = o.id \
        WHERE o.owner_id = $1 AND o.contact_id = r.contact_id AND t.direction = 'outbound') AS attempts, \
    (SELECT t.outcome FROM outreach o JOIN attempt t ON t.owner_id = $1 AND t.outreach_id = o.id \
        WHERE o.owner_id = $1 AND o.contact_id = r.contact_id AND t.outcome = ANY ($3) \
        ORDER BY t.at DESC, t.number DESC LIMIT 1) AS answer, \
    EXISTS (SELECT FROM outreach o WHERE o.owner_id = $1 AND o.contact_id = r.contact_id \
        AND o.next_action IS NOT NULL) AS is_pursued \
    FROM referral r WHERE r.owner_id = $1 AND r.id = $2";

#[derive(FromQueryResult)]
struct Row {
    outcome: String,
    talked_at: Option<DateTime<Utc>>,
    attempts: i64,
    answer: Option<String>,
    is_pursued: bool,
}

/// The outcome noted of a referral and what was done since; `None` when there is no such referral.
pub async fn find_deeds(
    db: &impl Executor,
    owner: Owner,
    id: Id<Referral>,
) -> Result<Option<(ReferralOutcome, Deeds)>, Error> {
    let answers = Outcome::ALL.iter().filter(|outcome| outcome.is_answer());
    let answers: Vec<String> = answers.map(ToString::to_string).collect();
    let Some(row) = select::one::<Row>(
        db,
        DEEDS,
        [owner.uuid().into(), id.uuid().into(), answers.into()],
    )
    .await?
    else {
        return Ok(None);
    };
    let cells = Cells::of("referral", id.uuid());
    let answer = row.answer.map(|answer| cells.word("answer", &answer));
    let deeds = Deeds {
        talked_at: row.talked_at,
        attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
        answer: answer.transpose()?,
        is_pursued: row.is_pursued,
    };
    Ok(Some((cells.word("outcome", &row.outcome)?, deeds)))
}
