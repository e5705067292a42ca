//! What is known when a message is written, gathered by one statement, and the numbers that it is held against.

use domain::{
    Id, Stored,
    contact::Contact,
    document::Document,
    locale::Locale,
    message::{Grounds, KnownReferrer},
    methodology::{Methodology, Policy},
    outreach::Outreach,
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, methodology, select, workspace::Owner};

/// What a message is about and what goes along.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    pub contact: Option<Id<Contact>>,
    pub outreach: Option<Id<Outreach>>,
    pub attachments: &'a [Id<Document>],
}

/// Everything in it is bounded: what a person has many of is cut off.
const SELECT: &str = "SELECT a.display_name, p.headline, p.strengths, p.locale, c.name AS contact, \
     coalesce((SELECT e.title FROM employment e WHERE e.owner_id = $1 AND e.contact_id = c.id AND e.is_current \
         AND e.title IS NOT NULL ORDER BY e.started_on DESC NULLS LAST, e.id LIMIT 1), c.headline) AS role, \
     g.name AS organization, t.name AS theme, t.why AS theme_why, \
     ARRAY(SELECT label FROM common_ground WHERE owner_id = $1 AND contact_id = c.id ORDER BY created_at, id LIMIT 100) \
         AS common_ground, \
     ARRAY(SELECT title FROM research_item WHERE owner_id = $1 AND contact_id = c.id AND kind = 'achievement' \
         ORDER BY published_on DESC NULLS LAST, id LIMIT 20) AS their_work, \
     ARRAY(SELECT r.permission_to_name || ' ' || k.name FROM referral r \
         JOIN contact k ON k.owner_id = $1 AND k.id = r.referrer_id \
         WHERE r.owner_id = $1 AND r.contact_id = c.id ORDER BY r.created_at, r.id LIMIT 50) AS referrers, \
     ARRAY(SELECT k.name FROM contact k WHERE k.owner_id = $1 AND k.id IS DISTINCT FROM c.id \
         ORDER BY k.updated_at DESC, k.id DESC LIMIT 500) AS other_contacts, \
     ARRAY(SELECT statement FROM research_gap WHERE owner_id = $1 AND contact_id = c.id AND answerable_online \
         ORDER BY id LIMIT 50) AS searchable_questions, \
     (SELECT i.kind FROM interview i WHERE i.owner_id = $1 AND i.outreach_id = o.id \
         ORDER BY i.created_at DESC, i.id DESC LIMIT 1) AS interview_kind, \
     EXISTS (SELECT FROM attempt m WHERE m.owner_id = $1 AND m.outreach_id = o.id AND m.direction = 'outbound') \
         AS is_touched, \
     ARRAY(SELECT kind FROM document WHERE owner_id = $1 AND id = ANY ($4)) AS attachments \
     FROM account a LEFT JOIN profile p ON p.owner_id = a.id AND p.id = a.id \
     LEFT JOIN outreach o ON o.owner_id = a.id AND o.id = $3 \
     LEFT JOIN contact c ON c.owner_id = a.id AND c.id = $2 \
     LEFT JOIN organization g ON g.owner_id = a.id AND g.id = c.organization_id \
     LEFT JOIN theme t ON t.owner_id = a.id AND t.id = o.theme_id WHERE a.id = $1";

/// Finds what is known about a message. `None`: the account is gone.
pub async fn find_grounds(
    db: &impl Executor,
    owner: Owner,
    about: About<'_>,
) -> Result<Option<Grounds>, Error> {
    let documents: Vec<Uuid> = about.attachments.iter().map(|id| id.uuid()).collect();
    let values = [
        owner.uuid().into(),
        about.contact.map(Id::uuid).into(),
        about.outreach.map(Id::uuid).into(),
        documents.into(),
    ];
    let found = select::one::<Row>(db, SELECT, values).await?;
    let followed = match about.outreach {
        Some(outreach) => methodology::find_of_outreach(db, owner, outreach).await?,
        None => methodology::find_chosen(db, owner).await?,
    };
    let (Some(row), Some(followed)) = (found, followed) else {
        return Ok(None);
    };
    let policy = policy(&followed)?;
    Ok(Some(read(owner, row, policy)?))
}

fn policy(followed: &Stored<Methodology>) -> Result<Policy, Error> {
    let cells = Cells::of("methodology", followed.id.uuid());
    let policy = followed.value.policy();
    policy.map_err(|_invalid| cells.corrupt("rules"))
}

#[derive(FromQueryResult)]
struct Row {
    display_name: String,
    headline: Option<String>,
    strengths: Option<Vec<String>>,
    locale: Option<String>,
    contact: Option<String>,
    role: Option<String>,
    organization: Option<String>,
    theme: Option<String>,
    theme_why: Option<String>,
    common_ground: Vec<String>,
    their_work: Vec<String>,
    referrers: Vec<String>,
    other_contacts: Vec<String>,
    searchable_questions: Vec<String>,
    interview_kind: Option<String>,
    is_touched: bool,
    attachments: Vec<String>,
}

fn read(owner: Owner, row: Row, policy: Policy) -> Result<Grounds, Error> {
    let cells = Cells::of("message", owner.uuid());
    // The word and the name in one cell: two arrays could not be trusted to go together.
    let referrers = row.referrers.iter().map(|cell| {
        let (permission, name) = cell.split_once(' ').unwrap_or_default();
        Ok(KnownReferrer {
            name: name.to_owned(),
            permission: cells.word("permission_to_name", permission)?,
        })
    });
    let locale = row.locale.as_deref().map(Locale::parse).transpose();
    Ok(Grounds {
        referrers: referrers.collect::<Result<_, Error>>()?,
        locale: locale.map_err(|_invalid| cells.corrupt("locale"))?,
        interview_kind: cells.optional_word("interview_kind", row.interview_kind.as_deref())?,
        attachments: cells.words("attachments", &row.attachments)?,
        own_name: row.display_name,
        headline: row.headline,
        strengths: row.strengths.unwrap_or_default(),
        contact: row.contact,
        role: row.role,
        organization: row.organization,
        theme: row.theme,
        theme_why: row.theme_why,
        common_ground: row.common_ground,
        their_work: row.their_work,
        other_contacts: row.other_contacts,
        searchable_questions: row.searchable_questions,
        is_touched: row.is_touched,
        policy,
    })
}
