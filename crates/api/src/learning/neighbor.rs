//! What can be shown with a learning.

use domain::{learning::Corroboration, vocabulary};
use persistence::learning_link::find_corroboration;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::wire::LearningResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Expand, Neighbors},
    wire::Word,
};

vocabulary! {
    /// A neighbor that can be shown with a learning.
    pub(crate) enum LearningNeighbor {
        /// Who else says so, counted.
        Corroboration = "corroboration",
        Contact = "contact",
        Organization = "organization",
        Theme = "theme",
    }
}

pub(crate) type LearningExpansion = Word<LearningNeighbor>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExpandLearning {
    /// What to show inside, each neighbor needing its own read scope. The entity tag stays that of the resource alone, and
    /// an expanded answer is never 304.
    #[param(max_items = 4)]
    pub(super) expand: Option<Vec<LearningExpansion>>,
}

/// How many other people bear a statement out. Each counts once, and who said it does not count.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Corroboration, example = json!({
    "supported_by": 2, "contradicted_by": 0, "is_single_source": false
}))]
pub(crate) struct CorroborationResponse {
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    supported_by: u32,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    contradicted_by: u32,
    /// Nobody else has said so: no proof yet.
    is_single_source: bool,
}

impl From<Corroboration> for CorroborationResponse {
    fn from(corroboration: Corroboration) -> Self {
        let is_single_source = corroboration.is_single_source();
        let Corroboration {
            supported_by,
            contradicted_by,
        } = corroboration;
        Self {
            supported_by,
            contradicted_by,
            is_single_source,
        }
    }
}

impl Expand for LearningResponse {
    type Neighbor = LearningNeighbor;

    fn scope(neighbor: LearningNeighbor) -> Scope {
        match neighbor {
            LearningNeighbor::Corroboration => Scope::InterviewsRead,
            LearningNeighbor::Contact => Scope::ContactsRead,
            LearningNeighbor::Organization => Scope::OrganizationsRead,
            LearningNeighbor::Theme => Scope::ThemesRead,
        }
    }

    async fn expand(
        neighbor: LearningNeighbor,
        rows: &mut [Self],
        neighbors: &Neighbors<'_>,
    ) -> Result<(), ApiError> {
        match neighbor {
            LearningNeighbor::Corroboration => corroborate(rows, neighbors).await,
            LearningNeighbor::Contact => {
                let id = |row: &Self| row.contact_id;
                neighbors.attach(rows, id, |row| &mut row.contact).await
            }
            LearningNeighbor::Organization => {
                let id = |row: &Self| row.organization_id;
                neighbors
                    .attach(rows, id, |row| &mut row.organization)
                    .await
            }
            LearningNeighbor::Theme => {
                let id = |row: &Self| row.theme_id;
                neighbors.attach(rows, id, |row| &mut row.theme).await
            }
        }
    }
}

async fn corroborate(
    rows: &mut [LearningResponse],
    neighbors: &Neighbors<'_>,
) -> Result<(), ApiError> {
    let (read, owner) = neighbors.read();
    let ids = rows.iter().map(|row| row.id).collect();
    let found = find_corroboration(read.db(), owner, ids).await?;
    for row in rows {
        let corroboration = found.get(&row.id).copied().unwrap_or_default();
        row.corroboration = Some(corroboration.into());
    }
    Ok(())
}
