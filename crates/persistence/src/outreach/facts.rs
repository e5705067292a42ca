//! What the course of an outreach follows from besides its attempts, gathered from the account and profile, the contact and
//! those who work with them, and the interview.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    Id,
    calendar::{BusinessCalendar, Desk, KnownDesk},
    contact::Contact,
    interview::InterviewState,
    outreach::{Candidate, Colleagues, Facts, Helper, Meeting},
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::OPEN;
use crate::{Error, Executor, column::Cells, select, workspace::Owner};

/// Others at the organization that are named, at most.
const CANDIDATES: u32 = 5;

/// What the course of an outreach depends on that begins now.
pub async fn find_facts_of_contact(
    db: &impl Executor,
    owner: Owner,
    contact: Id<Contact>,
    now: DateTime<Utc>,
) -> Result<Option<Facts>, Error> {
    let subject = "SELECT $2::uuid AS id, $1::uuid AS owner_id, $2::uuid AS contact_id, $3::timestamptz AS created_at, \
                   NULL::text AS judged_contact_type, false AS asks_only_them";
    let values = [owner.uuid().into(), contact.uuid().into(), now.into()];
    Ok(gather(db, subject, values).await?.remove(&contact.uuid()))
}

pub(super) async fn list(
    db: &impl Executor,
    owner: Owner,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Facts>, Error> {
    let subject = "SELECT * FROM outreach WHERE owner_id = $1 AND id = ANY ($2)";
    gather(db, subject, [owner.uuid().into(), ids.into()]).await
}

/// By the id of the subject.
async fn gather(
    db: &impl Executor,
    subject: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<HashMap<Uuid, Facts>, Error> {
    let sql = select(subject);
    let rows = select::all::<Row>(db, sql, values).await?;
    rows.iter().map(read).collect()
}

fn select(subject: &str) -> String {
    format!(
        // Since when the latest interview is what it is: no_show counts from the time agreed, canceled from the last
        // change, for no column tells when that was said.
        "SELECT o.id, o.created_at, o.judged_contact_type, o.asks_only_them, a.time_zone, p.holiday_country, \
         p.holiday_subdivision, c.time_zone AS contact_time_zone, c.country AS contact_country, c.do_not_contact, \
         i.state AS interview_state, CASE i.state \
         WHEN 'scheduled' THEN i.created_at WHEN 'in_progress' THEN i.started_at \
         WHEN 'completed' THEN i.completed_at WHEN 'no_show' THEN i.starts_at ELSE i.updated_at END AS turned_at, \
         g.name AS organization, pursued.*, candidates.* \
         FROM ({subject}) AS o JOIN account a ON a.id = o.owner_id \
         LEFT JOIN profile p ON p.owner_id = o.owner_id AND p.id = o.owner_id \
         JOIN contact c ON c.owner_id = o.owner_id AND c.id = o.contact_id \
         LEFT JOIN organization g ON g.owner_id = o.owner_id AND g.id = c.organization_id \
         LEFT JOIN LATERAL (SELECT * FROM interview WHERE owner_id = o.owner_id AND outreach_id = o.id \
         ORDER BY created_at DESC, id DESC LIMIT 1) i ON true \
         LEFT JOIN LATERAL (SELECT array_agg(s.created_at ORDER BY s.created_at) AS pursued_at, \
             min(s.helps_since) AS helps_since, \
             (array_agg(k.name ORDER BY s.helps_since, s.id) FILTER (WHERE s.helps_since IS NOT NULL))[1] AS helper \
             FROM contact k JOIN outreach s ON s.owner_id = k.owner_id AND s.contact_id = k.id \
             WHERE k.owner_id = o.owner_id AND k.organization_id = c.organization_id AND k.id <> c.id) pursued ON true \
         LEFT JOIN LATERAL (SELECT array_agg(k.id) AS candidate_ids, array_agg(k.name) AS candidate_names \
             FROM (SELECT k.id, k.name FROM contact k \
                 WHERE k.owner_id = o.owner_id AND k.organization_id = c.organization_id AND k.id <> c.id \
                 AND NOT k.do_not_contact AND NOT EXISTS (SELECT FROM outreach s \
                     WHERE s.owner_id = k.owner_id AND s.contact_id = k.id AND s.state IN {OPEN}) \
                 ORDER BY CASE k.warmth WHEN 'warm' THEN 1 WHEN 'lukewarm' THEN 2 ELSE 3 END, lower(k.name), k.id \
                 LIMIT {CANDIDATES}) AS k) candidates ON true"
    )
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    created_at: DateTime<Utc>,
    judged_contact_type: Option<String>,
    asks_only_them: bool,
    time_zone: String,
    holiday_country: Option<String>,
    holiday_subdivision: Option<String>,
    contact_time_zone: Option<String>,
    contact_country: Option<String>,
    do_not_contact: bool,
    interview_state: Option<String>,
    turned_at: Option<DateTime<Utc>>,
    organization: Option<String>,
    pursued_at: Option<Vec<DateTime<Utc>>>,
    helps_since: Option<DateTime<Utc>>,
    helper: Option<String>,
    candidate_ids: Option<Vec<Uuid>>,
    candidate_names: Option<Vec<String>>,
}

fn read(row: &Row) -> Result<(Uuid, Facts), Error> {
    let cells = Cells::of("outreach", row.id);
    let facts = Facts {
        created_at: row.created_at,
        sender: sender(row, cells)?,
        recipient: recipient(row, cells)?,
        do_not_contact: row.do_not_contact,
        meeting: meeting(row, cells)?,
        judged_type: cells
            .optional_word("judged_contact_type", row.judged_contact_type.as_deref())?,
        asks_only_them: row.asks_only_them,
        colleagues: colleagues(row, cells)?,
    };
    Ok((row.id, facts))
}

fn sender(row: &Row, cells: Cells) -> Result<Desk, Error> {
    let calendar = cells.optional_holiday_calendar(
        ["holiday_country", "holiday_subdivision"],
        row.holiday_country.as_deref(),
        row.holiday_subdivision.as_deref(),
    )?;
    Ok(Desk {
        zone: cells.zone("time_zone", &row.time_zone)?,
        calendar: calendar.map_or(BusinessCalendar::WEEKENDS_ONLY, Into::into),
    })
}

fn recipient(row: &Row, cells: Cells) -> Result<KnownDesk, Error> {
    let zone = row.contact_time_zone.as_deref();
    let country = cells.optional_country("country", row.contact_country.as_deref())?;
    Ok(KnownDesk {
        zone: zone
            .map(|zone| cells.zone("contact_time_zone", zone))
            .transpose()?,
        calendar: country.map(Into::into),
    })
}

fn meeting(row: &Row, cells: Cells) -> Result<Meeting, Error> {
    let state = row.interview_state.as_deref();
    let state = cells.optional_word("interview_state", state)?;
    Ok(match state.zip(row.turned_at) {
        None => Meeting::None,
        Some((InterviewState::Scheduled | InterviewState::InProgress, at)) => {
            Meeting::Scheduled { at }
        }
        Some((InterviewState::Completed, at)) => Meeting::Held { at },
        Some((InterviewState::Canceled | InterviewState::NoShow, at)) => {
            Meeting::FellThrough { at }
        }
    })
}

fn colleagues(row: &Row, cells: Cells) -> Result<Option<Colleagues>, Error> {
    let Some(organization) = &row.organization else {
        return Ok(None);
    };
    let (ids, names) = (row.candidate_ids.iter(), row.candidate_names.iter());
    let candidates = ids.flatten().zip(names.flatten()).map(|(id, name)| {
        Ok(Candidate {
            id: Id::new(*id),
            name: cells.text("name", name)?,
        })
    });
    let helper = row.helper.as_deref().zip(row.helps_since);
    let helper = helper.map(|(name, since)| {
        let name = cells.text("name", name)?;
        Ok::<_, Error>(Helper { name, since })
    });
    Ok(Some(Colleagues {
        organization: cells.text("organization", organization)?,
        candidates: candidates.collect::<Result<_, Error>>()?,
        pursued_at: row.pursued_at.clone().unwrap_or_default(),
        helper: helper.transpose()?,
    }))
}
