//! Which outreach proposes which visit, in the database.

use domain::{
    Id, Stored,
    outreach::{Outreach, OutreachState},
    visit::{Visit, VisitOutreach},
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, Set};

use crate::{
    Error, Executor,
    child::Child,
    column::Cells,
    entity::{
        outreach,
        visit_outreach::{ActiveModel, Column, Entity, Model},
    },
    workspace::{Owner, Resource},
};

impl Resource for VisitOutreach {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            visit_id,
            outreach_id,
        } = row;
        let value = Self {
            visit_id: Id::new(visit_id),
            outreach_id: Id::new(outreach_id),
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
            visit_id,
            outreach_id,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            visit_id: Set(visit_id.uuid()),
            outreach_id: Set(outreach_id.uuid()),
        }
    }
}

impl Child for VisitOutreach {
    type Parent = Visit;

    const PARENT: &'static str = "visit_id";

    fn parent(&self) -> Id<Visit> {
        self.visit_id
    }
}

/// Finds the link of an outreach to a visit.
pub async fn find_link(
    db: &impl Executor,
    owner: Owner,
    visit: Id<Visit>,
    outreach: Id<Outreach>,
) -> Result<Option<Stored<VisitOutreach>>, Error> {
    let found = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::VisitId.eq(visit.uuid()))
        .filter(Column::OutreachId.eq(outreach.uuid()))
        .one(db.raw())
        .await?;
    found.map(VisitOutreach::read).transpose()
}

/// Finds how far an outreach has come, as its row has it.
pub async fn find_outreach_state(
    db: &impl Executor,
    owner: Owner,
    outreach: Id<Outreach>,
) -> Result<Option<OutreachState>, Error> {
    let found = outreach::Entity::find_by_id((owner.uuid(), outreach.uuid()))
        .select_only()
        .column(outreach::Column::State)
        .into_tuple::<String>()
        .one(db.raw())
        .await?;
    let cells = Cells::of("outreach", outreach.uuid());
    found.map(|state| cells.word("state", &state)).transpose()
}
