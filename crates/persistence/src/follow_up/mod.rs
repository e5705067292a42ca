//! Follow-ups in the database.

mod cadence;
mod helper;
mod made;

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    contact::Contact,
    follow_up::{FollowUp, FollowUpKind, FollowUpState, Reason, State},
    interview::Interview,
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, ConnectionTrait, DbBackend, Set, Statement};

pub use self::{
    cadence::{Kept, list_kept, list_pending_updates, list_updated},
    helper::list_helpers,
    made::{SettledBy, keep_settled, list_made, list_open_loops, list_settled_by},
};
use crate::{
    Error, Executor, SortBy, SortKey,
    column::Cells,
    entity::follow_up::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Owner, Resource},
};

/// Which follow-ups a list shows; what is not given does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    pub states: Vec<FollowUpState>,
    pub kinds: Vec<FollowUpKind>,
    pub contact_id: Option<Id<Contact>>,
    pub interview_id: Option<Id<Interview>>,
    pub due_before: Option<DateTime<Utc>>,
}

impl Resource for FollowUp {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let state = read_state(&row)?;
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            contact_id,
            interview_id,
            kind,
            due_at,
            rule,
            reason,
            state: _,
            snoozed_until: _,
            settled_at: _,
            skip_reason: _,
            note,
            referral_id,
            message_id,
            learning_id,
            withdrawal_reason: _,
        } = row;
        let cells = Cells::of("follow_up", id);
        let value = Self {
            contact_id: Id::new(contact_id),
            interview_id: interview_id.map(Id::new),
            referral_id: referral_id.map(Id::new),
            kind: cells.word("kind", &kind)?,
            due_at,
            rule: cells.optional_text("rule", rule.as_deref())?,
            reason: cells.text("reason", &reason)?,
            note: cells.optional_text("note", note.as_deref())?,
            message_id: message_id.map(Id::new),
            learning_id: learning_id.map(Id::new),
            state,
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
            interview_id,
            referral_id,
            kind,
            due_at,
            rule,
            reason,
            note,
            message_id,
            learning_id,
            state,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            contact_id: Set(contact_id.uuid()),
            interview_id: Set(interview_id.map(Id::uuid)),
            kind: Set(kind.to_string()),
            due_at: Set(*due_at),
            rule: Set(rule.as_ref().map(Text::to_string)),
            reason: Set(reason.to_string()),
            note: Set(note.as_ref().map(Text::to_string)),
            referral_id: Set(referral_id.map(Id::uuid)),
            message_id: Set(message_id.map(Id::uuid)),
            learning_id: Set(learning_id.map(Id::uuid)),
            ..state_cells(state)
        }
    }

    fn sort_key(stored: &Stored<Self>, by: SortBy) -> SortKey {
        SortKey::Instant(match by {
            SortBy::DueAt => stored.value.due_at,
            SortBy::UpdatedAt => stored.updated_at,
            _ => stored.created_at,
        })
    }
}

/// The columns of a state; those that only another state knows are emptied.
fn state_cells(state: &State) -> ActiveModel {
    let (snoozed_until, settled_at, skipped, withdrawn) = match state {
        State::Pending { snoozed_until } => (*snoozed_until, None, None, None),
        State::Done { at } => (None, Some(*at), None, None),
        State::Skipped { at, reason } => (None, Some(*at), Some(reason), None),
        State::Withdrawn { at, reason } => (None, Some(*at), None, Some(reason)),
    };
    ActiveModel {
        state: Set(state.word().to_string()),
        snoozed_until: Set(snoozed_until),
        settled_at: Set(settled_at),
        skip_reason: Set(skipped.map(Text::to_string)),
        withdrawal_reason: Set(withdrawn.map(Text::to_string)),
        ..Default::default()
    }
}

fn read_state(row: &Model) -> Result<State, Error> {
    let cells = Cells::of("follow_up", row.id);
    let settled_at = || row.settled_at.ok_or_else(|| cells.corrupt("settled_at"));
    let reason = |column, cell: Option<&str>| -> Result<Reason, Error> {
        let text = cells.optional_text(column, cell)?;
        text.ok_or_else(|| cells.corrupt(column))
    };
    Ok(match cells.word("state", &row.state)? {
        FollowUpState::Pending => State::Pending {
            snoozed_until: row.snoozed_until,
        },
        FollowUpState::Done => State::Done { at: settled_at()? },
        FollowUpState::Skipped => State::Skipped {
            at: settled_at()?,
            reason: reason("skip_reason", row.skip_reason.as_deref())?,
        },
        FollowUpState::Withdrawn => State::Withdrawn {
            at: settled_at()?,
            reason: reason("withdrawal_reason", row.withdrawal_reason.as_deref())?,
        },
    })
}

/// The follow-ups that meet all the criteria.
pub fn filter(criteria: Criteria) -> Filter {
    let Criteria {
        states,
        kinds,
        contact_id,
        interview_id,
        due_before,
    } = criteria;
    let filter = Filter::default()
        .any_of(Column::State, states.iter().map(|state| state.as_str()))
        .any_of(Column::Kind, kinds.iter().map(|kind| kind.as_str()))
        .any_of(Column::ContactId, contact_id.map(Id::uuid))
        .any_of(Column::InterviewId, interview_id.map(Id::uuid));
    match due_before {
        Some(before) => filter.and(Column::DueAt.lt(before)),
        None => filter,
    }
}

/// Whether an interview is with another contact than this one, both being the owner's.
pub async fn is_with_another(
    db: &impl Executor,
    owner: Owner,
    interview: Id<Interview>,
    contact: Id<Contact>,
) -> Result<bool, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT 1 FROM interview i JOIN contact c ON c.owner_id = i.owner_id AND c.id = $3 \
         WHERE i.owner_id = $1 AND i.id = $2 AND i.contact_id <> c.id",
        [
            owner.uuid().into(),
            interview.uuid().into(),
            contact.uuid().into(),
        ],
    );
    Ok(db.raw().query_one_raw(statement).await?.is_some())
}
