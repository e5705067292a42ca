//! The built-in methodologies told as dates, and what a colleague changes.

use chrono::{DateTime, Utc};

use super::{
    Attempt, Channel, ContactType, Course, Effect, Event, Facts, Helper, InvalidAttempt,
    NextAction, NextActionKind as Kind, Outcome, OutreachState as State, Refused, Scenario,
    Simulation, check, course, explain,
    fixture::{among_colleagues, at, facts, ours, theirs},
    simulate,
};
use crate::{
    Zone,
    calendar::KnownDesk,
    country::Country,
    methodology::seed::{self, Profile},
    text::Name,
};
use Channel::{Email, Phone};
use Outcome::{Declined, DoNotContact, MeetingAgreed, NoAnswer, ReplyInterested, Sent};

fn scenario(starts_at: &str, events: &[Event]) -> Scenario {
    Scenario {
        starts_at: at(starts_at),
        sender: facts().sender,
        recipient: KnownDesk::default(),
        has_colleagues: true,
        events: events.to_vec(),
    }
}

fn run(profile: Profile, scenario: &Scenario) -> Simulation {
    simulate(&seed::policy(profile), scenario).unwrap()
}

/// Each touch as kind, first and last day of its window in New York, and the outcome; then where it ends.
fn told(simulation: &Simulation) -> Vec<String> {
    let day = |instant: DateTime<Utc>| facts().zone().day_of(instant).to_string();
    let window = |next: &NextAction| {
        let (from, until) = (next.window.from(), next.window.until());
        format!("{} {} {}", next.kind, day(from), day(until))
    };
    let touches = simulation.touches.iter().map(|touch| {
        let done = touch.attempt.as_ref().map(|attempt| {
            let outcome = attempt.touch().outcome;
            format!("{} {outcome}", day(touch.at))
        });
        let action = touch.action.as_ref().map_or("they".to_owned(), window);
        format!("{action}: {}", done.unwrap_or_else(|| day(touch.at)))
    });
    let Course {
        state, next_action, ..
    } = &simulation.ends;
    let ends = next_action.as_ref().map(window);
    let ends = format!("{state}: {}", ends.unwrap_or_default());
    touches.chain([ends]).collect()
}

#[test]
fn three_b_seven_over_thanksgiving() {
    // A Wednesday before noon; Thursday is Thanksgiving.
    let silence = run(seed::THREE_B_SEVEN, &scenario("2026-11-25T14:30:00Z", &[]));
    assert_eq!(
        told(&silence),
        [
            "write_first_message 2026-11-25 2026-12-02: 2026-11-25 sent",
            "ask_somebody_else_there 2026-12-01 2026-12-04: 2026-12-01",
            "write_again 2026-12-07 2026-12-09: 2026-12-07 sent",
            "deferred: recontact 2027-03-07 2027-03-21",
        ]
    );
    // From noon on, the message counts from Friday.
    let later = run(seed::THREE_B_SEVEN, &scenario("2026-11-25T17:00:00Z", &[]));
    assert_eq!(
        told(&later)[1..3],
        [
            "ask_somebody_else_there 2026-12-02 2026-12-07: 2026-12-02",
            "write_again 2026-12-08 2026-12-10: 2026-12-08 sent",
        ]
    );
}

#[test]
fn three_b_seven_goes_by_the_recipients_days() {
    let mut abroad = scenario("2026-11-25T14:30:00Z", &[]);
    abroad.recipient = KnownDesk {
        zone: Some(Zone::parse("Europe/Berlin").unwrap()),
        calendar: Some(Country::parse("DE").unwrap().into()),
    };
    let silence = run(seed::THREE_B_SEVEN, &abroad);
    let windows: Vec<_> = silence
        .touches
        .iter()
        .filter_map(|touch| touch.action.as_ref())
        .map(|next| [next.window.from(), next.window.until()].map(|edge| edge.to_string()))
        .collect();
    // Thanksgiving is a business day in Germany, and days begin in Berlin.
    assert_eq!(
        windows[1..],
        [
            ["2026-11-29 23:00:00 UTC", "2026-12-03 22:59:59 UTC"],
            ["2026-12-03 23:00:00 UTC", "2026-12-08 22:59:59 UTC"],
        ]
    );
}

#[test]
fn three_seven_seven_over_thanksgiving_and_a_clock_change() {
    let silence = run(
        seed::THREE_SEVEN_SEVEN,
        &scenario("2026-10-27T15:00:00Z", &[]),
    );
    assert_eq!(
        told(&silence),
        [
            "write_first_message 2026-10-27 2026-11-03: 2026-10-27 sent",
            "write_again 2026-10-30 2026-11-01: 2026-10-30 sent",
            "write_again 2026-11-06 2026-11-09: 2026-11-06 sent",
            "write_again 2026-11-13 2026-11-16: 2026-11-13 sent",
            "deferred: recontact 2027-02-11 2027-02-25",
        ]
    );
    // The clocks are set back on 2026-11-01: eleven in the morning is an hour later in UTC.
    assert_eq!(silence.touches[1].at, at("2026-10-30T15:00:00Z"));
    assert_eq!(silence.touches[2].at, at("2026-11-06T16:00:00Z"));
    let last = silence.touches[1].action.as_ref().unwrap().window.until();
    assert_eq!(last, at("2026-11-02T04:59:59Z"));
}

#[test]
fn the_default_calls_and_phone_first_calls_at_once() {
    let default = run(seed::DEFAULT, &scenario("2026-11-25T14:30:00Z", &[]));
    assert_eq!(
        told(&default),
        [
            "write_first_message 2026-11-25 2026-12-02: 2026-11-25 sent",
            "call_to_follow_up 2026-12-02 2026-12-09: 2026-12-02 no_answer",
            "call_again 2026-12-03 2026-12-05: 2026-12-03 no_answer",
            "deferred: recontact 2027-03-03 2027-03-17",
        ]
    );
    let phone = run(seed::PHONE_FIRST, &scenario("2026-11-25T14:30:00Z", &[]));
    assert_eq!(
        told(&phone)[..2],
        [
            "make_first_call 2026-11-25 2026-12-02: 2026-11-25 no_answer",
            "call_again 2026-11-26 2026-11-28: 2026-11-26 no_answer",
        ]
    );
}

fn event(outcome: Outcome, days_later: Option<u32>) -> Event {
    Event {
        outcome,
        days_later,
    }
}

#[test]
fn events_are_what_comes_of_touches_and_what_comes_back() {
    let events = [
        event(Sent, None),
        event(Outcome::VoicemailLeft, None),
        event(Declined, Some(2)),
    ];
    let simulation = run(seed::DEFAULT, &scenario("2026-11-25T14:30:00Z", &events));
    assert_eq!(
        told(&simulation),
        [
            "write_first_message 2026-11-25 2026-12-02: 2026-11-25 sent",
            "call_to_follow_up 2026-12-02 2026-12-09: 2026-12-02 voicemail_left",
            "they: 2026-12-04 declined",
            "thank_and_close 2026-12-04 2026-12-06: 2026-12-04 no_answer",
            "declined: ",
        ]
    );
    let yes = [event(Sent, None), event(MeetingAgreed, None)];
    let simulation = run(seed::DEFAULT, &scenario("2026-11-25T14:30:00Z", &yes));
    assert_eq!(
        told(&simulation)[2],
        "meeting_agreed: schedule_meeting 2026-12-02 2026-12-05"
    );
}

#[test]
fn an_event_that_cannot_be_is_named() {
    let policy = seed::policy(seed::THREE_SEVEN_SEVEN);
    for (events, index) in [
        (vec![event(NoAnswer, None)], 0),
        (vec![event(Sent, None), event(ReplyInterested, None)], 1),
        (vec![event(Sent, None), event(Sent, Some(1))], 1),
    ] {
        let refused = simulate(&policy, &scenario("2026-11-25T14:30:00Z", &events));
        assert_eq!(refused.unwrap_err().index, index);
    }
    let inbound = [event(Sent, Some(1))];
    let refused = simulate(&policy, &scenario("2026-11-25T14:30:00Z", &inbound)).unwrap_err();
    assert_eq!(refused.why, InvalidAttempt::NotInbound { outcome: Sent });
}

fn of(profile: Profile, attempts: &[Attempt], facts: &Facts) -> Course {
    course(attempts, &seed::policy(profile), facts)
}

#[test]
fn somebody_else_is_asked_before_they_are_asked_again() {
    let sent = [ours("2026-11-02", Email, Sent)];
    let next = of(seed::THREE_B_SEVEN, &sent, &among_colleagues()).next_action;
    let next = next.unwrap();
    assert_eq!(next.kind, Kind::AskSomebodyElseThere);
    assert_eq!(
        next.reason,
        "Your e-mail of 2026-11-02 has had no answer yet: ask somebody else at Acme between 2026-11-05 and 2026-11-10 \
         (such as Bob or Cleo). This contact can be written to again from 2026-11-12 on."
    );
    assert_eq!(next.candidates.len(), 2);
    let then = next.then.unwrap();
    assert_eq!(then.kind, Kind::WriteAgain);
    assert_eq!(
        then.reason,
        "Your e-mail of 2026-11-02 has had no answer yet: write again between 2026-11-12 and 2026-11-16, late enough for \
         them not to feel badgered."
    );
    assert_eq!(
        then.counted.unwrap().steps()[3].sentence,
        "2026-11-07 and 2026-11-08 fall on a weekend: not counted."
    );
}

fn pursued(days: &[&str]) -> Facts {
    let mut facts = among_colleagues();
    let since = days.iter().map(|day| at(&format!("{day}T15:00:00Z")));
    facts.colleagues.as_mut().unwrap().pursued_at = since.collect();
    facts
}

#[test]
fn the_step_towards_somebody_else_is_taken_once_and_left_out_where_it_makes_no_sense() {
    let sent = [ours("2026-11-02", Email, Sent)];
    let kind = |facts: &Facts| {
        let next = of(seed::THREE_B_SEVEN, &sent, facts).next_action;
        next.unwrap().kind
    };
    assert_eq!(kind(&among_colleagues()), Kind::AskSomebodyElseThere);
    assert_eq!(kind(&pursued(&["2026-11-05"])), Kind::WriteAgain);
    // Who was asked before this contact was is no answer to their silence.
    assert_eq!(kind(&pursued(&["2026-10-05"])), Kind::AskSomebodyElseThere);
    assert_eq!(kind(&facts()), Kind::WriteAgain);
    let alone = Facts {
        asks_only_them: true,
        ..among_colleagues()
    };
    assert_eq!(kind(&alone), Kind::WriteAgain);
}

#[test]
fn until_the_second_message_is_due_they_are_left_alone_though_others_may_be_asked() {
    let policy = seed::policy(seed::THREE_B_SEVEN);
    let sent = [ours("2026-11-02", Email, Sent)];
    let judge = |day| check(&ours(day, Email, Sent), &sent, &policy, &among_colleagues());
    let Err(Refused::TooEarly { not_before, why }) = judge("2026-11-11") else {
        panic!("not refused")
    };
    assert_eq!(not_before, at("2026-11-12T05:00:00Z"));
    assert!(why.reason.contains("write again between"), "{}", why.reason);
    assert_eq!(judge("2026-11-12"), Ok(()));
    // Written to again without asking anybody else, they have had both messages.
    let both = [sent[0].clone(), ours("2026-11-12", Email, Sent)];
    let after = of(seed::THREE_B_SEVEN, &both, &among_colleagues());
    assert_eq!(after.state, State::Deferred);
}

fn helped(since: &str) -> Facts {
    let mut facts = among_colleagues();
    facts.colleagues.as_mut().unwrap().helper = Some(Helper {
        name: Name::parse("Dan").unwrap(),
        since: at(since),
    });
    facts
}

#[test]
fn one_who_helps_is_enough_where_the_methodology_says_so() {
    let facts = helped("2026-11-04T15:00:00Z");
    let sent = [ours("2026-11-02", Email, Sent)];
    for attempts in [&sent[..], &[]] {
        let spared = of(seed::THREE_B_SEVEN, attempts, &facts);
        assert_eq!(spared.state, State::Deferred);
        let next = spared.next_action.unwrap();
        assert_eq!(
            (next.kind, next.rule.as_str()),
            (Kind::Recontact, "stop_when_somebody_helps")
        );
        assert_eq!(
            next.reason,
            "Dan at Acme has been helping you since 2026-11-04: nobody else there needs to be asked. Should that lead \
             nowhere, ask between 2027-02-02 and 2027-02-16."
        );
        let policy = seed::policy(seed::THREE_B_SEVEN);
        let refused = check(&ours("2026-11-20", Email, Sent), attempts, &policy, &facts);
        assert!(
            matches!(refused, Err(Refused::TooEarly { .. })),
            "{refused:?}"
        );
    }
    let default = of(seed::DEFAULT, &sent, &facts);
    assert_eq!(default.state, State::AwaitingReply);
}

#[test]
fn who_answers_or_is_asked_all_the_same_is_not_spared() {
    let facts = helped("2026-11-04T15:00:00Z");
    let answered = [theirs("2026-11-05", Email, ReplyInterested)];
    let course = of(seed::THREE_B_SEVEN, &answered, &facts);
    assert_eq!(course.state, State::InConversation);
    let insisted = [ours("2026-11-20", Email, Sent)];
    let course = of(seed::THREE_B_SEVEN, &insisted, &facts);
    assert_eq!(course.state, State::AwaitingReply);
}

/// Attempts, and the type that they show with the reason.
#[test]
fn the_type_of_a_contact_shows_in_how_they_answer() {
    let sent = ours("2026-11-02", Email, Sent);
    let again = ours("2026-11-12", Email, Sent);
    let reply = |day, outcome| theirs(day, Email, outcome);
    for (profile, attempts, contact_type, reason) in [
        (
            seed::THREE_B_SEVEN,
            vec![sent.clone()],
            ContactType::Unknown,
            "Nothing has been heard from them yet.",
        ),
        (
            seed::THREE_B_SEVEN,
            vec![sent.clone(), again.clone()],
            ContactType::Curmudgeon,
            "None of your 2 attempts has had an answer.",
        ),
        (
            seed::THREE_B_SEVEN,
            vec![sent.clone(), reply("2026-11-05", ReplyInterested)],
            ContactType::Booster,
            "They answered your e-mail of 2026-11-02 on 2026-11-05, not later than 2026-11-05.",
        ),
        (
            seed::THREE_B_SEVEN,
            vec![
                sent.clone(),
                again.clone(),
                reply("2026-11-13", MeetingAgreed),
            ],
            ContactType::Obligate,
            "They answered your e-mail of 2026-11-02 on 2026-11-13, later than 2026-11-05.",
        ),
        (
            seed::DEFAULT,
            vec![sent.clone(), again, reply("2026-11-13", MeetingAgreed)],
            ContactType::Booster,
            "They answered your e-mail of 2026-11-12 on 2026-11-13, not later than 2026-11-17.",
        ),
        (
            seed::DEFAULT,
            vec![sent.clone(), ours("2026-11-12", Phone, MeetingAgreed)],
            ContactType::Booster,
            "They answered your call of 2026-11-12 on 2026-11-12, not later than 2026-11-17.",
        ),
        (
            seed::DEFAULT,
            vec![sent.clone(), reply("2026-11-03", Declined)],
            ContactType::Obligate,
            "They answered, but declined on 2026-11-03.",
        ),
        (
            seed::DEFAULT,
            vec![reply("2026-11-03", ReplyInterested)],
            ContactType::Booster,
            "They were willing before you asked.",
        ),
        (
            seed::DEFAULT,
            vec![sent.clone(), reply("2026-11-03", DoNotContact)],
            ContactType::Curmudgeon,
            "They asked on 2026-11-03 not to be contacted.",
        ),
        (
            seed::FIRST,
            vec![sent, reply("2026-11-03", ReplyInterested)],
            ContactType::Unknown,
            "The methodology does not tell types.",
        ),
    ] {
        let judged = of(profile, &attempts, &facts()).contact_type;
        assert_eq!(
            (judged.contact_type, judged.reason.as_str()),
            (contact_type, reason)
        );
    }
}

#[test]
fn what_the_person_says_of_a_contact_outweighs_what_shows() {
    let facts = Facts {
        judged_type: Some(ContactType::Booster),
        ..facts()
    };
    let attempts = [
        ours("2026-11-02", Email, Sent),
        ours("2026-11-12", Email, Sent),
        theirs("2026-11-30", Email, ReplyInterested),
    ];
    let course = of(seed::THREE_B_SEVEN, &attempts, &facts);
    assert_eq!(course.contact_type.contact_type, ContactType::Booster);
    assert_eq!(course.contact_type.reason, "You said so.");
    // A booster who is willing helps, and so does whoever agreed to meet.
    assert_eq!(course.helps_since, Some(at("2026-11-30T16:00:00Z")));
    let agreed = [theirs("2026-11-30", Email, MeetingAgreed)];
    let course = of(seed::FIRST, &agreed, &super::fixture::facts());
    assert_eq!(course.helps_since, Some(at("2026-11-30T16:00:00Z")));
    let declined = [agreed[0].clone(), theirs("2026-12-01", Email, Declined)];
    assert_eq!(of(seed::FIRST, &declined, &facts).helps_since, None);
}

#[test]
fn an_explanation_reads_each_attempt_and_names_the_rules() {
    let attempts: Vec<_> = [
        ours("2026-11-02", Email, Sent),
        theirs("2026-11-03", Email, Outcome::Bounced),
        ours("2026-11-04", Email, Sent),
        theirs("2026-11-05", Email, Outcome::OutOfOffice),
        ours("2026-11-13", Email, Sent),
        ours("2027-03-01", Email, Sent),
        theirs("2027-03-02", Email, ReplyInterested),
        ours("2027-03-03", Phone, Outcome::WrongNumber),
    ]
    .into();
    let explained = |count| {
        let policy = seed::policy(seed::THREE_B_SEVEN);
        let now = at("2027-03-03T20:00:00Z");
        explain(&attempts[..count], &policy, &among_colleagues(), now)
    };
    let read = explained(8).readings;
    let read: Vec<_> = read
        .iter()
        .map(|reading| (reading.effect, reading.tries, reading.sentence.as_str()))
        .collect();
    assert_eq!(
        read,
        [
            (Effect::Counts, 1, "It counts as try 1 of 2."),
            (
                Effect::TakesBack,
                0,
                "A message never reached them: 0 of 2 tries are left counted."
            ),
            (Effect::Counts, 1, "It counts as try 1 of 2."),
            (
                Effect::Informs,
                1,
                "It is no answer, but says how to go on."
            ),
            (Effect::Counts, 2, "It counts as try 2 of 2."),
            (
                Effect::BeginsAnew,
                1,
                "They had been left alone: counting begins anew, with try 1 of 2."
            ),
            (
                Effect::Answers,
                0,
                "They answered: what was tried before no longer counts."
            ),
            (
                Effect::NeverArrived,
                0,
                "It never reached them, so it does not count."
            ),
        ]
    );
    assert_eq!(
        explained(1).rules,
        [
            "follow_up_steps",
            "noon_cut_off",
            "attempt_cap",
            "curmudgeon_after_attempts"
        ]
    );
    assert_eq!(
        explained(5).rules,
        [
            "cooldown_days",
            "attempt_cap",
            "recontact_within_days",
            "curmudgeon_after_attempts"
        ]
    );
}

#[test]
fn an_explanation_tells_what_each_outcome_would_change() {
    let sent = [ours("2026-11-02", Email, Sent)];
    let policy = seed::policy(seed::THREE_B_SEVEN);
    let explained = explain(
        &sent,
        &policy,
        &pursued(&["2026-11-05"]),
        at("2026-11-10T12:00:00Z"),
    );
    let told: Vec<_> = explained
        .prospects
        .iter()
        .map(|prospect| {
            let next = prospect.course.next_action.as_ref();
            let next = next.map_or("nothing".to_owned(), |next| next.kind.to_string());
            format!(
                "{} {}: {} {next}",
                prospect.direction, prospect.outcome, prospect.course.state
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            "outbound sent: deferred recontact",
            "outbound bounced: awaiting_reply correct_contact_method",
            "outbound opened_by_nobody_we_know: deferred recontact",
            "outbound out_of_office: deferred recontact",
            "inbound bounced: planned correct_contact_method",
            "inbound opened_by_nobody_we_know: awaiting_reply resend_recognizably",
            "inbound out_of_office: awaiting_reply try_on_return",
            "inbound reply_interested: in_conversation reply",
            "inbound meeting_agreed: meeting_agreed schedule_meeting",
            "inbound declined_meeting: in_conversation offer_phone_call",
            "inbound declined_for_now: deferred recontact",
            "inbound declined_with_referral: declined thank_and_close",
            "inbound declined: declined thank_and_close",
            "inbound do_not_contact: closed nothing",
        ]
    );
    let banned = Facts {
        do_not_contact: true,
        ..facts()
    };
    assert_eq!(
        explain(&sent, &policy, &banned, at("2026-11-10T12:00:00Z")).prospects,
        []
    );
}
