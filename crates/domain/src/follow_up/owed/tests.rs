//! What is owed, from a scheduled meeting to the word to whoever led there.

use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::interview::{
    Ending,
    samples::{canceled, in_progress, missed, scheduled},
};

const POLICY: FollowUpPolicy = FollowUpPolicy {
    confirm_days_before: Some(1),
    thank_you_days: 1,
    transcribe_notes_days: Some(1),
    deferred_questions_days: 3,
    send_resume_days: Some(1),
    close_loop_days: Some(3),
};

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

/// Held in no time at all.
fn held(at: DateTime<Utc>) -> Interview {
    let begun = Interview {
        state: interview::State::InProgress { started_at: at },
        ..in_progress()
    };
    begun.complete(Ending::at(at), at).unwrap()
}

fn facts<'a>(interview: &'a Interview, zone: &str) -> Facts<'a> {
    Facts {
        interview_id: Id::new(Uuid::from_u128(1)),
        interview,
        zone: Zone::parse(zone).unwrap(),
        deferred_questions: 0,
        open_loops: &[],
    }
}

fn kinds(facts: &Facts<'_>) -> Vec<String> {
    let owed = owed(facts, POLICY).into_iter();
    owed.map(|owed| owed.kind.to_string()).collect()
}

fn thank_you_due(completed_at: &str, zone: &str) -> String {
    let interview = held(at(completed_at));
    let due = thank_you(&facts(&interview, zone), 1).unwrap().due_at;
    due.format("%FT%TZ").to_string()
}

#[test]
fn a_meeting_is_confirmed_by_the_end_of_the_day_before_in_the_persons_zone() {
    // In Tokyo it is the next day already.
    for (zone, due) in [
        ("America/New_York", "2026-01-08T04:59:59Z"),
        ("Asia/Tokyo", "2026-01-08T14:59:59Z"),
    ] {
        let interview = Interview {
            starts_at: at("2026-01-08T20:00:00Z"),
            ..scheduled()
        };
        let facts = facts(&interview, zone);
        assert_eq!(kinds(&facts), ["confirm_interview"]);
        assert_eq!(confirmation(&facts, 1).unwrap().due_at, at(due));
    }
}

#[test]
fn nothing_is_owed_for_a_meeting_that_is_off_or_goes_on() {
    for interview in [canceled(), missed(), in_progress()] {
        assert_eq!(kinds(&facts(&interview, "UTC")), [""; 0]);
    }
}

#[test]
fn a_methodology_without_the_numbers_owes_what_the_first_ones_did() {
    let interview = held(at("2026-06-10T12:00:00Z"));
    let bare = FollowUpPolicy {
        confirm_days_before: None,
        transcribe_notes_days: None,
        send_resume_days: None,
        close_loop_days: None,
        ..POLICY
    };
    let owed = owed(&facts(&interview, "UTC"), bare).into_iter();
    let rules: Vec<_> = owed.map(|owed| owed.rule.unwrap().into_string()).collect();
    assert_eq!(rules, ["thank_you_days"]);
}

#[test]
fn thanks_are_due_at_the_end_of_the_next_local_day() {
    // 23:30 on 9 June in New York.
    assert_eq!(
        thank_you_due("2026-06-10T03:30:00Z", "America/New_York"),
        "2026-06-11T03:59:59Z"
    );
    assert_eq!(
        thank_you_due("2026-06-10T03:30:00Z", "Asia/Tokyo"),
        "2026-06-11T14:59:59Z"
    );
}

#[test]
fn thanks_are_due_by_the_clock_of_the_next_day_when_it_changes() {
    // Berlin's 29 March has 23 hours and 25 October has 25.
    assert_eq!(
        thank_you_due("2026-03-28T18:00:00Z", "Europe/Berlin"),
        "2026-03-29T21:59:59Z"
    );
    assert_eq!(
        thank_you_due("2026-10-24T18:00:00Z", "Europe/Berlin"),
        "2026-10-25T22:59:59Z"
    );
}

#[test]
fn all_questions_left_over_make_one_follow_up() {
    let interview = held(at("2026-06-10T12:00:00Z"));
    let none = facts(&interview, "Europe/Berlin");
    assert_eq!(kinds(&none), ["thank_you", "transcribe_notes"]);
    let two = Facts {
        deferred_questions: 2,
        ..none
    };
    assert_eq!(
        kinds(&two),
        ["thank_you", "transcribe_notes", "deferred_questions"]
    );
    assert_eq!(
        deferred_questions(&two, 3).unwrap().reason.as_str(),
        "You left 2 questions for a message afterwards."
    );
}

#[test]
fn whoever_led_there_is_told_each_for_themselves() {
    let interview = held(at("2026-06-10T12:00:00Z"));
    let open_loops = [5, 6].map(|number| OpenLoop {
        referral_id: Id::new(Uuid::from_u128(number)),
        referrer_id: Id::new(Uuid::from_u128(10 * number)),
        led_to: Name::parse("Grace").unwrap(),
    });
    let facts = Facts {
        open_loops: &open_loops,
        ..facts(&interview, "UTC")
    };
    let told: Vec<_> = owed(&facts, POLICY)
        .into_iter()
        .filter(|owed| owed.kind == FollowUpKind::CloseTheLoop)
        .map(|owed| (owed.contact_id, owed.referral_id, owed.due_at))
        .collect();
    let due = at("2026-06-13T23:59:59Z");
    let expected = open_loops.map(|one| (one.referrer_id, Some(one.referral_id), due));
    assert_eq!(told, expected);
}

#[test]
fn a_resume_is_owed_from_the_moment_they_ask_and_notes_until_they_are_written_out() {
    let asked = Interview {
        resume_requested_at: Some(at("2026-06-01T12:00:00Z")),
        ..scheduled()
    };
    let asked = facts(&asked, "UTC");
    assert_eq!(kinds(&asked), ["confirm_interview", "resume_requested"]);
    assert_eq!(
        resume(&asked, 1).unwrap().due_at,
        at("2026-06-02T23:59:59Z")
    );
    let transcribed =
        held(at("2026-06-10T12:00:00Z")).transcribed(Some(at("2026-06-10T18:00:00Z")));
    assert_eq!(kinds(&facts(&transcribed, "UTC")), ["thank_you"]);
}

#[test]
fn a_number_of_days_beyond_the_calendar_is_harmless() {
    let completed_at = at("2026-06-10T12:00:00Z");
    let interview = held(completed_at);
    assert!(
        thank_you(&facts(&interview, "UTC"), u32::MAX)
            .unwrap()
            .due_at
            > completed_at
    );
    assert_eq!(confirmation(&facts(&scheduled(), "UTC"), u32::MAX), None);
}

/// Any zone, and any second of the years 2020 to 2035.
fn somewhere_sometime() -> impl Strategy<Value = (&'static str, DateTime<Utc>)> {
    let zone = proptest::sample::select(chrono_tz::TZ_VARIANTS.as_slice());
    (zone, 1_577_836_800_i64..2_082_758_400)
        .prop_map(|(zone, second)| (zone.name(), DateTime::from_timestamp(second, 0).unwrap()))
}

proptest! {
    #[test]
    fn a_follow_up_is_due_in_the_last_second_of_its_local_day(
        (zone, completed_at) in somewhere_sometime(), days in 0_u32..400
    ) {
        let interview = held(completed_at);
        let facts = facts(&interview, zone);
        let due = thank_you(&facts, days).unwrap().due_at;
        let due_on = facts.zone.day_of(completed_at) + Days::new(days.into());
        prop_assert_eq!(facts.zone.day_of(due), due_on);
        prop_assert_eq!(facts.zone.day_of(due + TimeDelta::seconds(1)), due_on + Days::new(1));
        prop_assert!(due >= completed_at);
    }

    #[test]
    fn everybody_has_the_whole_next_day_for_their_thanks((zone, completed_at) in somewhere_sometime()) {
        let interview = held(completed_at);
        let left = thank_you(&facts(&interview, zone), 1).unwrap().due_at - completed_at;
        prop_assert!(left >= TimeDelta::hours(22) && left <= TimeDelta::hours(50), "{left}");
    }

    #[test]
    fn a_meeting_is_confirmed_before_its_day_begins((zone, starts_at) in somewhere_sometime()) {
        let interview = Interview { starts_at, ..scheduled() };
        let facts = facts(&interview, zone);
        let due = confirmation(&facts, 1).unwrap().due_at;
        let begins = facts.zone.start_of(facts.zone.day_of(starts_at));
        prop_assert!(due < begins && begins - due <= TimeDelta::seconds(1));
    }
}
