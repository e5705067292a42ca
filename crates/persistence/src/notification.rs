//! What people want to be told by mail, and what is due: settings, the times of digests, and reminders sent.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    Id, Stored, Zone,
    account::Account,
    notification::{Hour, Lead, Notifications},
    vocabulary::Vocabulary,
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};
use uuid::Uuid;

use crate::{
    Error, Executor, Transaction, account, column::Cells, executor::sealed::Sealed, select,
    workspace::Owner,
};

/// An account with what it wants to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    pub account: Stored<Account>,
    /// Under the id of the account. In version 0 nothing was ever said, and the defaults hold.
    pub notifications: Stored<Notifications>,
}

#[derive(Debug, FromQueryResult)]
struct Settings {
    version: i32,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    digest: String,
    digest_hour: i16,
    interview_lead_minutes: Option<i32>,
    follow_up_lead_minutes: Option<i32>,
}

impl Settings {
    fn read(self, account: Owner) -> Result<Stored<Notifications>, Error> {
        let Self {
            version,
            created_at,
            updated_at,
            digest,
            digest_hour,
            interview_lead_minutes,
            follow_up_lead_minutes,
        } = self;
        let cells = Cells::of("notification_settings", account.uuid());
        let lead = |column, minutes: Option<i32>| {
            let lead = minutes.map(|minutes| Lead::minutes(minutes.into()));
            lead.transpose().map_err(|_none| cells.corrupt(column))
        };
        let hour = u8::try_from(digest_hour)
            .ok()
            .and_then(|hour| Hour::new(hour).ok());
        let value = Notifications {
            digest: cells.word("digest", &digest)?,
            digest_hour: hour.ok_or_else(|| cells.corrupt("digest_hour"))?,
            interview_lead: lead("interview_lead_minutes", interview_lead_minutes)?,
            follow_up_lead: lead("follow_up_lead_minutes", follow_up_lead_minutes)?,
        };
        Ok(Stored {
            id: Id::new(account.uuid()),
            version,
            created_at,
            updated_at,
            value,
        })
    }
}

/// Finds an account with what it wants to be told.
pub async fn find(db: &impl Executor, account: Owner) -> Result<Option<Subscriber>, Error> {
    let Some(found) = account::find(db, account).await? else {
        return Ok(None);
    };
    let sql = "SELECT version, created_at, updated_at, digest, digest_hour, interview_lead_minutes, follow_up_lead_minutes \
               FROM notification_settings WHERE account_id = $1";
    let settings = select::one::<Settings>(db, sql, [account.uuid().into()]).await?;
    let notifications = match settings {
        Some(settings) => settings.read(account)?,
        None => Stored {
            id: Id::new(account.uuid()),
            version: 0,
            created_at: found.created_at,
            updated_at: found.created_at,
            value: Notifications::default(),
        },
    };
    Ok(Some(Subscriber {
        account: found,
        notifications,
    }))
}

/// Keeps what an account wants. Whoever changes it has locked the workspace, so nobody else does meanwhile.
pub async fn save(
    tx: &Transaction,
    stored: Stored<Notifications>,
    now: DateTime<Utc>,
) -> Result<Stored<Notifications>, Error> {
    let Notifications {
        digest,
        digest_hour,
        interview_lead,
        follow_up_lead,
    } = &stored.value;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "INSERT INTO notification_settings (account_id, created_at, updated_at, digest, digest_hour, interview_lead_minutes, \
         follow_up_lead_minutes) VALUES ($1, $2, $2, $3, $4, $5, $6) ON CONFLICT (account_id) DO UPDATE \
         SET updated_at = $2, digest = $3, digest_hour = $4, interview_lead_minutes = $5, follow_up_lead_minutes = $6",
        [
            stored.id.uuid().into(),
            now.into(),
            digest.as_str().into(),
            i16::from(digest_hour.get()).into(),
            interview_lead.map(minutes).into(),
            follow_up_lead.map(minutes).into(),
        ],
    );
    tx.raw().execute_raw(statement).await?;
    let created_at = if stored.version == 0 {
        now
    } else {
        stored.created_at
    };
    Ok(Stored {
        version: stored.version + 1,
        created_at,
        updated_at: now,
        ..stored
    })
}

fn minutes(lead: Lead) -> i32 {
    // At most a week.
    i32::try_from(lead.as_minutes()).unwrap_or(i32::MAX)
}

/// Sets when the next digest of an account is due; None for never.
pub async fn schedule_digest(
    tx: &Transaction,
    account: Owner,
    next_at: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    let (sql, values) = match next_at {
        Some(next_at) => (
            "INSERT INTO digest_schedule (account_id, next_at) VALUES ($1, $2) \
             ON CONFLICT (account_id) DO UPDATE SET next_at = $2",
            vec![account.uuid().into(), next_at.into()],
        ),
        None => (
            "DELETE FROM digest_schedule WHERE account_id = $1",
            vec![account.uuid().into()],
        ),
    };
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    tx.raw().execute_raw(statement).await?;
    Ok(())
}

/// A digest whose time has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDigest {
    pub account: Owner,
    pub zone: Zone,
    pub notifications: Notifications,
    pub due_at: DateTime<Utc>,
}

#[derive(Debug, FromQueryResult)]
struct DigestRow {
    account_id: Uuid,
    time_zone: String,
    next_at: DateTime<Utc>,
    #[sea_orm(nested)]
    settings: Settings,
}

/// Digests whose time has come, held until the transaction ends: another worker takes others.
pub async fn take_due_digests(
    tx: &Transaction,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<DueDigest>, Error> {
    let sql = "SELECT d.account_id, a.time_zone, d.next_at, s.version, s.created_at, s.updated_at, s.digest, s.digest_hour, \
               s.interview_lead_minutes, s.follow_up_lead_minutes \
               FROM digest_schedule d JOIN account a ON a.id = d.account_id JOIN notification_settings s USING (account_id) \
               WHERE d.next_at <= $1 ORDER BY d.next_at LIMIT $2 FOR UPDATE OF d SKIP LOCKED";
    let rows = select::all::<DigestRow>(tx, sql, [now.into(), limit.into()]).await?;
    let due = rows.into_iter().map(|row| {
        let account = Id::new(row.account_id);
        Ok(DueDigest {
            account,
            zone: Cells::of("account", row.account_id).zone("time_zone", &row.time_zone)?,
            notifications: row.settings.read(account)?.value,
            due_at: row.next_at,
        })
    });
    due.collect()
}

/// What a reminder is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reminded {
    Interview,
    FollowUp,
}

/// A reminder whose time has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueReminder {
    pub account: Owner,
    pub id: Uuid,
    pub due_at: DateTime<Utc>,
}

#[derive(Debug, FromQueryResult)]
struct ReminderRow {
    account_id: Uuid,
    subject_id: Uuid,
    due_at: DateTime<Utc>,
}

/// Notes reminders whose time has come as sent, each once for its moment, and returns them. Only those who want them are
/// looked at, each along an index of their own rows.
pub async fn take_due_reminders(
    tx: &Transaction,
    about: Reminded,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<DueReminder>, Error> {
    let (subject, lead, table, due_at, is_open) = match about {
        Reminded::Interview => (
            "interview",
            "interview_lead_minutes",
            "interview",
            "t.starts_at",
            "t.state = 'scheduled'",
        ),
        Reminded::FollowUp => (
            "follow_up",
            "follow_up_lead_minutes",
            "follow_up",
            "GREATEST(t.due_at, t.snoozed_until)",
            "t.state = 'pending'",
        ),
    };
    let sql = format!(
        "INSERT INTO sent_reminder (account_id, subject, subject_id, due_at) \
         SELECT s.account_id, '{subject}', due.id, due.at \
         FROM notification_settings s JOIN account a ON a.id = s.account_id AND a.email_verified_at IS NOT NULL \
         CROSS JOIN LATERAL (SELECT t.id, {due_at} AS at FROM {table} t \
           WHERE t.owner_id = s.account_id AND {is_open} AND {due_at} > $1 \
             AND {due_at} <= $1::timestamptz + s.{lead} * interval '1 minute' \
             AND NOT EXISTS (SELECT FROM sent_reminder r WHERE r.account_id = s.account_id AND r.subject = '{subject}' \
               AND r.subject_id = t.id AND r.due_at = {due_at})) due \
         WHERE s.{lead} IS NOT NULL LIMIT $2 \
         ON CONFLICT ON CONSTRAINT sent_reminder_pkey DO NOTHING RETURNING account_id, subject_id, due_at"
    );
    let rows = select::all::<ReminderRow>(tx, sql, [now.into(), limit.into()]).await?;
    let due = rows.into_iter().map(|row| DueReminder {
        account: Id::new(row.account_id),
        id: row.subject_id,
        due_at: row.due_at,
    });
    Ok(due.collect())
}

/// Forgets this account's reminders of what is long past.
pub async fn forget_reminders(
    tx: &Transaction,
    account: Owner,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "DELETE FROM sent_reminder WHERE account_id = $1 AND due_at < $2",
        [account.uuid().into(), (now - TimeDelta::days(1)).into()],
    );
    tx.raw().execute_raw(statement).await?;
    Ok(())
}
