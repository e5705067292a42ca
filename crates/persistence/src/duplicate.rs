//! Contacts that may be one person, and pairs that are two after all.

use domain::{
    Id, Stored,
    contact::Contact,
    duplicate::{Dismissal, Duplicate, DuplicateReason, Evidence, Party},
};
use sea_orm::{ActiveValue::NotSet, FromQueryResult, Set, Value};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    Error, Executor, SortKey,
    column::Cells,
    entity::duplicate_dismissal::{ActiveModel, Entity, Model},
    select,
    workspace::{Owner, Resource},
};

/// Which pairs, and which page of them; what is not given narrows nothing.
#[derive(Clone, Debug)]
pub struct Criteria {
    pub contact: Option<Id<Contact>>,
    pub reasons: Vec<DuplicateReason>,
    /// The score and the id of the last one already seen.
    pub after: Option<(SortKey, Uuid)>,
    pub limit: u64,
}

/// $1 owner, $2 a contact, $3 reasons, $4 and $5 the last one seen, $6 the limit.
///
/// An address that more than twenty contacts have is a switchboard's and tells nobody; of an organization with more than
/// two hundred contacts only names that are wholly the same are compared, for every two of them would be. Names are alike
/// from six tenths of their groups of three letters on, in whatever order of the words: a letter more, less or swapped in a
/// name of two words is forgiven, and a person looks at each pair before anything is merged.
const LIST: &str = "
WITH address AS (
    SELECT kind, lookup_key, array_agg(DISTINCT contact_id) AS ids FROM contact_method
    WHERE owner_id = $1 AND lookup_key IS NOT NULL AND kind IN ('email', 'phone', 'profile_url')
    GROUP BY kind, lookup_key HAVING count(DISTINCT contact_id) BETWEEN 2 AND 20
), by_address AS (
    SELECT one, other, lookup_key AS text,
        CASE kind WHEN 'email' THEN 'same_email' WHEN 'phone' THEN 'same_phone' ELSE 'same_profile' END AS reason,
        CASE kind WHEN 'email' THEN 100 WHEN 'profile_url' THEN 95 ELSE 85 END AS score
    FROM address, unnest(ids) AS one, unnest(ids) AS other WHERE one < other
), member AS (
    SELECT organization_id, id AS contact_id FROM contact WHERE owner_id = $1 AND organization_id IS NOT NULL
    UNION SELECT organization_id, contact_id FROM employment WHERE owner_id = $1 AND organization_id IS NOT NULL
), named AS (
    SELECT member.organization_id, contact_id, folded(name) AS name,
        count(*) OVER (PARTITION BY member.organization_id) > 200 AS is_crowd
    FROM member JOIN contact ON owner_id = $1 AND id = contact_id
), by_name AS (
    SELECT one.contact_id AS one, other.contact_id AS other, max(organization.name) AS text, 'similar_name' AS reason,
        max(similarity(one.name, other.name) * 80)::integer AS score
    FROM named AS one JOIN named AS other USING (organization_id)
    JOIN organization ON owner_id = $1 AND organization.id = organization_id
    WHERE one.contact_id < other.contact_id
    AND (one.name = other.name OR (NOT one.is_crowd AND similarity(one.name, other.name) >= 0.6))
    GROUP BY one.contact_id, other.contact_id
), pair AS (
    SELECT one, other, md5(one::text || other::text)::uuid AS id, max(score) AS score,
        jsonb_agg(jsonb_build_object('reason', reason, 'text', text, 'score', score) ORDER BY score DESC, reason, text) AS evidence
    FROM (SELECT one, other, reason, text, score FROM by_address
        UNION ALL SELECT one, other, reason, text, score FROM by_name) AS found
    WHERE ($2::uuid IS NULL OR $2 IN (one, other)) AND (cardinality($3::text[]) = 0 OR reason = ANY ($3))
    AND NOT EXISTS (SELECT FROM duplicate_dismissal WHERE owner_id = $1 AND one_id = one AND other_id = other)
    GROUP BY one, other
)
SELECT pair.*, a.name AS one_name, a.headline AS one_headline, b.name AS other_name, b.headline AS other_headline
FROM pair JOIN contact a ON a.owner_id = $1 AND a.id = one JOIN contact b ON b.owner_id = $1 AND b.id = other
WHERE $4::integer IS NULL OR (pair.score, pair.id) < ($4, $5::uuid)
ORDER BY pair.score DESC, pair.id DESC LIMIT $6";

#[derive(FromQueryResult)]
struct Row {
    one: Uuid,
    other: Uuid,
    id: Uuid,
    score: i32,
    evidence: serde_json::Value,
    one_name: String,
    one_headline: Option<String>,
    other_name: String,
    other_headline: Option<String>,
}

/// One page of the pairs that may be one person, the likeliest first: one statement.
pub async fn list(
    db: &impl Executor,
    owner: Owner,
    criteria: &Criteria,
) -> Result<Vec<Duplicate>, Error> {
    let Criteria {
        contact,
        reasons,
        after,
        limit,
    } = criteria;
    let reasons: Vec<String> = reasons.iter().map(ToString::to_string).collect();
    let (score, id) = match after {
        Some((SortKey::Number(score), id)) => (Some(*score), Some(*id)),
        _ => (None, None),
    };
    let values: [Value; 6] = [
        owner.uuid().into(),
        contact.map(Id::uuid).into(),
        reasons.into(),
        score.into(),
        id.into(),
        i64::try_from(*limit).unwrap_or(i64::MAX).into(),
    ];
    let rows = select::all::<Row>(db, LIST, values).await?;
    rows.into_iter().map(read).collect()
}

/// A reason as the statement has it.
#[derive(Deserialize)]
struct Cell {
    reason: String,
    text: String,
    score: i32,
}

fn read(row: Row) -> Result<Duplicate, Error> {
    let Row {
        one,
        other,
        id,
        score,
        evidence,
        one_name,
        one_headline,
        other_name,
        other_headline,
    } = row;
    let corrupt = || Cells::of("contact", one).corrupt("name");
    let evidence = Vec::<Cell>::deserialize(evidence).map_err(|_other_form| corrupt())?;
    let evidence = evidence.into_iter().map(|cell| {
        let Cell {
            reason,
            text,
            score,
        } = cell;
        Ok(Evidence {
            reason: Cells::of("contact", one).word("name", &reason)?,
            text,
            score,
        })
    });
    Ok(Duplicate {
        id,
        contacts: [
            party(one, &one_name, one_headline.as_deref())?,
            party(other, &other_name, other_headline.as_deref())?,
        ],
        score,
        evidence: evidence.collect::<Result<_, Error>>()?,
    })
}

fn party(id: Uuid, name: &str, headline: Option<&str>) -> Result<Party, Error> {
    let cells = Cells::of("contact", id);
    Ok(Party {
        id: Id::new(id),
        name: cells.text("name", name)?,
        headline: cells.optional_text("headline", headline)?,
    })
}

impl Resource for Dismissal {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            one_id,
            other_id,
        } = row;
        let value = Self::new(Id::new(one_id), Id::new(other_id));
        let cells = Cells::of("duplicate_dismissal", id);
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value: value.map_err(|_no_pair| cells.corrupt("other_id"))?,
        })
    }

    fn write(&self) -> ActiveModel {
        let [one, other] = self.pair();
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            one_id: Set(one.uuid()),
            other_id: Set(other.uuid()),
        }
    }
}
