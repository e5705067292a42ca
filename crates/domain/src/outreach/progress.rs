//! What the attempts of an outreach amount to: where it stands, and which of them decides what comes next.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Attempt, Direction, Facts, Meeting, Outcome, OutreachState, next_action::add};
use crate::{Zone, methodology::Policy};

/// Where an outreach stands, as its next action and its refusals see it.
pub(super) enum Standing<'a> {
    /// They are not to be contacted.
    Banned,
    /// A meeting is in the calendar, or was held.
    Met,
    FellThrough {
        at: DateTime<Utc>,
    },
    /// Nothing was attempted since the beginning.
    Untouched,
    /// They declined and were thanked.
    Thanked,
    /// They declined for now; `courtesy` is whether they may still be thanked for that.
    NotNow {
        answer: &'a Attempt,
        on: NaiveDate,
        courtesy: bool,
    },
    /// The cap is reached without an answer.
    Capped {
        last: &'a Attempt,
        tries: usize,
        on: NaiveDate,
    },
    /// The attempt decides what comes next; `waiting` is a message of ours that still lies unanswered.
    After {
        attempt: &'a Attempt,
        state: OutreachState,
        waiting: Option<&'a Attempt>,
    },
}

/// The attempts read in order.
#[derive(Default)]
struct Progress<'a> {
    banned: bool,
    /// Their last word.
    answer: Option<&'a Attempt>,
    /// What we tried since then and they did not answer. What never arrived is no try: it bothered nobody.
    tries: Vec<&'a Attempt>,
    /// The last thing that happened since their last word.
    last: Option<&'a Attempt>,
}

impl<'a> Standing<'a> {
    pub(super) fn of(attempts: &'a [Attempt], policy: &Policy, facts: &Facts) -> Self {
        let progress = attempts
            .iter()
            .fold(Progress::default(), |progress, attempt| {
                progress.then(attempt, policy, facts.zone)
            });
        if progress.banned || facts.do_not_contact {
            return Self::Banned;
        }
        match facts.meeting {
            Meeting::Scheduled { at } if !progress.turned_after(at, is_decline) => Self::Met,
            Meeting::Held { at } if !progress.turned_after(at, ends_or_renews) => Self::Met,
            Meeting::FellThrough { at } if !progress.turned_after(at, |_| true) => {
                Self::FellThrough { at }
            }
            Meeting::None
            | Meeting::Scheduled { .. }
            | Meeting::Held { .. }
            | Meeting::FellThrough { .. } => progress.standing(policy, facts.zone),
        }
    }
}

impl<'a> Progress<'a> {
    fn then(mut self, attempt: &'a Attempt, policy: &Policy, zone: Zone) -> Self {
        let touch = attempt.touch();
        if touch.outcome.is_answer() {
            return Self {
                banned: self.banned || touch.outcome == Outcome::DoNotContact,
                answer: Some(attempt),
                ..Self::default()
            };
        }
        let outbound = touch.direction == Direction::Outbound;
        let rested = self.rests_until(policy, zone);
        if outbound && rested.is_some_and(|date| zone.day_of(touch.at) >= date) {
            let banned = self.banned;
            self = Self {
                banned,
                ..Self::default()
            };
        }
        let never_arrived = matches!(touch.outcome, Outcome::Bounced | Outcome::WrongNumber);
        if outbound && !never_arrived {
            self.tries.push(attempt);
        } else if never_arrived && !outbound {
            self.withdraw(attempt);
        }
        self.last = Some(attempt);
        self
    }

    /// A message that is found to have come back was no try.
    fn withdraw(&mut self, returned: &Attempt) {
        let same = |tried: &&Attempt| {
            let tried = tried.touch();
            tried.outcome == Outcome::Sent && tried.channel == returned.touch().channel
        };
        if let Some(index) = self.tries.iter().rposition(same) {
            self.tries.remove(index);
        }
    }

    /// The day from which a contact who is to be left alone can be approached anew.
    fn rests_until(&self, policy: &Policy, zone: Zone) -> Option<NaiveDate> {
        match self.answer {
            Some(answer) if answer.touch().outcome == Outcome::DeclinedForNow => {
                Some(asked_for(answer, policy, zone))
            }
            Some(answer) if !is_open(answer.touch().outcome) => None,
            _ => {
                let cap = usize::try_from(policy.attempt_cap.value).unwrap_or(usize::MAX);
                let last = self.tries.last().filter(|_| self.tries.len() >= cap)?;
                Some(cooled(last, policy, zone))
            }
        }
    }

    /// Whether their last word is such a one, and came after that time.
    fn turned_after(&self, at: DateTime<Utc>, such: impl Fn(Outcome) -> bool) -> bool {
        self.answer
            .map(Attempt::touch)
            .is_some_and(|answer| answer.at > at && such(answer.outcome))
    }

    fn standing(&self, policy: &Policy, zone: Zone) -> Standing<'a> {
        let rest = self.rests_until(policy, zone);
        let Some(answer) = self.answer else {
            return self.pursuit(rest);
        };
        let after = |state| Standing::After {
            attempt: answer,
            state,
            waiting: None,
        };
        match answer.touch().outcome {
            Outcome::DeclinedForNow => Standing::NotNow {
                answer,
                on: asked_for(answer, policy, zone),
                courtesy: self.tries.is_empty(),
            },
            outcome if is_decline(outcome) && self.tries.is_empty() => {
                after(OutreachState::Declined)
            }
            outcome if is_decline(outcome) => Standing::Thanked,
            Outcome::MeetingAgreed => after(OutreachState::MeetingAgreed),
            _ => self.pursuit(rest),
        }
    }

    /// They have said nothing, or are willing to go on.
    fn pursuit(&self, rest: Option<NaiveDate>) -> Standing<'a> {
        if let (Some(on), Some(last)) = (rest, self.tries.last()) {
            let tries = self.tries.len();
            return Standing::Capped { last, tries, on };
        }
        let state = match (self.answer, self.tries.last()) {
            (Some(_), _) => OutreachState::InConversation,
            (None, Some(_)) => OutreachState::AwaitingReply,
            (None, None) => OutreachState::Planned,
        };
        let sent = |tried: &&Attempt| tried.touch().outcome == Outcome::Sent;
        let waiting = self.tries.last().copied().filter(sent);
        let deciding = self.last.or(self.answer);
        deciding.map_or(Standing::Untouched, |attempt| Standing::After {
            attempt,
            state,
            waiting,
        })
    }
}

/// When somebody who declined for now is to be asked again: on the day they named, or after the cooldown (F58).
pub(super) fn asked_for(answer: &Attempt, policy: &Policy, zone: Zone) -> NaiveDate {
    let named = answer.touch().recontact_on;
    named.unwrap_or_else(|| cooled(answer, policy, zone))
}

fn cooled(since: &Attempt, policy: &Policy, zone: Zone) -> NaiveDate {
    add(zone.day_of(since.touch().at), policy.cooldown_days.value)
}

fn is_decline(outcome: Outcome) -> bool {
    use Outcome::{Declined, DeclinedForNow, DeclinedWithReferral};
    matches!(outcome, DeclinedForNow | DeclinedWithReferral | Declined)
}

/// After a meeting was held only a no, or another yes, opens the matter again.
fn ends_or_renews(outcome: Outcome) -> bool {
    is_decline(outcome) || outcome == Outcome::MeetingAgreed
}

/// Whether an answer leaves something to pursue.
fn is_open(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::ReplyInterested | Outcome::DeclinedMeeting)
}
