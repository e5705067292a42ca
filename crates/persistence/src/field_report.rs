//! What the field report on a theme is made of: its learnings by topic and kind, and the spread of salaries.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    Id,
    field_report::{
        CONTRADICTIONS, Contradiction, SALARIES, STATEMENTS, Said, SalarySpread, Section,
    },
    learning::{Corroboration, LearningKind},
    question::Topic,
    theme::{Amount, Currency, Theme},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{
    Error, Executor, column::Cells, learning_link::find_corroboration, select, workspace::Owner,
};

/// The learnings about a theme: those that name it, and those of its interviews that name none.
const OF_THEME: &str = "learning.owner_id = $1 AND (learning.theme_id = $2 OR (learning.theme_id IS NULL \
    AND learning.interview_id IN (SELECT id FROM interview WHERE owner_id = $1 AND theme_id = $2)))";

/// A statement to show; or one said in confidence, which only carries the counts of its section.
#[derive(Debug, FromQueryResult)]
struct Row {
    topic: String,
    kind: String,
    count: i64,
    hidden: i64,
    #[sea_orm(nested)]
    said: SaidRow,
}

#[derive(Debug, FromQueryResult)]
struct SaidRow {
    id: Uuid,
    statement: Option<String>,
    contact_id: Option<Uuid>,
    contact_name: Option<String>,
    said_on: Option<NaiveDate>,
    new_to_me: bool,
}

/// What was learned about a theme, by topic and then by kind.
pub async fn list_sections(
    db: &impl Executor,
    owner: Owner,
    theme: Id<Theme>,
) -> Result<Vec<Section>, Error> {
    let sql = format!(
        "WITH heard AS (SELECT learning.*, count(*) OVER section AS count, \
         count(*) FILTER (WHERE confidential) OVER section AS hidden, \
         row_number() OVER (PARTITION BY topic, kind, confidential ORDER BY created_at DESC, id DESC) AS place \
         FROM learning WHERE {OF_THEME} WINDOW section AS (PARTITION BY topic, kind)) \
         SELECT heard.id, topic, kind, count, hidden, CASE WHEN NOT confidential THEN statement END AS statement, \
         contact.id AS contact_id, contact.name AS contact_name, said_on, new_to_me \
         FROM heard LEFT JOIN contact ON contact.owner_id = $1 AND contact.id = heard.contact_id AND NOT confidential \
         WHERE place <= CASE WHEN confidential THEN 1 ELSE {STATEMENTS} END ORDER BY confidential, place"
    );
    let values = [owner.uuid().into(), theme.uuid().into()];
    let rows = select::all::<Row>(db, sql, values).await?;
    let shown = rows.iter().filter(|row| row.said.statement.is_some());
    let mut people = find_corroboration(db, owner, shown.map(|row| row.said.id).collect()).await?;
    let mut sections: HashMap<(Topic, LearningKind), Section> = HashMap::new();
    for row in rows {
        let cells = Cells::of("learning", row.said.id);
        let (topic, kind) = (
            cells.word("topic", &row.topic)?,
            cells.word("kind", &row.kind)?,
        );
        let section = sections.entry((topic, kind)).or_insert_with(|| Section {
            topic,
            kind,
            count: number(row.count),
            confidential: number(row.hidden),
            statements: Vec::new(),
        });
        let corroboration = people.remove(&row.said.id).unwrap_or_default();
        section.statements.extend(said(row.said, corroboration)?);
    }
    let mut sections: Vec<Section> = sections.into_values().collect();
    sections.sort_by_key(|section| (section.topic, section.kind));
    Ok(sections)
}

fn said(row: SaidRow, corroboration: Corroboration) -> Result<Option<Said>, Error> {
    let cells = Cells::of("learning", row.id);
    let Some(statement) = row.statement else {
        return Ok(None);
    };
    let by = match (row.contact_id, row.contact_name) {
        (Some(id), Some(name)) => Some((Id::new(id), cells.text("contact_id", &name)?)),
        _ => None,
    };
    Ok(Some(Said {
        learning_id: Id::new(row.id),
        statement: cells.text("statement", &statement)?,
        by,
        said_on: row.said_on,
        new_to_me: row.new_to_me,
        corroboration,
    }))
}

/// One side of a contradiction.
#[derive(Debug, FromQueryResult)]
struct SideRow {
    link_id: Uuid,
    topic: String,
    #[sea_orm(nested)]
    said: SaidRow,
}

/// What contradicts each other and concerns a theme, the latest first; what was said in confidence is not among it.
pub async fn list_contradictions(
    db: &impl Executor,
    owner: Owner,
    theme: Id<Theme>,
) -> Result<Vec<Contradiction>, Error> {
    let sql = format!(
        "WITH heard AS (SELECT id FROM learning WHERE {OF_THEME}), \
         link AS (SELECT id, created_at, one_id, other_id FROM learning_link \
         WHERE owner_id = $1 AND relation = 'contradicts' AND EXISTS (SELECT FROM heard WHERE id IN (one_id, other_id)) \
         AND NOT EXISTS (SELECT FROM learning WHERE owner_id = $1 AND id IN (one_id, other_id) AND confidential) \
         ORDER BY created_at DESC, id DESC LIMIT {CONTRADICTIONS}) \
         SELECT link.id AS link_id, topic, learning.id, statement, contact.id AS contact_id, contact.name AS contact_name, \
         said_on, new_to_me FROM link JOIN learning ON learning.owner_id = $1 AND learning.id IN (one_id, other_id) \
         LEFT JOIN contact ON contact.owner_id = $1 AND contact.id = contact_id \
         ORDER BY link.created_at DESC, link.id DESC, learning.id"
    );
    let values = [owner.uuid().into(), theme.uuid().into()];
    let rows = select::all::<SideRow>(db, sql, values).await?;
    let people = find_corroboration(db, owner, rows.iter().map(|row| row.said.id).collect());
    let people = people.await?;
    let mut sides = rows.into_iter();
    let mut contradictions = Vec::new();
    while let (Some(one), Some(other)) = (sides.next(), sides.next()) {
        contradictions.extend(contradiction(one, other, &people)?);
    }
    Ok(contradictions)
}

fn contradiction(
    one: SideRow,
    other: SideRow,
    people: &HashMap<Uuid, Corroboration>,
) -> Result<Option<Contradiction>, Error> {
    let cells = Cells::of("learning", one.said.id);
    let (link_id, topic) = (Id::new(one.link_id), cells.word("topic", &one.topic)?);
    let side = |SideRow { said: row, .. }| {
        let corroboration = people.get(&row.id).copied().unwrap_or_default();
        said(row, corroboration)
    };
    let sides = side(one)?.zip(side(other)?);
    Ok(sides.map(|(one, other)| Contradiction {
        link_id,
        topic,
        one,
        other,
    }))
}

#[derive(Debug, FromQueryResult)]
struct SpreadRow {
    currency: String,
    period: String,
    region: Option<String>,
    count: i64,
    people: i64,
    lowest: i32,
    median: f64,
    highest: i32,
}

/// The salary ranges of a theme by currency, period and region, the letter case of that apart; those said in confidence
/// are not among them.
pub async fn list_salaries(
    db: &impl Executor,
    owner: Owner,
    theme: Id<Theme>,
) -> Result<Vec<SalarySpread>, Error> {
    let sql = format!(
        "SELECT salary_currency AS currency, salary_period AS period, min(salary_region) AS region, count(*) AS count, \
         count(DISTINCT contact_id) AS people, min(salary_low) AS lowest, max(salary_high) AS highest, \
         percentile_cont(0.5) WITHIN GROUP (ORDER BY (salary_low + salary_high) / 2.0::double precision) AS median \
         FROM learning WHERE {OF_THEME} AND kind = 'salary_range' AND NOT confidential \
         GROUP BY salary_currency, salary_period, lower(salary_region) \
         ORDER BY count DESC, currency, period, lower(salary_region) LIMIT {SALARIES}"
    );
    let values = [owner.uuid().into(), theme.uuid().into()];
    let rows = select::all::<SpreadRow>(db, sql, values).await?;
    let cells = Cells::of("learning", theme.uuid());
    rows.into_iter().map(|row| spread(cells, &row)).collect()
}

fn spread(cells: Cells, row: &SpreadRow) -> Result<SalarySpread, Error> {
    let corrupt = || cells.corrupt("salary_low");
    let amount = |amount| Amount::new(amount).map_err(|_invalid| corrupt());
    Ok(SalarySpread {
        currency: Currency::parse(&row.currency).map_err(|_invalid| corrupt())?,
        period: cells.word("salary_period", &row.period)?,
        region: cells.optional_text("salary_region", row.region.as_deref())?,
        count: number(row.count),
        people: number(row.people),
        lowest: amount(row.lowest)?,
        median: row.median,
        highest: amount(row.highest)?,
    })
}

/// A count is never negative, and nobody has four billion learnings.
fn number(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
