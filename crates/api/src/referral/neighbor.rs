//! What can be shown with a referral.

use domain::vocabulary;
use serde::Deserialize;
use utoipa::IntoParams;

use super::wire::ReferralResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Expand, Neighbors},
    wire::Word,
};

vocabulary! {
    /// A neighbor that can be shown with a referral.
    pub(crate) enum ReferralNeighbor {
        Referrer = "referrer",
        Contact = "contact",
    }
}

pub(crate) type ReferralExpansion = Word<ReferralNeighbor>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExpandReferral {
    /// Neighbors to show inside, each needing its own read scope. The entity tag stays that of the resource alone, and an
    /// expanded answer is never 304.
    #[param(max_items = 2)]
    pub(super) expand: Option<Vec<ReferralExpansion>>,
}

impl Expand for ReferralResponse {
    type Neighbor = ReferralNeighbor;

    fn scope(neighbor: ReferralNeighbor) -> Scope {
        match neighbor {
            ReferralNeighbor::Referrer | ReferralNeighbor::Contact => Scope::ContactsRead,
        }
    }

    async fn expand(
        neighbor: ReferralNeighbor,
        rows: &mut [Self],
        neighbors: &Neighbors<'_>,
    ) -> Result<(), ApiError> {
        match neighbor {
            ReferralNeighbor::Referrer => {
                let id = |row: &Self| Some(row.referrer_id);
                neighbors.attach(rows, id, |row| &mut row.referrer).await
            }
            ReferralNeighbor::Contact => {
                let id = |row: &Self| Some(row.contact_id);
                neighbors.attach(rows, id, |row| &mut row.contact).await
            }
        }
    }
}
