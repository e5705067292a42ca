//! Where somebody would work, in the order of preference (F29).

use std::collections::BTreeMap;

use crate::{country::Country, text::Name, whole::Whole};

/// The place of a location in the order of preference; 1 is the most wanted.
pub type Rank = Whole<1, 10>;

/// One place to work in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    pub place: Name,
    pub country: Option<Country>,
    pub priority: Rank,
    /// Whether working from elsewhere for an employer there would do.
    pub remote: bool,
}

/// At most [`Locations::MAX`] places, no two of the same priority, the most wanted first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locations(Vec<Location>);

/// Why a list of locations was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidLocations {
    #[error("must have at most {max} locations")]
    TooMany { max: usize },
    /// `index` is the place in the list as it was given, from 0.
    #[error("another location has this priority")]
    SamePriority { index: usize },
}

impl Locations {
    pub const MAX: usize = 10;

    /// Puts them in the order of their priorities.
    ///
    /// # Errors
    /// Too many, or two of the same priority.
    pub fn new(given: Vec<Location>) -> Result<Self, InvalidLocations> {
        if given.len() > Self::MAX {
            return Err(InvalidLocations::TooMany { max: Self::MAX });
        }
        let mut ordered = BTreeMap::new();
        for (index, location) in given.into_iter().enumerate() {
            if ordered.insert(location.priority, location).is_some() {
                return Err(InvalidLocations::SamePriority { index });
            }
        }
        Ok(Self(ordered.into_values().collect()))
    }

    pub fn as_slice(&self) -> &[Location] {
        &self.0
    }

    pub fn into_vec(self) -> Vec<Location> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(place: &str, priority: i16) -> Location {
        Location {
            place: Name::parse(place).unwrap(),
            country: None,
            priority: Rank::new(priority).unwrap(),
            remote: false,
        }
    }

    #[test]
    fn locations_are_in_the_order_of_their_priorities() {
        let given = vec![location("Baltimore", 5), location("Boston", 1)];
        let places = Locations::new(given).unwrap();
        let names: Vec<_> = places.as_slice().iter().map(|one| &one.place).collect();
        assert_eq!(
            names.iter().map(|name| name.as_str()).collect::<Vec<_>>(),
            ["Boston", "Baltimore"]
        );
    }

    #[test]
    fn two_locations_of_one_priority_are_refused_and_the_later_is_named() {
        let given = vec![location("a", 2), location("b", 1), location("c", 2)];
        assert_eq!(
            Locations::new(given),
            Err(InvalidLocations::SamePriority { index: 2 })
        );
        let many = vec![location("a", 1); 11];
        assert_eq!(
            Locations::new(many),
            Err(InvalidLocations::TooMany { max: 10 })
        );
    }
}
