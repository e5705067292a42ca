//! Pitches in the database.

pub mod rehearsal;

use domain::{
    Id, Stored, Text,
    organization::Organization,
    pitch::{Candidate, Pitch, PitchReason, PitchWanted, Sections},
    theme::Theme,
};
use sea_orm::{ActiveValue::NotSet, FromQueryResult, Set};

use crate::{
    Error, Executor,
    column::Cells,
    entity::pitch::{ActiveModel, Column, Entity, Model},
    select,
    workspace::{Filter, Owner, Resource},
};

impl Resource for Pitch {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            title,
            theme_id,
            organization_id,
            variant_of,
            reintroduction,
            where_i_am,
            work_wanted,
            why,
            mission_link,
            hopes_to_learn,
        } = row;
        let cells = Cells::of("pitch", id);
        let text = |column, cell: Option<String>| cells.optional_text(column, cell.as_deref());
        let sections = Sections {
            reintroduction: text("reintroduction", reintroduction)?,
            where_i_am: text("where_i_am", where_i_am)?,
            work_wanted: text("work_wanted", work_wanted)?,
            why: text("why", why)?,
            mission_link: text("mission_link", mission_link)?,
            hopes_to_learn: text("hopes_to_learn", hopes_to_learn)?,
        };
        let value = Self {
            title: cells.optional_text("title", title.as_deref())?,
            theme_id: theme_id.map(Id::new),
            organization_id: organization_id.map(Id::new),
            variant_of: variant_of.map(Id::new),
            sections,
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
            title,
            theme_id,
            organization_id,
            variant_of,
            sections:
                Sections {
                    reintroduction,
                    where_i_am,
                    work_wanted,
                    why,
                    mission_link,
                    hopes_to_learn,
                },
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            title: Set(title.as_ref().map(Text::to_string)),
            theme_id: Set(theme_id.map(Id::uuid)),
            organization_id: Set(organization_id.map(Id::uuid)),
            variant_of: Set(variant_of.map(Id::uuid)),
            reintroduction: Set(reintroduction.as_ref().map(Text::to_string)),
            where_i_am: Set(where_i_am.as_ref().map(Text::to_string)),
            work_wanted: Set(work_wanted.as_ref().map(Text::to_string)),
            why: Set(why.as_ref().map(Text::to_string)),
            mission_link: Set(mission_link.as_ref().map(Text::to_string)),
            hopes_to_learn: Set(hopes_to_learn.as_ref().map(Text::to_string)),
        }
    }
}

/// Which pitches a list shows; what is not given narrows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrowing {
    pub theme_id: Option<Id<Theme>>,
    pub organization_id: Option<Id<Organization>>,
    /// Only those made from this one.
    pub variant_of: Option<Id<Pitch>>,
}

impl From<Narrowing> for Filter {
    fn from(
        Narrowing {
            theme_id,
            organization_id,
            variant_of,
        }: Narrowing,
    ) -> Self {
        Self::default()
            .any_of(Column::ThemeId, theme_id.map(Id::uuid))
            .any_of(Column::OrganizationId, organization_id.map(Id::uuid))
            .any_of(Column::VariantOf, variant_of.map(Id::uuid))
    }
}

#[derive(FromQueryResult)]
struct Row {
    #[sea_orm(nested)]
    pitch: Model,
    rehearsed_seconds: Option<i16>,
}

/// The pitch of an interview, and why it is that: one statement, which brings the last changed of each sort that would do
/// for the domain to choose from.
pub async fn find_wanted(
    db: &impl Executor,
    owner: Owner,
    wanted: PitchWanted,
) -> Result<Option<(Candidate, PitchReason)>, Error> {
    let sql = "SELECT p.*, (SELECT r.seconds FROM pitch_rehearsal r WHERE r.owner_id = $1 AND r.pitch_id = p.id \
               ORDER BY r.at DESC, r.id DESC LIMIT 1) AS rehearsed_seconds \
               FROM (SELECT DISTINCT ON (id IS NOT DISTINCT FROM $2, organization_id, theme_id) * FROM pitch \
               WHERE owner_id = $1 AND (id = $2 OR ((organization_id IS NULL OR organization_id = $3) \
               AND (theme_id IS NULL OR theme_id = $4))) \
               ORDER BY id IS NOT DISTINCT FROM $2, organization_id, theme_id, updated_at DESC, id DESC) AS p";
    let values = [
        owner.uuid().into(),
        wanted.chosen.map(Id::uuid).into(),
        wanted.organization.map(Id::uuid).into(),
        wanted.theme.map(Id::uuid).into(),
    ];
    let rows = select::all::<Row>(db, sql, values).await?;
    let candidates = rows.into_iter().map(
        |Row {
             pitch,
             rehearsed_seconds,
         }| {
            let cells = Cells::of("pitch", pitch.id);
            Ok(Candidate {
                rehearsed: cells.optional_whole("rehearsed_seconds", rehearsed_seconds)?,
                pitch: Pitch::read(pitch)?,
            })
        },
    );
    Ok(wanted.choose(candidates.collect::<Result<Vec<_>, Error>>()?))
}
