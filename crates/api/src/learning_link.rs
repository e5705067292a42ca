//! Links between learnings over HTTP: which statements support or contradict each other.

use actix_web::{delete, get, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    learning::{self, Learning, LearningLink},
};
use persistence::{
    Transaction,
    learning_link::filter,
    workspace::{Owner, find_several},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadInterviews, WriteInterviews},
    },
    wire::{RecordSort, Word},
};

type LinkRelation = Word<learning::LinkRelation>;

/// Two learnings that go together, in either order.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "one_learning_id": "019b76da-a800-7000-8000-000000000008", "other_learning_id": "019b76da-a800-7000-8000-000000000009",
    "relation": "supports"
}))]
struct LearningLinkInput {
    one_learning_id: Uuid,
    other_learning_id: Uuid,
    relation: LinkRelation,
}

/// Two learnings that go together. The link has no direction: the learning with the earlier id is shown first.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LearningLink, example = json!({
    "id": "019b76da-a800-7000-8000-00000000000a", "object": "learning_link",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "one_learning_id": "019b76da-a800-7000-8000-000000000008", "other_learning_id": "019b76da-a800-7000-8000-000000000009",
    "relation": "supports"
}))]
struct LearningLinkResponse {
    id: Uuid,
    /// Always `learning_link`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    one_learning_id: Uuid,
    other_learning_id: Uuid,
    relation: LinkRelation,
}

impl From<Stored<LearningLink>> for LearningLinkResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<LearningLink>,
    ) -> Self {
        let (one, other) = value.pair();
        Self {
            id: id.uuid(),
            object: "learning_link",
            created_at,
            updated_at,
            one_learning_id: one.uuid(),
            other_learning_id: other.uuid(),
            relation: Word(value.relation),
        }
    }
}

impl TryFrom<LearningLinkInput> for LearningLink {
    type Error = ApiError;

    fn try_from(
        LearningLinkInput {
            one_learning_id,
            other_learning_id,
            relation: Word(relation),
        }: LearningLinkInput,
    ) -> Result<Self, ApiError> {
        let (one, other) = (Id::new(one_learning_id), Id::new(other_learning_id));
        Self::of(one, other, relation)
            .map_err(|same| ApiError::field("/other_learning_id", "same_learning", same))
    }
}

/// Names the one that there is not: the database keeps the pair in an order of its own.
async fn require_both(
    tx: &Transaction,
    owner: Owner,
    named: [(&str, Uuid); 2],
) -> Result<(), ApiError> {
    let ids = named.map(|(_, id)| Id::<Learning>::new(id));
    let found = find_several(tx, owner, ids).await?;
    let is_known = |id| found.iter().any(|learning| learning.id.uuid() == id);
    match named.into_iter().find(|(_, id)| !is_known(*id)) {
        Some((pointer, _)) => Err(ApiError::unknown_reference(pointer)),
        None => Ok(()),
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListLearningLinks {
    /// Only links of this learning.
    learning_id: Option<Uuid>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

/// Link two learnings
///
/// One supports or contradicts the other. The people behind the links are what corroborates a learning: see
/// `expand=corroboration` of a learning.
#[utoipa::path(operation_id = "create_learning_link", tag = "learnings", security(("bearer" = ["interviews:write"])),
    request_body = LearningLinkInput,
    responses(
        (status = 201, description = "The link", body = LearningLinkResponse),
        (status = 409, description = "`learning_link_exists`: the two are linked already, in whichever order", body = Problem),
    ))]
#[post("/learning-links")]
async fn create_learning_link(
    caller: Caller<WriteInterviews>,
    write: Write,
    body: Body<LearningLinkInput>,
) -> Result<Answer<LearningLinkResponse>, ApiError> {
    let named = [
        ("/one_learning_id", body.0.one_learning_id),
        ("/other_learning_id", body.0.other_learning_id),
    ];
    let link = LearningLink::try_from(body.0)?;
    let admit =
        async |tx: &Transaction, _, _: &LearningLink| require_both(tx, caller.owner, named).await;
    write
        .create(caller.owner, "/v1/learning-links", link, admit)
        .await
}

/// List links between learnings
#[utoipa::path(operation_id = "list_learning_links", tag = "learnings", security(("bearer" = ["interviews:read"])),
    params(ListLearningLinks, PageQuery),
    responses((status = 200, description = "One page of the links", body = Page<LearningLinkResponse>)))]
#[get("/learning-links")]
async fn list_learning_links(
    caller: Caller<ReadInterviews>,
    read: Read,
    list: Query<ListLearningLinks>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<LearningLinkResponse>>, ApiError> {
    let ListLearningLinks { learning_id, sort } = list.0;
    let filter = filter(learning_id.map(Id::new));
    read.page::<LearningLink, _>(caller.owner, filter, RecordSort::word(sort), page.0)
        .await
}

/// Find a link between learnings
#[utoipa::path(operation_id = "find_learning_link", tag = "learnings", security(("bearer" = ["interviews:read"])),
    responses((status = 200, description = "The link", body = LearningLinkResponse)))]
#[get("/learning-links/{id}")]
async fn find_learning_link(
    caller: Caller<ReadInterviews>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<LearningLinkResponse>, ApiError> {
    read.one::<LearningLink, _>(caller.owner, *id).await
}

/// Delete a link between learnings
#[utoipa::path(operation_id = "delete_learning_link", tag = "learnings", security(("bearer" = ["interviews:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/learning-links/{id}")]
async fn delete_learning_link(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<LearningLink>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_learning_link)
        .service(list_learning_links)
        .service(find_learning_link)
        .service(delete_learning_link);
}

crate::change::shown_as!(LearningLink => LearningLinkResponse);
