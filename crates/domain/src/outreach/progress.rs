//! What the attempts of an outreach amount to: where it stands, and which of them decides what comes next.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Attempt, Direction, Facts, Helper, Meeting, Outcome, OutreachState, next_action::add,
    round::Round,
};
use crate::{
    Zone,
    methodology::{Asking, Rule},
};

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
    /// Enough was tried without an answer, by that rule.
    Capped {
        last: &'a Attempt,
        tries: usize,
        on: NaiveDate,
        rule: &'a Rule,
    },
    /// They are silent, and somebody else there helps.
    Spared {
        helper: &'a Helper,
        on: NaiveDate,
        rule: &'a Rule,
    },
    /// The attempt decides what comes next.
    After {
        attempt: &'a Attempt,
        state: OutreachState,
        round: Round<'a>,
    },
}

/// The attempts read in order.
#[derive(Clone, Default)]
pub(super) struct Progress<'a> {
    banned: bool,
    /// Their last word.
    answer: Option<&'a Attempt>,
    /// What we tried since then and they did not answer.
    pub(super) round: Round<'a>,
    /// The last thing that happened since their last word.
    last: Option<&'a Attempt>,
}

impl<'a> Standing<'a> {
    pub(super) fn of(attempts: &'a [Attempt], asking: &'a Asking, facts: &'a Facts) -> Self {
        let progress = attempts
            .iter()
            .fold(Progress::default(), |progress, attempt| {
                progress.then(attempt, asking, facts)
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
            | Meeting::FellThrough { .. } => progress.standing(asking, facts),
        }
    }
}

impl<'a> Progress<'a> {
    pub(super) fn then(mut self, attempt: &'a Attempt, asking: &Asking, facts: &Facts) -> Self {
        let touch = attempt.touch();
        if touch.outcome.is_answer() {
            return Self {
                banned: self.banned || touch.outcome == Outcome::DoNotContact,
                answer: Some(attempt),
                ..Self::default()
            };
        }
        let outbound = touch.direction == Direction::Outbound;
        if outbound && self.is_rested_by(touch.at, asking, facts) {
            let banned = self.banned;
            self = Self {
                banned,
                ..Self::default()
            };
        }
        let never_arrived = matches!(touch.outcome, Outcome::Bounced | Outcome::WrongNumber);
        if outbound && !never_arrived {
            self.round.push(attempt);
        } else if never_arrived && !outbound {
            self.round.withdraw(attempt);
        }
        self.last = Some(attempt);
        self
    }

    /// Whether they were to be left alone until that day at the latest.
    pub(super) fn is_rested_by(&self, at: DateTime<Utc>, asking: &Asking, facts: &Facts) -> bool {
        let rested = self.rests_until(asking, facts);
        rested.is_some_and(|date| facts.zone().day_of(at) >= date)
    }

    /// The day from which a contact who is to be left alone can be approached anew.
    fn rests_until(&self, asking: &Asking, facts: &Facts) -> Option<NaiveDate> {
        let zone = facts.zone();
        match self.answer {
            Some(answer) if answer.touch().outcome == Outcome::DeclinedForNow => {
                Some(asked_for(answer, asking, zone))
            }
            Some(answer) if !is_open(answer.touch().outcome) => None,
            _ => {
                let last = self.round.last()?;
                self.enough(asking, facts)?;
                Some(cooled(last.touch().at, asking, zone))
            }
        }
    }

    /// The rule by which enough was tried: the cap is reached, or no step is left.
    fn enough<'p>(&self, asking: &'p Asking, facts: &Facts) -> Option<&'p Rule> {
        let cap = usize::try_from(asking.attempt_cap.value).unwrap_or(usize::MAX);
        if self.round.len() >= cap {
            return Some(&asking.attempt_cap.rule);
        }
        let steps = &asking.follow_up_steps;
        let is_waiting = self.answer.is_none() && self.round.waiting().is_some();
        let is_over = is_waiting && self.round.next_steps(&steps.value, facts).is_none();
        is_over.then_some(&steps.rule)
    }

    /// Whether their last word is such a one, and came after that time.
    fn turned_after(&self, at: DateTime<Utc>, such: impl Fn(Outcome) -> bool) -> bool {
        self.answer
            .map(Attempt::touch)
            .is_some_and(|answer| answer.at > at && such(answer.outcome))
    }

    fn standing(self, asking: &'a Asking, facts: &'a Facts) -> Standing<'a> {
        let Some(answer) = self.answer else {
            return self
                .spared(asking, facts)
                .unwrap_or_else(|| self.pursuit(asking, facts));
        };
        match answer.touch().outcome {
            Outcome::DeclinedForNow => Standing::NotNow {
                answer,
                on: asked_for(answer, asking, facts.zone()),
                courtesy: self.round.is_empty(),
            },
            outcome if is_decline(outcome) && !self.round.is_empty() => Standing::Thanked,
            outcome if is_decline(outcome) => self.after(answer, OutreachState::Declined),
            Outcome::MeetingAgreed => self.after(answer, OutreachState::MeetingAgreed),
            _ => self.pursuit(asking, facts),
        }
    }

    fn after(self, attempt: &'a Attempt, state: OutreachState) -> Standing<'a> {
        Standing::After {
            attempt,
            state,
            round: self.round,
        }
    }

    /// They are silent, somebody else there helps, and they were not approached since all the same.
    fn spared(&self, asking: &'a Asking, facts: &'a Facts) -> Option<Standing<'a>> {
        let rule = &asking.stops_when_somebody_helps()?.rule;
        let helper = facts.colleagues.as_ref()?.helper.as_ref()?;
        let last = self.round.last().map(|last| last.touch().at);
        if last.is_some_and(|last| last > helper.since) {
            return None;
        }
        let on = cooled(helper.since, asking, facts.zone());
        Some(Standing::Spared { helper, on, rule })
    }

    /// They have said nothing, or are willing to go on.
    fn pursuit(self, asking: &'a Asking, facts: &Facts) -> Standing<'a> {
        if let (Some(rule), Some(last)) = (self.enough(asking, facts), self.round.last()) {
            return Standing::Capped {
                last,
                tries: self.round.len(),
                on: cooled(last.touch().at, asking, facts.zone()),
                rule,
            };
        }
        let state = match (self.answer, self.round.last()) {
            (Some(_), _) => OutreachState::InConversation,
            (None, Some(_)) => OutreachState::AwaitingReply,
            (None, None) => OutreachState::Planned,
        };
        match self.last.or(self.answer) {
            None => Standing::Untouched,
            Some(attempt) => self.after(attempt, state),
        }
    }
}

/// When somebody who declined for now is to be asked again: on the day they named, or after the cooldown (F58).
pub(super) fn asked_for(answer: &Attempt, asking: &Asking, zone: Zone) -> NaiveDate {
    let named = answer.touch().recontact_on;
    named.unwrap_or_else(|| cooled(answer.touch().at, asking, zone))
}

fn cooled(since: DateTime<Utc>, asking: &Asking, zone: Zone) -> NaiveDate {
    add(zone.day_of(since), asking.cooldown_days.value)
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
