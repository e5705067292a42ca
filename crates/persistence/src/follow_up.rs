//! Follow-ups in the database.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    contact::Contact,
    follow_up::{FollowUp, FollowUpKind, FollowUpState, Reason, State},
    interview::Interview,
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, ConnectionTrait, DbBackend, Set, Statement};

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
        } = row;
        let cells = Cells::of("follow_up", id);
        let value = Self {
            contact_id: Id::new(contact_id),
            interview_id: interview_id.map(Id::new),
            kind: cells.word("kind", &kind)?,
            due_at,
            rule: cells.optional_text("rule", rule.as_deref())?,
            reason: cells.text("reason", &reason)?,
            note: cells.optional_text("note", note.as_deref())?,
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
            kind,
            due_at,
            rule,
            reason,
            note,
            state,
        } = self;
        let (snoozed_until, settled_at, skip_reason) = state_cells(state);
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
            state: Set(state.word().to_string()),
            snoozed_until: Set(snoozed_until),
            settled_at: Set(settled_at),
            skip_reason: Set(skip_reason.map(Text::to_string)),
            note: Set(note.as_ref().map(Text::to_string)),
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

/// What is kept of a state besides its word: snoozed until, settled at, reason for skipping.
type StateCells<'a> = (
    Option<DateTime<Utc>>,
    Option<DateTime<Utc>>,
    Option<&'a Reason>,
);

fn state_cells(state: &State) -> StateCells<'_> {
    match state {
        State::Pending { snoozed_until } => (*snoozed_until, None, None),
        State::Done { at } => (None, Some(*at), None),
        State::Skipped { at, reason } => (None, Some(*at), Some(reason)),
    }
}

fn read_state(row: &Model) -> Result<State, Error> {
    let cells = Cells::of("follow_up", row.id);
    let settled_at = || row.settled_at.ok_or_else(|| cells.corrupt("settled_at"));
    Ok(match cells.word("state", &row.state)? {
        FollowUpState::Pending => State::Pending {
            snoozed_until: row.snoozed_until,
        },
        FollowUpState::Done => State::Done { at: settled_at()? },
        FollowUpState::Skipped => State::Skipped {
            at: settled_at()?,
            reason: cells
                .optional_text("skip_reason", row.skip_reason.as_deref())?
                .ok_or_else(|| cells.corrupt("skip_reason"))?,
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
