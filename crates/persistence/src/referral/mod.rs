//! Referrals in the database.

mod overlap;
mod proposal;
mod route;
mod tree;

use domain::{
    Id, Stored, Text,
    contact::Contact,
    event::Event,
    network_ask::NetworkAsk,
    referral::{Closure, Origin, PermissionToName, Referral, ReferralOutcome},
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, Set};

pub use self::{
    overlap::list_overlaps,
    proposal::find_deeds,
    route::{Destination, list_routes},
    tree::list_tree,
};
use crate::{
    Error,
    column::Cells,
    entity::referral::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

impl Resource for Referral {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            referrer_id,
            contact_id,
            interview_id,
            permission_to_name,
            note,
            attempt_id,
            network_ask_id,
            event_id,
            permission_changed_on,
            outcome,
            loop_closed_at,
            loop_note,
        } = row;
        let cells = Cells::of("referral", id);
        let origin = Origin::one_of([
            attempt_id.map(|id| Origin::Attempt(Id::new(id))),
            interview_id.map(|id| Origin::Interview(Id::new(id))),
            network_ask_id.map(|id| Origin::NetworkAsk(Id::new(id))),
            event_id.map(|id| Origin::Event(Id::new(id))),
        ]);
        let new = Self::new(
            Id::new(referrer_id),
            Id::new(contact_id),
            origin.map_err(|_several| cells.corrupt("event_id"))?,
            cells.optional_text("note", note.as_deref())?,
        );
        let mut value = new.map_err(|_oneself| cells.corrupt("contact_id"))?;
        value.permission_to_name = cells.word("permission_to_name", &permission_to_name)?;
        value.permission_changed_on = permission_changed_on;
        value.outcome = cells.word("outcome", &outcome)?;
        let loop_note = cells.optional_text("loop_note", loop_note.as_deref())?;
        value.closure = loop_closed_at.map(|at| Closure {
            at,
            note: loop_note,
        });
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value,
        })
    }

    fn write(&self) -> ActiveModel {
        let closure = self.closure.as_ref();
        let loop_note = closure.and_then(|closure| closure.note.as_ref());
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            referrer_id: Set(self.referrer_id().uuid()),
            contact_id: Set(self.contact_id().uuid()),
            interview_id: Set(self.origin.and_then(Origin::interview_id).map(Id::uuid)),
            permission_to_name: Set(self.permission_to_name.to_string()),
            note: Set(self.note.as_ref().map(Text::to_string)),
            attempt_id: Set(self.origin.and_then(Origin::attempt_id).map(Id::uuid)),
            network_ask_id: Set(self.origin.and_then(Origin::network_ask_id).map(Id::uuid)),
            event_id: Set(self.origin.and_then(Origin::event_id).map(Id::uuid)),
            permission_changed_on: Set(self.permission_changed_on),
            outcome: Set(self.outcome.to_string()),
            loop_closed_at: Set(closure.map(|closure| closure.at)),
            loop_note: Set(loop_note.map(Text::to_string)),
        }
    }
}

/// Conditions on referrals, joined by AND; what is not given narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    pub referrer: Option<Id<Contact>>,
    pub contact: Option<Id<Contact>>,
    /// Any of these.
    pub permissions: Vec<PermissionToName>,
    /// Any of these.
    pub outcomes: Vec<ReferralOutcome>,
    pub network_ask: Option<Id<NetworkAsk>>,
    pub event: Option<Id<Event>>,
    /// Whether the referrer is still to be told what came of it.
    pub loop_open: Option<bool>,
}

impl From<Narrowing> for Filter {
    fn from(narrowing: Narrowing) -> Self {
        let Narrowing {
            referrer,
            contact,
            permissions,
            outcomes,
            network_ask,
            event,
            loop_open,
        } = narrowing;
        let permissions = permissions.iter().map(|one| one.as_str());
        let outcomes = outcomes.iter().map(|one| one.as_str());
        let filter = Self::default()
            .any_of(Column::ReferrerId, referrer.map(Id::uuid))
            .any_of(Column::ContactId, contact.map(Id::uuid))
            .any_of(Column::PermissionToName, permissions)
            .any_of(Column::Outcome, outcomes)
            .any_of(Column::NetworkAskId, network_ask.map(Id::uuid))
            .any_of(Column::EventId, event.map(Id::uuid));
        match loop_open {
            None => filter,
            Some(true) => filter.and(Column::LoopClosedAt.is_null()),
            Some(false) => filter.and(Column::LoopClosedAt.is_not_null()),
        }
    }
}
