//! Those who said no and may know a contact, by one statement.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    contact::Contact,
    outreach::Outcome,
    referral::{MAX_DISTANCE, MAX_OVERLAPS, Overlap, Refusal},
    vocabulary::Vocabulary,
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

/// Referrals are followed one way and the other; UNION and the bounded distance keep circles short. Of each, the last
/// answer counts.
const OVERLAPS: &str = "
WITH RECURSIVE near (id, distance) AS (
    SELECT $2::uuid, 0
    UNION
    SELECT n.id, near.distance + 1 FROM near CROSS JOIN LATERAL (
        SELECT r.contact_id AS id FROM referral r WHERE r.owner_id = $1 AND r.referrer_id = near.id
        UNION ALL
        SELECT r.referrer_id FROM referral r WHERE r.owner_id = $1 AND r.contact_id = near.id) AS n
    WHERE near.distance < $3
), linked AS (
    SELECT id, min(distance) AS distance, bool_or(same) AS same FROM (
        SELECT id, distance, false AS same FROM near
        UNION ALL
        SELECT c.id, NULL, true FROM contact here
        JOIN contact c ON c.owner_id = $1 AND c.organization_id = here.organization_id
        WHERE here.owner_id = $1 AND here.id = $2) AS any_link
    WHERE id <> $2 GROUP BY id
), told AS (
    SELECT c.id, c.name, linked.distance, linked.same, c.do_not_contact, a.outcome, a.at, a.note
    FROM linked JOIN contact c ON c.owner_id = $1 AND c.id = linked.id
    LEFT JOIN LATERAL (
        SELECT t.outcome, t.at, t.note FROM outreach o JOIN attempt t ON t.owner_id = $1 AND t.outreach_id = o.id
        WHERE o.owner_id = $1 AND o.contact_id = c.id AND t.outcome = ANY ($4)
        ORDER BY t.at DESC, t.number DESC LIMIT 1) AS a ON true
    WHERE c.do_not_contact OR a.outcome = ANY ($5)
    ORDER BY linked.distance NULLS LAST, a.at DESC NULLS LAST, c.id LIMIT $6
)
SELECT told.*, told.outcome = ANY ($5) AS is_refusal FROM contact here LEFT JOIN told ON true
WHERE here.owner_id = $1 AND here.id = $2 ORDER BY told.distance NULLS LAST, told.at DESC NULLS LAST, told.id";

#[derive(FromQueryResult)]
struct Row {
    id: Option<Uuid>,
    name: Option<String>,
    distance: Option<i32>,
    same: Option<bool>,
    do_not_contact: Option<bool>,
    outcome: Option<String>,
    at: Option<DateTime<Utc>>,
    note: Option<String>,
    is_refusal: Option<bool>,
}

/// Those who said no and are linked with a contact, the nearest first; `None` when there is no such contact.
pub async fn list_overlaps(
    db: &impl Executor,
    owner: Owner,
    contact: Id<Contact>,
) -> Result<Option<Vec<Overlap>>, Error> {
    let words = |is: fn(Outcome) -> bool| -> Vec<String> {
        let those = Outcome::ALL.iter().filter(|outcome| is(**outcome));
        those.map(ToString::to_string).collect()
    };
    let rows = select::all::<Row>(
        db,
        OVERLAPS,
        [
            owner.uuid().into(),
            contact.uuid().into(),
            i32::try_from(MAX_DISTANCE).unwrap_or(i32::MAX).into(),
            words(Outcome::is_answer).into(),
            words(Outcome::is_refusal).into(),
            i64::from(MAX_OVERLAPS).into(),
        ],
    )
    .await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let overlaps = rows.iter().filter_map(|row| Some(read(row.id?, row)));
    overlaps.collect::<Result<_, _>>().map(Some)
}

fn read(id: Uuid, row: &Row) -> Result<Overlap, Error> {
    let name = row.name.as_deref().unwrap_or_default();
    Ok(Overlap {
        contact_id: Id::new(id),
        name: Cells::of("contact", id).text("name", name)?,
        distance: row
            .distance
            .and_then(|distance| u32::try_from(distance).ok()),
        same_organization: row.same.unwrap_or_default(),
        do_not_contact: row.do_not_contact.unwrap_or_default(),
        refusal: refusal(id, row)?,
    })
}

fn refusal(id: Uuid, row: &Row) -> Result<Option<Refusal>, Error> {
    // Named after the contact: the attempt itself is not asked for.
    let cells = Cells::of("attempt", id);
    let said = row.outcome.as_deref().zip(row.at);
    let said = said.filter(|_| row.is_refusal == Some(true));
    let read = |(outcome, at)| {
        Ok(Refusal {
            outcome: cells.word("outcome", outcome)?,
            at,
            note: cells.optional_text("note", row.note.as_deref())?,
        })
    };
    said.map(read).transpose()
}
