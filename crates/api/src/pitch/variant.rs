//! A pitch fitted to an organization, with what that is for beside it.

use actix_web::{post, web::Path};
use domain::{Id, Stored, Text, organization::Organization, pitch::Pitch};
use persistence::workspace;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::PitchResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Answer, Body, Caller, Reply, Write, caller::WriteProfile},
    wire::optional_text,
};

/// For which organization a pitch is copied.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "organization_id": "019b76da-a800-7000-8000-000000000006",
    "mission_link": "You say that every child is to be understood; that is why I write to you."
}))]
struct PitchVariantInput {
    organization_id: Uuid,
    /// How it ties to what the organization is for. When it is not given, the variant lacks it.
    #[schema(min_length = 1, max_length = 1000)]
    mission_link: Option<String>,
}

/// A pitch fitted to an organization.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PitchVariant, example = json!({
    "object": "pitch_variant", "organization_name": "Canal Street Clinic", "mission": "Every child is understood.",
    "pitch": {
        "id": "019b76da-a800-7000-8000-000000000009", "object": "pitch",
        "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z", "title": null, "theme_id": null,
        "organization_id": "019b76da-a800-7000-8000-000000000006",
        "variant_of": "019b76da-a800-7000-8000-000000000007", "reintroduction": "I am Ada, a teacher.",
        "where_i_am": null, "work_wanted": "I want to work with children who stammer.",
        "why": "Somebody helped my cousin.", "mission_link": null, "hopes_to_learn": "I hope to learn what you do.",
        "words": 24, "missing_sections": ["mission_link"]
    }
}))]
struct PitchVariantResponse {
    /// Always `pitch_variant`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// Null where the token may not read organizations; so is the mission.
    #[schema(max_length = 200)]
    organization_name: Option<String>,
    /// What the organization says it is for, if that is known.
    #[schema(max_length = 5000)]
    mission: Option<String>,
    pitch: PitchResponse,
}

/// Without what it is for, which is beside it.
impl From<Stored<Pitch>> for PitchVariantResponse {
    fn from(stored: Stored<Pitch>) -> Self {
        Self {
            object: "pitch_variant",
            organization_name: None,
            mission: None,
            pitch: stored.into(),
        }
    }
}

/// Make a variant of a pitch for an organization
///
/// A copy that speaks to what the organization is for, which is shown beside it to a token that may read organizations. What tied the original to another
/// organization is left out. `Location` and the entity tag are those of the new pitch.
#[utoipa::path(operation_id = "create_pitch_variant", tag = "pitches",
    security(("bearer" = ["profile:write"])),
    request_body = PitchVariantInput,
    responses((status = 201, description = "The variant", body = PitchVariantResponse)))]
#[post("/pitches/{id}/variants")]
async fn create_pitch_variant(
    caller: Caller<WriteProfile>,
    write: Write,
    id: Path<Uuid>,
    body: Body<PitchVariantInput>,
) -> Result<Answer<PitchVariantResponse>, ApiError> {
    let may_read = caller.require(Scope::OrganizationsRead).is_ok();
    let (owner, input) = (caller.owner, body.0);
    let link = optional_text("/mission_link", input.mission_link.as_deref())?;
    write
        .run(owner, async |tx| {
            let original: Stored<Pitch> = write.find_for_update(tx, owner, *id).await?;
            let organization = Id::<Organization>::new(input.organization_id);
            let found = workspace::find(tx, owner, organization).await?;
            let found = found.ok_or_else(|| ApiError::unknown_reference("/organization_id"))?;
            let mut variant = original.value.variant(original.id, organization);
            variant.sections.mission_link = link.clone().or(variant.sections.mission_link);
            let made = workspace::insert(tx, owner, write.new_id()?, &variant, write.now()).await?;
            let reply = Reply::<PitchVariantResponse>::created("/v1/pitches", made);
            Ok(reply.with(|variant| {
                let Organization { name, mission, .. } = found.value;
                if may_read {
                    variant.organization_name = Some(name.into_string());
                    variant.mission = mission.map(Text::into_string);
                }
            }))
        })
        .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(create_pitch_variant);
}
