//! How many thank-yous stand where.

use chrono::{DateTime, Utc};
use domain::{analytics::Period, follow_up::ThankYouCounts, zone::Zone};
use sea_orm::{DbBackend, FromQueryResult, Statement};

use super::number;
use crate::{Error, Executor, workspace::Owner};

#[derive(FromQueryResult)]
struct Row {
    due: i64,
    drafted: i64,
    sent: i64,
    late: i64,
    waived: i64,
    overdue: i64,
}

/// As [`domain::follow_up::FollowUp::thank_you_state`] has it.
const SELECT: &str = "SELECT count(*) FILTER (WHERE state = 'pending' AND message_id IS NULL) AS due, \
     count(*) FILTER (WHERE state = 'pending' AND message_id IS NOT NULL) AS drafted, \
     count(*) FILTER (WHERE state = 'done' AND settled_at <= due_at) AS sent, \
     count(*) FILTER (WHERE state = 'done' AND settled_at > due_at) AS late, \
     count(*) FILTER (WHERE state = 'skipped') AS waived, \
     count(*) FILTER (WHERE state = 'pending' AND due_at < $4) AS overdue \
     FROM follow_up WHERE owner_id = $1 AND kind = 'thank_you' \
     AND ($2::timestamptz IS NULL OR due_at >= $2) AND ($3::timestamptz IS NULL OR due_at < $3)";

/// Counts those that were due within the period.
pub async fn count_thank_yous(
    db: &impl Executor,
    owner: Owner,
    (period, zone): (Period, Zone),
    now: DateTime<Utc>,
) -> Result<ThankYouCounts, Error> {
    let (from, until) = period.bounds(zone);
    let values = [owner.uuid().into(), from.into(), until.into(), now.into()];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, SELECT, values);
    let row = Row::find_by_statement(statement).one(db.raw()).await?;
    Ok(
        row.map_or_else(ThankYouCounts::default, |row| ThankYouCounts {
            due: number(row.due),
            drafted: number(row.drafted),
            sent: number(row.sent),
            late: number(row.late),
            waived: number(row.waived),
            overdue: number(row.overdue),
        }),
    )
}
