//! The next action after each outcome, in words.

mod silence;

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Attempt, Channel, NextAction, NextActionKind as Kind, Outcome, OutreachState, Touch,
    next_action::What, progress::asked_for,
};
use crate::{
    Zone,
    methodology::{Cited, Policy, Span},
};

/// Says what to do by the methodology, in days of the person's zone.
pub(super) struct Guide<'a> {
    pub(super) policy: &'a Policy,
    pub(super) zone: Zone,
}

impl Guide<'_> {
    pub(super) fn write_first(&self, created_at: DateTime<Utc>) -> NextAction {
        let days = &self.policy.first_message_within_days;
        let what = (Kind::WriteFirstMessage, self.first());
        NextAction::within(self.zone, days, created_at, what, |until| {
            format!("Nothing has been sent yet: write by {until}.")
        })
    }

    /// What to do after the attempt that decides; nothing when it asks to be left alone for good.
    pub(super) fn after(
        &self,
        attempt: &Attempt,
        state: OutreachState,
        waiting: Option<&Attempt>,
    ) -> Option<NextAction> {
        let touch = attempt.touch();
        Some(match touch.outcome {
            Outcome::Sent => self.follow_up(touch, state),
            Outcome::NoAnswer | Outcome::Busy => self.call_again(touch),
            Outcome::VoicemailLeft | Outcome::MessageLeftWith => self.call_for_answer(touch),
            Outcome::OutOfOffice => self.try_on_return(touch, waiting),
            Outcome::Bounced | Outcome::WrongNumber => self.correct(touch),
            Outcome::OpenedByNobodyWeKnow => self.resend(touch),
            Outcome::ReplyInterested => self.reply(touch),
            Outcome::DeclinedMeeting => self.offer_phone_call(touch),
            Outcome::MeetingAgreed => self.schedule(touch),
            Outcome::DeclinedForNow => self.recontact_as_asked(attempt),
            Outcome::Declined | Outcome::DeclinedWithReferral => self.thank(touch),
            Outcome::DoNotContact => return None,
        })
    }

    fn reply(&self, interested: &Touch) -> NextAction {
        let days = &self.policy.reply_within_days;
        let what = (Kind::Reply, vec![interested.channel]);
        self.soon(interested, days, what, |day, until| {
            format!("They answered with interest on {day}: reply and propose a time by {until}.")
        })
    }

    /// F56
    fn offer_phone_call(&self, declined: &Touch) -> NextAction {
        let days = &self.policy.offer_phone_within_days;
        let what = (Kind::OfferPhoneCall, vec![declined.channel]);
        self.soon(declined, days, what, |day, until| {
            format!(
                "They declined to meet on {day}: offer a phone call at their convenience by {until}."
            )
        })
    }

    /// F55
    fn schedule(&self, agreed: &Touch) -> NextAction {
        let days = &self.policy.schedule_within_days;
        let what = (Kind::ScheduleMeeting, vec![agreed.channel]);
        self.soon(agreed, days, what, |day, until| {
            format!(
                "They agreed on {day} to meet: settle the time and place that suit them by {until}."
            )
        })
    }

    pub(super) fn schedule_again(&self, at: DateTime<Utc>) -> NextAction {
        let days = &self.policy.schedule_within_days;
        let day = self.zone.day_of(at);
        let what = (Kind::ScheduleMeeting, self.calls());
        NextAction::within(self.zone, days, at, what, |until| {
            format!("The meeting fell through on {day}: settle another time by {until}.")
        })
    }

    /// F58
    fn recontact_as_asked(&self, declined: &Attempt) -> NextAction {
        let touch = declined.touch();
        let day = self.zone.day_of(touch.at);
        let from = asked_for(declined, self.policy, self.zone);
        let within = &self.policy.recontact_within_days;
        let (rule, date) = match touch.recontact_on {
            Some(_) => (&within.rule, "the date they gave"),
            None => (&self.policy.cooldown_days.rule, "the end of the cooldown"),
        };
        let what = (Kind::Recontact, self.first());
        NextAction::on(self.zone, rule, from, within.value, what, |until| {
            format!(
                "They said \"not now\" on {day}: ask again between {from}, {date}, and {until}."
            )
        })
    }

    pub(super) fn recontact_after_rest(
        &self,
        last: &Attempt,
        tries: usize,
        from: NaiveDate,
    ) -> NextAction {
        let day = self.zone.day_of(last.touch().at);
        let within = self.policy.recontact_within_days.value;
        let rule = &self.policy.cooldown_days.rule;
        let what = (Kind::Recontact, self.first());
        NextAction::on(self.zone, rule, from, within, what, |until| {
            format!(
                "{tries} attempts have had no answer, the last of {day}: leave them alone until {from}, then ask \
                 anew by {until}."
            )
        })
    }

    /// F57, F60
    fn thank(&self, declined: &Touch) -> NextAction {
        let what = (Kind::ThankAndClose, vec![declined.channel]);
        let thanks = match declined.outcome {
            Outcome::DeclinedWithReferral => "thank them for that and for the name they gave",
            _ => "thank them all the same",
        };
        let days = &self.policy.courtesy_within_days;
        self.soon(declined, days, what, |day, until| {
            format!("They declined on {day}: {thanks} by {until}.")
        })
    }

    fn first(&self) -> Vec<Channel> {
        self.policy.first_channels.value.clone()
    }

    fn calls(&self) -> Vec<Channel> {
        self.policy.follow_up_channels.value.clone()
    }

    fn soon(
        &self,
        after: &Touch,
        days: &Cited<u32>,
        what: What,
        reason: impl FnOnce(NaiveDate, NaiveDate) -> String,
    ) -> NextAction {
        let day = self.zone.day_of(after.at);
        NextAction::within(self.zone, days, after.at, what, |until| reason(day, until))
    }

    fn between(
        &self,
        after: &Touch,
        days: &Cited<Span>,
        what: What,
        reason: impl FnOnce(NaiveDate, NaiveDate, NaiveDate) -> String,
    ) -> NextAction {
        let day = self.zone.day_of(after.at);
        NextAction::between(self.zone, days, after.at, what, |from, until| {
            reason(day, from, until)
        })
    }
}
