//! How long to wait after a message: days told in a unit, counted from the sending on.
//!
//! - **Business days are the recipient's**: it is their desk. Where their country or time zone is not known, the
//!   sender's stands in. **Calendar days are the sender's**: every day counts, by their own clock.
//! - **The sender's clock decides the noon cut-off**: a message sent at or after noon counts from the next day.
//! - **A day that has begun for the recipient has begun**: a message from Honolulu on Wednesday morning is in Auckland on
//!   Thursday, so business days count from Thursday.
//! - **Counting begins on a day that counts**: from a weekend or a holiday it is put off to the next business day, and
//!   that day is number 0. No window opens or closes on a day off.
//! - **The sender may act on any day**: asking people is done in the evening and at the weekend. Only the recipient's
//!   days off move a window, and the window's edges are midnights where the days are counted.

use chrono::{DateTime, Days, NaiveDate, Timelike, Utc};

use super::{BusinessCalendar, Step, derivation::Derivation};
use crate::{Zone, methodology::Span, outreach::Window, vocabulary};

/// The longest wait. Beyond it the calendar itself will have changed.
pub const MAX_DAYS: u16 = 1_000;

/// The hour of the cut-off.
const NOON: u32 = 12;

vocabulary! {
    /// Which days count.
    pub enum DayUnit {
        CalendarDays = "calendar_days",
        BusinessDays = "business_days",
    }
}

/// From so many days after a message to so many, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    pub(super) unit: DayUnit,
    pub(super) noon_cut_off: bool,
    pub(super) min: u16,
    pub(super) max: u16,
}

/// No wait that can be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must begin no later than it ends, and end after at most {MAX_DAYS} days")]
pub struct InvalidWait;

/// Where days begin, and which of them are business days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Desk {
    pub zone: Zone,
    pub calendar: BusinessCalendar,
}

/// What is known of the recipient's desk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KnownDesk {
    pub zone: Option<Zone>,
    pub calendar: Option<BusinessCalendar>,
}

/// A message on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sending {
    pub at: DateTime<Utc>,
    pub sender: Desk,
    pub recipient: KnownDesk,
}

/// When a wait is over, and how that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// From the start of `first` (but not before the sending) until the end of `last`, in `zone`.
    pub window: Window,
    pub first: NaiveDate,
    pub last: NaiveDate,
    pub zone: Zone,
    derivation: Derivation,
}

impl Counted {
    /// What was counted.
    pub fn wait(&self) -> Wait {
        self.derivation.wait
    }

    /// The whole derivation, in the order in which it is told.
    pub fn steps(&self) -> Vec<Step> {
        self.derivation.steps()
    }
}

impl Wait {
    /// # Errors
    /// The span is not in order, or longer than [`MAX_DAYS`].
    pub fn new(unit: DayUnit, noon_cut_off: bool, span: Span) -> Result<Self, InvalidWait> {
        let days = |days: u32| u16::try_from(days).ok().filter(|days| *days <= MAX_DAYS);
        match (days(span.min), days(span.max)) {
            (Some(min), Some(max)) if min <= max => Ok(Self {
                unit,
                noon_cut_off,
                min,
                max,
            }),
            _ => Err(InvalidWait),
        }
    }

    pub fn unit(self) -> DayUnit {
        self.unit
    }

    pub fn span(self) -> Span {
        Span {
            min: self.min.into(),
            max: self.max.into(),
        }
    }

    /// The same wait, with or without the cut-off at noon.
    #[must_use]
    pub fn with_noon_cut_off(self, noon_cut_off: bool) -> Self {
        Self {
            noon_cut_off,
            ..self
        }
    }

    /// Counts the days, and can tell how.
    pub fn count(self, sending: &Sending) -> Counted {
        let desk = sending.counting_desk(self.unit);
        let sent_on = sending.sender.zone.day_of(sending.at);
        let is_late = self.noon_cut_off && sending.sender.zone.time_of(sending.at).hour() >= NOON;
        let due = if is_late { after(sent_on, 1) } else { sent_on };
        let arrived_on = desk.zone.day_of(sending.at);
        let begins_on = self.unit.on_or_after(&desk.calendar, due.max(arrived_on));
        let first = self.unit.add(&desk.calendar, begins_on, self.min);
        let last = self.unit.add(&desk.calendar, begins_on, self.max);
        let from = desk.zone.start_of(first).max(sending.at);
        Counted {
            window: Window::new(from, desk.zone.end_of(last)),
            first,
            last,
            zone: desk.zone,
            derivation: Derivation {
                wait: self,
                sending: *sending,
                desk,
                is_late,
                due,
                begins_on,
                first,
                last,
            },
        }
    }
}

impl Sending {
    /// Whose days count, by unit.
    fn counting_desk(&self, unit: DayUnit) -> Desk {
        let (sender, recipient) = (self.sender, self.recipient);
        match unit {
            DayUnit::CalendarDays => sender,
            DayUnit::BusinessDays => Desk {
                zone: recipient.zone.unwrap_or(sender.zone),
                calendar: recipient.calendar.unwrap_or(sender.calendar),
            },
        }
    }
}

impl DayUnit {
    fn on_or_after(self, calendar: &BusinessCalendar, day: NaiveDate) -> NaiveDate {
        match self {
            Self::CalendarDays => day,
            Self::BusinessDays => calendar.on_or_after(day),
        }
    }

    fn add(self, calendar: &BusinessCalendar, day: NaiveDate, days: u16) -> NaiveDate {
        match self {
            Self::CalendarDays => after(day, days),
            Self::BusinessDays => calendar.add_business_days(day, days),
        }
    }
}

/// So many days later; the last day that there is where there is none.
fn after(day: NaiveDate, days: u16) -> NaiveDate {
    day.checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX)
}
