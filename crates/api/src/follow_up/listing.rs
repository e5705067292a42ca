//! Which follow-ups a list shows, in which order.

use chrono::{DateTime, Utc};
use domain::{Id, vocabulary::Vocabulary};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::wire::{FollowUpKind, FollowUpState};
use crate::wire::{FollowUpSort, Word};

/// Which follow-ups, in which order.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListFollowUps {
    /// Only follow-ups in one of these states.
    #[param(max_items = 4)]
    state: Option<Vec<FollowUpState>>,
    /// Only follow-ups of one of these kinds.
    #[param(max_items = 9)]
    kind: Option<Vec<FollowUpKind>>,
    /// Only what is owed to this contact.
    contact_id: Option<Uuid>,
    /// Only what comes from this interview.
    interview_id: Option<Uuid>,
    /// Only what is due before this moment, by `due_at`.
    due_before: Option<DateTime<Utc>>,
    /// The order; by `due_at` when it is not given.
    sort: Option<FollowUpSort>,
}

impl ListFollowUps {
    /// What narrows the list, and the word of its order.
    pub(super) fn read(self) -> (persistence::follow_up::Criteria, &'static str) {
        let Self {
            state,
            kind,
            contact_id,
            interview_id,
            due_before,
            sort,
        } = self;
        let criteria = persistence::follow_up::Criteria {
            states: Word::list(state),
            kinds: Word::list(kind),
            contact_id: contact_id.map(Id::new),
            interview_id: interview_id.map(Id::new),
            due_before,
        };
        let order = sort.map_or("due_at", |Word(order)| order.as_str());
        (criteria, order)
    }
}
