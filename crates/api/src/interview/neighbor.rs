//! What can be shown with an interview.

use domain::vocabulary;
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::InterviewResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Expand, Neighbors},
    wire::Word,
};

vocabulary! {
    /// A neighbor that can be shown with an interview.
    pub(crate) enum InterviewNeighbor {
        Contact = "contact",
        Theme = "theme",
    }
}

pub(crate) type InterviewExpansion = Word<InterviewNeighbor>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExpandInterview {
    /// Neighbors to show inside, each needing its own read scope. The entity tag stays that of the resource alone, and an
    /// expanded answer is never 304.
    #[param(max_items = 2)]
    pub(super) expand: Option<Vec<InterviewExpansion>>,
}

impl Expand for InterviewResponse {
    type Neighbor = InterviewNeighbor;

    fn scope(neighbor: InterviewNeighbor) -> Scope {
        match neighbor {
            InterviewNeighbor::Contact => Scope::ContactsRead,
            InterviewNeighbor::Theme => Scope::ThemesRead,
        }
    }

    async fn expand(
        neighbor: InterviewNeighbor,
        rows: &mut [Self],
        neighbors: &Neighbors<'_>,
    ) -> Result<(), ApiError> {
        match neighbor {
            InterviewNeighbor::Contact => {
                neighbors
                    .attach(rows, |row| Some(row.contact_id), |row| &mut row.contact)
                    .await
            }
            InterviewNeighbor::Theme => {
                neighbors
                    .attach(rows, |row| row.theme_id, |row| &mut row.theme)
                    .await
            }
        }
    }
}
