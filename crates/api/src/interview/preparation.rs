//! What the caller puts down before an interview.

use actix_web::{delete, get, put, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    interview::Interview,
    preparation::{self, Preparation},
    whole::Whole,
};
use persistence::{Transaction, workspace};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Read, Write,
        caller::{ReadInterviews, WriteInterviews},
    },
    wire::{Word, optional_text, texts, whole},
};

pub(super) type Venue = Word<preparation::Venue>;

/// What is put down for an interview.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "objectives": ["Find out whether clinics take career changers", "Two more names"], "venue": "cafe",
    "travel_minutes": 25, "pitch_id": "019b76da-a800-7000-8000-000000000007", "questions_by_heart": true,
    "note": "She is fond of old maps."
}))]
struct PreparationInput {
    /// What the interview is to bring, the most important first.
    #[serde(default)]
    #[schema(max_items = 10, min_length = 1, max_length = 500)]
    objectives: Vec<String>,
    /// What kind of place they meet at: dress and who pays follow from it.
    venue: Option<Venue>,
    /// How long the way takes.
    #[schema(minimum = 0, maximum = 1440)]
    travel_minutes: Option<i16>,
    /// The pitch to open with; none, the one that fits best.
    pitch_id: Option<Uuid>,
    /// Whether the person knows the most important questions without reading.
    #[serde(default)]
    questions_by_heart: bool,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

/// What is put down for an interview.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Preparation, example = json!({
    "id": "019b76da-a800-7000-8000-000000000009", "object": "preparation",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "objectives": ["Find out whether clinics take career changers", "Two more names"], "venue": "cafe",
    "travel_minutes": 25, "pitch_id": null, "questions_by_heart": false, "note": "She is fond of old maps."
}))]
struct PreparationResponse {
    /// That of the interview.
    id: Uuid,
    /// Always `preparation`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// What the interview is to bring, the most important first.
    #[schema(max_items = 10, max_length = 500)]
    objectives: Vec<String>,
    venue: Option<Venue>,
    #[schema(minimum = 0, maximum = 1440)]
    travel_minutes: Option<i16>,
    /// The pitch that the person chose.
    pitch_id: Option<Uuid>,
    questions_by_heart: bool,
    #[schema(max_length = 5000)]
    note: Option<String>,
}

impl From<Stored<Preparation>> for PreparationResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Preparation>,
    ) -> Self {
        let Preparation {
            objectives,
            venue,
            travel_minutes,
            pitch_id,
            questions_by_heart,
            note,
        } = value;
        let objectives = objectives.into_vec().into_iter();
        Self {
            id: id.uuid(),
            object: "preparation",
            created_at,
            updated_at,
            objectives: objectives.map(Text::into_string).collect(),
            venue: venue.map(Word),
            travel_minutes: travel_minutes.map(Whole::get),
            pitch_id: pitch_id.map(Id::uuid),
            questions_by_heart,
            note: note.map(Text::into_string),
        }
    }
}

impl TryFrom<PreparationInput> for Preparation {
    type Error = ApiError;

    fn try_from(
        PreparationInput {
            objectives,
            venue,
            travel_minutes,
            pitch_id,
            questions_by_heart,
            note,
        }: PreparationInput,
    ) -> Result<Self, ApiError> {
        let travel_minutes = travel_minutes.map(|minutes| whole("/travel_minutes", minutes));
        Ok(Self {
            objectives: texts("/objectives", &objectives)?,
            venue: venue.map(|Word(venue)| venue),
            travel_minutes: travel_minutes.transpose()?,
            pitch_id: pitch_id.map(Id::new),
            questions_by_heart,
            note: optional_text("/note", note.as_deref())?,
        })
    }
}

/// Find what is put down for an interview
///
/// 404 until something is.
#[utoipa::path(operation_id = "find_interview_preparation", tag = "interviews",
    security(("bearer" = ["interviews:read"])),
    responses((status = 200, description = "What is put down", body = PreparationResponse)))]
#[get("/interviews/{id}/preparation")]
async fn find_interview_preparation(
    caller: Caller<ReadInterviews>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<PreparationResponse>, ApiError> {
    read.one::<Preparation, _>(caller.owner, *id).await
}

/// Put down what is prepared for an interview
///
/// Objectives, the kind of place, the way there, the pitch to open with, and whether the questions are known by heart; in place of what was put down before.
#[utoipa::path(operation_id = "save_interview_preparation", tag = "interviews",
    security(("bearer" = ["interviews:write"])),
    request_body = PreparationInput,
    responses(
        (status = 200, description = "What is now put down, in place of what was", body = PreparationResponse),
        (status = 201, description = "What is put down for the first time", body = PreparationResponse),
    ))]
#[put("/interviews/{id}/preparation")]
async fn save_interview_preparation(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
    body: Body<PreparationInput>,
) -> Result<Answer<PreparationResponse>, ApiError> {
    let (owner, preparation) = (caller.owner, Preparation::try_from(body.0)?);
    let admit = async |tx: &Transaction| {
        let is_known = workspace::exists(tx, owner, Id::<Interview>::new(*id)).await?;
        is_known.then_some(()).ok_or_else(ApiError::not_found)
    };
    let location = format!("/v1/interviews/{id}/preparation");
    write.put_at(owner, location, *id, preparation, admit).await
}

/// Delete what is put down for an interview
#[utoipa::path(operation_id = "delete_interview_preparation", tag = "interviews",
    security(("bearer" = ["interviews:write"])),
    responses((status = 204, description = "It is gone; the interview stays")))]
#[delete("/interviews/{id}/preparation")]
async fn delete_interview_preparation(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Preparation>(caller.owner, *id).await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(find_interview_preparation)
        .service(save_interview_preparation)
        .service(delete_interview_preparation);
}

crate::change::shown_as!(Preparation => PreparationResponse);
