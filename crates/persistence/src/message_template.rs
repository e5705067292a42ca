//! Templates in the database: those that ship with the program, the same for every owner, and each owner's own.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    locale::Locale,
    message::{MessageKind, MessageTemplate, TemplateOrigin},
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet,
    EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Set, Value,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

use crate::{
    Error, Executor, Listing, SortBy, SortKey, Transaction,
    column::Cells,
    entity::message_template::{ActiveModel, Entity, Model},
    executor::sealed::Sealed,
    select,
    workspace::{Owner, Resource},
};

/// Both kinds as one table. `$1` is the owner.
const ALL: &str = "(SELECT id, 1 AS version, 'system' AS origin, created_at, created_at AS updated_at, kind, name, \
     subject, body, locale FROM system_template \
     UNION ALL SELECT id, version, 'own', created_at, updated_at, kind, name, subject, body, locale \
     FROM message_template WHERE owner_id = $1) AS t";

/// The owner's own alone.
impl Resource for MessageTemplate {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            kind,
            name,
            subject,
            body,
            locale,
        } = row;
        let origin = TemplateOrigin::Own.to_string();
        let row = Row {
            id,
            version,
            origin,
            created_at,
            updated_at,
            kind,
            name,
            subject,
            body,
            locale,
        };
        row.try_into()
    }

    fn write(&self) -> ActiveModel {
        let Self {
            origin: _,
            kind,
            name,
            subject,
            body,
            locale,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            kind: Set(kind.to_string()),
            name: Set(name.to_string()),
            subject: Set(subject.as_ref().map(Text::to_string)),
            body: Set(body.to_string()),
            locale: Set(locale.to_string()),
        }
    }
}

/// Finds a template that the owner may write from.
pub async fn find(
    db: &impl Executor,
    owner: Owner,
    id: Id<MessageTemplate>,
) -> Result<Option<Stored<MessageTemplate>>, Error> {
    let sql = format!("SELECT t.* FROM {ALL} WHERE t.id = $2");
    let values = [owner.uuid().into(), id.uuid().into()];
    let found = select::one::<Row>(db, sql, values).await?;
    found.map(Stored::try_from).transpose()
}

/// Which templates a list shows; what is not given does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    pub kinds: Vec<MessageKind>,
    pub origin: Option<TemplateOrigin>,
}

/// The order of [`list`].
pub const ORDER: SortBy = SortBy::CreatedAt;

/// One page of what the owner may write from, in [`ORDER`]: those that ship first.
pub async fn list(
    db: &impl Executor,
    owner: Owner,
    criteria: &Criteria,
    listing: &Listing,
) -> Result<Vec<Stored<MessageTemplate>>, Error> {
    let after = listing.after.as_ref().and_then(|(key, id)| match key {
        SortKey::Instant(instant) => Some((*instant, *id)),
        SortKey::Text(_) | SortKey::Number(_) => None,
    });
    let kinds = criteria.kinds.iter().map(|kind| kind.as_str().to_owned());
    let sql = format!(
        "SELECT t.* FROM {ALL} WHERE (cardinality($2) = 0 OR t.kind = ANY ($2)) AND ($3::text IS NULL OR t.origin = $3) \
         AND ($4::timestamptz IS NULL OR (t.created_at, t.id) > ($4, $5::uuid)) ORDER BY t.created_at, t.id LIMIT $6"
    );
    let values: [Value; 6] = [
        owner.uuid().into(),
        kinds.collect::<Vec<_>>().into(),
        criteria.origin.map(|origin| origin.to_string()).into(),
        after.map(|(instant, _)| instant).into(),
        after.map(|(_, id)| id).into(),
        i64::try_from(listing.limit).unwrap_or(i64::MAX).into(),
    ];
    let rows = select::all::<Row>(db, sql, values).await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// How many of their own the owner has.
pub async fn count_own(tx: &Transaction, owner: Owner) -> Result<u64, Error> {
    let counted = Entity::find()
        .select_only()
        .expr(Expr::col("id").count())
        .filter(Expr::col("owner_id").eq(owner.uuid()))
        .into_tuple::<i64>()
        .one(tx.raw())
        .await?;
    Ok(counted.map_or(0, i64::unsigned_abs))
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    version: i32,
    origin: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    kind: String,
    name: String,
    subject: Option<String>,
    body: String,
    locale: String,
}

impl TryFrom<Row> for Stored<MessageTemplate> {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let cells = Cells::of("message_template", row.id);
        let locale = Locale::parse(&row.locale);
        Ok(Self {
            id: Id::new(row.id),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            value: MessageTemplate {
                origin: cells.word("origin", &row.origin)?,
                kind: cells.word("kind", &row.kind)?,
                name: cells.text("name", &row.name)?,
                subject: cells.optional_text("subject", row.subject.as_deref())?,
                body: cells.text("body", &row.body)?,
                locale: locale.map_err(|_invalid| cells.corrupt("locale"))?,
            },
        })
    }
}
