//! Accomplishment stories: examples to give when a conversation feels out an employer (F180).

use chrono::NaiveDate;

use crate::{
    phrases::Phrases,
    text::{Name, Paragraph},
};

/// The skills that a story shows.
pub type Skills = Phrases<100, 30>;

/// Something the person did, told as situation, action and result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    pub title: Name,
    /// What it was about.
    pub situation: Option<Paragraph>,
    /// What the person did.
    pub action: Option<Paragraph>,
    /// What came of it.
    pub result: Option<Paragraph>,
    pub skills: Skills,
    pub happened_on: Option<NaiveDate>,
}

impl Story {
    /// Whether all three parts are told; a draft lacks some.
    pub fn is_complete(&self) -> bool {
        self.situation.is_some() && self.action.is_some() && self.result.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_complete_when_all_three_parts_are_told() {
        let part = || Some(Paragraph::parse("told").unwrap());
        let story = Story {
            title: Name::parse("The flood").unwrap(),
            situation: part(),
            action: part(),
            result: part(),
            skills: Skills::default(),
            happened_on: None,
        };
        assert!(story.is_complete());
        for left_out in 0..3 {
            let mut draft = story.clone();
            *[&mut draft.situation, &mut draft.action, &mut draft.result][left_out] = None;
            assert!(!draft.is_complete());
        }
    }
}
