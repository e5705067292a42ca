//! What the report on a theme is made of: its ratings by dimension, and counts of what was done.

use domain::{
    Id, Text,
    fit_rating::Score,
    question::Topic,
    research_gap::ResearchGap,
    theme::{Activity, Career, Tally, Theme},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

#[derive(Debug, FromQueryResult)]
struct TallyRow {
    dimension: String,
    count: i64,
    sum: i64,
    lowest: i16,
    highest: i16,
    latest: i16,
    conversations: i64,
    evidence: Vec<String>,
}

/// The ratings of a theme, one tally for each dimension that has any, with the five latest pieces of evidence.
pub async fn list_tallies(
    db: &impl Executor,
    owner: Owner,
    theme: Id<Theme>,
) -> Result<Vec<Tally>, Error> {
    let rows = select::all::<TallyRow>(
        db,
        "SELECT dimension, count(*) AS count, sum(score) AS sum, min(score) AS lowest, max(score) AS highest, \
         (array_agg(score ORDER BY created_at DESC, id DESC))[1] AS latest, \
         count(DISTINCT interview_id) AS conversations, \
         COALESCE((array_agg(evidence ORDER BY created_at DESC, id DESC) \
         FILTER (WHERE evidence IS NOT NULL))[1:5], '{}') AS evidence \
         FROM fit_rating WHERE owner_id = $1 AND theme_id = $2 GROUP BY dimension",
        [owner.uuid().into(), theme.uuid().into()],
    )
    .await?;
    let cells = Cells::of("fit_rating", theme.uuid());
    rows.into_iter().map(|row| tally(cells, &row)).collect()
}

fn tally(cells: Cells, row: &TallyRow) -> Result<Tally, Error> {
    let score = |score| -> Result<Score, Error> { cells.whole("score", score) };
    let evidence = row.evidence.iter().map(|one| cells.text("evidence", one));
    Ok(Tally {
        dimension: cells.word("dimension", &row.dimension)?,
        count: number(row.count),
        sum: number(row.sum),
        lowest: score(row.lowest)?,
        highest: score(row.highest)?,
        latest: score(row.latest)?,
        conversations: number(row.conversations),
        evidence: evidence.collect::<Result<_, _>>()?,
    })
}

#[derive(Debug, Default, FromQueryResult)]
struct ActivityRow {
    interviews_held: i64,
    interviews_arranged: i64,
    outreach_open: i64,
    gaps_open: i64,
    conversations_rated: i64,
}

/// What was done about a theme so far.
pub async fn find_activity(
    db: &impl Executor,
    owner: Owner,
    theme: Id<Theme>,
) -> Result<Activity, Error> {
    let row = select::one::<ActivityRow>(
        db,
        "SELECT count(*) FILTER (WHERE state = 'completed') AS interviews_held, \
         count(*) FILTER (WHERE state IN ('scheduled', 'in_progress')) AS interviews_arranged, \
         (SELECT count(*) FROM outreach WHERE owner_id = $1 AND theme_id = $2 \
          AND state NOT IN ('declined', 'closed')) AS outreach_open, \
         (SELECT count(*) FROM research_gap WHERE owner_id = $1 AND theme_id = $2 AND state = 'open') AS gaps_open, \
         (SELECT count(DISTINCT interview_id) FROM fit_rating \
          WHERE owner_id = $1 AND theme_id = $2) AS conversations_rated \
         FROM interview WHERE owner_id = $1 AND theme_id = $2",
        [owner.uuid().into(), theme.uuid().into()],
    )
    .await?;
    let ActivityRow {
        interviews_held,
        interviews_arranged,
        outreach_open,
        gaps_open,
        conversations_rated,
    } = row.unwrap_or_default();
    Ok(Activity {
        interviews_held: number(interviews_held),
        interviews_arranged: number(interviews_arranged),
        outreach_open: number(outreach_open),
        gaps_open: number(gaps_open),
        conversations_rated: number(conversations_rated),
    })
}

/// A research gap that is open.
#[derive(Clone, Debug)]
pub struct OpenGap {
    pub id: Id<ResearchGap>,
    pub topic: Topic,
    pub statement: Text<500>,
}

#[derive(Debug, FromQueryResult)]
struct GapRow {
    id: Uuid,
    topic: String,
    statement: String,
}

/// The latest open research gaps about a theme.
pub async fn list_open_gaps(
    db: &impl Executor,
    owner: Owner,
    theme: Id<Theme>,
    max: u64,
) -> Result<Vec<OpenGap>, Error> {
    let rows = select::all::<GapRow>(
        db,
        "SELECT id, topic, statement FROM research_gap WHERE owner_id = $1 AND theme_id = $2 AND state = 'open' \
         ORDER BY id DESC LIMIT $3",
        [
            owner.uuid().into(),
            theme.uuid().into(),
            i64::try_from(max).unwrap_or(i64::MAX).into(),
        ],
    )
    .await?;
    let gaps = rows.into_iter().map(|row| {
        let cells = Cells::of("research_gap", row.id);
        Ok(OpenGap {
            id: Id::new(row.id),
            topic: cells.word("topic", &row.topic)?,
            statement: cells.text("statement", &row.statement)?,
        })
    });
    gaps.collect()
}

#[derive(Debug, FromQueryResult)]
struct PeopleRow {
    years: Option<i32>,
    seniority: Option<String>,
    people: i64,
}

/// How many people were talked to about a theme, by what is known of their careers on the day of the last conversation.
pub async fn list_people(
    db: &impl Executor,
    owner: Owner,
    theme: Id<Theme>,
) -> Result<Vec<(Career, u32)>, Error> {
    let rows = select::all::<PeopleRow>(
        db,
        "WITH talk AS (SELECT contact_id, max(starts_at)::date AS held_on FROM interview \
         WHERE owner_id = $1 AND theme_id = $2 AND state = 'completed' GROUP BY contact_id) \
         SELECT years, seniority, count(*) AS people FROM talk \
         JOIN contact ON contact.owner_id = $1 AND contact.id = talk.contact_id \
         CROSS JOIN LATERAL (SELECT extract(year FROM age(held_on, min(started_on)))::int AS years FROM employment \
         WHERE owner_id = $1 AND contact_id = talk.contact_id AND started_on <= held_on) AS work GROUP BY years, seniority",
        [owner.uuid().into(), theme.uuid().into()],
    )
    .await?;
    let cells = Cells::of("contact", theme.uuid());
    let people = rows.into_iter().map(|row| {
        let career = Career {
            years: row.years.and_then(|years| u32::try_from(years).ok()),
            seniority: cells.optional_word("seniority", row.seniority.as_deref())?,
        };
        Ok((career, number(row.people)))
    });
    people.collect()
}

/// A count is never negative, and nobody has four billion ratings.
fn number(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
