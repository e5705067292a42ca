//! From when until when something is counted, in days of the person's own calendar.

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::Zone;

/// Days, the first and the last included; without one it goes back, or on, without end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    from_on: Option<NaiveDate>,
    to_on: Option<NaiveDate>,
}

/// It would end before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must not be before {from_on}, where the period begins")]
pub struct EmptyPeriod {
    pub from_on: NaiveDate,
}

impl Period {
    /// # Errors
    /// The last day is before the first.
    pub fn new(from_on: Option<NaiveDate>, to_on: Option<NaiveDate>) -> Result<Self, EmptyPeriod> {
        match (from_on, to_on) {
            (Some(from_on), Some(to_on)) if to_on < from_on => Err(EmptyPeriod { from_on }),
            _ => Ok(Self { from_on, to_on }),
        }
    }

    pub fn from_on(self) -> Option<NaiveDate> {
        self.from_on
    }

    pub fn to_on(self) -> Option<NaiveDate> {
        self.to_on
    }

    /// Its first moment, and the first after it.
    pub fn bounds(self, zone: Zone) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        let after = self
            .to_on
            .and_then(|last| last.checked_add_days(Days::new(1)));
        let start = |day: NaiveDate| zone.start_of(day);
        (self.from_on.map(start), after.map(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 1, day)
    }

    #[test]
    fn a_period_holds_its_first_and_its_last_day() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        let (from, until) = Period::new(day(5), day(5)).unwrap().bounds(berlin);
        assert_eq!(from.unwrap().to_rfc3339(), "2026-01-04T23:00:00+00:00");
        assert_eq!(until.unwrap().to_rfc3339(), "2026-01-05T23:00:00+00:00");
        assert_eq!(Period::default().bounds(berlin), (None, None));
    }

    #[test]
    fn a_period_does_not_end_before_it_begins() {
        let refused = Period::new(day(5), day(4)).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "must not be before 2026-01-05, where the period begins"
        );
    }
}
