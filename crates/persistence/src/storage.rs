//! Where the bytes of documents are kept.

use domain::{Id, document::Document};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set, sea_query::OnConflict};

use crate::{
    Error, Executor, Transaction,
    entity::document_content::{ActiveModel, Column, Entity},
    executor::sealed::Sealed,
    workspace::Owner,
};

/// A keeper of bytes. Another kind, such as an object store, is another value; who stores and loads does not change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Storage {
    /// Beside the documents, in the transaction of the change; the bytes go with their document.
    #[default]
    Database,
}

impl Storage {
    /// Keeps the bytes of a document in the place of those it had.
    pub async fn put(
        self,
        tx: &Transaction,
        owner: Owner,
        id: Id<Document>,
        bytes: Vec<u8>,
    ) -> Result<(), Error> {
        let Self::Database = self;
        let row = ActiveModel {
            owner_id: Set(owner.uuid()),
            document_id: Set(id.uuid()),
            bytes: Set(bytes),
        };
        let replace = OnConflict::columns([Column::OwnerId, Column::DocumentId])
            .update_column(Column::Bytes)
            .to_owned();
        Entity::insert(row)
            .on_conflict(replace)
            .exec_without_returning(tx.raw())
            .await?;
        Ok(())
    }

    /// The bytes of a document, if it has some.
    pub async fn get(
        self,
        db: &impl Executor,
        owner: Owner,
        id: Id<Document>,
    ) -> Result<Option<Vec<u8>>, Error> {
        let Self::Database = self;
        let bytes = Entity::find()
            .select_only()
            .column(Column::Bytes)
            .filter(Column::OwnerId.eq(owner.uuid()))
            .filter(Column::DocumentId.eq(id.uuid()))
            .into_tuple()
            .one(db.raw())
            .await?;
        Ok(bytes)
    }
}
