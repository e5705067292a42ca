//! Guided self-reflection: what to be clear about before asking anybody, and what the person answered (F27).

use crate::{Text, text::Paragraph, vocabulary};

vocabulary! {
    /// What a question of the self-reflection is about, in the order in which they are asked (F23 to F29).
    pub enum ReflectionSection {
        Field = "field",
        /// What kind of organization (F23).
        BusinessKind = "business_kind",
        /// Which part of the field (F28).
        Specialty = "specialty",
        /// Which positions (F24).
        Role = "role",
        /// Where, and how movable (F29).
        Location = "location",
        /// For how long (F25).
        Horizon = "horizon",
        /// How far up (F26).
        Advancement = "advancement",
        StrengthsAndValues = "strengths_and_values",
        /// What to give up for it.
        TradeOffs = "trade_offs",
    }
}

/// A question to ask oneself. It ships with the project and is read by everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReflectionQuestion {
    /// Its place among all questions, from 1; never used again for another.
    pub position: i32,
    pub section: ReflectionSection,
    pub body: Text<500>,
    /// How to go about it.
    pub help: Text<1000>,
    /// An answer that somebody else might give.
    pub example: Option<Text<1000>>,
}

/// What a person answered to one question; it has the question's id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReflectionAnswer {
    pub answer: Paragraph,
}
