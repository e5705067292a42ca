//! Learnings over HTTP: what was learned from whom.

mod answer;
mod neighbor;
mod salary;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id, Stored,
    interview::Interview,
    learning::{Learning, WithAnother},
};
use persistence::{
    Transaction,
    follow_up::is_with_another,
    learning::Narrowing,
    workspace::{self, Owner},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::{
    neighbor::ExpandLearning,
    wire::{LearningInput, LearningPatch, LearningResponse},
};
pub(crate) use self::{
    neighbor::{CorroborationResponse, LearningExpansion},
    salary::PayPeriod,
    wire::LearningKind,
};
use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadInterviews, WriteInterviews},
    },
    question::Topic,
    wire::{RecordSort, Word},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListLearnings {
    /// Only learnings about this theme.
    theme_id: Option<Uuid>,
    /// Only learnings about this organization.
    organization_id: Option<Uuid>,
    /// Only what this contact said.
    contact_id: Option<Uuid>,
    /// Only what was said in this interview.
    interview_id: Option<Uuid>,
    /// Only learnings of one of these kinds.
    #[param(max_items = 10)]
    kind: Option<Vec<LearningKind>>,
    /// Only learnings on one of these topics.
    #[param(max_items = 13)]
    topic: Option<Vec<Topic>>,
    /// Only what was new to the person, or only the rest.
    new_to_me: Option<bool>,
    /// Only what was said in confidence, or only the rest.
    confidential: Option<bool>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

impl From<ListLearnings> for (Narrowing, &'static str) {
    fn from(
        ListLearnings {
            theme_id,
            organization_id,
            contact_id,
            interview_id,
            kind,
            topic,
            new_to_me,
            confidential,
            sort,
        }: ListLearnings,
    ) -> Self {
        let narrowing = Narrowing {
            theme_id: theme_id.map(Id::new),
            organization_id: organization_id.map(Id::new),
            contact_id: contact_id.map(Id::new),
            interview_id: interview_id.map(Id::new),
            kinds: Word::list(kind),
            topics: Word::list(topic),
            new_to_me,
            confidential,
        };
        (narrowing, RecordSort::word(sort))
    }
}

/// Refuses words that were said in a conversation with somebody else.
async fn agree(tx: &Transaction, owner: Owner, wanted: &Learning) -> Result<(), ApiError> {
    let (Some(interview), Some(contact)) = (wanted.interview_id, wanted.contact_id) else {
        return Ok(());
    };
    // What is not the owner's at all is told by the references.
    if is_with_another(tx, owner, interview, contact).await? {
        return Err(ApiError::field(
            "/interview_id",
            "other_contact",
            WithAnother,
        ));
    }
    Ok(())
}

/// What was said in a conversation is from whom it was with, on that day and about its theme, unless that is said.
async fn heard(tx: &Transaction, owner: Owner, told: Learning) -> Result<Learning, ApiError> {
    let found = match told.interview_id {
        Some(interview) => workspace::find::<Interview>(tx, owner, interview).await?,
        None => None,
    };
    match found {
        Some(interview) => told
            .heard_in(&interview.value)
            .map_err(|other| ApiError::field("/interview_id", "other_contact", other)),
        // What is not the owner's at all is told by the references.
        None => Ok(told),
    }
}

/// Create a learning
///
/// With an `interview_id`, whoever that interview was with, its day and its theme stand in for what is not given.
#[utoipa::path(operation_id = "create_learning", tag = "learnings", security(("bearer" = ["interviews:write"])),
    request_body = LearningInput,
    responses((status = 201, description = "The learning", body = LearningResponse)))]
#[post("/learnings")]
async fn create_learning(
    caller: Caller<WriteInterviews>,
    write: Write,
    body: Body<LearningInput>,
) -> Result<Answer<LearningResponse>, ApiError> {
    let (owner, id, told) = (caller.owner, write.new_id()?, Learning::try_from(body.0)?);
    write
        .run(owner, async |tx| {
            let learning = heard(tx, owner, told).await?;
            let created = workspace::insert(tx, owner, id, &learning, write.now()).await?;
            Ok(Reply::created("/v1/learnings", created))
        })
        .await
}

/// List learnings
#[utoipa::path(operation_id = "list_learnings", tag = "learnings", security(("bearer" = ["interviews:read"])),
    params(ListLearnings, ExpandLearning, PageQuery),
    responses((status = 200, description = "One page of the learnings", body = Page<LearningResponse>)))]
#[get("/learnings")]
async fn list_learnings(
    caller: Caller<ReadInterviews>,
    read: Read,
    list: Query<ListLearnings>,
    expand: Query<ExpandLearning>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<LearningResponse>>, ApiError> {
    let (narrowing, sort): (Narrowing, _) = list.0.into();
    read.page_with::<_, Learning, _>(&caller, narrowing.into(), sort, page.0, expand.0.expand)
        .await
}

/// Find a learning
#[utoipa::path(operation_id = "find_learning", tag = "learnings", security(("bearer" = ["interviews:read"])),
    params(ExpandLearning),
    responses((status = 200, description = "The learning", body = LearningResponse)))]
#[get("/learnings/{id}")]
async fn find_learning(
    caller: Caller<ReadInterviews>,
    read: Read,
    id: Path<Uuid>,
    expand: Query<ExpandLearning>,
) -> Result<Answer<LearningResponse>, ApiError> {
    read.one_with::<_, Learning, _>(&caller, *id, expand.0.expand)
        .await
}

/// Change a learning
///
/// One that was made of an answer keeps its question unless it is moved to another interview.
#[utoipa::path(operation_id = "update_learning", tag = "learnings", security(("bearer" = ["interviews:write"])),
    request_body(content = LearningPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The learning as it now is", body = LearningResponse)))]
#[patch("/learnings/{id}")]
async fn update_learning(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
    patch: LearningPatch,
) -> Result<Answer<LearningResponse>, ApiError> {
    let revise = async |tx: &Transaction, current: &Stored<Learning>, wanted: Learning| {
        let revised = current.value.revise(wanted);
        agree(tx, caller.owner, &revised).await?;
        Ok(revised)
    };
    write.patch(caller.owner, *id, patch, revise).await
}

/// Delete a learning
///
/// With its links to other learnings.
#[utoipa::path(operation_id = "delete_learning", tag = "learnings", security(("bearer" = ["interviews:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/learnings/{id}")]
async fn delete_learning(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Learning>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_learning)
        .service(list_learnings)
        .service(find_learning)
        .service(update_learning)
        .service(delete_learning);
    answer::routes(config);
}
