//! What goes along with messages, kept as rows of its own.

use std::collections::HashMap;

use domain::{Id, Stored, at_most::AtMost, document::Document, message::Message};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set,
    sea_query::extension::postgres::PgExpr,
};
use uuid::Uuid;

use crate::{
    Error, Executor,
    column::Cells,
    entity::message_attachment::{ActiveModel, Column, Entity},
    workspace::{Owner, child_id},
};

/// Completes messages with what goes along, by one statement.
pub(super) async fn read(
    db: &impl Executor,
    owner: Owner,
    rows: &mut [Stored<Message>],
) -> Result<(), Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.uuid()).collect();
    let mut kept = find_of(db, owner, ids).await?;
    for row in rows {
        let documents = kept.remove(&row.id.uuid()).unwrap_or_default();
        let corrupt = Cells::of("message", row.id.uuid()).corrupt("attachments");
        row.value.attachments = AtMost::new(documents).map_err(|_too_many| corrupt)?;
    }
    Ok(())
}

async fn find_of(
    db: &impl Executor,
    owner: Owner,
    messages: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<Id<Document>>>, Error> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::MessageId.into_expr().eq_any(messages))
        .order_by_asc(Column::MessageId)
        .order_by_asc(Column::Position)
        .all(db.raw())
        .await?;
    let mut of: HashMap<Uuid, Vec<Id<Document>>> = HashMap::new();
    for row in rows {
        let documents = of.entry(row.message_id).or_default();
        documents.push(Id::new(row.document_id));
    }
    Ok(of)
}

/// Makes the rows say what the message says; rows that say it already stay as they are.
pub(super) async fn keep(
    db: &impl Executor,
    owner: Owner,
    saved: &Stored<Message>,
) -> Result<(), Error> {
    let documents = saved.value.attachments.as_slice();
    // A message in its first revision was inserted a moment ago.
    if saved.version > 1 {
        let kept = find_of(db, owner, vec![saved.id.uuid()]).await?;
        let kept = kept.get(&saved.id.uuid()).map_or(&[][..], Vec::as_slice);
        if kept == documents {
            return Ok(());
        }
        Entity::delete_many()
            .filter(Column::OwnerId.eq(owner.uuid()))
            .filter(Column::MessageId.eq(saved.id.uuid()))
            .exec(db.raw())
            .await?;
    }
    if documents.is_empty() {
        return Ok(());
    }
    let rows = (0_i16..)
        .zip(documents)
        .map(|(position, document)| ActiveModel {
            owner_id: Set(owner.uuid()),
            id: Set(child_id(saved.id.uuid(), position)),
            version: NotSet,
            message_id: Set(saved.id.uuid()),
            position: Set(position),
            document_id: Set(document.uuid()),
        });
    Entity::insert_many(rows)
        .exec_without_returning(db.raw())
        .await?;
    Ok(())
}
