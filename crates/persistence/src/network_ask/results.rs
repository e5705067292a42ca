//! What an ask has brought, as it is kept: who was asked, and the referrals that arose from it.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    network_ask::{Asked, Introduction, NetworkAsk, Results, Standing, results},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

/// The ask with each of those it went to; of an ask that went to nobody one row without a recipient.
const ASKED: &str = "SELECT r.id, r.contact_id, c.name, r.asked_at, r.state, r.replied_at \
    FROM network_ask a \
    LEFT JOIN network_ask_recipient r ON r.owner_id = a.owner_id AND r.network_ask_id = a.id \
    LEFT JOIN contact c ON c.owner_id = r.owner_id AND c.id = r.contact_id \
    WHERE a.owner_id = $1 AND a.id = $2 ORDER BY r.asked_at, r.id";

/// The referrals that arose from it. The country is that of the person led to, once contacts have one.
const INTRODUCTIONS: &str = "SELECT r.id, r.referrer_id, r.created_at, c.country FROM referral r \
    JOIN contact c ON c.owner_id = r.owner_id AND c.id = r.contact_id \
    WHERE r.owner_id = $1 AND r.network_ask_id = $2 ORDER BY r.created_at, r.id";

#[derive(FromQueryResult)]
struct AskedRow {
    id: Option<Uuid>,
    contact_id: Option<Uuid>,
    name: Option<String>,
    asked_at: Option<DateTime<Utc>>,
    state: Option<String>,
    replied_at: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
struct IntroductionRow {
    id: Uuid,
    referrer_id: Uuid,
    created_at: DateTime<Utc>,
    country: Option<String>,
}

/// What an ask has brought; `None` when there is no such ask.
pub async fn find_results(
    db: &impl Executor,
    owner: Owner,
    ask: Id<NetworkAsk>,
) -> Result<Option<Results>, Error> {
    let of = || [owner.uuid().into(), ask.uuid().into()];
    let rows = select::all::<AskedRow>(db, ASKED, of()).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let asked: Result<Vec<_>, _> = rows.into_iter().filter_map(asked).collect();
    let led = select::all::<IntroductionRow>(db, INTRODUCTIONS, of()).await?;
    let led: Result<Vec<_>, _> = led.iter().map(introduction).collect();
    Ok(Some(results(asked?, &led?)))
}

fn asked(row: AskedRow) -> Option<Result<Asked, Error>> {
    let cells = Cells::of("network_ask_recipient", row.id?);
    let (id, contact, name) = (row.id?, row.contact_id?, row.name?);
    let (asked_at, state) = (row.asked_at?, row.state?);
    let read = || {
        let standing = Standing::new(cells.word("state", &state)?, row.replied_at);
        Ok(Asked {
            recipient_id: Id::new(id),
            contact_id: Id::new(contact),
            name: Cells::of("contact", contact).text("name", &name)?,
            asked_at,
            standing: standing.map_err(|_invalid| cells.corrupt("replied_at"))?,
        })
    };
    Some(read())
}

fn introduction(row: &IntroductionRow) -> Result<Introduction, Error> {
    let cells = Cells::of("referral", row.id);
    Ok(Introduction {
        referrer_id: Id::new(row.referrer_id),
        at: row.created_at,
        country: cells.optional_text("country", row.country.as_deref())?,
    })
}
