//! Everything that the course of an outreach follows from, read in as many statements for a page as for one.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    contact::Contact,
    interview::InterviewState,
    methodology::Policy,
    outreach::{Attempt, Course, Facts, Meeting, Outreach, course},
};
use sea_orm::{DbBackend, EntityTrait, FromQueryResult, Statement};
use uuid::Uuid;

use super::attempt;
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

/// What a course depends on besides the attempts.
pub async fn find_facts(
    db: &impl Executor,
    owner: Owner,
    id: Id<Outreach>,
) -> Result<Option<Facts>, Error> {
    Ok(list_facts(db, owner, vec![id.uuid()])
        .await?
        .remove(&id.uuid()))
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
            facts: list_facts(db, owner, ids).await?,
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

#[derive(FromQueryResult)]
struct FactsRow {
    id: Uuid,
    created_at: DateTime<Utc>,
    time_zone: String,
    do_not_contact: bool,
    interview_state: Option<String>,
    turned_at: Option<DateTime<Utc>>,
}

async fn list_facts(
    db: &impl Executor,
    owner: Owner,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Facts>, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        // Since when the latest interview is what it is: no_show counts from the time agreed, canceled from the last
        // change, for no column tells when that was said.
        "SELECT o.id, o.created_at, a.time_zone, c.do_not_contact, i.state AS interview_state, CASE i.state \
         WHEN 'scheduled' THEN i.created_at WHEN 'in_progress' THEN i.started_at \
         WHEN 'completed' THEN i.completed_at WHEN 'no_show' THEN i.starts_at ELSE i.updated_at END AS turned_at \
         FROM outreach o JOIN account a ON a.id = o.owner_id \
         JOIN contact c ON c.owner_id = o.owner_id AND c.id = o.contact_id \
         LEFT JOIN LATERAL (SELECT * FROM interview WHERE owner_id = o.owner_id AND outreach_id = o.id \
         ORDER BY created_at DESC, id DESC LIMIT 1) i ON true \
         WHERE o.owner_id = $1 AND o.id = ANY ($2)",
        [owner.uuid().into(), ids.into()],
    );
    let rows = FactsRow::find_by_statement(statement).all(db.raw()).await?;
    rows.into_iter().map(facts).collect()
}

fn facts(row: FactsRow) -> Result<(Uuid, Facts), Error> {
    let FactsRow {
        id,
        created_at,
        time_zone,
        do_not_contact,
        interview_state,
        turned_at,
    } = row;
    let cells = Cells::of("outreach", id);
    let state = interview_state.map(|state| cells.word("state", &state));
    let meeting = match state.transpose()?.zip(turned_at) {
        None => Meeting::None,
        Some((InterviewState::Scheduled | InterviewState::InProgress, at)) => {
            Meeting::Scheduled { at }
        }
        Some((InterviewState::Completed, at)) => Meeting::Held { at },
        Some((InterviewState::Canceled | InterviewState::NoShow, at)) => {
            Meeting::FellThrough { at }
        }
    };
    let facts = Facts {
        created_at,
        zone: cells.zone("time_zone", &time_zone)?,
        do_not_contact,
        meeting,
    };
    Ok((id, facts))
}
