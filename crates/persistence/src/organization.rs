//! Organizations in the database.

use domain::{
    Id, Stored, Text, WebUrl,
    organization::{Organization, OrganizationKind},
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, Set};

use crate::{
    Error, SortBy, SortKey,
    column::Cells,
    entity::organization::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

impl Resource for Organization {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            name,
            kind,
            website,
            location,
            mission,
            notes,
        } = row;
        let cells = Cells::of("organization", id);
        let value = Self {
            name: cells.text("name", &name)?,
            kind: cells.word("kind", &kind)?,
            website: cells.optional_web_url("website", website.as_deref())?,
            location: cells.optional_text("location", location.as_deref())?,
            mission: cells.optional_text("mission", mission.as_deref())?,
            notes: cells.optional_text("notes", notes.as_deref())?,
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
            website,
            location,
            mission,
            notes,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            name: Set(name.to_string()),
            kind: Set(kind.to_string()),
            website: Set(website.as_ref().map(WebUrl::to_string)),
            location: Set(location.as_ref().map(Text::to_string)),
            mission: Set(mission.as_ref().map(Text::to_string)),
            notes: Set(notes.as_ref().map(Text::to_string)),
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

/// Organizations of any of the given kinds; none given, all organizations.
pub fn filter(kinds: &[OrganizationKind]) -> Filter {
    Filter::default().any_of(Column::Kind, kinds.iter().map(|kind| kind.as_str()))
}
