//! When the next update is due, and when none is.

use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::follow_up::samples::noon;

const CADENCE: Cadence = Cadence {
    days: 120,
    per_year: 3,
};

fn talked() -> InTouch {
    InTouch {
        contact_id: Id::new(Uuid::from_u128(1)),
        last_contacted_at: Some(noon()),
        cadence: Some(CADENCE),
        do_not_contact: false,
        every_days: None,
        updated_at: Vec::new(),
        pending: Vec::new(),
        zone: Zone::parse("Europe/Berlin").unwrap(),
    }
}

fn stored(value: FollowUp) -> Stored<FollowUp> {
    Stored {
        id: Id::new(Uuid::from_u128(2)),
        version: 1,
        created_at: noon(),
        updated_at: noon(),
        value,
    }
}

fn made(facts: InTouch) -> FollowUp {
    let settled = facts.settle(Occasion::Contact, noon());
    assert_eq!((settled.made.len(), settled.changed.len()), (1, 0));
    settled.made.into_iter().next().unwrap()
}

fn due(facts: InTouch) -> String {
    made(facts).due_at.format("%F %T").to_string()
}

#[test]
fn the_next_update_is_due_at_the_end_of_a_local_day_counted_from_the_last_contact() {
    // Noon of the first of March in UTC; the clocks of Berlin go forward in between.
    assert_eq!(due(talked()), "2026-06-29 21:59:59");
    let own = InTouch {
        every_days: Some(UpdateEveryDays::new(30).unwrap()),
        ..talked()
    };
    assert_eq!(due(own), "2026-03-31 21:59:59");
}

#[test]
fn a_year_has_so_many_updates_at_most_and_the_next_says_why_it_waits() {
    let days = |days| noon() - TimeDelta::days(days);
    let often = InTouch {
        every_days: Some(UpdateEveryDays::new(7).unwrap()),
        updated_at: vec![days(0), days(10), days(20)],
        ..talked()
    };
    let two = InTouch {
        updated_at: vec![days(0), days(10)],
        ..often.clone()
    };
    let next = made(often);
    assert_eq!(next.due_at.format("%F").to_string(), "2027-02-09");
    assert!(next.reason.as_str().contains("3 updates within a year"));
    assert_eq!(due(two), "2026-03-08 22:59:59");
}

#[test]
fn without_a_conversation_or_a_wish_to_hear_there_is_none() {
    for nobody in [
        InTouch {
            cadence: None,
            ..talked()
        },
        InTouch {
            do_not_contact: true,
            ..talked()
        },
        InTouch {
            last_contacted_at: None,
            ..talked()
        },
    ] {
        let settled = nobody.settle(Occasion::Contact, noon());
        assert_eq!(settled, Settled::default());
    }
}

#[test]
fn a_contact_moves_what_is_pending_and_anything_else_leaves_it_where_the_person_put_it() {
    let pending = FollowUp {
        due_at: noon(),
        state: State::Pending {
            snoozed_until: Some(noon() + TimeDelta::days(3)),
        },
        ..made(talked())
    };
    let facts = || InTouch {
        pending: vec![stored(pending.clone())],
        ..talked()
    };
    let left = facts().settle(Occasion::Other, noon());
    assert_eq!(left, Settled::default());
    let skipped = talked().settle(Occasion::Other, noon());
    assert_eq!(skipped, Settled::default());
    let moved = facts().settle(Occasion::Contact, noon());
    assert_eq!(moved.changed, [stored(made(talked()))]);
    let again = InTouch {
        pending: moved.changed,
        ..talked()
    };
    let settled = again.settle(Occasion::Contact, noon());
    assert_eq!(settled, Settled::default());
}

#[test]
fn what_is_owed_no_longer_is_withdrawn_with_the_reason() {
    let pending = || vec![stored(made(talked())), stored(made(talked()))];
    for (facts, count, why) in [
        (talked(), 1, "Another update to them is pending already."),
        (
            InTouch {
                do_not_contact: true,
                ..talked()
            },
            2,
            "They asked not to be contacted.",
        ),
        (
            InTouch {
                cadence: None,
                ..talked()
            },
            2,
            "There is no conversation with them any more.",
        ),
    ] {
        let facts = InTouch {
            pending: pending(),
            ..facts
        };
        let settled = facts.settle(Occasion::Other, noon());
        let withdrawn = State::Withdrawn {
            at: noon(),
            reason: Reason::parse(why).unwrap(),
        };
        let states: Vec<_> = settled.changed.iter().map(|it| &it.value.state).collect();
        assert_eq!(states, vec![&withdrawn; count]);
        assert_eq!(settled.made, []);
    }
}

proptest! {
    #[test]
    fn within_365_days_there_are_never_more_updates_than_the_methodology_has(
        every in 7_i64..=730, per_year in 1_u32..=6, delays in prop::collection::vec(0_i64..40, 1..40),
    ) {
        let cadence = Cadence { days: 120, per_year };
        let every_days = Some(UpdateEveryDays::new(every).unwrap());
        let mut facts = InTouch { every_days, cadence: Some(cadence), ..talked() };
        let mut told: Vec<DateTime<Utc>> = Vec::new();
        for delay in delays {
            let owed = facts.owed().unwrap();
            // Each is done on its day or some days later, never before.
            let at = owed.due_at + TimeDelta::days(delay);
            told.insert(0, at);
            facts.last_contacted_at = Some(at);
            facts.updated_at = told.iter().copied().take(usize::try_from(per_year).unwrap()).collect();
        }
        for first in told.windows(usize::try_from(per_year).unwrap() + 1) {
            let (latest, earliest) = (first.first().unwrap(), first.last().unwrap());
            let days = facts.zone.day_of(*latest) - facts.zone.day_of(*earliest);
            prop_assert!(days.num_days() >= 365);
        }
    }
}
