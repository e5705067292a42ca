//! What can be shown with a contact.

use domain::vocabulary;
use serde::Deserialize;
use utoipa::IntoParams;

use super::response::ContactResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Expand, Neighbors},
    wire::Word,
};

vocabulary! {
    /// A neighbor that can be shown with a contact.
    pub(crate) enum ContactNeighbor {
        Organization = "organization",
    }
}

pub(crate) type ContactExpansion = Word<ContactNeighbor>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExpandContact {
    /// Neighbors to show inside, each needing its own read scope. The entity tag stays that of the resource alone, and an
    /// expanded answer is never 304.
    #[param(max_items = 1)]
    pub(super) expand: Option<Vec<ContactExpansion>>,
}

impl Expand for ContactResponse {
    type Neighbor = ContactNeighbor;

    fn scope(neighbor: ContactNeighbor) -> Scope {
        match neighbor {
            ContactNeighbor::Organization => Scope::OrganizationsRead,
        }
    }

    async fn expand(
        neighbor: ContactNeighbor,
        rows: &mut [Self],
        neighbors: &Neighbors<'_>,
    ) -> Result<(), ApiError> {
        match neighbor {
            ContactNeighbor::Organization => {
                let id = |row: &Self| row.organization_id;
                neighbors
                    .attach(rows, id, |row| &mut row.organization)
                    .await
            }
        }
    }
}
