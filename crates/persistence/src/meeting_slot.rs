//! Proposed times in the database.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text, WebUrl,
    interview::PlannedMinutes,
    meeting_slot::{Busy, MeetingSlot, Period, SlotState, State},
    outreach::Outreach,
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Set,
    sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    Error, SortBy, SortKey, Transaction,
    child::Child,
    column::Cells,
    entity::meeting_slot::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    select,
    workspace::{Filter, Owner, Resource},
};

impl Resource for MeetingSlot {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            outreach_id,
            visit_id,
            proposed_by,
            mode,
            place,
            link,
            starts_at,
            time_zone,
            minutes,
            state,
            chosen_by,
            interview_id,
        } = row;
        let cells = Cells::of("meeting_slot", id);
        let state = match cells.word("state", &state)? {
            SlotState::Offered => State::Offered,
            SlotState::Declined => State::Declined,
            SlotState::Withdrawn => State::Withdrawn,
            SlotState::Chosen => State::Chosen {
                by: cells.word("chosen_by", chosen_by.as_deref().unwrap_or_default())?,
                interview_id: interview_id.map(Id::new),
            },
        };
        let value = Self {
            outreach_id: Id::new(outreach_id),
            visit_id: visit_id.map(Id::new),
            proposed_by: cells.word("proposed_by", &proposed_by)?,
            mode: cells.word("mode", &mode)?,
            place: cells.optional_text("place", place.as_deref())?,
            link: cells.optional_web_url("link", link.as_deref())?,
            starts_at,
            zone: cells.zone("time_zone", &time_zone)?,
            minutes: cells.whole("minutes", minutes)?,
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
            visit_id,
            proposed_by,
            mode,
            place,
            link,
            starts_at,
            zone,
            minutes,
            state,
        } = self;
        let (chosen_by, interview_id) = match state {
            State::Chosen { by, interview_id } => (Some(*by), *interview_id),
            State::Offered | State::Declined | State::Withdrawn => (None, None),
        };
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            outreach_id: Set(outreach_id.uuid()),
            visit_id: Set(visit_id.map(Id::uuid)),
            proposed_by: Set(proposed_by.to_string()),
            mode: Set(mode.to_string()),
            place: Set(place.as_ref().map(Text::to_string)),
            link: Set(link.as_ref().map(WebUrl::to_string)),
            starts_at: Set(*starts_at),
            time_zone: Set(zone.to_string()),
            minutes: Set(minutes.get()),
            state: Set(state.word().to_string()),
            chosen_by: Set(chosen_by.map(|by| by.to_string())),
            interview_id: Set(interview_id.map(Id::uuid)),
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

impl Child for MeetingSlot {
    type Parent = Outreach;

    const PARENT: &'static str = "outreach_id";

    fn parent(&self) -> Id<Outreach> {
        self.outreach_id
    }
}

/// Slots in any of these states; none given, all.
pub fn filter(states: &[SlotState]) -> Filter {
    Filter::default().any_of(Column::State, states.iter().map(|state| state.as_str()))
}

/// Every slot of an outreach, whatever became of it.
pub async fn list_all(
    tx: &Transaction,
    owner: Owner,
    outreach: Id<Outreach>,
) -> Result<Vec<Stored<MeetingSlot>>, Error> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::OutreachId.eq(outreach.uuid()))
        .all(tx.raw())
        .await?;
    rows.into_iter().map(MeetingSlot::read).collect()
}

/// Declines whatever else an outreach has on offer, since one was chosen.
pub async fn decline_others(
    tx: &Transaction,
    owner: Owner,
    chosen: &Stored<MeetingSlot>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::State, Expr::val(SlotState::Declined.as_str()))
        .col_expr(Column::UpdatedAt, Expr::val(now))
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::OutreachId.eq(chosen.value.outreach_id.uuid()))
        .filter(Column::State.eq(SlotState::Offered.as_str()))
        .filter(Column::Id.ne(chosen.id.uuid()))
        .exec(tx.raw())
        .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    starts_at: DateTime<Utc>,
    planned_minutes: i16,
}

/// The open interviews of a person that may be in the way of some times. None is longer than an hour, so an index finds
/// them by their start.
pub async fn list_busy(
    tx: &Transaction,
    owner: Owner,
    periods: &[Period],
) -> Result<Vec<Busy>, Error> {
    let starts: Vec<DateTime<Utc>> = periods.iter().map(|period| period.from).collect();
    let ends: Vec<DateTime<Utc>> = periods.iter().map(|period| period.until).collect();
    let longest = PlannedMinutes::MAX.get();
    let rows = select::all::<Row>(
        tx,
        format!(
            "SELECT i.id, i.starts_at, i.planned_minutes FROM unnest($2::timestamptz[], $3::timestamptz[]) AS at (start, finish) \
             JOIN interview AS i ON i.owner_id = $1 AND i.starts_at > at.start - interval '{longest} minutes' \
             AND i.starts_at < at.finish AND i.state IN ('scheduled', 'in_progress') ORDER BY i.starts_at, i.id"
        ),
        [owner.uuid().into(), starts.into(), ends.into()],
    )
    .await?;
    let busy = rows.into_iter().map(|row| {
        let minutes =
            Cells::of("interview", row.id).whole("planned_minutes", row.planned_minutes)?;
        Ok(Busy {
            interview_id: Id::new(row.id),
            period: Period::of(row.starts_at, minutes),
        })
    });
    busy.collect()
}
