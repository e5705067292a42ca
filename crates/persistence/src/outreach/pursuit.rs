//! Everything that the course of an outreach follows from, read in as many statements for a page as for one.

use std::collections::{BTreeSet, HashMap};

use domain::{
    Id, Stored,
    contact::Contact,
    methodology::Policy,
    outreach::{Attempt, Course, Facts, Outreach, course},
};
use sea_orm::{DbBackend, EntityTrait, Statement};
use uuid::Uuid;

use super::{attempt, facts};
use crate::{
    Error, Executor, Transaction,
    column::Cells,
    entity::outreach::Entity,
    executor::sealed::Sealed,
    methodology,
    workspace::{Owner, Resource},
};

/// An outreach with all that its course follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pursuit {
    /// As the row has it: its next action lacks the explanation.
    pub outreach: Stored<Outreach>,
    pub attempts: Vec<Attempt>,
    pub policy: Policy,
    pub facts: Facts,
}

impl Pursuit {
    /// The outreach on the course that follows now, and whether its row says so already.
    pub fn settled(self) -> (Stored<Outreach>, bool) {
        let Self {
            outreach,
            attempts,
            policy,
            facts,
        } = self;
        let was = outreach.value.write();
        let course = course(&attempts, &policy, &facts);
        let settled = Stored {
            value: Outreach {
                course,
                ..outreach.value
            },
            ..outreach
        };
        let is_saved = settled.value.write() == was;
        (settled, is_saved)
    }
}

/// Finds an outreach with all that its course follows from, and holds it and its contact until the transaction ends.
pub async fn find_for_update(
    tx: &Transaction,
    owner: Owner,
    id: Id<Outreach>,
) -> Result<Option<Pursuit>, Error> {
    let found = hold(tx, owner, "o.id", id.uuid()).await?;
    Ok(pursuits(tx, owner, found).await?.pop())
}

/// The same for every outreach to a contact.
pub async fn list_of_contact_for_update(
    tx: &Transaction,
    owner: Owner,
    contact: Id<Contact>,
) -> Result<Vec<Pursuit>, Error> {
    let found = hold(tx, owner, "c.id", contact.uuid()).await?;
    pursuits(tx, owner, found).await
}

/// Locks the rows of outreach and contact before anything is read that must agree with them.
async fn hold(
    tx: &Transaction,
    owner: Owner,
    key: &'static str,
    id: Uuid,
) -> Result<Vec<Stored<Outreach>>, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        format!(
            "SELECT o.* FROM contact c JOIN outreach o ON o.owner_id = c.owner_id AND o.contact_id = c.id \
             WHERE c.owner_id = $1 AND {key} = $2 ORDER BY o.id FOR NO KEY UPDATE OF c, o"
        ),
        [owner.uuid().into(), id.into()],
    );
    let rows = Entity::find().from_raw_sql(statement).all(tx.raw()).await?;
    rows.into_iter().map(Outreach::read).collect()
}

async fn pursuits(
    db: &impl Executor,
    owner: Owner,
    rows: Vec<Stored<Outreach>>,
) -> Result<Vec<Pursuit>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut grounds = Grounds::load(db, owner, &rows).await?;
    let pursuits = rows.into_iter().map(|outreach| {
        let (policy, facts) = grounds.of(&outreach)?;
        let policy = policy.clone();
        let attempts = grounds.attempts.remove(&outreach.id.uuid());
        Ok(Pursuit {
            outreach,
            attempts: attempts.unwrap_or_default(),
            policy,
            facts,
        })
    });
    pursuits.collect()
}

/// Puts the course that follows now in the place of what the rows say of it.
pub(super) async fn explain(
    db: &impl Executor,
    owner: Owner,
    rows: &mut [Stored<Outreach>],
) -> Result<(), Error> {
    let grounds = Grounds::load(db, owner, rows).await?;
    for row in rows {
        row.value.course = grounds.course(row)?;
    }
    Ok(())
}

/// What the courses of some outreaches follow from.
struct Grounds {
    facts: HashMap<Uuid, Facts>,
    attempts: HashMap<Uuid, Vec<Attempt>>,
    policies: HashMap<Uuid, Policy>,
}

impl Grounds {
    async fn load(
        db: &impl Executor,
        owner: Owner,
        rows: &[Stored<Outreach>],
    ) -> Result<Self, Error> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id.uuid()).collect();
        Ok(Self {
            attempts: attempt::list_bare(db, owner, &ids).await?,
            facts: facts::list(db, owner, ids).await?,
            policies: list_policies(db, rows).await?,
        })
    }

    fn of(&self, row: &Stored<Outreach>) -> Result<(&Policy, Facts), Error> {
        let corrupt = |column| Cells::of("outreach", row.id.uuid()).corrupt(column);
        let policy = self.policies.get(&row.value.methodology_id.uuid());
        let facts = self.facts.get(&row.id.uuid());
        Ok((
            policy.ok_or_else(|| corrupt("methodology_id"))?,
            *facts.ok_or_else(|| corrupt("contact_id"))?,
        ))
    }

    fn course(&self, row: &Stored<Outreach>) -> Result<Course, Error> {
        let (policy, facts) = self.of(row)?;
        let attempts = self.attempts.get(&row.id.uuid());
        let attempts = attempts.map(Vec::as_slice).unwrap_or_default();
        Ok(course(attempts, policy, &facts))
    }
}

async fn list_policies(
    db: &impl Executor,
    rows: &[Stored<Outreach>],
) -> Result<HashMap<Uuid, Policy>, Error> {
    let ids: BTreeSet<Uuid> = rows
        .iter()
        .map(|row| row.value.methodology_id.uuid())
        .collect();
    let found = methodology::list_by_ids(db, ids.into_iter().map(Id::new)).await?;
    let policies = found.into_iter().map(|methodology| {
        let id = methodology.id.uuid();
        let corrupt = |_missing| Cells::of("methodology", id).corrupt("rules");
        Ok((id, methodology.value.policy().map_err(corrupt)?))
    });
    policies.collect()
}
