//! What can be shown with a research item.

use domain::vocabulary;
use serde::Deserialize;
use utoipa::IntoParams;

use super::ResearchItemResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Expand, Neighbors},
    wire::Word,
};

vocabulary! {
    /// A neighbor that can be shown with a research item.
    pub(crate) enum ResearchItemNeighbor {
        Organization = "organization",
        Contact = "contact",
    }
}

pub(crate) type ResearchItemExpansion = Word<ResearchItemNeighbor>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExpandResearchItem {
    /// Neighbors to show inside, each needing its own read scope. The entity tag stays that of the resource alone, and an
    /// expanded answer is never 304.
    #[param(max_items = 2)]
    pub(super) expand: Option<Vec<ResearchItemExpansion>>,
}

impl Expand for ResearchItemResponse {
    type Neighbor = ResearchItemNeighbor;

    fn scope(neighbor: ResearchItemNeighbor) -> Scope {
        match neighbor {
            ResearchItemNeighbor::Organization => Scope::OrganizationsRead,
            ResearchItemNeighbor::Contact => Scope::ContactsRead,
        }
    }

    async fn expand(
        neighbor: ResearchItemNeighbor,
        rows: &mut [Self],
        neighbors: &Neighbors<'_>,
    ) -> Result<(), ApiError> {
        match neighbor {
            ResearchItemNeighbor::Organization => {
                let id = |row: &Self| row.organization_id;
                neighbors
                    .attach(rows, id, |row| &mut row.organization)
                    .await
            }
            ResearchItemNeighbor::Contact => {
                let id = |row: &Self| row.contact_id;
                neighbors.attach(rows, id, |row| &mut row.contact).await
            }
        }
    }
}
