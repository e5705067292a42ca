//! How long pitches took when they were said aloud, in the database.

use domain::{
    Id, Stored, Text,
    pitch::{Pitch, Rehearsal},
};
use sea_orm::{ActiveValue::NotSet, Set};

use crate::{
    Error, Executor, Listing, SortBy,
    child::{Child, of},
    column::Cells,
    entity::pitch_rehearsal::{ActiveModel, Entity, Model},
    workspace::{self, Owner, Resource},
};

impl Resource for Rehearsal {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            pitch_id,
            seconds,
            at,
            note,
        } = row;
        let cells = Cells::of("pitch_rehearsal", id);
        let value = Self {
            pitch_id: Id::new(pitch_id),
            seconds: cells.whole("seconds", seconds)?,
            at,
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
            pitch_id,
            seconds,
            at,
            note,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            pitch_id: Set(pitch_id.uuid()),
            seconds: Set(seconds.get()),
            at: Set(*at),
            note: Set(note.as_ref().map(Text::to_string)),
        }
    }
}

impl Child for Rehearsal {
    type Parent = Pitch;

    const PARENT: &'static str = "pitch_id";

    fn parent(&self) -> Id<Pitch> {
        self.pitch_id
    }
}

/// All rehearsals of a pitch, as many as it can have.
pub async fn list_of(
    db: &impl Executor,
    owner: Owner,
    pitch: Id<Pitch>,
) -> Result<Vec<Rehearsal>, Error> {
    let everything = Listing {
        by: SortBy::CreatedAt,
        descending: false,
        limit: u64::try_from(Rehearsal::MAX).unwrap_or(u64::MAX),
        after: None,
    };
    let found = workspace::list(db, owner, of::<Rehearsal>(pitch), everything).await?;
    Ok(found.into_iter().map(|one| one.value).collect())
}
