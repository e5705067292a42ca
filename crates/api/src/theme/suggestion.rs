//! What to do next about a theme, on the wire.

use domain::{
    Id,
    theme::{self, Deed, Suggestion, Theme},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{interview::FixingOperationResponse, wire::Word};

type Step = Word<theme::Step>;

/// What to do next about a theme.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ThemeSuggestion)]
pub(super) struct SuggestionResponse {
    step: Step,
    #[schema(max_length = 1000)]
    why: String,
    /// What does it.
    operation: FixingOperationResponse,
}

impl SuggestionResponse {
    pub(super) fn new(theme: Id<Theme>, Suggestion { step, deed, why }: Suggestion) -> Self {
        let about = format!("/v1/themes/{theme}");
        let (operation_id, method, path) = match deed {
            Deed::TakeUp => ("update_theme", "PATCH", about),
            Deed::ReachOut => ("create_outreach", "POST", "/v1/outreach".to_owned()),
            Deed::Pursue => (
                "list_next_actions",
                "GET",
                format!("/v1/next-actions?theme_id={theme}"),
            ),
            Deed::Meet => (
                "list_interviews",
                "GET",
                format!("/v1/interviews?theme_id={theme}"),
            ),
            Deed::Rate => ("create_fit_rating", "POST", format!("{about}/fit-ratings")),
            Deed::Decide => ("decide_theme", "POST", format!("{about}/decide")),
            Deed::Tell => ("list_follow_ups", "GET", "/v1/follow-ups".to_owned()),
        };
        let operation = FixingOperationResponse {
            operation_id,
            method,
            path,
        };
        Self {
            step: Word(step),
            why,
            operation,
        }
    }
}
