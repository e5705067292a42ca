//! The numbers behind the eagerness score, which belong to nobody.

use domain::analytics::AnalyticsRule;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, select};

#[derive(FromQueryResult)]
struct Row {
    key: String,
    version: i32,
    value: i32,
    unit: String,
    rationale: String,
    source: String,
    confidence: String,
}

/// The latest version of each, by key.
pub async fn list_rules(db: &impl Executor) -> Result<Vec<AnalyticsRule>, Error> {
    let rows = select::all::<Row>(
        db,
        "SELECT DISTINCT ON (key) key, version, value, unit, rationale, source, confidence \
         FROM analytics_rule ORDER BY key, version DESC",
        [],
    )
    .await?;
    rows.into_iter().map(rule).collect()
}

fn rule(row: Row) -> Result<AnalyticsRule, Error> {
    // It is known by its key.
    let cells = Cells::of("analytics_rule", Uuid::nil());
    Ok(AnalyticsRule {
        version: row.version,
        value: u32::try_from(row.value).map_err(|_negative| cells.corrupt("value"))?,
        unit: cells.word("unit", &row.unit)?,
        confidence: cells.word("confidence", &row.confidence)?,
        key: row.key,
        rationale: row.rationale,
        source: row.source,
    })
}
