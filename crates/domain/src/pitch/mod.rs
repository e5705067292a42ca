//! The short introduction that a person opens a conversation with (F91 to F96, F163).

mod choice;
mod emphasis;
mod rehearsal;
mod review;

pub use self::{
    choice::{Candidate, PitchReason, PitchWanted},
    emphasis::{Emphasis, SubjectShare, emphasis},
    rehearsal::{Rehearsal, Rehearsed, Seconds},
    review::{
        PitchFinding, PitchFix, PitchPolicy, PitchRule, PitchTiming, TimeBasis, completeness,
        review, time_limit, where_i_am,
    },
};
use crate::{Id, Text, organization::Organization, text::Name, theme::Theme, vocabulary};

/// What is said in one part of a pitch.
pub type PitchText = Text<1000>;

vocabulary! {
    /// A part of a pitch, in the order in which it is said.
    pub enum PitchSection {
        /// Who the person is, once more (F92).
        Reintroduction = "reintroduction",
        /// Where they stand: looking now, graduating, just starting (F94).
        WhereIAm = "where_i_am",
        /// What work they want (F92).
        WorkWanted = "work_wanted",
        /// Why that work (F92).
        Why = "why",
        /// How it ties to what the organization is for (F95).
        MissionLink = "mission_link",
        /// What they hope to learn (F92).
        HopesToLearn = "hopes_to_learn",
    }
}

/// What is said in each part; a draft lacks some.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sections {
    pub reintroduction: Option<PitchText>,
    pub where_i_am: Option<PitchText>,
    pub work_wanted: Option<PitchText>,
    pub why: Option<PitchText>,
    pub mission_link: Option<PitchText>,
    pub hopes_to_learn: Option<PitchText>,
}

impl Sections {
    pub fn part(&self, section: PitchSection) -> Option<&PitchText> {
        match section {
            PitchSection::Reintroduction => self.reintroduction.as_ref(),
            PitchSection::WhereIAm => self.where_i_am.as_ref(),
            PitchSection::WorkWanted => self.work_wanted.as_ref(),
            PitchSection::Why => self.why.as_ref(),
            PitchSection::MissionLink => self.mission_link.as_ref(),
            PitchSection::HopesToLearn => self.hopes_to_learn.as_ref(),
        }
    }
}

/// An introduction of oneself: a general one, one for a theme, or one for an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pitch {
    pub title: Option<Name>,
    pub theme_id: Option<Id<Theme>>,
    /// Whose mission it speaks to (F95).
    pub organization_id: Option<Id<Organization>>,
    /// The pitch it was made from.
    pub variant_of: Option<Id<Pitch>>,
    pub sections: Sections,
}

impl Pitch {
    /// What is told, in the order in which it is said.
    pub fn told(&self) -> impl Iterator<Item = (PitchSection, &PitchText)> {
        use crate::vocabulary::Vocabulary;
        let sections = PitchSection::ALL.iter();
        sections.filter_map(|section| Some((*section, self.sections.part(*section)?)))
    }

    /// The number of words, as white space divides them.
    pub fn words(&self) -> u32 {
        let words = self
            .told()
            .map(|(_, text)| text.as_str().split_whitespace().count());
        u32::try_from(words.sum::<usize>()).unwrap_or(u32::MAX)
    }

    /// What it lacks: who I am, what work I want and why, what I hope to learn (F92); for an organization, what ties it to
    /// the mission, too (F95).
    pub fn missing(&self) -> Vec<PitchSection> {
        let mut needed = vec![
            PitchSection::Reintroduction,
            PitchSection::WorkWanted,
            PitchSection::Why,
        ];
        needed.extend(self.organization_id.map(|_| PitchSection::MissionLink));
        needed.push(PitchSection::HopesToLearn);
        needed.retain(|section| self.sections.part(*section).is_none());
        needed
    }

    /// A copy to be fitted to an organization: what ties it to the mission of another one is left out.
    #[must_use]
    pub fn variant(&self, id: Id<Self>, organization: Id<Organization>) -> Self {
        let mission_link = self.sections.mission_link.clone();
        Self {
            organization_id: Some(organization),
            variant_of: Some(id),
            sections: Sections {
                mission_link: mission_link.filter(|_| self.organization_id == Some(organization)),
                ..self.sections.clone()
            },
            ..self.clone()
        }
    }
}

#[cfg(test)]
pub(crate) mod samples;

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{samples::complete, *};

    #[test]
    fn what_is_told_comes_in_the_order_of_speaking() {
        let told: Vec<_> = complete().told().map(|(section, _)| section).collect();
        assert_eq!(
            told,
            [
                PitchSection::Reintroduction,
                PitchSection::WorkWanted,
                PitchSection::Why,
                PitchSection::HopesToLearn
            ]
        );
        assert_eq!(complete().words(), 24);
        assert_eq!(Pitch::default().words(), 0);
    }

    #[test]
    fn a_pitch_for_an_organization_needs_its_mission_too() {
        assert_eq!(complete().missing(), []);
        assert_eq!(Pitch::default().missing().len(), 4);
        let clinic = Id::new(Uuid::from_u128(2));
        let variant = complete().variant(Id::new(Uuid::from_u128(1)), clinic);
        assert_eq!(variant.missing(), [PitchSection::MissionLink]);
        assert_eq!(variant.variant_of, Some(Id::new(Uuid::from_u128(1))));
    }

    #[test]
    fn a_variant_drops_what_ties_it_to_another_organization() {
        let [clinic, school] = [2, 3].map(|id| Id::new(Uuid::from_u128(id)));
        let link = PitchText::parse("Every child is understood.").unwrap();
        let mut first = complete().variant(Id::new(Uuid::from_u128(1)), clinic);
        first.sections.mission_link = Some(link.clone());
        let id = Id::new(Uuid::from_u128(4));
        assert_eq!(first.variant(id, school).sections.mission_link, None);
        assert_eq!(first.variant(id, clinic).sections.mission_link, Some(link));
    }
}
