//! What is known about a person before the first outreach, in one statement.

use domain::{Id, profile::Standing};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

#[derive(Debug, FromQueryResult)]
struct Row {
    life_stage: Option<String>,
    search_stage: Option<String>,
    comfort_level: Option<String>,
    strengths: i64,
    has_weekly_target: bool,
    answers: i64,
    next_question: Option<Uuid>,
    active_themes: i64,
    themes_with_why: i64,
    theme_without_why: Option<Uuid>,
    latest_theme: Option<Uuid>,
    askable_contacts: i64,
    questions: i64,
}

/// An aggregate over no row is a row, so that this one is always there.
const STATEMENT: &str = "\
WITH active AS (SELECT id, why, created_at FROM theme WHERE owner_id = $1 AND status = 'exploring') \
SELECT max(p.life_stage) AS life_stage, max(p.search_stage) AS search_stage, max(p.comfort_level) AS comfort_level, \
    COALESCE(max(cardinality(p.strengths)), 0)::bigint AS strengths, \
    COALESCE(bool_or(p.weekly_attempts IS NOT NULL), false) AS has_weekly_target, \
    (SELECT count(*) FROM reflection_answer WHERE owner_id = $1) AS answers, \
    (SELECT q.id FROM reflection_question q WHERE NOT EXISTS \
        (SELECT FROM reflection_answer a WHERE a.owner_id = $1 AND a.id = q.id) ORDER BY q.position LIMIT 1) AS next_question, \
    (SELECT count(*) FROM active) AS active_themes, \
    (SELECT count(*) FROM active WHERE why IS NOT NULL) AS themes_with_why, \
    (SELECT id FROM active WHERE why IS NULL ORDER BY created_at, id LIMIT 1) AS theme_without_why, \
    (SELECT id FROM active ORDER BY created_at DESC, id DESC LIMIT 1) AS latest_theme, \
    (SELECT count(*) FROM contact WHERE owner_id = $1 AND warmth IN ('warm', 'lukewarm') AND NOT do_not_contact) \
        AS askable_contacts, \
    (SELECT count(*) FROM question WHERE owner_id = $1 AND topic <> 'asked_of_you') AS questions \
FROM profile p WHERE p.owner_id = $1";

/// What is known about the person.
pub async fn find_standing(db: &impl Executor, owner: Owner) -> Result<Standing, Error> {
    let found = select::one::<Row>(db, STATEMENT, [owner.uuid().into()]).await?;
    let cells = Cells::of("profile", owner.uuid());
    let Row {
        life_stage,
        search_stage,
        comfort_level,
        strengths,
        has_weekly_target,
        answers,
        next_question,
        active_themes,
        themes_with_why,
        theme_without_why,
        latest_theme,
        askable_contacts,
        questions,
    } = found.ok_or_else(|| cells.corrupt("owner_id"))?;
    Ok(Standing {
        life_stage: cells.optional_word("life_stage", life_stage.as_deref())?,
        search_stage: cells.optional_word("search_stage", search_stage.as_deref())?,
        comfort_level: cells.optional_word("comfort_level", comfort_level.as_deref())?,
        strengths: number(strengths),
        has_weekly_target,
        answers: number(answers),
        next_question: next_question.map(Id::new),
        active_themes: number(active_themes),
        themes_with_why: number(themes_with_why),
        theme_without_why: theme_without_why.map(Id::new),
        latest_theme: latest_theme.map(Id::new),
        askable_contacts: number(askable_contacts),
        questions: number(questions),
    })
}

fn number(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
