//! Outreach in the database. Its row keeps what lists and the agenda need; the rest of its course is computed on reading.

pub mod attempt;
mod contact;
mod facts;
mod next_actions;
mod pre_send;
mod pursuit;
mod settle;

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    contact::Contact,
    outreach::{ContactType, Course, NextAction, Outreach, OutreachState, TypeJudgment, Window},
    theme::Theme,
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, Set};

pub use contact::{Approach, find_approach, find_contact};
pub use facts::find_facts_of_contact;
pub use next_actions::{Pending, Wanted, list_next_actions};
pub use pre_send::find_ground;
pub use pursuit::{Pursuit, find_for_update, find_pursuit};
pub use settle::{Whose, settle};

use crate::{
    Error, Executor,
    column::Cells,
    entity::outreach::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Owner, Resource},
};

/// The states of an outreach that goes on, word for word as the partial index has them: a statement that says them in
/// another way is not served by it.
pub(crate) const OPEN: &str =
    "('planned', 'awaiting_reply', 'in_conversation', 'meeting_agreed', 'deferred')";

impl Resource for Outreach {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            contact_id,
            theme_id,
            methodology_id,
            notes,
            state,
            next_action,
            next_action_from,
            next_action_until,
            recontact_on,
            next_action_channels: _,
            contact_type,
            judged_contact_type,
            asks_only_them,
            helps_since,
            own_methodology_id,
        } = row;
        let cells = Cells::of("outreach", id);
        let window = next_action_from.zip(next_action_until);
        let next_action = next_action.zip(window);
        let course = Course {
            state: cells.word("state", &state)?,
            next_action: next_action
                .map(|(kind, window)| bare(cells, &kind, window))
                .transpose()?,
            recontact_on,
            contact_type: bare_judgment(cells.word("contact_type", &contact_type)?),
            helps_since,
        };
        let methodology = Cells::chosen(methodology_id, own_methodology_id);
        let judged_type = judged_contact_type.as_deref();
        let value = Self {
            contact_id: Id::new(contact_id),
            theme_id: theme_id.map(Id::new),
            methodology: methodology.ok_or_else(|| cells.corrupt("methodology_id"))?,
            notes: cells.optional_text("notes", notes.as_deref())?,
            judged_type: cells.optional_word("judged_contact_type", judged_type)?,
            asks_only_them,
            course,
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
            contact_id,
            theme_id,
            methodology,
            notes,
            judged_type,
            asks_only_them,
            course,
        } = self;
        let (built_in, own) = Cells::columns(Some(*methodology));
        let Course {
            state,
            next_action,
            recontact_on,
            contact_type,
            helps_since,
        } = course;
        let next = next_action.as_ref();
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            contact_id: Set(contact_id.uuid()),
            theme_id: Set(theme_id.map(Id::uuid)),
            methodology_id: Set(built_in),
            notes: Set(notes.as_ref().map(Text::to_string)),
            state: Set(state.to_string()),
            next_action: Set(next.map(|next| next.kind.to_string())),
            next_action_from: Set(next.map(|next| next.window.from())),
            next_action_until: Set(next.map(|next| next.window.until())),
            recontact_on: Set(*recontact_on),
            next_action_channels: Set(next.map(channels)),
            contact_type: Set(contact_type.contact_type.to_string()),
            judged_contact_type: Set(judged_type.map(|judged| judged.to_string())),
            asks_only_them: Set(*asks_only_them),
            helps_since: Set(*helps_since),
            own_methodology_id: Set(own),
        }
    }

    /// Computes the course of each row from its attempts, with the explanation that no column holds.
    async fn read_children(
        db: &impl Executor,
        owner: Owner,
        rows: &mut [Stored<Self>],
    ) -> Result<(), Error> {
        pursuit::explain(db, owner, rows).await
    }
}

/// A next action as its row has it, without the explanation.
fn bare(
    cells: Cells,
    kind: &str,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<NextAction, Error> {
    Ok(NextAction {
        kind: cells.word("next_action", kind)?,
        channels: Vec::new(),
        window: Window::new(from, until),
        reason: String::new(),
        rule: String::new(),
        source: String::new(),
        candidates: Vec::new(),
        then: None,
        counted: None,
    })
}

/// The type of a contact as its row has it, without the explanation.
fn bare_judgment(contact_type: ContactType) -> TypeJudgment {
    TypeJudgment {
        contact_type,
        reason: String::new(),
        rule: None,
    }
}

/// By what a next action is done, as its column has it.
fn channels(next: &NextAction) -> Vec<String> {
    next.channels.iter().map(ToString::to_string).collect()
}

/// Outreach to one contact, for one theme, in any of the given states, to one of the given types of contacts; nothing
/// given, all of it.
pub fn filter(
    contact: Option<Id<Contact>>,
    theme: Option<Id<Theme>>,
    states: &[OutreachState],
    types: &[ContactType],
) -> Filter {
    Filter::default()
        .any_of(Column::ContactId, contact.map(Id::uuid))
        .any_of(Column::ThemeId, theme.map(Id::uuid))
        .any_of(Column::State, states.iter().map(|state| state.as_str()))
        .any_of(Column::ContactType, types.iter().map(|one| one.as_str()))
}
