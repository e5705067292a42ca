//! What a methodology asks for before the first outreach (F149, F151).

use super::{Cited, InvalidRule, book::Book};

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
    pub(super) fn read(book: &Book<'_>) -> Result<Self, InvalidRule> {
        Ok(Self {
            min_answers: book.number("min_reflection_answers")?,
            min_strengths: book.number("min_strengths")?,
            min_contacts: book.number("min_askable_contacts")?,
            ready_points: book.number("first_outreach_ready_points")?,
            standpoint_points: book.number("standpoint_points")?,
            reflection_points: book.number("reflection_points")?,
            theme_with_why_points: book.number("theme_with_why_points")?,
            strengths_points: book.number("strengths_points")?,
            somebody_to_ask_points: book.number("somebody_to_ask_points")?,
            own_questions_points: book.number("own_questions_points")?,
            few_themes_points: book.number("few_themes_points")?,
            weekly_target_points: book.number("weekly_target_points")?,
        })
    }

    /// What all the rules together are worth.
    pub(super) fn all_points(&self) -> u32 {
        let points = [
            &self.standpoint_points,
            &self.reflection_points,
            &self.theme_with_why_points,
            &self.strengths_points,
            &self.somebody_to_ask_points,
            &self.own_questions_points,
            &self.few_themes_points,
            &self.weekly_target_points,
        ];
        points.iter().map(|points| points.value).sum()
    }
}
