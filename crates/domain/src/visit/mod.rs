//! Days in another city: one visit that many outreaches share (F44, F45).

mod days;
mod suggestion;
mod summary;
mod trip;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

pub use self::{
    days::{Days, InvalidDays, MAX_DAYS},
    suggestion::{MAX_SUGGESTIONS, NEAR_KM, Suggestion, SuggestionReason, Whereabouts},
    summary::{Observed, Summary},
    trip::{MAX_PROSPECTS, MAX_SHOWN, MAX_TRIPS, Prospect, Tally, Trip, trips},
};
use crate::{
    Id, Stored, Zone,
    country::Country,
    outreach::Outreach,
    place::Place,
    text::{Name, Notes},
    vocabulary,
};

/// How many outreaches one visit can be proposed in.
pub const MAX_OUTREACHES: usize = 100;

vocabulary! {
    /// Whether a visit takes place.
    pub enum VisitState {
        Planned = "planned",
        Canceled = "canceled",
    }
}

/// A stay in a city, such as "in Baltimore October 10 to 15".
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    pub city: Name,
    pub region: Option<Name>,
    pub country: Country,
    pub days: Days,
    /// The zone of the city: its days are counted there.
    pub zone: Zone,
    pub place: Option<Place>,
    /// Why the person is there anyway.
    pub purpose: Option<Name>,
    pub notes: Option<Notes>,
    pub state: VisitState,
}

/// That an outreach asks for a conversation during a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitOutreach {
    pub visit_id: Id<Visit>,
    pub outreach_id: Id<Outreach>,
}

/// When and where a person proposes to meet, as a message says it: "I shall be in Baltimore from the 10th to the 15th".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedWindow {
    pub visit_id: Id<Visit>,
    /// The first day that is left of it.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The city, with its region where one is given.
    pub place: String,
}

impl Visit {
    /// Whether an instant falls on a day of it, as the calendar of the city counts them.
    pub fn covers(&self, instant: DateTime<Utc>) -> bool {
        self.days.contains(self.zone.day_of(instant))
    }

    /// The days of it that are not over; none once it is.
    pub fn days_left(&self, now: DateTime<Utc>) -> Option<Days> {
        self.days.from(self.zone.day_of(now))
    }

    /// City and region, as one says them.
    pub fn place_name(&self) -> String {
        match &self.region {
            Some(region) => format!("{}, {region}", self.city),
            None => self.city.to_string(),
        }
    }
}

/// The calendar's day where it is the earliest on earth, twelve hours behind UTC: what ended before it is over everywhere.
pub fn last_day_on_earth(now: DateTime<Utc>) -> NaiveDate {
    let behind = now.checked_sub_signed(TimeDelta::hours(12));
    behind.unwrap_or(now).date_naive()
}

/// What a message can propose of a visit: the days that are left. None when it is over or called off.
pub fn proposed_window(visit: &Stored<Visit>, now: DateTime<Utc>) -> Option<ProposedWindow> {
    let Stored { id, value, .. } = visit;
    if value.state == VisitState::Canceled {
        return None;
    }
    let left = value.days_left(now)?;
    Some(ProposedWindow {
        visit_id: *id,
        from: left.starts_on(),
        to: left.ends_on(),
        place: value.place_name(),
    })
}

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
