//! A career theme: a field of work somebody explores by talking to the people in it (F2, F150).

mod cap;
mod experience;
mod familiarity;
mod history;
mod idea;
mod investment;
mod location;
mod report;
mod suggestion;

pub use self::{
    cap::{TooManyActiveThemes, admit},
    experience::{BandCount, Career, ExperienceBand, bands},
    familiarity::{Familiarity, FamiliarityLevel, InvalidFamiliarity, is_to_learn},
    history::{Decision, Evidence, Move, Point},
    idea::distinct,
    investment::{Amount, Cost, Currency, InvalidCost, PlannedInvestment},
    location::{InvalidLocations, Location, Locations, Rank},
    report::{Fit, Reliance, Tally, fits},
    suggestion::{Activity, Deed, Step, Suggestion, suggest},
};
use crate::{
    Text,
    at_most::AtMost,
    text::{Name, Paragraph},
    vocabulary,
};

vocabulary! {
    /// Where the exploration of a theme stands; only `exploring` counts as active.
    pub enum ThemeStatus {
        /// Noted for later.
        Idea = "idea",
        Exploring = "exploring",
        Decided = "decided",
        RuledOut = "ruled_out",
    }
}

vocabulary! {
    /// What the conversations about a theme are for (F130, F141).
    pub enum ThemeMode {
        /// To find out whether this is a career at all.
        Choose = "choose",
        /// The career is chosen; to find the way within it.
        Refine = "refine",
        /// To begin a job search.
        Search = "search",
    }
}

vocabulary! {
    /// How ready somebody is to move for a theme (F29).
    pub enum Relocation {
        Fixed = "fixed",
        Reluctant = "reluctant",
        Open = "open",
        Eager = "eager",
    }
}

/// Roles or kinds of employers, in the person's own words (F23, F24).
pub type Names = AtMost<Name, 20>;

/// A field of work under exploration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub name: Name,
    pub field: Option<Name>,
    /// A branch of the field (F28).
    pub specialty: Option<Name>,
    pub why: Option<Paragraph>,
    pub status: ThemeStatus,
    pub mode: Option<ThemeMode>,
    /// Positions that would suit (F24).
    pub target_roles: Names,
    /// Sorts of business to work for (F23).
    pub employer_types: Names,
    pub locations: Locations,
    pub relocation: Option<Relocation>,
    /// How long the person means to stay (F25).
    pub time_horizon: Option<Name>,
    /// How far the person wants to advance (F26).
    pub advancement: Option<Text<1000>>,
    pub planned_investment: Option<PlannedInvestment>,
    pub familiarity: Familiarity,
}

impl Theme {
    /// Whether it counts towards the methodology's cap.
    pub fn is_active(&self) -> bool {
        self.status == ThemeStatus::Exploring
    }
}

#[cfg(test)]
pub(crate) fn sample(status: ThemeStatus) -> Theme {
    Theme {
        name: Name::parse("Speech therapy").unwrap(),
        field: None,
        specialty: None,
        why: None,
        status,
        mode: None,
        target_roles: Names::default(),
        employer_types: Names::default(),
        locations: Locations::default(),
        relocation: None,
        time_horizon: None,
        advancement: None,
        planned_investment: None,
        familiarity: Familiarity::default(),
    }
}
