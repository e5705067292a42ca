//! What can be shown with an event.

use domain::vocabulary;
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::EventResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Expand, Neighbors},
    wire::Word,
};

vocabulary! {
    /// A neighbor that can be shown with an event.
    pub(crate) enum EventNeighbor {
        Organization = "organization",
    }
}

pub(crate) type EventExpansion = Word<EventNeighbor>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExpandEvent {
    /// Neighbors to show inside, each needing its own read scope. The entity tag stays that of the resource alone, and an
    /// expanded answer is never 304.
    #[param(max_items = 1)]
    pub(super) expand: Option<Vec<EventExpansion>>,
}

impl Expand for EventResponse {
    type Neighbor = EventNeighbor;

    fn scope(neighbor: EventNeighbor) -> Scope {
        match neighbor {
            EventNeighbor::Organization => Scope::OrganizationsRead,
        }
    }

    async fn expand(
        neighbor: EventNeighbor,
        rows: &mut [Self],
        neighbors: &Neighbors<'_>,
    ) -> Result<(), ApiError> {
        match neighbor {
            EventNeighbor::Organization => {
                let id = |row: &Self| row.organization_id;
                neighbors
                    .attach(rows, id, |row| &mut row.organization)
                    .await
            }
        }
    }
}
