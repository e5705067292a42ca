//! What a network ask has brought, over HTTP.

use actix_web::{get, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Text,
    network_ask::{Asked, RecipientYield, Results},
};
use persistence::network_ask::find_results;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::recipient_wire::RecipientState;
use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadNetwork},
    wire::Word,
};

/// What a network ask has brought.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NetworkAskResults, example = json!({
    "object": "network_ask_results", "network_ask_id": "019b76da-a800-7000-8000-000000000007", "asked": 4,
    "replied": 3, "reply_percent": 75, "introductions": 1, "days_to_first_reply": 0,
    "days_to_first_introduction": 2, "countries": ["US"],
    "recipients": [{
        "recipient_id": "019b76da-a800-7000-8000-000000000008", "contact_id": "019b76da-a800-7000-8000-000000000005",
        "name": "Grace Okafor", "asked_at": "2026-01-05T09:00:00Z", "state": "introduced",
        "replied_at": "2026-01-05T12:00:00Z", "introductions": 1
    }]
}))]
struct ResultsResponse {
    /// Always `network_ask_results`.
    #[schema(max_length = 50)]
    object: &'static str,
    network_ask_id: Uuid,
    /// To how many it went.
    #[schema(minimum = 0, maximum = 500)]
    asked: u32,
    /// Who answered or led to somebody.
    #[schema(minimum = 0, maximum = 500)]
    replied: u32,
    /// How many of a hundred replied; null while nobody is asked.
    #[schema(minimum = 0, maximum = 100)]
    reply_percent: Option<u32>,
    /// The referrals that name this ask.
    #[schema(minimum = 0, maximum = 1_000_000)]
    introductions: u32,
    /// Whole days from the first question.
    #[schema(minimum = 0, maximum = 4_000_000)]
    days_to_first_reply: Option<u32>,
    /// Whole days from the first question.
    #[schema(minimum = 0, maximum = 4_000_000)]
    days_to_first_introduction: Option<u32>,
    /// The countries of the people led to, as far as they are known (ISO 3166-1).
    #[schema(max_items = 300, max_length = 2)]
    countries: Vec<String>,
    /// The most introductions first.
    #[schema(max_items = 500)]
    recipients: Vec<RecipientYieldResponse>,
}

/// What one of those who were asked has brought.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NetworkAskRecipientYield)]
struct RecipientYieldResponse {
    recipient_id: Uuid,
    contact_id: Uuid,
    #[schema(max_length = 200)]
    name: String,
    asked_at: DateTime<Utc>,
    state: RecipientState,
    replied_at: Option<DateTime<Utc>>,
    #[schema(minimum = 0, maximum = 1_000_000)]
    introductions: u32,
}

impl ResultsResponse {
    fn new(ask: Uuid, results: Results) -> Self {
        let Results {
            asked,
            replied,
            reply_percent,
            introductions,
            days_to_first_reply,
            days_to_first_introduction,
            countries,
            recipients,
        } = results;
        Self {
            object: "network_ask_results",
            network_ask_id: ask,
            asked,
            replied,
            reply_percent,
            introductions,
            days_to_first_reply,
            days_to_first_introduction,
            countries: countries.into_iter().map(Text::into_string).collect(),
            recipients: recipients.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<RecipientYield> for RecipientYieldResponse {
    fn from(
        RecipientYield {
            asked,
            introductions,
        }: RecipientYield,
    ) -> Self {
        let Asked {
            recipient_id,
            contact_id,
            name,
            asked_at,
            standing,
        } = asked;
        Self {
            recipient_id: recipient_id.uuid(),
            contact_id: contact_id.uuid(),
            name: name.into_string(),
            asked_at,
            state: Word(standing.word()),
            replied_at: standing.replied_at(),
            introductions,
        }
    }
}

/// Find out what a network ask has brought
///
/// How many answered, whom they led to, how soon and in how many countries. An introduction is a referral that names
/// the ask as where it arose.
#[utoipa::path(operation_id = "find_network_ask_results", tag = "network-asks",
    security(("bearer" = ["network:read"])),
    responses((status = 200, description = "What it has brought", body = ResultsResponse)))]
#[get("/network-asks/{id}/results")]
async fn find_network_ask_results(
    caller: Caller<ReadNetwork>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ResultsResponse>, ApiError> {
    let found = find_results(read.db(), caller.owner, Id::new(*id)).await?;
    let results = found.ok_or_else(ApiError::not_found)?;
    Ok(Answer::ok(&ResultsResponse::new(*id, results)))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_network_ask_results);
}
