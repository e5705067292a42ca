//! The next action while there is no answer.

use chrono::NaiveDate;

use super::Guide;
use crate::{
    methodology::{CountedFrom, FollowUpStep},
    outreach::{
        Candidate, Channel, NextAction, NextActionKind as Kind, Outcome, OutreachState, Touch,
        Window, round::Round,
    },
};

impl Guide<'_> {
    /// F50: what the steps of the methodology say. Within a conversation there is less to wait for.
    pub(super) fn follow_up(
        &self,
        sent: &Touch,
        state: OutreachState,
        round: &Round<'_>,
    ) -> Option<NextAction> {
        if state == OutreachState::InConversation {
            let noun = sent.channel.noun();
            return Some(self.ask_again(sent, Kind::CallToFollowUp, |day| {
                format!("Your {noun} of {day} has had no answer yet")
            }));
        }
        let next = round.next_steps(&self.asking.follow_up_steps.value, self.facts)?;
        let again = self.ask_them_again(sent, round, next.them);
        Some(match next.other {
            None => again,
            Some(step) => self.ask_somebody_else(sent, round, step, again),
        })
    }

    fn ask_them_again(&self, sent: &Touch, round: &Round<'_>, step: &FollowUpStep) -> NextAction {
        let (noun, day) = (sent.channel.noun(), self.day(sent));
        let kind = follow_up_kind(&step.channels);
        self.by_step(sent, round, step, kind, |from, until| {
            format!(
                "Your {noun} of {day} has had no answer yet: {} between {from} and {until}, late enough for them not to \
                 feel badgered.",
                verb(kind)
            )
        })
    }

    /// 3B7: the wait goes on, but not for them alone.
    fn ask_somebody_else(
        &self,
        sent: &Touch,
        round: &Round<'_>,
        step: &FollowUpStep,
        again: NextAction,
    ) -> NextAction {
        let (noun, day) = (sent.channel.noun(), self.day(sent));
        let colleagues = self.facts.colleagues.as_ref();
        let (there, candidates) = colleagues.map_or(("the organization", Vec::new()), |known| {
            (known.organization.as_str(), known.candidates.clone())
        });
        let whom = named(&candidates);
        let next = again
            .counted
            .map_or_else(|| self.day(sent), |counted| counted.first);
        let kind = Kind::AskSomebodyElseThere;
        let other = self.by_step(sent, round, step, kind, |from, until| {
            format!(
                "Your {noun} of {day} has had no answer yet: ask somebody else at {there} between {from} and {until} \
                 ({whom}). This contact can be written to again from {next} on."
            )
        });
        NextAction {
            candidates,
            then: Some(Box::new(again)),
            ..other
        }
    }

    fn by_step(
        &self,
        sent: &Touch,
        round: &Round<'_>,
        step: &FollowUpStep,
        kind: Kind,
        reason: impl FnOnce(NaiveDate, NaiveDate) -> String,
    ) -> NextAction {
        let from = match step.counted_from {
            CountedFrom::PreviousAttempt => sent.at,
            CountedFrom::FirstMessage => round.first_at().unwrap_or(sent.at),
        };
        // Counted from the first message, a step may be over before the last attempt: it is due at once, then.
        let counted = step.wait.count(&self.facts.sending(from));
        let rule = &self.asking.follow_up_steps.rule;
        let what = (kind, step.channels.clone());
        let next = NextAction::after(rule, counted, what, reason);
        let window = Window::new(next.window.from().max(sent.at), next.window.until());
        NextAction { window, ..next }
    }

    pub(super) fn call_again(&self, tried: &Touch) -> NextAction {
        let noun = tried.channel.noun();
        let found = if tried.outcome == Outcome::Busy {
            "found them busy"
        } else {
            "reached nobody"
        };
        let days = &self.asking.retry_call_days;
        let what = (Kind::CallAgain, vec![tried.channel]);
        self.between(tried, days, what, |day, from, until| {
            format!("Your {noun} of {day} {found}: try again between {from} and {until}.")
        })
    }

    pub(super) fn call_for_answer(&self, left: &Touch) -> NextAction {
        let whom = left.with_whom.as_ref();
        let message = match (left.outcome, whom) {
            (Outcome::MessageLeftWith, Some(whom)) => format!("a message with {whom}"),
            _ => "a voicemail".to_owned(),
        };
        self.ask_again(left, Kind::CallAgain, |day| {
            format!("You left {message} on {day} and have had no answer yet")
        })
    }

    fn ask_again(
        &self,
        asked: &Touch,
        kind: Kind,
        so: impl FnOnce(NaiveDate) -> String,
    ) -> NextAction {
        let days = &self.asking.retry_after_message_days;
        let channels = self.again();
        let follow_up = follow_up_kind(&channels);
        let kind = if follow_up == Kind::WriteAgain {
            follow_up
        } else {
            kind
        };
        self.between(asked, days, (kind, channels), |day, from, until| {
            format!("{}: {} between {from} and {until}.", so(day), verb(kind))
        })
    }

    /// From the day of their return, where it is known, for as many days as there are without it; a message of ours
    /// that waits for them is not followed up any sooner for that (F51).
    pub(super) fn try_on_return(&self, away: &Touch, round: &Round<'_>) -> NextAction {
        let days = &self.asking.out_of_office_days;
        let what = (Kind::TryOnReturn, self.again());
        let Some(back) = away.recontact_on else {
            return self.between(away, days, what, |day, from, until| {
                format!("They were away on {day}: try again between {from} and {until}.")
            });
        };
        let zone = self.facts.zone();
        let next = round.next_steps(&self.asking.follow_up_steps.value, self.facts);
        let patience = round.waiting().zip(next).map(|(sent, next)| {
            let again = self.ask_them_again(sent.touch(), round, next.them);
            zone.day_of(again.window.from())
        });
        let from = patience.map_or(back, |day| back.max(day));
        let span = days.value.span();
        let more = span.max.saturating_sub(span.min);
        let day = self.day(away);
        NextAction::on(zone, &days.rule, from, more, what, |until| {
            format!("They were away on {day} until {back}: try again between {from} and {until}.")
        })
    }

    pub(super) fn correct(&self, failed: &Touch) -> NextAction {
        let wrong = match failed.outcome {
            Outcome::WrongNumber => "The number that you tried",
            _ => "The address to which you wrote",
        };
        let noun = failed.channel.noun();
        let days = &self.asking.correct_within_days;
        let what = (Kind::CorrectContactMethod, vec![failed.channel]);
        self.soon(failed, days, what, |day, until| {
            format!("{wrong} proved wrong on {day} (by {noun}): find the right one and try again by {until}.")
        })
    }

    pub(super) fn resend(&self, unopened: &Touch) -> NextAction {
        let noun = unopened.channel.noun();
        let days = &self.asking.correct_within_days;
        let what = (Kind::ResendRecognizably, vec![unopened.channel]);
        self.soon(unopened, days, what, |day, until| {
            format!(
                "Your {noun} stayed unopened because they did not recognize the sender ({day}): send it again by \
                 {until} so that they see at once who you are and what you have in common."
            )
        })
    }
}

/// A call where the preferred channel is one, and a message otherwise.
fn follow_up_kind(channels: &[Channel]) -> Kind {
    match channels.first() {
        Some(channel) if channel.is_written() => Kind::WriteAgain,
        _ => Kind::CallToFollowUp,
    }
}

fn verb(kind: Kind) -> &'static str {
    match kind {
        Kind::WriteAgain => "write again",
        _ => "call",
    }
}

/// Two names, at most.
fn named(candidates: &[Candidate]) -> String {
    match candidates {
        [] => "nobody else there is known yet".to_owned(),
        [one] => format!("such as {}", one.name),
        [one, other, ..] => format!("such as {} or {}", one.name, other.name),
    }
}
