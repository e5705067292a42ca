//! What can be shown with a follow-up.

use std::collections::HashMap;

use domain::{Id, contact::Contact, vocabulary};
use persistence::advice::list_to_report;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::wire::FollowUpResponse;
use crate::{
    advice::AdviceResponse,
    auth::Scope,
    error::ApiError,
    http::{Expand, Neighbors},
    wire::Word,
};

vocabulary! {
    /// A neighbor that can be shown with a follow-up.
    pub(crate) enum FollowUpNeighbor {
        Contact = "contact",
        /// What is to be told back.
        Advice = "advice",
    }
}

pub(crate) type FollowUpExpansion = Word<FollowUpNeighbor>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExpandFollowUp {
    /// Neighbors to show inside, each needing its own read scope. The entity tag stays that of the resource alone, and an
    /// expanded answer is never 304.
    #[param(max_items = 2)]
    pub(super) expand: Option<Vec<FollowUpExpansion>>,
}

impl Expand for FollowUpResponse {
    type Neighbor = FollowUpNeighbor;

    fn scope(neighbor: FollowUpNeighbor) -> Scope {
        match neighbor {
            FollowUpNeighbor::Contact => Scope::ContactsRead,
            FollowUpNeighbor::Advice => Scope::FollowUpsRead,
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
            FollowUpNeighbor::Advice => attach_advice(rows, neighbors).await,
        }
    }
}

/// Puts into each what the contact advised and has not been told about (F124).
async fn attach_advice(
    rows: &mut [FollowUpResponse],
    neighbors: &Neighbors<'_>,
) -> Result<(), ApiError> {
    let (read, owner) = neighbors.read();
    let mut givers: Vec<Id<Contact>> = rows.iter().map(|row| Id::new(row.contact_id)).collect();
    givers.sort_unstable_by_key(|giver| giver.uuid());
    givers.dedup();
    let mut found: HashMap<Uuid, Vec<AdviceResponse>> = HashMap::new();
    for advice in list_to_report(read.db(), owner, givers).await? {
        let of = found.entry(advice.value.contact_id.uuid()).or_default();
        of.push(advice.into());
    }
    for row in rows {
        row.advice = Some(found.get(&row.contact_id).cloned().unwrap_or_default());
    }
    Ok(())
}
