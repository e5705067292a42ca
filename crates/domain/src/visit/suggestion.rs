//! Whom else to ask during a visit.

use crate::{
    Id,
    contact::{Contact, Warmth},
    organization::Organization,
    outreach::{Outreach, OutreachState},
    text::Name,
    vocabulary,
};

/// How many people are suggested for a visit at most.
pub const MAX_SUGGESTIONS: u64 = 50;
/// How near a site has to be where the request does not say, in kilometres.
pub const NEAR_KM: f64 = 50.0;

vocabulary! {
    /// Why somebody is suggested for a visit.
    pub enum SuggestionReason {
        InCity = "in_city",
        EmployerInCity = "employer_in_city",
        EmployerNear = "employer_near",
        MeetingAgreed = "meeting_agreed",
        InConversation = "in_conversation",
        OutreachOpen = "outreach_open",
        AtTarget = "at_target",
        Warm = "warm",
    }
}

/// Where somebody is to be found during a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    InCity,
    /// Their organization has a site in the city.
    EmployerInCity {
        site: Name,
    },
    /// Their organization has a site so many metres away.
    EmployerNear {
        site: Name,
        metres: i32,
    },
}

/// Somebody to ask during a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub contact_id: Id<Contact>,
    pub name: Name,
    pub warmth: Warmth,
    pub organization: Option<(Id<Organization>, Name)>,
    pub is_at_target: bool,
    /// The outreach that is open, to be linked to the visit; None where it is to be started first.
    pub outreach: Option<(Id<Outreach>, OutreachState)>,
    pub whereabouts: Whereabouts,
}

impl Suggestion {
    pub fn reasons(&self) -> Vec<SuggestionReason> {
        let here = match self.whereabouts {
            Whereabouts::InCity => SuggestionReason::InCity,
            Whereabouts::EmployerInCity { .. } => SuggestionReason::EmployerInCity,
            Whereabouts::EmployerNear { .. } => SuggestionReason::EmployerNear,
        };
        let pursued = self.outreach.map(|(_, state)| match state {
            OutreachState::MeetingAgreed => SuggestionReason::MeetingAgreed,
            OutreachState::InConversation => SuggestionReason::InConversation,
            _ => SuggestionReason::OutreachOpen,
        });
        let at_target = self.is_at_target.then_some(SuggestionReason::AtTarget);
        let warm = (self.warmth == Warmth::Warm).then_some(SuggestionReason::Warm);
        let reasons = [Some(here), pursued, at_target, warm];
        reasons.into_iter().flatten().collect()
    }
}
