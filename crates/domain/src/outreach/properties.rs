//! What holds for every sequence of attempts.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;

use super::{
    Attempt, Channel, Course, Direction, Facts, Meeting, NextActionKind, Outcome, OutreachState,
    Touch, check, course,
    fixture::{although, at},
};
use crate::{
    Zone,
    methodology::{Policy, letter_then_call},
    text::Name,
    vocabulary::Vocabulary,
};

type Combination = (Direction, Channel, Outcome);

fn touch((direction, channel, outcome): Combination, at: DateTime<Utc>) -> Touch {
    Touch {
        channel,
        direction,
        outcome,
        at,
        with_whom: Some(Name::parse("Ada").unwrap()),
        recontact_on: None,
        note: None,
        override_reason: None,
    }
}

fn combinations() -> Vec<Combination> {
    let all = Direction::ALL.iter().flat_map(|direction| {
        Channel::ALL.iter().flat_map(move |channel| {
            let outcomes = Outcome::ALL.iter();
            outcomes.map(move |outcome| (*direction, *channel, *outcome))
        })
    });
    all.filter(|it| Attempt::parse(1, touch(*it, DateTime::UNIX_EPOCH)).is_ok())
        .collect()
}

fn zones() -> impl Strategy<Value = Zone> {
    let names = [
        "UTC",
        "America/New_York",
        "Africa/Cairo",
        "Pacific/Apia",
        "Asia/Kolkata",
    ];
    prop::sample::select(names.to_vec()).prop_map(|name| Zone::parse(name).unwrap())
}

fn meetings() -> impl Strategy<Value = Meeting> {
    let hour = (0..2000_i64).prop_map(|hours| start() + TimeDelta::hours(hours));
    (0..8, hour).prop_map(|(kind, at)| match kind {
        0 => Meeting::Scheduled { at },
        1 => Meeting::Held { at },
        2 => Meeting::FellThrough { at },
        _ => Meeting::None,
    })
}

/// Around the day that Samoa left out, and before clocks change in New York and Cairo.
fn start() -> DateTime<Utc> {
    at("2011-10-01T12:00:00Z")
}

/// All that can happen, with gaps of up to six weeks.
fn attempts() -> impl Strategy<Value = Vec<Attempt>> {
    in_order(combinations(), 1000, 12)
}

/// Fewer than `most` attempts, so many hours apart at the most, now and then with a date to return.
fn in_order(
    among: Vec<Combination>,
    hours: i64,
    most: usize,
) -> impl Strategy<Value = Vec<Attempt>> {
    let one = (
        prop::sample::select(among),
        0..hours,
        prop::option::of(1..200_i64),
    );
    prop::collection::vec(one, 0..most).prop_map(|steps| {
        let mut at = start();
        let mut attempts = Vec::new();
        for (number, (combination, gap, back)) in (1..).zip(steps) {
            at += TimeDelta::hours(gap);
            let dated = matches!(
                combination.2,
                Outcome::DeclinedForNow | Outcome::OutOfOffice
            );
            let recontact_on = back
                .filter(|_| dated)
                .map(|days| at.date_naive() + TimeDelta::days(days));
            let touch = Touch {
                recontact_on,
                ..touch(combination, at)
            };
            attempts.push(Attempt::parse(number, touch).unwrap());
        }
        attempts
    })
}

fn facts(zone: Zone, meeting: Meeting) -> Facts {
    Facts {
        created_at: start(),
        zone,
        do_not_contact: false,
        meeting,
    }
}

/// The attempts that are accepted one after the other, without a reason against the methodology.
fn accepted(attempts: &[Attempt], policy: &Policy, facts: &Facts) -> Vec<Attempt> {
    let mut kept = Vec::new();
    for attempt in attempts {
        if check(attempt, &kept, policy, facts).is_ok() {
            kept.push(attempt.clone());
        }
    }
    kept
}

fn is_outbound(attempt: &Attempt) -> bool {
    attempt.touch().direction == Direction::Outbound
}

proptest! {
    #[test]
    fn a_course_is_sound(attempts in attempts(), zone in zones(), meeting in meetings()) {
        let policy = letter_then_call::policy();
        let facts = facts(zone, meeting);
        let it = course(&attempts, &policy, &facts);
        prop_assert_eq!(&it, &course(&attempts, &policy, &facts));

        let Course { state, next_action, recontact_on } = it;
        if let Some(next) = &next_action {
            prop_assert!(next.window.from() <= next.window.until());
            prop_assert!(policy_has(&policy, &next.rule), "{}", next.rule);
            prop_assert!(next.kind.as_str().len() <= 50);
        }
        let kind = next_action.as_ref().map(|next| next.kind);
        let met = matches!(meeting, Meeting::Scheduled { .. } | Meeting::Held { .. });
        let thanked = is_outbound_since_last_word(&attempts);
        match state {
            OutreachState::Closed => prop_assert_eq!(kind, None),
            OutreachState::Declined if thanked => prop_assert!(matches!(kind, None | Some(NextActionKind::ThankAndClose))),
            OutreachState::Declined => prop_assert_eq!(kind, Some(NextActionKind::ThankAndClose)),
            OutreachState::MeetingAgreed => prop_assert!(kind == Some(NextActionKind::ScheduleMeeting) || (met && kind.is_none())),
            OutreachState::Deferred => prop_assert!(kind == Some(NextActionKind::Recontact) && recontact_on.is_some()),
            OutreachState::Planned | OutreachState::AwaitingReply | OutreachState::InConversation => prop_assert!(kind.is_some()),
        }
    }

    #[test]
    fn a_refused_attempt_is_accepted_only_with_a_reason_and_never_against_their_wish(
        attempts in attempts(), zone in zones(), meeting in meetings(),
    ) {
        let policy = letter_then_call::policy();
        let facts = facts(zone, meeting);
        if let Some((last, before)) = attempts.split_last()
            && let Err(refused) = check(last, before, &policy, &facts)
        {
            prop_assert!(is_outbound(last));
            let insisted = check(&although(last.clone(), "I insist."), before, &policy, &facts);
            prop_assert_eq!(insisted.is_ok(), refused.overridable());
        }
    }

    #[test]
    fn four_tries_without_an_answer_take_longer_than_the_cooldown(attempts in silence(), zone in zones()) {
        let policy = letter_then_call::policy();
        let kept = accepted(&attempts, &policy, &facts(zone, Meeting::None));
        let days: Vec<NaiveDate> = kept.iter().filter(|it| arrived(it)).map(|it| zone.day_of(it.touch().at)).collect();
        for (first, fourth) in days.iter().zip(days.iter().skip(3)) {
            prop_assert!((*fourth - *first).num_days() >= 90, "{days:?}");
        }
    }

    #[test]
    fn a_message_that_had_no_answer_is_left_for_a_week(attempts in silence(), zone in zones()) {
        let policy = letter_then_call::policy();
        let kept = accepted(&attempts, &policy, &facts(zone, Meeting::None));
        for (message, next) in kept.iter().zip(kept.iter().skip(1)) {
            if message.touch().outcome == Outcome::Sent {
                let days = zone.day_of(next.touch().at) - zone.day_of(message.touch().at);
                prop_assert!(days.num_days() >= 7, "{message:?} {next:?}");
            }
        }
    }
}

/// Our own attempts, none of them answered.
fn silence() -> impl Strategy<Value = Vec<Attempt>> {
    let ours = combinations()
        .into_iter()
        .filter(|(direction, _, outcome)| {
            *direction == Direction::Outbound && !outcome.is_answer()
        });
    in_order(ours.collect(), 300, 40)
}

fn arrived(attempt: &Attempt) -> bool {
    !matches!(
        attempt.touch().outcome,
        Outcome::Bounced | Outcome::WrongNumber
    )
}

fn policy_has(policy: &Policy, key: &str) -> bool {
    format!("{policy:?}").contains(&format!("key: \"{key}\""))
}

/// Whether we did anything after their last word.
fn is_outbound_since_last_word(attempts: &[Attempt]) -> bool {
    let since = attempts
        .iter()
        .rev()
        .take_while(|it| !it.touch().outcome.is_answer());
    since.filter(|it| is_outbound(it)).count() > 0
}
