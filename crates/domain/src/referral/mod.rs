//! Who led to whom (F4, F118).

mod overlap;
mod proposal;
mod route;
mod tree;

use chrono::{DateTime, NaiveDate, Utc};

pub use self::{
    overlap::{MAX_DISTANCE, MAX_OVERLAPS, Overlap, Refusal},
    proposal::{Deeds, propose},
    route::{Link, MAX_INTRODUCTIONS, MAX_NEIGHBORS, MAX_ROUTES, Route, Stop},
    tree::{Branch, MAX_DEPTH, MAX_NODES, Node, Tree, tree},
};
use crate::{
    Id, contact::Contact, event::Event, interview::Interview, network_ask::NetworkAsk,
    outreach::Attempt, text::Paragraph, vocabulary,
};

vocabulary! {
    /// Whether the referrer agreed to be named to the person they led to (F47).
    pub enum PermissionToName {
        NotAsked = "not_asked",
        Asked = "asked",
        Granted = "granted",
        Denied = "denied",
    }
}

vocabulary! {
    /// What came of a referral.
    pub enum ReferralOutcome {
        Open = "open",
        Contacted = "contacted",
        Talked = "talked",
        NoReply = "no_reply",
        Declined = "declined",
    }
}

/// Where a referral came up: in one place at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An answer to an attempt, perhaps a decline (F59).
    Attempt(Id<Attempt>),
    Interview(Id<Interview>),
    NetworkAsk(Id<NetworkAsk>),
    Event(Id<Event>),
}

/// More than one place is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a referral arises in one place: give one attempt, interview, network ask or event at most"
)]
pub struct SeveralOrigins;

impl Origin {
    /// The one place among those given.
    ///
    /// # Errors
    /// [`SeveralOrigins`].
    pub fn one_of(
        given: impl IntoIterator<Item = Option<Self>>,
    ) -> Result<Option<Self>, SeveralOrigins> {
        let mut given = given.into_iter().flatten();
        match (given.next(), given.next()) {
            (one, None) => Ok(one),
            (_, Some(_)) => Err(SeveralOrigins),
        }
    }

    pub fn attempt_id(self) -> Option<Id<Attempt>> {
        match self {
            Self::Attempt(id) => Some(id),
            _ => None,
        }
    }

    pub fn interview_id(self) -> Option<Id<Interview>> {
        match self {
            Self::Interview(id) => Some(id),
            _ => None,
        }
    }

    pub fn network_ask_id(self) -> Option<Id<NetworkAsk>> {
        match self {
            Self::NetworkAsk(id) => Some(id),
            _ => None,
        }
    }

    pub fn event_id(self) -> Option<Id<Event>> {
        match self {
            Self::Event(id) => Some(id),
            _ => None,
        }
    }
}

/// That the referrer was told what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    pub at: DateTime<Utc>,
    pub note: Option<Paragraph>,
}

/// The referrer was told already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the referrer was told what came of it at {at}")]
pub struct LoopClosed {
    pub at: DateTime<Utc>,
}

/// One contact led to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    referrer_id: Id<Contact>,
    contact_id: Id<Contact>,
    pub origin: Option<Origin>,
    pub permission_to_name: PermissionToName,
    /// The local day on which the permission last changed; None while nobody was asked, or where that is not known.
    pub permission_changed_on: Option<NaiveDate>,
    pub outcome: ReferralOutcome,
    pub closure: Option<Closure>,
    pub note: Option<Paragraph>,
}

/// A person does not lead to themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the referrer and the person they led to must be two people")]
pub struct SelfReferral;

impl Referral {
    /// A referral of which nothing has come yet.
    ///
    /// # Errors
    /// [`SelfReferral`].
    pub fn new(
        referrer_id: Id<Contact>,
        contact_id: Id<Contact>,
        origin: Option<Origin>,
        note: Option<Paragraph>,
    ) -> Result<Self, SelfReferral> {
        if referrer_id == contact_id {
            return Err(SelfReferral);
        }
        Ok(Self {
            referrer_id,
            contact_id,
            origin,
            permission_to_name: PermissionToName::NotAsked,
            permission_changed_on: None,
            outcome: ReferralOutcome::Open,
            closure: None,
            note,
        })
    }

    pub fn referrer_id(&self) -> Id<Contact> {
        self.referrer_id
    }

    /// The person the referrer led to.
    pub fn contact_id(&self) -> Id<Contact> {
        self.contact_id
    }

    /// Whether a message may mention the referrer: only once they said yes (F47).
    pub fn may_be_named(&self) -> bool {
        self.permission_to_name == PermissionToName::Granted
    }

    /// The same referral with this permission as of a local day; the same permission again changes nothing.
    #[must_use]
    pub fn permitted(self, permission: PermissionToName, today: NaiveDate) -> Self {
        if permission == self.permission_to_name {
            return self;
        }
        Self {
            permission_to_name: permission,
            permission_changed_on: Some(today),
            ..self
        }
    }

    /// The same referral after the referrer was told what came of it.
    ///
    /// # Errors
    /// [`LoopClosed`].
    pub fn close_loop(self, closure: Closure) -> Result<Self, LoopClosed> {
        match self.closure {
            Some(Closure { at, .. }) => Err(LoopClosed { at }),
            None => Ok(Self {
                closure: Some(closure),
                ..self
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::vocabulary::Vocabulary;

    fn referral(from: u128, to: u128) -> Result<Referral, SelfReferral> {
        let [from, to] = [from, to].map(|id| Id::new(Uuid::from_u128(id)));
        Referral::new(from, to, None, None)
    }

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, day).unwrap()
    }

    #[test]
    fn a_person_does_not_lead_to_themselves() {
        assert_eq!(referral(1, 1), Err(SelfReferral));
    }

    #[test]
    fn a_referrer_is_named_only_once_they_said_yes() {
        let named = |permission: &&PermissionToName| {
            let referral = referral(1, 2).unwrap();
            referral.permitted(**permission, day(5)).may_be_named()
        };
        let all: Vec<_> = PermissionToName::ALL.iter().filter(named).collect();
        assert_eq!(all, [&PermissionToName::Granted]);
    }

    #[test]
    fn the_day_of_a_permission_is_the_day_it_changed() {
        let asked = referral(1, 2)
            .unwrap()
            .permitted(PermissionToName::Asked, day(5));
        assert_eq!(asked.permission_changed_on, Some(day(5)));
        let again = asked.clone().permitted(PermissionToName::Asked, day(6));
        assert_eq!(again, asked);
        let granted = again.permitted(PermissionToName::Granted, day(7));
        assert_eq!(granted.permission_changed_on, Some(day(7)));
        let unasked = referral(1, 2).unwrap();
        let unasked = unasked.permitted(PermissionToName::NotAsked, day(5));
        assert_eq!(unasked.permission_changed_on, None);
    }

    #[test]
    fn a_referral_arises_in_one_place_at_most() {
        let interview = Origin::Interview(Id::new(Uuid::from_u128(1)));
        let event = Origin::Event(Id::new(Uuid::from_u128(2)));
        assert_eq!(Origin::one_of([None, None]), Ok(None));
        assert_eq!(Origin::one_of([None, Some(event)]), Ok(Some(event)));
        let both = Origin::one_of([Some(interview), Some(event)]);
        assert_eq!(both, Err(SeveralOrigins));
    }

    #[test]
    fn a_loop_is_closed_once() {
        let closure = |second| Closure {
            at: DateTime::from_timestamp(second, 0).unwrap(),
            note: None,
        };
        let closed = referral(1, 2).unwrap().close_loop(closure(1)).unwrap();
        let at = closure(1).at;
        assert_eq!(closed.close_loop(closure(2)), Err(LoopClosed { at }));
    }
}
