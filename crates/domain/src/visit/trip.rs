//! Trips worth making: the people one wants to talk to in other cities, city by city (F30, F45).

use std::{cmp::Reverse, collections::BTreeMap};

use super::Visit;
use crate::{
    Id,
    contact::Contact,
    country::Country,
    organization::Organization,
    outreach::{Outreach, OutreachState},
    text::Name,
    theme::Theme,
};

/// How many people are looked at: those with an open outreach first.
pub const MAX_PROSPECTS: u64 = 2000;
/// How many trips are suggested.
pub const MAX_TRIPS: usize = 50;
/// How many people, organizations and themes each shows; all of them are counted.
pub const MAX_SHOWN: usize = 20;

/// Somebody to talk to in another city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    pub contact_id: Id<Contact>,
    pub name: Name,
    pub city: Name,
    /// The city without letter case and accents.
    pub folded_city: String,
    pub country: Option<Country>,
    pub organization: Option<(Id<Organization>, Name)>,
    /// The outreach that is open; None for somebody who was never asked.
    pub outreach: Option<(Id<Outreach>, OutreachState)>,
    pub theme: Option<(Id<Theme>, Name)>,
    /// The next planned visit in a city of that name.
    pub visit: Option<(Id<Visit>, Country)>,
}

/// How far the people of a city have come, the farthest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub agreed: u32,
    pub in_conversation: u32,
    /// Another outreach is open.
    pub open: u32,
    pub not_asked: u32,
}

/// A city worth a trip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trip {
    pub city: Name,
    pub country: Option<Country>,
    pub tally: Tally,
    /// Those who have come farthest first; at most [`MAX_SHOWN`].
    pub people: Vec<Prospect>,
    pub organizations: Vec<(Id<Organization>, Name)>,
    pub themes: Vec<(Id<Theme>, Name)>,
    /// The next planned visit there.
    pub visit_id: Option<Id<Visit>>,
}

impl Tally {
    fn of(people: &[Prospect]) -> Self {
        let mut tally = Self::default();
        for one in people {
            let state = one.outreach.map(|(_, state)| state);
            let count = match state {
                Some(OutreachState::MeetingAgreed) => &mut tally.agreed,
                Some(OutreachState::InConversation) => &mut tally.in_conversation,
                Some(_) => &mut tally.open,
                None => &mut tally.not_asked,
            };
            *count += 1;
        }
        tally
    }

    pub fn people(&self) -> u32 {
        self.agreed + self.in_conversation + self.open + self.not_asked
    }

    /// Each person counts by how far they have come: 4 who agreed, 3 in conversation, 2 pursued, 1 not asked yet. Which
    /// comes first is all that it means.
    pub fn score(&self) -> u32 {
        4 * self.agreed + 3 * self.in_conversation + 2 * self.open + self.not_asked
    }

    /// What the score is made of, in words.
    pub fn why(&self) -> String {
        let parts = [
            (self.agreed, "agreed to meet"),
            (self.in_conversation, "in conversation"),
            (self.open, "being pursued"),
            (self.not_asked, "not asked yet"),
        ];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        parts.join(", ")
    }
}

/// Groups people by their cities, the city with most to gain first. Where the country of some is unknown, they belong to
/// the city of that name if there is but one.
pub fn trips(prospects: Vec<Prospect>) -> Vec<Trip> {
    let mut cities: BTreeMap<String, BTreeMap<Option<Country>, Vec<Prospect>>> = BTreeMap::new();
    for one in prospects {
        let countries = cities.entry(one.folded_city.clone()).or_default();
        countries.entry(one.country).or_default().push(one);
    }
    let groups = cities.into_values().flat_map(|mut countries| {
        if countries.len() == 2
            && let Some(unknown) = countries.remove(&None)
        {
            for known in countries.values_mut() {
                known.extend(unknown.iter().cloned());
            }
        }
        countries
    });
    let mut trips: Vec<Trip> = groups
        .filter_map(|(country, people)| trip(country, people))
        .collect();
    trips.sort_by_cached_key(|trip| {
        let Trip {
            tally,
            city,
            country,
            ..
        } = trip;
        (Reverse(tally.score()), city.to_string(), *country)
    });
    trips.truncate(MAX_TRIPS);
    trips
}

fn trip(country: Option<Country>, mut people: Vec<Prospect>) -> Option<Trip> {
    people.sort_by_cached_key(|one| {
        let score = Tally::of(std::slice::from_ref(one)).score();
        (Reverse(score), one.name.to_string(), one.contact_id.uuid())
    });
    let city = people.first()?.city.clone();
    let mut visits = people.iter().filter_map(|one| one.visit);
    let visit = visits.find(|(_, there)| country.is_none_or(|here| here == *there));
    let trip = Trip {
        city,
        country,
        tally: Tally::of(&people),
        organizations: distinct(people.iter().filter_map(|one| one.organization.clone())),
        themes: distinct(people.iter().filter_map(|one| one.theme.clone())),
        visit_id: visit.map(|(id, _)| id),
        people: {
            people.truncate(MAX_SHOWN);
            people
        },
    };
    Some(trip)
}

/// Each once, in the order of the people, at most [`MAX_SHOWN`].
fn distinct<T>(all: impl Iterator<Item = (Id<T>, Name)>) -> Vec<(Id<T>, Name)> {
    let mut once: Vec<(Id<T>, Name)> = Vec::new();
    for (id, name) in all {
        if once.len() < MAX_SHOWN && once.iter().all(|(known, _)| *known != id) {
            once.push((id, name));
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn prospect(
        number: u128,
        city: &str,
        country: Option<&str>,
        state: Option<OutreachState>,
    ) -> Prospect {
        Prospect {
            contact_id: Id::new(Uuid::from_u128(number)),
            name: Name::parse(&format!("Person {number}")).unwrap(),
            city: Name::parse(city).unwrap(),
            folded_city: city.to_lowercase(),
            country: country.map(|code| Country::parse(code).unwrap()),
            organization: Some((
                Id::new(Uuid::from_u128(number % 2)),
                Name::parse("Clinic").unwrap(),
            )),
            outreach: state.map(|state| (Id::new(Uuid::from_u128(number)), state)),
            theme: None,
            visit: None,
        }
    }

    #[test]
    fn a_city_is_worth_more_the_farther_its_people_have_come() {
        let found = trips(vec![
            prospect(1, "Austin", Some("US"), None),
            prospect(2, "Austin", Some("US"), None),
            prospect(
                3,
                "Baltimore",
                Some("US"),
                Some(OutreachState::AwaitingReply),
            ),
            prospect(
                4,
                "BALTIMORE",
                Some("US"),
                Some(OutreachState::MeetingAgreed),
            ),
        ]);
        let told: Vec<_> = found
            .iter()
            .map(|trip| (trip.city.as_str(), trip.tally.score(), trip.tally.why()))
            .collect();
        assert_eq!(
            told,
            [
                (
                    "BALTIMORE",
                    6,
                    "1 agreed to meet, 1 being pursued".to_owned()
                ),
                ("Austin", 2, "2 not asked yet".to_owned()),
            ]
        );
        assert_eq!(found[0].people[0].contact_id, Id::new(Uuid::from_u128(4)));
        assert_eq!(found[1].organizations.len(), 2);
    }

    #[test]
    fn who_is_of_no_country_belongs_to_the_only_city_of_the_name() {
        let one = prospect(1, "Paris", Some("FR"), None);
        let unknown = prospect(2, "Paris", None, None);
        let texan = prospect(3, "Paris", Some("US"), None);
        let countries = |people: &[&Prospect]| -> Vec<(Option<Country>, u32)> {
            let found = trips(people.iter().map(|one| (*one).clone()).collect());
            found
                .iter()
                .map(|trip| (trip.country, trip.tally.people()))
                .collect()
        };
        let (france, states) = (one.country, texan.country);
        assert_eq!(countries(&[&one, &unknown]), [(france, 2)]);
        assert_eq!(countries(&[&unknown]), [(None, 1)]);
        assert_eq!(
            countries(&[&one, &unknown, &texan]),
            [(None, 1), (france, 1), (states, 1)]
        );
    }

    #[test]
    fn a_visit_to_a_city_of_the_same_name_elsewhere_is_none() {
        let country = |code| Country::parse(code).unwrap();
        let visit = Id::new(Uuid::from_u128(9));
        let one = Prospect {
            visit: Some((visit, country("US"))),
            ..prospect(1, "Paris", Some("FR"), None)
        };
        assert_eq!(trips(vec![one.clone()])[0].visit_id, None);
        let texan = Prospect {
            country: Some(country("US")),
            ..one
        };
        assert_eq!(trips(vec![texan])[0].visit_id, Some(visit));
    }

    proptest! {
        #[test]
        fn everybody_is_in_one_group_in_whatever_order_they_come(
            people in prop::collection::vec((0..4_u8, 0..3_u8, 0..3_u8), 0..40),
        ) {
            let states = [None, Some(OutreachState::Planned), Some(OutreachState::MeetingAgreed)];
            let people: Vec<Prospect> = people.iter().zip(1..).map(|((city, country, state), number)| {
                let country = [None, Some("US"), Some("FR")][usize::from(*country)];
                prospect(number, &format!("City {city}"), country, states[usize::from(*state)])
            }).collect();
            let found = trips(people.clone());
            let counted: u32 = found.iter().map(|trip| trip.tally.people()).sum();
            prop_assert_eq!(usize::try_from(counted).unwrap(), people.len());
            prop_assert!(found.windows(2).all(|pair| pair[0].tally.score() >= pair[1].tally.score()));
            let reversed = trips(people.into_iter().rev().collect());
            prop_assert_eq!(found, reversed);
        }
    }
}
