//! How steadily a person asks: attempts by week against the target, and the weekdays on which they are answered (F129).

use chrono::{Datelike, Days, NaiveDate};

use super::Rate;
use crate::{vocabulary, vocabulary::Vocabulary};

/// Weeks that are looked at: two years.
pub const MAX_WEEKS: u32 = 104;

vocabulary! {
    /// A day of the week, from Monday on (ISO 8601).
    pub enum Weekday {
        Monday = "monday",
        Tuesday = "tuesday",
        Wednesday = "wednesday",
        Thursday = "thursday",
        Friday = "friday",
        Saturday = "saturday",
        Sunday = "sunday",
    }
}

/// What was attempted on one local day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    pub on: NaiveDate,
    /// Attempts of the person's own, and those that the next word of the contact's answered.
    pub answered: Rate,
}

/// A week from Monday to Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    pub starts_on: NaiveDate,
    pub attempts: u32,
    /// Whether the target is met; `None` without one.
    pub is_met: Option<bool>,
}

/// All attempts on one day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekdayEffort {
    pub weekday: Weekday,
    pub answered: Rate,
}

/// Two years of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effort {
    pub weekly_target: Option<u32>,
    /// The latest last; that one is not over yet.
    pub weeks: Vec<Week>,
    /// Weeks up to this one that met the target one after the other. This one counts once it meets it, and does not
    /// break the streak before.
    pub streak: u32,
    pub longest_streak: u32,
    pub weekdays: Vec<WeekdayEffort>,
    /// The one with the best answers, when there is any answer.
    pub best: Option<Weekday>,
    pub words: String,
}

impl Weekday {
    pub fn of(day: NaiveDate) -> Self {
        match day.weekday() {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}

/// The Monday of the week that a day is in (ISO 8601).
pub fn monday_of(day: NaiveDate) -> NaiveDate {
    let since = u64::from(day.weekday().num_days_from_monday());
    day.checked_sub_days(Days::new(since)).unwrap_or(day)
}

/// The first day of the weeks that are looked at.
pub fn first_day(today: NaiveDate) -> NaiveDate {
    let back = Days::new(7 * u64::from(MAX_WEEKS - 1));
    let monday = monday_of(today);
    monday.checked_sub_days(back).unwrap_or(monday)
}

/// Adds up days that are not before [`first_day`].
pub fn effort(days: &[Day], today: NaiveDate, weekly_target: Option<u32>) -> Effort {
    let weeks = weeks(days, today, weekly_target);
    let (streak, longest_streak) = streaks(weeks.iter().map(|week| week.is_met));
    let weekdays = weekdays(days);
    let best = best(&weekdays);
    let mut words = vec![tell_week(&weeks, weekly_target, streak)];
    words.extend(best.map(|best| tell_best(best, &weekdays)));
    Effort {
        weekly_target,
        weeks,
        streak,
        longest_streak,
        weekdays,
        best: best.map(|best| best.weekday),
        words: words.join(" "),
    }
}

fn weeks(days: &[Day], today: NaiveDate, target: Option<u32>) -> Vec<Week> {
    let mondays = first_day(today).iter_weeks();
    let week = |starts_on: NaiveDate| {
        let of_week = days.iter().filter(|day| monday_of(day.on) == starts_on);
        let attempts = of_week.map(|day| day.answered.trials()).sum();
        Week {
            starts_on,
            attempts,
            is_met: target.map(|target| attempts >= target),
        }
    };
    mondays
        .take_while(|monday| *monday <= today)
        .map(week)
        .collect()
}

/// The streak that goes on, and the longest, of weeks that met their target or did not; the last is not over yet, and does
/// not break the streak before.
pub(crate) fn streaks(weeks: impl ExactSizeIterator<Item = Option<bool>>) -> (u32, u32) {
    let (mut running, mut longest) = (0, 0);
    let last = weeks.len().saturating_sub(1);
    for (index, is_met) in weeks.enumerate() {
        match is_met {
            Some(true) => running += 1,
            _ if index == last => {}
            _ => running = 0,
        }
        longest = longest.max(running);
    }
    (running, longest)
}

fn weekdays(days: &[Day]) -> Vec<WeekdayEffort> {
    let of = |weekday: Weekday| {
        let same = days.iter().filter(|day| Weekday::of(day.on) == weekday);
        WeekdayEffort {
            weekday,
            answered: same.fold(Rate::default(), |sum, day| sum.and(day.answered)),
        }
    };
    Weekday::ALL.iter().copied().map(of).collect()
}

/// The weekday of which one can be surest, not that with one lucky attempt: the highest lower bound.
fn best(weekdays: &[WeekdayEffort]) -> Option<WeekdayEffort> {
    let surety = |one: &&WeekdayEffort| one.answered.interval().low;
    let answered = weekdays.iter().filter(|one| one.answered.successes() > 0);
    // Of equals the first day of the week.
    answered
        .rev()
        .max_by(|one, two| surety(one).total_cmp(&surety(two)))
        .copied()
}

fn tell_week(weeks: &[Week], target: Option<u32>, streak: u32) -> String {
    let attempts = weeks.last().map_or(0, |week| week.attempts);
    let attempts = if attempts == 1 {
        "1 attempt".to_owned()
    } else {
        format!("{attempts} attempts")
    };
    match target {
        None => format!("{attempts} this week; your profile has no weekly target."),
        Some(target) => {
            let weeks = if streak == 1 { "week" } else { "weeks" };
            format!("{attempts} this week for a target of {target}, met {streak} {weeks} running.")
        }
    }
}

fn tell_best(best: WeekdayEffort, weekdays: &[WeekdayEffort]) -> String {
    let others = weekdays.iter().filter(|one| one.weekday != best.weekday);
    let others = others.fold(Rate::default(), |sum, one| sum.and(one.answered));
    let noise = if best.answered.stands_out_of_seven(others) {
        "more than chance explains against"
    } else {
        "within the noise against"
    };
    format!(
        "{} looks best: {} That is {noise} the {} of {} of the other days.",
        best.weekday.name(),
        best.answered.words("attempts were answered"),
        others.successes(),
        others.trials()
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn day(on: &str, answered: u32, attempts: u32) -> Day {
        Day {
            on: date(on),
            answered: Rate::new(answered, attempts),
        }
    }

    #[test]
    fn a_week_runs_from_monday_to_sunday_and_the_last_is_this_one() {
        let days = [
            day("2026-01-04", 0, 1),
            day("2026-01-05", 0, 2),
            day("2026-01-11", 1, 3),
            day("2026-01-12", 0, 4),
        ];
        let told = effort(&days, date("2026-01-14"), None);
        assert_eq!(told.weeks.len(), 104);
        let last: Vec<_> = told.weeks[101..]
            .iter()
            .map(|week| (week.starts_on.to_string(), week.attempts))
            .collect();
        let week = |on: &str, attempts| (on.to_owned(), attempts);
        assert_eq!(
            last,
            [
                week("2025-12-29", 1),
                week("2026-01-05", 5),
                week("2026-01-12", 4)
            ]
        );
        assert_eq!(told.weeks[0].starts_on, first_day(date("2026-01-14")));
        assert_eq!((told.streak, told.weeks[103].is_met), (0, None));
    }

    #[test]
    fn a_week_that_is_not_over_does_not_break_a_streak() {
        let days = [
            day("2025-12-22", 0, 9),
            day("2026-01-05", 0, 3),
            day("2026-01-12", 0, 3),
            day("2026-01-19", 0, 1),
        ];
        let streak = |today: &str| {
            let told = effort(&days, date(today), Some(3));
            (told.streak, told.longest_streak)
        };
        assert_eq!(streak("2026-01-13"), (2, 2));
        assert_eq!(streak("2026-01-20"), (2, 2));
        assert_eq!(streak("2026-01-26"), (0, 2));
        let words = effort(&days, date("2026-01-13"), Some(3)).words;
        assert_eq!(
            words,
            "3 attempts this week for a target of 3, met 2 weeks running."
        );
    }

    #[test]
    fn the_best_weekday_is_the_surest_and_says_when_it_is_noise() {
        let days = [
            day("2026-01-05", 1, 1),
            day("2026-01-06", 5, 6),
            day("2026-01-07", 0, 4),
        ];
        let told = effort(&days, date("2026-01-08"), None);
        assert_eq!(told.best, Some(Weekday::Tuesday));
        assert_eq!(
            told.words,
            "11 attempts this week; your profile has no weekly target. Tuesday looks best: 5 of 6 attempts were \
             answered; with so few, anything from 44 to 97 percent is possible. That is within the noise against the \
             1 of 5 of the other days."
        );
        let clear = [day("2026-01-06", 15, 16), day("2026-01-07", 2, 16)];
        let clear = effort(&clear, date("2026-01-08"), None).words;
        let verdict = "That is more than chance explains against the 2 of 16 of the other days.";
        assert!(clear.ends_with(verdict), "{clear}");
        assert_eq!(effort(&days[2..], date("2026-01-08"), None).best, None);
    }

    proptest! {
        #[test]
        fn no_attempt_is_lost(back in proptest::collection::vec((0..700_u64, 0..5_u32), 0..40)) {
            let today = date("2026-01-14");
            let days: Vec<_> = back.iter().map(|(days, attempts)| Day {
                on: today.checked_sub_days(Days::new(*days)).unwrap(),
                answered: Rate::new(0, *attempts),
            }).collect();
            let told = effort(&days, today, Some(1));
            let all: u32 = back.iter().map(|(_, attempts)| attempts).sum();
            let by_week: u32 = told.weeks.iter().map(|week| week.attempts).sum();
            let by_day: u32 = told.weekdays.iter().map(|one| one.answered.trials()).sum();
            prop_assert_eq!((by_week, by_day), (all, all));
            prop_assert!(told.streak <= told.longest_streak && told.longest_streak <= MAX_WEEKS);
        }
    }
}
