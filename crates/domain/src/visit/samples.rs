//! A visit to test with.

use chrono::NaiveDate;

use super::{Days, Visit, VisitState};
use crate::{Zone, country::Country, text::Name};

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// In Baltimore on these days.
pub(crate) fn baltimore(starts_on: NaiveDate, ends_on: NaiveDate) -> Visit {
    Visit {
        city: Name::parse("Baltimore").unwrap(),
        region: None,
        country: Country::parse("US").unwrap(),
        days: Days::new(starts_on, ends_on).unwrap(),
        zone: Zone::parse("America/New_York").unwrap(),
        place: None,
        purpose: None,
        notes: None,
        state: VisitState::Planned,
    }
}
