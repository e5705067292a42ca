//! Documents in the database: what is said of them; their bytes are in [`crate::storage`].

use domain::{
    Id, Stored, Text,
    document::{Content, Document, DocumentKind, FileName, Language},
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set, sea_query::Expr,
};

use crate::{
    Error, SortBy, SortKey, Transaction,
    column::Cells,
    entity::document::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    workspace::{Filter, Owner, Resource},
};

impl Resource for Document {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let content = read_content(&row)?;
        let Model {
            id,
            version,
            created_at,
            updated_at,
            name,
            kind,
            version_label,
            language,
            note,
            ..
        } = row;
        let cells = Cells::of("document", id);
        let language = language.as_deref().map(Language::parse).transpose();
        let value = Self {
            name: cells.text("name", &name)?,
            kind: cells.word("kind", &kind)?,
            version_label: cells.optional_text("version_label", version_label.as_deref())?,
            language: language.map_err(|_invalid| cells.corrupt("language"))?,
            note: cells.optional_text("note", note.as_deref())?,
            content,
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
            name,
            kind,
            version_label,
            language,
            note,
            content,
        } = self;
        let content = content.as_ref();
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            name: Set(name.to_string()),
            kind: Set(kind.to_string()),
            version_label: Set(version_label.as_ref().map(Text::to_string)),
            language: Set(language.as_ref().map(Language::to_string)),
            note: Set(note.as_ref().map(Text::to_string)),
            media_type: Set(content.map(|content| content.media_type.to_string())),
            file_name: Set(content.map(|content| content.file_name.to_string())),
            size_bytes: Set(content.map(|content| content.size_bytes)),
            sha256: Set(content.map(|content| content.sha256.to_vec())),
            uploaded_at: Set(content.map(|content| content.uploaded_at)),
        }
    }

    fn sort_key(stored: &Stored<Self>, by: SortBy) -> SortKey {
        match by {
            SortBy::Name => SortKey::Text(stored.value.name.to_string()),
            SortBy::UpdatedAt => SortKey::Instant(stored.updated_at),
            _ => SortKey::Instant(stored.created_at),
        }
    }
}

fn read_content(row: &Model) -> Result<Option<Content>, Error> {
    let cells = Cells::of("document", row.id);
    let (Some(media_type), Some(file_name), Some(size_bytes), Some(sha256), Some(uploaded_at)) = (
        row.media_type.as_deref(),
        row.file_name.as_deref(),
        row.size_bytes,
        row.sha256.as_deref(),
        row.uploaded_at,
    ) else {
        return Ok(None);
    };
    Ok(Some(Content {
        media_type: cells.word("media_type", media_type)?,
        file_name: FileName::parse(file_name).map_err(|_invalid| cells.corrupt("file_name"))?,
        size_bytes,
        sha256: cells.checksum("sha256", sha256)?,
        uploaded_at,
    }))
}

/// Documents of any of the given kinds; none given, all documents.
pub fn filter(kinds: &[DocumentKind]) -> Filter {
    Filter::default().any_of(Column::Kind, kinds.iter().map(|kind| kind.as_str()))
}

/// Bytes that the documents of a person take, besides those of one.
pub async fn sum_of_others(
    tx: &Transaction,
    owner: Owner,
    except: Id<Document>,
) -> Result<u64, Error> {
    let sum: Option<Option<i64>> = Entity::find()
        .select_only()
        .column_as(Expr::cust("sum(size_bytes)"), "sum")
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::Id.ne(except.uuid()))
        .into_tuple()
        .one(tx.raw())
        .await?;
    Ok(u64::try_from(sum.flatten().unwrap_or_default()).unwrap_or_default())
}
