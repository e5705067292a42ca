//! Interviews in the database.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text, WebUrl,
    contact::Contact,
    interview::{CanceledBy, Debrief, EndReason, Interview, InterviewState, State},
    outreach::Outreach,
    theme::Theme,
    vocabulary::Vocabulary,
    whole::Whole,
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, Set};

use crate::{
    Error, SortBy, SortKey,
    column::Cells,
    entity::interview::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

/// Which interviews a list shows; what is not given does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    pub states: Vec<InterviewState>,
    pub contact_id: Option<Id<Contact>>,
    pub outreach_id: Option<Id<Outreach>>,
    pub theme_id: Option<Id<Theme>>,
    /// Included.
    pub starts_after: Option<DateTime<Utc>>,
    /// Not included.
    pub starts_before: Option<DateTime<Utc>>,
}

impl Resource for Interview {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let state = read_state(&row)?;
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            outreach_id,
            contact_id,
            theme_id,
            kind,
            mode,
            place,
            link,
            starts_at,
            time_zone,
            planned_minutes,
            reschedule_count,
            state: _,
            started_at: _,
            completed_at: _,
            actual_minutes: _,
            canceled_by: _,
            end_reason: _,
            notes,
            extended_minutes,
            stay_in_touch: _,
            confidence_before: _,
            confidence_after: _,
            talk_share_percent: _,
            resume_requested_at,
            notes_transcribed_at: _,
        } = row;
        let cells = Cells::of("interview", id);
        let value = Self {
            outreach_id: Id::new(outreach_id),
            contact_id: Id::new(contact_id),
            theme_id: theme_id.map(Id::new),
            kind: cells.word("kind", &kind)?,
            mode: cells.word("mode", &mode)?,
            place: cells.optional_text("place", place.as_deref())?,
            link: cells.optional_web_url("link", link.as_deref())?,
            starts_at,
            zone: cells.zone("time_zone", &time_zone)?,
            planned_minutes: cells.whole("planned_minutes", planned_minutes)?,
            extended_minutes: cells.whole("extended_minutes", extended_minutes)?,
            reschedule_count: cells.whole("reschedule_count", reschedule_count)?,
            notes: cells.optional_text("notes", notes.as_deref())?,
            resume_requested_at,
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
            outreach_id,
            contact_id,
            theme_id,
            kind,
            mode,
            place,
            link,
            starts_at,
            zone,
            planned_minutes,
            extended_minutes,
            reschedule_count,
            notes,
            resume_requested_at,
            state,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            outreach_id: Set(outreach_id.uuid()),
            contact_id: Set(contact_id.uuid()),
            theme_id: Set(theme_id.map(Id::uuid)),
            kind: Set(kind.to_string()),
            mode: Set(mode.to_string()),
            place: Set(place.as_ref().map(Text::to_string)),
            link: Set(link.as_ref().map(WebUrl::to_string)),
            starts_at: Set(*starts_at),
            time_zone: Set(zone.to_string()),
            planned_minutes: Set(planned_minutes.get()),
            extended_minutes: Set(extended_minutes.get()),
            reschedule_count: Set(reschedule_count.get()),
            notes: Set(notes.as_ref().map(Text::to_string)),
            resume_requested_at: Set(*resume_requested_at),
            ..state_cells(state)
        }
    }

    fn sort_key(stored: &Stored<Self>, by: SortBy) -> SortKey {
        SortKey::Instant(match by {
            SortBy::StartsAt => stored.value.starts_at,
            SortBy::UpdatedAt => stored.updated_at,
            _ => stored.created_at,
        })
    }
}

/// The columns of a state; those that only another state knows are emptied.
fn state_cells(state: &State) -> ActiveModel {
    let word = state.word().to_string();
    let (started_at, ended, canceled_by, reason) = match state {
        State::Scheduled => (None, None, None, None),
        State::InProgress { started_at } => (Some(*started_at), None, None, None),
        State::Completed {
            started_at,
            completed_at,
            actual_minutes,
            debrief: _,
            notes_transcribed_at: _,
        } => {
            let ended = (*completed_at, actual_minutes.get());
            (Some(*started_at), Some(ended), None, None)
        }
        State::Canceled { by, reason } => (None, None, Some(*by), reason.as_ref()),
        State::NoShow { reason } => (None, None, None, reason.as_ref()),
    };
    let (completed_at, actual_minutes) = ended.unzip();
    ActiveModel {
        state: Set(word),
        started_at: Set(started_at),
        completed_at: Set(completed_at),
        actual_minutes: Set(actual_minutes),
        canceled_by: Set(canceled_by.map(|by: CanceledBy| by.to_string())),
        end_reason: Set(reason.map(EndReason::to_string)),
        ..debrief_cells(state)
    }
}

fn debrief_cells(state: &State) -> ActiveModel {
    let (debrief, notes_transcribed_at) = match state {
        State::Completed {
            debrief,
            notes_transcribed_at,
            ..
        } => (debrief, *notes_transcribed_at),
        _ => (&Debrief::default(), None),
    };
    let Debrief {
        stay_in_touch,
        confidence_before,
        confidence_after,
        talk_share_percent,
    } = debrief;
    ActiveModel {
        notes_transcribed_at: Set(notes_transcribed_at),
        stay_in_touch: Set(stay_in_touch.as_ref().map(Text::to_string)),
        confidence_before: Set(confidence_before.map(Whole::get)),
        confidence_after: Set(confidence_after.map(Whole::get)),
        talk_share_percent: Set(talk_share_percent.map(Whole::get)),
        ..Default::default()
    }
}

fn read_debrief(row: &Model) -> Result<Debrief, Error> {
    let cells = Cells::of("interview", row.id);
    Ok(Debrief {
        stay_in_touch: cells.optional_text("stay_in_touch", row.stay_in_touch.as_deref())?,
        confidence_before: cells.optional_whole("confidence_before", row.confidence_before)?,
        confidence_after: cells.optional_whole("confidence_after", row.confidence_after)?,
        talk_share_percent: cells.optional_whole("talk_share_percent", row.talk_share_percent)?,
    })
}

fn read_state(row: &Model) -> Result<State, Error> {
    let cells = Cells::of("interview", row.id);
    let started_at = || row.started_at.ok_or_else(|| cells.corrupt("started_at"));
    let reason = || cells.optional_text("end_reason", row.end_reason.as_deref());
    Ok(match cells.word("state", &row.state)? {
        InterviewState::Scheduled => State::Scheduled,
        InterviewState::InProgress => State::InProgress {
            started_at: started_at()?,
        },
        InterviewState::Completed => {
            let minutes = row.actual_minutes;
            let minutes = minutes.ok_or_else(|| cells.corrupt("actual_minutes"))?;
            State::Completed {
                started_at: started_at()?,
                completed_at: row
                    .completed_at
                    .ok_or_else(|| cells.corrupt("completed_at"))?,
                actual_minutes: cells.whole("actual_minutes", minutes)?,
                debrief: read_debrief(row)?,
                notes_transcribed_at: row.notes_transcribed_at,
            }
        }
        InterviewState::Canceled => State::Canceled {
            by: cells.word(
                "canceled_by",
                row.canceled_by.as_deref().unwrap_or_default(),
            )?,
            reason: reason()?,
        },
        InterviewState::NoShow => State::NoShow { reason: reason()? },
    })
}

/// The interviews that meet all the criteria.
pub fn filter(criteria: Criteria) -> Filter {
    let Criteria {
        states,
        contact_id,
        outreach_id,
        theme_id,
        starts_after,
        starts_before,
    } = criteria;
    let mut filter = Filter::default()
        .any_of(Column::State, states.iter().map(|state| state.as_str()))
        .any_of(Column::ContactId, contact_id.map(Id::uuid))
        .any_of(Column::OutreachId, outreach_id.map(Id::uuid))
        .any_of(Column::ThemeId, theme_id.map(Id::uuid));
    if let Some(after) = starts_after {
        filter = filter.and(Column::StartsAt.gte(after));
    }
    if let Some(before) = starts_before {
        filter = filter.and(Column::StartsAt.lt(before));
    }
    filter
}
