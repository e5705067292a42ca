//! Accomplishment stories over HTTP.

mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Text, story::Story};
use persistence::story::filter;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::{StoryInput, StoryPatch, StoryResponse};
use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadProfile, WriteProfile},
    },
    wire::{RecordSort, text_code},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListStories {
    /// Only stories that show at least one of these skills, in any letter case.
    #[param(max_items = 30, min_length = 1, max_length = 100)]
    skill: Option<Vec<String>>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

/// Create a story
///
/// An accomplishment to give as an example when a conversation feels out an employer. Parts may be told later.
#[utoipa::path(operation_id = "create_story", tag = "stories", security(("bearer" = ["profile:write"])),
    request_body = StoryInput,
    responses((status = 201, description = "The story", body = StoryResponse)))]
#[post("/stories")]
async fn create_story(
    caller: Caller<WriteProfile>,
    write: Write,
    body: Body<StoryInput>,
) -> Result<Answer<StoryResponse>, ApiError> {
    let story = Story::try_from(body.0)?;
    let admit = async |_: &_, _, _: &_| Ok(());
    write
        .create(caller.owner, "/v1/stories", story, admit)
        .await
}

/// List stories
#[utoipa::path(operation_id = "list_stories", tag = "stories", security(("bearer" = ["profile:read"])),
    params(ListStories, PageQuery),
    responses((status = 200, description = "One page of the caller's stories", body = Page<StoryResponse>)))]
#[get("/stories")]
async fn list_stories(
    caller: Caller<ReadProfile>,
    read: Read,
    list: Query<ListStories>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<StoryResponse>>, ApiError> {
    let ListStories { skill, sort } = list.0;
    let skills = skill.into_iter().flatten().map(|skill| {
        Text::parse(&skill).map_err(|error| ApiError::parameter("skill", text_code(error), error))
    });
    let skills: Vec<Text<100>> = skills.collect::<Result<_, _>>()?;
    read.page::<Story, _>(
        caller.owner,
        filter(&skills),
        RecordSort::word(sort),
        page.0,
    )
    .await
}

/// Find a story
#[utoipa::path(operation_id = "find_story", tag = "stories", security(("bearer" = ["profile:read"])),
    responses((status = 200, description = "The story", body = StoryResponse)))]
#[get("/stories/{id}")]
async fn find_story(
    caller: Caller<ReadProfile>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<StoryResponse>, ApiError> {
    read.one::<Story, _>(caller.owner, *id).await
}

/// Change a story
#[utoipa::path(operation_id = "update_story", tag = "stories", security(("bearer" = ["profile:write"])),
    request_body(content = StoryPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The story as it now is", body = StoryResponse)))]
#[patch("/stories/{id}")]
async fn update_story(
    caller: Caller<WriteProfile>,
    write: Write,
    id: Path<Uuid>,
    patch: StoryPatch,
) -> Result<Answer<StoryResponse>, ApiError> {
    let admit = async |_: &_, _: &_, next: Story| Ok(next);
    write.patch(caller.owner, *id, patch, admit).await
}

/// Delete a story
#[utoipa::path(operation_id = "delete_story", tag = "stories", security(("bearer" = ["profile:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/stories/{id}")]
async fn delete_story(
    caller: Caller<WriteProfile>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Story>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_story)
        .service(list_stories)
        .service(find_story)
        .service(update_story)
        .service(delete_story);
}
