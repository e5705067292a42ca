//! A person's own methodologies: copied, changed version by version, deleted.

use actix_web::{delete, post, web::Path};
use domain::{
    Id, Stored, Text,
    methodology::{MAX_OWN, Methodology, Origin, ProfileKey, Revision},
};
use persistence::{
    Transaction,
    methodology::{count_own, delete_own, find, insert_own},
    workspace::Owner,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    draft::{self, RuleInput},
    wire::MethodologyResponse,
};
use crate::{
    error::{ApiError, Code, Problem},
    http::{Answer, Body, Caller, Reply, Write, caller::WriteOutreach, etag},
    wire::optional_text,
};

/// What the copy is to be called; what is not given is as in the original.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "key": "my_own_way", "name": "My own way" }))]
pub(super) struct MethodologyCopyInput {
    /// What all versions of it are called by programs.
    #[schema(min_length = 1, max_length = 60, pattern = "^[a-z][a-z0-9_]*$")]
    key: Option<String>,
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
}

/// What is to change; everything else stays.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "rules": [{ "key": "attempt_cap", "value": 4, "rationale": "In my field people answer late." }]
}))]
pub(super) struct MethodologyRevisionInput {
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    #[schema(min_length = 1, max_length = 5000)]
    summary: Option<String>,
    /// Rules in the place of those with the same key.
    #[schema(max_items = 100)]
    #[serde(default)]
    rules: Vec<RuleInput>,
    /// Keys of rules to leave out; only what the decisions can be made without.
    #[schema(max_items = 100, max_length = 100)]
    #[serde(default)]
    omit: Vec<String>,
}

/// Copy a methodology
///
/// The first version of an own one that says the same and can then be changed. Outreaches under way keep the version that
/// they began with; choose the new one in the profile, or for a single outreach.
#[utoipa::path(operation_id = "copy_methodology", tag = "methodologies", security(("bearer" = ["outreach:write"])),
    request_body = MethodologyCopyInput,
    responses(
        (status = 201, description = "The copy", body = MethodologyResponse),
        (status = 409, body = Problem, description = "`methodology_exists`: another of the caller's has that key; \
            `limit_reached`: the caller has 200 versions"),
    ))]
#[post("/methodologies/{id}/copies")]
async fn copy_methodology(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
    body: Body<MethodologyCopyInput>,
) -> Result<Answer<MethodologyResponse>, ApiError> {
    let MethodologyCopyInput { key, name } = body.0;
    let key = key.map(|key| profile_key(&key)).transpose()?;
    let name = optional_text("/name", name.as_deref())?;
    write
        .run(caller.owner, async |tx| {
            let original = expected(tx, &write, caller.owner, *id).await?;
            let copy = Methodology::copied(original, key, name);
            let (versions, _) = count_own(tx, caller.owner, &copy.key).await?;
            insert(tx, &write, caller.owner, versions, &copy).await
        })
        .await
}

/// Change a methodology
///
/// A version is never changed: this makes the next one of the caller's own, from its last. A rule that is given takes the
/// place of the one with the same key; another value needs another reason, for the reason is what an explanation cites.
/// When nothing changes, the answer is the version itself.
#[utoipa::path(operation_id = "revise_methodology", tag = "methodologies", security(("bearer" = ["outreach:write"])),
    request_body = MethodologyRevisionInput,
    responses(
        (status = 201, description = "The next version", body = MethodologyResponse),
        (status = 200, description = "The version as it was: nothing changed", body = MethodologyResponse),
        (status = 409, body = Problem, description = "`built_in`: copy it first; `conflict`: `latest_id` is a later version; \
            `limit_reached`: the caller has 200 versions"),
    ))]
#[post("/methodologies/{id}/versions")]
async fn revise_methodology(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
    body: Body<MethodologyRevisionInput>,
) -> Result<Answer<MethodologyResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current = found_own(tx, &write, owner, *id).await?;
            let (versions, last) = count_own(tx, owner, &current.value.key).await?;
            let (_, number) = last
                .filter(|(last, _)| *last == current.id)
                .ok_or_else(|| outdated(last.map(|(last, _)| last)))?;
            match body.0.revised(&current.value, number.saturating_add(1))? {
                None => Ok(Reply::ok(current)),
                Some(next) => insert(tx, &write, owner, versions, &next).await,
            }
        })
        .await
}

/// Delete a methodology
///
/// One version of the caller's own that nothing follows.
#[utoipa::path(operation_id = "delete_methodology", tag = "methodologies", security(("bearer" = ["outreach:write"])),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, body = Problem, description = "`in_use`: an outreach or the profile follows it; `built_in`: it is \
            everybody's"),
    ))]
#[delete("/methodologies/{id}")]
async fn delete_methodology(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write
        .run(caller.owner, async |tx| {
            let current = found_own(tx, &write, caller.owner, *id).await?;
            let deleted = delete_own(tx, caller.owner, current.id).await;
            deleted.map_err(ApiError::of_deletion)?;
            Ok(Reply::nothing())
        })
        .await
}

impl MethodologyRevisionInput {
    fn revised(self, of: &Methodology, version: i32) -> Result<Option<Methodology>, ApiError> {
        let Self {
            name,
            summary,
            rules,
            omit,
        } = self;
        let given: Vec<String> = rules.iter().map(|rule| rule.key().to_owned()).collect();
        let name = optional_text("/name", name.as_deref())?;
        let summary = optional_text("/summary", summary.as_deref())?;
        let to = Revision {
            name: name.unwrap_or_else(|| of.name.clone()),
            summary: summary.unwrap_or_else(|| of.summary.clone()),
            rules: draft::rules(of, rules, &omit)?,
        };
        let revised = of.revised(version, to);
        revised.map_err(|invalid| draft::refusal(&invalid, &given))
    }
}

fn profile_key(key: &str) -> Result<ProfileKey, ApiError> {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let fits = key.starts_with(|c: char| c.is_ascii_lowercase()) && key.chars().all(is_word);
    let parsed = Text::parse(key).ok().filter(|_| fits);
    parsed.ok_or_else(|| {
        let detail =
            "must be lower-case letters, digits and underscores, 60 at most, a letter first";
        ApiError::field("/key", "pattern", detail)
    })
}

/// One that the caller may follow, in the revision that they expect.
pub(super) async fn expected(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    id: Uuid,
) -> Result<Stored<Methodology>, ApiError> {
    let found = find(tx, owner, Id::new(id)).await?;
    let found = found.ok_or_else(ApiError::not_found)?;
    etag::require_match(write.request(), &etag::of(&found))?;
    Ok(found)
}

/// One that the caller may change.
async fn found_own(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    id: Uuid,
) -> Result<Stored<Methodology>, ApiError> {
    let found = expected(tx, write, owner, id).await?;
    match found.value.origin {
        Origin::Own => Ok(found),
        Origin::BuiltIn => {
            let detail = "It is everybody's. Copy it and change the copy.";
            Err(ApiError::new(Code::BuiltIn, detail))
        }
    }
}

fn outdated(latest: Option<Id<Methodology>>) -> ApiError {
    let error = ApiError::new(
        Code::Conflict,
        "A later version follows this one. Go on from the last.",
    );
    match latest {
        Some(latest) => error.with("latest_id", latest.to_string()),
        None => error,
    }
}

async fn insert(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    versions: u64,
    own: &Methodology,
) -> Result<Reply<MethodologyResponse>, ApiError> {
    if versions >= MAX_OWN {
        let detail = format!(
            "There can be {MAX_OWN} versions of your own. Delete some that nothing follows."
        );
        return Err(ApiError::new(Code::LimitReached, detail));
    }
    let inserted = insert_own(tx, owner, write.new_id()?, own, write.now()).await?;
    Ok(Reply::created("/v1/methodologies", inserted))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(copy_methodology)
        .service(revise_methodology)
        .service(delete_methodology);
}
