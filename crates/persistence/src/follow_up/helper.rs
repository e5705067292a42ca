//! Everybody who helped, as far as the workspace knows.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    follow_up::{Help, Helper},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    talked: bool,
    referred: bool,
    advised: bool,
}

const HELPERS: &str = "WITH help AS (\
         SELECT contact_id, 1 AS how FROM interview WHERE owner_id = $1 AND state = 'completed' \
         UNION ALL SELECT referrer_id, 2 FROM referral WHERE owner_id = $1 \
         UNION ALL SELECT contact_id, 3 FROM advice WHERE owner_id = $1), \
     helper AS (SELECT contact_id, bool_or(how = 1) AS talked, bool_or(how = 2) AS referred, bool_or(how = 3) AS advised \
         FROM help GROUP BY contact_id) \
     SELECT c.id, c.name, h.talked, h.referred, h.advised \
     FROM helper h JOIN contact c ON c.owner_id = $1 AND c.id = h.contact_id \
     WHERE NOT c.do_not_contact AND NOT EXISTS (SELECT FROM follow_up f WHERE f.owner_id = $1 AND f.contact_id = c.id \
         AND f.kind = 'announcement' AND (f.state = 'pending' OR f.settled_at >= $2)) \
     ORDER BY c.last_contacted_at DESC NULLS LAST, c.id LIMIT $3";

/// Who gave a conversation, a referral or advice, may be written to, and has no announcement that is pending or was
/// settled since: those who were in touch last come first.
pub async fn list_helpers(
    db: &impl Executor,
    owner: Owner,
    since: DateTime<Utc>,
    limit: usize,
) -> Result<Vec<Helper>, Error> {
    let values = [
        owner.uuid().into(),
        since.into(),
        i64::try_from(limit).unwrap_or(i64::MAX).into(),
    ];
    let rows = select::all::<Row>(db, HELPERS, values).await?;
    let helper = |row: Row| {
        let help = [
            (row.talked, Help::Conversation),
            (row.referred, Help::Referral),
            (row.advised, Help::Advice),
        ];
        let given = help.into_iter().filter(|(given, _)| *given);
        Ok(Helper {
            contact_id: Id::new(row.id),
            name: Cells::of("contact", row.id).text("name", &row.name)?,
            help: given.map(|(_, help)| help).collect(),
        })
    };
    rows.into_iter().map(helper).collect()
}
