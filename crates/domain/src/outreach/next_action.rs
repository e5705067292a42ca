//! What to do next in an outreach, when, and by which rule.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{Candidate, Channel};
use crate::{
    Zone,
    calendar::Counted,
    methodology::{Cited, Rule},
    vocabulary,
};

vocabulary! {
    /// What to do next in an outreach.
    pub enum NextActionKind {
        WriteFirstMessage = "write_first_message",
        /// The first touch where the methodology begins with a call (F9).
        MakeFirstCall = "make_first_call",
        /// Ask again about a message that had no answer (F50).
        CallToFollowUp = "call_to_follow_up",
        /// The same, where the methodology asks again in writing.
        WriteAgain = "write_again",
        /// Begin an outreach to somebody else at the contact's organization (3B7).
        AskSomebodyElseThere = "ask_somebody_else_there",
        CallAgain = "call_again",
        /// They were away.
        TryOnReturn = "try_on_return",
        /// The message came back, or the number was wrong.
        CorrectContactMethod = "correct_contact_method",
        /// Send it again so that they see who it is from (F68).
        ResendRecognizably = "resend_recognizably",
        Reply = "reply",
        OfferPhoneCall = "offer_phone_call",
        ScheduleMeeting = "schedule_meeting",
        ThankAndClose = "thank_and_close",
        /// Ask again after the time they named, after the cooldown, or after somebody else there was to help.
        Recontact = "recontact",
    }
}

/// When to act: from the one instant until the other, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    from: DateTime<Utc>,
    until: DateTime<Utc>,
}

vocabulary! {
    /// Where a moment stands to a window.
    pub enum Timing {
        TooEarly = "too_early",
        Open = "open",
        Overdue = "overdue",
    }
}

impl Window {
    /// Where `now` stands to it.
    pub fn timing(self, now: DateTime<Utc>) -> Timing {
        if now < self.from {
            Timing::TooEarly
        } else if now <= self.until {
            Timing::Open
        } else {
            Timing::Overdue
        }
    }

    /// Never ends before it begins: an `until` that is too early is put off to `from`.
    pub fn new(from: DateTime<Utc>, until: DateTime<Utc>) -> Self {
        let until = until.max(from);
        Self { from, until }
    }

    pub fn from(self) -> DateTime<Utc> {
        self.from
    }

    pub fn until(self) -> DateTime<Utc> {
        self.until
    }
}

/// The next step of an outreach, explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextAction {
    pub kind: NextActionKind,
    /// By what to act, the preferred channel first.
    pub channels: Vec<Channel>,
    pub window: Window,
    /// Says why, with dates of the zone in which they are counted.
    pub reason: String,
    /// The key of the rule of the methodology.
    pub rule: String,
    pub source: String,
    /// Whom to ask, where it is somebody else.
    pub candidates: Vec<Candidate>,
    /// What comes next with the contact, where this is about somebody else.
    pub then: Option<Box<NextAction>>,
    /// How the days of the window were counted, where business days or several days of waiting are.
    pub counted: Option<Counted>,
}

/// What is done, and by what.
pub(super) type What = (NextActionKind, Vec<Channel>);

impl NextAction {
    /// The action that approaches the contact: this one, or what comes after it. Before its window opens it is too early
    /// to.
    pub fn towards_contact(&self) -> &Self {
        self.then.as_deref().unwrap_or(self)
    }

    pub(super) fn by(rule: &Rule, (kind, channels): What, window: Window, reason: String) -> Self {
        Self {
            kind,
            channels,
            window,
            reason,
            rule: rule.key.clone(),
            source: rule.source.clone(),
            candidates: Vec::new(),
            then: None,
            counted: None,
        }
    }

    /// At once, and at the latest so many local days later.
    pub(super) fn within(
        zone: Zone,
        days: &Cited<u32>,
        at: DateTime<Utc>,
        what: What,
        reason: impl FnOnce(NaiveDate) -> String,
    ) -> Self {
        let until = add(zone.day_of(at), days.value);
        let window = Window::new(at, zone.end_of(until));
        Self::by(&days.rule, what, window, reason(until))
    }

    /// In the window of a wait.
    pub(super) fn after(
        rule: &Rule,
        counted: Counted,
        what: What,
        reason: impl FnOnce(NaiveDate, NaiveDate) -> String,
    ) -> Self {
        let reason = reason(counted.first, counted.last);
        Self {
            counted: Some(counted),
            ..Self::by(rule, what, counted.window, reason)
        }
    }

    /// From one local day on, for so many days more.
    pub(super) fn on(
        zone: Zone,
        rule: &Rule,
        from: NaiveDate,
        more: u32,
        what: What,
        reason: impl FnOnce(NaiveDate) -> String,
    ) -> Self {
        let until = add(from, more);
        let window = Window::new(zone.start_of(from), zone.end_of(until));
        Self::by(rule, what, window, reason(until))
    }
}

/// So many days later; the last day of the calendar where there is none.
pub(super) fn add(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(u64::from(days)))
        .unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_never_ends_before_it_begins() {
        let (early, late) = (DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH + Days::new(1));
        assert_eq!(Window::new(late, early), Window::new(late, late));
        assert_eq!(Window::new(early, late).until(), late);
    }

    #[test]
    fn a_window_is_open_from_its_beginning_to_its_end() {
        let moment = |seconds| DateTime::from_timestamp(seconds, 0).unwrap();
        let window = Window::new(moment(10), moment(20));
        let timings = [9, 10, 20, 21].map(|seconds| window.timing(moment(seconds)));
        assert_eq!(
            timings,
            [
                Timing::TooEarly,
                Timing::Open,
                Timing::Open,
                Timing::Overdue
            ]
        );
    }

    #[test]
    fn a_day_beyond_the_calendar_is_its_last() {
        assert_eq!(add(NaiveDate::MAX, 1), NaiveDate::MAX);
    }
}
