//! Taking one person out of a workspace, whole.

use domain::{Id, contact::Contact};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{Error, Transaction, executor::sealed::Sealed, workspace::Owner};

/// Rows that went, by what they were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    pub outreach: u64,
    pub interviews: u64,
    pub messages: u64,
    pub referrals: u64,
    pub follow_ups: u64,
    pub hand_offs: u64,
    pub learnings: u64,
    /// Learnings that stay, and no longer say from whom they are.
    pub learnings_unnamed: u64,
}

/// What refers to a contact and holds it, in the order in which it can go. `$1` is the owner, `$2` the contact. What is a
/// part of these rows, or goes with the contact, goes by its foreign key.
const HOLDING: [&str; 4] = [
    "DELETE FROM event_meeting WHERE owner_id = $1 AND contact_id = $2",
    "DELETE FROM network_ask_recipient WHERE owner_id = $1 AND contact_id = $2",
    "DELETE FROM import_row WHERE owner_id = $1 AND contact_id = $2",
    // Answers that are kept to be repeated show what was written.
    "DELETE FROM idempotency_key WHERE owner_id = $1 AND position(convert_to($2::text, 'UTF8') IN body) > 0",
];

/// The documents that were forwarded to them stay forwarded, to somebody.
const FORWARDED: &str = "
WITH unnamed AS (UPDATE forwarding SET contact_id = NULL, recipient = '(erased)' WHERE owner_id = $1 AND contact_id = $2
    RETURNING hand_off_id)
UPDATE hand_off SET updated_at = updated_at WHERE owner_id = $1 AND id IN (SELECT hand_off_id FROM unnamed)";

/// Takes a contact out with everything that is about them. `None`: there is no such contact.
///
/// What they said stays as a learning of nobody's, unless it is to go too.
pub async fn erase(
    tx: &Transaction,
    owner: Owner,
    contact: Id<Contact>,
    with_learnings: bool,
) -> Result<Option<Erased>, Error> {
    let run = async |sql: &str| -> Result<u64, Error> {
        let values = [owner.uuid().into(), contact.uuid().into()];
        let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
        Ok(tx.raw().execute_raw(statement).await?.rows_affected())
    };
    let of = async |table: &str| {
        run(&format!(
            "DELETE FROM {table} WHERE owner_id = $1 AND contact_id = $2"
        ))
        .await
    };
    let learnings = run(if with_learnings {
        "DELETE FROM learning WHERE owner_id = $1 AND contact_id = $2"
    } else {
        "UPDATE learning SET contact_id = NULL WHERE owner_id = $1 AND contact_id = $2"
    })
    .await?;
    for sql in HOLDING {
        run(sql).await?;
    }
    run(FORWARDED).await?;
    let erased = Erased {
        follow_ups: of("follow_up").await?,
        interviews: of("interview").await?,
        messages: of("message").await?,
        outreach: of("outreach").await?,
        referrals: run(
            "DELETE FROM referral WHERE owner_id = $1 AND $2 IN (referrer_id, contact_id)",
        )
        .await?,
        hand_offs: of("hand_off").await?,
        learnings: if with_learnings { learnings } else { 0 },
        learnings_unnamed: if with_learnings { 0 } else { learnings },
    };
    let gone = run("DELETE FROM contact WHERE owner_id = $1 AND id = $2").await?;
    Ok((gone > 0).then_some(erased))
}
