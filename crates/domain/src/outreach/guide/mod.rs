//! The next action after each outcome, in words.

mod silence;

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Attempt, Channel, Facts, Helper, NextAction, NextActionKind as Kind, Outcome, OutreachState,
    Touch, next_action::What, progress::asked_for, round::Round,
};
use crate::{
    calendar::Wait,
    methodology::{Asking, Cited, Rule},
};

/// Says what to do by the methodology.
pub(super) struct Guide<'a> {
    pub(super) asking: &'a Asking,
    pub(super) facts: &'a Facts,
}

impl Guide<'_> {
    pub(super) fn begin(&self) -> NextAction {
        let days = &self.asking.first_message_within_days;
        let channels = self.first();
        let is_written = channels.first().is_none_or(|first| first.is_written());
        let (kind, so) = if is_written {
            (Kind::WriteFirstMessage, "Nothing has been sent yet: write")
        } else {
            (Kind::MakeFirstCall, "Nothing has been tried yet: call")
        };
        let (zone, begun) = (self.facts.zone(), self.facts.created_at);
        NextAction::within(zone, days, begun, (kind, channels), |until| {
            format!("{so} by {until}.")
        })
    }

    /// What to do after the attempt that decides; nothing when it asks to be left alone for good.
    pub(super) fn after(
        &self,
        attempt: &Attempt,
        state: OutreachState,
        round: &Round<'_>,
    ) -> Option<NextAction> {
        let touch = attempt.touch();
        Some(match touch.outcome {
            Outcome::Sent => return self.follow_up(touch, state, round),
            Outcome::NoAnswer | Outcome::Busy => self.call_again(touch),
            Outcome::VoicemailLeft | Outcome::MessageLeftWith => self.call_for_answer(touch),
            Outcome::OutOfOffice => self.try_on_return(touch, round),
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
        let days = &self.asking.reply_within_days;
        let what = (Kind::Reply, vec![interested.channel]);
        self.soon(interested, days, what, |day, until| {
            format!("They answered with interest on {day}: reply and propose a time by {until}.")
        })
    }

    /// F56
    fn offer_phone_call(&self, declined: &Touch) -> NextAction {
        let days = &self.asking.offer_phone_within_days;
        let what = (Kind::OfferPhoneCall, vec![declined.channel]);
        self.soon(declined, days, what, |day, until| {
            format!(
                "They declined to meet on {day}: offer a phone call at their convenience by {until}."
            )
        })
    }

    /// F55
    fn schedule(&self, agreed: &Touch) -> NextAction {
        let days = &self.asking.schedule_within_days;
        let what = (Kind::ScheduleMeeting, vec![agreed.channel]);
        self.soon(agreed, days, what, |day, until| {
            format!(
                "They agreed on {day} to meet: settle the time and place that suit them by {until}."
            )
        })
    }

    pub(super) fn schedule_again(&self, at: DateTime<Utc>) -> NextAction {
        let days = &self.asking.schedule_within_days;
        let day = self.facts.zone().day_of(at);
        let what = (Kind::ScheduleMeeting, self.again());
        NextAction::within(self.facts.zone(), days, at, what, |until| {
            format!("The meeting fell through on {day}: settle another time by {until}.")
        })
    }

    /// F58
    pub(super) fn recontact_as_asked(&self, declined: &Attempt) -> NextAction {
        let touch = declined.touch();
        let day = self.day(touch);
        let from = asked_for(declined, self.asking, self.facts.zone());
        let within = &self.asking.recontact_within_days;
        let (rule, date) = match touch.recontact_on {
            Some(_) => (&within.rule, "the date they gave"),
            None => (&self.asking.cooldown_days.rule, "the end of the cooldown"),
        };
        let what = (Kind::Recontact, self.first());
        NextAction::on(self.facts.zone(), rule, from, within.value, what, |until| {
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
        let day = self.day(last.touch());
        let within = self.asking.recontact_within_days.value;
        let rule = &self.asking.cooldown_days.rule;
        let what = (Kind::Recontact, self.first());
        NextAction::on(self.facts.zone(), rule, from, within, what, |until| {
            format!(
                "{tries} attempts have had no answer, the last of {day}: leave them alone until {from}, then ask \
                 anew by {until}."
            )
        })
    }

    /// 3B7: one who helps is enough.
    pub(super) fn leave_to_helper(
        &self,
        helper: &Helper,
        rule: &Rule,
        from: NaiveDate,
    ) -> NextAction {
        let zone = self.facts.zone();
        let (name, since) = (&helper.name, zone.day_of(helper.since));
        let there = self.facts.colleagues.as_ref();
        let there = there.map_or("the organization", |known| known.organization.as_str());
        let within = self.asking.recontact_within_days.value;
        let what = (Kind::Recontact, self.first());
        NextAction::on(zone, rule, from, within, what, |until| {
            format!(
                "{name} at {there} has been helping you since {since}: nobody else there needs to be asked. Should that \
                 lead nowhere, ask between {from} and {until}."
            )
        })
    }

    /// F57 to F60
    fn thank(&self, declined: &Touch) -> NextAction {
        let what = (Kind::ThankAndClose, vec![declined.channel]);
        let words = match declined.outcome {
            Outcome::DeclinedWithReferral => {
                "thank them for that and for the name they gave, and ask whether you may come back later"
            }
            _ => {
                "thank them all the same, and ask whether you may come back later and whether somebody they know would be \
                 willing now"
            }
        };
        let days = &self.asking.courtesy_within_days;
        self.soon(declined, days, what, |day, until| {
            format!("They declined on {day}: {words}. Do so by {until}.")
        })
    }

    fn first(&self) -> Vec<Channel> {
        self.asking.first_channels.value.clone()
    }

    /// By what to reach them again.
    fn again(&self) -> Vec<Channel> {
        self.asking.follow_up_channels.value.clone()
    }

    fn day(&self, of: &Touch) -> NaiveDate {
        self.facts.zone().day_of(of.at)
    }

    fn soon(
        &self,
        after: &Touch,
        days: &Cited<u32>,
        what: What,
        reason: impl FnOnce(NaiveDate, NaiveDate) -> String,
    ) -> NextAction {
        let (zone, day) = (self.facts.zone(), self.day(after));
        NextAction::within(zone, days, after.at, what, |until| reason(day, until))
    }

    fn between(
        &self,
        after: &Touch,
        days: &Cited<Wait>,
        what: What,
        reason: impl FnOnce(NaiveDate, NaiveDate, NaiveDate) -> String,
    ) -> NextAction {
        let day = self.day(after);
        let counted = days.value.count(&self.facts.sending(after.at));
        NextAction::after(&days.rule, counted, what, |from, until| {
            reason(day, from, until)
        })
    }
}
