//! The target list in the database: the organizations that are targets, as one statement reads them.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    organization::Organization,
    target_list::{Merit, OpenOutreach, Order, Target},
    vocabulary::Vocabulary,
};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    Error, Executor, Transaction,
    column::Cells,
    entity::organization::{Column, Entity},
    executor::sealed::Sealed,
    organization::merits,
    outreach::OPEN,
    select,
    workspace::Owner,
};

/// One page of a person's targets in an order: after the last one seen, told by its place and its id.
///
/// The partial index finds all targets, which their cap keeps few. Only those of the page are looked up further.
pub async fn list(
    db: &impl Executor,
    owner: Owner,
    order: Order,
    after: Option<(i32, Uuid)>,
    limit: u64,
) -> Result<Vec<Target>, Error> {
    let rows = select::all::<Row>(
        db,
        select(order),
        [
            owner.uuid().into(),
            after.map(|(place, _)| place).into(),
            after.map(|(_, id)| id).into(),
            i64::try_from(limit).unwrap_or(i64::MAX).into(),
        ],
    )
    .await?;
    rows.into_iter().map(Target::try_from).collect()
}

/// How many targets there are besides one organization.
pub async fn count_others(
    tx: &Transaction,
    owner: Owner,
    except: Id<Organization>,
) -> Result<usize, Error> {
    let others = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(sea_orm::sea_query::Expr::cust("is_target"))
        .filter(Column::Id.ne(except.uuid()))
        .count(tx.raw())
        .await?;
    Ok(usize::try_from(others).unwrap_or(usize::MAX))
}

fn select(order: Order) -> String {
    let place = place(order);
    format!(
        "SELECT target.id, target.name, target.kind, target.industry, target.motivation, target.posting, \
             target.advocacy, target.rank, there.contacts, there.reachable, COALESCE(asked.open, 0) AS open, \
             asked.outreach_id, asked.contact_id, asked.contact_name, asked.state, asked.next_action_until \
         FROM (SELECT ranked.* FROM ( \
                 SELECT *, {place} AS place, row_number() OVER (ORDER BY {place}, id) AS rank \
                 FROM organization WHERE owner_id = $1 AND is_target) AS ranked \
               WHERE $2::integer IS NULL OR (ranked.place, ranked.id) > ($2::integer, $3::uuid) \
               ORDER BY ranked.place, ranked.id LIMIT $4) AS target \
         CROSS JOIN LATERAL ( \
             SELECT count(*) AS contacts, count(*) FILTER (WHERE NOT do_not_contact) AS reachable \
             FROM contact WHERE owner_id = $1 AND organization_id = target.id) AS there \
         LEFT JOIN LATERAL ( \
             SELECT count(*) OVER () AS open, o.id AS outreach_id, o.contact_id, c.name AS contact_name, o.state, \
                 o.next_action_until \
             FROM contact AS c JOIN outreach AS o ON o.owner_id = c.owner_id AND o.contact_id = c.id \
             WHERE c.owner_id = $1 AND c.organization_id = target.id \
             AND o.state IN {OPEN} \
             ORDER BY o.next_action_until NULLS LAST, o.id LIMIT 1) AS asked ON true \
         ORDER BY target.place, target.id"
    )
}

/// What [`Order::place`] says, in SQL.
fn place(order: Order) -> String {
    let base = Order::BASE;
    order
        .merits()
        .iter()
        .fold("0".to_owned(), |place, (merit, descending)| {
            let most = match merit {
                Merit::Advocacy => "advocacy::integer".to_owned(),
                other => other.as_str().to_owned(),
            };
            let digit = if *descending {
                format!("({} - {most})", base - 1)
            } else {
                most
            };
            format!("({place} * {base} + {digit})")
        })
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    kind: String,
    industry: Option<String>,
    motivation: i16,
    posting: i16,
    advocacy: bool,
    rank: i64,
    contacts: i64,
    reachable: i64,
    open: i64,
    outreach_id: Option<Uuid>,
    contact_id: Option<Uuid>,
    contact_name: Option<String>,
    state: Option<String>,
    next_action_until: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Target {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let outreach = outreach(&row)?;
        let Row {
            id,
            name,
            kind,
            industry,
            motivation,
            posting,
            advocacy,
            rank,
            contacts,
            reachable,
            open,
            ..
        } = row;
        let cells = Cells::of("organization", id);
        let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(Self {
            id: Id::new(id),
            name: cells.text("name", &name)?,
            kind: cells.word("kind", &kind)?,
            industry: cells.optional_text("industry", industry.as_deref())?,
            merits: merits(cells, motivation, posting, advocacy)?,
            rank: count(rank),
            contacts: count(contacts),
            reachable_contacts: count(reachable),
            open_outreach: count(open),
            outreach,
        })
    }
}

fn outreach(row: &Row) -> Result<Option<OpenOutreach>, Error> {
    let (Some(id), Some(contact_id), Some(name), Some(state)) = (
        row.outreach_id,
        row.contact_id,
        row.contact_name.as_deref(),
        row.state.as_deref(),
    ) else {
        return Ok(None);
    };
    Ok(Some(OpenOutreach {
        id: Id::new(id),
        contact_id: Id::new(contact_id),
        contact_name: Cells::of("contact", contact_id).text("name", name)?,
        state: Cells::of("outreach", id).word("state", state)?,
        next_action_until: row.next_action_until,
    }))
}
