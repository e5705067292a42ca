//! How to reach somebody through the people one knows (F4).

use super::{PermissionToName, Referral};
use crate::{
    Id,
    contact::{Contact, Relationship, Warmth},
    organization::Organization,
    text::Name,
};

/// Introductions that a route needs at most.
pub const MAX_INTRODUCTIONS: u32 = 3;
/// Routes shown at most.
pub const MAX_ROUTES: u32 = 20;
/// People looked at from one person, by one kind of link: the warmest.
pub const MAX_NEIGHBORS: u32 = 25;

/// What links a person on a route to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// They led to the next.
    Referral {
        id: Id<Referral>,
        permission_to_name: PermissionToName,
    },
    /// They work where the next does.
    Employer { id: Id<Organization>, name: Name },
}

/// A person on a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    pub contact_id: Id<Contact>,
    pub name: Name,
    pub relationship: Relationship,
    pub warmth: Warmth,
    /// None for the person to be reached.
    pub onward: Option<Link>,
}

/// From somebody known directly to the person to be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    pub stops: Vec<Stop>,
}

impl Route {
    /// How many introductions it needs; none where the person is known directly.
    pub fn introductions(&self) -> usize {
        self.stops.len().saturating_sub(1)
    }

    /// Each stop with why it leads to the next.
    pub fn explained(self) -> Vec<(Stop, Option<String>)> {
        let next = self.stops.iter().skip(1).map(|stop| stop.name.clone());
        let names: Vec<Name> = next.collect();
        let mut names = names.into_iter();
        let explain = |stop: Stop| {
            let why = names
                .next()
                .zip(stop.onward.as_ref())
                .map(|(next, link)| link.why(&stop.name, &next));
            (stop, why)
        };
        self.stops.into_iter().map(explain).collect()
    }
}

impl Link {
    fn why(&self, from: &Name, to: &Name) -> String {
        match self {
            Self::Referral {
                permission_to_name, ..
            } => {
                let naming = match permission_to_name {
                    PermissionToName::Granted => "may be named",
                    PermissionToName::Denied => "does not want to be named",
                    PermissionToName::Asked => "has not said yet whether they may be named",
                    PermissionToName::NotAsked => "is to be asked first whether they may be named",
                };
                format!("{from} led to {to} and {naming}.")
            }
            Self::Employer { name, .. } => format!("{from} and {to} both work at {name}."),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn stop(name: &str, onward: Option<Link>) -> Stop {
        Stop {
            contact_id: Id::new(Uuid::nil()),
            name: Name::parse(name).unwrap(),
            relationship: Relationship::Friend,
            warmth: Warmth::Warm,
            onward,
        }
    }

    #[test]
    fn every_link_says_why() {
        let led = Link::Referral {
            id: Id::new(Uuid::nil()),
            permission_to_name: PermissionToName::NotAsked,
        };
        let works = Link::Employer {
            id: Id::new(Uuid::nil()),
            name: Name::parse("Clinic").unwrap(),
        };
        let stops = vec![
            stop("Ann", Some(led)),
            stop("Bo", Some(works)),
            stop("Cy", None),
        ];
        let route = Route { stops };
        assert_eq!(route.introductions(), 2);
        let told: Vec<_> = route.explained().into_iter().map(|(_, why)| why).collect();
        assert_eq!(
            told,
            [
                Some(
                    "Ann led to Bo and is to be asked first whether they may be named.".to_owned()
                ),
                Some("Bo and Cy both work at Clinic.".to_owned()),
                None
            ]
        );
    }
}
