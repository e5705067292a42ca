//! What each organization did for the person who asked there.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    analytics::{Numbers, Record},
    interview::Interview,
    organization::Organization,
    outreach::{Attempt, Outcome},
    referral::Referral,
    text::Name,
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::{number, outcomes, pursuit::PURSUIT};
use crate::{Error, Executor, column::Cells, select, workspace::Owner};

/// Ids of each kind that are named as evidence, the latest first.
pub const MAX_EVIDENCE: u32 = 100;

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    asked: i64,
    answered: i64,
    due: i64,
    prompt: i64,
    attempts: i64,
    heard: i64,
    referred: i64,
    touched: i64,
    invited: i64,
    declines: i64,
    softened: i64,
    conversations: i64,
    full_time: i64,
    minutes_asked: i64,
    minutes_given: i64,
}

/// An outreach of the person's own counts once it reached somebody.
const COUNTED: &str = "SELECT o.id, o.name, count(*) FILTER (WHERE is_asked) AS asked, \
    count(*) FILTER (WHERE is_asked AND answered_at IS NOT NULL) AS answered, \
    count(*) FILTER (WHERE is_asked AND (answered_at IS NOT NULL OR begun_at + prompt <= $2)) AS due, \
    count(*) FILTER (WHERE is_asked AND answered_at <= begun_at + prompt) AS prompt, \
    COALESCE(sum(attempts) FILTER (WHERE is_asked), 0)::bigint AS attempts, \
    count(answered_at) AS heard, count(*) FILTER (WHERE is_referred) AS referred, \
    count(*) AS touched, count(*) FILTER (WHERE came_first OR is_agreed) AS invited, \
    sum(declines)::bigint AS declines, sum(softened)::bigint AS softened, \
    COALESCE(sum(conversations), 0)::bigint AS conversations, COALESCE(sum(full_time), 0)::bigint AS full_time, \
    COALESCE(sum(minutes_asked), 0)::bigint AS minutes_asked, \
    COALESCE(sum(minutes_given), 0)::bigint AS minutes_given \
    FROM (SELECT *, NOT came_first AS is_asked, make_interval(days => $3) AS prompt FROM pursuit \
    WHERE came_first OR is_reached) AS p \
    JOIN organization o ON o.owner_id = $1 AND o.id = p.organization_id \
    LEFT JOIN talk ON talk.outreach_id = p.id GROUP BY o.id, o.name";

const TALK: &str = "SELECT outreach_id, count(*) AS conversations, \
    count(*) FILTER (WHERE actual_minutes * 100 >= planned_minutes * $4) AS full_time, \
    sum(planned_minutes) AS minutes_asked, sum(actual_minutes) AS minutes_given \
    FROM interview WHERE owner_id = $1 AND state = 'completed' GROUP BY outreach_id";

/// What is known of each organization where somebody was reached or came first.
pub async fn list_records(
    db: &impl Executor,
    owner: Owner,
    numbers: &Numbers,
    now: DateTime<Utc>,
) -> Result<Vec<(Id<Organization>, Name, Record)>, Error> {
    let sql = format!("WITH {}, talk AS ({TALK}) {COUNTED}", *PURSUIT);
    let values = [
        owner.uuid().into(),
        now.into(),
        i32::try_from(numbers.prompt_reply_days)
            .unwrap_or(i32::MAX)
            .into(),
        i32::try_from(numbers.full_time_percent)
            .unwrap_or(i32::MAX)
            .into(),
    ];
    let rows = select::all::<Row>(db, sql, values).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<(Id<Organization>, Name, Record), Error> {
    let name = Cells::of("organization", row.id).text("name", &row.name)?;
    let record = Record {
        asked: number(row.asked),
        answered: number(row.answered),
        due: number(row.due),
        prompt: number(row.prompt),
        attempts: number(row.attempts),
        heard: number(row.heard),
        referred: number(row.referred),
        touched: number(row.touched),
        invited: number(row.invited),
        declines: number(row.declines),
        softened: number(row.softened),
        conversations: number(row.conversations),
        full_time: number(row.full_time),
        minutes_asked: number(row.minutes_asked),
        minutes_given: number(row.minutes_given),
    };
    Ok((Id::new(row.id), name, record))
}

/// What a score rests on, the latest of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub organization_name: Name,
    pub attempt_ids: Vec<Id<Attempt>>,
    pub interview_ids: Vec<Id<Interview>>,
    pub referral_ids: Vec<Id<Referral>>,
}

#[derive(FromQueryResult)]
struct EvidenceRow {
    name: String,
    attempts: Vec<Uuid>,
    interviews: Vec<Uuid>,
    referrals: Vec<Uuid>,
}

/// The evidence on one organization; `None` when it is not the owner's.
pub async fn find_evidence(
    db: &impl Executor,
    owner: Owner,
    organization: Id<Organization>,
) -> Result<Option<Evidence>, Error> {
    let values = [owner.uuid().into(), organization.uuid().into()];
    let found = select::one::<EvidenceRow>(db, evidence(), values).await?;
    let cells = Cells::of("organization", organization.uuid());
    let read = |row: EvidenceRow| {
        Ok(Evidence {
            organization_name: cells.text("name", &row.name)?,
            attempt_ids: row.attempts.into_iter().map(Id::new).collect(),
            interview_ids: row.interviews.into_iter().map(Id::new).collect(),
            referral_ids: row.referrals.into_iter().map(Id::new).collect(),
        })
    };
    found.map(read).transpose()
}

fn evidence() -> String {
    let of = |tables: &str, condition: &str, at: &str| {
        format!(
            "ARRAY(SELECT t.id FROM contact c JOIN {tables} WHERE c.owner_id = $1 AND c.organization_id = o.id \
             AND {condition} ORDER BY {at} DESC, t.id DESC LIMIT {MAX_EVIDENCE})"
        )
    };
    let attempts = of(
        "outreach p ON p.owner_id = c.owner_id AND p.contact_id = c.id \
         JOIN attempt t ON t.owner_id = p.owner_id AND t.outreach_id = p.id",
        &format!(
            "(t.direction = 'outbound' OR t.outcome IN {})",
            outcomes(Outcome::is_answer)
        ),
        "t.at",
    );
    let interviews = of(
        "interview t ON t.owner_id = c.owner_id AND t.contact_id = c.id",
        "t.state = 'completed'",
        "t.completed_at",
    );
    let referrals = of(
        "referral t ON t.owner_id = c.owner_id AND t.referrer_id = c.id",
        "true",
        "t.created_at",
    );
    format!(
        "SELECT o.name, {attempts} AS attempts, {interviews} AS interviews, {referrals} AS referrals \
         FROM organization o WHERE o.owner_id = $1 AND o.id = $2"
    )
}
