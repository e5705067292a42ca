//! What can be shown with a visit: what has become of it so far.

use std::collections::HashMap;

use domain::{Id, vocabulary};
use persistence::visit::list_summaries;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::wire::{VisitResponse, VisitSummary};
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Expand, Neighbors},
    wire::Word,
};

vocabulary! {
    /// What can be shown with a visit.
    pub(crate) enum VisitNeighbor {
        Summary = "summary",
    }
}

pub(crate) type VisitExpansion = Word<VisitNeighbor>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExpandVisit {
    /// What to show inside. The entity tag stays that of the resource alone, and an expanded answer is never 304.
    #[param(max_items = 1)]
    pub(super) expand: Option<Vec<VisitExpansion>>,
}

impl Expand for VisitResponse {
    type Neighbor = VisitNeighbor;

    fn scope(neighbor: VisitNeighbor) -> Scope {
        match neighbor {
            VisitNeighbor::Summary => Scope::OutreachRead,
        }
    }

    async fn expand(
        neighbor: VisitNeighbor,
        rows: &mut [Self],
        neighbors: &Neighbors<'_>,
    ) -> Result<(), ApiError> {
        let VisitNeighbor::Summary = neighbor;
        let (read, owner) = neighbors.read();
        let ids: Vec<_> = rows.iter().map(|row| Id::new(row.id)).collect();
        let found = list_summaries(read.db(), owner, &ids, read.now()).await?;
        let found = found.into_iter().map(|(id, one)| (id.uuid(), one.into()));
        let mut found: HashMap<Uuid, VisitSummary> = found.collect();
        for row in rows {
            row.summary = found.remove(&row.id).map(Box::new);
        }
        Ok(())
    }
}
