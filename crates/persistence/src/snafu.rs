//! Snafus in the database.

use domain::{
    Id, Stored, Text,
    contact::Contact,
    organization::Organization,
    snafu::{About, Resolution, Snafu, SnafuCause},
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Set,
};

use crate::{
    Error, Executor,
    column::Cells,
    entity::snafu::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Owner, Resource},
};

impl Resource for Snafu {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            contact_id,
            organization_id,
            attempt_id,
            cause,
            lesson,
            happened_at,
            resolved_at,
            resolution,
        } = row;
        let cells = Cells::of("snafu", id);
        let about = About::of(contact_id.map(Id::new), organization_id.map(Id::new));
        let note = cells.optional_text("resolution", resolution.as_deref())?;
        let value = Self {
            about: about.map_err(|_nobody| cells.corrupt("contact_id"))?,
            attempt_id: attempt_id.map(Id::new),
            cause: cells.word("cause", &cause)?,
            lesson: cells.text("lesson", &lesson)?,
            happened_at,
            resolution: resolved_at.map(|at| Resolution { at, note }),
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
            attempt_id,
            cause,
            lesson,
            happened_at,
            resolution,
        } = self;
        let note = resolution.as_ref().and_then(|one| one.note.as_ref());
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            contact_id: Set(about.contact_id().map(Id::uuid)),
            organization_id: Set(about.organization_id().map(Id::uuid)),
            attempt_id: Set(attempt_id.map(Id::uuid)),
            cause: Set(cause.to_string()),
            lesson: Set(lesson.to_string()),
            happened_at: Set(*happened_at),
            resolved_at: Set(resolution.as_ref().map(|one| one.at)),
            resolution: Set(note.map(Text::to_string)),
        }
    }
}

/// What a list can be narrowed to; what is not given narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    pub contact: Option<Id<Contact>>,
    pub organization: Option<Id<Organization>>,
    pub causes: Vec<SnafuCause>,
    pub is_open: Option<bool>,
}

impl From<Narrowing> for Filter {
    fn from(narrowing: Narrowing) -> Self {
        let Narrowing {
            contact,
            organization,
            causes,
            is_open,
        } = narrowing;
        let filter = Self::default()
            .any_of(Column::ContactId, contact.map(Id::uuid))
            .any_of(Column::OrganizationId, organization.map(Id::uuid))
            .any_of(Column::Cause, causes.iter().map(|cause| cause.as_str()));
        match is_open {
            None => filter,
            Some(true) => filter.and(Column::ResolvedAt.is_null()),
            Some(false) => filter.and(Column::ResolvedAt.is_not_null()),
        }
    }
}

/// Lessons that are still open about somebody or the organization they work for, the latest first.
pub async fn list_open(
    db: &impl Executor,
    owner: Owner,
    contact: Id<Contact>,
    organization: Option<Id<Organization>>,
    limit: u64,
) -> Result<Vec<Stored<Snafu>>, Error> {
    let mut about = Condition::any().add(Column::ContactId.eq(contact.uuid()));
    if let Some(organization) = organization {
        about = about.add(Column::OrganizationId.eq(organization.uuid()));
    }
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::ResolvedAt.is_null())
        .filter(about)
        .order_by_desc(Column::HappenedAt)
        .order_by_desc(Column::Id)
        .limit(limit)
        .all(db.raw())
        .await?;
    rows.into_iter().map(Snafu::read).collect()
}
