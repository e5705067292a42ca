//! What holds for every calendar, every instant and every wait.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;

use super::{BusinessCalendar, Counted, DayUnit, Desk, KnownDesk, Sending, StepKind, Wait, parts};
use crate::{Zone, country::Country, methodology::Span, profile::HolidayCalendar};

const COUNTRIES: [&str; 14] = [
    "US", "DE", "GB", "CN", "EG", "IL", "BN", "IR", "AE", "UA", "LK", "HM", "NZ", "JP",
];

/// Far apart, with and without clock changes, at midnight or in the southern summer.
const ZONES: [&str; 10] = [
    "UTC",
    "America/New_York",
    "Europe/Berlin",
    "Africa/Cairo",
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",
    "America/Santiago",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
];

fn calendars() -> impl Strategy<Value = BusinessCalendar> {
    let places = (
        prop::sample::select(&COUNTRIES),
        any::<prop::sample::Index>(),
    );
    let of_places = places.prop_map(|(code, index)| {
        let country = Country::parse(code).unwrap();
        let parts = parts(country);
        // One more than there are parts: the whole country.
        let part = parts.get(index.index(parts.len() + 1));
        let code = part.map(|part| format!("{code}-{part}"));
        BusinessCalendar::from(HolidayCalendar::new(country, code.as_deref()).unwrap())
    });
    prop_oneof![9 => of_places, 1 => Just(BusinessCalendar::WEEKENDS_ONLY)]
}

/// From before the table until after it.
fn days() -> impl Strategy<Value = NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap();
    (0..366 * 14_i64).prop_map(move |days| first + TimeDelta::days(days))
}

fn zones() -> impl Strategy<Value = Zone> {
    prop::sample::select(&ZONES).prop_map(|name| Zone::parse(name).unwrap())
}

fn instants() -> impl Strategy<Value = DateTime<Utc>> {
    let seconds = 0..24 * 60 * 60_i64;
    (days(), seconds).prop_map(|(day, seconds)| {
        day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::seconds(seconds)
    })
}

fn sendings() -> impl Strategy<Value = Sending> {
    let sender = (zones(), calendars()).prop_map(|(zone, calendar)| Desk { zone, calendar });
    let recipient = (prop::option::of(zones()), prop::option::of(calendars()))
        .prop_map(|(zone, calendar)| KnownDesk { zone, calendar });
    (instants(), sender, recipient).prop_map(|(at, sender, recipient)| Sending {
        at,
        sender,
        recipient,
    })
}

fn waits() -> impl Strategy<Value = Wait> {
    let unit = prop::sample::select(&[DayUnit::CalendarDays, DayUnit::BusinessDays]);
    (unit, any::<bool>(), 0..30_u32, 0..30_u32).prop_map(|(unit, cut_off, min, more)| {
        let span = Span {
            min,
            max: min + more,
        };
        Wait::new(unit, cut_off, span).unwrap()
    })
}

/// The calendar that counts; without one every day does.
fn counting(wait: Wait, sending: &Sending) -> Option<BusinessCalendar> {
    let calendar = sending
        .recipient
        .calendar
        .unwrap_or(sending.sender.calendar);
    (wait.unit == DayUnit::BusinessDays).then_some(calendar)
}

fn is_counted(calendar: Option<BusinessCalendar>, day: NaiveDate) -> bool {
    calendar.is_none_or(|calendar| calendar.is_business_day(day))
}

/// The counted days after `from`, until `until`.
fn count(calendar: Option<BusinessCalendar>, from: NaiveDate, until: NaiveDate) -> usize {
    let days = from.iter_days().skip(1).take_while(|day| *day <= until);
    days.filter(|day| is_counted(calendar, *day)).count()
}

fn only(counted: &Counted, kind: StepKind) -> NaiveDate {
    let mut steps = counted.steps().into_iter().filter(|step| step.kind == kind);
    let found = steps.next().unwrap();
    assert_eq!(steps.next(), None);
    found.from
}

proptest! {
    #[test]
    fn added_days_end_on_a_business_day(calendar in calendars(), day in days(), n in 0..40_u16) {
        prop_assert!(calendar.is_business_day(calendar.add_business_days(day, n)));
        prop_assert!(calendar.is_business_day(calendar.next_business_day(day)));
    }

    #[test]
    fn adding_none_changes_nothing_but_a_day_off(calendar in calendars(), day in days()) {
        let same = calendar.add_business_days(day, 0);
        prop_assert_eq!(same == day, calendar.is_business_day(day));
        prop_assert_eq!(calendar.add_business_days(same, 0), same);
        prop_assert_eq!(count(Some(calendar), day, same), usize::from(same != day));
    }

    #[test]
    fn counting_back_finds_what_was_added(calendar in calendars(), day in days(), n in 0..40_u16) {
        let start = calendar.on_or_after(day);
        let end = calendar.add_business_days(day, n);
        prop_assert_eq!(count(Some(calendar), start, end), usize::from(n));
    }

    #[test]
    fn adding_twice_adds_the_sum(calendar in calendars(), day in days(), a in 0..20_u16, b in 0..20_u16) {
        let twice = calendar.add_business_days(calendar.add_business_days(day, a), b);
        prop_assert_eq!(twice, calendar.add_business_days(day, a + b));
    }

    #[test]
    fn later_or_more_is_never_earlier(
        calendar in calendars(), day in days(), later in 0..30_i64, n in 0..40_u16,
    ) {
        let ends = calendar.add_business_days(day, n);
        prop_assert!(ends <= calendar.add_business_days(day + TimeDelta::days(later), n));
        prop_assert!(ends < calendar.add_business_days(day, n + 1));
        prop_assert_eq!(calendar.next_business_day(ends), calendar.add_business_days(day, n + 1));
    }

    #[test]
    fn a_window_opens_and_closes_on_days_that_count(sending in sendings(), wait in waits()) {
        let counted = wait.count(&sending);
        let calendar = counting(wait, &sending);
        prop_assert!(is_counted(calendar, counted.first), "{}", counted.first);
        prop_assert!(is_counted(calendar, counted.last), "{}", counted.last);
    }

    #[test]
    fn edges_are_the_first_and_last_second_of_their_days(sending in sendings(), wait in waits()) {
        let Counted { window, first, last, zone, .. } = wait.count(&sending);
        let second = TimeDelta::seconds(1);
        prop_assert_eq!(zone.day_of(window.from()), first);
        prop_assert_eq!(zone.day_of(window.until()), last);
        prop_assert_eq!(Some(zone.day_of(window.until() + second)), last.succ_opt());
        if window.from() != sending.at {
            prop_assert_eq!(Some(zone.day_of(window.from() - second)), first.pred_opt());
        }
        prop_assert!(sending.at <= window.from() && window.from() <= window.until());
    }

    #[test]
    fn the_days_told_are_the_days_counted(sending in sendings(), wait in waits()) {
        let counted = wait.count(&sending);
        let calendar = counting(wait, &sending);
        let begins = only(&counted, StepKind::Begins);
        prop_assert!(is_counted(calendar, begins));
        prop_assert_eq!(count(calendar, begins, counted.first), usize::from(wait.min));
        prop_assert_eq!(count(calendar, begins, counted.last), usize::from(wait.max));
        prop_assert_eq!(only(&counted, StepKind::Opens), counted.first);
    }

    #[test]
    fn every_day_off_on_the_way_is_told_once(sending in sendings(), wait in waits()) {
        let counted = wait.count(&sending);
        let calendar = counting(wait, &sending);
        let sent_on = sending.sender.zone.day_of(sending.at);
        for day in sent_on.iter_days().take_while(|day| *day <= counted.last) {
            let steps = counted.steps();
            let told = steps.iter().filter(|step| {
                step.kind == StepKind::DayOff && (step.from..=step.until).contains(&day)
            });
            prop_assert_eq!(told.count(), usize::from(!is_counted(calendar, day)), "{}", day);
        }
    }

    #[test]
    fn steps_are_told_in_order(sending in sendings(), wait in waits()) {
        let counted = wait.count(&sending);
        let steps = counted.steps();
        let dated = steps.iter().skip_while(|step| step.kind <= StepKind::Arrived);
        prop_assert!(dated.is_sorted_by_key(|step| step.from));
        prop_assert!(steps.iter().all(|step| step.from <= step.until));
    }

    #[test]
    fn a_later_sending_is_never_due_earlier(
        sending in sendings(), wait in waits(), later in 0..14 * 24 * 60_i64,
    ) {
        let at = sending.at + TimeDelta::minutes(later);
        let (earlier, later) = (wait.count(&sending), wait.count(&Sending { at, ..sending }));
        prop_assert!(earlier.window.from() <= later.window.from());
        prop_assert!(earlier.window.until() <= later.window.until());
    }

    #[test]
    fn a_cut_off_and_a_longer_wait_only_put_off(sending in sendings(), wait in waits()) {
        let counted = wait.count(&sending);
        let at_once = Wait { noon_cut_off: false, ..wait }.count(&sending);
        let longer = Wait { min: wait.min + 1, max: wait.max + 1, ..wait }.count(&sending);
        prop_assert!(at_once.first <= counted.first && at_once.last <= counted.last);
        prop_assert!(counted.first < longer.first && counted.last < longer.last);
    }
}
