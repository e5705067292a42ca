//! What can be shown with a follow-up.

use domain::vocabulary;
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::FollowUpResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Expand, Neighbors},
    wire::Word,
};

vocabulary! {
    /// A neighbor that can be shown with a follow-up.
    pub(crate) enum FollowUpNeighbor {
        Contact = "contact",
    }
}

pub(crate) type FollowUpExpansion = Word<FollowUpNeighbor>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExpandFollowUp {
    /// Neighbors to show inside, each needing its own read scope. The entity tag stays that of the resource alone, and an
    /// expanded answer is never 304.
    #[param(max_items = 1)]
    pub(super) expand: Option<Vec<FollowUpExpansion>>,
}

impl Expand for FollowUpResponse {
    type Neighbor = FollowUpNeighbor;

    fn scope(neighbor: FollowUpNeighbor) -> Scope {
        match neighbor {
            FollowUpNeighbor::Contact => Scope::ContactsRead,
        }
    }

    async fn expand(
        neighbor: FollowUpNeighbor,
        rows: &mut [Self],
        neighbors: &Neighbors<'_>,
    ) -> Result<(), ApiError> {
        match neighbor {
            FollowUpNeighbor::Contact => {
                neighbors
                    .attach(rows, |row| Some(row.contact_id), |row| &mut row.contact)
                    .await
            }
        }
    }
}
