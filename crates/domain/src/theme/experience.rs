//! How long the people have been at work who were talked to about a theme.

use crate::{seniority::Seniority, vocabulary, vocabulary::Vocabulary};

vocabulary! {
    /// How many years somebody has been at work; talk to people of each band.
    pub enum ExperienceBand {
        /// Fewer than five, the first one among them.
        OneToFive = "years_1_to_5",
        FiveToTen = "years_5_to_10",
        TenToTwenty = "years_10_to_20",
        TwentyAndMore = "years_20_and_more",
    }
}

/// What is known of how long somebody has been at work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Career {
    /// Whole years since the earliest of their employments that has a beginning, on the day of the last conversation.
    pub years: Option<u32>,
    pub seniority: Option<Seniority>,
}

/// The people of one band; of none, when it is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BandCount {
    pub band: Option<ExperienceBand>,
    pub people: u32,
    /// Those among them whose band only their seniority suggests.
    pub estimated: u32,
}

impl ExperienceBand {
    /// Each band begins with its first number of years and ends before that of the next.
    pub fn after(years: u32) -> Self {
        match years {
            0..5 => Self::OneToFive,
            5..10 => Self::FiveToTen,
            10..20 => Self::TenToTwenty,
            20.. => Self::TwentyAndMore,
        }
    }

    /// The band that goes with how far along somebody is: an estimate. Students have none.
    pub fn of(seniority: Seniority) -> Option<Self> {
        match seniority {
            Seniority::Student => None,
            Seniority::Entry => Some(Self::OneToFive),
            Seniority::Mid => Some(Self::FiveToTen),
            Seniority::Senior | Seniority::Manager => Some(Self::TenToTwenty),
            Seniority::Director | Seniority::Executive => Some(Self::TwentyAndMore),
        }
    }
}

impl Career {
    /// By the years when they are known, else by seniority.
    pub fn band(self) -> Option<ExperienceBand> {
        let known = self.years.map(ExperienceBand::after);
        known.or_else(|| self.seniority.and_then(ExperienceBand::of))
    }
}

/// The people talked to, each once, by band; those of no known band last.
pub fn bands(people: &[(Career, u32)]) -> Vec<BandCount> {
    let all = ExperienceBand::ALL.iter().copied().map(Some).chain([None]);
    let count = |band: Option<ExperienceBand>, is_estimated: bool| {
        let of = people.iter().filter(|(career, _)| {
            career.band() == band && (!is_estimated || career.years.is_none())
        });
        of.map(|(_, people)| people).sum()
    };
    all.map(|band| BandCount {
        band,
        people: count(band, false),
        estimated: band.map_or(0, |_| count(band, true)),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    fn career(years: Option<u32>, seniority: Option<Seniority>) -> Career {
        Career { years, seniority }
    }

    fn counted(people: &[(Career, u32)], band: Option<ExperienceBand>) -> (u32, u32) {
        let all = bands(people);
        let of = all.iter().find(|one| one.band == band).unwrap();
        (of.people, of.estimated)
    }

    #[test]
    fn years_tell_the_band_and_seniority_where_there_are_none() {
        let people = [
            (career(None, Some(Seniority::Senior)), 2),
            (career(Some(19), Some(Seniority::Entry)), 1),
            (career(None, Some(Seniority::Student)), 1),
            (career(Some(0), Some(Seniority::Student)), 3),
            (career(None, None), 4),
        ];
        assert_eq!(counted(&people, Some(ExperienceBand::TenToTwenty)), (3, 2));
        assert_eq!(counted(&people, Some(ExperienceBand::OneToFive)), (3, 0));
        assert_eq!(counted(&people, None), (5, 0));
    }

    #[test]
    fn a_band_ends_where_the_next_begins() {
        let words = [0, 4, 5, 9, 10, 19, 20, 60].map(|years| ExperienceBand::after(years).as_str());
        assert_eq!(
            words,
            [
                "years_1_to_5",
                "years_1_to_5",
                "years_5_to_10",
                "years_5_to_10",
                "years_10_to_20",
                "years_10_to_20",
                "years_20_and_more",
                "years_20_and_more"
            ]
        );
    }

    proptest! {
        #[test]
        fn everybody_is_counted_once(
            people in vec((proptest::option::of(0_u32..60), proptest::option::of(select(Seniority::ALL)), 0_u32..9), 0..20),
        ) {
            let people: Vec<_> = people
                .into_iter()
                .map(|(years, seniority, people)| (career(years, seniority), people))
                .collect();
            let counted: u32 = bands(&people).iter().map(|one| one.people).sum();
            prop_assert_eq!(counted, people.iter().map(|(_, people)| people).sum::<u32>());
        }
    }
}
