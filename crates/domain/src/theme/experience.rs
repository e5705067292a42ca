//! How long the people have been in the field who were talked to about a theme.

use crate::{seniority::Seniority, vocabulary, vocabulary::Vocabulary};

vocabulary! {
    /// How many years somebody has been in a field; talk to people of each band.
    pub enum ExperienceBand {
        OneToFive = "years_1_to_5",
        FiveToTen = "years_5_to_10",
        TenToTwenty = "years_10_to_20",
        TwentyAndMore = "years_20_and_more",
    }
}

impl ExperienceBand {
    /// The band that goes with how far along somebody is: an estimate, for the years are not recorded. Students have none.
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

/// The people talked to, each once, by band; `None` stands for those of no known band.
pub fn bands(people: &[(Option<Seniority>, u32)]) -> Vec<(Option<ExperienceBand>, u32)> {
    let all = ExperienceBand::ALL.iter().copied().map(Some).chain([None]);
    let count = |band| {
        let of = people.iter().filter(|(seniority, _)| {
            let known = seniority.and_then(ExperienceBand::of);
            known == band
        });
        of.map(|(_, people)| people).sum()
    };
    all.map(|band| (band, count(band))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_counted_in_one_band_or_as_unknown() {
        let people = [
            (Some(Seniority::Senior), 2),
            (Some(Seniority::Manager), 1),
            (Some(Seniority::Student), 1),
            (None, 4),
        ];
        let counted = bands(&people);
        assert_eq!(counted.len(), 5);
        assert!(counted.contains(&(Some(ExperienceBand::TenToTwenty), 3)));
        assert!(counted.contains(&(Some(ExperienceBand::OneToFive), 0)));
        assert!(counted.contains(&(None, 5)));
    }
}
