//! What can be shown with a visit: what has become of it so far.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Id,
    visit::{Summary, Visit},
    vocabulary,
};
use persistence::{Executor, visit::list_summaries, workspace::Owner};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::wire::VisitResponse;
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

/// What has become of a visit so far. Its days are those of the city's calendar.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "linked": 4, "agreed": 2, "scheduled": 1, "free_days_left": 5,
    "free_days": ["2026-10-10", "2026-10-11", "2026-10-12", "2026-10-14", "2026-10-15"],
    "slots_outside": 0, "overlaps_with": []
}))]
pub(super) struct VisitSummary {
    /// Outreaches that propose it.
    #[schema(minimum = 0, maximum = 100)]
    linked: u32,
    /// Those of them that led to a yes.
    #[schema(minimum = 0, maximum = 100)]
    agreed: u32,
    /// Interviews that came of them and are arranged for its days.
    #[schema(minimum = 0, maximum = 100)]
    scheduled: u32,
    /// How many days in `free_days`.
    #[schema(minimum = 0, maximum = 90)]
    free_days_left: u32,
    /// Its days from today on without any interview of the caller's; none when it is canceled.
    #[schema(max_items = 90)]
    free_days: Vec<NaiveDate>,
    /// Slots that are offered for it and lie on none of its days, since it was moved or canceled.
    #[schema(minimum = 0, maximum = 10000)]
    slots_outside: u32,
    /// A warning: other planned visits that share a day with it in another city, the first 20.
    #[schema(max_items = 20)]
    overlaps_with: Vec<Uuid>,
}

impl From<Summary> for VisitSummary {
    fn from(
        Summary {
            linked,
            agreed,
            scheduled,
            free_days,
            slots_outside,
            overlaps_with,
        }: Summary,
    ) -> Self {
        Self {
            linked,
            agreed,
            scheduled,
            free_days_left: u32::try_from(free_days.len()).unwrap_or(u32::MAX),
            free_days,
            slots_outside,
            overlaps_with: overlaps_with.into_iter().map(Id::uuid).collect(),
        }
    }
}

impl VisitSummary {
    /// What has become of one visit.
    pub(super) async fn find(
        db: &impl Executor,
        owner: Owner,
        id: Id<Visit>,
        now: DateTime<Utc>,
    ) -> Result<Box<Self>, ApiError> {
        let found = list_summaries(db, owner, &[id], now).await?;
        let found = found.into_iter().next();
        let (_, summary) = found.ok_or_else(|| ApiError::internal("a visit without a summary"))?;
        Ok(Box::new(summary.into()))
    }
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
