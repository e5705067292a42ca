//! What is to be done next, over all outreaches.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    outreach::{Channel, ContactType, NextActionKind, Outreach, Timing},
    text::Name,
    theme::Theme,
    vocabulary::Vocabulary,
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::pursuit;
use crate::{
    Error, Executor,
    column::Cells,
    entity::outreach::Model,
    select,
    workspace::{Owner, Resource},
};

/// Which next actions; what is not given does not narrow it.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub now: DateTime<Utc>,
    pub timings: Vec<Timing>,
    pub kinds: Vec<NextActionKind>,
    pub channels: Vec<Channel>,
    pub types: Vec<ContactType>,
    pub theme: Option<Id<Theme>>,
    /// The last one already seen.
    pub after: Option<(DateTime<Utc>, Uuid)>,
    /// To return at most.
    pub limit: u64,
}

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    outreach: Model,
    contact_name: String,
}

/// An outreach with something to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    pub outreach: Stored<Outreach>,
    pub contact_name: Name,
    /// When it is late: the key of the list.
    pub until: DateTime<Utc>,
}

/// Outreaches with something to do next: what is late first comes first.
pub async fn list_next_actions(
    db: &impl Executor,
    owner: Owner,
    wanted: &Wanted,
) -> Result<Vec<Pending>, Error> {
    let rows = select::all::<Row>(
        db,
        "SELECT o.*, c.name AS contact_name FROM outreach o \
         JOIN contact c ON c.owner_id = o.owner_id AND c.id = o.contact_id \
         WHERE o.owner_id = $1 AND o.next_action IS NOT NULL \
         AND ($3::text[] IS NULL OR CASE WHEN $2 < o.next_action_from THEN 'too_early' \
             WHEN $2 <= o.next_action_until THEN 'open' ELSE 'overdue' END = ANY ($3)) \
         AND ($4::text[] IS NULL OR o.next_action = ANY ($4)) \
         AND ($5::text[] IS NULL OR o.next_action_channels && $5) \
         AND ($6::text[] IS NULL OR o.contact_type = ANY ($6)) \
         AND ($7::uuid IS NULL OR o.theme_id = $7) \
         AND ($8::timestamptz IS NULL OR (o.next_action_until, o.id) > ($8, $9::uuid)) \
         ORDER BY o.next_action_until, o.id LIMIT $10",
        wanted.values(owner),
    )
    .await?;
    let mut beside = Vec::with_capacity(rows.len());
    let mut outreaches = Vec::with_capacity(rows.len());
    for row in rows {
        let cells = Cells::of("contact", row.outreach.contact_id);
        let until = row.outreach.next_action_until;
        let until = until.ok_or_else(|| cells.corrupt("next_action_until"))?;
        beside.push((cells.text("name", &row.contact_name)?, until));
        outreaches.push(Outreach::read(row.outreach)?);
    }
    pursuit::explain(db, owner, &mut outreaches).await?;
    let pending = outreaches.into_iter().zip(beside);
    let pending = pending.map(|(outreach, (contact_name, until))| Pending {
        outreach,
        contact_name,
        until,
    });
    Ok(pending.collect())
}

impl Wanted {
    fn values(&self, owner: Owner) -> [Value; 10] {
        let Self {
            now,
            timings,
            kinds,
            channels,
            types,
            theme,
            after,
            limit,
        } = self;
        [
            owner.uuid().into(),
            (*now).into(),
            words(timings),
            words(kinds),
            words(channels),
            words(types),
            theme.map(Id::uuid).into(),
            after.map(|(until, _)| until).into(),
            after.map(|(_, id)| id).into(),
            i64::try_from(*limit).unwrap_or(i64::MAX).into(),
        ]
    }
}

/// None given, no condition.
fn words<V: Vocabulary>(given: &[V]) -> Value {
    let words = given.iter().map(|word| word.as_str().to_owned());
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then_some(words).into()
}
