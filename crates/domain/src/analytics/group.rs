//! The same rates side by side: by channel, by warmth and so on, with whether a difference means anything (F70).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Interval, Rate, Wait, Waiting, Weekday};
use crate::{Zone, vocabulary, vocabulary::Vocabulary};

/// Groups that are told at most, the largest first.
pub const MAX_GROUPS: usize = 100;

vocabulary! {
    /// By what outreach is told apart.
    pub enum GroupBy {
        /// That of the first attempt.
        Channel = "channel",
        /// How well the contact is known today.
        Warmth = "warmth",
        Methodology = "methodology",
        Theme = "theme",
        /// That of the first message that went out by one; none for what was written without.
        Template = "template",
        /// Where the contact was found.
        Source = "source",
        /// The local weekday of the first attempt.
        Weekday = "weekday",
    }
}

/// An outreach that was begun, as far as it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pursuit {
    /// The group by which it is told apart, and what that is called; `None` where it has none, as without a theme.
    pub group: Option<(String, String)>,
    pub begun_at: DateTime<Utc>,
    pub is_reached: bool,
    pub answered_at: Option<DateTime<Utc>>,
    pub is_meeting_agreed: bool,
}

/// The outreaches of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// A word of ours, or an id.
    pub key: Option<String>,
    pub name: Option<String>,
    pub outreaches: u32,
    pub answered: Rate,
    pub meeting_agreed: Rate,
    /// Of those who were reached, since the first attempt.
    pub first_reply: Waiting,
    pub comparison: Comparison,
    pub words: String,
}

/// How a group's answers compare with those of all other groups together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    pub others: Rate,
    /// By how much the group's rate exceeds theirs.
    pub difference: Option<Interval>,
}

impl Comparison {
    /// Whether there may be no difference at all; `None` while there is nothing to compare.
    pub fn is_within_noise(&self) -> Option<bool> {
        self.difference.map(|difference| difference.contains(0.0))
    }

    fn words(&self) -> String {
        let others = format!(
            "{} of {} of the others",
            self.others.successes(),
            self.others.trials()
        );
        match self.difference {
            None => "There are no others to compare it with.".to_owned(),
            Some(difference) if difference.contains(0.0) => {
                format!("{others}: the difference is within the noise.")
            }
            Some(_) => format!("{others}: the difference is more than noise."),
        }
    }
}

/// Groups the pursuits, the largest group first.
pub fn groups(by: GroupBy, pursuits: Vec<Pursuit>, zone: Zone, now: DateTime<Utc>) -> Vec<Group> {
    let all = answered(&pursuits);
    let mut parts: BTreeMap<Option<(String, String)>, Vec<Pursuit>> = BTreeMap::new();
    for mut pursuit in pursuits {
        let group = if by == GroupBy::Weekday {
            let day = Weekday::of(zone.day_of(pursuit.begun_at));
            Some((day.as_str().to_owned(), day.name().to_owned()))
        } else {
            pursuit.group.take()
        };
        parts.entry(group).or_default().push(pursuit);
    }
    let parts = parts.into_iter();
    let mut groups: Vec<Group> = parts
        .map(|(name, pursuits)| group(name, &pursuits, all, now))
        .collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.outreaches));
    groups
}

fn group(
    group: Option<(String, String)>,
    pursuits: &[Pursuit],
    all: Rate,
    now: DateTime<Utc>,
) -> Group {
    let (key, name) = group.unzip();
    let answered = answered(pursuits);
    let others = Rate::new(
        all.successes() - answered.successes(),
        all.trials() - answered.trials(),
    );
    let comparison = Comparison {
        others,
        difference: answered.exceeds(others),
    };
    Group {
        key,
        name,
        outreaches: answered.trials(),
        answered,
        meeting_agreed: rate(pursuits, |one| one.is_meeting_agreed),
        first_reply: waiting(pursuits, now),
        comparison,
        words: format!("{} {}", answered.words("answered"), comparison.words()),
    }
}

fn answered(pursuits: &[Pursuit]) -> Rate {
    rate(pursuits, |one| one.answered_at.is_some())
}

fn rate(pursuits: &[Pursuit], is_success: impl Fn(&Pursuit) -> bool) -> Rate {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let successes = pursuits.iter().filter(|one| is_success(one)).count();
    Rate::new(count(successes), count(pursuits.len()))
}

/// Only those who were reached can reply; a call that nobody took and a letter that came back ask nothing.
fn waiting(pursuits: &[Pursuit], now: DateTime<Utc>) -> Waiting {
    let reached = pursuits.iter().filter(|one| one.is_reached);
    Waiting::of(reached.map(|one| Wait::new(one.begun_at, one.answered_at, now)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: i64, hour: i64) -> DateTime<Utc> {
        // 1970-01-05 was a Monday.
        DateTime::from_timestamp((3 + day) * 86_400 + hour * 3600, 0).unwrap()
    }

    fn pursuit(
        group: Option<&str>,
        begun_at: DateTime<Utc>,
        answered_after: Option<i64>,
    ) -> Pursuit {
        let hours = answered_after.map(chrono::TimeDelta::hours);
        Pursuit {
            group: group.map(|word| (word.to_owned(), word.to_uppercase())),
            begun_at,
            is_reached: true,
            answered_at: hours.map(|hours| begun_at + hours),
            is_meeting_agreed: answered_after.is_some(),
        }
    }

    fn of(groups: &[Group]) -> Vec<(Option<&str>, u32, u32)> {
        let told = groups.iter();
        told.map(|one| (one.key.as_deref(), one.answered.successes(), one.outreaches))
            .collect()
    }

    #[test]
    fn a_group_is_compared_with_all_others_together() {
        let letters = (0..9).map(|_| pursuit(Some("letter"), at(1, 9), Some(5)));
        let calls = (0..8).map(|_| pursuit(Some("phone"), at(1, 9), None));
        let neither = [pursuit(None, at(1, 9), Some(1))];
        let pursuits = letters.chain(calls).chain(neither).collect();
        let told = groups(GroupBy::Channel, pursuits, Zone::UTC, at(9, 0));
        assert_eq!(
            of(&told),
            [(Some("letter"), 9, 9), (Some("phone"), 0, 8), (None, 1, 1)]
        );
        assert_eq!(told[0].comparison.others, Rate::new(1, 9));
        let verdicts: Vec<_> = told
            .iter()
            .map(|one| one.comparison.is_within_noise())
            .collect();
        assert_eq!(verdicts, [Some(false), Some(false), Some(true)]);
        assert_eq!(
            told[1].words,
            "0 of 8 answered; with so few, anything from 0 to 32 percent is possible. \
             10 of 10 of the others: the difference is more than noise."
        );
        assert!(
            told[0]
                .words
                .ends_with("1 of 9 of the others: the difference is more than noise.")
        );
        assert!(
            told[2]
                .words
                .ends_with("9 of 17 of the others: the difference is within the noise.")
        );
    }

    #[test]
    fn the_weekday_is_the_local_one() {
        let tokyo = Zone::parse("Asia/Tokyo").unwrap();
        let pursuits = vec![
            pursuit(None, at(1, 14), None),
            pursuit(None, at(1, 15), None),
        ];
        let told = groups(GroupBy::Weekday, pursuits, tokyo, at(9, 0));
        assert_eq!(of(&told), [(Some("monday"), 0, 1), (Some("tuesday"), 0, 1)]);
    }

    #[test]
    fn only_those_who_were_reached_can_be_waited_for() {
        let mut unreached = pursuit(Some("phone"), at(1, 9), None);
        unreached.is_reached = false;
        let pursuits = vec![unreached, pursuit(Some("phone"), at(1, 9), Some(5))];
        let told = groups(GroupBy::Channel, pursuits, Zone::UTC, at(9, 0));
        let reply = &told[0].first_reply;
        assert_eq!((reply.replied, reply.still_waiting), (1, 0));
        assert_eq!(reply.hours_until(0.5), Some(5.0));
        assert!(
            told[0]
                .words
                .ends_with("There are no others to compare it with.")
        );
    }
}
