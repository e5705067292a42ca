//! The window that an outreach proposes (F44): the next visit it is linked to.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    outreach::Outreach,
    visit::{ProposedWindow, Visit, last_day_on_earth, proposed_window},
};
use sea_orm::{DbBackend, EntityTrait, Statement};

use crate::{
    Error, Executor,
    entity::visit::Entity,
    workspace::{Owner, Resource},
};

/// Finds what a message of an outreach can propose: the first planned visit it is linked to that is not over.
pub async fn find_window(
    db: &impl Executor,
    owner: Owner,
    outreach: Id<Outreach>,
    now: DateTime<Utc>,
) -> Result<Option<ProposedWindow>, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT v.* FROM visit_outreach AS l JOIN visit AS v ON v.owner_id = $1 AND v.id = l.visit_id \
         WHERE l.owner_id = $1 AND l.outreach_id = $2 AND v.state = 'planned' \
         AND v.ends_on >= $3 ORDER BY v.starts_on, v.id",
        [
            owner.uuid().into(),
            outreach.uuid().into(),
            last_day_on_earth(now).into(),
        ],
    );
    let rows = Entity::find().from_raw_sql(statement).all(db.raw()).await?;
    let visits = rows.into_iter().map(Visit::read);
    let visits = visits.collect::<Result<Vec<_>, _>>()?;
    Ok(visits.iter().find_map(|visit| proposed_window(visit, now)))
}
