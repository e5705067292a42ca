//! Research gaps over HTTP: what a person still lacks, until it is answered, dropped or asked.

mod neighbor;
mod question;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Id, Stored, research_gap::ResearchGap};
use persistence::{Transaction, research_gap::Narrowing};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::neighbor::ExpandResearchGap;
pub(crate) use self::neighbor::ResearchGapExpansion;
use self::wire::{GapStatus, ResearchGapInput, ResearchGapPatch, ResearchGapResponse};

use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadResearch, WriteResearch},
    },
    question::{Subject, Topic},
    wire::{RecordSort, Word},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListResearchGaps {
    /// Only gaps about this organization.
    organization_id: Option<Uuid>,
    /// Only gaps about this contact.
    contact_id: Option<Uuid>,
    /// Only gaps about this theme.
    theme_id: Option<Uuid>,
    /// Only gaps in one of these states.
    #[param(max_items = 3)]
    state: Option<Vec<GapStatus>>,
    /// Only gaps on one of these topics.
    #[param(max_items = 13)]
    topic: Option<Vec<Topic>>,
    /// Only gaps on one of these subjects.
    #[param(max_items = 3)]
    subject: Option<Vec<Subject>>,
    /// Only gaps that a search would fill, or only the others.
    answerable_online: Option<bool>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

impl From<ListResearchGaps> for (Narrowing, &'static str) {
    fn from(
        ListResearchGaps {
            organization_id,
            contact_id,
            theme_id,
            state,
            topic,
            subject,
            answerable_online,
            sort,
        }: ListResearchGaps,
    ) -> Self {
        let narrowing = Narrowing {
            organization_id: organization_id.map(Id::new),
            contact_id: contact_id.map(Id::new),
            theme_id: theme_id.map(Id::new),
            states: Word::list(state),
            topics: Word::list(topic),
            subjects: Word::list(subject),
            answerable_online,
        };
        (narrowing, RecordSort::word(sort))
    }
}

/// Create a research gap
#[utoipa::path(operation_id = "create_research_gap", tag = "research", security(("bearer" = ["research:write"])),
    request_body = ResearchGapInput,
    responses((status = 201, description = "The gap", body = ResearchGapResponse)))]
#[post("/research-gaps")]
async fn create_research_gap(
    caller: Caller<WriteResearch>,
    write: Write,
    body: Body<ResearchGapInput>,
) -> Result<Answer<ResearchGapResponse>, ApiError> {
    let gap = ResearchGap::try_from(body.0)?;
    let admit = async |_: &Transaction, _, _: &ResearchGap| Ok(());
    write
        .create(caller.owner, "/v1/research-gaps", gap, admit)
        .await
}

/// List research gaps
#[utoipa::path(operation_id = "list_research_gaps", tag = "research", security(("bearer" = ["research:read"])),
    params(ListResearchGaps, ExpandResearchGap, PageQuery),
    responses((status = 200, description = "One page of the gaps", body = Page<ResearchGapResponse>)))]
#[get("/research-gaps")]
async fn list_research_gaps(
    caller: Caller<ReadResearch>,
    read: Read,
    list: Query<ListResearchGaps>,
    expand: Query<ExpandResearchGap>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ResearchGapResponse>>, ApiError> {
    let (narrowing, sort): (Narrowing, _) = list.0.into();
    read.page_with::<_, ResearchGap, _>(&caller, narrowing.into(), sort, page.0, expand.0.expand)
        .await
}

/// Find a research gap
#[utoipa::path(operation_id = "find_research_gap", tag = "research", security(("bearer" = ["research:read"])),
    params(ExpandResearchGap, ("id" = Uuid, Path, description = "The id of the research gap")),
    responses((status = 200, description = "The gap", body = ResearchGapResponse)))]
#[get("/research-gaps/{id}")]
async fn find_research_gap(
    caller: Caller<ReadResearch>,
    read: Read,
    id: Path<Uuid>,
    expand: Query<ExpandResearchGap>,
) -> Result<Answer<ResearchGapResponse>, ApiError> {
    read.one_with::<_, ResearchGap, _>(&caller, *id, expand.0.expand)
        .await
}

/// Change a research gap
///
/// Also to answer, drop or reopen it. The question it became keeps its words.
#[utoipa::path(operation_id = "update_research_gap", tag = "research", security(("bearer" = ["research:write"])),
    params(("id" = Uuid, Path, description = "The id of the research gap")),
    request_body(content = ResearchGapPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The gap as it now is", body = ResearchGapResponse)))]
#[patch("/research-gaps/{id}")]
async fn update_research_gap(
    caller: Caller<WriteResearch>,
    write: Write,
    id: Path<Uuid>,
    patch: ResearchGapPatch,
) -> Result<Answer<ResearchGapResponse>, ApiError> {
    let settle = async |_: &Transaction, current: &Stored<ResearchGap>, next: ResearchGap| {
        let question_id = current.value.question_id;
        Ok(ResearchGap {
            question_id,
            ..next
        })
    };
    write.patch(caller.owner, *id, patch, settle).await
}

/// Delete a research gap
///
/// The question it became stays.
#[utoipa::path(operation_id = "delete_research_gap", tag = "research", security(("bearer" = ["research:write"])),
    params(("id" = Uuid, Path, description = "The id of the research gap")),
    responses((status = 204, description = "It is gone")))]
#[delete("/research-gaps/{id}")]
async fn delete_research_gap(
    caller: Caller<WriteResearch>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<ResearchGap>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_research_gap)
        .service(list_research_gaps)
        .service(find_research_gap)
        .service(update_research_gap)
        .service(delete_research_gap);
    question::routes(config);
}
