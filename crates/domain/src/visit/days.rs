//! The days of a visit.

use chrono::{Days as Step, NaiveDate};

/// The most days that one visit has: who stays longer lives there.
pub const MAX_DAYS: u16 = 90;

/// Days in a row, the first and the last among them: 1 to [`MAX_DAYS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    starts_on: NaiveDate,
    ends_on: NaiveDate,
}

/// Why two dates are not the days of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDays {
    #[error("must not be before the first day")]
    EndsBeforeItStarts,
    #[error("must be at most {MAX_DAYS} days after the first one, which counts")]
    TooMany,
}

impl Days {
    /// # Errors
    /// The last day is before the first, or there are more than [`MAX_DAYS`].
    pub fn new(starts_on: NaiveDate, ends_on: NaiveDate) -> Result<Self, InvalidDays> {
        if ends_on < starts_on {
            return Err(InvalidDays::EndsBeforeItStarts);
        }
        let days = Self { starts_on, ends_on };
        if days.distance() >= i64::from(MAX_DAYS) {
            return Err(InvalidDays::TooMany);
        }
        Ok(days)
    }

    pub fn starts_on(self) -> NaiveDate {
        self.starts_on
    }

    pub fn ends_on(self) -> NaiveDate {
        self.ends_on
    }

    fn distance(self) -> i64 {
        self.ends_on
            .signed_duration_since(self.starts_on)
            .num_days()
    }

    pub fn contains(self, day: NaiveDate) -> bool {
        (self.starts_on..=self.ends_on).contains(&day)
    }

    /// Those that are not before a day; None when all are.
    pub fn from(self, day: NaiveDate) -> Option<Self> {
        let starts_on = self.starts_on.max(day);
        (starts_on <= self.ends_on).then_some(Self {
            starts_on,
            ends_on: self.ends_on,
        })
    }

    pub fn iter(self) -> impl Iterator<Item = NaiveDate> {
        let Self { starts_on, ends_on } = self;
        (0..u64::from(MAX_DAYS))
            .map_while(move |step| starts_on.checked_add_days(Step::new(step)))
            .take_while(move |day| *day <= ends_on)
    }
}
