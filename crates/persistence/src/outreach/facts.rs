//! What the course of an outreach follows from besides its attempts, gathered from account, contact and interview.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    Id,
    interview::InterviewState,
    outreach::{Facts, Meeting, Outreach},
};
use sea_orm::{DbBackend, FromQueryResult, Statement};
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, workspace::Owner};

/// What a course depends on besides the attempts.
pub async fn find_facts(
    db: &impl Executor,
    owner: Owner,
    id: Id<Outreach>,
) -> Result<Option<Facts>, Error> {
    Ok(list(db, owner, vec![id.uuid()]).await?.remove(&id.uuid()))
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    created_at: DateTime<Utc>,
    time_zone: String,
    do_not_contact: bool,
    interview_state: Option<String>,
    turned_at: Option<DateTime<Utc>>,
}

pub(super) async fn list(
    db: &impl Executor,
    owner: Owner,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Facts>, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        // Since when the latest interview is what it is: no_show counts from the time agreed, canceled from the last
        // change, for no column tells when that was said.
        "SELECT o.id, o.created_at, a.time_zone, c.do_not_contact, i.state AS interview_state, CASE i.state \
         WHEN 'scheduled' THEN i.created_at WHEN 'in_progress' THEN i.started_at \
         WHEN 'completed' THEN i.completed_at WHEN 'no_show' THEN i.starts_at ELSE i.updated_at END AS turned_at \
         FROM outreach o JOIN account a ON a.id = o.owner_id \
         JOIN contact c ON c.owner_id = o.owner_id AND c.id = o.contact_id \
         LEFT JOIN LATERAL (SELECT * FROM interview WHERE owner_id = o.owner_id AND outreach_id = o.id \
         ORDER BY created_at DESC, id DESC LIMIT 1) i ON true \
         WHERE o.owner_id = $1 AND o.id = ANY ($2)",
        [owner.uuid().into(), ids.into()],
    );
    let rows = Row::find_by_statement(statement).all(db.raw()).await?;
    rows.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<(Uuid, Facts), Error> {
    let Row {
        id,
        created_at,
        time_zone,
        do_not_contact,
        interview_state,
        turned_at,
    } = row;
    let cells = Cells::of("outreach", id);
    let state = interview_state.map(|state| cells.word("state", &state));
    let meeting = match state.transpose()?.zip(turned_at) {
        None => Meeting::None,
        Some((InterviewState::Scheduled | InterviewState::InProgress, at)) => {
            Meeting::Scheduled { at }
        }
        Some((InterviewState::Completed, at)) => Meeting::Held { at },
        Some((InterviewState::Canceled | InterviewState::NoShow, at)) => {
            Meeting::FellThrough { at }
        }
    };
    let facts = Facts {
        created_at,
        zone: cells.zone("time_zone", &time_zone)?,
        do_not_contact,
        meeting,
    };
    Ok((id, facts))
}
