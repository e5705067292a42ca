//! What a methodology asks for before the first outreach (F149, F151).

use super::{
    Unit::{Answers, Contacts, Points, Strengths},
    policy::{Book, Cited, MissingRule},
};

/// The least of each, and what each rule is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstOutreachNumbers {
    /// Questions of the self-reflection to have answered (F27).
    pub min_answers: Cited<u32>,
    /// Strengths to have named (F171).
    pub min_strengths: Cited<u32>,
    /// Warm or lukewarm contacts to have (F5).
    pub min_contacts: Cited<u32>,
    /// The score from which on somebody is ready.
    pub ready_points: Cited<u32>,
    pub standpoint_points: Cited<u32>,
    pub reflection_points: Cited<u32>,
    pub theme_with_why_points: Cited<u32>,
    pub strengths_points: Cited<u32>,
    pub somebody_to_ask_points: Cited<u32>,
    pub own_questions_points: Cited<u32>,
    pub few_themes_points: Cited<u32>,
    pub weekly_target_points: Cited<u32>,
}

impl FirstOutreachNumbers {
    pub(super) fn read(book: &Book<'_>) -> Result<Self, MissingRule> {
        Ok(Self {
            min_answers: book.number("min_reflection_answers", Answers)?,
            min_strengths: book.number("min_strengths", Strengths)?,
            min_contacts: book.number("min_askable_contacts", Contacts)?,
            ready_points: book.number("first_outreach_ready_points", Points)?,
            standpoint_points: book.number("standpoint_points", Points)?,
            reflection_points: book.number("reflection_points", Points)?,
            theme_with_why_points: book.number("theme_with_why_points", Points)?,
            strengths_points: book.number("strengths_points", Points)?,
            somebody_to_ask_points: book.number("somebody_to_ask_points", Points)?,
            own_questions_points: book.number("own_questions_points", Points)?,
            few_themes_points: book.number("few_themes_points", Points)?,
            weekly_target_points: book.number("weekly_target_points", Points)?,
        })
    }
}
