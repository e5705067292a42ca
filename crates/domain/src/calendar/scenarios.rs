//! Waits as they are told to people, sentence by sentence.

use super::{BusinessCalendar, Counted, DayUnit, Desk, InvalidWait, KnownDesk, Sending, Wait};
use crate::{Zone, country::Country, methodology::Span, profile::HolidayCalendar};

fn calendar(code: &str) -> BusinessCalendar {
    let (country, part) = code
        .split_once('-')
        .map_or((code, None), |(country, _)| (country, Some(code)));
    let country = Country::parse(country).unwrap();
    HolidayCalendar::new(country, part).unwrap().into()
}

fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

/// `at` by a sender in New York whose calendar is that of the United States.
fn from_new_york(at: &str) -> Sending {
    Sending {
        at: at.parse().unwrap(),
        sender: Desk {
            zone: zone("America/New_York"),
            calendar: calendar("US"),
        },
        recipient: KnownDesk::default(),
    }
}

fn to(sending: Sending, zone_name: &str, code: &str) -> Sending {
    let recipient = KnownDesk {
        zone: Some(zone(zone_name)),
        calendar: Some(calendar(code)),
    };
    Sending {
        recipient,
        ..sending
    }
}

/// By business days, with the cut-off at noon.
fn business_days(min: u32, max: u32) -> Wait {
    Wait::new(DayUnit::BusinessDays, true, Span { min, max }).unwrap()
}

fn told(counted: &Counted) -> Vec<String> {
    let steps = counted.steps().into_iter();
    steps.map(|step| step.sentence).collect()
}

fn window(counted: &Counted) -> [String; 2] {
    let edges = [counted.window.from(), counted.window.until()];
    edges.map(|edge| edge.format("%FT%TZ").to_string())
}

fn days(counted: &Counted) -> [String; 2] {
    [counted.first, counted.last].map(|day| day.to_string())
}

#[test]
fn three_to_seven_business_days_over_thanksgiving() {
    let sending = to(
        from_new_york("2026-11-25T14:30:00Z"),
        "America/New_York",
        "US",
    );
    let counted = business_days(3, 7).count(&sending);
    assert_eq!(
        told(&counted),
        [
            "Business days are the recipient's: United States. They begin at midnight in the recipient's time zone, \
             America/New_York.",
            "Sent on 2026-11-25 at 09:30 in America/New_York, before noon: count from that day.",
            "Counting begins on 2026-11-25.",
            "2026-11-26 is Thanksgiving Day (United States): not counted.",
            "2026-11-28 and 2026-11-29 fall on a weekend: not counted.",
            "Business day 3 is 2026-12-01, the first day of the window.",
            "2026-12-05 and 2026-12-06 fall on a weekend: not counted.",
            "Business day 7 is 2026-12-07, the last day of the window.",
        ]
    );
    assert_eq!(
        window(&counted),
        ["2026-12-01T05:00:00Z", "2026-12-08T04:59:59Z"]
    );
}

#[test]
fn from_noon_on_the_next_business_day_is_the_first() {
    let counted = business_days(3, 3).count(&from_new_york("2026-11-25T17:00:00Z"));
    assert_eq!(
        told(&counted),
        [
            "Business days are the sender's, the recipient's being unknown: United States. They begin at midnight in \
             the sender's time zone, the recipient's being unknown: America/New_York.",
            "Sent on 2026-11-25 at 12:00 in America/New_York, at or after noon: count from the next business day.",
            "2026-11-26 is Thanksgiving Day (United States): not counted.",
            "Counting begins on 2026-11-27.",
            "2026-11-28 and 2026-11-29 fall on a weekend: not counted.",
            "Business day 3 is 2026-12-02, the only day of the window.",
        ]
    );
    let a_second_earlier = business_days(3, 3).count(&from_new_york("2026-11-25T16:59:59Z"));
    assert_eq!(days(&a_second_earlier), ["2026-12-01", "2026-12-01"]);
}

#[test]
fn a_weekend_counts_from_the_next_business_day() {
    for at in ["2026-11-14T15:00:00Z", "2026-11-15T20:00:00Z"] {
        let counted = business_days(3, 7).count(&from_new_york(at));
        assert_eq!(days(&counted), ["2026-11-19", "2026-11-25"], "{at}");
    }
    let saturday = business_days(0, 3).count(&from_new_york("2026-11-14T15:00:00Z"));
    assert_eq!(
        told(&saturday)[1..],
        [
            "Sent on 2026-11-14 at 10:00 in America/New_York, before noon: count from that day.",
            "2026-11-14 and 2026-11-15 fall on a weekend: not counted.",
            "Counting begins on 2026-11-16.",
            "No day is waited: 2026-11-16 is the first day of the window.",
            "Business day 3 is 2026-11-19, the last day of the window.",
        ]
    );
}

#[test]
fn without_a_cut_off_the_hour_does_not_matter() {
    let wait = Wait::new(DayUnit::BusinessDays, false, Span { min: 3, max: 3 }).unwrap();
    let counted = wait.count(&from_new_york("2026-11-26T04:59:59Z"));
    assert_eq!(
        told(&counted)[1],
        "Sent on 2026-11-25 at 23:59 in America/New_York: count from that day."
    );
    assert_eq!(days(&counted), ["2026-12-01", "2026-12-01"]);
}

#[test]
fn the_recipients_holidays_count_and_not_the_senders() {
    let sending = to(
        from_new_york("2026-11-25T14:30:00Z"),
        "Europe/Berlin",
        "DE-BY",
    );
    let counted = business_days(1, 2).count(&sending);
    assert_eq!(days(&counted), ["2026-11-26", "2026-11-27"]);
    assert_eq!(
        window(&counted),
        ["2026-11-25T23:00:00Z", "2026-11-27T22:59:59Z"]
    );
    let epiphany = to(
        from_new_york("2027-01-05T14:30:00Z"),
        "Europe/Berlin",
        "DE-BY",
    );
    assert_eq!(
        told(&business_days(1, 1).count(&epiphany))[3],
        "2027-01-06 is Epiphany (Germany, DE-BY): not counted."
    );
}

#[test]
fn only_what_is_known_of_the_recipient_replaces_the_senders() {
    let known = |zone, calendar| Sending {
        recipient: KnownDesk { zone, calendar },
        ..from_new_york("2026-11-25T14:30:00Z")
    };
    let country = business_days(1, 1).count(&known(None, Some(calendar("DE"))));
    assert_eq!(
        told(&country)[0],
        "Business days are the recipient's: Germany. They begin at midnight in the sender's time zone, the recipient's \
         being unknown: America/New_York."
    );
    assert_eq!(
        (days(&country)[0].as_str(), country.zone),
        ("2026-11-26", zone("America/New_York"))
    );
    let tokyo = business_days(1, 1).count(&known(Some(zone("Asia/Tokyo")), None));
    assert_eq!(
        (days(&tokyo)[0].as_str(), tokyo.zone),
        ("2026-11-27", zone("Asia/Tokyo"))
    );
}

#[test]
fn a_sender_without_a_calendar_has_weekends() {
    let mut sending = from_new_york("2026-11-25T14:30:00Z");
    sending.sender.calendar = BusinessCalendar::WEEKENDS_ONLY;
    let counted = business_days(1, 3).count(&sending);
    assert_eq!(days(&counted), ["2026-11-26", "2026-11-30"]);
    assert_eq!(
        told(&counted)[0],
        "Business days are the sender's, the recipient's being unknown: Monday to Friday. They begin at midnight in the \
         sender's time zone, the recipient's being unknown: America/New_York."
    );
}

#[test]
fn a_day_that_has_begun_for_the_recipient_is_the_one_that_counts() {
    // Wednesday at eleven in Honolulu is Thursday at ten in Auckland.
    let mut sending = to(
        from_new_york("2026-11-25T21:00:00Z"),
        "Pacific/Auckland",
        "NZ",
    );
    sending.sender.zone = zone("Pacific/Honolulu");
    let counted = business_days(1, 3).count(&sending);
    assert_eq!(
        told(&counted)[1..],
        [
            "Sent on 2026-11-25 at 11:00 in Pacific/Honolulu, before noon: count from that day.",
            "It was already 2026-11-26 in Pacific/Auckland: count from that day.",
            "Counting begins on 2026-11-26.",
            "Business day 1 is 2026-11-27, the first day of the window.",
            "2026-11-28 and 2026-11-29 fall on a weekend: not counted.",
            "Business day 3 is 2026-12-01, the last day of the window.",
        ]
    );
    assert_eq!(
        window(&counted),
        ["2026-11-26T11:00:00Z", "2026-12-01T10:59:59Z"]
    );
}

#[test]
fn a_sender_who_is_a_day_ahead_counts_from_their_own_day() {
    // Thursday at ten in Auckland is Wednesday at eleven in Honolulu.
    let mut sending = to(
        from_new_york("2026-11-18T21:00:00Z"),
        "Pacific/Honolulu",
        "US-HI",
    );
    sending.sender.zone = zone("Pacific/Auckland");
    let counted = business_days(1, 1).count(&sending);
    assert_eq!(days(&counted), ["2026-11-20", "2026-11-20"]);
    assert_eq!(
        window(&counted),
        ["2026-11-20T10:00:00Z", "2026-11-21T09:59:59Z"]
    );
}

#[test]
fn no_window_opens_before_the_sending() {
    let counted = business_days(0, 1).count(&from_new_york("2026-11-18T15:00:00Z"));
    assert_eq!(
        window(&counted),
        ["2026-11-18T15:00:00Z", "2026-11-20T04:59:59Z"]
    );
}

#[test]
fn edges_are_midnights_where_clocks_are_set_in_between() {
    // New York sets its clocks back on 2026-11-01, Berlin forward on 2027-03-28; Cairo has no midnight on 2026-04-24.
    let back = business_days(1, 1).count(&from_new_york("2026-10-30T13:00:00Z"));
    assert_eq!(
        window(&back),
        ["2026-11-02T05:00:00Z", "2026-11-03T04:59:59Z"]
    );
    let berlin = to(from_new_york("2027-03-25T13:00:00Z"), "Europe/Berlin", "DE");
    let forward = business_days(1, 1).count(&berlin);
    assert_eq!(
        window(&forward),
        ["2027-03-29T22:00:00Z", "2027-03-30T21:59:59Z"]
    );
    let mut cairo = from_new_york("2026-04-22T08:00:00Z");
    cairo.sender.zone = zone("Africa/Cairo");
    let skipped = business_days(2, 2).count(&cairo);
    assert_eq!(
        window(&skipped),
        ["2026-04-23T22:00:00Z", "2026-04-24T20:59:59Z"]
    );
}

#[test]
fn calendar_days_are_the_senders_and_every_one_counts() {
    let sending = to(from_new_york("2026-11-25T23:30:00Z"), "Asia/Tokyo", "JP");
    let wait = |cut_off| {
        let span = Span { min: 7, max: 14 };
        Wait::new(DayUnit::CalendarDays, cut_off, span).unwrap()
    };
    let counted = wait(false).count(&sending);
    assert_eq!(
        told(&counted),
        [
            "Every day counts. Days begin at midnight in the sender's time zone, America/New_York.",
            "Sent on 2026-11-25 at 18:30 in America/New_York: count from that day.",
            "Counting begins on 2026-11-25.",
            "Day 7 is 2026-12-02, the first day of the window.",
            "Day 14 is 2026-12-09, the last day of the window.",
        ]
    );
    let late = wait(true).count(&sending);
    assert_eq!(days(&late), ["2026-12-03", "2026-12-10"]);
    assert_eq!(
        told(&late)[1],
        "Sent on 2026-11-25 at 18:30 in America/New_York, at or after noon: count from the next day."
    );
}

#[test]
fn years_beyond_the_table_are_told() {
    let counted = business_days(3, 3).count(&from_new_york("2035-12-31T14:00:00Z"));
    assert_eq!(
        told(&counted)[1..],
        [
            "Public holidays (United States) are known for 2025 to 2035: in other years only weekends are off.",
            "Sent on 2035-12-31 at 09:00 in America/New_York, before noon: count from that day.",
            "Counting begins on 2035-12-31.",
            "Business day 3 is 2036-01-03, the only day of the window.",
        ]
    );
    let about = &counted.steps()[1];
    assert_eq!(
        (about.from.to_string(), about.until.to_string()),
        ("2036-01-01".to_owned(), "2036-01-03".to_owned())
    );
    let ukraine = to(from_new_york("2026-11-25T14:30:00Z"), "Europe/Kyiv", "UA");
    assert_eq!(
        told(&business_days(1, 1).count(&ukraine))[1],
        "No public holidays are known (Ukraine): only weekends are off."
    );
}

#[test]
fn a_wait_has_an_order_and_an_end() {
    let wait = |min, max| Wait::new(DayUnit::BusinessDays, true, Span { min, max });
    for (min, max) in [(0, 0), (3, 7), (1000, 1000)] {
        assert!(wait(min, max).is_ok(), "{min} {max}");
    }
    for (min, max) in [(7, 3), (0, 1001), (1001, 1001), (0, u32::MAX)] {
        assert_eq!(wait(min, max), Err(InvalidWait), "{min} {max}");
    }
}
