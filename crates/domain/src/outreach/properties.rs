//! What holds for every sequence of attempts.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;

use super::{
    Attempt, Channel, ContactType, Course, Direction, Event, Facts, Helper, Meeting,
    NextActionKind, Outcome, OutreachState, Scenario, Touch, check, course,
    fixture::{although, among_colleagues, at},
    simulate,
};
use crate::{
    Zone,
    calendar::{BusinessCalendar, DayUnit, Desk, KnownDesk},
    country::Country,
    methodology::{Policy, StepTarget, seed},
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

fn policies() -> impl Strategy<Value = Policy> {
    prop::sample::select(seed::ALL.to_vec()).prop_map(seed::policy)
}

fn calendars() -> impl Strategy<Value = BusinessCalendar> {
    let countries = ["US", "DE", "EG", "IL", "JP"].map(|code| Country::parse(code).unwrap());
    prop::sample::select(countries.to_vec()).prop_map(BusinessCalendar::from)
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

/// Before clocks change in New York and Cairo, and within the years of which public holidays are known.
fn start() -> DateTime<Utc> {
    at("2026-10-01T12:00:00Z")
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

prop_compose! {
    /// An outreach of somebody anywhere to a contact anywhere, perhaps with colleagues of whom some were asked or help.
    fn any_facts()(
        sender in (zones(), calendars()),
        recipient in (prop::option::of(zones()), prop::option::of(calendars())),
        meeting in meetings(),
        has_colleagues in any::<bool>(),
        asks_only_them in any::<bool>(),
        pursued in prop::collection::vec(0..2000_i64, 0..3),
        helps in prop::option::of(0..2000_i64),
    ) -> Facts {
        let after = |hours| start() + TimeDelta::hours(hours);
        let colleagues = among_colleagues().colleagues.filter(|_| has_colleagues).map(|mut known| {
            known.pursued_at = pursued.into_iter().map(after).collect();
            let name = Name::parse("Dan").unwrap();
            known.helper = helps.map(|hours| Helper { name, since: after(hours) });
            known
        });
        let ((zone, calendar), (their_zone, their_calendar)) = (sender, recipient);
        Facts {
            created_at: start(),
            sender: Desk { zone, calendar },
            recipient: KnownDesk { zone: their_zone, calendar: their_calendar },
            do_not_contact: false,
            meeting,
            judged_type: None,
            asks_only_them,
            colleagues,
        }
    }
}

/// The same without a meeting, and without anybody who helps.
fn alone() -> impl Strategy<Value = Facts> {
    any_facts().prop_map(|facts| Facts {
        meeting: Meeting::None,
        colleagues: None,
        ..facts
    })
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
    fn a_course_is_sound(attempts in attempts(), policy in policies(), facts in any_facts()) {
        let it = course(&attempts, &policy, &facts);
        prop_assert_eq!(&it, &course(&attempts, &policy, &facts));

        let Course { state, next_action, recontact_on, contact_type, helps_since } = it;
        if let Some(next) = &next_action {
            for next in [next, next.towards_contact()] {
                prop_assert!(next.window.from() <= next.window.until());
                prop_assert!(policy_has(&policy, &next.rule), "{}", next.rule);
                prop_assert!(next.kind.as_str().len() <= 50 && !next.channels.is_empty());
                prop_assert!(next.reason.len() <= 2000);
            }
            prop_assert_eq!(next.then.is_some(), next.kind == NextActionKind::AskSomebodyElseThere);
        }
        let kind = next_action.as_ref().map(|next| next.kind);
        let met = matches!(facts.meeting, Meeting::Scheduled { .. } | Meeting::Held { .. });
        let thanked = is_outbound_since_last_word(&attempts);
        match state {
            OutreachState::Closed => prop_assert_eq!(kind, None),
            OutreachState::Declined if thanked => prop_assert!(matches!(kind, None | Some(NextActionKind::ThankAndClose))),
            OutreachState::Declined => prop_assert_eq!(kind, Some(NextActionKind::ThankAndClose)),
            OutreachState::MeetingAgreed => prop_assert!(kind == Some(NextActionKind::ScheduleMeeting) || (met && kind.is_none())),
            OutreachState::Deferred => prop_assert!(kind == Some(NextActionKind::Recontact) && recontact_on.is_some()),
            OutreachState::Planned | OutreachState::AwaitingReply | OutreachState::InConversation => prop_assert!(kind.is_some()),
        }
        let answered = attempts.iter().any(|attempt| attempt.touch().outcome.is_answer());
        prop_assert!(answered || !matches!(contact_type.contact_type, ContactType::Booster | ContactType::Obligate));
        prop_assert!(helps_since.is_none() || answered && state != OutreachState::Closed);
    }

    #[test]
    fn no_window_is_over_before_it_is_offered(attempts in attempts(), policy in policies(), facts in any_facts()) {
        for (number, last) in attempts.iter().enumerate() {
            let window = |count| {
                let course = course(&attempts[..count], &policy, &facts);
                course.next_action.map(|next| next.window)
            };
            let (before, now) = (window(number), window(number + 1));
            let is_over = now.is_some_and(|now| now.until() < last.touch().at);
            // A meeting that fell through, and a colleague who helps, have times of their own.
            let elsewhere = facts.meeting != Meeting::None || facts.colleagues.is_some();
            prop_assert!(!is_over || now == before || elsewhere, "{:?} after {:?}", now, last);
        }
    }

    #[test]
    fn business_days_open_and_close_a_window(attempts in attempts(), policy in policies(), facts in any_facts()) {
        let calendar = facts.recipient.calendar.unwrap_or(facts.sender.calendar);
        if let Some(next) = course(&attempts, &policy, &facts).next_action
            && let Some(counted) = next.counted
            && counted.wait().unit() == DayUnit::BusinessDays
        {
            prop_assert!(calendar.is_business_day(counted.first), "{}", counted.first);
            prop_assert!(calendar.is_business_day(counted.last), "{}", counted.last);
            prop_assert!(next.window == counted.window || next.window.from() == attempts.last().unwrap().touch().at);
        }
    }

    #[test]
    fn a_simulation_is_what_recording_step_by_step_gives(
        events in prop::collection::vec((prop::sample::select(Outcome::ALL), prop::option::of(0..20_u32)), 0..8),
        policy in policies(), facts in any_facts(), has_colleagues in any::<bool>(),
    ) {
        let events = events.into_iter().map(|(outcome, days_later)| Event { outcome, days_later });
        let Facts { sender, recipient, .. } = facts;
        let scenario = Scenario { starts_at: start(), sender, recipient, has_colleagues, events: events.collect() };
        let Ok(simulation) = simulate(&policy, &scenario) else {
            return Ok(());
        };
        let (mut facts, mut attempts) = (scenario.facts(), Vec::new());
        for touch in simulation.touches {
            let next = course(&attempts, &policy, &facts).next_action;
            if let Some(action) = &touch.action {
                prop_assert_eq!(Some(action), next.as_ref());
                prop_assert!(action.window.from() <= touch.at && touch.at <= action.window.until());
            }
            match touch.attempt {
                // What a methodology says is never what it forbids.
                Some(attempt) => {
                    prop_assert_eq!(check(&attempt, &attempts, &policy, &facts), Ok(()));
                    attempts.push(attempt);
                }
                None => facts.colleagues.as_mut().unwrap().pursued_at.push(touch.at),
            }
        }
        prop_assert_eq!(simulation.ends, course(&attempts, &policy, &facts));
    }

    #[test]
    fn a_refused_attempt_is_accepted_only_with_a_reason_and_never_against_their_wish(
        attempts in attempts(), policy in policies(), facts in any_facts(),
    ) {
        if let Some((last, before)) = attempts.split_last()
            && let Err(refused) = check(last, before, &policy, &facts)
        {
            prop_assert!(is_outbound(last));
            let insisted = check(&although(last.clone(), "I insist."), before, &policy, &facts);
            prop_assert_eq!(insisted.is_ok(), refused.overridable());
        }
    }

    #[test]
    fn one_try_more_than_the_cap_takes_longer_than_the_cooldown(
        attempts in silence(), policy in policies(), facts in alone(),
    ) {
        let zone = facts.zone();
        let kept = accepted(&attempts, &policy, &facts);
        let days: Vec<NaiveDate> = kept.iter().filter(|it| arrived(it)).map(|it| zone.day_of(it.touch().at)).collect();
        let cap = usize::try_from(policy.asking.attempt_cap.value).unwrap();
        for (first, beyond) in days.iter().zip(days.iter().skip(cap)) {
            prop_assert!((*beyond - *first).num_days() >= 90, "{days:?}");
        }
    }

    #[test]
    fn a_message_that_had_no_answer_is_left_for_as_long_as_the_steps_say(
        attempts in silence(), policy in policies(), facts in alone(),
    ) {
        let zone = facts.zone();
        let steps = policy.asking.follow_up_steps.value.iter();
        let towards_them = steps.filter(|step| step.target == StepTarget::SameContact);
        let least = towards_them.map(|step| step.wait.span().min).min().unwrap();
        let kept = accepted(&attempts, &policy, &facts);
        for (message, next) in kept.iter().zip(kept.iter().skip(1)) {
            if message.touch().outcome == Outcome::Sent {
                // By business days it may be the night before, where the sender is.
                let days = zone.day_of(next.touch().at) - zone.day_of(message.touch().at);
                prop_assert!(days.num_days() >= i64::from(least) - 1, "{message:?} {next:?}");
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
