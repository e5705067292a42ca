//! Attempts by local day.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    analytics::{Day, Rate},
    outreach::Outcome,
    zone::Zone,
};
use sea_orm::FromQueryResult;

use super::{number, outcomes};
use crate::{Error, Executor, select, workspace::Owner};

#[derive(FromQueryResult)]
struct Row {
    /// Counts from 1.
    day: i32,
    attempts: i64,
    answered: i64,
}

/// The days on which the person made attempts, from the first day to the last. An attempt is answered when it met with
/// an answer, or when the next that happened was an answer of the contact's.
pub async fn list_days(
    db: &impl Executor,
    owner: Owner,
    zone: Zone,
    (first, last): (NaiveDate, NaiveDate),
) -> Result<Vec<Day>, Error> {
    let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= last).collect();
    let starts: Vec<DateTime<Utc>> = days.iter().map(|day| zone.start_of(*day)).collect();
    let answers = outcomes(Outcome::is_answer);
    let sql = format!(
        "SELECT width_bucket(at, $3::timestamptz[]) AS day, count(*) AS attempts, count(*) FILTER ( \
         WHERE outcome IN {answers} OR next_direction = 'inbound' AND next_outcome IN {answers}) AS answered \
         FROM (SELECT at, direction, outcome, lead(direction) OVER course AS next_direction, \
         lead(outcome) OVER course AS next_outcome FROM attempt \
         WHERE owner_id = $1 AND at >= $2 AND (direction = 'outbound' OR outcome IN {answers}) \
         WINDOW course AS (PARTITION BY outreach_id ORDER BY number)) AS touch \
         WHERE direction = 'outbound' GROUP BY 1"
    );
    let values = [
        owner.uuid().into(),
        zone.start_of(first).into(),
        starts.into(),
    ];
    let rows = select::all::<Row>(db, sql, values).await?;
    let day = |row: Row| {
        let index = usize::try_from(row.day).ok()?.checked_sub(1)?;
        Some(Day {
            on: *days.get(index)?,
            answered: Rate::new(number(row.answered), number(row.attempts)),
        })
    };
    Ok(rows.into_iter().filter_map(day).collect())
}
