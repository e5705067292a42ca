//! The derivation of a window, told step by step.

use chrono::{Datelike, NaiveDate};

use super::{
    DayOff, DayUnit,
    wait::{Desk, Sending, Wait},
};
use crate::vocabulary;

vocabulary! {
    /// What a step of a derivation says.
    pub enum StepKind {
        /// Whose days count, and where they begin.
        WhoseDays = "whose_days",
        /// For which years no public holidays are known.
        HolidaysUnknown = "holidays_unknown",
        /// When the message was sent, and from which day that counts.
        Sent = "sent",
        /// That a later day had begun for the recipient.
        Arrived = "arrived",
        DayOff = "day_off",
        /// Which day is number 0.
        Begins = "begins",
        /// That the least of the wait is over.
        Opens = "opens",
        /// That the most of the wait is over.
        Closes = "closes",
    }
}

/// One sentence of a derivation, and the days that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub kind: StepKind,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub sentence: String,
}

/// Everything that was decided on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Derivation {
    pub(super) wait: Wait,
    pub(super) sending: Sending,
    pub(super) desk: Desk,
    pub(super) is_late: bool,
    /// The day from which the sending counts, by the sender's clock.
    pub(super) due: NaiveDate,
    pub(super) begins_on: NaiveDate,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
}

impl Derivation {
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut dated = vec![self.begins()];
        dated.extend(self.bounds());
        dated.extend(self.days_off());
        // By day; on the same day it begins before the window opens, and opens before it closes.
        dated.sort_by_key(|step| (step.from, step.kind));
        let mut steps = vec![self.whose_days()];
        steps.extend(self.holidays_unknown());
        steps.push(self.sent());
        steps.extend(self.arrived());
        steps.extend(dated);
        steps
    }

    fn sent_on(&self) -> NaiveDate {
        self.sending.sender.zone.day_of(self.sending.at)
    }

    fn is_business(&self) -> bool {
        self.wait.unit == DayUnit::BusinessDays
    }

    fn whose_days(&self) -> Step {
        let zone = self.desk.zone;
        let sentence = if self.is_business() {
            let recipient = &self.sending.recipient;
            let calendar = &self.desk.calendar;
            let whose = match &recipient.calendar {
                Some(_) => format!("the recipient's: {calendar}"),
                None => format!("the sender's, the recipient's being unknown: {calendar}"),
            };
            let place = match recipient.zone {
                Some(_) => format!("the recipient's time zone, {zone}"),
                None => format!("the sender's time zone, the recipient's being unknown: {zone}"),
            };
            format!("Business days are {whose}. They begin at midnight in {place}.")
        } else {
            format!("Every day counts. Days begin at midnight in the sender's time zone, {zone}.")
        };
        step(StepKind::WhoseDays, self.sent_on(), self.last, sentence)
    }

    fn holidays_unknown(&self) -> Option<Step> {
        let calendar = &self.desk.calendar;
        if !self.is_business() || !calendar.has_country() {
            return None;
        }
        let known = calendar.known_years();
        let is_known = |year: i32| known.as_ref().is_some_and(|years| years.contains(&year));
        let mut unknown = self.days().filter(|day| !is_known(day.year()));
        let from = unknown.next()?;
        let until = unknown.last().unwrap_or(from);
        let sentence = match &known {
            Some(years) => format!(
                "Public holidays ({calendar}) are known for {} to {}: in other years only weekends are off.",
                years.start(),
                years.end()
            ),
            None => format!("No public holidays are known ({calendar}): only weekends are off."),
        };
        Some(step(StepKind::HolidaysUnknown, from, until, sentence))
    }

    fn sent(&self) -> Step {
        let (sent_on, zone) = (self.sent_on(), self.sending.sender.zone);
        let time = zone.time_of(self.sending.at).format("%H:%M");
        let next = if self.is_business() {
            "next business day"
        } else {
            "next day"
        };
        let rule = match (self.wait.noon_cut_off, self.is_late) {
            (true, true) => format!(", at or after noon: count from the {next}."),
            (true, false) => ", before noon: count from that day.".to_owned(),
            (false, _) => ": count from that day.".to_owned(),
        };
        let sentence = format!("Sent on {sent_on} at {time} in {zone}{rule}");
        step(StepKind::Sent, sent_on, self.due, sentence)
    }

    fn arrived(&self) -> Option<Step> {
        let zone = self.desk.zone;
        let on = zone.day_of(self.sending.at);
        let sentence = format!("It was already {on} in {zone}: count from that day.");
        (on > self.due).then(|| step(StepKind::Arrived, on, on, sentence))
    }

    fn begins(&self) -> Step {
        let on = self.begins_on;
        let sentence = format!("Counting begins on {on}.");
        step(StepKind::Begins, on, on, sentence)
    }

    fn bounds(&self) -> Vec<Step> {
        let day = |days: u16, on: NaiveDate| match (self.is_business(), days) {
            (_, 0) => format!("No day is waited: {on} is"),
            (true, days) => format!("Business day {days} is {on},"),
            (false, days) => format!("Day {days} is {on},"),
        };
        let Self { first, last, .. } = *self;
        let Wait { min, max, .. } = self.wait;
        if min == max {
            let sentence = format!("{} the only day of the window.", day(min, first));
            return vec![step(StepKind::Opens, first, last, sentence)];
        }
        let opens = format!("{} the first day of the window.", day(min, first));
        let closes = format!("{} the last day of the window.", day(max, last));
        vec![
            step(StepKind::Opens, first, first, opens),
            step(StepKind::Closes, last, last, closes),
        ]
    }

    /// Days off that follow one another for the same reason are one step.
    fn days_off(&self) -> Vec<Step> {
        let mut runs: Vec<(DayOff, NaiveDate, NaiveDate)> = Vec::new();
        let days = self.days().filter(|_| self.is_business());
        for (day, why) in days.filter_map(|day| Some((day, self.desk.calendar.why_not(day)?))) {
            match runs.last_mut() {
                Some((same, _, until)) if *same == why && until.succ_opt() == Some(day) => {
                    *until = day;
                }
                _ => runs.push((why, day, day)),
            }
        }
        let told = runs.into_iter();
        told.map(|(why, from, until)| self.day_off(why, from, until))
            .collect()
    }

    fn day_off(&self, why: DayOff, from: NaiveDate, until: NaiveDate) -> Step {
        let days = match (until - from).num_days() {
            0 => from.to_string(),
            1 => format!("{from} and {until}"),
            _ => format!("{from} to {until}"),
        };
        let is_one = from == until;
        let sentence = match why {
            DayOff::Weekend => {
                let fall = if is_one { "falls" } else { "fall" };
                format!("{days} {fall} on a weekend: not counted.")
            }
            DayOff::Holiday(name) => {
                let are = if is_one { "is" } else { "are" };
                format!("{days} {are} {name} ({}): not counted.", self.desk.calendar)
            }
        };
        step(StepKind::DayOff, from, until, sentence)
    }

    /// Every day from the sending to the end of the window.
    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let last = self.last;
        self.sent_on()
            .iter_days()
            .take_while(move |day| *day <= last)
    }
}

fn step(kind: StepKind, from: NaiveDate, until: NaiveDate, sentence: String) -> Step {
    Step {
        kind,
        from,
        until,
        sentence,
    }
}
