//! How well a theme fits the person in one respect, as it looked after a conversation (F132, F133, F136).

use crate::{Id, Text, interview::Interview, theme::Theme, vocabulary, whole::Whole};

vocabulary! {
    /// A respect in which a field of work fits somebody, or does not (F133, F136).
    pub enum FitDimension {
        Skills = "skills",
        Knowledge = "knowledge",
        Experience = "experience",
        Interests = "interests",
        Values = "values",
        Abilities = "abilities",
        Lifestyle = "lifestyle",
    }
}

/// From 1, not at all, to 5, fully.
pub type Score = Whole<1, 5>;

/// What the score rests on.
pub type Evidence = Text<2000>;

/// One rating of one theme in one dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FitRating {
    pub theme_id: Id<Theme>,
    pub dimension: FitDimension,
    pub score: Score,
    pub evidence: Option<Evidence>,
    /// The conversation after which it looked so. Of any theme: talk about one often tells of another.
    pub interview_id: Option<Id<Interview>>,
}
