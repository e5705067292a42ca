//! The next action while there is no answer.

use chrono::NaiveDate;

use super::Guide;
use crate::outreach::{
    Attempt, NextAction, NextActionKind as Kind, Outcome, OutreachState, Touch, next_action::add,
};

impl Guide<'_> {
    /// F50: a call, one to two weeks after a letter. Within a conversation there is less to wait for.
    pub(super) fn follow_up(&self, sent: &Touch, state: OutreachState) -> NextAction {
        let noun = sent.channel.noun();
        if state == OutreachState::InConversation {
            return self.ask_again(sent, Kind::CallToFollowUp, |day| {
                format!("Your {noun} of {day} has had no answer yet")
            });
        }
        let days = &self.policy.follow_up_days;
        let what = (Kind::CallToFollowUp, self.calls());
        self.between(sent, days, what, |day, from, until| {
            format!(
                "Your {noun} of {day} has had no answer yet: call between {from} and {until}, late enough for them \
                 not to feel badgered."
            )
        })
    }

    pub(super) fn call_again(&self, tried: &Touch) -> NextAction {
        let noun = tried.channel.noun();
        let found = if tried.outcome == Outcome::Busy {
            "found them busy"
        } else {
            "reached nobody"
        };
        let days = &self.policy.retry_call_days;
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
        let days = &self.policy.retry_after_message_days;
        self.between(asked, days, (kind, self.calls()), |day, from, until| {
            format!("{}: call between {from} and {until}.", so(day))
        })
    }

    /// From the day of their return, where it is known, for as many days as there are without it; a message of ours
    /// that waits for them is not followed up any sooner for that (F51).
    pub(super) fn try_on_return(&self, away: &Touch, waiting: Option<&Attempt>) -> NextAction {
        let days = &self.policy.out_of_office_days;
        let what = (Kind::TryOnReturn, self.calls());
        let Some(back) = away.recontact_on else {
            return self.between(away, days, what, |day, from, until| {
                format!("They were away on {day}: try again between {from} and {until}.")
            });
        };
        let patience = self.policy.follow_up_days.value.min;
        let sent = waiting.map(|sent| self.zone.day_of(sent.touch().at));
        let from = sent.map_or(back, |sent| back.max(add(sent, patience)));
        let more = days.value.max.saturating_sub(days.value.min);
        let day = self.zone.day_of(away.at);
        NextAction::on(self.zone, &days.rule, from, more, what, |until| {
            format!("They were away on {day} until {back}: try again between {from} and {until}.")
        })
    }

    pub(super) fn correct(&self, failed: &Touch) -> NextAction {
        let wrong = match failed.outcome {
            Outcome::WrongNumber => "The number that you tried",
            _ => "The address to which you wrote",
        };
        let noun = failed.channel.noun();
        let days = &self.policy.correct_within_days;
        let what = (Kind::CorrectContactMethod, vec![failed.channel]);
        self.soon(failed, days, what, |day, until| {
            format!("{wrong} proved wrong on {day} (by {noun}): find the right one and try again by {until}.")
        })
    }

    pub(super) fn resend(&self, unopened: &Touch) -> NextAction {
        let noun = unopened.channel.noun();
        let days = &self.policy.correct_within_days;
        let what = (Kind::ResendRecognizably, vec![unopened.channel]);
        self.soon(unopened, days, what, |day, until| {
            format!(
                "Your {noun} stayed unopened because they did not recognize the sender ({day}): send it again by \
                 {until} so that they see at once who you are and what you have in common."
            )
        })
    }
}
