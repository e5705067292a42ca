//! Which times can be offered, several at once.

use chrono::{DateTime, NaiveDate, Utc};

use super::{MeetingSlot, Period, State};
use crate::{Id, Stored, interview::Interview, visit::Visit};

/// How many times can be offered at once. Three are usual (methodology survey, D5): a hint, no rule.
pub const MAX_AT_ONCE: usize = 10;
/// How many slots an outreach can have in all, whatever became of them.
pub const MAX_SLOTS: usize = 100;

/// What keeps a person from meeting somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    pub interview_id: Id<Interview>,
    pub period: Period,
}

/// What a time collides with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// An interview that is arranged.
    Interview(Id<Interview>),
    /// A slot that the same interviewee is offered already.
    Slot(Id<MeetingSlot>),
}

/// Why a time cannot be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidOffer {
    #[error("must not be in the past")]
    InPast,
    #[error("must be on a day of the visit, {from} to {to} as its city counts them")]
    OutsideVisit { from: NaiveDate, to: NaiveDate },
    #[error("must not be offered twice; see number {earlier} of the list, from 0")]
    Twice { earlier: usize },
    #[error("must not overlap with number {earlier} of the list, from 0")]
    Overlap { earlier: usize },
    #[error("is taken already")]
    Taken(Conflict),
}

/// Admits slots to be offered together: each in the future, within its visit, and beside whatever else there is. The
/// error comes with the place of the slot in the list.
///
/// # Errors
/// [`InvalidOffer`] of the first that does not fit.
pub fn admit(
    slots: &[MeetingSlot],
    visit: Option<&Visit>,
    offered: &[Stored<MeetingSlot>],
    busy: &[Busy],
    now: DateTime<Utc>,
) -> Result<(), (usize, InvalidOffer)> {
    for (index, slot) in slots.iter().enumerate() {
        let refuse = |invalid| Err((index, invalid));
        if slot.starts_at < now {
            return refuse(InvalidOffer::InPast);
        }
        if let Some(visit) = visit.filter(|visit| !visit.covers(slot.starts_at)) {
            let (from, to) = (visit.days.starts_on(), visit.days.ends_on());
            return refuse(InvalidOffer::OutsideVisit { from, to });
        }
        let before = slots.iter().take(index).enumerate();
        for (earlier, other) in before {
            if other.starts_at == slot.starts_at {
                return refuse(InvalidOffer::Twice { earlier });
            }
            if other.period().overlaps(&slot.period()) {
                return refuse(InvalidOffer::Overlap { earlier });
            }
        }
        if let Some(conflict) = clash(slot.period(), offered, busy) {
            return refuse(InvalidOffer::Taken(conflict));
        }
    }
    Ok(())
}

/// What a time collides with: an interview first, then another slot on offer.
pub fn clash(period: Period, offered: &[Stored<MeetingSlot>], busy: &[Busy]) -> Option<Conflict> {
    let busy = busy.iter().find(|busy| busy.period.overlaps(&period));
    let offered = || {
        let mut offered = offered
            .iter()
            .filter(|one| one.value.state == State::Offered);
        offered.find(|one| one.value.period().overlaps(&period))
    };
    match busy {
        Some(busy) => Some(Conflict::Interview(busy.interview_id)),
        None => offered().map(|one| Conflict::Slot(one.id)),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        Zone,
        interview::{Mode, PlannedMinutes},
        meeting_slot::{MeetingParty, NotOffered, SlotState},
        visit::samples::{baltimore, day},
    };

    fn now() -> DateTime<Utc> {
        "2026-10-09T12:00:00Z".parse().unwrap()
    }

    fn slot(minutes_from_now: i64, minutes: i16) -> MeetingSlot {
        MeetingSlot {
            outreach_id: Id::new(Uuid::nil()),
            visit_id: None,
            proposed_by: MeetingParty::Me,
            mode: Mode::InPerson,
            place: None,
            link: None,
            starts_at: now() + TimeDelta::minutes(minutes_from_now),
            zone: Zone::UTC,
            minutes: PlannedMinutes::new(minutes).unwrap(),
            state: State::Offered,
        }
    }

    fn stored(slot: MeetingSlot) -> Stored<MeetingSlot> {
        Stored {
            id: Id::new(Uuid::from_u128(7)),
            version: 1,
            created_at: now(),
            updated_at: now(),
            value: slot,
        }
    }

    #[test]
    fn times_that_touch_do_not_overlap() {
        let offer = [slot(60, 30), slot(90, 30), slot(30, 30)];
        assert_eq!(admit(&offer, None, &[], &[], now()), Ok(()));
        let offer = [slot(60, 30), slot(89, 30)];
        let refused = admit(&offer, None, &[], &[], now());
        assert_eq!(refused, Err((1, InvalidOffer::Overlap { earlier: 0 })));
        let offer = [slot(60, 30), slot(0, 30), slot(60, 5)];
        let refused = admit(&offer, None, &[], &[], now());
        assert_eq!(refused, Err((2, InvalidOffer::Twice { earlier: 0 })));
        let refused = admit(&[slot(-1, 30)], None, &[], &[], now());
        assert_eq!(refused, Err((0, InvalidOffer::InPast)));
    }

    #[test]
    fn a_slot_of_a_visit_begins_on_one_of_its_days() {
        let visit = baltimore(day(2026, 10, 10), day(2026, 10, 10));
        // From 4 o'clock UTC on the 10th: 16 hours from now, for a day.
        let fits = |minutes| admit(&[slot(minutes, 30)], Some(&visit), &[], &[], now());
        let (from, to) = (visit.days.starts_on(), visit.days.ends_on());
        assert_eq!(fits(16 * 60), Ok(()));
        assert_eq!(fits(40 * 60 - 1), Ok(()));
        for outside in [16 * 60 - 1, 40 * 60] {
            assert_eq!(
                fits(outside),
                Err((0, InvalidOffer::OutsideVisit { from, to }))
            );
        }
    }

    #[test]
    fn an_interview_and_a_slot_on_offer_are_in_the_way_and_one_withdrawn_is_not() {
        let interview_id = Id::new(Uuid::from_u128(3));
        let busy = Busy {
            interview_id,
            period: slot(60, 30).period(),
        };
        let taken = |conflict| Err((0, InvalidOffer::Taken(conflict)));
        let offer = [slot(80, 30)];
        let refused = admit(&offer, None, &[], &[busy], now());
        assert_eq!(refused, taken(Conflict::Interview(interview_id)));
        let other = stored(slot(100, 30));
        let refused = admit(&offer, None, std::slice::from_ref(&other), &[], now());
        assert_eq!(refused, taken(Conflict::Slot(other.id)));
        let withdrawn = stored(other.value.withdraw().unwrap());
        assert_eq!(admit(&offer, None, &[withdrawn], &[], now()), Ok(()));
    }

    #[test]
    fn only_what_is_offered_is_chosen_or_withdrawn() {
        let interview = Id::new(Uuid::from_u128(3));
        let chosen = slot(60, 30)
            .choose(MeetingParty::Interviewee, interview)
            .unwrap();
        assert_eq!(
            chosen.clone().withdraw(),
            Err(NotOffered(SlotState::Chosen))
        );
        assert_eq!(
            chosen.choose(MeetingParty::Me, interview),
            Err(NotOffered(SlotState::Chosen))
        );
        let withdrawn = slot(60, 30).withdraw().unwrap();
        assert_eq!(
            withdrawn.choose(MeetingParty::Me, interview),
            Err(NotOffered(SlotState::Withdrawn))
        );
    }

    proptest! {
        #[test]
        fn what_is_admitted_never_overlaps(
            times in prop::collection::vec((-50..600_i64, 5..60_i16), 1..10),
            taken in prop::collection::vec((0..600_i64, 5..60_i16), 0..3),
        ) {
            let slots: Vec<_> = times.iter().map(|(at, minutes)| slot(*at, *minutes)).collect();
            let busy: Vec<_> = taken.iter().map(|(at, minutes)| Busy {
                interview_id: Id::new(Uuid::nil()), period: slot(*at, *minutes).period(),
            }).collect();
            let mut periods: Vec<Period> = slots.iter().map(MeetingSlot::period).collect();
            let apart = busy.iter().all(|busy| periods.iter().all(|one| !one.overlaps(&busy.period)));
            periods.sort_by_key(|period| period.from);
            let follow = periods.windows(2).all(|pair| pair[0].until <= pair[1].from);
            let future = slots.iter().all(|slot| slot.starts_at >= now());
            prop_assert_eq!(admit(&slots, None, &[], &busy, now()).is_ok(), apart && follow && future);
        }
    }
}
