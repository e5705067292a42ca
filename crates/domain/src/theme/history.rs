//! How a theme came to its status: every move, and the reasons where it was a decision (F2, F19).

use super::{Theme, ThemeStatus};
use crate::{
    Id,
    at_most::AtMost,
    text::{Paragraph, Text},
};

/// One thing that speaks for a decision.
pub type Point = Text<1000>;

/// What a decision rests on.
pub type Evidence = AtMost<Point, 20>;

/// Why a theme stands where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub reason: Paragraph,
    pub evidence: Evidence,
}

/// One move of a theme; without a decision it was a mere change of its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    pub theme_id: Id<Theme>,
    /// `None`: the theme was created so.
    pub from: Option<ThemeStatus>,
    pub to: ThemeStatus,
    pub decision: Option<Decision>,
}

impl Move {
    /// How a theme begins.
    pub fn first(theme_id: Id<Theme>, theme: &Theme) -> Self {
        Self {
            theme_id,
            from: None,
            to: theme.status,
            decision: None,
        }
    }

    /// What an edit of a theme moved, if it moved anything.
    pub fn between(theme_id: Id<Theme>, before: &Theme, after: &Theme) -> Option<Self> {
        (before.status != after.status).then_some(Self {
            theme_id,
            from: Some(before.status),
            to: after.status,
            decision: None,
        })
    }
}

impl Theme {
    /// Moves it for a reason. To stay where it is can be a decision as well: to research more (F19).
    #[must_use]
    pub fn decide(self, id: Id<Self>, to: ThemeStatus, decision: Decision) -> (Self, Move) {
        let moved = Move {
            theme_id: id,
            from: Some(self.status),
            to,
            decision: Some(decision),
        };
        (Self { status: to, ..self }, moved)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::theme::sample;

    const ID: Id<Theme> = Id::new(Uuid::from_u128(7));

    #[test]
    fn an_edit_that_leaves_the_status_is_no_move() {
        let (idea, exploring) = (sample(ThemeStatus::Idea), sample(ThemeStatus::Exploring));
        assert_eq!(Move::between(ID, &idea, &idea), None);
        let moved = Move::between(ID, &idea, &exploring).unwrap();
        assert_eq!(
            (moved.from, moved.to, moved.decision),
            (Some(ThemeStatus::Idea), ThemeStatus::Exploring, None)
        );
        assert_eq!(Move::first(ID, &idea).from, None);
    }

    #[test]
    fn a_decision_moves_the_theme_and_keeps_its_reason() {
        let decision = Decision {
            reason: Paragraph::parse("Too much paperwork").unwrap(),
            evidence: Evidence::default(),
        };
        let theme = sample(ThemeStatus::Exploring);
        let (theme, moved) = theme.decide(ID, ThemeStatus::RuledOut, decision.clone());
        assert_eq!(theme.status, ThemeStatus::RuledOut);
        assert_eq!(
            (moved.from, moved.to),
            (Some(ThemeStatus::Exploring), ThemeStatus::RuledOut)
        );
        assert_eq!(moved.decision, Some(decision));
    }
}
