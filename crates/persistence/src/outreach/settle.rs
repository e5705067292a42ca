//! Putting outreaches on the course that follows from what happened elsewhere, however many they are.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    contact::Contact,
    organization::Organization,
    outreach::{Course, Outreach},
    vocabulary::Vocabulary,
};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, Statement, Value};
use serde_json::json;
use uuid::Uuid;

use super::{OPEN, channels, pursuit};
use crate::{
    Error, Transaction,
    entity::outreach::Entity,
    executor::sealed::Sealed,
    workspace::{Owner, Resource},
};

/// Which outreaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    One(Id<Outreach>),
    /// Those to these contacts.
    Contacts(Vec<Id<Contact>>),
    /// Those that are open to others at the organizations of these contacts.
    Colleagues(Vec<Id<Contact>>),
    /// Those that are open to anybody at these organizations.
    Organizations(Vec<Id<Organization>>),
    /// All that are open.
    Everybody,
}

impl Whose {
    fn condition(self) -> (String, Option<Value>) {
        match self {
            Self::One(id) => ("o.id = $2".to_owned(), Some(id.uuid().into())),
            Self::Contacts(contacts) => ("c.id = ANY ($2)".to_owned(), Some(ids(contacts))),
            Self::Colleagues(contacts) => {
                let condition = format!(
                    "o.state IN {OPEN} AND c.id <> ALL ($2) AND c.organization_id IN \
                     (SELECT organization_id FROM contact WHERE owner_id = $1 AND id = ANY ($2))"
                );
                (condition, Some(ids(contacts)))
            }
            Self::Organizations(organizations) => {
                let condition = format!("o.state IN {OPEN} AND c.organization_id = ANY ($2)");
                (condition, Some(ids(organizations)))
            }
            Self::Everybody => (format!("o.state IN {OPEN}"), None),
        }
    }
}

fn ids<T>(ids: Vec<Id<T>>) -> Value {
    let ids: Vec<Uuid> = ids.into_iter().map(Id::uuid).collect();
    ids.into()
}

/// Locks the rows of outreaches and contacts before anything is read that must agree with them.
pub(super) async fn hold(
    tx: &Transaction,
    owner: Owner,
    whose: Whose,
) -> Result<Vec<Stored<Outreach>>, Error> {
    let (condition, value) = whose.condition();
    let values = [Value::from(owner.uuid())].into_iter().chain(value);
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        format!(
            "SELECT o.* FROM contact c JOIN outreach o ON o.owner_id = c.owner_id AND o.contact_id = c.id \
             WHERE c.owner_id = $1 AND {condition} ORDER BY o.id FOR NO KEY UPDATE OF c, o"
        ),
        values,
    );
    let rows = Entity::find().from_raw_sql(statement).all(tx.raw()).await?;
    rows.into_iter().map(Outreach::read).collect()
}

/// Computes the courses of some outreaches anew and saves those that changed. Call it in the transaction that writes what
/// they follow from, after that is written.
pub async fn settle(
    tx: &Transaction,
    owner: Owner,
    whose: Whose,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let held = hold(tx, owner, whose).await?;
    let pursuits = pursuit::list(tx, owner, held).await?;
    let settled = pursuits.into_iter().map(pursuit::Pursuit::settled);
    let changed = settled.filter(|(_, is_saved)| !is_saved);
    let changed: Vec<_> = changed.map(|(outreach, _)| outreach).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let courses: Vec<_> = changed.iter().map(written).collect();
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "UPDATE outreach SET updated_at = $2, state = new.state, next_action = new.next_action, \
         next_action_from = new.next_action_from, next_action_until = new.next_action_until, \
         next_action_channels = new.next_action_channels, recontact_on = new.recontact_on, \
         contact_type = new.contact_type, helps_since = new.helps_since \
         FROM jsonb_populate_recordset(NULL::outreach, $3) AS new \
         WHERE outreach.owner_id = $1 AND outreach.id = new.id",
        [
            owner.uuid().into(),
            now.into(),
            serde_json::Value::from(courses).into(),
        ],
    );
    tx.raw().execute_raw(statement).await?;
    Ok(())
}

/// What the course of an outreach writes, by the names of the columns.
fn written(outreach: &Stored<Outreach>) -> serde_json::Value {
    let Course {
        state,
        next_action,
        recontact_on,
        contact_type,
        helps_since,
    } = &outreach.value.course;
    let next = next_action.as_ref();
    json!({
        "id": outreach.id.uuid(),
        "state": state.as_str(),
        "next_action": next.map(|next| next.kind.as_str()),
        "next_action_from": next.map(|next| next.window.from()),
        "next_action_until": next.map(|next| next.window.until()),
        "next_action_channels": next.map(channels),
        "recontact_on": recontact_on,
        "contact_type": contact_type.contact_type.as_str(),
        "helps_since": helps_since,
    })
}
