//! What a person did in each week against the target that they set themselves (F129).

use chrono::{DateTime, NaiveDate, Utc};

use super::Today;
use crate::{
    analytics::{first_day, streaks},
    profile::WeeklyTarget,
};

/// What was done in one week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Attempts of the person's own.
    pub outreach_attempts: u32,
    /// Interviews completed.
    pub conversations: u32,
}

impl Activity {
    /// Whether both numbers of the target are reached.
    fn meets(self, target: WeeklyTarget) -> bool {
        let enough = |done: u32, wanted: i16| done >= u32::from(wanted.unsigned_abs());
        enough(self.outreach_attempts, target.outreach_attempts.get())
            && enough(self.conversations, target.conversations.get())
    }
}

/// A local week from Monday to Sunday (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TargetWeek {
    pub starts_on: NaiveDate,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// This week against the target, and the weeks that met it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub week: TargetWeek,
    pub done: Activity,
    /// As the profile has it now; it is held against earlier weeks as well.
    pub target: Option<WeeklyTarget>,
    /// None without a target.
    pub is_met: Option<bool>,
    /// Weeks up to this one that met the target one after the other. This one counts once it does, and does not break the
    /// streak before.
    pub streak: u32,
    pub longest_streak: u32,
}

/// When each of the [`crate::analytics::MAX_WEEKS`] weeks began that are looked at, this one last.
pub fn week_starts(today: Today) -> Vec<DateTime<Utc>> {
    let day = today.zone.day_of(today.now);
    let mondays = first_day(day).iter_weeks();
    mondays
        .take_while(|monday| *monday <= day)
        .map(|monday| today.zone.start_of(monday))
        .collect()
}

/// Holds what was done in the weeks of [`week_starts`] against the target.
pub fn progress(weeks: &[Activity], target: Option<WeeklyTarget>, today: Today) -> Progress {
    let is_met = |week: &Activity| target.map(|target| week.meets(target));
    let (streak, longest_streak) = streaks(weeks.iter().map(is_met));
    let done = weeks.last().copied().unwrap_or_default();
    let starts_at = week_starts(today).last().copied().unwrap_or(today.now);
    Progress {
        week: TargetWeek {
            starts_on: today.zone.day_of(starts_at),
            starts_at,
            ends_at: today.week_ends_at(),
        },
        done,
        target,
        is_met: is_met(&done),
        streak,
        longest_streak,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, TimeDelta, Weekday};
    use proptest::prelude::*;

    use super::*;
    use crate::{Zone, analytics::MAX_WEEKS, whole::Whole};

    fn today(now: &str, zone: &str) -> Today {
        Today {
            now: now.parse().unwrap(),
            zone: Zone::parse(zone).unwrap(),
        }
    }

    fn target() -> WeeklyTarget {
        WeeklyTarget {
            outreach_attempts: Whole::new(3).unwrap(),
            conversations: Whole::new(1).unwrap(),
        }
    }

    fn week(outreach_attempts: u32, conversations: u32) -> Activity {
        Activity {
            outreach_attempts,
            conversations,
        }
    }

    fn of(weeks: &[Activity]) -> (Option<bool>, u32, u32) {
        let progress = progress(weeks, Some(target()), today("2026-01-07T12:00:00Z", "UTC"));
        (progress.is_met, progress.streak, progress.longest_streak)
    }

    #[test]
    fn a_week_meets_its_target_by_both_numbers() {
        assert_eq!(of(&[week(3, 1)]), (Some(true), 1, 1));
        assert_eq!(of(&[week(2, 1)]), (Some(false), 0, 0));
        assert_eq!(of(&[week(9, 0)]), (Some(false), 0, 0));
    }

    #[test]
    fn this_week_breaks_no_streak_and_a_week_below_the_target_does() {
        let (met, below) = (week(3, 1), week(0, 0));
        assert_eq!(of(&[met, met, below]), (Some(false), 2, 2));
        assert_eq!(of(&[met, met, below, below]), (Some(false), 0, 2));
        assert_eq!(of(&[met, met, below, met]), (Some(true), 1, 2));
    }

    #[test]
    fn without_a_target_there_is_no_streak() {
        let progress = progress(&[week(9, 9)], None, today("2026-01-07T12:00:00Z", "UTC"));
        assert_eq!((progress.is_met, progress.streak), (None, 0));
    }

    #[test]
    fn the_week_of_new_year_begins_in_the_old_one() {
        let progress = progress(&[], None, today("2027-01-01T12:00:00Z", "America/New_York"));
        assert_eq!(progress.week.starts_on.to_string(), "2026-12-28");
        assert_eq!(
            progress.week.ends_at.to_rfc3339(),
            "2027-01-04T05:00:00+00:00"
        );
    }

    #[test]
    fn the_week_in_which_clocks_go_forward_is_an_hour_shorter() {
        let progress = progress(&[], None, today("2026-03-25T12:00:00Z", "Europe/Berlin"));
        let long = progress.week.ends_at - progress.week.starts_at;
        assert_eq!(long, TimeDelta::hours(7 * 24 - 1));
    }

    proptest! {
        #[test]
        fn weeks_follow_one_another_and_the_last_holds_this_moment(
            zone in proptest::sample::select(chrono_tz::TZ_VARIANTS.as_slice()),
            now in 1_577_836_800_i64..2_082_758_400,
        ) {
            let today = Today {
                now: DateTime::from_timestamp(now, 0).unwrap(),
                zone: Zone::parse(zone.name()).unwrap(),
            };
            let starts = week_starts(today);
            prop_assert_eq!(starts.len(), MAX_WEEKS as usize);
            prop_assert!(starts.is_sorted());
            prop_assert!(*starts.last().unwrap() <= today.now && today.now < today.week_ends_at());
            for start in starts {
                prop_assert_eq!(today.zone.day_of(start).weekday(), Weekday::Mon);
            }
        }

        #[test]
        fn the_streak_that_goes_on_is_never_longer_than_the_longest(
            done in proptest::collection::vec((0_u32..5, 0_u32..3), 0..20)
        ) {
            let weeks: Vec<Activity> = done.into_iter().map(|(asked, held)| week(asked, held)).collect();
            let (_, streak, longest) = of(&weeks);
            prop_assert!(streak <= longest && longest as usize <= weeks.len());
        }
    }
}
