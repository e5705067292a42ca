//! The target list: the organizations to approach, in the order in which they are worth it (methodology survey, part D1).

use chrono::{DateTime, Utc};

use crate::{
    Id,
    contact::Contact,
    organization::{Merits, Organization, OrganizationKind},
    outreach::{Outreach, OutreachState},
    text::Name,
    vocabulary,
};

/// Targets that one person can have: five times the recommended list, and few enough to be sorted for every page.
pub const MAX_TARGETS: usize = 200;

vocabulary! {
    /// What a target list is ordered by.
    pub enum Merit {
        Motivation = "motivation",
        Posting = "posting",
        Advocacy = "advocacy",
    }
}

vocabulary! {
    /// What there is to decide next about a target.
    pub enum TargetStep {
        /// Nobody there is known who may be asked.
        FindContact = "find_contact",
        /// Somebody there may be asked, and nobody is being asked.
        StartOutreach = "start_outreach",
        /// Somebody there is being asked.
        ContinueOutreach = "continue_outreach",
    }
}

/// The target list is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a target list holds at most {MAX_TARGETS} organizations")]
pub struct TooManyTargets;

/// The same merit was named twice in an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("names {0} twice")]
pub struct NamedTwice(pub Merit);

/// By which merits a target list is ordered, the weightiest first, and whether the most of it comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order([(Merit, Descending); 3]);

/// Whether the most comes first.
pub type Descending = bool;

impl Default for Order {
    /// Motivation, then posting, then advocacy, the most of each first (methodology survey, part D1).
    fn default() -> Self {
        Self([
            (Merit::Motivation, true),
            (Merit::Posting, true),
            (Merit::Advocacy, true),
        ])
    }
}

impl Order {
    /// The merits as named; those not named follow in the order of the default.
    ///
    /// # Errors
    /// [`NamedTwice`]
    pub fn new(named: &[(Merit, Descending)]) -> Result<Self, NamedTwice> {
        for (index, (merit, _)) in named.iter().enumerate() {
            if named
                .iter()
                .skip(index + 1)
                .any(|(other, _)| other == merit)
            {
                return Err(NamedTwice(*merit));
            }
        }
        let Self(usual) = Self::default();
        let is_named = |(merit, _): &(Merit, Descending)| named.iter().any(|(one, _)| one == merit);
        let rest = usual.into_iter().filter(|one| !is_named(one));
        let mut all = named.iter().copied().chain(rest);
        Ok(Self(usual.map(|one| all.next().unwrap_or(one))))
    }

    pub fn merits(&self) -> [(Merit, Descending); 3] {
        self.0
    }

    /// Where merits stand in this order, as one number: the smaller comes first.
    pub fn place(&self, merits: &Merits) -> i32 {
        self.0.iter().fold(0, |place, (merit, descending)| {
            let most = i32::from(merit.of(*merits));
            Self::BASE * place
                + if *descending {
                    Self::BASE - 1 - most
                } else {
                    most
                }
        })
    }

    /// One more than any merit amounts to.
    pub const BASE: i32 = 4;
}

impl Merit {
    /// How much of it there is.
    fn of(self, merits: Merits) -> i16 {
        match self {
            Self::Motivation => merits.motivation.get(),
            Self::Posting => merits.posting.get(),
            Self::Advocacy => i16::from(merits.advocacy),
        }
    }
}

/// An organization on the target list, with what decides about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    pub id: Id<Organization>,
    pub name: Name,
    pub kind: OrganizationKind,
    pub industry: Option<Name>,
    pub merits: Merits,
    /// Its place in the whole list in this order, from 1.
    pub rank: u32,
    /// Contacts who work there.
    pub contacts: u32,
    /// Those among them who may be contacted.
    pub reachable_contacts: u32,
    /// Contacts there who are being asked; one at a time is polite (methodology survey, part D1).
    pub open_outreach: u32,
    /// Of the outreach that is open, the one whose next action is due first.
    pub outreach: Option<OpenOutreach>,
}

/// An outreach that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenOutreach {
    pub id: Id<Outreach>,
    pub contact_id: Id<Contact>,
    pub contact_name: Name,
    pub state: OutreachState,
    /// Until when its next action is to be done, where it has one.
    pub next_action_until: Option<DateTime<Utc>>,
}

impl Target {
    pub fn next_step(&self) -> TargetStep {
        match (&self.outreach, self.reachable_contacts) {
            (Some(_), _) => TargetStep::ContinueOutreach,
            (None, 0) => TargetStep::FindContact,
            (None, _) => TargetStep::StartOutreach,
        }
    }
}

/// Lets one more organization onto the list.
///
/// # Errors
/// [`TooManyTargets`] when `others` fill it already.
pub fn admit(others: usize) -> Result<(), TooManyTargets> {
    if others < MAX_TARGETS {
        Ok(())
    } else {
        Err(TooManyTargets)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::whole::Whole;

    fn merits((motivation, posting, advocacy): (i16, i16, bool)) -> Merits {
        Merits {
            motivation: Whole::new(motivation).unwrap(),
            posting: Whole::new(posting).unwrap(),
            advocacy,
        }
    }

    #[test]
    fn the_usual_order_puts_the_most_wanted_first_and_advocacy_last() {
        let order = Order::default();
        let places = [(3, 1, false), (2, 3, true), (2, 3, false), (0, 1, false)]
            .map(|one| order.place(&merits(one)));
        assert!(places.is_sorted(), "{places:?}");
    }

    #[test]
    fn what_an_order_does_not_name_follows_as_usual() {
        let order = Order::new(&[(Merit::Advocacy, false)]).unwrap();
        assert_eq!(
            order.merits(),
            [
                (Merit::Advocacy, false),
                (Merit::Motivation, true),
                (Merit::Posting, true)
            ]
        );
        assert_eq!(Order::new(&[]), Ok(Order::default()));
        let twice = [(Merit::Posting, true), (Merit::Posting, false)];
        assert_eq!(Order::new(&twice), Err(NamedTwice(Merit::Posting)));
    }

    #[test]
    fn the_list_has_a_limit() {
        assert_eq!(admit(MAX_TARGETS - 1), Ok(()));
        assert_eq!(admit(MAX_TARGETS), Err(TooManyTargets));
    }

    #[test]
    fn the_next_step_is_to_find_to_ask_or_to_go_on() {
        let mut target = Target {
            id: Id::new(uuid::Uuid::nil()),
            name: Name::parse("Clinic").unwrap(),
            kind: OrganizationKind::Employer,
            industry: None,
            merits: merits((0, 1, false)),
            rank: 1,
            contacts: 1,
            reachable_contacts: 0,
            open_outreach: 0,
            outreach: None,
        };
        assert_eq!(target.next_step(), TargetStep::FindContact);
        target.reachable_contacts = 1;
        assert_eq!(target.next_step(), TargetStep::StartOutreach);
        target.outreach = Some(OpenOutreach {
            id: Id::new(uuid::Uuid::nil()),
            contact_id: Id::new(uuid::Uuid::nil()),
            contact_name: Name::parse("Grace").unwrap(),
            state: OutreachState::Planned,
            next_action_until: None,
        });
        assert_eq!(target.next_step(), TargetStep::ContinueOutreach);
    }

    fn any_order() -> impl Strategy<Value = Order> {
        let merits = vec![Merit::Motivation, Merit::Posting, Merit::Advocacy];
        (Just(merits).prop_shuffle(), any::<[bool; 3]>()).prop_map(|(merits, directions)| {
            let named: Vec<_> = merits.into_iter().zip(directions).collect();
            Order::new(&named).unwrap()
        })
    }

    fn any_merits() -> impl Strategy<Value = Merits> {
        (0_i16..=3, 1_i16..=3, any::<bool>()).prop_map(merits)
    }

    proptest! {
        #[test]
        fn places_compare_as_the_merits_do_one_after_the_other(
            order in any_order(), left in any_merits(), right in any_merits(),
        ) {
            let one_by_one = order.merits().iter().fold(std::cmp::Ordering::Equal, |so_far, (merit, descending)| {
                let next = merit.of(left).cmp(&merit.of(right));
                so_far.then(if *descending { next.reverse() } else { next })
            });
            prop_assert_eq!(order.place(&left).cmp(&order.place(&right)), one_by_one);
        }
    }
}
