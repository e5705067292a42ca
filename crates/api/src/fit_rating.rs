//! Fit ratings over HTTP: how well a theme fits, noted after each conversation.

use actix_web::{delete, get, patch, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    fit_rating::{self, FitRating},
    theme::Theme,
};
use persistence::fit_rating::filter;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Patch, Query, Read, Write,
        caller::{ReadThemes, WriteThemes},
    },
    wire::{RecordSort, Word, optional_text, whole},
};

pub(crate) type FitDimension = Word<fit_rating::FitDimension>;

/// How well a theme fits in one dimension.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "dimension": "values", "score": 4, "evidence": "She spends most of her day with the children.",
    "interview_id": "019b76da-a800-7000-8000-000000000009"
}))]
struct FitRatingInput {
    dimension: FitDimension,
    /// From 1, not at all, to 5, fully.
    #[schema(minimum = 1, maximum = 5)]
    score: i16,
    /// What it rests on.
    #[schema(min_length = 1, max_length = 2000)]
    evidence: Option<String>,
    /// The conversation after which it looked so. It need not have been about this theme.
    interview_id: Option<Uuid>,
}

type FitRatingPatch = Patch<FitRatingInput>;

/// How well a theme fits in one dimension, as it looked at one time.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FitRating, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "fit_rating",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "theme_id": "019b76da-a800-7000-8000-000000000007", "dimension": "values", "score": 4,
    "evidence": "She spends most of her day with the children.",
    "interview_id": "019b76da-a800-7000-8000-000000000009"
}))]
pub(crate) struct FitRatingResponse {
    id: Uuid,
    /// Always `fit_rating`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    theme_id: Uuid,
    dimension: FitDimension,
    #[schema(minimum = 1, maximum = 5)]
    score: i16,
    #[schema(max_length = 2000)]
    evidence: Option<String>,
    /// Null also when the interview was deleted.
    interview_id: Option<Uuid>,
}

impl From<Stored<FitRating>> for FitRatingResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value:
                FitRating {
                    theme_id,
                    dimension,
                    score,
                    evidence,
                    interview_id,
                },
        }: Stored<FitRating>,
    ) -> Self {
        Self {
            id: id.uuid(),
            object: "fit_rating",
            created_at,
            updated_at,
            theme_id: theme_id.uuid(),
            dimension: Word(dimension),
            score: score.get(),
            evidence: evidence.map(Text::into_string),
            interview_id: interview_id.map(Id::uuid),
        }
    }
}

impl From<&FitRating> for FitRatingInput {
    fn from(
        FitRating {
            // Told by the path.
            theme_id: _,
            dimension,
            score,
            evidence,
            interview_id,
        }: &FitRating,
    ) -> Self {
        Self {
            dimension: Word(*dimension),
            score: score.get(),
            evidence: evidence.as_ref().map(Text::to_string),
            interview_id: interview_id.map(Id::uuid),
        }
    }
}

impl FitRatingInput {
    fn of(self, theme_id: Id<Theme>) -> Result<FitRating, ApiError> {
        let Self {
            dimension: Word(dimension),
            score,
            evidence,
            interview_id,
        } = self;
        Ok(FitRating {
            theme_id,
            dimension,
            score: whole("/score", score)?,
            evidence: optional_text("/evidence", evidence.as_deref())?,
            interview_id: interview_id.map(Id::new),
        })
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListFitRatings {
    /// Only ratings in one of these dimensions.
    #[param(max_items = 7)]
    dimension: Option<Vec<FitDimension>>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

/// Rate the fit of a theme
///
/// After each conversation, in whichever dimensions it told something about. `If-Match` is about the theme.
#[utoipa::path(operation_id = "create_fit_rating", tag = "themes", security(("bearer" = ["themes:write"])),
    request_body = FitRatingInput,
    responses((status = 201, description = "The rating", body = FitRatingResponse)))]
#[post("/themes/{id}/fit-ratings")]
async fn create_fit_rating(
    caller: Caller<WriteThemes>,
    write: Write,
    id: Path<Uuid>,
    body: Body<FitRatingInput>,
) -> Result<Answer<FitRatingResponse>, ApiError> {
    let (owner, rating) = (caller.owner, body.0.of(Id::new(*id))?);
    let collection = format!("/v1/themes/{id}/fit-ratings");
    write.create_child(owner, &collection, rating, None).await
}

/// List the fit ratings of a theme
#[utoipa::path(operation_id = "list_fit_ratings", tag = "themes", security(("bearer" = ["themes:read"])),
    params(ListFitRatings, PageQuery),
    responses((status = 200, description = "One page of the ratings", body = Page<FitRatingResponse>)))]
#[get("/themes/{id}/fit-ratings")]
async fn list_fit_ratings(
    caller: Caller<ReadThemes>,
    read: Read,
    id: Path<Uuid>,
    list: Query<ListFitRatings>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<FitRatingResponse>>, ApiError> {
    let ListFitRatings { dimension, sort } = list.0;
    let (filter, sort) = (filter(&Word::list(dimension)), RecordSort::word(sort));
    read.children::<FitRating, _>(caller.owner, *id, filter, sort, page.0)
        .await
}

/// Find a fit rating
#[utoipa::path(operation_id = "find_fit_rating", tag = "themes", security(("bearer" = ["themes:read"])),
    responses((status = 200, description = "The rating", body = FitRatingResponse)))]
#[get("/themes/{id}/fit-ratings/{fit_rating_id}")]
async fn find_fit_rating(
    caller: Caller<ReadThemes>,
    read: Read,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<FitRatingResponse>, ApiError> {
    read.child::<FitRating, _>(caller.owner, path.into_inner())
        .await
}

/// Change a fit rating
///
/// To correct it. When another conversation changes the picture, rate again: the report shows the course of it.
#[utoipa::path(operation_id = "update_fit_rating", tag = "themes", security(("bearer" = ["themes:write"])),
    request_body(content = FitRatingPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The rating as it now is", body = FitRatingResponse)))]
#[patch("/themes/{id}/fit-ratings/{fit_rating_id}")]
async fn update_fit_rating(
    caller: Caller<WriteThemes>,
    write: Write,
    ids: Path<(Uuid, Uuid)>,
    patch: FitRatingPatch,
) -> Result<Answer<FitRatingResponse>, ApiError> {
    let read = |theme, input: FitRatingInput| input.of(theme);
    write
        .patch_child(caller.owner, ids.into_inner(), patch, read)
        .await
}

/// Delete a fit rating
#[utoipa::path(operation_id = "delete_fit_rating", tag = "themes", security(("bearer" = ["themes:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/themes/{id}/fit-ratings/{fit_rating_id}")]
async fn delete_fit_rating(
    caller: Caller<WriteThemes>,
    write: Write,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<()>, ApiError> {
    write
        .delete_child::<FitRating>(caller.owner, path.into_inner())
        .await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_fit_rating)
        .service(list_fit_ratings)
        .service(find_fit_rating)
        .service(update_fit_rating)
        .service(delete_fit_rating);
}

crate::change::shown_as!(FitRating => FitRatingResponse);
