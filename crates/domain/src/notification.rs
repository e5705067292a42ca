//! What a person wants to be told by mail, and when the next mail is due.

use chrono::{DateTime, Datelike, Days, NaiveTime, TimeDelta, Utc, Weekday};

use crate::{Zone, vocabulary};

vocabulary! {
    /// On which days the digest comes (user ask 18).
    pub enum DigestDays {
        Off = "off",
        /// Monday to Friday.
        Weekdays = "weekdays",
        Daily = "daily",
    }
}

/// The longest a reminder may come before its moment: a week.
pub const LONGEST_LEAD: TimeDelta = TimeDelta::days(7);

/// An hour of the day, 0 to 23.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hour(u8);

/// No hour of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be an hour from 0 to 23")]
pub struct NoHour;

impl Hour {
    /// # Errors
    /// [`NoHour`].
    pub fn new(hour: u8) -> Result<Self, NoHour> {
        if hour < 24 {
            Ok(Self(hour))
        } else {
            Err(NoHour)
        }
    }

    pub fn get(self) -> u8 {
        self.0
    }

    fn time(self) -> NaiveTime {
        NaiveTime::MIN + TimeDelta::hours(self.0.into())
    }
}

/// How long before its moment something is told, from one minute to [`LONGEST_LEAD`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead(TimeDelta);

/// No time to be told ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 to 10080 minutes")]
pub struct NoLead;

impl Lead {
    /// # Errors
    /// [`NoLead`].
    pub fn minutes(minutes: i64) -> Result<Self, NoLead> {
        let lead = TimeDelta::try_minutes(minutes).ok_or(NoLead)?;
        if lead < TimeDelta::minutes(1) || lead > LONGEST_LEAD {
            return Err(NoLead);
        }
        Ok(Self(lead))
    }

    pub fn as_minutes(self) -> i64 {
        self.0.num_minutes()
    }
}

/// What a person wants to be told by mail. None of it is sent before their address is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notifications {
    pub digest: DigestDays,
    /// When the digest comes, in the person's own zone.
    pub digest_hour: Hour,
    /// How long before an interview (F97); None for not at all.
    pub interview_lead: Option<Lead>,
    /// How long before something owed is late, such as a thank-you (F120); None for not at all.
    pub follow_up_lead: Option<Lead>,
}

impl Default for Notifications {
    /// Nothing, until the person asks for it.
    fn default() -> Self {
        Self {
            digest: DigestDays::Off,
            digest_hour: Hour(7),
            interview_lead: None,
            follow_up_lead: None,
        }
    }
}

/// What of it a mail speaks of, and what one click ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    Digest,
    Reminders,
}

impl Notifications {
    /// When the next digest is due after a moment: never the same local day twice, whatever the clocks do.
    pub fn next_digest(&self, zone: Zone, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        // A week has every day there is, and one more because today's hour may have passed.
        let first = zone.day_of(after);
        (0..8).find_map(|ahead| {
            let day = first.checked_add_days(Days::new(ahead))?;
            let at = zone.at(day, self.digest_hour.time());
            (self.comes_on(day.weekday()) && at > after).then_some(at)
        })
    }

    fn comes_on(&self, day: Weekday) -> bool {
        match self.digest {
            DigestDays::Off => false,
            DigestDays::Weekdays => !matches!(day, Weekday::Sat | Weekday::Sun),
            DigestDays::Daily => true,
        }
    }

    /// The same without one topic.
    #[must_use]
    pub fn without(self, topic: Topic) -> Self {
        match topic {
            Topic::Digest => Self {
                digest: DigestDays::Off,
                ..self
            },
            Topic::Reminders => Self {
                interview_lead: None,
                follow_up_lead: None,
                ..self
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn digest(digest: DigestDays, hour: u8) -> Notifications {
        Notifications {
            digest,
            digest_hour: Hour::new(hour).unwrap(),
            ..Notifications::default()
        }
    }

    fn next(wanted: &Notifications, zone: &str, after: &str) -> Option<String> {
        let next = wanted.next_digest(Zone::parse(zone).unwrap(), after.parse().unwrap())?;
        Some(next.to_rfc3339())
    }

    #[test]
    fn the_digest_comes_at_the_hour_of_the_persons_zone() {
        let daily = digest(DigestDays::Daily, 7);
        for (zone, after, at) in [
            (
                "Europe/Berlin",
                "2026-01-05T05:59:59Z",
                "2026-01-05T06:00:00+00:00",
            ),
            (
                "Europe/Berlin",
                "2026-01-05T06:00:00Z",
                "2026-01-06T06:00:00+00:00",
            ),
            (
                "Pacific/Auckland",
                "2026-01-05T17:59:59Z",
                "2026-01-05T18:00:00+00:00",
            ),
            // The clocks go forward in the night of the 29th.
            (
                "Europe/Berlin",
                "2026-03-28T06:00:00Z",
                "2026-03-29T05:00:00+00:00",
            ),
        ] {
            assert_eq!(
                next(&daily, zone, after).as_deref(),
                Some(at),
                "{zone} {after}"
            );
        }
    }

    #[test]
    fn an_hour_that_clocks_skip_is_the_first_after_it_and_one_they_show_twice_comes_once() {
        let at_two = digest(DigestDays::Daily, 2);
        let skipped = next(&at_two, "Europe/Berlin", "2026-03-29T00:00:00Z");
        assert_eq!(skipped.as_deref(), Some("2026-03-29T01:00:00+00:00"));
        let twice = next(&at_two, "Europe/Berlin", "2026-10-25T00:00:00Z");
        assert_eq!(twice.as_deref(), Some("2026-10-26T01:00:00+00:00"));
    }

    #[test]
    fn on_weekdays_the_weekend_is_left_alone_and_off_is_never() {
        // A Friday.
        let friday = "2026-01-09T12:00:00Z";
        let weekdays = next(&digest(DigestDays::Weekdays, 7), "UTC", friday);
        assert_eq!(weekdays.as_deref(), Some("2026-01-12T07:00:00+00:00"));
        assert_eq!(next(&digest(DigestDays::Off, 7), "UTC", friday), None);
    }

    #[test]
    fn one_click_ends_its_topic_and_no_other() {
        let all = Notifications {
            interview_lead: Some(Lead::minutes(60).unwrap()),
            follow_up_lead: Some(Lead::minutes(240).unwrap()),
            ..digest(DigestDays::Daily, 7)
        };
        let no_digest = all.clone().without(Topic::Digest);
        assert_eq!(
            (no_digest.digest, no_digest.interview_lead),
            (DigestDays::Off, all.interview_lead)
        );
        let no_reminders = all.without(Topic::Reminders);
        assert_eq!(no_reminders, digest(DigestDays::Daily, 7));
    }

    #[test]
    fn a_lead_is_a_minute_to_a_week() {
        for bad in [i64::MIN, -1, 0, 10_081, i64::MAX] {
            assert_eq!(Lead::minutes(bad), Err(NoLead), "{bad}");
        }
        assert_eq!(Lead::minutes(10_080).unwrap().as_minutes(), 10_080);
    }

    proptest! {
        #[test]
        fn every_local_day_has_one_digest(
            zone in proptest::sample::select(chrono_tz::TZ_VARIANTS.as_slice()),
            hour in 0_u8..24, after in 1_577_836_800_i64..2_082_758_400,
        ) {
            let (zone, daily) = (Zone::parse(zone.name()).unwrap(), digest(DigestDays::Daily, hour));
            let after = DateTime::from_timestamp(after, 0).unwrap();
            let first = daily.next_digest(zone, after).unwrap();
            let second = daily.next_digest(zone, first).unwrap();
            prop_assert!(first > after);
            prop_assert!(second - first <= TimeDelta::hours(49));
            prop_assert!(zone.day_of(second) > zone.day_of(first));
        }
    }
}
