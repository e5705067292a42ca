//! What the methodology forbids: asking too early, too often, or somebody who wants no more of it.

use chrono::{DateTime, Utc};

use super::{
    Attempt, Direction, Facts, NextAction, Outcome, OutreachState, course::Step, progress::Standing,
};
use crate::methodology::Policy;

/// An attempt that the methodology advises against, with the explanation.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// F51, F58
    #[error("not before {not_before}: {}", why.reason)]
    TooEarly {
        not_before: DateTime<Utc>,
        why: Explanation,
    },
    #[error("{cap} unanswered attempts are enough until {again_from}: {}", why.reason)]
    CapReached {
        cap: u32,
        again_from: DateTime<Utc>,
        why: Explanation,
    },
    #[error("they asked not to be contacted")]
    DoNotContact,
    #[error("the outreach is {state}")]
    OutreachClosed { state: OutreachState },
}

/// Why an attempt is refused, and by which rule of the methodology.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Says why, with dates of the person's time zone.
    pub reason: String,
    /// The key of the rule.
    pub rule: String,
    pub source: String,
}

impl Refused {
    /// Whether an `override_reason` lifts the refusal; nobody's reason outweighs a contact's wish to be left alone.
    pub fn overridable(&self) -> bool {
        match self {
            Self::TooEarly { .. } | Self::CapReached { .. } | Self::OutreachClosed { .. } => true,
            Self::DoNotContact => false,
        }
    }
}

/// Judges an attempt by those before it, at the time it was made.
///
/// Only what the methodology forbids is refused; another channel than the suggested one is not. Never refused are what
/// comes in, the record of a wish not to be contacted, and what concerns an agreed meeting.
///
/// # Errors
/// [`Refused`], unless it is overridable and the attempt gives an `override_reason`.
pub fn check(
    proposed: &Attempt,
    attempts: &[Attempt],
    policy: &Policy,
    facts: &Facts,
) -> Result<(), Refused> {
    let touch = proposed.touch();
    if touch.direction == Direction::Inbound || touch.outcome == Outcome::DoNotContact {
        return Ok(());
    }
    match refusal(proposed, attempts, policy, facts) {
        Some(refused) if !refused.overridable() || touch.override_reason.is_none() => Err(refused),
        Some(_) | None => Ok(()),
    }
}

fn refusal(
    proposed: &Attempt,
    attempts: &[Attempt],
    policy: &Policy,
    facts: &Facts,
) -> Option<Refused> {
    let standing = Standing::of(attempts, &policy.asking, facts);
    let Step {
        state, next_action, ..
    } = Step::of(&standing, policy, facts);
    match standing {
        Standing::Banned => Some(Refused::DoNotContact),
        Standing::Thanked => Some(Refused::OutreachClosed { state }),
        Standing::Met | Standing::FellThrough { .. } | Standing::Untouched => None,
        Standing::NotNow {
            answer,
            courtesy: true,
            ..
        } if thanks(proposed, answer, policy, facts) => None,
        Standing::NotNow { .. } | Standing::After { .. } | Standing::Spared { .. } => {
            let next = premature(proposed, next_action)?;
            Some(Refused::TooEarly {
                not_before: next.window.from(),
                why: explain(next.reason, next.rule, next.source),
            })
        }
        Standing::Capped { tries, rule, .. } => {
            let next = premature(proposed, next_action)?;
            Some(Refused::CapReached {
                cap: policy
                    .asking
                    .attempt_cap
                    .value
                    .min(u32::try_from(tries).unwrap_or(u32::MAX)),
                again_from: next.window.from(),
                why: explain(next.reason, rule.key.clone(), rule.source.clone()),
            })
        }
    }
}

fn explain(reason: String, rule: String, source: String) -> Explanation {
    Explanation {
        reason,
        rule,
        source,
    }
}

/// The action towards the contact for which it is too early.
fn premature(proposed: &Attempt, next: Option<NextAction>) -> Option<NextAction> {
    let next = next?.towards_contact().clone();
    Some(next).filter(|next| proposed.touch().at < next.window.from())
}

/// A message soon after a "not now" is taken for thanks (F57), and does not ask again.
fn thanks(proposed: &Attempt, answer: &Attempt, policy: &Policy, facts: &Facts) -> bool {
    let day = |attempt: &Attempt| facts.zone().day_of(attempt.touch().at);
    let days = day(proposed).signed_duration_since(day(answer)).num_days();
    proposed.touch().outcome == Outcome::Sent
        && days <= i64::from(policy.asking.courtesy_within_days.value)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{although, at, back_on, facts, ours, theirs};
    use super::super::{
        Channel::{Email, Letter, Phone},
        Meeting,
        Outcome::{
            Bounced, Declined, DeclinedForNow, MeetingAgreed, NoAnswer, ReplyInterested, Sent,
            VoicemailLeft,
        },
    };
    use super::*;
    use crate::methodology::seed;

    fn judge(proposed: &Attempt, attempts: &[Attempt]) -> Result<(), Refused> {
        check(proposed, attempts, &seed::policy(seed::FIRST), &facts())
    }

    #[test]
    fn a_call_before_the_week_is_over_is_refused_with_the_reason() {
        let letter = [ours("2026-10-01", Letter, Sent)];
        let refused = judge(&ours("2026-10-07", Phone, NoAnswer), &letter).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "not before 2026-10-08 04:00:00 UTC: Your letter of 2026-10-01 has had no answer yet: call between \
             2026-10-08 and 2026-10-15, late enough for them not to feel badgered."
        );
        let Refused::TooEarly { not_before, why } = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(not_before, at("2026-10-08T04:00:00Z"));
        assert_eq!(why.rule, "follow_up_days");
        assert_eq!(why.source, "seed 001 (F50, F51)");
        assert_eq!(judge(&ours("2026-10-08", Phone, NoAnswer), &letter), Ok(()));
        assert_eq!(judge(&ours("2026-12-24", Email, Sent), &letter), Ok(()));
    }

    #[test]
    fn a_second_letter_is_as_early_as_a_call() {
        let letter = [ours("2026-10-01", Letter, Sent)];
        assert!(judge(&ours("2026-10-07", Letter, Sent), &letter).is_err());
    }

    #[test]
    fn a_reason_overrides_what_is_too_early() {
        let letter = [ours("2026-10-01", Letter, Sent)];
        let early = ours("2026-10-02", Phone, NoAnswer);
        assert!(judge(&early, &letter).is_err());
        assert_eq!(
            judge(&although(early, "She asked me to call."), &letter),
            Ok(())
        );
    }

    #[test]
    fn what_never_arrived_may_be_sent_again_at_once() {
        let bounced = [ours("2026-10-01", Email, Bounced)];
        assert_eq!(judge(&ours("2026-10-01", Email, Sent), &bounced), Ok(()));
    }

    #[test]
    fn a_fourth_try_waits_for_the_cooldown() {
        let tries = [
            ours("2026-10-01", Letter, Sent),
            ours("2026-10-08", Phone, NoAnswer),
            ours("2026-10-10", Phone, VoicemailLeft),
        ];
        let fourth = ours("2026-10-17", Phone, NoAnswer);
        let Err(Refused::CapReached {
            cap,
            again_from,
            why,
        }) = judge(&fourth, &tries)
        else {
            panic!("not refused");
        };
        assert_eq!(
            (cap, again_from, why.rule.as_str()),
            (3, at("2027-01-08T05:00:00Z"), "attempt_cap")
        );
        assert_eq!(
            judge(&although(fourth, "We met by chance."), &tries),
            Ok(())
        );
        assert_eq!(judge(&ours("2027-01-08", Email, Sent), &tries), Ok(()));
    }

    #[test]
    fn nothing_overrides_a_wish_not_to_be_contacted() {
        let banned = Facts {
            do_not_contact: true,
            ..facts()
        };
        let policy = seed::policy(seed::FIRST);
        let letter = although(ours("2026-10-01", Letter, Sent), "I mean well.");
        let refused = check(&letter, &[], &policy, &banned);
        assert_eq!(refused, Err(Refused::DoNotContact));
        let said = [theirs("2026-10-01", Email, Outcome::DoNotContact)];
        assert_eq!(judge(&letter, &said), Err(Refused::DoNotContact));
    }

    #[test]
    fn what_comes_in_is_never_refused() {
        let said = [theirs("2026-10-01", Email, Outcome::DoNotContact)];
        assert_eq!(
            judge(&theirs("2026-10-02", Email, ReplyInterested), &said),
            Ok(())
        );
    }

    #[test]
    fn a_wish_not_to_be_contacted_is_recorded_even_when_it_was_too_early_to_ask() {
        let letter = [ours("2026-10-01", Letter, Sent)];
        assert_eq!(
            judge(&ours("2026-10-02", Phone, Outcome::DoNotContact), &letter),
            Ok(())
        );
    }

    #[test]
    fn a_decline_is_thanked_for_once() {
        let declined = theirs("2026-10-05", Email, Declined);
        let thanks = ours("2026-10-06", Email, Sent);
        assert_eq!(judge(&thanks, std::slice::from_ref(&declined)), Ok(()));
        let more = ours("2026-10-20", Email, Sent);
        let settled = [declined, thanks];
        let refused = judge(&more, &settled).unwrap_err();
        assert_eq!(
            refused,
            Refused::OutreachClosed {
                state: OutreachState::Declined
            }
        );
        assert_eq!(
            judge(&although(more, "She wrote a book."), &settled),
            Ok(())
        );
    }

    #[test]
    fn a_not_now_may_be_thanked_for_and_is_then_respected() {
        let declined = back_on(theirs("2026-10-05", Email, DeclinedForNow), "2026-11-20");
        let thanks = ours("2026-10-06", Email, Sent);
        assert_eq!(judge(&thanks, std::slice::from_ref(&declined)), Ok(()));
        let late = ours("2026-10-08", Email, Sent);
        let refused = judge(&late, std::slice::from_ref(&declined)).unwrap_err();
        assert!(matches!(refused, Refused::TooEarly { .. }), "{refused:?}");
        let call = ours("2026-10-06", Phone, NoAnswer);
        assert!(judge(&call, std::slice::from_ref(&declined)).is_err());
        let thanked = [declined, thanks.clone()];
        assert!(judge(&thanks, &thanked).is_err());
        assert_eq!(judge(&ours("2026-11-20", Email, Sent), &thanked), Ok(()));
    }

    #[test]
    fn an_agreed_meeting_may_be_written_about_at_any_time() {
        let agreed = [theirs("2026-10-05", Email, MeetingAgreed)];
        let letter = [ours("2026-10-05", Letter, Sent)];
        let note = ours("2026-10-05", Email, Sent);
        assert_eq!(judge(&note, &agreed), Ok(()));
        let policy = seed::policy(seed::FIRST);
        let at = at("2026-10-05T17:00:00Z");
        for meeting in [
            Meeting::Scheduled { at },
            Meeting::Held { at },
            Meeting::FellThrough { at },
        ] {
            let facts = Facts { meeting, ..facts() };
            assert_eq!(check(&note, &letter, &policy, &facts), Ok(()));
        }
    }
}
