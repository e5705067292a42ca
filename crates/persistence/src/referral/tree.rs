//! The tree of referrals, by one recursive statement over the owner's rows.

use domain::{
    Id,
    contact::Contact,
    referral::{MAX_DEPTH, MAX_NODES, Node},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

/// UNION drops a person reached twice at the same depth, and the depth is bounded, so neither circles nor many ways to
/// the same person make it long. Circles that nobody leads into have a root too: whoever led to somebody before anybody
/// led to them.
const TREE: &str = "
WITH RECURSIVE first_led AS (
    SELECT DISTINCT ON (referrer_id) referrer_id AS id, created_at, id AS referral_id FROM referral
    WHERE owner_id = $1 AND $2::uuid IS NULL ORDER BY referrer_id, created_at, id
), reach (id, depth) AS (
    SELECT id, 0 FROM (
        SELECT id FROM first_led WHERE NOT EXISTS (
            SELECT FROM referral r WHERE r.owner_id = $1 AND r.contact_id = first_led.id)
        UNION ALL SELECT $2::uuid WHERE $2::uuid IS NOT NULL) AS root
    UNION
    SELECT r.contact_id, reach.depth + 1 FROM reach
    JOIN referral r ON r.owner_id = $1 AND r.referrer_id = reach.id WHERE reach.depth <= $3
), circle (id, depth) AS (
    SELECT id, 0 FROM first_led WHERE id NOT IN (SELECT reach.id FROM reach) AND NOT EXISTS (
        SELECT FROM referral r WHERE r.owner_id = $1 AND r.contact_id = first_led.id
        AND (r.created_at, r.id) < (first_led.created_at, first_led.referral_id))
    UNION
    SELECT r.contact_id, circle.depth + 1 FROM circle
    JOIN referral r ON r.owner_id = $1 AND r.referrer_id = circle.id WHERE circle.depth <= $3
), node AS (
    SELECT id, min(depth) AS depth FROM (SELECT * FROM reach UNION ALL SELECT * FROM circle) AS any_depth
    GROUP BY id ORDER BY 2, 1 LIMIT $4
)
SELECT node.id, c.name, node.depth, up.referrer_id AS parent_id, up.id AS referral_id,
    (SELECT count(*) FROM interview i WHERE i.owner_id = $1 AND i.contact_id = node.id AND i.state = 'completed') AS held
FROM node JOIN contact c ON c.owner_id = $1 AND c.id = node.id
LEFT JOIN LATERAL (
    SELECT r.referrer_id, r.id FROM referral r
    JOIN node AS above ON above.id = r.referrer_id AND above.depth = node.depth - 1
    WHERE r.owner_id = $1 AND r.contact_id = node.id ORDER BY r.created_at, r.id LIMIT 1) AS up ON true
ORDER BY node.depth, node.id";

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    depth: i32,
    parent_id: Option<Uuid>,
    referral_id: Option<Uuid>,
    held: i64,
}

/// Everybody in the tree from the roots downwards, one more and one deeper than is shown; below one contact if one is
/// given.
pub async fn list_tree(
    db: &impl Executor,
    owner: Owner,
    root: Option<Id<Contact>>,
) -> Result<Vec<Node>, Error> {
    let depth = i32::try_from(MAX_DEPTH).unwrap_or(i32::MAX);
    let limit = i64::try_from(MAX_NODES + 1).unwrap_or(i64::MAX);
    let root = root.map(Id::uuid);
    let rows = select::all::<Row>(
        db,
        TREE,
        [owner.uuid().into(), root.into(), depth.into(), limit.into()],
    )
    .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<Node, Error> {
    let Row {
        id,
        name,
        depth,
        parent_id,
        referral_id,
        held,
    } = row;
    let parent = parent_id.zip(referral_id);
    Ok(Node {
        contact_id: Id::new(id),
        name: Cells::of("contact", id).text("name", &name)?,
        depth: u32::try_from(depth).unwrap_or(u32::MAX),
        parent: parent.map(|(parent, referral)| (Id::new(parent), Id::new(referral))),
        interviews_held: u32::try_from(held).unwrap_or(u32::MAX),
    })
}
