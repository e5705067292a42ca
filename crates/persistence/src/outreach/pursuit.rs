//! Everything that the course of an outreach follows from, read in as many statements for a page as for one.

use std::collections::{BTreeSet, HashMap};

use domain::{
    Id, Stored,
    methodology::Policy,
    outreach::{Attempt, ContactType, Course, Facts, Outreach, course},
};
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::{
    attempt, facts,
    settle::{Whose, hold},
};
use crate::{
    Error, Executor, Transaction,
    column::Cells,
    entity::outreach::Entity,
    methodology,
    workspace::{Owner, Resource},
};

/// An outreach with all that its course follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pursuit {
    /// As the row has it: its next action lacks the explanation.
    pub outreach: Stored<Outreach>,
    pub attempts: Vec<Attempt>,
    /// Apart, for it is large.
    pub policy: Box<Policy>,
    pub facts: Facts,
}

impl Pursuit {
    /// Has the person say what they take the contact for, and whether only they are asked.
    pub fn judge(&mut self, judged: Option<ContactType>, asks_only_them: bool) {
        let outreach = &mut self.outreach.value;
        (outreach.judged_type, outreach.asks_only_them) = (judged, asks_only_them);
        (self.facts.judged_type, self.facts.asks_only_them) = (judged, asks_only_them);
    }

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
    let found = hold(tx, owner, Whose::One(id)).await?;
    Ok(list(tx, owner, found).await?.pop())
}

/// Finds an outreach with all that its course follows from.
pub async fn find_pursuit(
    db: &impl Executor,
    owner: Owner,
    id: Id<Outreach>,
) -> Result<Option<Pursuit>, Error> {
    let found = Entity::find_by_id((owner.uuid(), id.uuid()));
    let found = found.one(db.raw()).await?.map(Outreach::read);
    let found = found.transpose()?.into_iter().collect();
    Ok(list(db, owner, found).await?.pop())
}

pub(super) async fn list(
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
        let (policy, facts) = (Box::new(policy.clone()), facts.clone());
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
        let followed = rows.iter().map(|row| row.value.methodology.id.uuid());
        let followed: BTreeSet<Uuid> = followed.collect();
        let followed = followed.into_iter().collect();
        Ok(Self {
            attempts: attempt::list_bare(db, owner, &ids).await?,
            facts: facts::list(db, owner, ids).await?,
            policies: methodology::list_policies(db, owner, followed).await?,
        })
    }

    fn of(&self, row: &Stored<Outreach>) -> Result<(&Policy, &Facts), Error> {
        let corrupt = |column| Cells::of("outreach", row.id.uuid()).corrupt(column);
        let policy = self.policies.get(&row.value.methodology.id.uuid());
        let facts = self.facts.get(&row.id.uuid());
        Ok((
            policy.ok_or_else(|| corrupt("methodology_id"))?,
            facts.ok_or_else(|| corrupt("contact_id"))?,
        ))
    }

    fn course(&self, row: &Stored<Outreach>) -> Result<Course, Error> {
        let (policy, facts) = self.of(row)?;
        let attempts = self.attempts.get(&row.id.uuid());
        let attempts = attempts.map(Vec::as_slice).unwrap_or_default();
        Ok(course(attempts, policy, facts))
    }
}
