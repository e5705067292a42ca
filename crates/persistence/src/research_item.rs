//! Research items in the database.

use chrono::NaiveDate;
use domain::{
    Id, Stored, Text, WebUrl,
    contact::Contact,
    organization::Organization,
    research_item::{About, ResearchItem, ResearchKind},
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Set,
};

use crate::{
    Error, Executor,
    column::Cells,
    entity::research_item::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Owner, Resource},
};

impl Resource for ResearchItem {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            organization_id,
            contact_id,
            kind,
            title,
            url,
            published_on,
            note,
        } = row;
        let cells = Cells::of("research_item", id);
        let about = About::of(organization_id.map(Id::new), contact_id.map(Id::new));
        let value = Self {
            about: about.map_err(|_not_one| cells.corrupt("contact_id"))?,
            kind: cells.word("kind", &kind)?,
            title: cells.text("title", &title)?,
            url: cells.optional_web_url("url", url.as_deref())?,
            published_on,
            note: cells.optional_text("note", note.as_deref())?,
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
            about,
            kind,
            title,
            url,
            published_on,
            note,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            organization_id: Set(about.organization().map(Id::uuid)),
            contact_id: Set(about.contact().map(Id::uuid)),
            kind: Set(kind.to_string()),
            title: Set(title.to_string()),
            url: Set(url.as_ref().map(WebUrl::to_string)),
            published_on: Set(*published_on),
            note: Set(note.as_ref().map(Text::to_string)),
        }
    }
}

/// Items about one organization, one contact, of any of the kinds, published after a day; what is not given narrows
/// nothing, and an item without a day was not published after any.
pub fn filter(
    organization: Option<Id<Organization>>,
    contact: Option<Id<Contact>>,
    kinds: &[ResearchKind],
    published_after: Option<NaiveDate>,
) -> Filter {
    let filter = Filter::default()
        .any_of(Column::OrganizationId, organization.map(Id::uuid))
        .any_of(Column::ContactId, contact.map(Id::uuid))
        .any_of(Column::Kind, kinds.iter().map(|kind| kind.as_str()));
    match published_after {
        Some(day) => filter.and(Column::PublishedOn.gt(day)),
        None => filter,
    }
}

/// What was found out about a contact, or about an organization, the newest first.
pub async fn list_about(
    db: &impl Executor,
    owner: Owner,
    contact: Id<Contact>,
    organization: Option<Id<Organization>>,
    limit: u64,
) -> Result<Vec<Stored<ResearchItem>>, Error> {
    let about = Condition::any()
        .add(Column::ContactId.eq(contact.uuid()))
        .add_option(organization.map(|id| Column::OrganizationId.eq(id.uuid())));
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(about)
        .order_by_desc(Column::CreatedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(db.raw())
        .await?;
    rows.into_iter().map(ResearchItem::read).collect()
}
