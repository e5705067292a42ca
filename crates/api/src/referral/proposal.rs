//! What has come of a referral by what was done since, over HTTP.

use actix_web::{get, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, outreach,
    referral::{Deeds, propose},
};
use persistence::referral::find_deeds;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::wire::ReferralOutcome;
use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadReferrals},
    wire::Word,
};

type Outcome = Word<outreach::Outcome>;

/// The outcome that is noted of a referral, and the one that the facts speak for.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ReferralOutcomeProposal, example = json!({
    "object": "referral_outcome", "referral_id": "019b76da-a800-7000-8000-000000000009", "outcome": "open",
    "proposed_outcome": "contacted", "why": "They answered.", "attempts": 1, "last_answer": "reply_interested",
    "talked_at": null
}))]
struct ProposalResponse {
    /// Always `referral_outcome`.
    #[schema(max_length = 50)]
    object: &'static str,
    referral_id: Uuid,
    /// What is noted.
    outcome: ReferralOutcome,
    /// What the facts speak for; nothing is changed by it.
    proposed_outcome: ReferralOutcome,
    #[schema(max_length = 200)]
    why: &'static str,
    /// Attempts to reach the person led to.
    #[schema(minimum = 0, maximum = 1_000_000)]
    attempts: u32,
    /// The last that they answered.
    last_answer: Option<Outcome>,
    /// When the last interview with them ended.
    talked_at: Option<DateTime<Utc>>,
}

/// Find out what has come of a referral
///
/// The outcome that attempts and interviews with the person led to speak for, beside the one that is noted. To accept
/// it, change the referral.
#[utoipa::path(operation_id = "find_referral_outcome", tag = "referrals", security(("bearer" = ["referrals:read"])),
    responses((status = 200, description = "The two outcomes", body = ProposalResponse)))]
#[get("/referrals/{id}/outcome")]
async fn find_referral_outcome(
    caller: Caller<ReadReferrals>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ProposalResponse>, ApiError> {
    let found = find_deeds(read.db(), caller.owner, Id::new(*id)).await?;
    let (outcome, deeds) = found.ok_or_else(ApiError::not_found)?;
    let (proposed, why) = propose(&deeds);
    let Deeds {
        talked_at,
        attempts,
        answer,
        is_pursued: _,
    } = deeds;
    Ok(Answer::ok(&ProposalResponse {
        object: "referral_outcome",
        referral_id: *id,
        outcome: Word(outcome),
        proposed_outcome: Word(proposed),
        why,
        attempts,
        last_answer: answer.map(Word),
        talked_at,
    }))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_referral_outcome);
}
