//! What an event has brought, counted in one statement.

use domain::{
    Id,
    event::{Event, Gain},
};
use sea_orm::FromQueryResult;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

const GAIN: &str = "SELECT e.cost_minor, e.cost_currency, \
    (SELECT count(*) FROM event_meeting m WHERE m.owner_id = $1 AND m.event_id = e.id) AS people_met, \
    (SELECT count(*) FROM outreach o JOIN event_meeting m ON m.owner_id = $1 AND m.event_id = e.id \
        AND m.contact_id = o.contact_id WHERE o.owner_id = $1 AND o.created_at >= e.starts_at) AS outreach_opened, \
    (SELECT count(*) FROM interview i JOIN event_meeting m ON m.owner_id = $1 AND m.event_id = e.id \
        AND m.contact_id = i.contact_id WHERE i.owner_id = $1 AND i.completed_at >= e.starts_at) AS interviews_held, \
    (SELECT count(*) FROM referral r WHERE r.owner_id = $1 AND (r.event_id = e.id OR r.created_at >= e.starts_at \
        AND EXISTS (SELECT FROM event_meeting m WHERE m.owner_id = $1 AND m.event_id = e.id \
            AND m.contact_id = r.referrer_id))) AS referrals \
    FROM event e WHERE e.owner_id = $1 AND e.id = $2";

#[derive(FromQueryResult)]
struct Row {
    cost_minor: Option<i32>,
    cost_currency: Option<String>,
    people_met: i64,
    outreach_opened: i64,
    interviews_held: i64,
    referrals: i64,
}

/// What an event has brought since it began; `None` when there is no such event.
pub async fn find_gain(
    db: &impl Executor,
    owner: Owner,
    event: Id<Event>,
) -> Result<Option<Gain>, Error> {
    let Some(row) =
        select::one::<Row>(db, GAIN, [owner.uuid().into(), event.uuid().into()]).await?
    else {
        return Ok(None);
    };
    let count = |rows: i64| u32::try_from(rows).unwrap_or(u32::MAX);
    let cells = Cells::of("event", event.uuid());
    Ok(Some(Gain {
        people_met: count(row.people_met),
        outreach_opened: count(row.outreach_opened),
        interviews_held: count(row.interviews_held),
        referrals: count(row.referrals),
        cost: super::cost(cells, row.cost_minor, row.cost_currency.as_deref())?,
    }))
}
