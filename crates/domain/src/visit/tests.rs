//! What a visit's days, its summary and its window say.

use chrono::{DateTime, Days as Step, TimeDelta, Utc};
use proptest::prelude::*;

use super::{
    samples::{baltimore, day},
    *,
};

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn a_visit_has_one_to_ninety_days() {
    let first = day(2026, 10, 10);
    let until = |days: u64| Days::new(first, first.checked_add_days(Step::new(days)).unwrap());
    assert_eq!(until(0).unwrap().iter().count(), 1);
    assert_eq!(until(89).unwrap().iter().count(), 90);
    assert_eq!(until(90), Err(InvalidDays::TooMany));
    let before = Days::new(first, first.pred_opt().unwrap());
    assert_eq!(before, Err(InvalidDays::EndsBeforeItStarts));
}

#[test]
fn its_days_are_those_of_the_city_and_one_of_them_may_be_an_hour_longer() {
    // The clocks go back on 1 November 2026 in Baltimore.
    let visit = baltimore(day(2026, 11, 1), day(2026, 11, 1));
    for (instant, covered) in [
        ("2026-11-01T03:59:59Z", false),
        ("2026-11-01T04:00:00Z", true),
        ("2026-11-02T04:59:59Z", true),
        ("2026-11-02T05:00:00Z", false),
    ] {
        assert_eq!(visit.covers(at(instant)), covered, "{instant}");
    }
}

#[test]
fn free_days_are_those_left_without_an_interview() {
    let visit = baltimore(day(2026, 10, 10), day(2026, 10, 13));
    let observed = Observed {
        linked: 3,
        agreed: 2,
        // The second is on the 13th in Baltimore, the third on the 14th.
        arranged: vec![
            at("2026-10-11T15:00:00Z"),
            at("2026-10-14T01:00:00Z"),
            at("2026-10-14T15:00:00Z"),
        ],
        busy: vec![at("2026-10-11T15:00:00Z"), at("2026-10-14T01:00:00Z")],
        offered: vec![at("2026-10-12T15:00:00Z"), at("2026-10-15T15:00:00Z")],
        overlaps_with: Vec::new(),
    };
    let summary = visit.summary(observed.clone(), at("2026-10-01T00:00:00Z"));
    assert_eq!((summary.scheduled, summary.slots_outside), (2, 1));
    assert_eq!(summary.free_days, [day(2026, 10, 10), day(2026, 10, 12)]);
    let later = visit.summary(observed.clone(), at("2026-10-12T12:00:00Z"));
    assert_eq!(later.free_days, [day(2026, 10, 12)]);
    let canceled = Visit {
        state: VisitState::Canceled,
        ..visit
    };
    let summary = canceled.summary(observed, at("2026-10-01T00:00:00Z"));
    assert_eq!((summary.free_days.len(), summary.slots_outside), (0, 2));
}

#[test]
fn a_window_is_what_is_left_of_a_planned_visit() {
    let visit = baltimore(day(2026, 10, 10), day(2026, 10, 15));
    let stored = |value| Stored {
        id: Id::new(uuid::Uuid::nil()),
        version: 1,
        created_at: at("2026-01-01T00:00:00Z"),
        updated_at: at("2026-01-01T00:00:00Z"),
        value,
    };
    let window = |now| proposed_window(&stored(visit.clone()), at(now));
    let before = window("2026-10-01T12:00:00Z").unwrap();
    assert_eq!(
        (before.from, before.to),
        (day(2026, 10, 10), day(2026, 10, 15))
    );
    assert_eq!(before.place, "Baltimore");
    assert_eq!(
        window("2026-10-13T12:00:00Z").unwrap().from,
        day(2026, 10, 13)
    );
    // Three in the morning of the 16th in Berlin is still the 15th in Baltimore.
    assert!(window("2026-10-16T01:00:00Z").is_some());
    assert_eq!(window("2026-10-16T12:00:00Z"), None);
    let canceled = Visit {
        state: VisitState::Canceled,
        ..visit.clone()
    };
    assert_eq!(
        proposed_window(&stored(canceled), at("2026-10-01T12:00:00Z")),
        None
    );
}

#[test]
fn a_day_is_over_when_it_is_over_everywhere() {
    assert_eq!(
        last_day_on_earth(at("2026-10-16T11:59:59Z")),
        day(2026, 10, 15)
    );
    assert_eq!(
        last_day_on_earth(at("2026-10-16T12:00:00Z")),
        day(2026, 10, 16)
    );
}

proptest! {
    #[test]
    fn the_days_of_a_visit_follow_each_other_without_a_gap_whatever_the_clocks_do(
        zone in prop::sample::select(vec!["America/New_York", "Europe/Berlin", "Africa/Cairo", "Pacific/Apia", "Australia/Lord_Howe"]),
        start in 0..20_000_u64,
        length in 0..90_u64,
    ) {
        let first = day(1990, 1, 1).checked_add_days(Step::new(start)).unwrap();
        let last = first.checked_add_days(Step::new(length)).unwrap();
        let visit = Visit { zone: Zone::parse(zone).unwrap(), ..baltimore(first, last) };
        let (from, until) = (visit.zone.start_of(first), visit.zone.end_of(last));
        prop_assert!(!visit.covers(from - TimeDelta::seconds(1)));
        prop_assert!(!visit.covers(until + TimeDelta::seconds(1)));
        let mut instant = from;
        while instant <= until {
            prop_assert!(visit.covers(instant), "{instant}");
            instant += TimeDelta::minutes(727);
        }
    }

    #[test]
    fn free_days_are_days_of_the_visit_and_no_interview_is_on_one(
        busy in prop::collection::vec(0..400_i64, 0..20), now in 0..400_i64,
    ) {
        let visit = baltimore(day(2026, 10, 26), day(2026, 11, 8));
        let hour = |hours: i64| at("2026-10-25T00:00:00Z") + TimeDelta::hours(hours);
        let busy: Vec<_> = busy.into_iter().map(hour).collect();
        let observed = Observed { busy: busy.clone(), ..Observed::default() };
        let summary = visit.summary(observed, hour(now));
        for day in &summary.free_days {
            prop_assert!(visit.days.contains(*day) && *day >= visit.zone.day_of(hour(now)));
            prop_assert!(busy.iter().all(|at| visit.zone.day_of(*at) != *day));
        }
        let left = visit.days.iter().filter(|day| *day >= visit.zone.day_of(hour(now)));
        let taken = left.filter(|day| busy.iter().any(|at| visit.zone.day_of(*at) == *day)).count();
        let all = visit.days_left(hour(now)).map_or(0, |left| left.iter().count());
        prop_assert_eq!(summary.free_days.len() + taken, all);
    }
}
