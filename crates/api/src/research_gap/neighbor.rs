//! What can be shown with a research gap.

use domain::vocabulary;
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::ResearchGapResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Expand, Neighbors},
    wire::Word,
};

vocabulary! {
    /// A neighbor that can be shown with a research gap.
    pub(crate) enum ResearchGapNeighbor {
        Organization = "organization",
        Contact = "contact",
        Theme = "theme",
    }
}

pub(crate) type ResearchGapExpansion = Word<ResearchGapNeighbor>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExpandResearchGap {
    /// Neighbors to show inside, each needing its own read scope. The entity tag stays that of the resource alone, and an
    /// expanded answer is never 304.
    #[param(max_items = 3)]
    pub(super) expand: Option<Vec<ResearchGapExpansion>>,
}

impl Expand for ResearchGapResponse {
    type Neighbor = ResearchGapNeighbor;

    fn scope(neighbor: ResearchGapNeighbor) -> Scope {
        match neighbor {
            ResearchGapNeighbor::Organization => Scope::OrganizationsRead,
            ResearchGapNeighbor::Contact => Scope::ContactsRead,
            ResearchGapNeighbor::Theme => Scope::ThemesRead,
        }
    }

    async fn expand(
        neighbor: ResearchGapNeighbor,
        rows: &mut [Self],
        neighbors: &Neighbors<'_>,
    ) -> Result<(), ApiError> {
        match neighbor {
            ResearchGapNeighbor::Organization => {
                let id = |row: &Self| row.organization_id;
                neighbors
                    .attach(rows, id, |row| &mut row.organization)
                    .await
            }
            ResearchGapNeighbor::Contact => {
                let id = |row: &Self| row.contact_id;
                neighbors.attach(rows, id, |row| &mut row.contact).await
            }
            ResearchGapNeighbor::Theme => {
                let id = |row: &Self| row.theme_id;
                neighbors.attach(rows, id, |row| &mut row.theme).await
            }
        }
    }
}
