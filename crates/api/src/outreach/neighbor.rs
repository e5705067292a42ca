//! What can be shown with an outreach.

use domain::vocabulary;
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::OutreachResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Expand, Neighbors},
    wire::Word,
};

vocabulary! {
    /// A neighbor that can be shown with an outreach.
    pub(crate) enum OutreachNeighbor {
        Contact = "contact",
        Theme = "theme",
    }
}

pub(crate) type OutreachExpansion = Word<OutreachNeighbor>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExpandOutreach {
    /// Neighbors to show inside, each needing its own read scope. The entity tag stays that of the resource alone, and an
    /// expanded answer is never 304.
    #[param(max_items = 2)]
    pub(super) expand: Option<Vec<OutreachExpansion>>,
}

impl Expand for OutreachResponse {
    type Neighbor = OutreachNeighbor;

    fn scope(neighbor: OutreachNeighbor) -> Scope {
        match neighbor {
            OutreachNeighbor::Contact => Scope::ContactsRead,
            OutreachNeighbor::Theme => Scope::ThemesRead,
        }
    }

    async fn expand(
        neighbor: OutreachNeighbor,
        rows: &mut [Self],
        neighbors: &Neighbors<'_>,
    ) -> Result<(), ApiError> {
        match neighbor {
            OutreachNeighbor::Contact => {
                neighbors
                    .attach(rows, |row| Some(row.contact_id), |row| &mut row.contact)
                    .await
            }
            OutreachNeighbor::Theme => {
                neighbors
                    .attach(rows, |row| row.theme_id, |row| &mut row.theme)
                    .await
            }
        }
    }
}
