//! Calendars that other programs subscribe to by a secret address: what they hold, and over which days.

mod entry;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

pub use self::entry::{Entry, When, Whom, follow_up, interview, visit};
use crate::{text::Name, vocabulary, vocabulary::Vocabulary};

/// Feeds that one account can have.
pub const MAX_FEEDS: u64 = 10;
/// Entries of each part that a feed shows at most, the latest first.
pub const MAX_ENTRIES: u64 = 1000;
/// How long a program keeps a feed before it asks again: 60 minutes.
pub const REFRESH: TimeDelta = TimeDelta::hours(1);
const DAYS_BACK: u64 = 90;
const DAYS_AHEAD: u64 = 400;

vocabulary! {
    /// A part of a calendar feed.
    pub enum CalendarPart {
        /// Conversations, also those that were called off.
        Interviews = "interviews",
        /// Days in other cities.
        Visits = "visits",
        /// What is owed and not yet settled, on the day it is due.
        FollowUps = "follow_ups",
    }
}

/// What a feed holds: at least one part, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts(Vec<CalendarPart>);

/// A feed of nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must name at least one part")]
pub struct NoPart;

impl Parts {
    /// Everything there is to hold.
    pub fn all() -> Self {
        Self(CalendarPart::ALL.to_vec())
    }

    /// In the order of [`CalendarPart`]; one that is named twice is held once.
    ///
    /// # Errors
    /// [`NoPart`].
    pub fn new(mut parts: Vec<CalendarPart>) -> Result<Self, NoPart> {
        parts.sort_unstable();
        parts.dedup();
        if parts.is_empty() {
            return Err(NoPart);
        }
        Ok(Self(parts))
    }

    pub fn as_slice(&self) -> &[CalendarPart] {
        &self.0
    }

    pub fn contains(&self, part: CalendarPart) -> bool {
        self.0.contains(&part)
    }
}

/// A calendar behind a secret address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarFeed {
    pub name: Name,
    pub holds: Parts,
    /// When a program last asked for it, to the hour.
    pub last_fetched_at: Option<DateTime<Utc>>,
}

impl CalendarFeed {
    /// Whether a fetch at `now` is to be noted: once an hour, so that who asks often writes little.
    pub fn is_fetch_news(&self, now: DateTime<Utc>) -> bool {
        self.last_fetched_at
            .is_none_or(|last| now.signed_duration_since(last) >= TimeDelta::hours(1))
    }
}

/// The days that a feed shows: 90 before today and 400 after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

impl Window {
    /// Around a day, as far as the calendar goes.
    pub fn around(today: NaiveDate) -> Self {
        let back = today.checked_sub_days(Days::new(DAYS_BACK));
        let ahead = today.checked_add_days(Days::new(DAYS_AHEAD));
        Self {
            first: back.unwrap_or(NaiveDate::MIN),
            last: ahead.unwrap_or(NaiveDate::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_holds_something_and_each_part_once() {
        assert_eq!(Parts::new(Vec::new()), Err(NoPart));
        let parts = Parts::new(vec![
            CalendarPart::Visits,
            CalendarPart::Interviews,
            CalendarPart::Visits,
        ])
        .unwrap();
        assert_eq!(
            parts.as_slice(),
            [CalendarPart::Interviews, CalendarPart::Visits]
        );
        assert!(parts.contains(CalendarPart::Visits) && !parts.contains(CalendarPart::FollowUps));
    }

    #[test]
    fn a_fetch_is_noted_at_most_once_an_hour() {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let feed = |last_fetched_at| CalendarFeed {
            name: Name::parse("Mine").unwrap(),
            holds: Parts::new(vec![CalendarPart::Visits]).unwrap(),
            last_fetched_at,
        };
        assert!(feed(None).is_fetch_news(at));
        assert!(!feed(Some(at)).is_fetch_news(at + TimeDelta::minutes(59)));
        assert!(feed(Some(at)).is_fetch_news(at + TimeDelta::hours(1)));
    }

    #[test]
    fn a_window_reaches_90_days_back_and_400_ahead() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let window = Window::around(day(2026, 10, 5));
        assert_eq!(
            (window.first, window.last),
            (day(2026, 7, 7), day(2027, 11, 9))
        );
        assert_eq!(Window::around(NaiveDate::MAX).last, NaiveDate::MAX);
    }
}
