//! Methodology profiles over HTTP: read by everybody, written by nobody.

use actix_web::{get, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    methodology::{self, Methodology, MissingRule, Policy, Rule, Value},
    outreach,
};
use persistence::{
    Executor,
    methodology::{ORDER, sort_key},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadOutreach},
    wire::Word,
};

type Channel = Word<outreach::Channel>;
type Confidence = Word<methodology::Confidence>;
type Unit = Word<methodology::Unit>;

/// A named, versioned set of rules; a published version never changes.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Methodology, example = json!({
    "id": "01a2008d-7400-7000-8000-000000000001", "object": "methodology",
    "created_at": "2026-11-22T00:00:00Z", "updated_at": "2026-11-22T00:00:00Z",
    "key": "letter_then_call", "version": 1, "name": "Letter, then call",
    "summary": "Write a short personal letter or e-mail, follow it up by phone, and know when to stop.",
    "is_default": true,
    "rules": [{
        "key": "follow_up_days", "value": null, "min": 7, "max": 14, "default": null, "channels": [], "word": null,
        "unit": "calendar_days", "rationale": "Long enough for nobody to feel badgered.",
        "source": "seed 001 (F50, F51)", "confidence": "medium"
    }]
}))]
struct MethodologyResponse {
    id: Uuid,
    /// Always `methodology`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// The same for all versions of a profile.
    #[schema(max_length = 200)]
    key: String,
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    version: i32,
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_length = 5000)]
    summary: String,
    /// Whether a new outreach follows it unless told otherwise.
    is_default: bool,
    #[schema(max_items = 200)]
    rules: Vec<RuleResponse>,
}

/// One number of a methodology, with the reasons for it. It has one form of value: `value`, or `min` and `max` and
/// perhaps `default`, or `channels`, or `word`; the others are null, or empty.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = MethodologyRule)]
struct RuleResponse {
    /// What an explanation cites as `rule`.
    #[schema(max_length = 100)]
    key: String,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    value: Option<u32>,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    min: Option<u32>,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    max: Option<u32>,
    /// The number between `min` and `max` that is proposed.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    default: Option<u32>,
    /// The preferred channel first.
    #[schema(max_items = 20)]
    channels: Vec<Channel>,
    #[schema(max_length = 100)]
    word: Option<String>,
    unit: Unit,
    #[schema(max_length = 2000)]
    rationale: String,
    /// Where it comes from; F-numbers are points of the sources.
    #[schema(max_length = 2000)]
    source: String,
    confidence: Confidence,
}

impl From<Stored<Methodology>> for MethodologyResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Methodology>,
    ) -> Self {
        let Methodology {
            key,
            version,
            name,
            summary,
            is_default,
            rules,
        } = value;
        Self {
            id: id.uuid(),
            object: "methodology",
            created_at,
            updated_at,
            key,
            version,
            name,
            summary,
            is_default,
            rules: rules.into_iter().map(RuleResponse::from).collect(),
        }
    }
}

impl From<Rule> for RuleResponse {
    fn from(
        Rule {
            key,
            value,
            unit,
            rationale,
            source,
            confidence,
        }: Rule,
    ) -> Self {
        let bare = Self {
            key,
            value: None,
            min: None,
            max: None,
            default: None,
            channels: Vec::new(),
            word: None,
            unit: Word(unit),
            rationale,
            source,
            confidence: Word(confidence),
        };
        match value {
            Value::Number(number) => Self {
                value: Some(number),
                ..bare
            },
            Value::Range { min, max, default } => Self {
                min: Some(min),
                max: Some(max),
                default,
                ..bare
            },
            Value::Channels(channels) => Self {
                channels: channels.into_iter().map(Word).collect(),
                ..bare
            },
            Value::Word(word) => Self {
                word: Some(word),
                ..bare
            },
        }
    }
}

impl From<MissingRule> for ApiError {
    fn from(missing: MissingRule) -> Self {
        Self::internal(missing)
    }
}

/// The methodology that decides where no outreach names one.
pub(crate) async fn find_default(db: &impl Executor) -> Result<Stored<Methodology>, ApiError> {
    let found = persistence::methodology::find_default(db).await?;
    found.ok_or_else(|| ApiError::internal("no methodology is the default"))
}

/// The numbers of the default methodology.
pub(crate) async fn default_policy(db: &impl Executor) -> Result<Policy, ApiError> {
    Ok(find_default(db).await?.value.policy()?)
}

/// List methodologies
///
/// The profiles that ship with the service, each number with its rationale, source and confidence.
#[utoipa::path(operation_id = "list_methodologies", tag = "methodologies", security(("bearer" = ["outreach:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the profiles", body = Page<MethodologyResponse>)))]
#[get("/methodologies")]
async fn list_methodologies(
    caller: Caller<ReadOutreach>,
    read: Read,
    page: Query<PageQuery>,
) -> Result<Answer<Page<MethodologyResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let listing = paging.listing(ORDER, false)?;
    let rows = persistence::methodology::list(read.db(), listing).await?;
    let (rows, last) = paging.cut_at(rows, |row| (sort_key(row), row.id.uuid()));
    paging.answer(rows.into_iter().map(Into::into).collect(), last)
}

/// Find a methodology
#[utoipa::path(operation_id = "find_methodology", tag = "methodologies", security(("bearer" = ["outreach:read"])),
    responses((status = 200, description = "The profile with its rules", body = MethodologyResponse)))]
#[get("/methodologies/{id}")]
async fn find_methodology(
    _caller: Caller<ReadOutreach>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<MethodologyResponse>, ApiError> {
    let found = persistence::methodology::find(read.db(), Id::new(*id)).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_methodologies).service(find_methodology);
}
