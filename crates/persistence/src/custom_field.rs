//! Custom fields in the database.

use domain::{
    Id, Stored,
    contact::FieldKey,
    custom_field::{Content, CustomField},
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Set,
    Statement,
};

use crate::{
    Error, Executor, Transaction,
    column::Cells,
    entity::custom_field::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    workspace::{Owner, Resource},
};

impl Resource for CustomField {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            key,
            label,
            kind,
            choices,
            position,
        } = row;
        let cells = Cells::of("custom_field", id);
        let choices = cells.phrases("choices", choices)?;
        let content = Content::new(cells.word("kind", &kind)?, choices);
        let value = Self {
            key: FieldKey::parse(&key).map_err(|_invalid| cells.corrupt("key"))?,
            label: cells.text("label", &label)?,
            content: content.map_err(|_invalid| cells.corrupt("choices"))?,
            position: cells.whole("position", position)?,
        };
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value,
        })
    }

    fn write(&self) -> ActiveModel {
        let Self {
            key,
            label,
            content,
            position,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            key: Set(key.as_str().to_owned()),
            label: Set(label.to_string()),
            kind: Set(content.kind().to_string()),
            choices: Set(content.choices()),
            position: Set(position.get()),
        }
    }
}

/// Every field of a person, [`CustomField::MAX`] at most.
pub async fn all(db: &impl Executor, owner: Owner) -> Result<Vec<CustomField>, Error> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .all(db.raw())
        .await?;
    rows.into_iter()
        .map(|row| CustomField::read(row).map(|stored| stored.value))
        .collect()
}

/// Whether a contact of the person's has a value of this field.
pub async fn is_used(tx: &Transaction, owner: Owner, key: &FieldKey) -> Result<bool, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT FROM contact WHERE owner_id = $1 AND jsonb_exists(custom, $2) LIMIT 1",
        [owner.uuid().into(), key.as_str().into()],
    );
    Ok(tx.raw().query_one_raw(statement).await?.is_some())
}
