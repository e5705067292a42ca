//! What was done in each week, for targets and streaks.

use chrono::{DateTime, Utc};
use domain::agenda::Activity;
use sea_orm::FromQueryResult;

use crate::{Error, Executor, select, workspace::Owner};

#[derive(FromQueryResult)]
struct Row {
    attempts: i64,
    conversations: i64,
}

/// What was done in each of the weeks that begin at these moments, up to now, in one statement along two indexes of the
/// owner's.
pub async fn list_activity(
    db: &impl Executor,
    owner: Owner,
    starts: Vec<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<Vec<Activity>, Error> {
    let sql = "SELECT count(done.is_attempt) FILTER (WHERE is_attempt) AS attempts, \
         count(done.is_attempt) FILTER (WHERE NOT is_attempt) AS conversations \
         FROM generate_series(1, cardinality($2::timestamptz[])) AS week (number) \
         LEFT JOIN (SELECT width_bucket(at, $2::timestamptz[]) AS number, true AS is_attempt FROM attempt \
           WHERE owner_id = $1 AND at >= ($2::timestamptz[])[1] AND at <= $3 AND direction = 'outbound' \
         UNION ALL SELECT width_bucket(completed_at, $2::timestamptz[]), false FROM interview \
           WHERE owner_id = $1 AND state = 'completed' AND completed_at >= ($2::timestamptz[])[1] AND completed_at <= $3) \
         AS done USING (number) GROUP BY number ORDER BY number";
    let values = [owner.uuid().into(), starts.into(), now.into()];
    let rows = select::all::<Row>(db, sql, values).await?;
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    let read = |row: Row| Activity {
        outreach_attempts: number(row.attempts),
        conversations: number(row.conversations),
    };
    Ok(rows.into_iter().map(read).collect())
}
