//! Routes to a person, by one recursive statement that walks back from them to people known directly.

use domain::{
    Id,
    contact::Contact,
    organization::Organization,
    referral::{Link, MAX_INTRODUCTIONS, MAX_NEIGHBORS, MAX_ROUTES, Route, Stop},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

/// Whom the routes lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    Contact(Id<Contact>),
    /// Anybody who works there.
    Organization(Id<Organization>),
}

/// The warmest first.
const WARMEST: &str = "array_position(ARRAY['warm', 'lukewarm', 'cold'], c.warmth), c.id";

/// Neither a stranger nor somebody only referred to, or somebody talked with.
const KNOWN: &str = "(c.relationship NOT IN ('stranger', 'referred') OR EXISTS (SELECT FROM interview i \
    WHERE i.owner_id = $1 AND i.contact_id = c.id AND i.state = 'completed'))";

/// Each round looks at a bounded number of neighbors, and there are as many rounds as introductions. Two colleagues in a
/// row are no news: the first works with the third as well.
fn sql(destination: Destination) -> String {
    let (table, those, last_link) = match destination {
        Destination::Contact(_) => ("contact", "c.id = $2", "NULL"),
        Destination::Organization(_) => ("organization", "c.organization_id = $2", "'employer'"),
    };
    format!(
        "WITH RECURSIVE walk (id, known, warmth, people, links, referrals, last_link, length) AS (
            (SELECT c.id, {KNOWN}, c.warmth, ARRAY[c.id], ARRAY[NULL::text], ARRAY[NULL::uuid], {last_link}::text, 0
             FROM contact c WHERE c.owner_id = $1 AND {those} AND NOT c.do_not_contact ORDER BY {WARMEST} LIMIT $4)
            UNION ALL
            SELECT n.id, n.known, n.warmth, n.id || walk.people, n.link || walk.links, n.referral_id || walk.referrals,
                n.link, walk.length + 1
            FROM walk CROSS JOIN LATERAL (
                (SELECT c.id, {KNOWN} AS known, c.warmth, 'referral' AS link, r.id AS referral_id
                 FROM referral r JOIN contact c ON c.owner_id = $1 AND c.id = r.referrer_id
                 WHERE r.owner_id = $1 AND r.contact_id = walk.id AND NOT c.do_not_contact ORDER BY {WARMEST} LIMIT $4)
                UNION ALL
                (SELECT c.id, {KNOWN}, c.warmth, 'employer', NULL::uuid
                 FROM contact here JOIN contact c ON c.owner_id = $1 AND c.organization_id = here.organization_id
                 WHERE here.owner_id = $1 AND here.id = walk.id AND c.id <> here.id AND NOT c.do_not_contact
                 AND walk.last_link IS DISTINCT FROM 'employer' ORDER BY {WARMEST} LIMIT $4)) AS n
            WHERE walk.length < $3 AND (walk.length = 0 OR NOT walk.known) AND n.id <> ALL (walk.people)
        ), best AS (
            SELECT people, links, referrals, row_number() OVER (
                ORDER BY length, array_position(ARRAY['warm', 'lukewarm', 'cold'], warmth), people, links) AS number
            FROM walk WHERE known ORDER BY 4 LIMIT $5
        )
        SELECT best.number, c.id, c.name, c.relationship, c.warmth, stop.link, r.id AS referral_id, r.permission_to_name,
            o.id AS organization_id, o.name AS organization_name
        FROM {table} AS target
        LEFT JOIN best ON true
        LEFT JOIN LATERAL unnest(best.people, best.links, best.referrals) WITH ORDINALITY
            AS stop (contact_id, link, referral_id, position) ON true
        LEFT JOIN contact c ON c.owner_id = $1 AND c.id = stop.contact_id
        LEFT JOIN referral r ON r.owner_id = $1 AND r.id = stop.referral_id
        LEFT JOIN organization o ON o.owner_id = $1 AND o.id = c.organization_id
        WHERE target.owner_id = $1 AND target.id = $2 ORDER BY best.number, stop.position"
    )
}

#[derive(FromQueryResult)]
struct Row {
    number: Option<i64>,
    id: Option<Uuid>,
    name: Option<String>,
    relationship: Option<String>,
    warmth: Option<String>,
    link: Option<String>,
    referral_id: Option<Uuid>,
    permission_to_name: Option<String>,
    organization_id: Option<Uuid>,
    organization_name: Option<String>,
}

/// The routes to a person or into an organization, the shortest and warmest first; `None` when there is no such
/// destination.
pub async fn list_routes(
    db: &impl Executor,
    owner: Owner,
    destination: Destination,
) -> Result<Option<Vec<Route>>, Error> {
    let id = match destination {
        Destination::Contact(id) => id.uuid(),
        Destination::Organization(id) => id.uuid(),
    };
    let rows = select::all::<Row>(
        db,
        sql(destination),
        [
            owner.uuid().into(),
            id.into(),
            i32::try_from(MAX_INTRODUCTIONS).unwrap_or(i32::MAX).into(),
            i64::from(MAX_NEIGHBORS).into(),
            i64::from(MAX_ROUTES).into(),
        ],
    )
    .await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let mut routes: Vec<(i64, Route)> = Vec::new();
    for row in rows {
        // No route at all is one empty row.
        let Some((number, id)) = row.number.zip(row.id) else {
            continue;
        };
        let stop = read(id, &row)?;
        match routes.last_mut() {
            Some((of, route)) if *of == number => route.stops.push(stop),
            _ => routes.push((number, Route { stops: vec![stop] })),
        }
    }
    Ok(Some(routes.into_iter().map(|(_, route)| route).collect()))
}

fn read(id: Uuid, row: &Row) -> Result<Stop, Error> {
    let cells = Cells::of("contact", id);
    let word = |cell: &Option<String>| cell.clone().unwrap_or_default();
    Ok(Stop {
        contact_id: Id::new(id),
        name: cells.text("name", &word(&row.name))?,
        relationship: cells.word("relationship", &word(&row.relationship))?,
        warmth: cells.word("warmth", &word(&row.warmth))?,
        onward: onward(row)?,
    })
}

fn onward(row: &Row) -> Result<Option<Link>, Error> {
    if row.link.is_none() {
        return Ok(None);
    }
    if let Some((id, permission)) = row.referral_id.zip(row.permission_to_name.as_deref()) {
        let permission = Cells::of("referral", id).word("permission_to_name", permission)?;
        return Ok(Some(Link::Referral {
            id: Id::new(id),
            permission_to_name: permission,
        }));
    }
    let employer = row.organization_id.zip(row.organization_name.as_deref());
    let employer = employer.map(|(id, name)| {
        Ok(Link::Employer {
            id: Id::new(id),
            name: Cells::of("organization", id).text("name", name)?,
        })
    });
    employer.transpose()
}
