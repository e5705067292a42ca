//! What can be shown with a hand-off.

use domain::vocabulary;
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::HandOffResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Expand, Neighbors},
    wire::Word,
};

vocabulary! {
    /// A neighbor that can be shown with a hand-off.
    pub(crate) enum HandOffNeighbor {
        Document = "document",
        Contact = "contact",
    }
}

pub(crate) type HandOffExpansion = Word<HandOffNeighbor>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExpandHandOff {
    /// Neighbors to show inside, each needing its own read scope. The entity tag stays that of the resource alone, and an
    /// expanded answer is never 304.
    #[param(max_items = 2)]
    pub(super) expand: Option<Vec<HandOffExpansion>>,
}

impl Expand for HandOffResponse {
    type Neighbor = HandOffNeighbor;

    fn scope(neighbor: HandOffNeighbor) -> Scope {
        match neighbor {
            HandOffNeighbor::Document => Scope::DocumentsRead,
            HandOffNeighbor::Contact => Scope::ContactsRead,
        }
    }

    async fn expand(
        neighbor: HandOffNeighbor,
        rows: &mut [Self],
        neighbors: &Neighbors<'_>,
    ) -> Result<(), ApiError> {
        match neighbor {
            HandOffNeighbor::Document => {
                let id = |row: &Self| Some(row.document_id);
                neighbors.attach(rows, id, |row| &mut row.document).await
            }
            HandOffNeighbor::Contact => {
                let id = |row: &Self| Some(row.contact_id);
                neighbors.attach(rows, id, |row| &mut row.contact).await
            }
        }
    }
}
