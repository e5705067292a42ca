//! What follows from the attempts of an outreach by its methodology: its state and its next action.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Attempt, Facts, NextAction, OutreachState, TypeJudgment,
    contact_type::{contact_type, helps_since},
    guide::Guide,
    progress::Standing,
};
use crate::methodology::Policy;

/// What follows from the attempts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub state: OutreachState,
    /// None when the outreach is closed, declined with thanks, or has its meeting in the calendar or behind it.
    pub next_action: Option<NextAction>,
    /// The day from which they can be approached again: of a deferred outreach, or of an absence.
    pub recontact_on: Option<NaiveDate>,
    /// What kind of helper they are, apart from the state.
    pub contact_type: TypeJudgment,
    /// Since when they help: they agreed to meet, or are willing and a booster.
    pub helps_since: Option<DateTime<Utc>>,
}

/// The course of an outreach from all its attempts, in order: the same every time, whatever the time.
///
/// Their last word decides; since then the last attempt says what to do next, and when (F50 to F60, F65 to F69). Only
/// attempts that may have reached them count towards the cap, only since their last word, and anew after the cooldown.
pub fn course(attempts: &[Attempt], policy: &Policy, facts: &Facts) -> Course {
    let standing = Standing::of(attempts, &policy.asking, facts);
    let step = Step::of(&standing, policy, facts);
    let contact_type = contact_type(attempts, &policy.asking, facts);
    let helps_since = helps_since(attempts, contact_type.contact_type);
    Course {
        helps_since: helps_since.filter(|_| step.state != OutreachState::Closed),
        contact_type,
        state: step.state,
        next_action: step.next_action,
        recontact_on: step.recontact_on,
    }
}

/// State and next action of a standing.
pub(super) struct Step {
    pub(super) state: OutreachState,
    pub(super) next_action: Option<NextAction>,
    recontact_on: Option<NaiveDate>,
}

impl Step {
    pub(super) fn of(standing: &Standing<'_>, policy: &Policy, facts: &Facts) -> Self {
        use OutreachState::{Closed, Declined, Deferred, MeetingAgreed, Planned};
        let asking = &policy.asking;
        let guide = Guide { asking, facts };
        let (state, next_action, recontact_on) = match standing {
            Standing::Banned => (Closed, None, None),
            Standing::Met => (MeetingAgreed, None, None),
            Standing::Thanked => (Declined, None, None),
            Standing::FellThrough { at } => (MeetingAgreed, Some(guide.schedule_again(*at)), None),
            Standing::Untouched => (Planned, Some(guide.begin()), None),
            Standing::NotNow { answer, on, .. } => {
                (Deferred, Some(guide.recontact_as_asked(answer)), Some(*on))
            }
            Standing::Capped {
                last, tries, on, ..
            } => {
                let next = guide.recontact_after_rest(last, *tries, *on);
                (Deferred, Some(next), Some(*on))
            }
            Standing::Spared { helper, on, rule } => {
                let next = guide.leave_to_helper(helper, rule, *on);
                (Deferred, Some(next), Some(*on))
            }
            Standing::After {
                attempt,
                state,
                round,
            } => {
                let next = guide.after(attempt, *state, round);
                (*state, next, attempt.touch().recontact_on)
            }
        };
        Self {
            state,
            next_action,
            recontact_on,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, back_on, day, facts, ours, theirs};
    use super::super::{
        Channel::{self, Email, Letter, Phone},
        Meeting, NextActionKind as Kind,
        Outcome::{
            self, Bounced, Declined, DeclinedForNow, DeclinedWithReferral, DoNotContact,
            MeetingAgreed, NoAnswer, OutOfOffice, ReplyInterested, Sent, VoicemailLeft,
            WrongNumber,
        },
        OutreachState as State,
    };
    use super::*;
    use crate::{
        Zone,
        methodology::{Unit, Value, seed},
        vocabulary::Vocabulary,
    };

    fn of(attempts: &[Attempt]) -> Course {
        course(attempts, &seed::policy(seed::FIRST), &facts())
    }

    /// State, kind, first and last local day of the window.
    fn step(course: &Course) -> (State, Kind, String, String) {
        let next = course.next_action.as_ref().unwrap();
        let local = |instant| facts().zone().day_of(instant).to_string();
        let (from, until) = (local(next.window.from()), local(next.window.until()));
        (course.state, next.kind, from, until)
    }

    fn expect(attempts: &[Attempt], state: State, kind: Kind, from: &str, until: &str) {
        let expected = (state, kind, from.to_owned(), until.to_owned());
        assert_eq!(step(&of(attempts)), expected, "{attempts:?}");
    }

    #[test]
    fn a_letter_is_followed_by_a_call_one_to_two_weeks_later() {
        let course = of(&[ours("2026-10-01", Letter, Sent)]);
        let next = course.next_action.unwrap();
        assert_eq!(course.state, State::AwaitingReply);
        assert_eq!(next.kind, Kind::CallToFollowUp);
        assert_eq!(next.channels, [Phone]);
        assert_eq!(next.window.from(), at("2026-10-08T04:00:00Z"));
        assert_eq!(next.window.until(), at("2026-10-16T03:59:59Z"));
        assert_eq!(
            next.reason,
            "Your letter of 2026-10-01 has had no answer yet: call between 2026-10-08 and 2026-10-15, late enough \
             for them not to feel badgered."
        );
        assert_eq!(next.rule, "follow_up_days");
        assert_eq!(next.source, "seed 001 (F50, F51)");
    }

    #[test]
    fn the_window_follows_the_clock_change() {
        let course = of(&[ours("2026-10-25", Letter, Sent)]);
        let window = course.next_action.unwrap().window;
        assert_eq!(window.from(), at("2026-11-01T04:00:00Z"));
        assert_eq!(window.until(), at("2026-11-09T04:59:59Z"));
    }

    /// Channel and outcome of an attempt on the first of the month; state, next action, first and last day of the month.
    const STEPS: &str = "
        email     sent                     awaiting_reply  call_to_follow_up       8 15
        email     bounced                  planned         correct_contact_method  1  4
        email     opened_by_nobody_we_know awaiting_reply  resend_recognizably     1  4
        phone     no_answer                awaiting_reply  call_again              2  4
        in_person busy                     awaiting_reply  call_again              2  4
        phone     wrong_number             planned         correct_contact_method  1  4
        phone     out_of_office            awaiting_reply  try_on_return           8 15
        phone     voicemail_left           awaiting_reply  call_again              4  8
        phone     message_left_with        awaiting_reply  call_again              4  8
        phone     reply_interested         in_conversation reply                   1  3
        phone     meeting_agreed           meeting_agreed  schedule_meeting        1  4
        phone     declined_meeting         in_conversation offer_phone_call        1  3
        phone     declined_with_referral   declined        thank_and_close         1  3
        phone     declined                 declined        thank_and_close         1  3";

    #[test]
    fn each_outcome_leads_to_its_next_action() {
        let mut seen = vec![DeclinedForNow, DoNotContact];
        for line in STEPS.lines().skip(1) {
            let words: Vec<_> = line.split_whitespace().collect();
            let [channel, outcome, state, kind, from, until] = words[..] else {
                panic!("{line}");
            };
            let (channel, outcome) = (Channel::parse(channel), Outcome::parse(outcome));
            let attempt = ours("2026-10-01", channel.unwrap(), outcome.unwrap());
            let date = |day: &str| format!("2026-10-{day:0>2}");
            let (state, kind) = (State::parse(state).unwrap(), Kind::parse(kind).unwrap());
            expect(&[attempt], state, kind, &date(from), &date(until));
            seen.extend(outcome);
        }
        seen.sort_unstable();
        assert_eq!(seen, Outcome::ALL);
    }

    #[test]
    fn nothing_follows_a_wish_not_to_be_contacted() {
        let answer = theirs("2026-10-05", Email, DoNotContact);
        let later = theirs("2026-10-06", Email, ReplyInterested);
        let closed = of(&[ours("2026-10-01", Email, Sent), answer, later]);
        assert_eq!((closed.state, closed.next_action), (State::Closed, None));
        let marked = Facts {
            do_not_contact: true,
            ..facts()
        };
        let closed = course(&[], &seed::policy(seed::FIRST), &marked);
        assert_eq!((closed.state, closed.next_action), (State::Closed, None));
    }

    #[test]
    fn an_outreach_begins_with_writing_within_a_week() {
        expect(
            &[],
            State::Planned,
            Kind::WriteFirstMessage,
            "2026-10-01",
            "2026-10-08",
        );
        let next = of(&[]).next_action.unwrap();
        assert_eq!(next.channels, [Letter, Email]);
        assert_eq!(
            next.reason,
            "Nothing has been sent yet: write by 2026-10-08."
        );
    }

    #[test]
    fn who_declines_for_now_is_asked_again_on_the_date_they_gave_or_after_the_cooldown() {
        let declined = theirs("2026-10-05", Email, DeclinedForNow);
        let named = back_on(declined.clone(), "2026-11-20");
        expect(
            std::slice::from_ref(&declined),
            State::Deferred,
            Kind::Recontact,
            "2027-01-03",
            "2027-01-17",
        );
        let course = of(std::slice::from_ref(&named));
        assert_eq!(course.recontact_on, Some(day("2026-11-20")));
        assert_eq!(
            course.next_action.unwrap().reason,
            "They said \"not now\" on 2026-10-05: ask again between 2026-11-20, the date they gave, and 2026-12-04."
        );
        let early = ours("2026-10-06", Email, Sent);
        expect(
            &[named.clone(), early],
            State::Deferred,
            Kind::Recontact,
            "2026-11-20",
            "2026-12-04",
        );
        let recontact = ours("2026-11-20", Email, Sent);
        expect(
            &[named, recontact],
            State::AwaitingReply,
            Kind::CallToFollowUp,
            "2026-11-27",
            "2026-12-04",
        );
    }

    #[test]
    fn an_absence_with_an_end_is_waited_out() {
        let away = back_on(theirs("2026-10-01", Email, OutOfOffice), "2026-10-19");
        let attempts = [ours("2026-10-01", Email, Sent), away];
        expect(
            &attempts,
            State::AwaitingReply,
            Kind::TryOnReturn,
            "2026-10-19",
            "2026-10-26",
        );
        assert_eq!(of(&attempts).recontact_on, Some(day("2026-10-19")));
    }

    #[test]
    fn a_short_absence_does_not_shorten_the_wait_after_a_letter() {
        let away = back_on(theirs("2026-10-01", Email, OutOfOffice), "2026-10-03");
        let attempts = [ours("2026-10-01", Email, Sent), away];
        expect(
            &attempts,
            State::AwaitingReply,
            Kind::TryOnReturn,
            "2026-10-08",
            "2026-10-15",
        );
    }

    #[test]
    fn the_longest_waits_do_no_harm() {
        let mut rules = seed::rules(seed::FIRST);
        for rule in &mut rules {
            if rule.unit == Unit::CalendarDays {
                rule.value = match rule.value {
                    Value::Number(_) => Value::Number(1000),
                    _ => Value::Range {
                        min: 1000,
                        max: 1000,
                        default: Some(1000),
                    },
                };
            }
        }
        let policy = Policy::from_rules(&rules).unwrap();
        for zone in ["Pacific/Kiritimati", "UTC", "Pacific/Niue"] {
            let zone = Zone::parse(zone).unwrap();
            let mut facts = facts();
            facts.sender.zone = zone;
            for attempts in [
                three_tries(),
                vec![],
                vec![theirs("2026-10-01", Email, DeclinedForNow)],
            ] {
                let next = course(&attempts, &policy, &facts).next_action.unwrap();
                assert!(next.window.from() <= next.window.until());
            }
        }
    }

    fn three_tries() -> Vec<Attempt> {
        vec![
            ours("2026-10-01", Letter, Sent),
            ours("2026-10-08", Phone, NoAnswer),
            ours("2026-10-10", Phone, VoicemailLeft),
        ]
    }

    #[test]
    fn three_unanswered_tries_defer_the_outreach_for_the_cooldown() {
        let mut attempts = three_tries();
        let course = of(&attempts);
        assert_eq!(course.recontact_on, Some(day("2027-01-08")));
        assert_eq!(
            course.next_action.unwrap().reason,
            "3 attempts have had no answer, the last of 2026-10-10: leave them alone until 2027-01-08, then ask \
             anew by 2027-01-22."
        );
        attempts.push(ours("2027-01-08", Email, Sent));
        expect(
            &attempts,
            State::AwaitingReply,
            Kind::CallToFollowUp,
            "2027-01-15",
            "2027-01-22",
        );
    }

    #[test]
    fn an_answer_ends_the_count_of_tries() {
        let mut attempts = three_tries();
        attempts.push(theirs("2026-10-20", Phone, ReplyInterested));
        expect(
            &attempts,
            State::InConversation,
            Kind::Reply,
            "2026-10-20",
            "2026-10-22",
        );
        attempts.push(ours("2026-10-21", Email, Sent));
        expect(
            &attempts,
            State::InConversation,
            Kind::CallToFollowUp,
            "2026-10-24",
            "2026-10-28",
        );
    }

    #[test]
    fn what_never_arrived_does_not_count_as_a_try() {
        let mut attempts = vec![ours("2026-10-01", Email, Sent)];
        attempts.push(theirs("2026-10-02", Email, Bounced));
        expect(
            &attempts,
            State::Planned,
            Kind::CorrectContactMethod,
            "2026-10-02",
            "2026-10-05",
        );
        attempts.push(ours("2026-10-03", Email, Sent));
        attempts.push(ours("2026-10-10", Phone, WrongNumber));
        attempts.push(ours("2026-10-11", Phone, NoAnswer));
        expect(
            &attempts,
            State::AwaitingReply,
            Kind::CallAgain,
            "2026-10-12",
            "2026-10-14",
        );
    }

    #[test]
    fn thanks_settle_a_decline() {
        let mut attempts = vec![theirs("2026-10-05", Email, DeclinedWithReferral)];
        assert_eq!(
            of(&attempts).next_action.unwrap().reason,
            "They declined on 2026-10-05: thank them for that and for the name they gave, and ask whether you may come \
             back later. Do so by 2026-10-07."
        );
        attempts.push(ours("2026-10-06", Email, Sent));
        let settled = of(&attempts);
        assert_eq!(
            (settled.state, settled.next_action),
            (State::Declined, None)
        );
    }

    fn with(meeting: Meeting, attempts: &[Attempt]) -> Course {
        let facts = Facts { meeting, ..facts() };
        course(attempts, &seed::policy(seed::FIRST), &facts)
    }

    #[test]
    fn an_agreed_meeting_is_to_be_scheduled_until_it_is_in_the_calendar() {
        let mut attempts = vec![theirs("2026-10-05", Email, MeetingAgreed)];
        attempts.push(ours("2026-10-06", Email, Sent));
        expect(
            &attempts,
            State::MeetingAgreed,
            Kind::ScheduleMeeting,
            "2026-10-05",
            "2026-10-08",
        );
        let at = at("2026-10-06T16:00:00Z");
        for meeting in [Meeting::Scheduled { at }, Meeting::Held { at }] {
            let course = with(meeting, &attempts);
            assert_eq!(
                (course.state, course.next_action),
                (State::MeetingAgreed, None)
            );
        }
        let again = with(Meeting::FellThrough { at }, &attempts);
        let expected = (
            State::MeetingAgreed,
            Kind::ScheduleMeeting,
            "2026-10-06".to_owned(),
            "2026-10-09".to_owned(),
        );
        assert_eq!(step(&again), expected);
    }

    #[test]
    fn their_last_word_outweighs_an_earlier_meeting() {
        let before = at("2026-10-04T16:00:00Z");
        let declined = [theirs("2026-10-05", Email, Declined)];
        for meeting in [
            Meeting::Scheduled { at: before },
            Meeting::Held { at: before },
        ] {
            assert_eq!(with(meeting, &declined).state, State::Declined);
        }
        let thanks = [theirs("2026-10-05", Email, ReplyInterested)];
        let held = with(Meeting::Held { at: before }, &thanks);
        assert_eq!((held.state, held.next_action), (State::MeetingAgreed, None));
        let fell_through = with(Meeting::FellThrough { at: before }, &thanks);
        assert_eq!(step(&fell_through).1, Kind::Reply);
    }
}
